"""The script Streamlit runs: page list, shared controls, the mark and the footer of every page."""

from pathlib import Path

import streamlit as st

from dashboard.store import database
from dashboard.web import controls
from dashboard.words import formats

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "pages"

st.set_page_config(
    page_title=formats.PRODUCT,
    page_icon=Path(__file__).parent / "icon.svg",
    layout="wide",
    initial_sidebar_state="collapsed",
)
st.html(Path(__file__).parent / "frame.css")
overview = PAGES / "overview.py"
STORIES = {
    "Kết quả": {
        "comparison": ("So sánh huyện", "so-sanh-huyen"),
        "trends": ("Xu hướng", "xu-huong"),
        "profile": ("Hồ sơ huyện", "ho-so-huyen"),
        "deprivation": ("Nghèo đa chiều", "ngheo-da-chieu"),
        "gaps": ("Khoảng cách", "khoang-cach"),
    },
    "Thực hiện": {
        "targets": ("Mục tiêu", "muc-tieu"),
        "capital": ("Nguồn vốn và dự án", "nguon-von-va-du-an"),
        "policies": ("Chính sách, Quỹ và thi đua", "chinh-sach-quy-thi-dua"),
    },
    "Tổng kết": {
        "presentation": ("Trình chiếu", "trinh-chieu"),
        "progress": ("Tiến độ tổng kết", "tien-do-tong-ket"),
        "proposals": ("Đề xuất 2026–2030", "de-xuat-2026-2030"),
        "intake": ("Kiểm tra và nộp số liệu", "kiem-tra-va-nop-so-lieu"),
        "sources": ("Số liệu và nguồn", "so-lieu-va-nguon"),
    },
}
pages = {
    group: [
        st.Page(PAGES / f"{file}.py", title=title, url_path=path)
        for file, (title, path) in stories.items()
    ]
    for group, stories in STORIES.items()
}
pages["Kết quả"][:0] = [
    st.Page(overview, title="Tổng quan", default=True),
    # A default page answers at "/" alone; this one keeps a written-out link working.
    st.Page(overview, title="Tổng quan", url_path="tong-quan", visibility="hidden"),
]
page = st.navigation(pages, position="top")
try:
    database.pin()
except database.NoSnapshotError:
    controls.last_snapshot()
controls.shared(on_profile=page.url_path == "ho-so-huyen")
page.run()
controls.footer()
