"""A district's profile prints on two sheets of A4, charts and mark included."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser import driver

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = re.compile(rb"/Type\s*/Page\b")
A4 = (595, 842)


@pytest.mark.parametrize("district", ["An Lão", "Vân Canh", "Quy Nhơn", "Phù Cát"])
def test_a_profile_prints_on_two_sheets(district: str, page: "Page"):
    driver.open_path(page, f"/ho-so-huyen?ban-in=true&huyen={district.replace(' ', '+')}")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(PAGE.findall(printed)) == 2
    width, height = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed).groups()
    assert (round(float(width)), round(float(height))) == A4


def test_what_is_for_the_screen_alone_is_not_printed(page: "Page"):
    driver.open_path(page, "/ho-so-huyen?ban-in=true&huyen=An+Lão")
    page.emulate_media(media="print")
    for name in ("Huyện", "Năm", "Khu vực", "Diễn biến"):
        assert not page.get_by_role("combobox", name=name, exact=True).is_visible()
    assert not page.get_by_role("button", name="✕ Bỏ chọn huyện").is_visible()
    assert page.locator("p.state .mark").is_visible()


def test_the_charts_of_the_print_layout_are_as_wide_as_the_sheet(page: "Page"):
    driver.open_path(page, "/ho-so-huyen?ban-in=true&huyen=An+Lão")
    widths = page.locator(".main-svg").evaluate_all(
        "charts => charts.map(chart => chart.getBoundingClientRect().width)"
    )
    assert 1100 < max(widths) <= 1320
