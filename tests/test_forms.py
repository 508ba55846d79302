"""The layout: every number of the workbook has one place, and its codes lead back to its key."""

import shutil

import pytest

from dashboard.catalogue import forms
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference, data_folder, load

DISTRICT, POOR_DISTRICT, DEPARTMENT, FRONT = "540", "542", "so_tp", "mttq"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load(data_folder())


def cells_of(reference: Reference, unit_code: str) -> dict[Key, forms.Cell]:
    return {
        cell.key: cell
        for sheet in forms.sheets(reference, unit_code)
        for cell in sheet.cells.values()
        if cell.kind != "context"
    }


def sheet_of(reference: Reference, code: str, unit_code: str = POOR_DISTRICT) -> forms.Sheet:
    return next(
        sheet for sheet in forms.sheets(reference, unit_code) if sheet.plan.sheet_code == code
    )


@pytest.mark.parametrize("unit_code", [DISTRICT, POOR_DISTRICT, DEPARTMENT, FRONT])
def test_no_two_cells_of_a_workbook_hold_the_same_number(reference, unit_code):
    laid = [
        cell.key
        for sheet in forms.sheets(reference, unit_code)
        for cell in sheet.cells.values()
        if cell.kind != "context"
    ]
    assert len(laid) == len(set(laid)) > 0


@pytest.mark.parametrize("unit_code", [DISTRICT, POOR_DISTRICT, DEPARTMENT, FRONT])
def test_the_codes_of_row_and_column_lead_back_to_the_number(reference, unit_code):
    for sheet in forms.sheets(reference, unit_code):
        for (row, column), cell in sheet.cells.items():
            if cell.kind != "context":
                read = forms.key_of(sheet.rows[row].code, sheet.columns[column].code)
                assert read == cell.key


def test_every_formula_stands_on_cells_of_the_same_workbook(reference):
    cells = cells_of(reference, DISTRICT)
    used = {
        key
        for cell in cells.values()
        if cell.formula
        for key in (*(key for _, key in cell.formula.numerator), *cell.formula.denominator)
    }
    assert used <= cells.keys()


def test_every_collected_indicator_of_a_district_has_a_place(reference):
    laid = {key.indicator_code for key in cells_of(reference, DISTRICT)}
    numbers = {code for code, plan in reference.sheets.items() if plan.layout != "text"}
    collected = {
        code
        for code, indicator in reference.indicators.items()
        if indicator.sheet_code in numbers and "district" in indicator.reported_by
    }
    assert laid == collected


def test_the_front_alone_reports_the_fund_of_the_province(reference):
    levels = {
        unit: {
            key.member_code
            for key in cells_of(reference, unit)
            if key.indicator_code == "fund_for_poor_mobilised"
        }
        for unit in (DISTRICT, FRONT)
    }
    assert levels[DISTRICT] == {"all", "district", "commune"}
    assert levels[FRONT] == {"all", "province", "district", "commune"}


def test_a_district_has_a_row_for_each_of_its_communes(reference):
    sheet = sheet_of(reference, "communes")
    assert [row.label for row in sheet.rows][:2] == ["Thị trấn An Lão", "Xã An Hưng"]
    assert (len(sheet.rows), len(sheet.columns)) == (10, 15)


def test_an_indicator_added_to_the_catalogue_appears_in_its_sheet(tmp_path):
    shutil.copytree(data_folder() / "reference", tmp_path / "reference")
    catalogue = tmp_path / "reference" / "indicators.csv"
    lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
    model = next(line for line in lines if line.startswith("livelihood_models,"))
    lines.append(model.replace("livelihood_models,", "new_outputs,", 1))
    catalogue.write_text("".join(lines), encoding="utf-8")
    assert Key("new_outputs", 2023) in cells_of(load(tmp_path), DISTRICT)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (Key("poor_households", 2021, settlement="urban"), "input"),
        (Key("poor_households", 2021), "formula"),
        (Key("poverty_rate", 2025, settlement="rural"), "formula"),
        (Key("poor_households_by_movement", 2022), "formula"),
        (Key("deprived_households", 2023, household_class="near_poor", member_code="12"), "input"),
        (Key("deprivations_total", 2023, household_class="poor"), "formula"),
        (
            Key("households_by_poverty_cause", 2024, household_class="poor", member_code="8"),
            "input",
        ),
        (
            Key(
                "capital_plan",
                2024,
                project_code="4.1",
                capital_source="central",
                capital_type="investment",
            ),
            "input",
        ),
        (Key("capital_plan", 2024, project_code="4.1"), "formula"),
        (Key("capital_plan", 2024), "formula"),
        (Key("livelihood_models", 2022), "input"),
        (Key("livelihood_households", 2022), "formula"),
        (Key("livelihood_households", 2022, member_code="near_poor"), "input"),
        (Key("children_deprived", 2023, household_class="poor", member_code="school"), "input"),
        (Key("capital_need_2026_2030", 2030), "formula"),
        (Key("poor_households", 2024, area_code="21550"), "input"),
    ],
)
def test_who_fills_a_cell(reference, key, kind):
    assert cells_of(reference, DISTRICT)[key].kind == kind


@pytest.mark.parametrize(
    "key",
    [
        Key(
            "capital_plan",
            2023,
            project_code="1.1",
            capital_source="central",
            capital_type="investment",
        ),
        Key("capital_disbursed", 2025, project_code="5"),
        Key("programme_houses_new", 2024),
    ],
)
def test_what_only_a_poor_district_has_does_not_apply_elsewhere(reference, key):
    assert cells_of(reference, DISTRICT)[key].kind == "not_applicable"
    assert cells_of(reference, POOR_DISTRICT)[key].kind != "not_applicable"


@pytest.mark.parametrize(
    ("sheet_code", "column", "mark"),
    [
        ("households", "poverty_rate", "3=2/1·100"),
        ("households", "multidimensional_poor_households", "6=2+4"),
        ("households", "multidimensional_poverty_rate", "7=(2+4)/1·100"),
        ("movements_poor", "poor_households_by_movement", "9=1−2−3−4+5+6+7+8"),
        ("movements_near_poor", "near_poor_households_by_movement", "9=1−2−3−4+5+6+7+8"),
        ("deprivations", "deprivations_total", "2=3+…+14"),
        ("deprivations", "deprived_households;member=12", "14"),
        ("causes", "households_by_poverty_cause;member=1", "2"),
    ],
)
def test_the_numbers_under_the_heads_are_those_of_the_forms(reference, sheet_code, column, mark):
    lines = sheet_of(reference, sheet_code).columns
    assert [line.mark for line in lines if line.code == f"indicator={column}"] == [mark]


def test_the_columns_of_a_sheet_are_numbered_without_a_gap(reference):
    for sheet in forms.sheets(reference, POOR_DISTRICT):
        numbers = [int(line.mark.partition("=")[0]) for line in sheet.columns]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_movement_of_poor_households_adds_and_subtracts_as_the_form_says(reference):
    cell = cells_of(reference, DISTRICT)[Key("poor_households_by_movement", 2022)]
    assert [factor for factor, _ in cell.formula.numerator] == [1, -1, -1, -1, 1, 1, 1, 1]


def test_the_households_of_a_class_stand_beside_its_deprivations_for_the_eye_only(reference):
    sheet = sheet_of(reference, "deprivations")
    beside = {cell.key for (_, column), cell in sheet.cells.items() if column == 0}
    assert beside == {
        Key(code, year)
        for code in ("poor_households", "near_poor_households")
        for year in (2022, 2023, 2024)
    }
    assert {cell.kind for (_, column), cell in sheet.cells.items() if column == 0} == {"context"}


def test_a_project_s_total_is_the_sum_of_all_its_types_and_sources(reference):
    total = cells_of(reference, DISTRICT)[Key("capital_plan", 2022, project_code="6.1")]
    parts = {(key.capital_type, key.capital_source) for _, key in total.formula.numerator}
    assert parts == {
        (kind, source)
        for kind in ("investment", "recurrent")
        for source in reference.capital_sources
    }


@pytest.mark.parametrize(
    ("unit_code", "sheets"),
    [
        (DEPARTMENT, ["capital", "outputs", "policies", "needs"]),
        ("so_ldtbxh", ["households", "outcomes", "capital", "outputs", "needs"]),
        ("nhcsxh", ["capital", "outputs", "policies", "needs"]),
        (FRONT, ["fund"]),
    ],
)
def test_other_units_get_only_the_sheets_they_report(reference, unit_code, sheets):
    assert [sheet.plan.sheet_code for sheet in forms.sheets(reference, unit_code)] == sheets


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("year=2022", "settlement=urban"),
        ("nonsense", "indicator=x"),
        ("year=2022", "colour=red"),
        ("year=nay", "indicator=poor_households"),
    ],
)
def test_codes_that_name_no_number_are_refused(row, column):
    with pytest.raises(ValueError):  # noqa: PT011 the kind of the fault is all that matters
        forms.key_of(row, column)
