"""Reading back: what was written is read, wherever it was moved to; what is not certain is said."""

import unicodedata
from dataclasses import asdict, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from dashboard.catalogue import forms
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.workbook import reading, writing
from dashboard.workbook.asked import form_of
from dashboard.workbook.cells import number_of
from dashboard.workbook.codes import sheet_parts
from dashboard.workbook.collecting import LISTED
from dashboard.workbook.cover import as_date
from dashboard.workbook.files import open_grids
from dashboard.workbook.grids import Grid, Merge, Uncalculated, UnreadableError

POOR_DISTRICT = "542"
HOUSEHOLDS, MOVEMENTS = "1. Hộ và tỷ lệ", "2. Diễn biến hộ nghèo"
COVER = writing.Cover(
    as_of_date=date(2025, 3, 28),
    prepared_by="Phòng chuyên môn",
    report_submitted_on=date(2025, 3, 25),
    texts={"P1.8.1": "Nội dung minh hoạ"},
)
URBAN = Key("poor_households", 2021, settlement="urban")
RURAL = Key("poor_households", 2021, settlement="rural")
UNSENT = Key("households_total", 2025, settlement="urban")
UNUSED = Key(
    "capital_plan", 2022, project_code="2", capital_source="credit", capital_type="recurrent"
)


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
    writing.write(
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
        rows = rows[rows[name] == (code or POOR_DISTRICT)]
    assert len(rows) < 2
    return None if rows.empty else Value(rows["value"].iloc[0], rows["value_state"].iloc[0])


def inputs(workbook):
    """Give everything that was read of the cells the unit fills in."""
    rows = workbook.observations
    names = list(Key.__dataclass_fields__)
    entered = rows[~rows["is_stated_total"]].replace({"area_code": POOR_DISTRICT}, "")
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
        2021: "actual",
        2022: "actual",
        2023: "actual",
        2024: "actual",
        2025: "estimate",
    }
    results = read.observations.query("indicator_code == 'poor_households' and year == 2025")
    assert set(results["value_kind"]) == {"estimate"}


def test_a_plan_is_a_plan_whatever_the_cover_says_of_its_year(read, reference):
    plans = {code for code, each in reference.indicators.items() if each.is_plan}
    kinds = read.observations.groupby("indicator_code")["value_kind"].agg(set)
    assert {code for code, held in kinds.items() if held == {"plan"}} == plans & set(kinds.index)


def test_every_number_belongs_to_the_unit_s_own_area_or_to_one_of_its_communes(read, reference):
    communes = {each.code for each in reference.communes[POOR_DISTRICT]}
    assert set(read.observations["area_code"]) == {POOR_DISTRICT} | communes


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
        ("-", "R02", "error", NOT_SUBMITTED),
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
        (cover_cell("template_version", "0"), "phiên bản biểu mẫu là “0”, cần “2”"),
        (cover_cell("template_version", "9"), "phiên bản biểu mẫu là “9”, cần “2”"),
        (cover_cell("template_version", "hai"), "phiên bản biểu mẫu là “hai”, cần “2”"),
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


@pytest.mark.parametrize(
    ("code", "content", "cell"),
    [
        ("as_of_date", "2024", "C7"),
        ("as_of_date", None, "C7"),
        ("year=2025", "Dự kiến", "C17"),
        ("unit_code", "999", "C5"),
        ("unit_code", None, "C5"),
        ("template_version", "9", "C11"),
        ("template_version", None, "C11"),
    ],
)
def test_a_cover_that_cannot_be_read_names_sheet_and_cell(changed, code, content, cell):
    with pytest.raises(UnreadableError, match=f"trang “Bìa”, ô {cell}") as refused:
        changed(cover_cell(code, content))
    assert (refused.value.finding.sheet, refused.value.finding.cell) == ("Bìa", cell)


@pytest.mark.parametrize(
    ("name", "severities"),
    [
        ("Ủy ban nhân dân huyện Phù Cát", ["error"]),
        ("Sở Lao động – Thương binh và Xã hội", ["error"]),
        ("Phòng Lao động", ["warning"]),
        ("UBND HUYỆN  AN LÃO", []),
        ("Phòng Dân tộc huyện An Lão", []),
        (None, []),
    ],
)
def test_the_unit_named_on_the_cover_is_that_of_the_code(changed, name, severities):
    named = [
        each for each in changed(cover_cell("unit_name", name)).findings if each.sheet == "Bìa"
    ]
    assert [each.severity for each in named] == severities
    assert all((each.rule, each.cell) == ("R03", "C6") for each in named)
    assert all("đơn vị báo cáo" in each.message and "An Lão" in each.expected for each in named)


@pytest.mark.parametrize("code", ["report_submitted_on", "conference_held_on"])
@pytest.mark.parametrize("typed", ["tháng 3", "31/02/2025", "2025"])
def test_another_date_of_the_cover_that_cannot_be_read_is_found_at_its_cell(
    code, typed, with_cells, opened
):
    row = cover_row(opened, code)
    workbook = with_cells({"Bìa": {(row, 2): typed}})
    assert named(workbook) == [("R02", "warning", "Bìa", f"C{row + 1}")]
    assert "không đọc được thành ngày" in workbook.findings[0].message
    assert getattr(workbook.cover, code) is None


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
        ("12,5%", "rate", "12.5"),
        ("5,78 %", "rate", "5.78"),
        ("12,5%", "amount", None),
        ("12%", "count", None),
        ("1.234%", "rate", None),
        ("1 234", "count", "1234"),
        ("1\u00a0234\u00a0567", "amount", "1234567"),
        ("1\u202f234,5", "amount", "1234.5"),
        ("12 34", "count", None),
        ("1 234.567", "amount", None),
        ("1.234,567", "amount", "1234.567"),
        ("1.234,56789", "amount", None),
        ("33,3333", "rate", "33.3333"),
        ("-5", "count", "-5"),
        ("-1.234", "count", "-1234"),
        ("−5", "count", None),
        ("- 5", "count", None),
        ("-0", "count", "0"),
        (-0.0, "count", "0"),
        ("\u200b12\ufeff", "count", "12"),
        ("1\u200b2", "count", None),
        ("12\x07", "count", None),
        ("\x1f12", "count", None),
        ("１２３", "count", None),
        ("1.２３４", "count", None),
        ("12О", "count", None),
        ("1²", "count", None),
        ("1.234 hộ", "count", None),
        ("#REF!", "count", None),
        ("=1+1", "count", None),
        (Uncalculated("SUM(A1:A3)"), "count", None),
        (time(12, 30), "count", None),
        ("NaN", "rate", None),
        ("inf", "rate", None),
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
    assert not str(value.number).startswith("-0")


@pytest.mark.parametrize("raw", ["", " ", "…", "..."])
def test_blank_is_not_submitted(raw):
    assert number_of(raw, "count") == (NOT_SUBMITTED, "")


@pytest.mark.parametrize("raw", ["–", "-", "—", "−", " – "])
def test_a_dash_is_not_applicable(raw):
    assert number_of(raw, "count") == (NOT_APPLICABLE, "")


NEVER_INAPPLICABLE = [
    Key("poor_households", 2024, settlement="urban"),
    Key("near_poor_households", 2023, settlement="rural"),
    Key("households_total", 2024, settlement="rural"),
    Key("population_total", 2022, settlement="urban"),
    Key("deprived_households", 2023, household_class="poor", member_code="4"),
    Key("newly_poor", 2024),
    Key("policy_credit_loans", 2023),
    Key("great_unity_houses_new", 2022),
    # Where other cells say that it does apply: money on the line, capital of the project.
    Key(
        "capital_disbursed",
        2023,
        project_code="2",
        capital_source="credit",
        capital_type="recurrent",
    ),
    Key("capital_plan", 2023, project_code="2", capital_source="central", capital_type="recurrent"),
    Key("livelihood_models", 2024),
    Key("poor_households_ethnic_minority", 2022, settlement="rural"),
]


@pytest.mark.parametrize("dash", ["–", "-"])
@pytest.mark.parametrize("key", NEVER_INAPPLICABLE, ids=lambda key: key.indicator_code)
def test_a_dash_where_the_number_must_apply_is_refused_at_its_cell(key, dash, changed, read):
    rows = read.observations
    for name, code in asdict(key).items():
        rows = rows[rows[name] == (code or POOR_DISTRICT)]
    [at] = rows.to_dict("records")

    def write_dash(book):
        book[at["sheet"]][at["cell"]] = dash

    workbook = changed(write_dash)
    refused = [each for each in workbook.findings if each.rule == "R02"]
    assert [(each.sheet, each.cell, each.severity) for each in refused] == [
        (at["sheet"], at["cell"], "error")
    ]
    assert refused[0].found == dash
    assert refused[0].expected == "một số; không có thì 0"
    assert "Hãy nhập số; không có thì nhập 0." in refused[0].message
    assert held(workbook, key) == NOT_SUBMITTED


def line_is_empty(key):
    return key.capital_source == "province" and key.year == 2023 and key.project_code == "6.2"


MAY_BE_INAPPLICABLE = [
    Key("target_value", 2024, member_code="poverty_rate"),
    Key("poor_households_ethnic_minority", 2023, settlement="urban"),
    Key("information_products", 2023),
]


def test_a_dash_is_accepted_where_the_catalogue_lets_the_number_not_apply(
    values, reference, tmp_path
):
    free = {
        key: NOT_APPLICABLE for key in values if line_is_empty(key) or key in MAY_BE_INAPPLICABLE
    }
    nothing = {
        key: Value(Decimal(0))
        for key in values
        if key == Key("ethnic_minority_households", 2023, settlement="urban")
        or (key.project_code == "6.2" and key.year == 2023)
    }
    path = tmp_path / "542.xlsx"
    writing.write(
        POOR_DISTRICT, path, reference=reference, values=values | nothing | free, cover=COVER
    )
    workbook = reading.read(path, reference=reference)
    assert workbook.findings == ()
    assert {key for key, value in inputs(workbook).items() if value == NOT_APPLICABLE} == {
        UNUSED,
        *free,
    }
    assert len(free) > len(MAY_BE_INAPPLICABLE)


# From here on the grids themselves are changed: quicker than writing a file for every case.


@pytest.fixture(scope="module")
def opened(written) -> dict[str, Grid]:
    return open_grids(written.name, written.read_bytes())


@pytest.fixture
def with_cells(opened, reference):
    """Give a function that sets cells of sheets and reads the result: {sheet: {(row, column): …}}.

    Rows and columns from 0; other keywords replace parts of the grid of the first sheet named.
    """

    def change(cells, **parts) -> reading.Workbook:
        grids = dict(opened)
        for sheet, values in cells.items():
            rows = [list(row) for row in opened[sheet].rows]
            for (row, column), value in values.items():
                rows[row][column] = value
            grids[sheet] = replace(opened[sheet], rows=rows)
        first = next(iter(cells))
        grids[first] = replace(grids[first], **parts)
        return reading.read_grids("542.xlsx", grids, reference=reference)

    return change


E7 = (6, 4)


def named(workbook):
    return [(each.rule, each.severity, each.sheet, each.cell) for each in workbook.findings]


def cover_row(opened, code):
    return next(at for at, row in enumerate(opened["Bìa"].rows) if row[0] == code)


def test_words_and_codes_typed_decomposed_are_the_same(with_cells, opened, reference):
    decomposed = {
        sheet: {
            (row, column): unicodedata.normalize("NFD", cell)
            for row, cells in enumerate(grid.rows)
            for column, cell in enumerate(cells)
            if isinstance(cell, str)
        }
        for sheet, grid in opened.items()
    }
    workbook = with_cells(decomposed)
    assert workbook.findings == ()
    assert workbook.cover == reading.read_grids("542.xlsx", opened, reference=reference).cover
    assert set(workbook.texts["content"].dropna()) == {"Nội dung minh hoạ"}


@pytest.mark.parametrize(
    ("typed", "date_read"),
    [
        ("31/12/2024", date(2024, 12, 31)),
        ("31-12-2024", date(2024, 12, 31)),
        ("31.12.2024", date(2024, 12, 31)),
        ("2024-12-31", date(2024, 12, 31)),
        (datetime(2024, 12, 31, 8), date(2024, 12, 31)),
        ("12/31/2024", None),
        ("31/12-2024", None),
        ("31/12/24", None),
        (45657.0, None),
        ("", None),
    ],
)
def test_a_date_is_read_day_first_or_not_at_all(typed, date_read):
    assert as_date(typed) == date_read


def test_a_unit_code_that_became_a_number_is_the_same(with_cells, opened):
    row = cover_row(opened, "unit_code")
    assert with_cells({"Bìa": {(row, 2): 542.0}}).cover.unit_code == POOR_DISTRICT


@pytest.mark.parametrize("typed", ["1 786", "1.786\u00a0", "1\u202f786", " 1786"])
def test_a_total_that_passed_over_a_number_typed_as_text_is_computed_again(
    typed, with_cells, values
):
    rural = values[RURAL].number
    workbook = with_cells({HOUSEHOLDS: {E7: typed, (8, 4): float(rural)}})
    assert named(workbook) == [("R09", "warning", HOUSEHOLDS, "E7")]
    assert "không cộng vào tổng" in workbook.findings[0].message
    assert held(workbook, URBAN) == Value(Decimal(1786))
    assert held(workbook, replace(URBAN, settlement="total")) == Value(rural + 1786)


def test_totals_of_totals_are_computed_again_around_a_text(with_cells, read, reference):
    form = form_of(reference, POOR_DISTRICT)
    project = Key("capital_plan", 2023, project_code="4.1")
    line = replace(project, capital_source="central", capital_type="recurrent")
    totals = [project, replace(project, project_code="all")]
    own = read.observations
    by_cell = {
        (row.indicator_code, row.project_code, row.capital_source, row.capital_type): row
        for row in own[own["year"].eq(2023)].itertuples()
    }

    def row_of(key):
        return by_cell[key.indicator_code, key.project_code, key.capital_source, key.capital_type]

    def at(row):
        found, column = coordinate_to_tuple(row.cell)
        return found - 1, column - 1

    typed = row_of(line)
    cells = {at(typed): "1.234,5 "}
    for total in totals:
        assert form.cells[total].formula is not None
        cells[at(row_of(total))] = float(row_of(total).value - typed.value)
    workbook = with_cells({typed.sheet: cells})
    assert named(workbook) == [("R09", "warning", typed.sheet, typed.cell)]
    for total in totals:
        change = Decimal("1234.5") - typed.value
        assert held(workbook, total) == Value(row_of(total).value + change)


@pytest.mark.parametrize("typed", ["khoảng 50", "…", "n/a", "#REF!", "-"])
@pytest.mark.parametrize("stated", ["rest", "#REF!", ""])
def test_a_total_around_a_text_that_is_no_number_is_not_submitted(
    typed, stated, with_cells, values
):
    shown = float(values[RURAL].number) if stated == "rest" else stated
    workbook = with_cells({HOUSEHOLDS: {E7: typed, (8, 4): shown}})
    assert held(workbook, replace(URBAN, settlement="total")) == NOT_SUBMITTED
    assert {each.cell for each in workbook.findings} <= {"E7"}


def test_a_total_typed_over_beside_a_text_stays_as_it_was_typed(with_cells):
    workbook = with_cells({HOUSEHOLDS: {E7: "1 786", (8, 4): 99.0}})
    assert held(workbook, replace(URBAN, settlement="total")) == Value(Decimal(99))
    assert workbook.findings == ()


def test_a_computed_cell_not_calculated_yet_does_no_harm_but_an_entry_is_an_error(with_cells):
    formula = Uncalculated("E7+E8")
    assert with_cells({HOUSEHOLDS: {(8, 4): formula}}).findings == ()
    workbook = with_cells({HOUSEHOLDS: {E7: formula}})
    assert named(workbook) == [("R02", "error", HOUSEHOLDS, "E7")]
    assert "công thức chưa được tính" in workbook.findings[0].message
    assert held(workbook, URBAN) == NOT_SUBMITTED


def test_an_error_cell_is_an_error_where_typed_and_a_warning_where_computed(with_cells):
    assert named(with_cells({HOUSEHOLDS: {E7: "#DIV/0!"}})) == [("R02", "error", HOUSEHOLDS, "E7")]
    assert named(with_cells({HOUSEHOLDS: {(8, 4): "#REF!"}})) == [
        ("R02", "warning", HOUSEHOLDS, "E9")
    ]


@pytest.mark.parametrize(
    ("merge", "hidden"),
    [
        (Merge(6, 3, 7, 4), ["E7", "D8", "E8"]),
        (Merge(6, 1, 6, 4), ["D7", "E7"]),
        (Merge(0, 0, 5, 40), []),
        (Merge(6, 4, 6, 4), []),
    ],
)
def test_a_merged_block_that_hides_entries_is_an_error_of_each(with_cells, merge, hidden):
    workbook = with_cells({HOUSEHOLDS: {}}, merges=(merge,))
    assert {each.cell for each in workbook.findings} == set(hidden)
    assert all(merge.range in each.message and each.rule == "R02" for each in workbook.findings)


def test_decimals_beyond_four_are_rounded_aloud(with_cells):
    workbook = with_cells({HOUSEHOLDS: {E7: 100 / 3}})
    assert held(workbook, URBAN) == Value(Decimal("33.3333"))
    (finding,) = workbook.findings
    assert (finding.rule, finding.severity, finding.cell) == ("R09", "warning", "E7")
    assert finding.message.endswith("được đọc là 33,3333.")


def test_what_binary_computing_adds_is_not_worth_a_word(with_cells):
    workbook = with_cells({HOUSEHOLDS: {E7: 0.1 + 0.2}})
    assert held(workbook, URBAN) == Value(Decimal("0.3"))
    assert workbook.findings == ()


def test_a_message_shows_hidden_characters_and_is_not_too_long(with_cells):
    workbook = with_cells({HOUSEHOLDS: {E7: "1\u200b2\x07" + "9" * 5000}})
    (finding,) = workbook.findings
    assert "“1<U+200B>2<U+0007>9" in finding.message
    assert len(finding.message) < 400


def copied(opened, title, reference):
    grids = opened | {f"{title} (2)": opened[title]}
    return reading.read_grids("542.xlsx", grids, reference=reference)


def test_a_copied_sheet_is_one_error(opened, values, reference):
    workbook = copied(opened, HOUSEHOLDS, reference)
    assert named(workbook) == [("V81", "error", f"{HOUSEHOLDS} (2)", "")]
    assert HOUSEHOLDS in workbook.findings[0].message
    assert inputs(workbook) == values


def test_a_copied_assessment_is_an_error_for_every_text(opened, reference):
    workbook = copied(opened, "15. Đánh giá, đề xuất", reference)
    assert [(rule, severity) for rule, severity, _, _ in named(workbook)] == [("V81", "error")]


TEXTS = "15. Đánh giá, đề xuất"


@pytest.mark.parametrize(
    ("typed", "kept", "rules"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>", []),
        ('=CMD|"/c calc"!A1', '=CMD|"/c calc"!A1', []),
        ("một\r\nhai\ttab", "một\nhai\ttab", []),
        ("một\x00\x07hai\u202e", "mộthai", ["R09"]),
        ("x" * 40_000, "x" * 32_767, ["R02"]),
        (12.0, "12", []),
        (date(2025, 3, 1), "01/03/2025", []),
        (Uncalculated("A1"), None, ["R02"]),
        ("  ", None, []),
    ],
)
def test_text_is_data(with_cells, opened, typed, kept, rules):
    row = next(at for at, cells in enumerate(opened[TEXTS].rows) if cells[0] == "section=P1.8.1")
    workbook = with_cells({TEXTS: {(row, 2): typed}})
    content = workbook.texts.set_index("section_code")["content"]["P1.8.1"]
    assert (content if isinstance(content, str) else None) == kept
    assert [finding.rule for finding in workbook.findings] == rules


def test_the_code_of_a_sheet_may_stand_lower_and_without_the_newer_parts(opened, reference):
    grid = opened[HOUSEHOLDS]
    width = len(grid.rows[0])
    lower = replace(grid, rows=[[""] * width] * 15 + list(grid.rows))
    assert sheet_parts(lower) == {"sheet": "households", "unit": "542", "version": "2"}
    older = replace(grid, rows=[["#sheet=households"]])
    assert sheet_parts(older) == {"sheet": "households"}
    assert sheet_parts(replace(grid, rows=[["Ghi chú"]])) == {}


def test_without_a_cover_the_codes_of_the_sheets_say_whose_it_is(opened, values, reference):
    grids = {title: grid for title, grid in opened.items() if title != "Bìa"}
    workbook = reading.read_grids("542.xlsx", grids, reference=reference)
    assert (workbook.cover.unit_code, workbook.cover.as_of_date) == ("542", date(2025, 3, 28))
    assert workbook.cover.is_illustrative
    assert workbook.cover.value_kinds[2024] == "actual"
    assert workbook.cover.value_kinds[2025] == "estimate"
    assert named(workbook) == [("R07", "error", "", "")]
    assert inputs(workbook) == values


def test_one_sheet_alone_is_read_and_says_what_is_missing(opened, reference):
    workbook = reading.read_grids("b.csv", {"b": opened[HOUSEHOLDS]}, reference=reference)
    rules = [finding.rule for finding in workbook.findings if finding.severity == "error"]
    assert rules[0] == "R07"
    assert set(rules[1:]) == {"R04"}
    assert "1 trong 17 trang của biểu mẫu" in workbook.findings[0].message
    assert held(workbook, URBAN) is not None


def test_sheets_of_two_units_without_a_cover_are_refused(opened, reference):
    grid = opened[MOVEMENTS]
    other = [["#sheet=movements_poor;unit=544;version=2", *grid.rows[0][1:]], *grid.rows[1:]]
    grids = {HOUSEHOLDS: opened[HOUSEHOLDS], MOVEMENTS: replace(grid, rows=other)}
    with pytest.raises(UnreadableError, match="thuộc nhiều đơn vị"):
        reading.read_grids("542.xlsx", grids, reference=reference)


def test_a_sheet_of_another_unit_in_the_workbook_is_an_error(with_cells):
    workbook = with_cells({MOVEMENTS: {(0, 0): "#sheet=movements_poor;unit=544;version=2"}})
    assert named(workbook) == [("R03", "error", MOVEMENTS, "")]
    assert "Hoài Ân" in workbook.findings[0].message


def test_an_older_version_is_read_and_its_missing_cells_are_a_warning(with_cells, opened):
    row = cover_row(opened, "template_version")
    lost = {(at, 0): "" for at in (6, 7)}
    width = len(opened[HOUSEHOLDS].rows[0])
    blank = {(at, column): "" for at in (6, 7) for column in range(3, width)}
    workbook = with_cells({"Bìa": {(row, 2): "1"}, HOUSEHOLDS: lost | blank})
    assert [(rule, severity) for rule, severity, _, _ in named(workbook)] == [
        ("R08", "warning"),
        ("R04", "warning"),
    ]
    assert "ô mới của biểu mẫu" in workbook.findings[1].message
    # The total of a year whose parts the file does not have is an entry of its own.
    totals = workbook.observations.query(
        "indicator_code == 'poor_households' and settlement == 'total' and area_code == '542'"
    )
    assert totals.set_index("year")["is_stated_total"].to_dict() == {
        2021: False,
        2022: True,
        2023: True,
        2024: True,
        2025: True,
    }


def test_an_optional_sheet_may_be_left_out_but_not_in_part(opened, reference):
    title = "16. Xã, phường"
    grids = {name: grid for name, grid in opened.items() if name != title}
    workbook = reading.read_grids("542.xlsx", grids, reference=reference)
    assert named(workbook) == [("R04", "info", title, "")]
    part = replace(opened[title], rows=opened[title].rows[:-1])
    workbook = reading.read_grids("542.xlsx", opened | {title: part}, reference=reference)
    assert named(workbook) == [("R04", "error", title, "")]


def test_many_findings_of_one_kind_are_listed_in_part_and_counted(opened, reference):
    grid = opened["9. Nguồn vốn"]
    rows = [[*row] for row in grid.rows]
    for row in rows[6:]:
        row[0] = row[0].replace("project", "colour")
    grids = opened | {"9. Nguồn vốn": replace(grid, rows=rows)}
    workbook = reading.read_grids("542.xlsx", grids, reference=reference)
    unknown = [finding for finding in workbook.findings if finding.rule == "R03"]
    assert len(unknown) == LISTED + 1
    assert "phát hiện khác cùng loại (R03)" in unknown[-1].message


def test_every_cell_asked_is_accounted_for(read, reference):
    asked = [
        cell
        for sheet in forms.sheets(reference, POOR_DISTRICT)
        for cell in sheet.cells.values()
        if cell.kind == "input"
    ]
    assert read.cells_asked == len(asked) == len(inputs(read)) - not_applicable(reference)


def not_applicable(reference):
    return sum(
        cell.kind == "not_applicable"
        for sheet in forms.sheets(reference, POOR_DISTRICT)
        for cell in sheet.cells.values()
    )
