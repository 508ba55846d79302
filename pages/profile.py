"""What should I know about this district before I speak to its chairman?"""

import streamlit as st

from dashboard.pictures import common, districts, profile
from dashboard.web import controls

view = controls.view()
area_code = view.area_code or controls.ask_for_district(view)
opening = profile.profile(area_code, view.year)
controls.heading(opening.finding, opening.subtitle)
st.html(opening.cards)
controls.neighbours(view)

controls.show(profile.position(area_code, view.year), key="profile_position")
left, right = st.columns(2, gap="large")
with left:
    controls.show(
        districts.movement_over_years(common.POVERTY_RATE, area_code, view.settlement),
        key="profile_trend",
    )
with right:
    household_class = controls.choose("Diễn biến", list(profile.MOVEMENTS), key="dien-bien")
    controls.show(
        profile.movements(area_code, view.year, *profile.MOVEMENTS[household_class]),
        key="profile_movements",
    )
st.subheader("Đánh giá và đề xuất của huyện", anchor=False)
controls.report_texts(area_code)
left, right = st.columns(2, gap="large")
with left:
    controls.show(profile.deprivation_profile(area_code, view.year), key="profile_deprivations")
with right:
    controls.show(profile.capital(area_code, view.year), key="profile_capital")
st.subheader("Kết quả bảy dự án", anchor=False)
st.html(profile.project_cards(area_code, view.year))
st.subheader("Các xã", anchor=False)
controls.show_communes(view, key="profile_communes")
