"""Blank cells are named, counted by sheet and told in the verdict; 0 is filled in on request."""

import io
from pathlib import Path

import openpyxl
import pytest

from dashboard.__main__ import main
from dashboard.catalogue.reference import data_folder, load
from dashboard.store import checking
from dashboard.web import intake
from dashboard.workbook import completeness, reading, zeros

SAMPLE = data_folder() / "sample" / "548_phu_cat.xlsx"
CAPITAL, HOUSEHOLDS, POLICIES = "9. Nguồn vốn", "1. Hộ và tỷ lệ", "11. Chính sách"


@pytest.fixture(scope="module")
def reference():
    return load(data_folder())


def changed(act) -> bytes:
    book = openpyxl.load_workbook(SAMPLE)
    act(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def blank_zeros(book):
    """Leave blank what is 0 on the sheet of capital, as a person does who types amounts only."""
    for row in book[CAPITAL].iter_rows():
        for cell in row:
            if cell.value == 0:
                cell.value = None


def read(content, reference):
    return reading.read_content("phu_cat.xlsx", content, reference=reference)


def found(content, reference):
    workbook = read(content, reference)
    return workbook, completeness.findings(workbook)


def test_a_few_blank_cells_are_named_one_by_one(reference):
    def blank(book):
        book[HOUSEHOLDS]["E17"] = None
        book[HOUSEHOLDS]["G16"] = "…"

    workbook, findings = found(changed(blank), reference)
    assert [(each.sheet, each.cell, each.rule, each.severity) for each in findings] == [
        (HOUSEHOLDS, "G16", "R10", "warning"),
        (HOUSEHOLDS, "E17", "R10", "warning"),
    ]
    assert findings[1].expected == "một số; không phát sinh thì 0"
    held = completeness.of(workbook)
    assert held.asked - held.filled == 2
    assert held.grave == ()


def test_many_blank_cells_of_a_sheet_are_one_finding_with_their_number(reference):
    content = changed(blank_zeros)
    workbook, findings = found(content, reference)
    [finding] = [each for each in findings if each.sheet == CAPITAL]
    [sheet] = [each for each in workbook.sheets if each.title == CAPITAL]
    assert finding.cell == sheet.blanks[0]
    assert len(sheet.blanks) > 500
    assert f"còn {len(sheet.blanks):,}".replace(",", ".") in finding.message
    assert sheet.blanks[1] in finding.message


def test_the_verdict_tells_what_is_missing_and_half_a_sheet_is_not_ready(reference):
    held = intake.verdict("a.xlsx", changed(blank_zeros), step=lambda words: None)
    assert not held.is_accepted
    assert "có thể nộp" not in held.sentence
    assert "“9. Nguồn vốn”" in held.sentence
    assert "cán bộ tiếp nhận xác nhận" in held.sentence
    assert "R10" in set(held.table["Quy tắc"])

    def blank(book):
        book[POLICIES]["E8"] = None

    held = intake.verdict("a.xlsx", changed(blank), step=lambda words: None)
    assert held.is_accepted
    assert held.sentence.endswith("đã điền 2.339 trong 2.340 ô")


def test_an_optional_sheet_or_number_may_be_left_blank_whole_but_not_in_part(reference):
    assert found(SAMPLE.read_bytes(), reference)[1] == []

    def begin(book):
        book["16. Xã, phường"]["D7"] = 100

    [finding] = found(changed(begin), reference)[1]
    assert finding.sheet == "16. Xã, phường"


def test_blanks_are_filled_with_0_and_nothing_else_changes(reference, tmp_path):
    file = tmp_path / "phu_cat.xlsx"
    file.write_bytes(changed(blank_zeros))
    main(["check", str(file), "--fill-zero", str(tmp_path / "filled"), "--sheet", CAPITAL])
    before = openpyxl.load_workbook(file)
    after = openpyxl.load_workbook(tmp_path / "filled" / "phu_cat.xlsx")
    blanks = {
        (each.title, cell)
        for each in read(file.read_bytes(), reference).sheets
        for cell in each.blanks
        if each.title == CAPITAL
    }
    differing = {
        (page.title, cell.coordinate): after[page.title][cell.coordinate].value
        for page in before
        for row in page.iter_rows()
        for cell in row
        if cell.value != after[page.title][cell.coordinate].value
    }
    assert differing == dict.fromkeys(blanks, 0)
    filled = checking.check(tmp_path / "filled" / "phu_cat.xlsx", reference=reference)
    assert completeness.of(filled.workbook).is_whole


def test_only_the_sheets_that_were_chosen_are_filled(reference):
    def blank(book):
        book[HOUSEHOLDS]["E17"] = None
        book[POLICIES]["E8"] = None

    content = changed(blank)
    filled = read(zeros.fill(content, read(content, reference), [POLICIES]), reference)
    blanks = {each.title: each.blanks for each in filled.sheets if not each.is_optional}
    assert {title: cells for title, cells in blanks.items() if cells} == {HOUSEHOLDS: ("E17",)}


def test_check_prints_the_verdict_the_counts_and_the_gravest_first(reference, tmp_path, capsys):
    def spoil(book):
        book[POLICIES]["E8"] = None
        book[POLICIES]["D8"] = -5

    file = Path(tmp_path / "phu_cat.xlsx")
    file.write_bytes(changed(spoil))
    assert main(["check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("phu_cat.xlsx: Ủy ban nhân dân huyện Phù Cát: còn ")
    assert lines[0].endswith("đã điền 2.339 trong 2.340 ô")
    assert lines[1].startswith("✖ Lỗi: ")
    marks = [line[0] for line in lines[2:]]
    assert marks == sorted(marks, key="✖▲○".index)
    assert marks[0] == "✖"
    assert any(line.startswith("▲ Cảnh báo R10 phu_cat.xlsx") for line in lines)


def test_the_page_fills_0_only_where_the_catalogue_lets_it_be_meant(reference):
    def blank(book):
        blank_zeros(book)
        book[HOUSEHOLDS]["E17"] = None

    content = changed(blank)
    held = intake.verdict("phu_cat.xlsx", content, step=lambda words: None)
    assert held.filled is not None
    after = read(held.filled(content), reference)
    blanks = {each.title: each.blanks for each in after.sheets if each.blanks}
    assert blanks[HOUSEHOLDS] == ("E17",)
    assert CAPITAL not in blanks
    [sheet] = [each for each in read(content, reference).sheets if each.title == CAPITAL]
    count = f"{len(sheet.blanks):,}".replace(",", ".")
    assert held.filling.startswith(f"Điền 0 vào {count} ô còn trống: biểu “{CAPITAL}” {count} ô.")
    assert "Còn 1 ô để trống là số liệu tại một thời điểm" in held.filling
    assert "chưa được nộp" in held.filling


def test_without_blanks_nothing_is_offered_to_be_filled():
    held = intake.verdict("phu_cat.xlsx", SAMPLE.read_bytes(), step=lambda words: None)
    assert (held.filled, held.filling) == (None, "")


def test_without_a_name_of_a_sheet_the_command_fills_no_number_of_households(reference, tmp_path):
    def blank(book):
        book[HOUSEHOLDS]["E17"] = None
        book[POLICIES]["E8"] = None

    file = tmp_path / "phu_cat.xlsx"
    file.write_bytes(changed(blank))
    main(["check", str(file), "--fill-zero", str(tmp_path / "filled")])
    after = openpyxl.load_workbook(tmp_path / "filled" / "phu_cat.xlsx")
    assert (after[HOUSEHOLDS]["E17"].value, after[POLICIES]["E8"].value) == (None, 0)
