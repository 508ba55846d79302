"""What did the money do?"""

import streamlit as st

from dashboard.pictures import capital, common, profile
from dashboard.web import controls
from dashboard.words import markup

view = controls.view()
source_column, type_column, _ = st.columns([2, 2, 5], vertical_alignment="bottom")
with source_column:
    source = capital.sources()[controls.choose("Nguồn vốn", list(capital.sources()), key="nguon")]
with type_column:
    kind = capital.types()[controls.choose("Loại vốn", list(capital.types()), key="loai-von")]
area_code = view.area_code or common.PROVINCE
controls.story(
    {
        "Theo dự án": lambda: profile.capital(area_code, view.year, source, kind),
        "Theo năm": lambda: capital.by_year(view.area_code, source, kind),
        "Theo huyện": lambda: capital.by_district(view.year, source, kind, view.area_code),
        "Huyện và dự án": lambda: capital.matrix(view.year, source, kind, view.area_code),
        "Theo nguồn": lambda: capital.by_source(view.area_code, view.year),
        "Tiền và kết quả": lambda: capital.beside_result(view.year, view.area_code),
    },
    key="von",
)
if view.area_code is None:
    controls.awaited("capital")
st.subheader(f"Kết quả bảy dự án: {markup.in_markdown(view.area_name)}", anchor=False)
st.html(profile.project_cards(area_code, view.year))
