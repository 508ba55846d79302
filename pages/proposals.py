"""What do units propose, and what would a new standard mean?"""

import streamlit as st

from dashboard.pictures import proposals
from dashboard.web import controls

view = controls.view()
texts, needs, scenario = st.tabs(
    ["Đánh giá và đề xuất", "Nhu cầu vốn", "Kịch bản 2026–2030"],
    key="de-xuat",
    on_change="rerun",
    bind="query-params",
)
if texts.open:
    with texts:
        controls.heading(
            proposals.finding(), "Nội dung các đơn vị viết trong biểu, nguyên văn, kèm ô nguồn"
        )
        names = proposals.sections()
        section = names[controls.choose("Nội dung", list(names), key="noi-dung")]
        table = proposals.listed(section, view.area_code)
        if table.empty:
            st.info("Chưa có nội dung nào với lựa chọn này.")
        else:
            controls.texts(table, look="list")
            controls.downloads(table, name="de-xuat")
if needs.open:
    with needs:
        picture = proposals.needs(view.area_code)
        controls.heading(picture.finding, picture.subtitle)
        controls.show(picture, key="proposals_needs", selects_district=True, headed=False)
if scenario.open:
    with scenario:
        controls.scenario_inputs()
