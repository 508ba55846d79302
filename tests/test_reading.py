"""Reading back: what was written is read, wherever it was moved to; what is not certain is said."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dashboard import forms, reading, template
from dashboard.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.reading import UnreadableError, number_of
from dashboard.reference import Reference, data_folder, load

POOR_DISTRICT = "542"
HOUSEHOLDS, MOVEMENTS = "1. Hộ và tỷ lệ", "2. Diễn biến hộ nghèo"
COVER = template.Cover(
    as_of_date=date(2025, 3, 28), prepared_by="Phòng chuyên môn",
    report_submitted_on=date(2025, 3, 25), texts={"P1.8.1": "Nội dung minh hoạ"},
)  # fmt: skip
URBAN = Key("poor_households", 2021, settlement="urban")
RURAL = Key("poor_households", 2021, settlement="rural")
UNSENT = Key("households_total", 2025, settlement="urban")
UNUSED = Key("capital_plan", 2022, project_code="2", capital_source="credit",
             capital_type="recurrent")  # fmt: skip


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load(data_folder())


@pytest.fixture(scope="module")
def values(reference) -> dict[Key, Value]:
    entered = [
        cell
        for sheet in forms.sheets(reference, POOR_DISTRICT)
        for cell in sheet.cells.values()
        if cell.kind == "input"
    ]
    numbers = {
        cell.key: Value(Decimal(number) / (4 if cell.value_type == "amount" else 1))
        for number, cell in enumerate(entered)
    }
    return numbers | {UNSENT: NOT_SUBMITTED, UNUSED: NOT_APPLICABLE}


@pytest.fixture(scope="module")
def written(reference, values, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("reading") / "542.xlsx"
    template.write(
        POOR_DISTRICT, path, reference=reference, values=values, cover=COVER, illustrative=True
    )
    return path


@pytest.fixture(scope="module")
def read(written, reference) -> reading.Workbook:
    return reading.read(written, reference=reference)


@pytest.fixture
def changed(written, reference, tmp_path):
    """Give a function that changes the workbook with openpyxl and reads the result."""

    def change(act) -> reading.Workbook:
        book = openpyxl.load_workbook(written)
        act(book)
        path = tmp_path / "542.xlsx"
        book.save(path)
        return reading.read(path, reference=reference)

    return change


def held(workbook, key):
    """Give the value that was read for a key, None when the key was not read."""
    rows = workbook.observations
    for name, code in asdict(key).items():
        if name != "area_code":
            rows = rows[rows[name] == code]
    assert len(rows) < 2
    return None if rows.empty else Value(rows["value"].iloc[0], rows["value_state"].iloc[0])


def inputs(workbook):
    """Give everything that was read of the cells the unit fills in."""
    rows = workbook.observations
    names = [name for name in Key.__dataclass_fields__ if name != "area_code"]
    entered = rows[~rows["is_stated_total"]]
    return {
        Key(**dict(zip(names, row[:-2], strict=True))): Value(*row[-2:])
        for row in entered[[*names, "value", "value_state"]].itertuples(index=False)
    }


def test_everything_that_was_written_is_read_back(read, values):
    assert inputs(read) == values
    assert read.findings == ()


def test_the_three_states_stay_apart(read):
    assert held(read, next(iter(inputs(read)))) == Value(Decimal(0))
    assert held(read, UNSENT) == NOT_SUBMITTED
    assert held(read, UNUSED) == NOT_APPLICABLE


def test_computed_cells_are_read_as_stated_totals(read, values):
    total = read.observations.query(
        "indicator_code == 'poor_households' and year == 2021 and settlement == 'total'"
    ).iloc[0]
    assert total["value"] == values[URBAN].number + values[RURAL].number
    assert total["is_stated_total"]
    assert (total["sheet"], total["cell"]) == (HOUSEHOLDS, "E9")


def test_the_cover_says_who_when_and_which_years_are_estimates(read):
    cover = read.cover
    assert (cover.unit_code, cover.prepared_by) == (POOR_DISTRICT, "Phòng chuyên môn")
    assert (cover.as_of_date, cover.report_submitted_on) == (date(2025, 3, 28), date(2025, 3, 25))
    assert cover.is_illustrative
    assert cover.value_kinds == {
        2021: "actual", 2022: "actual", 2023: "actual", 2024: "actual", 2025: "estimate",
    }  # fmt: skip
    assert set(read.observations.query("year == 2025")["value_kind"]) == {"estimate"}


def test_every_number_belongs_to_the_unit_s_own_area(read):
    assert set(read.observations["area_code"]) == {POOR_DISTRICT}


def test_texts_are_read_and_an_empty_section_is_none(read):
    texts = read.texts.set_index("section_code")["content"]
    assert texts["P1.8.1"] == "Nội dung minh hoạ"
    assert texts.isna().sum() == len(texts) - 1


def move_rows(book):
    book[HOUSEHOLDS].insert_rows(7, 3)


def move_columns(book):
    book[HOUSEHOLDS].insert_cols(4, 2)


def reorder_and_rename_sheets(book):
    book.move_sheet(HOUSEHOLDS, offset=5)
    book[HOUSEHOLDS].title = "Biểu 1 (sửa)"
    book.create_sheet("Ghi chú riêng", 0)["B2"] = "12.000"


@pytest.mark.parametrize("act", [move_rows, move_columns, reorder_and_rename_sheets])
def test_moved_rows_columns_and_sheets_read_the_same(changed, values, act):
    moved = changed(act)
    assert inputs(moved) == values
    assert moved.findings == ()


@pytest.mark.parametrize(
    ("typed", "rule", "severity", "value"),
    [
        ("1.234", None, None, Value(Decimal(1234))),
        ("mười hai", "R02", "error", NOT_SUBMITTED),
        ("12.34", "R02", "error", NOT_SUBMITTED),
        (datetime(2024, 3, 1), "R02", "error", NOT_SUBMITTED),
        (True, "R02", "error", NOT_SUBMITTED),
        (None, None, None, NOT_SUBMITTED),
        ("-", None, None, NOT_APPLICABLE),
        (0, None, None, Value(Decimal(0))),
    ],
)
def test_a_cell_is_read_for_certain_or_reported(changed, typed, rule, severity, value):
    def act(book):
        book[HOUSEHOLDS]["E7"] = typed

    workbook = changed(act)
    assert held(workbook, URBAN) == value
    found = [(each.rule, each.severity, each.sheet, each.cell) for each in workbook.findings]
    assert found == ([(rule, severity, HOUSEHOLDS, "E7")] if rule else [])


def test_a_finding_names_file_sheet_cell_and_what_it_holds(changed):
    def act(book):
        book[HOUSEHOLDS]["E7"] = "khoảng 50"

    (finding,) = changed(act).findings
    assert finding.message == (
        f"542.xlsx, biểu “{HOUSEHOLDS}”, ô E7: ô chứa chữ không đọc chắc chắn được thành số "
        "(đang ghi “khoảng 50”)."
    )
    assert (finding.indicator_code, finding.year) == ("poor_households", 2021)


def forget_a_row(book):
    book[MOVEMENTS].delete_rows(8)


def forget_a_sheet(book):
    del book[MOVEMENTS]


def spoil_a_code(book):
    book[MOVEMENTS]["A8"] = "year=2022;colour=red"


def lose_a_code(book):
    book[MOVEMENTS]["A8"] = None


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (forget_a_row, {("R04", MOVEMENTS, "thiếu 9 ô")}),
        (forget_a_sheet, {("R04", MOVEMENTS, "thiếu 36 ô")}),
        (lose_a_code, {("R04", MOVEMENTS, "thiếu 9 ô"), ("R05", MOVEMENTS, "D8")}),
    ],
)
def test_what_is_missing_or_not_read_is_reported(changed, act, found):
    findings = changed(act).findings
    assert {
        (each.rule, each.sheet, each.cell if each.rule == "R05" else each.found)
        for each in findings
    } == found


def test_an_unknown_code_is_reported_cell_by_cell(changed):
    rules = [finding.rule for finding in changed(spoil_a_code).findings]
    assert rules == ["R03"] * 9 + ["R04"]


def test_a_number_twice_in_a_workbook_is_an_error_and_is_kept_once(changed):
    def act(book):
        book[HOUSEHOLDS]["A8"] = book[HOUSEHOLDS]["A7"].value

    workbook = changed(act)
    twice = [finding for finding in workbook.findings if finding.rule == "V81"]
    assert {finding.severity for finding in twice} == {"error"}
    assert held(workbook, URBAN) is not None


def cover_cell(code, content):
    def act(book):
        row = next(row for row in book["Bìa"].iter_rows() if row[0].value == code)
        row[2].value = content

    return act


def without_cover(book):
    del book["Bìa"]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (without_cover, "thiếu trang “Bìa”"),
        (cover_cell("unit_code", "999"), "mã đơn vị “999” không có"),
        (cover_cell("template_version", "0"), "phiên bản biểu mẫu là “0”, cần “1”"),
        (cover_cell("as_of_date", None), "chưa ghi ngày ở dòng “Số liệu tính đến ngày”"),
        (cover_cell("as_of_date", "31/02/2025"), "chưa ghi ngày"),
        (cover_cell("year=2025", "Dự kiến"), "số liệu năm 2025 ghi “Dự kiến”, cần “Thực hiện”"),
    ],
)
def test_a_workbook_that_does_not_say_what_it_is_is_refused(changed, act, reason):
    with pytest.raises(UnreadableError, match=reason) as refused:
        changed(act)
    assert refused.value.finding.rule == "R01"
    assert refused.value.finding.message.startswith("542.xlsx: ")


def test_the_date_may_be_typed_as_text(changed):
    assert changed(cover_cell("as_of_date", "5/3/2025")).cover.as_of_date == date(2025, 3, 5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"Don vi,Ho ngheo\n540,114\n",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0" + bytes(600),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(reference, tmp_path, content):
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="không mở được như một tệp Excel"):
        reading.read(path, reference=reference)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_refused(reference, written, tmp_path, share):
    path = tmp_path / "cắt.xlsx"
    whole = written.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableError):
        reading.read(path, reference=reference)


def test_another_workbook_is_refused(reference, tmp_path):
    path = tmp_path / "khác.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Số hộ nghèo"
    book.save(path)
    with pytest.raises(UnreadableError, match=r"khác\.xlsx: thiếu trang “Bìa”"):
        reading.read(path, reference=reference)


def test_a_missing_file_is_refused(reference, tmp_path):
    with pytest.raises(UnreadableError, match="không có tệp này"):
        reading.read(tmp_path / "không có.xlsx", reference=reference)


@pytest.mark.parametrize(
    ("raw", "value_type", "number"),
    [
        (12, "count", "12"),
        (12.0, "count", "12"),
        ("12", "count", "12"),
        (" 12\u00a0", "count", "12"),
        ("1.234", "count", "1234"),
        ("1,234", "count", "1234"),
        ("1.234.567", "amount", "1234567"),
        ("1.234,5", "amount", "1234.5"),
        ("1,234.5", "amount", "1234.5"),
        ("12,5", "amount", "12.5"),
        ("5,78", "rate", "5.78"),
        ("5.78", "rate", "5.78"),
        ("1.234", "amount", None),
        ("0.123", "rate", None),
        ("1.23.456", "count", None),
        ("1.234,567", "count", None),
        ("5,78 %", "rate", None),
        ("−5", "count", None),
        ("٣", "count", None),
        ("1e3", "count", None),
        (float("inf"), "count", None),
        (1e16, "amount", None),
        (1e308, "amount", None),
        (float("nan"), "rate", None),
        ("9" * 400, "count", None),
    ],
)
def test_a_number_typed_as_text_is_taken_only_when_it_can_be_nothing_else(raw, value_type, number):
    value, fault = number_of(raw, value_type)
    assert value.number == (None if number is None else Decimal(number))
    assert bool(fault) == (number is None)


@pytest.mark.parametrize("raw", ["", " ", "…", "..."])
def test_blank_is_not_submitted(raw):
    assert number_of(raw, "count") == (NOT_SUBMITTED, "")


@pytest.mark.parametrize("raw", ["–", "-", "—", "−", " – "])
def test_a_dash_is_not_applicable(raw):
    assert number_of(raw, "count") == (NOT_APPLICABLE, "")
