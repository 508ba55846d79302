"""Look at a page as a critical reader does: cut or crossing labels, overflow, English leftovers."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ENGLISH = re.compile(
    r"\b(Choose|Search|Download|Fullscreen|Running|Stop|Deploy|Select|No results|Loading"
    r"|Show|Hide|Open|Close|Error|None|nan|NaN|null)\b"
)

# Every line of text in every chart: outside its picture, or on another text by over two pixels
# both ways. The boxes of glyphs are higher than the ink in them, so they are first cut down to it.
LABEL_FAULTS = """() => {
    const TOLERANCE = 2, INK_TOP = 0.24, INK_BOTTOM = 0.2;
    const faults = [];
    for (const chart of document.querySelectorAll('.js-plotly-plot')) {
        const frame = chart.querySelector('.main-svg').getBoundingClientRect();
        const lines = [...chart.querySelectorAll('.main-svg text')]
            .filter((text) => !text.closest('.hoverlayer') && text.textContent.trim() !== '')
            .flatMap((text) => {
                const parts = [...text.querySelectorAll('tspan.line')];
                return parts.length ? parts : [text];
            })
            .map((line) => ({ text: line.textContent.trim(), box: line.getBoundingClientRect() }))
            .filter(({ text, box }) => text !== '' && box.width > 0)
            .map(({ text, box }) => ({
                text,
                left: box.left,
                right: box.right,
                top: box.top + INK_TOP * box.height,
                bottom: box.bottom - INK_BOTTOM * box.height,
            }));
        for (const line of lines) {
            const over = Math.max(
                frame.left - line.left, line.right - frame.right,
                frame.top - line.top, line.bottom - frame.bottom,
            );
            if (over > TOLERANCE) faults.push(`cut by ${over.toFixed(0)} px: ${line.text}`);
        }
        lines.forEach((one, place) => {
            for (const other of lines.slice(place + 1)) {
                const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
                const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
                if (Math.min(across, down) > TOLERANCE) {
                    faults.push(`${one.text} on ${other.text}: ${across.toFixed(0)} × `
                        + `${down.toFixed(0)} px`);
                }
            }
        });
    }
    return faults;
}"""

# Words that are wider than the card or the control they stand in.
OVERFLOWING = """() => {
    const faults = [];
    const wide = [document.documentElement, document.querySelector('[data-testid="stMain"]')];
    for (const element of wide) {
        if (element.scrollWidth > element.clientWidth) {
            faults.push(`the page scrolls sideways: ${element.scrollWidth} px of content`);
        }
    }
    for (const element of document.querySelectorAll('.card, .card .value, .project, p.state')) {
        if (element.scrollWidth > element.clientWidth + 1) {
            faults.push(`wider than its place: ${element.innerText}`);
        }
    }
    return faults;
}"""

# What can be read: text, the prompts of empty fields, and what a pointer brings up.
READABLE = """() => {
    const texts = [document.body.innerText];
    for (const element of document.querySelectorAll('[title], [data-title], [placeholder]')) {
        if (!element.checkVisibility()) continue;
        texts.push(element.getAttribute('title'), element.getAttribute('data-title'));
        if (element.value === '') texts.push(element.getAttribute('placeholder'));
    }
    return texts.filter((text) => text);
}"""


def label_faults(page: "Page") -> list[str]:
    """Return the labels of charts that are cut by their picture's edge or lie on one another."""
    return page.evaluate(LABEL_FAULTS)


def overflows(page: "Page") -> list[str]:
    """Return what is wider than the window or than its card."""
    return page.evaluate(OVERFLOWING)


def english_words(page: "Page") -> list[str]:
    """Return the words of the stop list that the page shows, each with what stands around it."""
    return [
        text[max(0, match.start() - 30) : match.end() + 30]
        for text in page.evaluate(READABLE)
        for match in ENGLISH.finditer(text)
    ]
