"""Scripts that change the scene of a talk and tell when the next one stands with its chart."""

# From the key to the frame that shows the new finding and its chart, as the viewer's screen has it.
CHANGED = """(key) => new Promise((done) => {{
    const before = document.querySelector('section.current');
    const start = performance.now();
    let frames = 0;
    window.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true }}));
    requestAnimationFrame(function look() {{
        frames += 1;
        const now = document.querySelector('section.current');
        if (now === before || !now.querySelector('.main-svg')) requestAnimationFrame(look);
        else done({});
    }});
}})"""
FRAMES = CHANGED.format("frames")
MILLISECONDS = CHANGED.format("performance.now() - start")
