"""A click on a district highlights it everywhere and puts its profile one click away."""

from typing import TYPE_CHECKING

import pytest

from tests.browser import driver, viewer

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROFILE = "/ho-so-huyen"


@pytest.mark.parametrize(
    ("path", "district", "full_name"),
    [
        ("/?nam=2023", "Vân Canh", "Huyện Vân Canh"),
        ("/so-sanh-huyen?xem=Lược+đồ&nam=2023", "Quy Nhơn", "Thành phố Quy Nhơn"),
    ],
    ids=["name inside", "name outside"],
)
def test_a_click_on_the_map_chooses_a_district_and_its_profile_is_a_click_away(
    path: str, district: str, full_name: str, page: "Page"
):
    driver.open_path(page, path)
    viewer.click_label(page, chart=0, label=district)
    assert viewer.address(page)[1]["huyen"] == district
    viewer.open_profile(page, district)
    assert viewer.address(page) == (PROFILE, {"huyen": district, "nam": "2023"})
    assert viewer.title(page).startswith(f"{full_name} có ")
    assert "cuối năm 2023" in viewer.title(page)
    assert viewer.chosen(page, "Huyện") == {"Huyện": district}


def test_a_click_on_the_map_of_an_empty_profile_fills_it(page: "Page"):
    driver.open_path(page, PROFILE)
    viewer.click_label(page, chart=0, label="Hoài Ân")
    assert viewer.address(page) == (PROFILE, {"huyen": "Hoài Ân"})
    assert viewer.title(page).startswith("Huyện Hoài Ân có ")


@pytest.mark.parametrize(
    ("path", "chart", "bar", "district"),
    [
        ("/", 1, 6, "Hoài Ân"),
        ("/so-sanh-huyen?huyen=Phù+Cát", 0, 8, "Vân Canh"),
    ],
)
def test_a_click_on_a_bar_chooses_its_district(
    path: str, chart: int, bar: int, district: str, page: "Page"
):
    driver.open_path(page, path)
    viewer.click_bar(page, chart=chart, place=bar)
    assert viewer.chosen(page, "Huyện") == {"Huyện": district}
    viewer.open_profile(page, district)
    assert viewer.address(page) == (PROFILE, {"huyen": district})
    assert f"Huyện {district} có " in viewer.title(page)


@pytest.mark.parametrize(
    "path",
    ["/ngheo-da-chieu", "/muc-tieu?chi-tieu-nao=Theo+huyện"],
    ids=["heat cell", "scorecard"],
)
def test_a_click_on_a_cell_chooses_the_district_of_its_column(path: str, page: "Page"):
    driver.open_path(page, path)
    viewer.click_under(page, chart=0, label="Hoài Ân")
    assert viewer.chosen(page, "Huyện") == {"Huyện": "Hoài Ân"}
    viewer.open_profile(page, "Hoài Ân")
    assert viewer.address(page) == (PROFILE, {"huyen": "Hoài Ân"})


def test_the_years_play_in_the_browser(page: "Page"):
    driver.open_path(page, "/so-sanh-huyen?xem=Lược+đồ+các+năm&chi-tieu=Tỷ+lệ+hộ+nghèo")
    seen = "() => document.querySelector('.js-plotly-plot').layout.sliders[0].active"
    assert page.evaluate(seen) == 3
    page.locator(".updatemenu-button").first.click()
    page.wait_for_function(f"({seen})() === 4")
    assert "Quy Nhơn0,01" in viewer.chart_words(page)[0]


def test_two_districts_stand_side_by_side(page: "Page"):
    driver.open_path(page, "/so-sanh-huyen?xem=Hai+huyện&huyen=An+Lão")
    viewer.choose(page, "So với huyện", "Vân Canh")
    assert viewer.address(page)[1]["so-voi"] == "Vân Canh"
    assert "◇ Vân Canh" in viewer.chart_words(page)[0]


def test_a_chosen_district_can_be_dropped_and_another_clicked(page: "Page"):
    driver.open_path(page, "/?huyen=Phù+Cát")
    viewer.click_bar(page, chart=1, place=6)
    assert viewer.chosen(page, "Huyện") == {"Huyện": "Hoài Ân"}
    viewer.press(page, "✕ Bỏ chọn huyện")
    assert viewer.chosen(page, "Huyện") == {"Huyện": "Toàn tỉnh"}
    assert "huyen" not in viewer.address(page)[1]


def test_the_way_back_from_a_profile_shows_the_map_again(page: "Page"):
    driver.open_path(page, "/?nam=2023")
    viewer.click_label(page, chart=0, label="Vân Canh")
    viewer.open_profile(page, "Vân Canh")
    page.go_back()
    page.wait_for_function("location.pathname === '/'")
    driver.settle(page)
    assert viewer.address(page)[0] == "/"
    assert "cuối năm 2023" in viewer.title(page)
    assert driver.visible_exceptions(page) == []


def test_the_steps_beside_a_profile_lead_through_the_official_order(page: "Page"):
    driver.open_path(page, f"{PROFILE}?huyen=Quy+Nhơn&nam=2022")
    viewer.press(page, "Tuy Phước →")
    assert viewer.address(page) == (PROFILE, {"huyen": "Tuy Phước", "nam": "2022"})
    assert viewer.title(page).startswith("Huyện Tuy Phước có ")
    viewer.press(page, "← Quy Nhơn")
    viewer.press(page, "← An Lão")
    assert viewer.chosen(page, "Huyện", "Năm") == {"Huyện": "An Lão", "Năm": "2022"}
