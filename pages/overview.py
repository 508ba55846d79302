"""Did the province do what it promised?"""

import streamlit as st

from dashboard.pictures import common, districts
from dashboard.pictures.overview import overview as opening_of
from dashboard.web import controls

view = controls.view()
overview = opening_of(view.year, view.settlement)
controls.heading(overview.finding, overview.subtitle)
st.html(overview.cards)

chart, bars = st.columns([10, 11], gap="large")
with chart:
    controls.show(
        districts.map_of_districts(common.POVERTY_RATE, view.year, view.settlement, view.area_code),
        key="overview_map",
        selects_district=True,
    )
with bars:
    controls.show(
        districts.ranking(common.POVERTY_RATE, view.year, view.settlement, view.area_code, False),
        key="overview_ranking",
        selects_district=True,
    )
controls.show(
    districts.movement_over_years(common.POVERTY_RATE, common.PROVINCE, view.settlement),
    key="overview_trend",
)
