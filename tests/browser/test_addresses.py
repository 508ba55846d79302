"""The address holds the view: every choice changes it, and a copied one reopens the same view."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser import driver, viewer

if TYPE_CHECKING:
    from playwright.sync_api import Page

COMPARISON, PROFILE, SOURCES = "/so-sanh-huyen", "/ho-so-huyen", "/so-lieu-va-nguon"


@pytest.mark.parametrize(
    ("path", "label", "option", "parameter"),
    [
        ("/", "Huyện", "An Lão", "huyen"),
        ("/", "Năm", "2025 (ước)", "nam"),
        (COMPARISON, "Thứ tự", "Theo giá trị", "thu-tu"),
        (SOURCES, "Chỉ tiêu", "Số hộ cận nghèo (cuối kỳ)", "so-lieu"),
    ],
)
def test_a_choice_is_written_into_the_address(
    path: str, label: str, option: str, parameter: str, page: "Page"
):
    driver.open_path(page, path)
    viewer.choose(page, label, option)
    assert viewer.address(page) == (path, {parameter: option})
    assert driver.visible_exceptions(page) == []


@pytest.mark.parametrize(
    ("path", "tab", "parameter"),
    [(COMPARISON, "Lược đồ", "xem"), (SOURCES, "Các bản nộp", "bang")],
)
def test_an_opened_tab_is_written_into_the_address(
    path: str, tab: str, parameter: str, page: "Page"
):
    driver.open_path(page, path)
    viewer.open_tab(page, tab)
    assert viewer.address(page) == (path, {parameter: tab})


def test_a_copied_address_shows_another_viewer_the_same_comparison(
    new_page: "Callable[..., Page]",
):
    labels = (*viewer.SHARED, "Chỉ tiêu", "Thứ tự", "Mức giảm")
    first = new_page()
    driver.open_path(first, COMPARISON)
    for label, option in (
        ("Năm", "2023"),
        ("Khu vực", "Nông thôn"),
        ("Chỉ tiêu", "Số hộ nghèo (cuối kỳ)"),
        ("Thứ tự", "Theo giá trị"),
        ("Mức giảm", "Theo %"),
    ):
        viewer.choose(first, label, option)
    viewer.open_tab(first, "Thay đổi so với đầu kỳ")
    second = new_page()
    driver.open_path(second, first.url)
    assert viewer.title(second) == viewer.title(first)
    assert viewer.chosen(second, *labels) == viewer.chosen(first, *labels)
    assert viewer.open_tabs(second) == ["Thay đổi so với đầu kỳ"]
    assert viewer.chart_words(second) == viewer.chart_words(first)


def test_the_shared_controls_stay_while_the_viewer_moves_between_pages(page: "Page"):
    driver.open_path(page, "/")
    wanted = {"Huyện": "Tây Sơn", "Năm": "2022", "Khu vực": "Thành thị"}
    for label, option in wanted.items():
        viewer.choose(page, label, option)
    for name in ("So sánh huyện", "Hồ sơ huyện", "Số liệu và nguồn", "Tổng quan"):
        viewer.follow(page, name)
        assert viewer.chosen(page) == wanted, name
        assert set(viewer.address(page)[1].values()) == set(wanted.values()), name


def test_the_way_back_shows_the_page_before(page: "Page"):
    driver.open_path(page, "/?nam=2023")
    viewer.follow(page, "Hồ sơ huyện")
    page.go_back()
    driver.settle(page)
    assert viewer.address(page) == ("/", {"nam": "2023"})
    assert "cuối năm 2023" in viewer.title(page)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{PROFILE}?huyen=An+Lão&nam=1999", "“1999”"),
        (f"{COMPARISON}?chi-tieu=Thu+nhập", "“Thu nhập”"),
    ],
)
def test_an_unknown_value_in_the_address_is_told_to_the_viewer(path: str, words: str, page: "Page"):
    driver.open_path(page, path)
    [notice] = viewer.notices(page)
    assert words in notice
    assert driver.visible_exceptions(page) == []
