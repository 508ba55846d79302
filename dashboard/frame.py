"""The script Streamlit runs: page list, shared controls, the mark and the footer of every page."""

from pathlib import Path

import streamlit as st

from dashboard import controls, database, wording

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "pages"

st.set_page_config(
    page_title=wording.PRODUCT, page_icon=Path(__file__).parent / "icon.svg",
    layout="wide", initial_sidebar_state="collapsed",
)  # fmt: skip
st.html(Path(__file__).parent / "frame.css")
overview = PAGES / "overview.py"
page = st.navigation(
    [
        st.Page(overview, title="Tổng quan", default=True),
        st.Page(PAGES / "comparison.py", title="So sánh huyện", url_path="so-sanh-huyen"),
        st.Page(PAGES / "profile.py", title="Hồ sơ huyện", url_path="ho-so-huyen"),
        st.Page(PAGES / "progress.py", title="Tiến độ tổng kết", url_path="tien-do-tong-ket"),
        st.Page(
            PAGES / "intake.py",
            title="Kiểm tra và nộp số liệu", url_path="kiem-tra-va-nop-so-lieu",
        ),
        st.Page(PAGES / "sources.py", title="Số liệu và nguồn", url_path="so-lieu-va-nguon"),
        # A default page answers at "/" alone; this one keeps a written-out link working.
        st.Page(overview, title="Tổng quan", url_path="tong-quan", visibility="hidden"),
    ],
    position="top",
)
try:
    database.pin()
except database.NoSnapshotError:
    controls.no_snapshot()
controls.shared()
page.run()
controls.footer()
