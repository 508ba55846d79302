"""Pages print whole, lying; a district's profile on two upright sheets of A4, with its mark."""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from dashboard.words import formats
from tests.browser import driver, viewer

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = re.compile(rb"/Type\s*/Page\b")
A4 = (595, 842)
NUMBER = re.compile(r"\d+,\d+")


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


@pytest.mark.parametrize("size", [driver.FULL_HD, driver.LAPTOP, (1024, 768)])
def test_a_page_prints_whole_on_lying_sheets_from_any_window(
    size: tuple[int, int], new_page: "Callable[..., Page]"
):
    page = new_page(size)
    for path in ("/", "/ngheo-da-chieu", "/muc-tieu?chi-tieu-nao=Theo+huyện"):
        driver.open_path(page, path)
        drawn = " ".join(text for chart in viewer.chart_words(page) for text in chart)
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        for sheet in sheets:
            assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4[::-1]
        printed = " ".join(sheet.extract_text() for sheet in sheets)
        assert formats.ILLUSTRATIVE in printed
        # What is cut off is not in the text of a sheet.
        assert Counter(NUMBER.findall(drawn)) <= Counter(NUMBER.findall(printed))


def test_the_table_of_sources_is_printed(page: "Page"):
    driver.open_path(page, "/so-lieu-va-nguon")
    page.emulate_media(media="print")
    assert page.get_by_test_id("stDataFrame").first.is_visible()
