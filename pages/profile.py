"""What should I know about this district before I speak to its chairman?"""

import streamlit as st

from dashboard import controls, pictures

view = controls.view()
area_code = view.area_code or controls.ask_for_district(view)
profile = pictures.profile(area_code, view.year)
controls.heading(profile.finding, profile.subtitle)
st.html(profile.cards)
controls.neighbours(view)

controls.show(pictures.position(area_code, view.year), key="profile_position")
left, right = st.columns(2, gap="large")
with left:
    controls.show(
        pictures.movement_over_years(pictures.POVERTY_RATE, area_code, view.settlement),
        key="profile_trend",
    )
with right:
    controls.show(
        pictures.movements(area_code, view.year, "movements_poor", "poor_households"),
        key="profile_movements",
    )
left, right = st.columns(2, gap="large")
with left:
    controls.show(
        pictures.deprivation_profile(area_code, view.year), key="profile_deprivations"
    )
with right:
    controls.show(pictures.capital(area_code, view.year), key="profile_capital")
st.subheader("Kết quả bảy dự án", anchor=False)
st.html(pictures.project_cards(area_code, view.year))
st.subheader("Đánh giá và đề xuất của huyện", anchor=False)
controls.report_texts(area_code)
