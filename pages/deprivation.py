"""What are the poor deprived of, and where?"""

import streamlit as st

from dashboard.pictures import common, deprivation, profile
from dashboard.web import controls

view = controls.view()
chooser, _ = st.columns([2, 7], vertical_alignment="bottom")
with chooser:
    name = controls.choose("Loại hộ", list(deprivation.CLASSES), key="loai-ho")
household_class = deprivation.CLASSES[name]
controls.story(
    {
        "Chỉ số và huyện": lambda: deprivation.heat_table(
            view.year, household_class, view.area_code
        ),
        "Theo dịch vụ": lambda: profile.deprivation_profile(
            view.area_code or common.PROVINCE, view.year
        ),
        "Thay đổi": lambda: deprivation.changes(view.area_code, view.year, household_class),
        "Số thiếu hụt mỗi hộ": lambda: deprivation.per_household(view.year, view.area_code),
        "Trẻ em": lambda: deprivation.children(view.area_code, view.year),
    },
    key="thieu-hut",
)
