"""Opening: a file is told by what it holds, comes out as grids, and stays within the bounds."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from dashboard.workbook import files, xlsx
from dashboard.workbook.files import open_grids
from dashboard.workbook.grids import Grid, Merge, Uncalculated, UnreadableError

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(rows: str, after: str = "") -> str:
    """Give a worksheet of rows written as XML."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def package(
    *sheets: str, names: tuple[str, ...] = (), stored: bool = False, **parts: str | bytes
) -> bytes:
    """Give an .xlsx of worksheets; further parts by name, `xl__styles` for `xl/styles.xml`."""
    titles = names or tuple(f"Trang {number}" for number in range(1, len(sheets) + 1))
    listed = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    ) + "".join(
        f'<Relationship Id="rId{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("sharedStrings", "styles")
        if f"xl__{name}" in parts
    )
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}'
        "</Relationships>",
    }
    held |= {f"xl/worksheets/sheet{at}.xml": text for at, text in enumerate(sheets, 1)}
    held |= {
        name.replace("__", "/") + ("" if "." in name else ".xml"): part
        for name, part in parts.items()
    }
    stream = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(stream, "w", method) as zipped:
        for name, part in held.items():
            zipped.writestr(name, part)
    return stream.getvalue()


def rows_of(content: bytes, name: str = "biểu.xlsx") -> list[list[object]]:
    """Open a file of one sheet."""
    (grid,) = open_grids(name, content).values()
    return [list(row) for row in grid.rows]


def refusal(content: bytes, name: str = "biểu.xlsx") -> str:
    """Give the sentence by which a file is refused."""
    with pytest.raises(UnreadableError) as refused:
        open_grids(name, content)
    finding = refused.value.finding
    assert (finding.rule, finding.severity, finding.file) == ("R01", "error", name)
    assert finding.message.startswith(f"{name}: ")
    return finding.message.removeprefix(f"{name}: ")


def written(act) -> bytes:
    """Give a workbook written with XlsxWriter."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        act(book, book.add_worksheet("Biểu"))
    return stream.getvalue()


def every_kind(book, page):
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": 'dd/mm/yyyy "lúc" hh:mm'})
    page.write_row(0, 0, ["Hộ nghèo", 12, 12.5, True])
    page.write_datetime(0, 4, datetime(2024, 12, 31), day)
    page.write_datetime(0, 5, datetime(2024, 12, 31, 6), moment)
    page.write_number(0, 6, 0.0578, book.add_format({"num_format": "0.00%"}))
    page.write_number(0, 7, 45000, book.add_format({"num_format": '#,##0 "hộ/năm"'}))
    page.write_formula(0, 8, "=1+1", None, 2)
    page.write_formula(0, 9, '="a"', None, "a")
    page.write_formula(0, 10, "=1/0", None, "#DIV/0!")
    page.write_formula(0, 11, "=1=1", None, True)
    page.write_rich_string(0, 12, "một ", book.add_format({"bold": True}), "hai")
    page.write_string(1, 0, "  giữ khoảng trắng ")
    page.write_blank(5, 20, None, day)


def test_every_kind_of_cell_comes_out_as_it_shows():
    first, second = rows_of(written(every_kind))
    assert first == [
        "Hộ nghèo",
        12.0,
        12.5,
        True,
        date(2024, 12, 31),
        datetime(2024, 12, 31, 6),
        "5.78%",
        45000.0,
        2.0,
        "a",
        "#DIV/0!",
        True,
        "một hai",
    ]
    assert second == ["  giữ khoảng trắng ", *[""] * 12]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>12</v></c>', 12.0),
        ('<c r="A1"><v> 1.5E2 </v></c>', 150.0),
        ('<c r="A1"><v>-0</v></c>', 0.0),
        ('<c r="A1"><v>1e400</v></c>', float("inf")),
        ('<c r="A1"><v>NaN</v></c>', "NaN"),
        ('<c r="A1"><v>１２</v></c>', "１２"),
        ('<c r="A1"><v>1_000</v></c>', "1_000"),
        (f'<c r="A1"><v>{"9" * 400}</v></c>', "9" * 400),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="d"><v>2024-12-31</v></c>', "2024-12-31"),
        ('<c r="A1" t="inlineStr"><is><r><t>mộ</t></r><r><t>t</t></r></is></c>', "một"),
        ('<c r="A1" t="str"><v>a_x0007_b_x005F_x0041_</v></c>', "a\x07b_x0041_"),
        ('<c r="A1"><f>SUM(B1:B3)</f></c>', Uncalculated("SUM(B1:B3)")),
        ('<c r="A1"><f>SUM(B1:B3)</f><v/></c>', Uncalculated("SUM(B1:B3)")),
        ('<c r="A1"><f>SUM(B1:B3)</f><v>6</v></c>', 6.0),
        ("<c><v>7</v></c>", 7.0),
    ],
)
def test_a_cell_is_taken_by_its_kind(cell, value):
    for text in (cell, cell.replace("<", "<x:").replace("<x:/", "</x:")):
        xml = sheet(f"<row>{text}</row>").replace("<worksheet", f'<worksheet xmlns:x="{MAIN}"')
        assert rows_of(package(xml)) == [[value]]


def test_shared_texts_leave_out_how_they_are_pronounced():
    strings = f'<sst xmlns="{MAIN}"><si><t>một</t><rPh sb="0" eb="1"><t>mot</t></rPh></si></sst>'
    xml = sheet('<row><c t="s"><v>0</v></c></row>')
    assert rows_of(package(xml, xl__sharedStrings=strings)) == [["một"]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", ""),
        ("#,##0.00", ""),
        ("dd/mm/yyyy", "date"),
        ("[$-42A]d mmmm yyyy;@", "date"),
        ('0 "ngày"', ""),
        (r"0\d", ""),
        ("[Red]0", ""),
        ("0.00%", "percent"),
        ('0"%"', ""),
    ],
)
def test_a_number_format_says_whether_it_prints_a_date_or_a_share(code, kind):
    assert xlsx.print_kind(164, {164: code}) == kind


@pytest.mark.parametrize(("number", "kind"), [(0, ""), (9, "percent"), (14, "date"), (49, "")])
def test_formats_built_into_excel_have_no_code(number, kind):
    assert xlsx.print_kind(number, {}) == kind


@pytest.mark.parametrize(
    ("number", "shown"), [(0.0578, "5.78%"), (1.0, "100%"), (0.05789, "5.7890%"), (-0.5, "-50%")]
)
def test_a_share_is_shown_as_percent_that_cannot_be_taken_for_thousands(number, shown):
    assert xlsx.printed(number, "percent", is_1904=False) == shown


def test_days_may_count_from_1904():
    assert xlsx.printed(0.0, "date", is_1904=True) == date(1904, 1, 1)
    assert xlsx.printed(1e12, "date", is_1904=False) == 1e12


def test_a_whole_workbook_is_read_as_another_reader_reads_it():
    path = SAMPLE / "542_an_lao.xlsx"
    grids = open_grids(path.name, path.read_bytes())
    book = openpyxl.load_workbook(path, data_only=True)
    assert list(grids) == book.sheetnames
    for title, grid in grids.items():
        for cells, others in zip(grid.rows, book[title].iter_rows(values_only=True), strict=False):
            for cell, other in zip(cells, others, strict=False):
                theirs = other.date() if isinstance(other, datetime) else other
                ours = "" if isinstance(cell, Uncalculated) else cell
                assert ours == ("" if theirs is None else theirs)


def test_merged_blocks_are_known():
    def act(book, page):
        page.merge_range("B2:C4", "gộp")
        page.data_validation("A1", {"validate": "whole", "criteria": ">=", "value": 0})

    (grid,) = open_grids("b.xlsx", written(act)).values()
    (merge,) = grid.merges
    assert (merge, merge.range) == (Merge(1, 1, 3, 2), "B2:C4")
    assert merge.hides((3, 2))
    assert not merge.hides((1, 1))
    assert not merge.hides((4, 1))


def test_sheets_come_in_their_order_hidden_ones_too():
    book = openpyxl.Workbook()
    book.active.title = "Hai"
    book.create_sheet("Một", 0).sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert list(open_grids("b.xlsx", stream.getvalue())) == ["Một", "Hai"]


def old_book() -> bytes:
    """Give an .xls of two sheets with texts that run over record ends."""
    book = xlwt.Workbook()
    page = book.add_sheet("Hộ và tỷ lệ")
    page.write(0, 0, "#sheet=households")
    page.write_merge(1, 3, 1, 2, 5)
    page.write(5, 1, xlwt.Formula("1/0"))
    for column, value in enumerate((12.5, True, 1234567, 0.01, -3, 1e100), 2):
        page.write(5, column, value)
    page.write(5, 8, date(2024, 12, 31), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    page.write(5, 9, 0.0578, xlwt.easyxf(num_format_str="0.00%"))
    for row in range(2000):
        page.write(10 + row, 0, f"Thôn {row}, xã An Hòa, huyện An Lão " * 4)
        page.write(10 + row, 1, f"Hamlet {row} " * 5)
    book.add_sheet("Hai").write(3, 3, "á")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_xls_is_read_like_an_xlsx():
    grids = open_grids("cũ.xls", old_book())
    assert list(grids) == ["Hộ và tỷ lệ", "Hai"]
    grid = grids["Hộ và tỷ lệ"]
    assert grid.merges == (Merge(1, 1, 3, 2),)
    assert grid.rows[5][1:] == [
        "",
        12.5,
        True,
        1234567.0,
        0.01,
        -3.0,
        1e100,
        date(2024, 12, 31),
        "5.78%",
    ]
    assert [row[:2] for row in grid.rows[10:]] == [
        [f"Thôn {row}, xã An Hòa, huyện An Lão " * 4, f"Hamlet {row} " * 5] for row in range(2000)
    ]
    assert grids["Hai"].rows[3][3] == "á"


TABLE = [
    ["#sheet=households;unit=542;version=2", "Tiêu đề, dài"],
    ["31/12/2024", ""],
    ["x", "12,5"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_sheet_saved_as_text_is_read_whatever_separates_and_encodes_it(delimiter, encoding):
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(TABLE)
    grids = open_grids("1. Hộ và tỷ lệ.csv", stream.getvalue().encode(encoding))
    assert grids == {"1. Hộ và tỷ lệ": Grid(TABLE)}


def test_short_lines_of_text_are_filled_up():
    assert rows_of(b"#sheet=x,a\n\nb\n", "b.csv") == [["#sheet=x", "a"], ["", ""], ["b", ""]]


def test_an_old_code_page_is_read_with_a_word_about_it():
    content = "#sheet=x,Hộ nghèo ở huyện\n".encode("cp1258", errors="ignore")
    content += "ơư".encode("cp1258")
    (grid,) = open_grids("b.csv", content).values()
    assert grid.rows[1][0] == "ơư"
    (note,) = grid.notes
    assert (note.rule, note.cell, note.found) == ("R09", "", "cp1258")


NO_WORKBOOK = "không mở được như một tệp Excel"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NO_WORKBOOK),
        (b"\0" * 100, NO_WORKBOOK),
        (b"PK\x03\x04", NO_WORKBOOK),
        (b"%PDF-1.7\n", NO_WORKBOOK),
        (b"\xff\xfe\x00", NO_WORKBOOK),
        (bytes(range(256)) * 10, NO_WORKBOOK),
        (b"Don vi,Ho ngheo\n540,114\n", NO_WORKBOOK),
        (b"\xd0\xcf\x11\xe0" + bytes(600), NO_WORKBOOK),
        ("\ufeff<html><table><tr><td>1".encode(), "tệp thực chất là trang web (HTML)"),
        (b"\n <!DOCTYPE html><p>", "tệp thực chất là trang web (HTML)"),
        (b'<?xml version="1.0"?><Workbook/>', "tệp thực chất là văn bản XML"),
        (package(), "tệp không có trang tính nào"),
        (package(sheet(""), sheet(""), names=("A", "a")), "tệp có hai trang cùng tên"),
        (package(sheet(""), names=("x" * 101,)), "tệp có trang với tên dài bất thường"),
        (package(*[sheet("")] * 101), "tệp có 101 trang, nhiều nhất 100"),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_reason(content, sentence):
    assert refusal(content).startswith(sentence)


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipfile_:
        for name, text in parts.items():
            zipfile_.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def relations(target: str) -> str:
    relation = f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="{target}"/>'
    return f"<Relationships>{relation}</Relationships>"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"readme.txt": "chào"}, NO_WORKBOOK),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, NO_WORKBOOK),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, NO_WORKBOOK),
        ({"[Content_Types].xml": "", "_rels__.rels": relations("word/document.xml")}, NO_WORKBOOK),
        (
            {"[Content_Types].xml": "", "_rels__.rels": relations("xl/workbook.bin")},
            "định dạng .xlsb chưa đọc được",
        ),
    ],
)
def test_other_zips_are_told_apart(parts, sentence):
    assert refusal(zipped(**parts)).startswith(sentence)


def test_a_missing_or_large_file_on_disk_is_refused_before_it_is_read(tmp_path):
    with pytest.raises(UnreadableError, match="không có tệp này"):
        files.content_of(tmp_path / "không có.xlsx")
    with pytest.raises(UnreadableError, match="không có tệp này"):
        files.content_of(tmp_path)
    large = tmp_path / "lớn.xlsx"
    with large.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(UnreadableError, match=r"tệp dài 100,0 MB, lớn hơn giới hạn 20 MB"):
        files.content_of(large)


def far(row: int, column: str = "A") -> bytes:
    return package(sheet(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (far(20_001), "trang “Trang 1” trải đến dòng 20.001, cột 1;"),
        (far(1_048_576, "XFD"), "trang “Trang 1” trải đến dòng 1.048.576, cột 16.384;"),
        (far(1, "SG"), "trang “Trang 1” trải đến dòng 1, cột 501;"),
        (
            package(sheet('<row r="20001"><c><v>1</v></c></row>')),
            "trang “Trang 1” trải đến dòng 20.001",
        ),
        (
            package(*[sheet('<row r="20000"><c r="SF20000"><v>1</v></c></row>')]),
            "các trang trải trên hơn 1.000.000 ô",
        ),
        (b"#sheet=x\n" * 20_001, "trang “biểu” trải đến dòng 20.001"),
        (b"#sheet=x" + b"," * 500, "trang “biểu” trải đến dòng 1, cột 501"),
        (b"#sheet=x" + b"," * 499 + b"\n" * 19_999, "các trang trải trên hơn 1.000.000 ô"),
    ],
)
def test_a_sheet_may_only_reach_so_far(content, sentence):
    assert refusal(content).startswith(sentence)


def test_an_empty_cell_far_away_does_no_harm():
    xml = sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"/>')
    assert rows_of(package(xml)) == [[1.0]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="-5"><c><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
    ],
)
def test_a_damaged_sheet_is_refused_not_guessed(rows):
    strings = f'<sst xmlns="{MAIN}"><si><t>một</t></si></sst>'
    assert refusal(package(sheet(rows), xl__sharedStrings=strings)).startswith(NO_WORKBOOK)
