"""A number leads to its workbook, sheet and cell, and what is shown can be taken away."""

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from dashboard.words import formats
from tests.browser import driver, viewer

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCES = "/so-lieu-va-nguon"
POOR_OF_AN_LAO = f"{SOURCES}?huyen=An+Lão&so-lieu=Số+hộ+nghèo+(cuối+kỳ)"
PNG, ZIP, PARQUET = b"\x89PNG", b"PK\x03\x04", b"PAR1"


def test_a_chosen_number_names_the_cells_that_hold_it(page: "Page", data: Path):
    driver.open_path(page, POOR_OF_AN_LAO)
    assert page.get_by_text("Chọn một dòng ở bảng trên").is_visible()
    viewer.choose_row(page, 0)
    assert driver.visible_exceptions(page) == []
    cells = viewer.table_rows(page, 1)
    assert cells != []
    for cell in cells:
        assert cell["Đơn vị"] == "Huyện An Lão"
        assert re.fullmatch(r"[A-Z]+\d+", cell["Ô"])
        workbook = openpyxl.load_workbook(data / "sample" / cell["Tệp"], data_only=True)
        held = workbook[cell["Biểu"]][cell["Ô"]].value
        assert cell["Giá trị"] == formats.number(held, formats.decimals_of("hộ"))
        assert cell["Ghi chú"] == formats.ILLUSTRATIVE


def read_table(content: bytes, ending: str) -> pd.DataFrame:
    file = BytesIO(content)
    if ending == ".csv":
        return pd.read_csv(file, sep=";", encoding="utf-8-sig")
    if ending == ".xlsx":
        return pd.read_excel(file, engine="openpyxl")
    return pd.read_parquet(file)


@pytest.mark.parametrize(
    ("button", "name", "opening"),
    [
        ("Tải CSV", "so-lieu.csv", "\ufeff".encode()),
        ("Tải Excel", "so-lieu.xlsx", ZIP),
        ("Tải Parquet", "so-lieu.parquet", PARQUET),
    ],
)
def test_a_table_can_be_taken_away_with_its_mark(
    button: str, name: str, opening: bytes, page: "Page"
):
    driver.open_path(page, POOR_OF_AN_LAO)
    arrived = viewer.download(page, button)
    content = Path(arrived.path()).read_bytes()
    assert arrived.suggested_filename == name
    assert content.startswith(opening)
    table = read_table(content, Path(name).suffix)
    assert "Huyện An Lão" in set(table["Đơn vị"])
    assert formats.ILLUSTRATIVE in table.to_csv()


def test_the_numbers_of_a_picture_can_be_taken_away_with_their_mark(page: "Page"):
    driver.open_path(page, "/")
    viewer.open_table(page, 1)
    arrived = viewer.download(page, "Tải số liệu (CSV)")
    content = Path(arrived.path()).read_bytes()
    assert arrived.suggested_filename == "xep-hang.csv"
    assert content.startswith("\ufeff".encode())
    assert formats.ILLUSTRATIVE in content.decode()
    assert "Quy Nhơn;0,03" in content.decode()
    arrived = viewer.download(page, "Tải số liệu (Excel)")
    assert arrived.suggested_filename == "xep-hang.xlsx"
    table = read_table(Path(arrived.path()).read_bytes(), ".xlsx")
    assert "Quy Nhơn" in set(table.iloc[:, 0])
    assert formats.ILLUSTRATIVE in table.to_csv()


def test_the_link_of_a_page_can_be_copied(page: "Page"):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    driver.open_path(page, "/so-sanh-huyen?huyen=An+Lão&nam=2023")
    page.get_by_role("button", name="Sao chép liên kết trang này").click()
    page.get_by_role("button", name="Đã sao chép liên kết").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert viewer.address(page)[1] == {"huyen": "An Lão", "nam": "2023"}


@pytest.mark.parametrize(("kind", "opening"), [("PNG", PNG), ("SVG", b"<svg")])
def test_a_picture_can_be_taken_away(kind: str, opening: bytes, page: "Page"):
    driver.open_path(page, "/")
    viewer.open_table(page, 0)
    if kind != "PNG":
        viewer.choose(page, "Định dạng ảnh", kind)
    arrived = viewer.save_picture(page, chart=0)
    content = Path(arrived.path()).read_bytes()
    assert arrived.suggested_filename == f"luoc-do.{kind.lower()}"
    assert content.startswith(opening)
    if kind == "PNG":
        shown = page.locator(".js-plotly-plot .main-svg").first.bounding_box()
        assert int.from_bytes(content[16:20]) == pytest.approx(2 * shown["width"], abs=2)
