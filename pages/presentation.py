"""What is shown at the conference, and what is taken away?"""

import streamlit as st

from dashboard.web import controls, presenting

board = presenting.chosen()
talk = presenting.opened(board)
controls.heading(f"Trình chiếu: {len(talk.slides)} cảnh", f"{talk.title} · số liệu {talk.version}")
presenting.stage(board)
scenes, edit, files, keys = st.tabs(
    ["Các cảnh", "Sửa kịch bản", "Tệp mang đi", "Phím bấm"],
    key="trinh-chieu",
    on_change="rerun",
    bind="query-params",
)
if scenes.open:
    with scenes:
        presenting.scene_list(talk)
if edit.open:
    with edit:
        presenting.state_chooser(board)
        presenting.editor(board)
if files.open:
    with files:
        presenting.files(talk)
if keys.open:
    with keys:
        presenting.keys()
