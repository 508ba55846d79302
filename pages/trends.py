"""How did each district move?"""

import streamlit as st

from dashboard.pictures import pace, trends
from dashboard.store.database import ask
from dashboard.web import controls

view = controls.view()
indicators = ask("comparable_indicators")
if indicators.empty:
    controls.nothing("Xu hướng", "Chưa có huyện nào nộp số liệu.")
chosen, how, scale = st.columns([5, 3, 2], vertical_alignment="bottom")
with chosen:
    code = controls.choose_indicator(indicators, key="chi-tieu")
with how:
    measure = controls.choose("Cách tính", list(trends.MEASURES), key="cach-tinh")
with scale:
    axis = controls.choose("Trục", ["Cùng trục", "Trục riêng"], key="truc")

panels = trends.panels(
    code, view.year, view.settlement, view.area_code, measure, axis == "Cùng trục"
)
controls.heading(panels.finding, panels.subtitle)
districts, averages, speed, distance = st.tabs(
    ["Từng huyện", "So với mức chung", "Tốc độ giảm", "Khoảng cách giữa các huyện"],
    key="xu-huong",
    on_change="rerun",
    bind="query-params",
)
if districts.open:
    with districts:
        controls.show(panels, key="trends_panels", selects_district=True, headed=False)
if averages.open:
    with averages:
        beside, _ = st.columns([3, 7])
        with beside:
            reference = controls.choose(
                "Đường tham chiếu", list(trends.REFERENCES), key="tham-chieu"
            )
        picture = trends.beside_average(code, view.area_code, view.settlement, reference)
        controls.show(picture, key="trends_averages")
if speed.open:
    with speed:
        if speeds := pace.pace(code, view.year, view.settlement, view.area_code):
            controls.show(speeds, key="trends_pace", selects_district=True)
        else:
            st.info(pace.NOT_A_FALLING_RATE)
if distance.open:
    with distance:
        if distances := pace.convergence(code, view.year, view.settlement):
            controls.show(distances, key="trends_convergence")
        else:
            st.info(pace.NOT_A_FALLING_RATE)
