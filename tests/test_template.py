"""The written workbook: what Excel, and any other reader, finds in it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from dashboard.catalogue import forms
from dashboard.catalogue.observations import NOT_APPLICABLE, Key, Value
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.store import checking
from dashboard.words import formats
from dashboard.workbook import reading, writing

REFERENCE = load(data_folder())
DISTRICT, POOR_DISTRICT = "540", "542"
HOUSEHOLDS = "1. Hộ và tỷ lệ"
COVER = writing.Cover(
    as_of_date=date(2025, 3, 28), prepared_by="=1+1", texts={"P1.8.1": "@chép từ báo cáo"}
)
BASELINE = {
    Key("households_total", 2021, settlement="urban"): Value(Decimal(1000)),
    Key("households_total", 2021, settlement="rural"): Value(Decimal(2000)),
    Key("poor_households", 2021, settlement="urban"): Value(Decimal(7)),
    Key("poor_households", 2021, settlement="rural"): Value(Decimal(0)),
    Key("near_poor_households", 2021, settlement="urban"): Value(Decimal(8)),
    Key("poor_households", 2022, settlement="urban"): NOT_APPLICABLE,
    Key("poor_households", 2022, settlement="rural"): Value(Decimal(5)),
    Key("near_poor_households", 2022, settlement="urban"): NOT_APPLICABLE,
    Key("near_poor_households", 2022, settlement="rural"): NOT_APPLICABLE,
}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load(data_folder())


@pytest.fixture(scope="module")
def written(reference, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "biểu.xlsx"
    writing.write(
        POOR_DISTRICT, path, reference=reference, values=BASELINE, cover=COVER, illustrative=True
    )
    return path


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(written)


@pytest.fixture(scope="module")
def cells(reference):
    return writing.Grid(forms.sheets(reference, POOR_DISTRICT), BASELINE)


def address_of(cells, key):
    sheet, _, cell = cells.addresses[key].rpartition("!")
    return sheet.strip("'"), cell


def test_the_same_numbers_give_the_same_bytes(reference, written, tmp_path):
    again = tmp_path / "again.xlsx"
    writing.write(
        POOR_DISTRICT, again, reference=reference, values=BASELINE, cover=COVER, illustrative=True
    )
    assert again.read_bytes() == written.read_bytes()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Key("households_total", 2021), 3000),
        (Key("poor_households", 2021), 7),
        (Key("poverty_rate", 2021), 0.23),
        (Key("poverty_rate", 2021, settlement="urban"), 0.7),
        (Key("poverty_rate", 2021, settlement="rural"), 0),
        (Key("multidimensional_poor_households", 2021, settlement="urban"), 15),
        (Key("near_poor_households", 2021), ""),
        (Key("multidimensional_poverty_rate", 2021), ""),
        (Key("poor_households", 2022), 5),
        (Key("near_poor_households", 2022), "–"),
        (Key("poverty_rate", 2022), ""),
        (Key("households_total", 2023), ""),
    ],
)
def test_computed_cells_carry_their_value_for_readers_that_do_not_compute(
    written, cells, key, expected
):
    sheet, cell = address_of(cells, key)
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
    grid = CalamineWorkbook.from_path(str(written)).get_sheet_by_name(sheet)
    assert grid.to_python(skip_empty_area=False)[row - 1][column - 1] == expected


@pytest.mark.parametrize(
    ("key", "formula"),
    [
        (
            Key("households_total", 2021),
            '=IF(OR(D7="",D8=""),"",IF(COUNT(D7,D8)=0,"–",SUM(D7,D8)))',
        ),
        (
            Key("poverty_rate", 2021, settlement="urban"),
            '=IFERROR(IF(COUNT(E7,D7)=2,ROUND(100*(SUM(E7))/SUM(D7),2),""),"")',
        ),
        (
            Key("poor_households_by_movement", 2022),
            '=IF(OR(D7="",H7="",I7="",J7="",K7="",E7="",F7="",G7=""),"",'
            'IF(COUNT(D7,H7,I7,J7,K7,E7,F7,G7)=0,"–",SUM(D7,H7,I7,J7,K7)-SUM(E7,F7,G7)))',
        ),
    ],
)
def test_formulas_are_those_of_the_form(book, cells, key, formula):
    sheet, cell = address_of(cells, key)
    assert book[sheet][cell].value == formula


def test_the_households_of_a_class_are_linked_to_the_first_sheet(book, cells):
    _, poor = address_of(cells, Key("poor_households", 2022))
    assert f"'{HOUSEHOLDS}'!{poor}" in book["4. Thiếu hụt"]["D7"].value


def test_only_entry_cells_are_open_in_a_protected_sheet(book, cells):
    for key, cell in cells.cells.items():
        sheet, at = address_of(cells, key)
        assert book[sheet].protection.sheet
        assert book[sheet][at].protection.locked == (cell.kind != "input"), key


def test_every_entry_cell_takes_only_a_number_of_its_kind(book, cells):
    sheet, at = address_of(cells, Key("poor_households", 2021, settlement="urban"))
    rules = {str(rule.sqref): rule.formula1 for rule in book[sheet].data_validations.dataValidation}
    assert rules[at] == f"IF(ISNUMBER({at}),AND({at}>=0,{at}=INT({at})),FALSE)"
    entries = {
        address_of(cells, key)[1]
        for key, cell in cells.cells.items()
        if cell.kind == "input" and address_of(cells, key)[0] == sheet
    }
    assert rules.keys() == entries


def test_a_dash_is_typed_only_where_the_catalogue_accepts_it(book, cells):
    for page in book.worksheets:
        rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
        for key, cell in cells.cells.items():
            sheet, at = address_of(cells, key)
            if sheet == page.title and cell.kind == "input":
                assert ("–" in rules[at].formula1) == cell.may_not_apply, (sheet, at)


def test_what_is_answered_by_yes_or_no_is_chosen_from_a_list(book, cells):
    sheet, at = address_of(cells, Key("poor_district_exit", 2024))
    [rule] = [rule for rule in book[sheet].data_validations.dataValidation if str(rule.sqref) == at]
    assert (rule.type, rule.formula1) == ("list", '"0,1"')


def test_a_section_is_as_high_as_its_text(reference, tmp_path):
    path = tmp_path / "bieu.xlsx"
    long = "Kết quả thực hiện chương trình trên địa bàn huyện. " * 40
    cover = writing.Cover(texts={"P1.8.1": long})
    writing.write(DISTRICT, path, reference=reference, cover=cover)
    page = openpyxl.load_workbook(path)["15. Đánh giá, đề xuất"]
    heights = [page.row_dimensions[row].height for row in range(6, page.max_row + 1)]
    assert heights[0] > 200
    assert min(heights) >= 3 * writing.LINE_HEIGHT
    assert max(heights[1:]) < heights[0]


def test_amounts_may_have_decimals(book, cells):
    key = Key(
        "capital_plan", 2022, project_code="2", capital_source="central", capital_type="recurrent"
    )
    sheet, at = address_of(cells, key)
    rules = {str(rule.sqref): rule.formula1 for rule in book[sheet].data_validations.dataValidation}
    assert "INT" not in rules[at]


@pytest.mark.parametrize(
    ("key", "criteria"),
    [
        (
            Key("multidimensional_poor_households", 2021, settlement="urban"),
            "AND(COUNT(I7,D7)=2,I7>SUM(D7))",
        ),
        (
            Key("poor_households_by_movement", 2022),
            f"AND(COUNT(L7,'{HOUSEHOLDS}'!E12)=2,L7<>SUM('{HOUSEHOLDS}'!E12))",
        ),
        (Key("capital_allotted", 2022), "AND(COUNT(E7,D7,F7)=3,E7>SUM(D7,F7))"),
    ],
)
def test_cells_turn_red_where_a_main_rule_breaks(book, cells, key, criteria):
    sheet, at = address_of(cells, key)
    found = [
        rule.formula[0]
        for area in book[sheet].conditional_formatting
        for rule in area.rules
        if str(area.sqref) == at
    ]
    assert found == [criteria]


def test_what_does_not_apply_is_a_locked_dash(reference, tmp_path):
    path = tmp_path / "quy-nhon.xlsx"
    writing.write(DISTRICT, path, reference=reference)
    cells = writing.Grid(forms.sheets(reference, DISTRICT), {})
    sheet, at = address_of(cells, Key("programme_houses_new", 2024))
    cell = openpyxl.load_workbook(path)[sheet][at]
    assert (cell.value, cell.protection.locked) == ("–", True)


def test_the_mark_of_illustrative_figures_stands_on_every_sheet_and_page(book):
    for sheet in book:
        assert sheet["B3"].value == formats.ILLUSTRATIVE
        assert formats.ILLUSTRATIVE in sheet.oddHeader.center.text


def test_a_workbook_of_real_figures_bears_no_mark(reference, tmp_path):
    path = tmp_path / "real.xlsx"
    writing.write(DISTRICT, path, reference=reference)
    values = [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row]
    assert formats.ILLUSTRATIVE not in values


def test_text_is_never_a_formula(book):
    assert book["Bìa"]["C10"].data_type == "s"
    assert book["Bìa"]["C10"].value == "=1+1"
    assert book["15. Đánh giá, đề xuất"]["C6"].value == "@chép từ báo cáo"


def test_codes_are_hidden_and_heads_are_frozen_and_repeated_in_print(book):
    sheet = book[HOUSEHOLDS]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[4].hidden
    assert sheet.freeze_panes == "D7"
    assert sheet.print_title_rows == "$5:$6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_the_cover_offers_the_two_kinds_of_figures_and_takes_2025_for_an_estimate(book):
    rows = {row[0].value: row[2].value for row in book["Bìa"].iter_rows(min_row=5)}
    assert rows["unit_code"] == POOR_DISTRICT
    assert (rows["year=2024"], rows["year=2025"]) == ("Thực hiện", "Ước thực hiện")
    lists = [
        rule.formula1 for rule in book["Bìa"].data_validations.dataValidation if rule.type == "list"
    ]
    assert lists == ['"Thực hiện,Ước thực hiện"'] * 5


@pytest.mark.parametrize("unit_code", REFERENCE.units)
def test_every_unit_has_a_form_that_reads_back_as_it_was_filled_in(unit_code, tmp_path):
    grid = writing.Grid(forms.sheets(REFERENCE, unit_code), {})
    inputs = [key for key, cell in grid.cells.items() if cell.kind == "input"]
    values = {key: Value(Decimal(number)) for number, key in enumerate(inputs, 1)}
    path = tmp_path / "bieu.xlsx"
    writing.write(unit_code, path, reference=REFERENCE, values=values, cover=COVER)
    workbook = reading.read(path, reference=REFERENCE)
    assert workbook.findings == ()
    assert workbook.cover.unit_code == unit_code
    entered = workbook.observations[~workbook.observations["is_stated_total"]]
    found = dict(zip(entered["sheet"] + entered["cell"], entered["value"], strict=True))
    assert (
        found.items()
        >= {"".join(address_of(grid, key)): value.number for key, value in values.items()}.items()
    )


@pytest.mark.parametrize("unit_code", REFERENCE.units)
def test_an_empty_form_is_told_only_that_it_is_not_filled_in(unit_code, tmp_path):
    path = tmp_path / "bieu.xlsx"
    writing.write(unit_code, path, reference=REFERENCE, cover=COVER)
    found = checking.check(path, reference=REFERENCE).findings
    # Households without a number, texts without a word, blank cells of a sheet, and why.
    assert {each.rule for each in found} <= {"N01", "V02", "V43", "R10"}
    assert all("để trống" in each.message for each in found if each.rule == "N01")


def test_a_file_saved_without_results_of_its_formulas_has_no_finding_more(tmp_path):
    sample = data_folder() / "sample" / "543_hoai_nhon.xlsx"
    path = tmp_path / "bieu.xlsx"
    book = openpyxl.load_workbook(sample)
    book.save(path)
    with_results = checking.check(sample, reference=REFERENCE).findings
    without = checking.check(path, reference=REFERENCE).findings
    assert {(each.rule, each.cell) for each in without} <= {
        (each.rule, each.cell) for each in with_results
    }


def test_every_entry_cell_says_how_it_is_filled_in_with_an_example(book, cells):
    sheet, at = address_of(cells, Key("poor_households", 2021, settlement="urban"))
    prompts = {str(rule.sqref): rule.prompt for rule in book[sheet].data_validations.dataValidation}
    assert prompts[at].startswith("Số hộ nghèo")
    assert prompts[at].endswith("Ví dụ: 1234")
    assert all(len(each) <= 255 for each in prompts.values())


def test_a_prompt_offers_the_dash_only_where_the_catalogue_accepts_it(book, cells):
    offered = {
        key: "Không áp dụng: dấu “–”" in rule.prompt
        for key in (
            Key("poor_households", 2021, settlement="urban"),
            Key(
                "capital_plan",
                2022,
                project_code="2",
                capital_source="central",
                capital_type="recurrent",
            ),
        )
        for sheet, at in [address_of(cells, key)]
        for rule in book[sheet].data_validations.dataValidation
        if str(rule.sqref) == at
    }
    assert list(offered.values()) == [False, True]


@pytest.mark.parametrize(
    ("key", "criteria"),
    [
        (Key("capital_disbursed", 2022), "AND(COUNT(G7,D7,F7)=3,G7>SUM(D7,F7))"),
        (
            Key("deprived_households", 2022, household_class="poor", member_code="1"),
            f"AND(COUNT(F7,'{HOUSEHOLDS}'!E12)=2,F7>SUM('{HOUSEHOLDS}'!E12))",
        ),
        (Key("poor_households", 2021, settlement="urban"), "AND(COUNT(E7,D7)=2,E7>SUM(D7))"),
    ],
)
def test_a_part_larger_than_its_whole_turns_red(book, cells, key, criteria):
    sheet, at = address_of(cells, key)
    formulas = {
        str(area.sqref): rule.formula[0]
        for area in book[sheet].conditional_formatting
        for rule in area.rules
    }
    assert formulas[at] == criteria


def test_a_department_is_told_to_give_its_own_capital_only(book, reference, tmp_path):
    path = tmp_path / "so.xlsx"
    writing.write("so_gddt", path, reference=reference)
    for name in ("9. Nguồn vốn", "14. Nhu cầu vốn"):
        assert openpyxl.load_workbook(path)[name]["C3"].value == writing.CAPITAL_NOTE
        assert book[name]["C3"].value is None


def test_wide_sheets_print_on_several_pages_in_letters_of_nine_points(book):
    page = book["9. Nguồn vốn"]
    assert page.page_setup.scale >= 75
    assert not page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_cols == "$B:$C"


def test_no_sheet_of_numbers_is_pressed_below_nine_points_to_fit_one_page(book):
    for page in book.worksheets[1:-1]:
        # A file adds the padding of a cell to the width that was set.
        width = sum(int(page.column_dimensions[letter].width) for letter in "BC")
        numbers = page.max_column - writing.FIRST_COLUMN
        if width + writing.NUMBER_WIDTH * numbers > writing.PAGE_WIDTH:
            assert not page.sheet_properties.pageSetUpPr.fitToPage, page.title
            assert page.page_setup.scale == writing.LEAST_SCALE, page.title


def test_a_row_is_as_high_as_its_wrapped_name(book):
    page = book["9. Nguồn vốn"]
    [long, short] = [
        next(row for row in range(8, page.max_row) if page.cell(row, 2).value.startswith(start))
        for start in ("1.2. ", "3.2. ")
    ]
    assert page.row_dimensions[long].height >= 2 * page.row_dimensions[short].height


def test_a_protected_sheet_allows_what_the_guide_allows(book):
    held = book[HOUSEHOLDS].protection
    assert (held.formatCells, held.formatColumns, held.formatRows, held.insertRows) == (False,) * 4


def test_each_row_of_capital_says_its_whole_name(reference):
    [sheet] = [
        each for each in forms.sheets(reference, DISTRICT) if each.plan.sheet_code == "capital"
    ]
    assert all(row.label == "TỔNG CỘNG" or ". " in row.label for row in sheet.rows)
