"""Files to take away open in a Vietnamese Excel, hold no formula, and carry source and mark."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from dashboard.exports import table_files
from dashboard.words import formats

LINES = ["Tỷ lệ hộ nghèo (%) · cuối năm 2024", f"{formats.ILLUSTRATIVE} · Nguồn: biểu tổng kết"]
EVIL = [
    "=1+1",
    '=HYPERLINK("http://a.example")',
    "{=SUM(A1:A2)}",
    "+84",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "http://a.example",
]


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Đơn vị": ["Huyện An Lão", "Thành phố Quy Nhơn; nội thành", "Toàn tỉnh"],
            "Giá trị (%)": ["14,00", "…", "–"],
            "Số thô": [14.5, 0.0, float("nan")],
        }
    )


@pytest.fixture
def evil() -> pd.DataFrame:
    return pd.DataFrame({"Nội dung ô": EVIL})


def lines_of(file: bytes) -> list[str]:
    return file.decode("utf-8-sig").splitlines()


def sheet_of(file: bytes):
    return openpyxl.load_workbook(BytesIO(file)).active


def test_a_csv_file_opens_in_a_vietnamese_excel(table):
    file = table_files.csv(table, [])
    assert file.startswith(b"\xef\xbb\xbf")
    assert lines_of(file) == [
        "Đơn vị;Giá trị (%);Số thô",
        "Huyện An Lão;14,00;14,5",
        '"Thành phố Quy Nhơn; nội thành";…;0,0',
        "Toàn tỉnh;–;",
    ]


def test_a_csv_file_read_back_is_the_table(table):
    read = pd.read_csv(
        BytesIO(table_files.csv(table, [])), sep=";", decimal=",", keep_default_na=True
    )
    pd.testing.assert_series_equal(read["Số thô"], table["Số thô"])
    assert list(read["Đơn vị"]) == list(table["Đơn vị"])


def test_what_is_on_the_picture_stands_under_the_table(table):
    assert lines_of(table_files.csv(table, LINES))[-2:] == [f"{line};;" for line in LINES]
    rows = list(sheet_of(table_files.xlsx(table, LINES)).iter_rows(values_only=True))
    assert rows[-2:] == [(line, None, None) for line in LINES]


@pytest.mark.parametrize("write", [table_files.csv, table_files.xlsx, table_files.parquet])
def test_every_file_carries_the_mark_of_illustrative_figures(table, write):
    file = write(table, LINES)
    text = {
        table_files.csv: lambda: file.decode("utf-8-sig"),
        table_files.xlsx: lambda: (
            ZipFile(BytesIO(file)).read("xl/sharedStrings.xml").decode("utf-8")
        ),
        table_files.parquet: lambda: str(pd.read_parquet(BytesIO(file))["ghi_chu"].iloc[0]),
    }[write]()
    assert formats.ILLUSTRATIVE in text


@pytest.mark.parametrize("write", [table_files.csv, table_files.xlsx, table_files.parquet])
def test_a_file_of_an_empty_table_still_has_its_heads_and_its_source(table, write):
    assert len(write(table.iloc[:0], LINES)) > 0
    assert lines_of(table_files.csv(table.iloc[:0], LINES))[0] == "Đơn vị;Giá trị (%);Số thô"
    assert sheet_of(table_files.xlsx(table.iloc[:0], LINES))["A2"].value == LINES[0]


def test_no_text_of_a_csv_file_starts_a_formula(evil):
    read = pd.read_csv(BytesIO(table_files.csv(evil, ["=nguồn"])), sep=";", dtype=str)
    texts = list(read["Nội dung ô"])
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for text in texts)
    assert texts[0] == "'=1+1"
    assert texts[-1] == "'=nguồn"


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_a_line_break_inside_a_text_starts_no_row_of_a_csv_file(ending):
    file = table_files.csv(pd.DataFrame({"Nội dung ô": [f"a{ending}=1+1"]}), [])
    assert f'"a{ending}=1+1"'.encode() in file


def test_text_of_an_excel_file_is_text_whatever_it_looks_like(evil):
    file = table_files.xlsx(evil, ["=nguồn"])
    cells = [cell for (cell,) in sheet_of(file).iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][:2] == EVIL[:2]
    assert not any(cell.hyperlink for cell in cells)
    assert b"<f>" not in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")


def test_numbers_of_an_excel_file_stay_numbers_and_nothing_stays_nothing(table):
    column = [row[2] for row in sheet_of(table_files.xlsx(table, [])).iter_rows(values_only=True)]
    assert column == ["Số thô", 14.5, 0, None]


def test_a_parquet_file_holds_the_table_and_a_column_of_remarks(table):
    read = pd.read_parquet(BytesIO(table_files.parquet(table, LINES)))
    pd.testing.assert_frame_equal(read.drop(columns="ghi_chu"), table)
    assert set(read["ghi_chu"]) == {" · ".join(LINES)}


@pytest.mark.parametrize("write", [table_files.csv, table_files.xlsx, table_files.parquet])
def test_writing_leaves_the_table_as_it_was(table, write):
    before = table.copy(deep=True)
    write(table, LINES)
    pd.testing.assert_frame_equal(table, before)
