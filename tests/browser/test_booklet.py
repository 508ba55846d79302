"""The booklet prints from disk, offline: two sheets a district, nothing cut or crossing."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from dashboard.store import database
from dashboard.words import formats
from tests.browser import driver, looks
from tests.browser.axe import axe_violations
from tests.browser.server import ROOT
from tests.browser.visitors import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

YEAR = 2024
DISTRICTS = 11
SHEETS = 2 * DISTRICTS + 2
A4 = (595, 842)
MOST_COMMUNES = 21
LEAST_POINTS, PIXELS_A_POINT = 8, 96 / 72
DRAWN = "document.documentElement.dataset.drawn === ''"
WRITE = (
    "import sys; from pathlib import Path; from dashboard.exports import profiles_html; "
    "Path(sys.argv[1]).write_text(profiles_html.html(int(sys.argv[2])), encoding='utf-8')"
)
# Sheets and places that hold more than they show, by the number of the sheet.
OVERFLOWS = """() => [...document.querySelectorAll('.sheet')].flatMap((sheet, place) => {
    const body = sheet.querySelector('.body').getBoundingClientRect();
    const faults = [];
    if (sheet.scrollHeight > sheet.clientHeight) faults.push(`${place + 1}: too high`);
    if (sheet.scrollWidth > sheet.clientWidth) faults.push(`${place + 1}: too wide`);
    for (const part of sheet.querySelectorAll('.body > *, .texts > p, .project, .card, tr')) {
        const box = part.getBoundingClientRect();
        if (box.bottom > body.bottom + 0.5 || box.right > body.right + 0.5) {
            faults.push(`${place + 1}: ${part.className || part.tagName} beyond the sheet`);
        }
        if (part.matches('.card') && part.scrollWidth > part.clientWidth) {
            faults.push(`${place + 1}: ${part.innerText}`);
        }
    }
    return faults;
})"""
# The size that each text has on paper, in CSS pixels; smallest first.
TEXT_SIZES = """() => [...document.querySelectorAll('.sheet *')]
    .filter((element) => [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
    .filter((element) => !element.closest('defs, [hidden]'))
    .map((element) => parseFloat(getComputedStyle(element).fontSize)
        * (element.closest('.chart') ? scale : 1))
    .sort((one, other) => one - other)"""
FILL_COMMUNES = """(most) => document.querySelectorAll('.communes tbody').forEach((body) => {
    while (body.rows.length < most / 3) body.append(body.rows[0].cloneNode(true));
})"""


def written(data: Path, target: Path, year: int) -> Path:
    """Write the booklet of a data folder, in a process of its own."""
    command = [sys.executable, "-c", WRITE, str(target), str(year)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"DASHBOARD_DATA": str(data)})
    return target


@pytest.fixture(scope="module")
def file(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(data, tmp_path_factory.mktemp("booklet") / "ho-so.html", YEAR)


@pytest.fixture(scope="module")
def opened(browser: "Browser") -> "Iterator[Callable[[Path], Page]]":
    """Open a file from disk with the network off; anything asked of a network is an error."""
    watch = Watch()
    context = browser.new_context(viewport={"width": 1000, "height": 1200}, offline=True)

    context.set_default_timeout(driver.MOST_MS)

    def give(file: Path) -> "Page":
        page = context.new_page()
        watch.attach(page)
        page.goto(file.as_uri())
        page.wait_for_function(DRAWN)
        return page

    yield give
    context.close()
    assert [url for url in watch.outside if not url.startswith("file:")] == []
    assert watch.errors == []


@pytest.fixture(scope="module")
def booklet(file: Path, opened: "Callable[[Path], Page]") -> "Page":
    """Open the booklet for the tests that only look at it."""
    return opened(file)


def pages(page: "Page") -> list[str]:
    """Print a page as a person would and give the text of each sheet; all of them are A4."""
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    for sheet in printed.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    return [" ".join(sheet.extract_text().split()) for sheet in printed.pages]


def label_faults(page: "Page") -> list[str]:
    """Look for cut or crossing labels at the size that the figures were designed for."""
    page.evaluate("document.documentElement.style.zoom = 1 / scale")
    faults = looks.label_faults(page)
    page.evaluate("document.documentElement.style.zoom = ''")
    return faults


def test_it_prints_two_sheets_a_district_with_name_mark_and_the_querys_number(
    booklet, data, monkeypatch
):
    printed = pages(booklet)
    assert len(printed) == SHEETS
    assert all(formats.ILLUSTRATIVE in text for text in printed)
    monkeypatch.setenv("DASHBOARD_DATA", str(data))
    rows = database.ask(
        "indicator_by_district", indicator_code="poverty_rate", year=YEAR, settlement="total"
    )
    districts = rows[rows["level"].eq("district")].set_index("area_code")
    for place, code in enumerate(database.ask("districts")["area_code"]):
        first, second = printed[1 + 2 * place : 3 + 2 * place]
        name = database.ask("district_header", area_code=code)["full_name"].iloc[0]
        assert name in first
        assert name in second
        assert f"có {formats.number(districts.loc[code, 'value'], 2)} % hộ nghèo" in first


def test_nothing_is_cut_or_crosses_on_any_sheet(booklet):
    assert booklet.evaluate(OVERFLOWS) == []
    assert label_faults(booklet) == []


def test_nothing_is_cut_or_crosses_in_the_year_of_estimates(data, opened, tmp_path):
    page = opened(written(data, tmp_path / "ho-so.html", 2025))
    assert page.evaluate(OVERFLOWS) == []
    assert label_faults(page) == []


def test_every_text_is_at_least_8_points_on_paper(booklet):
    smallest = booklet.evaluate(TEXT_SIZES)[0]
    assert smallest / PIXELS_A_POINT >= LEAST_POINTS


def test_a_missing_district_takes_its_two_sheets_too_in_the_first_year(
    data_without_a_district, opened, tmp_path
):
    page = opened(written(data_without_a_district, tmp_path / "ho-so.html", 2021))
    assert len(pages(page)) == SHEETS
    assert page.evaluate(OVERFLOWS) == []
    assert label_faults(page) == []


@pytest.mark.parametrize("word", ["MƯỜI HỘ ", "W"], ids=["wide", "whole"])
def test_long_texts_of_a_district_are_cut_to_the_sheet_and_say_so(word, file, opened, tmp_path):
    text = file.read_text(encoding="utf-8")
    start = "<b>Kết quả nổi bật.</b> <span>"
    long_file = tmp_path / "long.html"
    long_file.write_text(text.replace(start, start + word * 2000), encoding="utf-8")
    page = opened(long_file)
    assert page.evaluate(OVERFLOWS) == []
    assert page.get_by_text("Dấu […]: phần còn lại đọc ở trang Hồ sơ huyện.").count() == DISTRICTS
    shown = page.locator(".texts span").first.inner_text()
    assert shown.endswith(" […]")
    assert len(shown) > 100


def test_the_booklet_can_be_read_by_everyone(booklet):
    assert axe_violations(booklet) == []


def test_the_district_with_most_communes_would_fit(booklet):
    # Last of the claims about the booklet: it changes what all of them look at.
    booklet.evaluate(FILL_COMMUNES, MOST_COMMUNES)
    assert booklet.evaluate(OVERFLOWS) == []
