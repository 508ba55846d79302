"""What was done in housing, credit, insurance, the Fund for the Poor and commendations?"""

import streamlit as st

from dashboard.pictures import policies
from dashboard.web import controls

view = controls.view()
year, area_code = view.year, view.area_code
place = st.container()
houses, credit, support, fund, awards = st.tabs(
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
if houses.open:
    with houses:
        controls.open_with(
            place,
            policies.houses(year, area_code),
            policies.house_funding(year, area_code),
            policies.unity_houses(year, area_code),
        )
        st.subheader("Số đã công bố bên cạnh số các huyện nộp", anchor=False)
        controls.texts(policies.published(), look="list")
if credit.open:
    with credit:
        controls.open_with(
            place,
            policies.credit_by_year(year, area_code),
            policies.credit_by_district(year, area_code),
        )
if support.open:
    with support:
        controls.open_with(
            place,
            policies.support_by_district(year, area_code),
            policies.support_by_year(year, area_code),
        )
if fund.open:
    with fund:
        level_column, _ = st.columns([3, 9])
        with level_column:
            name = controls.choose("Cấp Quỹ", list(policies.FUND_LEVELS), key="cap-quy")
        level = policies.FUND_LEVELS[name]
        controls.open_with(
            place, *policies.fund(year, area_code, level), policies.donations(year, area_code)
        )
        if area_code is None or level == "province":
            controls.awaited("fund")
if awards.open:
    with awards:
        controls.open_with(
            place,
            policies.awards_by_form(year, area_code),
            policies.awards_by_district(year, area_code),
        )
