"""Who is left behind?"""

from dashboard import controls
from dashboard.pictures import gaps

view = controls.view()
pictures = {
    "Nông thôn – thành thị": lambda: gaps.town_and_country(view.year, view.area_code),
    "Dân tộc thiểu số": lambda: gaps.ethnic_minorities(
        view.year, view.settlement, view.area_code
    ),
    "Miền núi": lambda: gaps.mountain(view.settlement),
    "Tập trung": lambda: gaps.concentration(view.year, view.settlement, view.area_code),
    "Đóng góp": lambda: gaps.contribution(view.year, view.settlement, view.area_code),
    "Nguyên nhân": lambda: gaps.causes(view.area_code, view.year),
    "Nhóm đặc thù": lambda: gaps.special_groups(view.area_code, view.year),
}
controls.story(pictures, key="khoang-cach")
