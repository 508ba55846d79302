"""Which districts are ahead or behind on an indicator?"""

import streamlit as st

from dashboard.pictures import districts
from dashboard.store.database import ask
from dashboard.web import controls

view = controls.view()
indicators = ask("comparable_indicators")
if indicators.empty:
    controls.nothing("So sánh huyện", "Chưa có huyện nào nộp số liệu.")
chosen, order, measure = st.columns([5, 2, 2], vertical_alignment="bottom")
with chosen:
    code = controls.choose_indicator(indicators, key="chi-tieu")
with order:
    by_value = controls.choose("Thứ tự", ["Hành chính", "Theo giá trị"], key="thu-tu")
with measure:
    share = controls.choose("Mức giảm", ["Theo điểm, số", "Theo %"], key="muc-giam")

ranking = districts.ranking(
    code, view.year, view.settlement, view.area_code, by_value == "Theo giá trị"
)
controls.heading(ranking.finding, ranking.subtitle)
level, change, chart, years, pair, table = st.tabs(
    [
        "Biểu đồ",
        "Thay đổi so với đầu kỳ",
        "Lược đồ",
        "Lược đồ các năm",
        "Hai huyện",
        "Bảng và định nghĩa",
    ],
    key="xem",
    on_change="rerun",
    bind="query-params",
)
if level.open:
    with level:
        controls.show(ranking, key="comparison_ranking", selects_district=True, headed=False)
if change.open:
    with change:
        controls.show(
            districts.change_since_baseline(
                code, view.year, view.settlement, view.area_code, share == "Theo %"
            ),
            key="comparison_change",
            selects_district=True,
        )
if chart.open:
    with chart:
        controls.show_maps(code, view, key="comparison_map")
        controls.show_communes(view, key="comparison_communes")
if years.open:
    with years:
        controls.show_map_over_years(code, view, key="comparison_years")
if pair.open:
    with pair:
        controls.show_pair(view, key="comparison_pair")
if table.open:
    with table:
        controls.short_table(ranking.table)
        controls.definition(code)
