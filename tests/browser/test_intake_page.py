"""A workbook is checked in the page and comes back marked; what it holds stays text."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from dashboard.workbook import marking
from tests.browser import driver, looks, viewer
from tests.browser.axe import axe_violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

INTAKE = "/kiem-tra-va-nop-so-lieu"
TRAP = "![x](https://example.com/x.png) <img src=https://example.com/y.png onerror=alert(1)>"


def send(page: "Page", *paths: Path) -> None:
    """Choose files to check and wait for the verdicts."""
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(list(paths))
    page.get_by_text("Tệp: ").nth(len(paths) - 1).wait_for()
    driver.settle(page)


def test_a_unit_takes_its_form(page: "Page"):
    driver.open_path(page, f"{INTAKE}?don-vi-toi=Sở+Y+tế")
    arrived = viewer.download(page, "Tải biểu mẫu")
    book = openpyxl.load_workbook(BytesIO(Path(arrived.path()).read_bytes()))
    assert (arrived.suggested_filename, book["Bìa"]["C5"].value) == ("bieu-so_yt.xlsx", "so_yt")


def test_a_checked_workbook_names_its_cells_and_comes_back_marked(page: "Page", data: Path):
    driver.open_path(page, INTAKE)
    send(page, data / "sample" / "547_tay_son.xlsx")
    assert driver.visible_exceptions(page) == []
    assert page.get_by_text("không có lỗi, có thể nộp").is_visible()
    assert page.get_by_role("cell", name="H9", exact=True).is_visible()
    arrived = viewer.download(page, "Tải biểu đã đánh dấu")
    assert arrived.suggested_filename == "da-danh-dau-547_tay_son.xlsx"
    book = openpyxl.load_workbook(BytesIO(Path(arrived.path()).read_bytes()))
    assert book.sheetnames[0] == marking.RESULT_SHEET
    driver.grow_to_content(page)
    assert looks.english_words(page) == []
    assert axe_violations(page) == []


def test_blank_cells_come_back_with_zeros(page: "Page", data: Path, tmp_path: Path):
    book = openpyxl.load_workbook(data / "sample" / "547_tay_son.xlsx")
    book["11. Chính sách"]["E8"] = None
    path = tmp_path / "trong.xlsx"
    book.save(path)
    driver.open_path(page, INTAKE)
    send(page, path)
    assert page.get_by_text("Điền 0 vào 1 ô còn trống: biểu “11. Chính sách” 1 ô.").is_visible()
    arrived = viewer.download(page, "Điền 0 vào ô trống")
    assert arrived.suggested_filename == "da-dien-0-trong.xlsx"
    filled = openpyxl.load_workbook(BytesIO(Path(arrived.path()).read_bytes()))
    assert filled["11. Chính sách"]["E8"].value == 0
    assert driver.visible_exceptions(page) == []


def test_the_findings_are_narrowed_to_a_sheet_and_go_with_their_file(page: "Page", data: Path):
    driver.open_path(page, INTAKE)
    send(page, data / "sample" / "547_tay_son.xlsx")
    viewer.choose(page, "Biểu", "4. Thiếu hụt")
    assert page.get_by_role("cell", name="F10", exact=True).is_visible()
    assert page.get_by_role("cell", name="H9", exact=True).count() == 0
    arrived = viewer.download(page, "Tải CSV")
    assert arrived.suggested_filename == "ket-qua-kiem-tra-547_tay_son.csv"
    assert len(Path(arrived.path()).read_text(encoding="utf-8-sig").splitlines()) == 1 + 2 + 1
    page.locator("[data-testid=stFileUploader]").get_by_role("button", name="547").click()
    page.get_by_text("Tệp: ").wait_for(state="detached")
    assert driver.visible_exceptions(page) == []


def test_text_of_a_workbook_stays_text(page: "Page", data: Path, tmp_path: Path):
    book = openpyxl.load_workbook(data / "sample" / "547_tay_son.xlsx")
    book["11. Chính sách"]["D8"] = TRAP
    file = BytesIO()
    book.save(file)
    path = tmp_path / "![x](https:a.b) <b>đậm<b>.xlsx"
    path.write_bytes(file.getvalue())
    driver.open_path(page, INTAKE)
    send(page, path)
    assert page.get_by_text("biểu chưa nộp được").is_visible()
    # A request that leaves this machine would fail the test by itself.
    assert page.locator(".list img, .list a, .list b").count() == 0
    assert TRAP in page.locator(".list").first.inner_text()


def test_a_file_that_is_no_workbook_leaves_the_page_standing(page: "Page", tmp_path: Path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    driver.open_path(page, INTAKE)
    send(page, path)
    assert driver.visible_exceptions(page) == []
    assert page.get_by_text("Không đọc được tệp này").is_visible()
