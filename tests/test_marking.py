"""The sender's own workbook comes back marked, and nothing else in it is changed."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dashboard.__main__ import main
from dashboard.catalogue.findings import Finding
from dashboard.catalogue.reference import data_folder, load
from dashboard.store import checking
from dashboard.workbook import files, marking, reading
from dashboard.workbook.packages import Package

SAMPLE = data_folder() / "sample" / "547_tay_son.xlsx"
NEAR_POOR = "3. Diễn biến hộ cận nghèo"
CAPITAL = "9. Nguồn vốn"


def finding(cell, *, sheet=NEAR_POOR, severity="error", message="sai & “lạ” <b>😀</b>"):
    return Finding(
        file=SAMPLE.name,
        sheet=sheet,
        cell=cell,
        rule="V01",
        severity=severity,
        found="-1",
        expected="số không âm",
        message=f"{SAMPLE.name}, biểu “{sheet}”, ô {cell}: {message}",
    )


FINDINGS = [
    finding("D8", severity="warning", message="=1+1"),
    finding("H9"),
    finding("H9", severity="warning", message="cũng ngờ"),
    finding("ZZ900", severity="info"),
    finding("", sheet=CAPITAL),
]


@pytest.fixture(scope="module")
def original():
    return SAMPLE.read_bytes()


@pytest.fixture(scope="module")
def marked(original):
    return marking.mark(original, FINDINGS, file_name=SAMPLE.name)


def book(content, **options):
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("data_only", [True, False])
def test_no_value_no_formula_and_no_result_is_changed(original, marked, data_only):
    before, after = book(original, data_only=data_only), book(marked, data_only=data_only)
    assert after.sheetnames == [marking.RESULT_SHEET, *before.sheetnames]
    for page in before.worksheets:
        cells = {cell.coordinate: cell.value for row in page.iter_rows() for cell in row}
        same = {
            cell.coordinate: cell.value
            for row in after[page.title].iter_rows()
            for cell in row
            if cell.coordinate in cells
        }
        assert same == cells


def look(cell):
    return cell.fill.patternType, cell.fill.fgColor.rgb, cell.border.left.style


def test_only_cells_with_a_finding_look_different(original, marked):
    before, after = book(original), book(marked)
    differing = {
        (page.title, cell.coordinate)
        for page in before.worksheets
        for row in page.iter_rows()
        for cell in row
        for twin in [after[page.title][cell.coordinate]]
        if look(cell) != look(twin)
    }
    assert differing == {(NEAR_POOR, "D8"), (NEAR_POOR, "H9")}
    page = after[NEAR_POOR]
    looks = {
        (page[cell].fill.patternType, page[cell].border.left.style)
        for cell in ("D8", "H9", "ZZ900")
    }
    assert looks == {("lightUp", "mediumDashed"), ("solid", "thick"), ("lightGray", "dotted")}
    assert page["H9"].number_format == before[NEAR_POOR]["H9"].number_format
    assert page["H9"].protection.locked == before[NEAR_POOR]["H9"].protection.locked


def test_validations_formats_protection_and_print_settings_stay(original, marked):
    before, after = book(original), book(marked)
    for page in before.worksheets:
        twin = after[page.title]
        rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
        assert rules == {
            str(rule.sqref): rule.formula1 for rule in twin.data_validations.dataValidation
        }
        assert len(page.conditional_formatting) == len(twin.conditional_formatting)
        assert page.protection.sheet == twin.protection.sheet
        assert page.print_title_rows == twin.print_title_rows
        assert page.column_dimensions["A"].hidden == twin.column_dimensions["A"].hidden
        assert page.freeze_panes == twin.freeze_panes


def test_parts_without_a_finding_are_the_same_byte_for_byte(original, marked):
    before, after = parts(original), parts(marked)
    changed = {name for name in before if before[name] != after[name]}
    # Tây Sơn's third number sheet, and the cover that was selected.
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet4.xml",
    }


def test_a_cell_has_one_comment_with_all_its_sentences(marked):
    page = book(marked)[NEAR_POOR]
    assert page["H9"].comment.text == "Sai & “lạ” <b>😀</b>\nCũng ngờ"
    assert page["D8"].comment.text == "=1+1"
    assert page["E8"].comment is None


def test_the_first_sheet_lists_all_findings_errors_first_with_links(marked):
    first = book(marked).worksheets[0]
    rows = list(first.iter_rows(min_row=marking.FIRST_RESULT, values_only=True))
    assert [row[0] for row in rows] == [
        "✖ Lỗi",
        "✖ Lỗi",
        "▲ Cảnh báo",
        "▲ Cảnh báo",
        "○ Thông tin",
    ]
    assert first["A2"].value == f"{SAMPLE.name}: 2 lỗi, 2 cảnh báo, 1 thông tin."
    links = {
        cell.value: cell.hyperlink.location
        for row in first.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {cell: f"'{NEAR_POOR}'!{cell}" for cell in ("H9", "D8", "ZZ900")}
    formulas = [
        cell.coordinate for row in first.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert formulas == []


def test_the_marked_workbook_reads_and_checks_as_the_original(tmp_path):
    reference = load(data_folder())
    found = checking.check(SAMPLE, reference=reference)
    path = tmp_path / SAMPLE.name
    path.write_bytes(marking.mark(SAMPLE.read_bytes(), found.findings, file_name=SAMPLE.name))
    again = checking.check(path, reference=reference)
    assert again.findings == found.findings
    assert again.workbook.observations.equals(found.workbook.observations)
    assert again.workbook.texts.equals(found.workbook.texts)


def looks_of(content):
    return {
        (page.title, cell.coordinate): (look(cell), cell.number_format, cell.protection.locked)
        for page in book(content).worksheets
        if not page.title.startswith(marking.RESULT_SHEET)
        for row in page.iter_rows(max_row=60)
        for cell in row
    }


def comments_of(content):
    return {
        (page.title, cell.coordinate): cell.comment.text
        for page in book(content).worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.comment
    }


def test_a_second_marking_takes_the_place_of_the_first(original):
    own = book(original)
    own[NEAR_POOR]["H9"].comment = Comment("Đã hỏi xã", "Lan")
    own[NEAR_POOR]["D8"].fill = PatternFill("solid", fgColor="FFFFFF00")
    file = io.BytesIO()
    own.save(file)
    once = marking.mark(file.getvalue(), FINDINGS, file_name=SAMPLE.name)
    left = [finding("E9")]
    twice = marking.mark(once, left, file_name=SAMPLE.name)
    assert book(twice).sheetnames == [marking.RESULT_SHEET, *book(original).sheetnames]
    assert comments_of(twice) == {
        (NEAR_POOR, "H9"): "Đã hỏi xã",
        (NEAR_POOR, "E9"): "Sai & “lạ” <b>😀</b>",
    }
    assert looks_of(twice) == looks_of(marking.mark(file.getvalue(), left, file_name=SAMPLE.name))


def test_marks_go_also_when_another_program_saved_the_file_and_the_list_was_deleted(original):
    plain = io.BytesIO()
    book(original).save(plain)
    saved = book(marking.mark(plain.getvalue(), FINDINGS, file_name=SAMPLE.name))
    del saved[marking.RESULT_SHEET]
    file = io.BytesIO()
    saved.save(file)
    twice = marking.mark(file.getvalue(), [], file_name=SAMPLE.name)
    assert comments_of(twice) == {}
    before, after = looks_of(plain.getvalue()), looks_of(twice)
    assert {place: after[place] for place in before} == before


def test_a_sheet_of_the_sender_s_with_the_name_of_the_list_stays(original):
    own = book(original)
    own.create_sheet(marking.RESULT_SHEET)["A1"] = "Của huyện"
    file = io.BytesIO()
    own.save(file)
    back = book(marking.mark(file.getvalue(), FINDINGS, file_name=SAMPLE.name))
    assert back.sheetnames[0] == f"{marking.RESULT_SHEET} 2"
    assert back[marking.RESULT_SHEET]["A1"].value == "Của huyện"


SHEET_PART = "xl/worksheets/sheet1.xml"


def small_file():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("Biểu 1")
        for row in range(4):
            for column in range(3):
                page.write_number(row, column, 10 * row + column)
        page.write_comment("A1", "Đã hỏi xã", {"author": "Lan"})
    return file.getvalue()


def repacked(held):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in held.items():
            package.writestr(name, data)
    return file.getvalue()


def without_references(held):
    sheet = re.sub(rb'(<(?:c|row)) r="[A-Z]*\d+"', rb"\1", held[SHEET_PART])
    return held | {SHEET_PART: sheet}


def partly_without_references(held):
    sheet = held[SHEET_PART].replace(b'<c r="C2"', b"<c").replace(b'<row r="3"', b"<row")
    return held | {
        SHEET_PART: re.sub(b'<c r="B2".*?</c>', b"", sheet).replace(
            b"<c><v>12</v></c>", b'<c r="C2"><v>12</v></c>'
        )
    }


def without_styles(held):
    relations = "xl/_rels/workbook.xml.rels"
    kept = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", held[relations])
    held = {name: data for name, data in held.items() if name != "xl/styles.xml"}
    return held | {relations: kept}


def with_empty_styles(held):
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return held | {"xl/styles.xml": b'<styleSheet xmlns="' + main + b'"/>'}


def with_types_in_lower_case(held):
    return {name.replace("[C", "[c").replace("_T", "_t"): data for name, data in held.items()}


def in_capitals(held):
    return {name.upper(): data for name, data in held.items()}


def with_a_drawing_that_is_no_xml(held):
    return held | {"xl/drawings/vmlDrawing1.vml": b"<xml><v:shape><br></v:shape>"}


def with_a_drawing_that_is_nothing(held):
    return held | {"xl/drawings/vmlDrawing1.vml": b"\x00\x01"}


def without_the_drawing(held):
    return {name: data for name, data in held.items() if not name.endswith(".vml")}


def with_absolute_targets(held):
    relations = "xl/_rels/workbook.xml.rels"
    return held | {relations: held[relations].replace(b'Target="', b'Target="/xl/')}


def with_a_format_that_is_not_there(held):
    return held | {SHEET_PART: held[SHEET_PART].replace(b'r="B2"', b'r="B2" s="99"')}


ODD_FILES = [
    without_references,
    partly_without_references,
    without_styles,
    with_empty_styles,
    with_types_in_lower_case,
    in_capitals,
    with_a_drawing_that_is_no_xml,
    with_a_drawing_that_is_nothing,
    without_the_drawing,
    with_absolute_targets,
    with_a_format_that_is_not_there,
]


@pytest.mark.parametrize("odd", ODD_FILES, ids=lambda odd: odd.__name__)
def test_a_workbook_as_other_programs_write_it_comes_back_with_its_values_in_place(odd):
    content = repacked(odd(parts(small_file())))
    before = {name: grid.rows for name, grid in files.open_grids("a.xlsx", content).items()}
    found = [finding(cell, sheet="Biểu 1") for cell in ("B2", "A1", "C3", "E3", "F9")]
    back = marking.mark(content, found, file_name="a.xlsx")
    after = {name: grid.rows for name, grid in files.open_grids("a.xlsx", back).items()}
    del after[marking.RESULT_SHEET]
    assert after == before
    page = book(back)["Biểu 1"]
    assert {each.cell for each in found} == {
        cell.coordinate
        for row in page.iter_rows()
        for cell in row
        if cell.comment and look(cell)[0] == "solid"
    }
    assert page["A1"].comment.text.startswith("Đã hỏi xã")
    again = book(marking.mark(back, [], file_name="a.xlsx"))["Biểu 1"]
    assert [cell.coordinate for row in again.iter_rows() for cell in row if cell.comment] == ["A1"]


def test_a_part_in_backslashes_is_found():
    odd = {name.replace("/", "\\"): data for name, data in parts(small_file()).items()}
    package = Package.opened(repacked(odd))
    assert SHEET_PART in package


def test_where_cells_cannot_be_marked_the_list_comes_back_and_says_why():
    broken = parts(small_file()) | {"xl/comments1.xml": b"<comments"}
    back = book(marking.mark(repacked(broken), [finding("B2", sheet="Biểu 1")], file_name="a.xlsx"))
    first = back.worksheets[0]
    assert first.title == marking.RESULT_SHEET
    assert "Không đánh dấu được ngay trên tệp của đơn vị" in first["A3"].value
    assert first.cell(marking.FIRST_RESULT, 3).value == "B2"


def test_a_list_for_a_workbook_with_macros_opens_under_its_name():
    broken = parts(small_file()) | {"xl/comments1.xml": b"<comments"}
    found = [finding("B2", sheet="Biểu 1")]
    back = parts(marking.mark(repacked(broken), found, file_name="a.xlsm"))
    assert b"macroEnabled" in back["[Content_Types].xml"]


def test_comments_of_the_sender_stay(original):
    own = book(original)
    own[NEAR_POOR]["H9"].comment = Comment("Đã hỏi xã", "Lan")
    own[NEAR_POOR]["E9"].comment = Comment("Của huyện", "Lan")
    file = io.BytesIO()
    own.save(file)
    page = book(marking.mark(file.getvalue(), FINDINGS, file_name=SAMPLE.name))[NEAR_POOR]
    assert page["E9"].comment.text == "Của huyện"
    assert page["H9"].comment.text.startswith("Đã hỏi xã")
    assert "Cũng ngờ" in page["H9"].comment.text
    assert page["D8"].comment.text == "=1+1"


def test_hundreds_of_findings_are_all_marked(original):
    many = [finding(f"D{row}", sheet=CAPITAL) for row in range(7, 7 + 1200)]
    page = book(marking.mark(original, many, file_name=SAMPLE.name))[CAPITAL]
    assert sum(page[each.cell].comment is not None for each in many) == 1200


def test_a_finding_that_repeats_a_hidden_code_does_not_mislead_the_reader(original):
    odd = replace(finding("D8"), found="#sheet=cover;unit=540", expected="section=P1.8.1")
    reference = load(data_folder())
    again = reading.read_content(
        SAMPLE.name, marking.mark(original, [odd], file_name=SAMPLE.name), reference=reference
    )
    first = reading.read(SAMPLE, reference=reference)
    assert again.cover == first.cover
    assert again.texts.equals(first.texts)


def test_a_finding_under_a_merged_block_is_marked_where_it_is_seen(original):
    own = book(original)
    own[NEAR_POOR].merge_cells("D8:D9")
    file = io.BytesIO()
    own.save(file)
    page = book(marking.mark(file.getvalue(), [finding("D9")], file_name=SAMPLE.name))[NEAR_POOR]
    assert page["D8"].comment is not None
    assert look(page["D8"])[0] == "solid"


def test_a_package_that_inflates_without_bound_gets_the_list_alone(original):
    file = io.BytesIO(original)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.bin", bytes(70_000_000))
    back = book(marking.mark(file.getvalue(), FINDINGS, file_name=SAMPLE.name))
    assert "giải nén ra quá lớn" in back[marking.RESULT_SHEET]["A3"].value
    assert NEAR_POOR not in back.sheetnames


@pytest.mark.parametrize(
    ("name", "marked_name"), [("a.xlsx", "a.xlsx"), ("b.XLSM", "b.xlsm"), ("c.xls", "c.xlsx")]
)
def test_a_marked_workbook_is_named_after_the_sender_s(name, marked_name):
    assert marking.name_of(name) == marked_name


def test_names_that_count_the_tabs_still_point_to_theirs(original, marked):
    before, after = book(original), book(marked)
    for page in before.worksheets:
        assert page.print_title_rows == after[page.title].print_title_rows
    assert after.active.title == marking.RESULT_SHEET
    assert [page.title for page in after.worksheets if page.sheet_view.tabSelected] == [
        marking.RESULT_SHEET
    ]


def xls_file():
    file, old = io.BytesIO(), xlwt.Workbook()
    page = old.add_sheet("Biểu 1")
    page.write(0, 0, "=1+1")
    page.write(1, 1, 12.5)
    old.save(file)
    return file.getvalue()


def csv_file():
    file = io.StringIO()
    csv.writer(file).writerows([["=1+1", "#sheet=fund"], ["", "12.5"], ["Tổng", "–"]])
    return file.getvalue().encode()


@pytest.mark.parametrize(
    ("name", "content", "value"),
    [("Biểu 1.xls", xls_file(), 12.5), ("Biểu 1.csv", csv_file(), "12.5")],
    ids=["xls", "csv"],
)
def test_an_older_format_comes_back_as_xlsx_with_the_same_cells(name, content, value):
    back = book(marking.mark(content, [finding("B2", sheet="Biểu 1")], file_name=name))
    page = back["Biểu 1"]
    assert (page["A1"].value, page["A1"].data_type, page["B2"].value) == ("=1+1", "s", value)
    assert page["B2"].comment is not None


def test_the_command_writes_marked_workbooks(tmp_path, data):
    assert main(["check", str(SAMPLE), "--marked", str(tmp_path / "tra-lai")]) == 0
    written = tmp_path / "tra-lai" / SAMPLE.name
    assert reading.read(Path(written), reference=load(data_folder())).cover.unit_code == "547"
    assert book(written.read_bytes()).sheetnames[0] == marking.RESULT_SHEET


def test_two_files_of_one_name_and_the_sender_s_own_are_never_written_over(tmp_path, data, capsys):
    sent = [tmp_path / folder / "bieu.xlsx" for folder in ("a", "b")]
    for path in sent:
        path.parent.mkdir()
        path.write_bytes(SAMPLE.read_bytes())
    assert main(["check", *map(str, sent), "--marked", str(tmp_path / "a")]) == 0
    assert sorted(path.name for path in sent[0].parent.iterdir()) == [
        "bieu (2).xlsx",
        "bieu (3).xlsx",
        "bieu.xlsx",
    ]
    assert sent[0].read_bytes() == SAMPLE.read_bytes()


def test_findings_are_printed_also_when_nothing_can_be_written(tmp_path, data, capsys):
    folder = tmp_path / "tep"
    folder.write_text("không phải thư mục")
    assert main(["check", str(SAMPLE), "--marked", str(folder)]) == 1
    said = capsys.readouterr()
    assert "167" in said.out
    assert "Không ghi được biểu đã đánh dấu" in said.err
