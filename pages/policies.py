"""What was done in housing, credit, insurance, the Fund for the Poor and commendations?"""

import streamlit as st

from dashboard.pictures import awards, fund, houses, support
from dashboard.web import controls

view = controls.view()
year, area_code = view.year, view.area_code
place = st.container()
in_houses, in_credit, in_support, in_fund, in_awards = st.tabs(
    [
        "Nhà ở",
        "Tín dụng chính sách",
        "Bảo hiểm y tế và hỗ trợ khác",
        "Quỹ Vì người nghèo",
        "Thi đua, khen thưởng",
    ],
    key="chinh-sach",
    on_change="rerun",
    bind="query-params",
)
if in_houses.open:
    with in_houses:
        controls.open_with(
            place,
            houses.houses(year, area_code),
            houses.house_funding(year, area_code),
            fund.unity_houses(year, area_code),
        )
        st.subheader("Số đã công bố bên cạnh số các huyện nộp", anchor=False)
        controls.texts(support.published(), look="list")
if in_credit.open:
    with in_credit:
        controls.open_with(
            place,
            support.credit_by_year(year, area_code),
            support.credit_by_district(year, area_code),
        )
if in_support.open:
    with in_support:
        controls.open_with(
            place,
            support.support_by_district(year, area_code),
            support.support_by_year(year, area_code),
        )
if in_fund.open:
    with in_fund:
        level_column, _ = st.columns([3, 9])
        with level_column:
            name = controls.choose("Cấp Quỹ", list(fund.FUND_LEVELS), key="cap-quy")
        level = fund.FUND_LEVELS[name]
        controls.open_with(
            place, *fund.fund(year, area_code, level), fund.donations(year, area_code)
        )
        if area_code is None or level == "province":
            controls.awaited("fund")
if in_awards.open:
    with in_awards:
        controls.open_with(
            place,
            awards.awards_by_form(year, area_code),
            awards.awards_by_district(year, area_code),
        )
