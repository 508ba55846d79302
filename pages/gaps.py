"""Who is left behind?"""

from dashboard.pictures import contributions, gaps, poverty_causes
from dashboard.store.database import ask
from dashboard.web import controls

view = controls.view()
if ask("comparable_indicators").empty:
    controls.nothing("Khoảng cách", "Chưa có huyện nào nộp số liệu.")
controls.story(
    {
        "Nông thôn – thành thị": lambda: gaps.town_and_country(view.year, view.area_code),
        "Dân tộc thiểu số": lambda: gaps.ethnic_minorities(
            view.year, view.settlement, view.area_code
        ),
        "Miền núi": lambda: gaps.mountain(view.year, view.settlement),
        "Tập trung": lambda: contributions.concentration(
            view.year, view.settlement, view.area_code
        ),
        "Đóng góp": lambda: contributions.contribution(view.year, view.settlement, view.area_code),
        "Nguyên nhân": lambda: poverty_causes.causes(view.area_code, view.year),
        "Nguyên nhân theo huyện": lambda: poverty_causes.causes_by_district(
            view.year, view.area_code
        ),
        "Nhóm đối tượng": lambda: poverty_causes.special_groups(view.area_code, view.year),
    },
    key="khoang-cach",
)
