"""Which targets are met?"""

import streamlit as st

from dashboard.pictures import targets
from dashboard.web import controls
from dashboard.words import markup

view = controls.view()
opening = targets.opening(view.area_code)
controls.heading(opening.finding, opening.subtitle)
st.html(opening.cards)
every, scores, rates, averages = st.tabs(
    ["Tất cả chỉ tiêu", "Theo huyện", "Chỉ tiêu tỷ lệ", "So với cả nước và vùng"],
    key="chi-tieu-nao",
    on_change="rerun",
    bind="query-params",
)
if every.open:
    with every:
        level_column, status_column, _ = st.columns([2, 2, 5], vertical_alignment="bottom")
        with level_column:
            level = targets.LEVELS[controls.choose("Cấp", list(targets.LEVELS), key="cap")]
        with status_column:
            chosen = controls.choose("Đánh giá", list(targets.STATUSES), key="danh-gia")
        tables = targets.listed(view.area_code, level, targets.STATUSES[chosen])
        if not tables:
            st.info("Không có chỉ tiêu nào với lựa chọn này.")
        for place, (title, table) in enumerate(tables.items()):
            st.subheader(markup.in_markdown(title), anchor=False)
            controls.texts(table, look="list")
            controls.downloads(table, name="chi-tieu", key=f"chi-tieu-{place}")
if scores.open:
    with scores:
        picture = targets.by_district(view.year, view.area_code)
        controls.show(picture, key="targets_scores", selects_district=True)
if rates.open:
    with rates:
        picture = targets.rate_targets(view.area_code)
        controls.show(picture, key="targets_rates", selects_district=True)
if averages.open:
    with averages:
        controls.listing(targets.averages(), key="targets_averages", name="binh-quan-da-cong-bo")
