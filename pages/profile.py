"""What should I know about this district before I speak to its chairman?"""

import streamlit as st

from dashboard import controls, pictures

view = controls.view()
if view.area_code is None:
    controls.ask_for_district(view)
profile = pictures.profile(view.area_code, view.year)
controls.heading(profile.finding, profile.subtitle)
st.html(profile.cards)
controls.neighbours(view)

left, right = st.columns([11, 10], gap="large")
with left:
    controls.show(pictures.position(view.area_code, view.year), key="profile_position")
with right:
    controls.show(
        pictures.movement_over_years(pictures.POVERTY_RATE, view.area_code, view.settlement),
        key="profile_trend",
    )
    controls.show(
        pictures.movements(view.area_code, view.year, "movements_poor", "poor_households"),
        key="profile_movements",
    )
left, right = st.columns([11, 10], gap="large")
with left:
    controls.show(
        pictures.deprivation_profile(view.area_code, view.year), key="profile_deprivations"
    )
with right:
    controls.show(pictures.capital(view.area_code, view.year), key="profile_capital")
st.subheader("Kết quả bảy dự án", anchor=False)
st.html(pictures.project_cards(view.area_code, view.year))
st.subheader("Đánh giá và đề xuất của huyện", anchor=False)
controls.report_texts(view.area_code)
