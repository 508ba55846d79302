"""Which targets are met?"""

import streamlit as st

from dashboard import controls
from dashboard.pictures import targets

view = controls.view()
opening = targets.opening(view.area_code)
controls.heading(opening.finding, opening.subtitle)
st.html(opening.cards)
level_column, status_column, _ = st.columns([2, 2, 5], vertical_alignment="bottom")
with level_column:
    level = targets.LEVELS[controls.choose("Cấp", list(targets.LEVELS), key="cap")]
with status_column:
    status = targets.STATUSES[controls.choose("Đánh giá", list(targets.STATUSES), key="danh-gia")]
every, rates, averages = st.tabs(
    ["Tất cả chỉ tiêu", "Chỉ tiêu tỷ lệ", "So với cả nước và vùng"],
    key="chi-tieu-nao", on_change="rerun", bind="query-params",
)  # fmt: skip
if every.open:
    with every:
        table = targets.listed(view.area_code, level, status)
        if table.empty:
            st.info("Không có chỉ tiêu nào với lựa chọn này.")
        else:
            controls.texts(table, look="list")
            controls.downloads(table, name="chi-tieu")
if rates.open:
    with rates:
        controls.show(
            targets.rate_targets(None, level, view.area_code), key="targets_rates",
            selects_district=True,
        )  # fmt: skip
if averages.open:
    with averages:
        controls.listing(targets.averages(), key="targets_averages", name="binh-quan-da-cong-bo")
