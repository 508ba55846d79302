"""Where does this number come from?"""

import streamlit as st

from dashboard.pictures import listings
from dashboard.web import controls

view = controls.view()
controls.heading(
    "Số liệu nào cũng có nguồn: chọn một dòng để xem ô gốc trong biểu",
    "Số liệu đã nộp, số liệu đã công bố, kết quả kiểm tra và các bản nộp",
)
numbers, published, findings, submissions, catalogue = st.tabs(
    ["Số liệu", "Số đã công bố", "Kết quả kiểm tra", "Các bản nộp", "Danh mục chỉ tiêu"],
    key="bang",
    on_change="rerun",
    bind="query-params",
)
if numbers.open:
    with numbers:
        code = controls.choose_indicator(listings.indicators(), key="so-lieu")
        rows, table = listings.values(code, view.area_code, view.year)
        place = controls.chosen_row(table, key="sources_values", alt="Bảng số liệu của chỉ tiêu")
        controls.downloads(table, name="so-lieu")
        controls.provenance(rows, place)
        controls.definition(code)
if published.open:
    with published:
        table = listings.published(view.area_code)
        controls.listing(table, key="sources_published", name="so-da-cong-bo")
if findings.open:
    with findings:
        table = listings.findings(view.area_code)
        controls.listing(table, key="sources_findings", name="ket-qua-kiem-tra")
if submissions.open:
    with submissions:
        controls.listing(listings.submissions(), key="sources_submissions", name="cac-ban-nop")
        controls.version_differences()
if catalogue.open:
    with catalogue:
        controls.listing(listings.catalogue(), key="sources_catalogue", name="danh-muc-chi-tieu")
