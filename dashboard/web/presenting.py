"""What the page Trình chiếu is made of: the stage, the editor of scenes, the files to take away."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.exports import (
    annex_excel,
    annex_word,
    printing,
    profiles_html,
    talk_html,
    talk_powerpoint,
)
from dashboard.pictures import common
from dashboard.store import database
from dashboard.store.database import remembered
from dashboard.talk import storyboard, talks
from dashboard.talk.storyboard import Scene, Storyboard, StoryboardError
from dashboard.talk.talks import DRAWINGS, Talk
from dashboard.web import controls
from dashboard.words import markup

HELD, EDITED, TAKEN = "storyboard", "scene_edited", "storyboard_taken"
DAMAGED = "storyboard_damaged"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEWEST = "Mới nhất"
LATEST_YEAR = "Mới nhất"
AS_OPENED = "Không chọn"
FOLDER = Path(__file__).parents[1] / "talk" / "stage"
# In the app the stage is laid over the page, out of Streamlit's reach: a rerun or a lost server
# does not touch what is on the screen.
MOUNT = """
export default ({ parentElement, data }) => {
    const unpacked = new Response(
        new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    const button = parentElement.querySelector("button");
    const onLeave = () => { globalThis.presentation = null; };
    unpacked.then(({ talk, ...options }) => {
        const open = () => {
            globalThis.presentation ??= openStage(talk, { ...options, onLeave });
        };
        const openIfNamed = () => { if (/^#\\d+/.test(location.hash)) open(); };
        globalThis.presentation?.update(talk);
        button.onclick = open;
        globalThis.onhashchange = openIfNamed;
        openIfNamed();
    });
};
"""
BUTTON = "<button type='button' class='present'>▶ Bắt đầu trình chiếu</button>"
BUTTON_LOOK = """
.present {
    font: 600 1.15rem "Source Sans", sans-serif; color: #FFFFFF; background: #123F7A; border: 0;
    border-radius: 6px; padding: 0.7rem 1.6rem; cursor: pointer;
}
.present:focus-visible { outline: 3px solid #B35806; outline-offset: 2px; }
"""
KEYS = [
    ("→, PageDown, Phím cách", "Cảnh sau (bút trình chiếu dùng PageDown)"),
    ("←, PageUp", "Cảnh trước"),
    ("Home, End", "Cảnh đầu, cảnh cuối"),
    ("Số rồi G", "Đến cảnh mang số đó"),
    ("H rồi số 1–11 rồi Enter", "Chọn huyện; H 0 Enter: bỏ chọn"),
    ("O", "Xem mọi cảnh"),
    ("N", "Cửa sổ người trình bày: ghi chú, cảnh sau, đồng hồ"),
    ("F", "Toàn màn hình"),
    ("B", "Màn hình đen"),
    ("Esc", "Đóng phần đang mở, rồi rời trình chiếu"),
]
mounted = st.components.v2.component(
    "stage",
    html=BUTTON,
    css=BUTTON_LOOK,
    js=(FOLDER / "stage.js").read_text(encoding="utf-8") + MOUNT,
)


def chosen() -> Storyboard:
    """Give the storyboard of this viewer: that of the data folder until another is taken.

    When that file is damaged it is the one that comes with the product, and the page says so; it
    stops with a sentence when that is damaged, too.
    """
    if HELD not in st.session_state:
        st.session_state.pop(DAMAGED, None)
        try:
            st.session_state[HELD] = storyboard.load()
        except StoryboardError as damaged:
            st.session_state[DAMAGED] = str(damaged)
            try:
                st.session_state[HELD] = storyboard.load(storyboard.STORYBOARD)
            except StoryboardError as fault:
                controls.nothing("Không đọc được kịch bản", str(fault))
    if DAMAGED in st.session_state:
        st.error("Không đọc được kịch bản của thư mục dữ liệu; đang dùng kịch bản có sẵn.")
        st.text(st.session_state[DAMAGED])
    return st.session_state[HELD]


def opened(board: Storyboard) -> Talk:
    """Make the talk of a storyboard; stops the page with a sentence when it cannot be."""
    try:
        with st.spinner("Đang dựng các cảnh…"):
            newest = talks.publications()
            talks.pin_state_of(board)
            made = talks.talk(board)
    except StoryboardError as fault:
        st.error("Không dựng được các cảnh của kịch bản này.")
        st.text(str(fault))
        editor(board)
        st.stop()
    if board.frozen_after is not None and newest > board.frozen_after:
        newer, kept = map(talks.state_name, (newest, board.frozen_after))
        st.info(
            f"Có số liệu mới hơn ({markup.in_markdown(newer)}); bài trình chiếu vẫn giữ số liệu "
            f"{markup.in_markdown(kept)}. Chọn “{NEWEST}” ở ô “Số liệu” để cập nhật."
        )
    return made


@remembered
def stage_data(board: Storyboard) -> bytes:
    """Give everything the stage needs as packed JSON, once for all viewers of one storyboard.

    A tenth of the size: it goes to the browser with every load of the page.
    """
    held = {
        "talk": talk_html.talk_data(talks.talk(board)),
        "css": (FOLDER / "stage.css").read_text(encoding="utf-8"),
        "plotly": "/stage/plotly.min.js",
        "publications": "/stage/publications",
    }
    return gzip.compress(talk_html.in_script(held).encode())


def stage(board: Storyboard) -> None:
    """Place the button that opens the stage."""
    mounted(data=stage_data(board), key="stage")


def scene_list(talk: Talk) -> None:
    """List the scenes that are presented, with what has to be looked at again."""
    for question, why in talk.left_out:
        st.warning("Một cảnh không dựng được nên không trình chiếu.")
        st.text(f"{question}: {why}")
    table = pd.DataFrame(
        {
            "Số": [str(each.number) for each in talk.slides],
            "Phần": [each.part for each in talk.slides],
            "Câu hỏi": [each.question for each in talk.slides],
            "Nhận định": [each.views[""].message for each in talk.slides],
            "Cần xem lại": [
                (each.review or "").removeprefix(f"{talks.REVIEW}: ") for each in talk.slides
            ],
        }
    )
    if table["Cần xem lại"].eq("").all():
        table = table.drop(columns="Cần xem lại")
    controls.texts(table, look="list")


def put(board: Storyboard) -> None:
    """Take a changed storyboard for the rest of this viewer's session."""
    st.session_state[HELD] = board
    st.session_state.pop(DAMAGED, None)


def editor(board: Storyboard) -> None:
    """Place the editor: order, what is hidden, the words and filters of one scene, the file."""
    names = [
        f"{number}. {scene.question}" + (" (ẩn)" if scene.hidden else "")
        for number, scene in enumerate(board.scenes, start=1)
    ]
    place = st.selectbox("Cảnh", range(len(names)), format_func=names.__getitem__, key=EDITED)
    scene = board.scenes[place]
    up, down, hide, _ = st.columns([1, 1, 1, 4])
    last = place == len(names) - 1
    up.button("↑ Lên trước", disabled=place == 0, on_click=move, args=(board, place, -1))
    down.button("↓ Ra sau", disabled=last, on_click=move, args=(board, place, 1))
    hide.button(
        "Hiện cảnh này" if scene.hidden else "Ẩn cảnh này",
        on_click=put,
        args=(storyboard.with_scene(board, place, replace(scene, hidden=not scene.hidden)),),
    )
    _, review = talks.bound_message(scene, year_of(scene))
    if review:
        st.warning("Câu nhận định của cảnh này không được trình chiếu; nhận định tự động thay vào.")
        st.text(review)
    with st.form(f"scene_{scene.scene_id}", border=False):
        edited = fields(scene)
        if st.form_submit_button("Áp dụng cho cảnh này", type="primary"):
            put(storyboard.with_scene(board, place, edited))
            st.rerun()
    with st.expander("Số liệu dùng được trong câu nhận định"):
        controls.texts(fact_table(scene), look="list")
    storyboard_file(board)


def move(board: Storyboard, place: int, by: int) -> None:
    """Move a scene and keep it chosen."""
    put(storyboard.moved(board, place, by))
    st.session_state[EDITED] = place + by


def fields(scene: Scene) -> Scene:
    """Place the fields of a scene and give it as they are filled."""
    key = scene.scene_id
    part, question = st.columns(2)
    picture, year, settlement, district = st.columns(4)
    years = {LATEST_YEAR: None, **common.year_options()}
    places = controls.SETTLEMENT_NAMES
    districts = {AS_OPENED: None, **common.district_codes()}
    drawings = {drawing.label: code for code, drawing in DRAWINGS.items()}
    given = {
        "part": part.text_input("Phần", scene.part, key=f"{key}-phan"),
        "question": question.text_input("Câu hỏi", scene.question, key=f"{key}-cau-hoi"),
        "picture": option(picture, "Hình", drawings, scene.picture, f"{key}-hinh"),
        "year": option(year, "Năm", years, scene.year, f"{key}-nam"),
        "settlement": option(settlement, "Khu vực", places, scene.settlement, f"{key}-khu-vuc"),
        "district": option(district, "Huyện", districts, scene.district, f"{key}-huyen"),
        "message": st.text_area(
            "Câu nhận định (để trống: dùng nhận định tự động)",
            scene.message,
            key=f"{key}-cau",
            height=80,
        ),
        "claims": tuple(
            line.strip()
            for line in st.text_area(
                "Điều kiện để câu còn đúng (mỗi dòng một điều kiện)",
                "\n".join(scene.claims),
                key=f"{key}-dieu-kien",
                height=80,
            ).splitlines()
            if line.strip()
        ),
        "note": st.text_area("Ghi chú của người trình bày", scene.note, key=f"{key}-ghi-chu"),
    }
    return replace(scene, **given)


def option(
    place: DeltaGenerator, label: str, options: dict[str, Any], value: object, key: str
) -> Any:  # noqa: ANN401 any value by its name
    """Place a chooser of named values and give the value chosen."""
    held = list(options.values())
    index = held.index(value) if value in held else 0
    return options[place.selectbox(label, list(options), index=index, key=key)]


def year_of(scene: Scene) -> int:
    """Give the year of a scene: its own, or the latest with results."""
    return scene.year or common.latest_year()


def fact_table(scene: Scene) -> pd.DataFrame:
    """List the numbers a message may name, with what they are now."""
    known = talks.facts(year_of(scene))
    return pd.DataFrame(
        {
            "Viết trong câu": [f"{{{code}}}" for code in known],
            "Nghĩa": [meaning for _, _, meaning in known.values()],
            "Nay là": [text for text, _, _ in known.values()],
        }
    )


def storyboard_file(board: Storyboard) -> None:
    """Place the ways to save the storyboard to a file, to open one and to return to the first."""
    st.subheader("Lưu và mở kịch bản", anchor=False)
    save, back, _ = st.columns([2, 2, 5])
    save.download_button(
        "Lưu kịch bản ra tệp",
        data=storyboard.saved(board),
        file_name="kich-ban.json",
        mime="application/json",
        on_click="ignore",
    )
    back.button("Trở về kịch bản gốc", on_click=st.session_state.pop, args=(HELD, None))
    file = st.file_uploader("Mở kịch bản từ tệp (.json)", type="json", key="tep-kich-ban")
    # A file stays in its chooser: it is taken once, or edits after it would be lost.
    if file is None or st.session_state.get(TAKEN) == file.file_id:
        return
    try:
        put(storyboard.parsed(file.getvalue(), name=file.name))
    except StoryboardError as fault:
        st.error("Không mở được kịch bản; kịch bản đang dùng giữ nguyên.")
        st.text(str(fault))
        return
    st.session_state[TAKEN] = file.file_id
    st.rerun()


def state_chooser(board: Storyboard) -> None:
    """Place the chooser of the state of the data that the talk keeps to."""
    states = {NEWEST: None} | {
        f"Giữ số liệu {talks.state_name(number)}": number
        for number in range(talks.publications(), -1, -1)
    }
    asked = option(st.container(), "Số liệu", states, board.frozen_after, "so-lieu-trinh-chieu")
    if asked != board.frozen_after:
        put(replace(board, frozen_after=asked))
        st.rerun()


def files(talk: Talk) -> None:
    """Place the files to take away; each is made when it is asked for."""
    year = common.latest_year()
    made = [
        (
            "Một tệp HTML",
            "Trình chiếu không cần máy chủ, không cần mạng: mở bằng trình duyệt.",
            "trinh-chieu.html",
            "text/html",
            partial(talk_html.html, talk),
        ),
        (
            "PowerPoint",
            "Biểu đồ và bảng sửa được, có ghi chú của người trình bày.",
            "trinh-chieu.pptx",
            POWERPOINT,
            partial(talk_powerpoint.pptx, talk),
        ),
        (
            "Bảng số liệu Excel",
            "Các biểu theo mẫu chính thức, A4 ngang, có công thức.",
            f"phu-luc-bieu-{year}.xlsx",
            controls.EXCEL,
            partial(annex_excel.xlsx, year),
        ),
        (
            "Phụ lục Word",
            "Phụ lục của báo cáo tổng kết theo thể thức văn bản hành chính.",
            f"phu-luc-bao-cao-{year}.docx",
            WORD,
            partial(annex_word.docx, year),
        ),
        (
            "Hồ sơ 11 huyện",
            "Mỗi huyện hai trang A4; mở bằng trình duyệt rồi in hoặc lưu PDF.",
            f"ho-so-huyen-{year}.html",
            "text/html",
            partial(profiles_html.html, year),
        ),
    ]
    if printing.chromium():
        made.insert(
            1,
            (
                "PDF",
                "Mỗi cảnh một trang.",
                "trinh-chieu.pdf",
                "application/pdf",
                partial(talk_html.pdf, talk),
            ),
        )
    for label, words, name, mime, make in made:
        button, said = st.columns([2, 7], vertical_alignment="center")
        button.download_button(
            f"Tải {label}",
            data=in_this_state(make),
            file_name=name,
            mime=mime,
            on_click="ignore",
            width="stretch",
        )
        said.write(words)
    if not printing.chromium():
        st.write(
            "Máy chủ không có trình duyệt Chromium nên không tự tạo được PDF: mở tệp HTML "
            "bằng trình duyệt, bấm Ctrl+P và chọn “Lưu dưới dạng PDF”."
        )


def in_this_state(make: Callable[[], bytes | str]) -> Callable[[], bytes | str]:
    """Let a file be made later from the state of the data that is on the screen now."""
    snapshot = database.pinned()

    def held() -> bytes | str:
        database.pin(snapshot)
        return make()

    return held


def keys() -> None:
    """List the keys of the stage."""
    controls.texts(pd.DataFrame(KEYS, columns=["Phím", "Làm gì"]), look="list")
