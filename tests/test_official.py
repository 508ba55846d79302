"""The annex in Excel: the queries' numbers, live formulas, fixed order, text that stays text."""

from io import BytesIO

import openpyxl
import pytest

from dashboard.exports import annex_excel, annex_tables
from dashboard.exports.annex_tables import Column, OfficialTable, Row
from dashboard.store.database import ask
from tests.tools import converted

YEAR = 2024
CODES = [f"PL{number:02d}" for number in range(1, 11)]
ORDER = [
    "Thành phố Quy Nhơn",
    "Huyện Tuy Phước",
    "Thị xã An Nhơn",
    "Huyện Phù Cát",
    "Huyện Phù Mỹ",
    "Thị xã Hoài Nhơn",
    "Huyện Hoài Ân",
    "Huyện Tây Sơn",
    "Huyện Vân Canh",
    "Huyện Vĩnh Thạnh",
    "Huyện An Lão",
]
HOSTILE = "=1+1"


@pytest.fixture(scope="module")
def content(complete_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(complete_data))
        yield annex_excel.xlsx(YEAR)


def book(content, *, values):
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def rows_of(sheet, width):
    """Give the rows of a table, from under its column marks."""
    start = annex_excel.PLACE_OF_TABLE + 3
    return [
        [cell.value for cell in row[:width]]
        for row in sheet.iter_rows(min_row=start, max_row=sheet.max_row)
        if row[1].value
    ]


def test_there_is_a_sheet_a_table_and_one_of_sources(content):
    assert book(content, values=True).sheetnames == [*CODES, "Nguồn số liệu"]


@pytest.mark.parametrize("place", range(len(CODES)), ids=CODES)
def test_a_sheet_holds_the_numbers_of_its_table(place, content, data):
    table = annex_tables.tables(YEAR)[place]
    written = rows_of(book(content, values=True)[table.code], len(table.columns))
    assert len(written) == len(table.rows)
    for cells, row in zip(written, table.rows, strict=True):
        for cell, expected in zip(cells, row.cells, strict=True):
            if isinstance(expected, float):
                assert cell == pytest.approx(expected, abs=1e-9)
            else:
                assert (cell or "") == (expected or "")


def test_the_first_table_is_the_published_layout_in_the_fixed_order(content):
    sheet = book(content, values=False)["PL01"]
    marks = [cell.value for cell in sheet[annex_excel.PLACE_OF_TABLE + 2]]
    assert [str(mark).partition("=")[0] for mark in marks] == ["A", "B", *"1234567"]
    names = [cells[1] for cells in rows_of(sheet, 9)]
    assert names == [
        "Khu vực thành thị",
        *ORDER,
        "Khu vực nông thôn",
        *ORDER,
        "Tổng cộng (I+II)",
    ]


def test_totals_and_rates_are_live_formulas(content):
    sheet = book(content, values=False)["PL01"]
    rows = rows_of(sheet, 9)
    assert rows[0][3] == "=SUM(D11:D21)"
    assert rows[-1][3] == "=D10+D22"
    assert rows[1][4] == "=IF(N(I11)=0,0,100*F11/I11)"


def test_libreoffice_reckons_the_same_and_finds_no_error(content, tmp_path):
    spoilt = openpyxl.load_workbook(BytesIO(content))
    # Written anew by another program, the formulas have no values of ours left to be believed.
    file = tmp_path / "phu-luc.xlsx"
    spoilt.save(file)
    reckoned = openpyxl.load_workbook(converted(file, "xlsx"), data_only=True)
    for ours in book(content, values=True):
        for row in ours.iter_rows():
            for cell in row:
                if isinstance(cell.value, float):
                    other = reckoned[ours.title][cell.coordinate].value
                    assert other == pytest.approx(cell.value, abs=1e-6), (ours.title, cell)


def test_the_rates_of_the_annex_are_those_of_the_dashboard(data):
    table = annex_tables.tables(YEAR)[0]
    trend = ask(
        "indicator_trend", indicator_code="poverty_rate", area_codes=("52",), settlement="total"
    ).set_index("year")["value"]
    assert table.rows[-1].cells[4] == pytest.approx(trend[YEAR])


def test_a_published_figure_stands_in_the_annex(data):
    # As printed: 13.834 poor households at the end of 2023, or 3,13 %.
    total = annex_tables.poverty(2023).rows[-1].cells
    assert total[5] == 13_834
    assert total[4] == pytest.approx(3.13, abs=0.005)


def test_what_is_missing_is_not_zero(use, data_without_a_district):
    use(data_without_a_district)
    table = annex_tables.tables(YEAR)[9]
    row = next(row for row in table.rows if row.cells[1] == "Huyện Tây Sơn")
    assert set(row.cells[2:]) == {"…"}


def test_a_project_that_no_form_asks_for_is_not_applicable(data):
    table = annex_tables.tables(YEAR)[7]
    row = next(row for row in table.rows if row.cells[0] == "2")
    assert row.cells[5:8] == ("–", "–", "–")


def test_text_stays_text(content):
    file = BytesIO()
    table = OfficialTable(
        "PL01",
        HOSTILE,
        HOSTILE,
        (
            Column("A", "TT", annex_tables.TEXT),
            Column("B", HOSTILE, annex_tables.TEXT),
            Column("1", "x"),
        ),
        (Row(annex_tables.UNIT, (HOSTILE, "http://vi.du", "+1")),),
        note=HOSTILE,
    )
    with annex_excel.xlsxwriter.Workbook(file, annex_excel.OPTIONS) as made:
        annex_excel.Sheet(made, table).write(illustrative=False)
    sheet = book(file.getvalue(), values=False)["PL01"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_the_paper_is_a4_across_with_the_mark_and_headings_on_every_page(content):
    for sheet in book(content, values=False).worksheets[:-1]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert "Số liệu minh hoạ" in sheet.oddHeader.right.text
        assert sheet.print_title_rows
