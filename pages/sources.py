"""Where does this number come from?"""

import streamlit as st

from dashboard import controls, tables
from dashboard.database import ask

view = controls.view()
controls.heading(
    "Số liệu nào cũng có nguồn: chọn một dòng để xem ô gốc trong biểu",
    "Số liệu đã nộp, số liệu đã công bố, kết quả kiểm tra và các bản nộp",
)
numbers, published, findings, submissions, catalogue = st.tabs(
    ["Số liệu", "Số đã công bố", "Kết quả kiểm tra", "Các bản nộp", "Danh mục chỉ tiêu"],
    key="bang", on_change="rerun", bind="query-params",
)  # fmt: skip
if numbers.open:
    with numbers:
        indicators = ask("catalogue")
        code = controls.choose_indicator(indicators[indicators["is_collected"]], key="so-lieu")
        rows = ask(
            "values_list", indicator_code=code, area_code=view.area_code, year=view.year
        )
        table = tables.values(rows)
        place = controls.chosen_row(table, key="sources_values", alt="Bảng số liệu của chỉ tiêu")
        controls.downloads(table, name="so-lieu")
        controls.provenance(rows, place)
        controls.definition(code)
if published.open:
    with published:
        table = tables.published(
            ask("published_beside", indicator_code=None, area_code=view.area_code)
        )
        controls.listing(table, key="sources_published", name="so-da-cong-bo")
if findings.open:
    with findings:
        table = tables.findings(ask("findings_list", area_code=view.area_code))
        controls.listing(table, key="sources_findings", name="ket-qua-kiem-tra")
if submissions.open:
    with submissions:
        table = tables.submissions(ask("submissions_list"))
        controls.listing(table, key="sources_submissions", name="cac-ban-nop")
if catalogue.open:
    with catalogue:
        table = tables.catalogue(ask("catalogue"))
        controls.listing(table, key="sources_catalogue", name="danh-muc-chi-tieu")
