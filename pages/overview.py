"""Did the province do what it promised?"""

import streamlit as st

from dashboard import controls, pictures

view = controls.view()
overview = pictures.overview(view.year, view.settlement)
controls.heading(overview.finding, overview.subtitle)
st.html(overview.cards)

chart, bars = st.columns([10, 11], gap="large")
with chart:
    controls.show(
        pictures.map_of_districts(
            pictures.POVERTY_RATE, view.year, view.settlement, view.area_code
        ),
        key="overview_map", opens_profile=True,
    )  # fmt: skip
with bars:
    controls.show(
        pictures.ranking(
            pictures.POVERTY_RATE, view.year, view.settlement, view.area_code, False
        ),
        key="overview_ranking", opens_profile=True,
    )  # fmt: skip
controls.show(
    pictures.movement_over_years(pictures.POVERTY_RATE, pictures.PROVINCE, view.settlement),
    key="overview_trend",
)
