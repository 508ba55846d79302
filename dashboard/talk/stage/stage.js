/* Runs a talk on a stage of 1920 × 1080 pixels that is scaled as a whole, never laid out anew.
   The deck file and the app use this one script; it needs plotly.js and nothing else. All words of
   the talk are set as text, so nothing in them can become markup. */
function openStage(talk, options = {}) {
    const WIDTH = 1920, HEIGHT = 1080, CHART_WIDTH = 1792;
    const POINTER_MS = 3000, ASK_MS = 2000, CLOCK_MS = 500;
    const KEYS = [
        ["→ PageDown Cách Enter", "cảnh sau"], ["← PageUp", "cảnh trước"],
        ["Home End", "cảnh đầu, cảnh cuối"], ["số rồi G", "đến cảnh mang số đó"],
        ["H", "chọn huyện: số 1–11 rồi Enter, 0 là bỏ chọn"], ["O", "xem mọi cảnh"],
        ["N", "cửa sổ người trình bày"], ["F", "toàn màn hình"], ["B", "màn hình đen"],
        ["Esc", "đóng phần đang mở, rồi rời trình chiếu"],
    ];
    const config = {
        displayModeBar: false, doubleClick: false, scrollZoom: false, responsive: false,
        locale: "vi", locales: { vi: { dictionary: {} } },
    };
    const state = {
        scene: 0, district: "", digits: "", started: Date.now(), black: false, open: null,
        news: "",
    };
    const timers = [];
    let speaker = null;

    const make = (tag, look, text) => {
        const element = document.createElement(tag);
        if (look) element.className = look;
        if (text !== undefined) element.textContent = text;
        return element;
    };
    const root = make("div", "talk");
    root.lang = "vi";
    if (options.css) root.append(make("style", "", options.css));
    const stage = make("main", "stage");
    const notice = make("p", "notice", "Mất kết nối với máy chủ. Bài trình chiếu vẫn tiếp tục.");
    notice.setAttribute("role", "status");
    notice.hidden = true;
    const black = make("div", "black");
    black.hidden = true;
    const live = make("p", "live");
    live.setAttribute("aria-live", "polite");
    root.append(stage, notice, black, live);

    /* ---- scenes ---- */
    let scenes = [];
    const view = (scene) => scene.held.views[state.district] || scene.held.views[""];

    function build() {
        stage.replaceChildren();
        scenes = talk.scenes.map((held) => {
            const section = make("section", "scene");
            section.setAttribute("aria-label", `Cảnh ${held.number}: ${held.question}`);
            const head = make("header");
            const message = make("h1", "message");
            const subtitle = make("p", "subtitle");
            head.append(message, subtitle);
            const place = make("div", "place");
            const chart = make("div", "chart");
            chart.setAttribute("role", "img");
            place.append(chart);
            const foot = make("footer");
            const source = make("span", "source", `${talk.source} · ${talk.version}`);
            foot.append(source);
            if (talk.mark) foot.append(make("span", "mark", talk.mark));
            foot.append(make("span", "number", `${held.number}/${talk.scenes.length}`));
            section.append(head, place, foot);
            stage.append(section);
            return { held, section, message, subtitle, chart, drawn: null };
        });
    }

    function write(scene) {
        const shown = view(scene);
        if (scene.message.textContent === shown.message && scene.written === shown) return;
        scene.written = shown;
        scene.message.textContent = shown.message;
        scene.message.className = shown.message.length > 140 ? "message long" : "message";
        scene.subtitle.textContent = shown.subtitle;
        scene.chart.setAttribute("aria-label", shown.alt);
    }

    function draw(scene) {
        const shown = view(scene);
        write(scene);
        if (scene.drawn === shown || !globalThis.Plotly) return;
        scene.drawn = shown;
        const { data, layout } = structuredClone(shown.figure);
        layout.template = talk.template;
        const scale = CHART_WIDTH / layout.width;
        scene.chart.style.width = `${layout.width}px`;
        scene.chart.style.height = `${layout.height}px`;
        scene.chart.style.transform = `scale(${scale})`;
        const isNew = !scene.chart.data;
        globalThis.Plotly.react(scene.chart, data, layout, config);
        if (isNew) scene.chart.on("plotly_click", clicked);
    }

    function clicked({ points }) {
        const code = points.map((point) => point.customdata?.[0]).find((each) => names.has(each));
        if (code) choose(code);
    }

    /* The scenes beside the one on the screen are drawn first, the others when there is time. */
    function drawAhead() {
        const order = scenes.map((_, place) => place)
            .sort((a, b) => Math.abs(a - state.scene) - Math.abs(b - state.scene));
        const next = order.map((place) => scenes[place]).find((each) => each.drawn !== view(each));
        if (!next || !globalThis.Plotly) return;
        draw(next);
        setTimeout(drawAhead, 0);
    }

    function drawAll() {
        scenes.forEach(draw);
    }

    function show() {
        const scene = scenes[state.scene];
        draw(scene);
        scenes.forEach((each) => each.section.classList.toggle("current", each === scene));
        live.textContent = `Cảnh ${scene.held.number}: ${scene.message.textContent}`;
        const place = `#${scene.held.number}${state.district ? `-${state.district}` : ""}`;
        history.replaceState(history.state, "", location.pathname + location.search + place);
        tellSpeaker();
        setTimeout(drawAhead, 0);
    }

    function go(number) {
        state.scene = Math.min(Math.max(number, 1), scenes.length) - 1;
        show();
    }

    function choose(code) {
        state.district = code === state.district ? "" : code;
        show();
    }

    function readAddress() {
        const found = /^#(\d+)(?:-(\w+))?$/.exec(location.hash);
        if (!found) return;
        state.district = names.has(found[2]) ? found[2] : "";
        state.scene = Math.min(Math.max(Number(found[1]), 1), scenes.length) - 1;
    }

    /* ---- what is laid over the stage ---- */
    function overlay(look, title, items) {
        closeOverlay();
        const panel = make("div", `overlay ${look}`);
        panel.setAttribute("role", "dialog");
        panel.setAttribute("aria-modal", "true");
        panel.setAttribute("aria-label", title);
        panel.append(make("h2", "", title), items);
        root.append(panel);
        state.open = { look, panel };
        (panel.querySelector("[aria-current=true]") || panel.querySelector("button"))?.focus();
    }

    function closeOverlay() {
        state.open?.panel.remove();
        state.open = null;
        state.digits = "";
    }

    function choices(look, entries, taken) {
        const list = make("div", "choices");
        entries.forEach(({ head, text, current, value }) => {
            const button = make("button");
            button.type = "button";
            button.append(make("b", "", head), make("span", "", text));
            if (current) button.setAttribute("aria-current", "true");
            button.onclick = () => { closeOverlay(); taken(value); };
            list.append(button);
        });
        return list;
    }

    function openOverview() {
        const entries = scenes.map((scene, place) => ({
            head: `${scene.held.number}. ${scene.held.part}`, text: view(scene).message,
            current: place === state.scene, value: scene.held.number,
        }));
        overlay("overview", talk.title, choices("overview", entries, go));
    }

    function openDistricts() {
        const entries = [["", "Toàn tỉnh"], ...talk.districts].map(([code, name], place) => ({
            head: String(place), text: name, current: code === state.district, value: code,
        }));
        const taken = (code) => { state.district = code; show(); };
        overlay("districts", "Chọn huyện: bấm số rồi Enter", choices("districts", entries, taken));
    }

    function openKeys() {
        const list = make("dl", "keys");
        KEYS.forEach(([keys, words]) => list.append(make("dt", "", keys), make("dd", "", words)));
        overlay("help", "Phím bấm", list);
    }

    function stepChoice(by) {
        const buttons = [...state.open.panel.querySelectorAll("button")];
        const active = state.open.panel.ownerDocument.activeElement;
        const place = buttons.indexOf(active) + by;
        buttons[Math.min(Math.max(place, 0), buttons.length - 1)]?.focus();
    }

    /* ---- the speaker's window ---- */
    function openSpeaker() {
        speaker = window.open("", "speaker", "width=1100,height=760");
        if (!speaker) return;
        const page = speaker.document;
        page.title = "Người trình bày";
        page.documentElement.lang = "vi";
        const style = page.createElement("style");
        style.textContent = [...document.querySelectorAll("style")]
            .map((each) => each.textContent).join("\n");
        page.head.replaceChildren(style);
        page.body.className = "speaker";
        const part = (tag, look) => {
            const element = page.createElement(tag);
            element.className = look;
            return element;
        };
        const reset = part("button", "reset");
        reset.textContent = "Đặt lại giờ";
        reset.onclick = () => { state.started = Date.now(); tick(); };
        const parts = [
            ["p", "clock"], ["p", "elapsed"], ["p", "now"], ["h1", "message"], ["p", "note"],
            ["p", "next"], ["p", "state"],
        ].map(([tag, look]) => part(tag, look));
        page.body.replaceChildren(...parts, reset);
        speaker.onkeydown = onKey;
        tellSpeaker();
        tick();
    }

    function tellSpeaker() {
        if (!speaker || speaker.closed) return;
        const set = (look, text) => {
            const element = speaker.document.querySelector(`.${look}`);
            if (element) element.textContent = text;
        };
        const scene = scenes[state.scene], next = scenes[state.scene + 1];
        set("now", `Cảnh ${scene.held.number}/${scenes.length} · ${scene.held.question}`);
        set("message", view(scene).message);
        set("note", scene.held.note);
        set("next", next ? `Cảnh sau: ${view(next).message}` : "Đây là cảnh cuối.");
        set("state", [state.black ? "Màn hình đang đen." : "", state.news].join(" ").trim());
    }

    function tick() {
        if (!speaker || speaker.closed) return;
        const seconds = Math.floor((Date.now() - state.started) / 1000);
        const two = (number) => String(number).padStart(2, "0");
        const page = speaker.document;
        page.querySelector(".clock").textContent = new Date().toLocaleTimeString("vi-VN");
        page.querySelector(".elapsed").textContent =
            `Đã trình bày ${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    }

    /* ---- keys, pointer, window ---- */
    function setBlack(on) {
        state.black = on;
        black.hidden = !on;
        tellSpeaker();
    }

    function fullScreen() {
        if (document.fullscreenElement) document.exitFullscreen();
        else root.requestFullscreen().catch(() => { live.textContent = "Không mở được toàn màn hình."; });
    }

    function leave() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (options.onLeave) close();
    }

    const ACTIONS = {
        ArrowRight: () => go(state.scene + 2), PageDown: () => go(state.scene + 2),
        " ": () => go(state.scene + 2), Enter: () => go(state.scene + 2),
        ArrowLeft: () => go(state.scene), PageUp: () => go(state.scene),
        Home: () => go(1), End: () => go(scenes.length),
        f: fullScreen, b: () => setBlack(!state.black), ".": () => setBlack(!state.black),
        o: openOverview, h: openDistricts, n: openSpeaker, "?": openKeys,
        g: () => { if (state.digits) go(Number(state.digits)); },
    };

    function inOverlay(key) {
        const { look, panel } = state.open;
        if (key === "Escape" || key === { overview: "o", districts: "h", help: "?" }[look]) {
            closeOverlay();
        } else if (look === "districts" && /^\d$/.test(key)) {
            state.digits = (state.digits + key).slice(-2);
            panel.querySelectorAll("button")[Number(state.digits)]?.focus();
        } else if (key === "Enter" || key === " ") {
            panel.ownerDocument.activeElement?.click?.();
        } else if (key === "ArrowRight" || key === "ArrowDown") stepChoice(1);
        else if (key === "ArrowLeft" || key === "ArrowUp") stepChoice(-1);
        else return false;
        return true;
    }

    function pressed(key) {
        if (state.open) return inOverlay(key);
        if (key === "Escape") {
            if (state.black) setBlack(false);
            else leave();
            return true;
        }
        if (/^\d$/.test(key)) {
            state.digits = (state.digits + key).slice(-3);
            return true;
        }
        const action = ACTIONS[key];
        if (action) action();
        state.digits = "";
        return Boolean(action);
    }

    function onKey(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target?.closest?.("input, textarea, select, [contenteditable=true]")) return;
        if (event.key === "Tab") return;
        const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
        if (pressed(key)) event.preventDefault();
        // Nothing under the stage hears the keys of a talk.
        event.stopPropagation();
    }

    let resting = 0;
    function onPointer() {
        root.classList.remove("resting");
        clearTimeout(resting);
        resting = setTimeout(() => root.classList.add("resting"), POINTER_MS);
    }

    function fit() {
        const scale = Math.min(innerWidth / WIDTH, innerHeight / HEIGHT);
        stage.style.transform =
            `translate(${(innerWidth - WIDTH * scale) / 2}px, ${(innerHeight - HEIGHT * scale) / 2}px) `
            + `scale(${scale})`;
    }

    function onHash() {
        readAddress();
        show();
    }

    /* The server tells how many publications there are: that it lives, and whether data came. */
    async function askServer() {
        try {
            const answer = await fetch(options.publications, { cache: "no-store" });
            notice.hidden = answer.ok;
            const newest = Number(await answer.text());
            state.news = newest > talk.publication
                ? `Có số liệu mới hơn: sau lần công bố ${newest}. Bài này dùng ${talk.version}.` : "";
            tellSpeaker();
        } catch {
            notice.hidden = false;
        }
    }

    function close() {
        timers.forEach(clearInterval);
        removeEventListener("keydown", onKey, true);
        removeEventListener("resize", fit);
        removeEventListener("hashchange", onHash);
        removeEventListener("beforeprint", drawAll);
        speaker?.close();
        root.remove();
        document.documentElement.classList.remove("presenting");
        history.replaceState(history.state, "", location.pathname + location.search);
        options.onLeave?.();
    }

    function update(newer) {
        talk = newer;
        names = new Set(talk.districts.map(([code]) => code));
        state.scene = Math.min(state.scene, talk.scenes.length - 1);
        build();
        show();
    }

    let names = new Set(talk.districts.map(([code]) => code));
    build();
    document.body.append(root);
    document.documentElement.classList.add("presenting");
    addEventListener("keydown", onKey, true);
    addEventListener("resize", fit);
    addEventListener("hashchange", onHash);
    addEventListener("beforeprint", drawAll);
    root.addEventListener("pointermove", onPointer);
    timers.push(setInterval(tick, CLOCK_MS));
    if (options.publications) timers.push(setInterval(askServer, ASK_MS));
    fit();
    readAddress();
    if (globalThis.Plotly || !options.plotly) {
        show();
    } else {
        scenes.forEach(write);
        const script = make("script");
        script.src = options.plotly;
        script.onload = show;
        root.append(script);
    }
    return { close, go, update };
}
