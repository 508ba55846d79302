"""Every rule of `queries/checks/` finds its fault, at its cell, and nothing in a sound workbook."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter

import pandas as pd
import pytest
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.catalogue import forms
from dashboard.catalogue.findings import duplicates
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import data_folder, load
from dashboard.store import build, database, grounds, rules
from dashboard.words import formats
from dashboard.workbook.cover import Cover
from dashboard.workbook.reading import COLUMNS, TEXT_COLUMNS, Workbook

REFERENCE = load(data_folder())
UNIT = "542"
COMMUNE_CODE = REFERENCE.communes[UNIT][0].code
COMMUNE_NAME = rules.uncapitalised(REFERENCE.communes[UNIT][0].name)
FILE = "an_lao.xlsx"
RESULT = [
    "submission_id",
    "severity",
    "indicator_code",
    "year",
    "settlement",
    "household_class",
    "project_code",
    "member_code",
    "sheet",
    "cell",
    "found",
    "expected",
    "note",
]
WANTED = [
    "P01",
    "P02",
    "V01",
    "V02",
    "V03",
    "V04",
    "V05",
    "V06",
    "V07",
    "V08",
    "V09",
    "V10",
    "V11",
    "V12",
    "V13",
    "V20",
    "V21",
    "V22",
    "V23",
    "V24",
    "V24b",
    "V25",
    "V26",
    "V27",
    "V28",
    "V30",
    "V31",
    "V32",
    "V33",
    "V34",
    "V40",
    "V41",
    "V42",
    "V43",
    "V50",
    "V51",
    "V53",
    "V80",
]
# Their tests stand in test_rules_programme.
OF_THE_PROGRAMME = {"V52", "V54", *(f"V{number}" for number in range(60, 74))}
# Theirs stand in test_rules_doubts, of V58 in test_human_mistakes: rules beyond those that the
# catalogue names.
OF_DOUBT = {"V15", "V16", "V35", "V44", "V55", "V56", "V57", "V58", "V82", "V83", "V84"}
# They compare units or versions, or read the cover or the texts: each has a test of its own.
BEYOND_ONE_SHEET = {"P02", "V40", "V42", "V43"}
# The models of An Lão in 2022, of project 2.
PUBLISHED = "PF321"
SEVERITIES = {"error", "warning", "info"}

# A poor district of ten communes whose poor households fall by 100 a year and whose near-poor stay
# as many.
URBAN = {
    "households_total": 2000,
    "ethnic_minority_households": 30,
    "avg_living_standard_households": 100,
    "near_poor_households": 50,
    "poor_households_ethnic_minority": 5,
    "near_poor_households_ethnic_minority": 2,
    "population_total": 8000,
    "ethnic_minority_population": 120,
    "near_poor_persons": 200,
}
RURAL = {
    "households_total": 8000,
    "ethnic_minority_households": 270,
    "avg_living_standard_households": 400,
    "near_poor_households": 450,
    "poor_households_ethnic_minority": 45,
    "near_poor_households_ethnic_minority": 18,
    "population_total": 32000,
    "ethnic_minority_population": 1080,
    "near_poor_persons": 1800,
}
COMMUNE = {"households_total": 1000, "near_poor_households": 50}
CLASS = {
    "poor": {"deprived_households": 300, "households_by_poverty_cause": 120},
    "near_poor": {"deprived_households": 50, "households_by_poverty_cause": 70},
}
MEMBER = {
    ("poor_households_by_ethnic_group", "bana"): 20,
    ("poor_households_by_ethnic_group", "hre"): 20,
    ("target_value", "poverty_rate"): 6,
}
TOTAL = {
    "poor_to_near_poor": 60,
    "poor_above_near_poor_line": 60,
    "poor_other_decrease": 0,
    "near_poor_to_poor": 10,
    "relapsed_poor": 5,
    "newly_poor": 5,
    "poor_other_increase": 0,
    "near_poor_households_beginning": 500,
    "near_poor_escaped": 50,
    "near_poor_fell_into_poverty": 10,
    "near_poor_other_decrease": 0,
    "near_poor_from_poor": 60,
    "relapsed_near_poor": 0,
    "newly_near_poor": 0,
    "near_poor_other_increase": 0,
    "poor_households_no_labour_capacity": 50,
    "near_poor_households_no_labour_capacity": 20,
    "poor_households_merit": 5,
    "near_poor_households_merit": 2,
    "poor_households_by_ethnic_group": 5,
    "children_in_poor_households": 700,
    "children_in_near_poor_households": 500,
    "children_deprived": 100,
    "communes_total": 10,
    "communes_without_poor_households": 2,
    "difficult_communes_exit": 1,
    "poor_district_exit": 1,
    "capital_plan": 100,
    "capital_allotted": 90,
    "capital_carried_in": 5,
    "capital_disbursed": 80,
    "capital_cancelled": 20,
    "infrastructure_works_completed": 1,
    "programme_houses_new": 3,
    "programme_houses_repaired": 2,
    "commune_radio_stations_upgraded": 2,
    "poverty_training_courses": 1,
    "poverty_staff_trained": 30,
    "policy_credit_disbursed": 500,
    "policy_credit_outstanding": 900,
    "temporary_houses_to_remove": 60,
    "temporary_houses_started": 12,
    "great_unity_houses_new": 6,
    "great_unity_houses_repaired": 4,
    "livelihood_models": 12,
}


def sound(key):
    """Give a number of the sound workbook."""
    years = key.year - 2021
    code = key.indicator_code
    if code == "poor_households":
        parts = {"urban": 100 - 10 * years, "rural": 900 - 90 * years}
        # The sheet of communes gives totals, ten equal ones.
        return parts.get(key.settlement, 100 - 10 * years)
    if code == "poor_persons":
        return 4 * sound(replace(key, indicator_code="poor_households"))
    if code == "poor_households_beginning":
        return 1100 - 100 * years
    if (code, key.member_code) == ("poor_households_by_ethnic_group", "kinh"):
        return 950 - 100 * years
    if (code, key.member_code) in MEMBER:
        return MEMBER[code, key.member_code]
    by_settlement = {"urban": URBAN, "rural": RURAL, "total": TOTAL}[key.settlement]
    if key.area_code:
        by_settlement = COMMUNE
    return CLASS.get(key.household_class, {}).get(code, by_settlement.get(code, 10))


def form_of(unit):
    """Give the cells of a unit's form with their sheet and address."""
    return {
        cell.key: (cell, sheet.plan.sheet_name, xl_rowcol_to_cell(*at))
        for sheet in forms.sheets(REFERENCE, unit)
        for at, cell in sheet.cells.items()
        if cell.kind != "context"
    }


@pytest.fixture(scope="module")
def form():
    """Give the cells of the district's form with their sheet and address."""
    return form_of(UNIT)


def filled(form, changes):
    """Fill the form: entries first, then formulas, as a spreadsheet does; changes win."""
    values = {
        key: changes.get(key, Value(Decimal(sound(key))))
        for key, (cell, _, _) in form.items()
        if cell.kind == "input"
    }

    def value_of(key):
        if key not in values:
            values[key] = changes[key] if key in changes else computed(form[key][0])
        return values[key]

    def computed(cell):
        if cell.kind == "not_applicable" or cell.formula is None:
            return NOT_APPLICABLE
        formula = cell.formula
        # A form's sum passes over blanks and dashes.
        numerator = sum(factor * (value_of(key).number or 0) for factor, key in formula.numerator)
        if not formula.denominator:
            return Value(Decimal(numerator * formula.scale))
        denominator = sum(value_of(key).number or 0 for key in formula.denominator)
        if not denominator:
            return NOT_SUBMITTED
        exact = Decimal(numerator * formula.scale) / denominator
        return Value(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))

    return {key: value_of(key) for key in form}


def kind_of(key):
    """Tell whether a number is planned, reached or estimated."""
    if REFERENCE.indicators[key.indicator_code].is_plan:
        return "plan"
    return "estimate" if key.year == 2025 else "actual"


def frame_of(form, values, *, unit=UNIT):
    names = Key.__dataclass_fields__
    rows = [
        {name: getattr(key, name) for name in names}
        | {
            "area_code": key.area_code or REFERENCE.units[unit].area_code,
            "unit_code": unit,
            "value": values[key].number,
            "value_kind": kind_of(key),
            "value_state": values[key].state,
            "is_stated_total": cell.kind == "formula",
            "sheet": sheet,
            "cell": address,
            "raw_text": str(values[key].number),
        }
        for key, (cell, sheet, address) in form.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def texts_of(unit, texts):
    """Give the texts of a unit, each “Đã nêu.” unless `texts` has another."""
    asked = [each.section_code for each in REFERENCE.sections.values() if each.is_asked]
    rows = [
        {
            "unit_code": unit,
            "section_code": code,
            "content": texts.get(code, "Đã nêu."),
            "sheet": "15. Đánh giá, đề xuất",
            "cell": f"C{at}",
        }
        for at, code in enumerate(asked, 6)
    ]
    return pd.DataFrame(rows, columns=list(TEXT_COLUMNS))


def submission(form, changes, *, version=1, unit=UNIT, cover=None, texts=None):
    """Give a version of a unit's workbook: sound but for the changes; it is the current one."""
    said = Cover(
        unit_code=unit,
        as_of_date=date(2025, 3, 31),
        report_submitted_on=None,
        prepared_by="",
        template_version=forms.TEMPLATE_VERSION,
        is_illustrative=False,
        value_kinds={},
    )
    book = Workbook(
        FILE if unit == UNIT else f"{unit}.xlsx",
        replace(said, **(cover or {})),
        frame_of(form, filled(form, changes), unit=unit),
        texts_of(unit, texts or {}),
        (),
    )
    received_at = datetime(2025, 4, 1)
    return build.Submission(f"{unit}-{version}", version, True, received_at, "", book)


# What a test changes in the sound workbook that is loaded already.
CHANGE = """
update observations
set
    value = cast(changes.value as decimal(38, 10)),
    value_state = changes.value_state,
    raw_text = changes.value
from changes
where observations.sheet = changes.sheet and observations.cell = changes.cell
"""


def loaded_reference(opened):
    """Load the reference data; one published figure is left, as the sound workbook says it."""
    build.load_reference(opened, data_folder())
    opened.execute("delete from published_figures where figure_id <> ?", [PUBLISHED])
    opened.execute("update published_figures set value = 12")


@pytest.fixture(scope="module")
def connection():
    with database.scratch() as opened:
        loaded_reference(opened)
        yield opened


@pytest.fixture(scope="module")
def sound_connection(form):
    """Hold the sound workbook for the tests that change some of its cells."""
    with database.scratch() as opened:
        loaded_reference(opened)
        build.load_submissions(opened, [submission(form, {})])
        yield opened


@pytest.fixture
def found_in(connection):
    """Give what the rules, or only one, find in several workbooks, each with its submission."""

    def find(submissions, only=""):
        chosen = tuple(rule for rule in rules.RULES if only in ("", rule.code))
        connection.execute("begin")
        try:
            build.load_submissions(connection, submissions)
            return rules.run(connection, chosen)
        finally:
            connection.execute("rollback")

    return find


@pytest.fixture
def findings(found_in, form, sound_connection):
    """Give what the rules find in the sound workbook with some cells changed."""

    def find(changes, only="", **said):
        if said:
            return [finding for _, finding in found_in([submission(form, changes, **said)], only)]
        chosen = tuple(rule for rule in rules.RULES if only in ("", rule.code))
        values, usual = filled(form, changes), filled(form, {})
        rows = [
            (None if value.number is None else str(value.number), value.state, *form[key][1:])
            for key, value in values.items()
            if value != usual[key]
        ]
        sound_connection.execute("begin")
        try:
            columns = ["value", "value_state", "sheet", "cell"]
            sound_connection.register(
                "changes", pd.DataFrame(rows, columns=columns, dtype="string")
            )
            sound_connection.execute(CHANGE)
            return [finding for _, finding in rules.run(sound_connection, chosen)]
        finally:
            sound_connection.execute("rollback")

    return find


def number(text):
    return Value(Decimal(text))


def urban(code, year):
    return Key(code, year, settlement="urban")


def rural(code, year):
    return Key(code, year, settlement="rural")


def poor(member, year=2023, household_class="poor"):
    return Key("deprived_households", year, household_class=household_class, member_code=member)


def members(household_class, value):
    return {poor(str(k), 2023, household_class): number(value) for k in range(1, 13)}


def line(code, year, project="2"):
    return Key(code, year, project_code=project, capital_source="central", capital_type="recurrent")


def commune(code, year):
    return Key(code, year, area_code=COMMUNE_CODE)


def assigned(member, year):
    return Key("target_value", year, member_code=member)


def group(member, year):
    return Key("poor_households_by_ethnic_group", year, member_code=member)


def enrolled(household_class, year):
    return Key("children_right_age_enrolled", year, household_class=household_class)


def disabled(household_class, year):
    return Key("persons_with_disabilities_poor", year, household_class=household_class)


def child(member, year):
    return Key("children_deprived", year, household_class="poor", member_code=member)


def cause(member, year=2023):
    return Key("households_by_poverty_cause", year, household_class="poor", member_code=member)


# Poor households that fall from 800 to 350, as their movements say, and their children with them.
HALVED = {
    urban("poor_households", 2024): number("30"),
    rural("poor_households", 2024): number("320"),
    Key("poor_households_by_movement", 2024): number("350"),
    Key("children_in_poor_households", 2024): number("306"),
}

# rule, what is changed in the sound workbook, the cell it is found at, severity, found, expected,
# a piece of the sentence.
FAULTS = [
    (
        "P01",
        {Key("livelihood_models", 2022): number("9")},
        Key("livelihood_models", 2022),
        "warning",
        "9",
        "12",
        "số đã công bố là 12 (",
    ),
    *(
        (
            "P01",
            {Key("livelihood_models", 2022): number(typed)},
            Key("livelihood_models", 2022),
            "warning",
            found,
            "12",
            slip,
        )
        for typed, found, slip in (
            ("21", "21", "; có thể đảo chữ số: 12)."),
            ("120", "120", "; có thể thừa một chữ số 0)."),
            ("12000", "12.000", "; có thể nhầm đơn vị 1.000 lần)."),
            ("12000000", "12.000.000", "; có thể nhầm đơn vị 1.000.000 lần)."),
        )
    ),
    (
        "V01",
        {Key("poor_district_exit", 2025): number("2")},
        Key("poor_district_exit", 2025),
        "error",
        "2",
        "1 (có) hoặc 0 (không)",
        "Năm 2025: “Thoát huyện nghèo” ghi 2",
    ),
    (
        "V01",
        {assigned("poor_households", 2024): number("2.5")},
        assigned("poor_households", 2024),
        "error",
        "2,5",
        "số nguyên không âm",
        "Năm 2024, số hộ nghèo (hộ): “Chỉ tiêu được giao” ghi 2,5",
    ),
    (
        "V01",
        {group("bana", 2023): number("-1")},
        group("bana", 2023),
        "error",
        "−1",
        "số nguyên không âm",
        "Năm 2023, dân tộc Ba Na: ",
    ),
    (
        "V01",
        {line("capital_need_2026_2030", 2030): number("-1")},
        line("capital_need_2026_2030", 2030),
        "error",
        "−1",
        "số không âm",
        "Giai đoạn 2026–2030, dự án 2: ",
    ),
    (
        "V02",
        {commune("households_total", 2023): number("0")},
        commune("households_total", 2023),
        "error",
        "0",
        "số lớn hơn 0",
        f"Năm 2023, {COMMUNE_NAME}: “Tổng số hộ” ghi 0",
    ),
    (
        "V03",
        {Key("population_total", 2023): number("40001")},
        Key("population_total", 2023),
        "error",
        "40.001",
        "40.000",
        "“Tổng số nhân khẩu” ghi 40.001",
    ),
    (
        "V04",
        {enrolled("near_poor", 2023): number("11")},
        enrolled("near_poor", 2023),
        "error",
        "11",
        "10",
        "Năm 2023, hộ cận nghèo: “Trẻ em đi học đúng độ tuổi” là 11, lớn hơn",
    ),
    (
        "V04",
        {Key("voluntary_exit_applications", 2023): number("901")},
        Key("voluntary_exit_applications", 2023),
        "error",
        "901",
        "900",
        "lớn hơn “Đầu năm” (900)",
    ),
    (
        "V05",
        {commune("near_poor_households", 2023): number("950")},
        commune("households_total", 2023),
        "error",
        "1.030",
        "1.000",
        f"Năm 2023, {COMMUNE_NAME}: hộ nghèo, hộ cận nghèo",
    ),
    (
        "V01",
        {urban("poor_households", 2023): number("-3")},
        urban("poor_households", 2023),
        "error",
        "−3",
        "số nguyên không âm",
        "Năm 2023, khu vực thành thị: “Hộ nghèo” ghi −3, cần số nguyên không âm.",
    ),
    (
        "V01",
        {Key("livelihood_models", 2024): number("2.5")},
        Key("livelihood_models", 2024),
        "error",
        "2,5",
        "số nguyên không âm",
        "Năm 2024: “Mô hình, dự án sinh kế” ghi 2,5",
    ),
    (
        "V01",
        {line("capital_carried_in", 2022, "4.1"): number("-0.5")},
        line("capital_carried_in", 2022, "4.1"),
        "error",
        "−0,5",
        "số không âm",
        "Năm 2022, tiểu dự án 4.1: ",
    ),
    (
        "V02",
        {rural("households_total", 2024): number("0")},
        rural("households_total", 2024),
        "error",
        "0",
        "số lớn hơn 0",
        "Năm 2024, khu vực nông thôn: “Tổng số hộ” ghi 0",
    ),
    (
        "V02",
        {urban("households_total", 2021): NOT_SUBMITTED},
        urban("households_total", 2021),
        "error",
        "…",
        "số lớn hơn 0",
        "Đầu kỳ, khu vực thành thị: “Tổng số hộ” ghi …",
    ),
    (
        "V03",
        {Key("poor_households", 2023): number("801")},
        Key("poor_households", 2023),
        "error",
        "801",
        "800",
        "Năm 2023, toàn địa bàn: “Hộ nghèo” ghi 801, thành thị cộng nông thôn là 800.",
    ),
    (
        "V04",
        {urban("poor_households_ethnic_minority", 2022): number("31")},
        urban("poor_households_ethnic_minority", 2022),
        "error",
        "31",
        "30",
        "“Hộ nghèo DTTS” là 31, lớn hơn “Hộ dân tộc thiểu số” (30).",
    ),
    (
        "V04",
        {Key("poor_households_merit", 2024): number("1234")},
        Key("poor_households_merit", 2024),
        "error",
        "1.234",
        "700",
        "Năm 2024: “Hộ nghèo có người có công” là 1.234, lớn hơn “Hộ nghèo” (700).",
    ),
    (
        "V05",
        {urban("avg_living_standard_households", 2025): number("1900")},
        urban("households_total", 2025),
        "error",
        "2.010",
        "2.000",
        "cộng lại là 2.010",
    ),
    (
        "V05",
        {
            urban("near_poor_households", 2025): number("1950"),
            urban("avg_living_standard_households", 2025): NOT_SUBMITTED,
        },
        urban("households_total", 2025),
        "error",
        "2.010",
        "2.000",
        "lớn hơn tổng số hộ 2.000",
    ),
    (
        "V06",
        {urban("multidimensional_poor_households", 2021): number("151")},
        urban("multidimensional_poor_households", 2021),
        "error",
        "151",
        "150",
        "Đầu kỳ, khu vực thành thị",
    ),
    (
        "V06",
        {Key("multidimensional_poor_households", 2021): number("1501")},
        Key("multidimensional_poor_households", 2021),
        "error",
        "1.501",
        "1.500",
        "toàn địa bàn",
    ),
    (
        "V07",
        {Key("poverty_rate", 2023): number("8.02")},
        Key("poverty_rate", 2023),
        "warning",
        "8,02",
        "8,00",
        "“Tỷ lệ hộ nghèo” ghi 8,02 %, tính lại từ số liệu là 8,00 %.",
    ),
    (
        # 46 of 8.000 is 0,575: halves go up, as printed.
        "V07",
        {
            rural("poor_households", 2024): number("46"),
            rural("households_total", 2024): number("8000"),
            rural("poverty_rate", 2024): number("0.6"),
        },
        rural("poverty_rate", 2024),
        "warning",
        "0,60",
        "0,58",
        "tính lại từ số liệu là 0,58 %",
    ),
    (
        # 274 typed as 247: the rate of the right count was kept.
        "V07",
        {
            rural("poor_households", 2024): number("247"),
            rural("poverty_rate", 2024): number("3.43"),
        },
        rural("poverty_rate", 2024),
        "warning",
        "3,43",
        "3,09",
        "Nếu “Hộ nghèo” là 274 thay vì 247 (đổi chỗ hai chữ số liền nhau) thì tỷ lệ khớp.",
    ),
    (
        # The denominator: 8,450 typed as 8,540.
        "V07",
        {
            rural("households_total", 2024): number("8540"),
            rural("poverty_rate", 2024): number("7.46"),
        },
        rural("poverty_rate", 2024),
        "warning",
        "7,46",
        "7,38",
        "Nếu “Tổng số hộ” là 8.450 thay vì 8.540 (đổi chỗ hai chữ số liền nhau) thì tỷ lệ khớp.",
    ),
    (
        # 630 typed without its 0.
        "V07",
        {rural("poor_households", 2024): number("63"), rural("poverty_rate", 2024): number("7.88")},
        rural("poverty_rate", 2024),
        "warning",
        "7,88",
        "0,79",
        "Nếu “Hộ nghèo” là 630 thay vì 63 (thừa hoặc thiếu một chữ số 0) thì tỷ lệ khớp.",
    ),
    (
        "V07",
        {
            rural("poor_households", 2024): number("630000"),
            rural("poverty_rate", 2024): number("7.88"),
        },
        rural("poverty_rate", 2024),
        "warning",
        "7,88",
        "7.875,00",
        "Nếu “Hộ nghèo” là 630 thay vì 630.000 (nhầm đơn vị 1.000 lần) thì tỷ lệ khớp.",
    ),
    (
        "V07",
        {Key("children_right_age_school_rate", 2023, household_class="poor"): number("50")},
        Key("children_right_age_school_rate", 2023, household_class="poor"),
        "warning",
        "50,00",
        "100,00",
        "Năm 2023, hộ nghèo: “Đi học đúng độ tuổi” ghi 50,00 %",
    ),
    (
        "V08",
        {urban("near_poverty_rate", 2022): number("250")},
        urban("near_poverty_rate", 2022),
        "error",
        "250,00",
        "100,00",
        "ghi 250,00 %, tỷ lệ phải từ 0 đến 100 %",
    ),
    (
        "V08",
        {urban("near_poverty_rate", 2022): number("-1")},
        urban("near_poverty_rate", 2022),
        "error",
        "−1,00",
        "0,00",
        "ghi −1,00 %",
    ),
    (
        "V09",
        {Key("multidimensional_poverty_rate", 2023): number("13.03")},
        Key("multidimensional_poverty_rate", 2023),
        "warning",
        "13,03",
        "13,00",
        "tỷ lệ hộ nghèo cộng tỷ lệ hộ cận nghèo là 13,00 %",
    ),
    (
        "V10",
        {commune("poor_households", 2023): number("81")},
        Key("poor_households", 2023),
        "warning",
        "800",
        "801",
        "là 800, 10 xã, phường, thị trấn cộng lại là 801.",
    ),
    (
        "V11",
        {Key("communes_without_poor_households", 2024): number("11")},
        Key("communes_without_poor_households", 2024),
        "error",
        "11",
        "10",
        "“Xã không còn hộ nghèo” ghi 11, lớn hơn số đơn vị cấp xã (10).",
    ),
    (
        "V12",
        {urban("poor_persons", 2023): number("79")},
        urban("poor_persons", 2023),
        "error",
        "79",
        "80",
        "“Nhân khẩu nghèo” là 79, ít hơn “Hộ nghèo” (80).",
    ),
    (
        "V12",
        {urban("population_total", 2022): number("16001")},
        urban("population_total", 2022),
        "warning",
        "16.001",
        "16.000",
        "quá 8 người mỗi hộ, tính theo “Tổng số hộ” (16.000).",
    ),
    (
        "V12",
        {Key("children_in_poor_households", 2023): number("3201")},
        Key("children_in_poor_households", 2023),
        "error",
        "3.201",
        "3.200",
        "lớn hơn “Nhân khẩu nghèo” (3.200).",
    ),
    (
        "V12",
        {disabled("near_poor", 2022): number("2001")},
        disabled("near_poor", 2022),
        "error",
        "2.001",
        "2.000",
        "Năm 2022, hộ cận nghèo: “Người khuyết tật” là 2.001",
    ),
    (
        "V13",
        {Key("poverty_rate_ethnic_minority", 2023): number("6.25")},
        Key("poverty_rate_ethnic_minority", 2023),
        "info",
        "6,25",
        "16,67",
        "phải so với tổng số hộ DTTS, tức 16,67 %.",
    ),
    (
        "V20",
        {Key("poor_households_beginning", 2022): number("1001")},
        Key("poor_households_beginning", 2022),
        "warning",
        "1.001",
        "1.000",
        "Năm 2022: số hộ nghèo đầu năm ghi 1.001, cuối năm trước là 1.000.",
    ),
    (
        "V21",
        {Key("newly_poor", 2023): number("50")},
        Key("poor_other_decrease", 2023),
        "warning",
        "845",
        "800",
        "cuối năm còn 845 hộ nghèo",
    ),
    (
        "V21",
        {Key("newly_poor", 2023): number("51")},
        Key("poor_other_decrease", 2023),
        "error",
        "846",
        "800",
        "chênh lệch 46 hộ.",
    ),
    (
        "V21",
        {
            Key("poor_above_near_poor_line", 2023): number("50"),
            Key("poor_other_decrease", 2023): NOT_SUBMITTED,
        },
        Key("poor_other_decrease", 2023),
        "warning",
        "810",
        "800",
        "Ô để trống được tính là 0: “Giảm khác” (ô ",
    ),
    (
        "V22",
        {Key("near_poor_households_beginning", 2025): number("499")},
        Key("near_poor_households_beginning", 2025),
        "warning",
        "499",
        "500",
        "số hộ cận nghèo đầu năm ghi 499",
    ),
    (
        "V23",
        {Key("near_poor_escaped", 2024): number("40")},
        Key("near_poor_other_decrease", 2024),
        "warning",
        "510",
        "500",
        "cuối năm còn 510 hộ cận nghèo",
    ),
    (
        "V23",
        {
            Key("near_poor_escaped", 2024): number("0"),
            Key("near_poor_other_increase", 2024): NOT_SUBMITTED,
        },
        Key("near_poor_other_increase", 2024),
        "error",
        "550",
        "500",
        "“Tăng khác” (ô ",
    ),
    (
        "V24",
        {Key("poor_households_no_labour_capacity", 2022): number("850")},
        Key("poor_households_no_labour_capacity", 2022),
        "info",
        "−5",
        "0",
        "Năm 2022, hộ nghèo: trừ các nhóm đặc thù thì còn −5 hộ khác",
    ),
    (
        "V24b",
        {group("kinh", 2023): number("751")},
        group("all", 2023),
        "error",
        "801",
        "800",
        "Năm 2023: các dân tộc cộng lại là 801 hộ, nhưng tổng số hộ nghèo là 800 hộ.",
    ),
    (
        "V24b",
        {group("all", 2023): number("900")},
        group("all", 2023),
        "error",
        "800",
        "900",
        "các dân tộc cộng lại là 800 hộ, nhưng cột tổng ghi 900 hộ.",
    ),
    (
        "V25",
        {Key("near_poor_from_poor", 2022): number("61")},
        Key("near_poor_from_poor", 2022),
        "warning",
        "61",
        "60",
        "nhưng biểu “2. Diễn biến hộ nghèo”, ô ",
    ),
    (
        "V26",
        {Key("near_poor_to_poor", 2025): number("11")},
        Key("near_poor_fell_into_poverty", 2025),
        "warning",
        "10",
        "11",
        "số hộ cận nghèo trở thành hộ nghèo ghi 10",
    ),
    (
        "V27",
        {Key("relapsed_poor", 2023): number("121")},
        Key("relapsed_poor", 2023),
        "warning",
        "121",
        "120",
        "121 hộ tái nghèo, lớn hơn tổng số hộ thoát nghèo",
    ),
    (
        "V28",
        {child("school", 2023): number("701")},
        child("school", 2023),
        "error",
        "701",
        "700",
        "Năm 2023, hộ nghèo, trẻ em thiếu hụt đi học: 701 trẻ em thiếu hụt, lớn hơn",
    ),
    (
        "V30",
        {poor("9", household_class="near_poor"): number("501")},
        poor("9", household_class="near_poor"),
        "error",
        "501",
        "500",
        "Năm 2023, hộ cận nghèo, chỉ số Nguồn nước sinh hoạt: 501 hộ thiếu hụt",
    ),
    (
        "V31",
        {Key("deprivations_total", 2023, household_class="poor"): number("3601")},
        Key("deprivations_total", 2023, household_class="poor"),
        "warning",
        "3.601",
        "3.600",
        "Năm 2023, hộ nghèo: ",
    ),
    (
        "V32",
        members("poor", "199"),
        Key("deprivations_total", 2023, household_class="poor"),
        "error",
        "2.388",
        "2.400",
        "chưa đủ 3 chỉ số mỗi hộ nghèo, tức ít nhất 2.400.",
    ),
    (
        "V32",
        members("poor", "801"),
        Key("deprivations_total", 2023, household_class="poor"),
        "error",
        "9.612",
        "9.600",
        "quá 12 chỉ số mỗi hộ nghèo, tức nhiều nhất 9.600.",
    ),
    (
        "V33",
        members("near_poor", "84"),
        Key("deprivations_total", 2023, household_class="near_poor"),
        "warning",
        "1.008",
        "1.000",
        "quá 2 chỉ số mỗi hộ cận nghèo, tức nhiều nhất 1.000",
    ),
    (
        "V34",
        {cause("3"): number("801")},
        cause("3"),
        "warning",
        "801",
        "800",
        "lớn hơn số hộ của loại hộ này (801 so với 800).",
    ),
    (
        "V34",
        {cause(str(k)): number("99") for k in range(1, 9)},
        cause("1"),
        "warning",
        "792",
        "800",
        "Năm 2023, hộ nghèo: “Số hộ theo nguyên nhân” cộng các nguyên",
    ),
    (
        "V41",
        {assigned("multidimensional_poverty_rate", 2024): number("101")},
        assigned("multidimensional_poverty_rate", 2024),
        "error",
        "101",
        "100",
        "Năm 2024, tỷ lệ nghèo đa chiều (%): “Chỉ tiêu được giao” ghi 101, tỷ lệ không thể quá",
    ),
    (
        # Plan 117: below 6 %.
        "V41",
        {assigned("poverty_rate", 2025): number("6.5")},
        assigned("poverty_rate", 2025),
        "warning",
        "6,5",
        "6",
        "văn bản giao chỉ tiêu (Kế hoạch số 117/KH-UBND) ghi 6.",
    ),
    (
        "V80",
        {Key("poor_households_no_labour_capacity", 2024): number("500")},
        Key("poor_households_no_labour_capacity", 2024),
        "warning",
        "500",
        "50",
        "năm trước là 50, thay đổi quá 50 %. Có thể thừa một chữ số 0.",
    ),
    (
        "V80",
        {Key("children_in_poor_households", 2024): number("70")},
        Key("children_in_poor_households", 2024),
        "warning",
        "70",
        "700",
        "Có thể thiếu một chữ số 0.",
    ),
    (
        # The movements still lead to 600 households.
        "V80",
        {rural("poor_households", 2025): number("200")},
        rural("poor_households", 2025),
        "warning",
        "200",
        "630",
        "“Hộ nghèo” ghi 200, năm trước là 630",
    ),
    (
        "V80",
        {commune("near_poor_households", 2025): number("101")},
        commune("near_poor_households", 2025),
        "warning",
        "101",
        "50",
        f"Năm 2025, {COMMUNE_NAME}: “Hộ cận nghèo” ghi 101",
    ),
    (
        "V50",
        {
            Key("capital_plan", 2024, project_code="2"): number("601.5"),
            Key("capital_plan", 2024): number("10200"),
        },
        Key("capital_plan", 2024, project_code="2"),
        "error",
        "601,5",
        "600",
        "Năm 2024, dự án 2: “Kế hoạch vốn” ghi 601,5 triệu đồng, các dòng chi tiết cộng lại là "
        "600 triệu đồng.",
    ),
    (
        "V50",
        {line("capital_plan", 2024): number("100000")},
        line("capital_plan", 2024),
        "warning",
        "100.000",
        "100",
        "có thể nhập gấp 1.000 lần do nhầm đơn vị",
    ),
    (
        "V50",
        {line("capital_plan", 2024): number("90000000")},
        line("capital_plan", 2024),
        "warning",
        "90.000.000",
        "100",
        "có thể nhập gấp 1.000.000 lần do nhầm đơn vị",
    ),
    (
        "V50",
        {line("capital_plan", 2024, "7.2"): number("0.1")},
        line("capital_plan", 2024, "7.2"),
        "warning",
        "0,1",
        "100",
        "Năm 2024, tiểu dự án 7.2: “Kế hoạch vốn” ghi 0,1 triệu đồng, có thể nhập thiếu 1.000 lần",
    ),
    (
        "V51",
        {line("capital_allotted", 2023): number("105.25")},
        line("capital_allotted", 2023),
        "error",
        "105,25",
        "105",
        "phân bổ 105,25 triệu đồng",
    ),
    (
        "V51",
        {
            line("capital_allotted", 2023): number("500"),
            line("capital_carried_in", 2023): NOT_SUBMITTED,
        },
        line("capital_allotted", 2023),
        "warning",
        "500",
        "100",
        "lớn hơn kế hoạch, trong khi vốn năm trước chuyển sang để trống (100 triệu đồng)",
    ),
    (
        "V53",
        {
            line("capital_carried_in", 2022): NOT_SUBMITTED,
            line("capital_disbursed", 2022): number("120"),
        },
        line("capital_disbursed", 2022),
        "warning",
        "120",
        "100",
        "lớn hơn kế hoạch, trong khi vốn năm trước chuyển sang để trống (100 triệu đồng)",
    ),
    (
        "V53",
        {line("capital_disbursed", 2023): number("106")},
        line("capital_disbursed", 2023),
        "error",
        "106",
        "105",
        "lớn hơn kế hoạch cộng vốn năm trước chuyển sang (105 triệu đồng)",
    ),
    (
        # Carried in without a remainder of the years before: more than all plans together.
        "V53",
        {
            line("capital_disbursed", 2022): number("105"),
            line("capital_carried_in", 2023): number("50"),
            line("capital_disbursed", 2023): number("120"),
        },
        line("capital_disbursed", 2023),
        "error",
        "120",
        "100",
        "phần còn lại của kế hoạch lũy kế và vốn chuyển sang ban đầu (100 triệu đồng)",
    ),
]

# rule, changes after which it must stay silent, why.
NO_FAULTS = [
    ("V01", {assigned("poverty_rate", 2025): number("5.5")}, "a target rate has decimals"),
    ("V01", {Key("poor_district_exit", 2025): number("0")}, "not yet lifted out"),
    ("V02", {commune("households_total", 2023): NOT_SUBMITTED}, "communes are optional"),
    (
        "V04",
        {
            Key("policy_credit_overdue", 2023): number("901"),
            Key("policy_credit_outstanding", 2023): NOT_SUBMITTED,
        },
        "a blank is not 0",
    ),
    ("V10", {commune("poor_households", 2023): NOT_SUBMITTED}, "a commune is missing"),
    ("V10", {urban("poor_households", 2023): NOT_SUBMITTED}, "the district is not known"),
    (
        "V11",
        {
            Key("communes_without_poor_households", 2024): number("11"),
            Key("communes_total", 2024): NOT_SUBMITTED,
        },
        "a blank is not 0",
    ),
    (
        "V12",
        {
            urban("poor_persons", 2023): NOT_SUBMITTED,
            Key("children_in_poor_households", 2023): number("9000"),
        },
        "a blank is not 0",
    ),
    ("V12", {urban("poor_persons", 2023): number("640")}, "8 persons a household"),
    (
        "V12",
        {
            urban("households_total", 2023): NOT_SUBMITTED,
            urban("population_total", 2023): number("1"),
        },
        "a blank is not 0",
    ),
    ("V13", {Key("poverty_rate_ethnic_minority", 2023): number("7")}, "another fault (V07)"),
    (
        "V13",
        {
            urban("ethnic_minority_households", 2023): NOT_SUBMITTED,
            Key("poverty_rate_ethnic_minority", 2023): number("6.25"),
        },
        "a blank is not 0",
    ),
    ("V24b", {group("kinh", 2023): NOT_SUBMITTED}, "a blank is not 0"),
    ("V27", {Key("relapsed_poor", 2022): number("500")}, "nothing is known before 2022"),
    (
        "V27",
        {Key("relapsed_poor", 2024): number("999"), Key("poor_to_near_poor", 2022): NOT_SUBMITTED},
        "a blank is not 0",
    ),
    (
        "V28",
        {
            child("school", 2023): number("701"),
            Key("children_in_poor_households", 2023): NOT_SUBMITTED,
        },
        "a blank is not 0",
    ),
    (
        "V34",
        {cause(str(k)): number("99") for k in range(1, 8)} | {cause("8"): NOT_SUBMITTED},
        "a blank is not 0",
    ),
    ("V34", {cause(str(k)): number("200") for k in range(1, 9)}, "several causes a household"),
    ("V41", {assigned("poverty_rate", 2025): NOT_SUBMITTED}, "no target given"),
    ("V41", {assigned("poverty_rate", 2024): number("7")}, "no document for the year"),
    ("V80", {Key("poor_households_no_labour_capacity", 2024): number("100")}, "50 more"),
    (
        "V80",
        {
            Key("poor_households_no_labour_capacity", 2023): NOT_SUBMITTED,
            Key("poor_households_no_labour_capacity", 2024): number("500"),
        },
        "a blank is not 0",
    ),
    (
        "V80",
        {
            Key("poor_households_no_labour_capacity", 2023): number("0"),
            Key("poor_households_no_labour_capacity", 2024): number("500"),
        },
        "0 has no half",
    ),
    ("V80", {Key("newly_poor", 2024): number("500")}, "a flow"),
    ("V80", HALVED, "the movements say why"),
    (
        "V80",
        HALVED
        | {
            Key("poor_households_by_movement", 2024): NOT_SUBMITTED,
            Key("poor_to_near_poor", 2024): number("410"),
        },
        "the movements say why in a file without results of its formulas",
    ),
    ("V02", {urban("households_total", 2023): NOT_APPLICABLE}, "no urban area"),
    (
        "V03",
        {urban("poor_households", 2023): NOT_SUBMITTED, Key("poor_households", 2023): number("5")},
        "a blank is not 0",
    ),
    ("V06", {urban("near_poor_households", 2023): NOT_SUBMITTED}, "a blank is not 0"),
    ("V07", {Key("poverty_rate", 2023): number("8.0149")}, "0,01 apart"),
    ("V07", {urban("poor_households", 2023): NOT_SUBMITTED}, "a blank is not 0"),
    ("V09", {Key("multidimensional_poverty_rate", 2023): number("13.02")}, "0,02 apart"),
    ("V20", {urban("poor_households", 2022): NOT_SUBMITTED}, "last year unknown"),
    ("V21", {Key("newly_poor", 2023): NOT_SUBMITTED}, "only “khác” may be blank"),
    ("V21", {Key("poor_other_decrease", 2023): NOT_SUBMITTED}, "the sum holds without it"),
    ("V25", {Key("near_poor_from_poor", 2022): NOT_SUBMITTED}, "a blank is not 0"),
    ("V31", {poor("9"): NOT_SUBMITTED}, "a blank is not 0"),
    ("V32", members("poor", "199") | {poor("9"): NOT_SUBMITTED}, "a blank is not 0"),
    (
        "V50",
        {
            line("capital_plan", 2024): NOT_SUBMITTED,
            Key("capital_plan", 2024, project_code="2"): number("777"),
            Key("capital_plan", 2024): number("777"),
        },
        "a blank is not 0",
    ),
    ("V50", {line("capital_plan", 2024): number("0")}, "0 is no scale"),
    (
        "V51",
        {line("capital_allotted", 2023): number("500"), line("capital_plan", 2023): NOT_SUBMITTED},
        "a blank is not 0",
    ),
    (
        "V51",
        {
            line("capital_allotted", 2023): number("100"),
            line("capital_carried_in", 2023): NOT_SUBMITTED,
        },
        "the plan is enough",
    ),
    ("V53", {line("capital_disbursed", 2023): number("104")}, "carry-over may be spent"),
    (
        "V53",
        {line("capital_plan", 2022): NOT_SUBMITTED, line("capital_disbursed", 2022): number("120")},
        "a blank is not 0",
    ),
    (
        "V53",
        {
            line("capital_carried_in", 2022): NOT_SUBMITTED,
            line("capital_disbursed", 2022): number("100"),
        },
        "the plan is enough",
    ),
]


def test_the_rules_are_those_of_the_catalogue():
    codes = [rule.code for rule in rules.RULES if rule.code not in OF_THE_PROGRAMME | OF_DOUBT]
    assert codes == WANTED
    assert {rule for rule, *_ in FAULTS} | BEYOND_ONE_SHEET == set(WANTED)


def test_a_sound_workbook_has_no_findings(findings):
    assert findings({}) == []


@pytest.mark.parametrize(
    ("rule", "changes", "at", "severity", "found", "expected", "piece"),
    FAULTS,
    ids=[f"{rule}-{found}-{expected}" for rule, _, _, _, found, expected, _ in FAULTS],
)
def test_a_rule_finds_its_fault_at_its_cell(
    rule, changes, at, severity, found, expected, piece, findings, form
):
    [finding] = findings(changes, rule)
    _, sheet, cell = form[at]
    assert (finding.file, finding.sheet, finding.cell) == (FILE, sheet, cell)
    assert (finding.severity, finding.found, finding.expected) == (severity, found, expected)
    assert (finding.indicator_code, finding.year) == (at.indicator_code, at.year)
    assert finding.message.startswith(f"{FILE}, biểu “{sheet}”, ô {cell}: ")
    assert piece in finding.message
    assert finding.message.endswith(".")


@pytest.mark.parametrize(
    ("rule", "changes", "why"), NO_FAULTS, ids=[f"{rule}-{why}" for rule, _, why in NO_FAULTS]
)
def test_a_rule_keeps_silent_where_nothing_is_certain(rule, changes, why, findings):
    assert [each.message for each in findings(changes, rule)] == [], why


def test_an_overwritten_grand_total_of_capital_is_found(findings, form):
    key = Key("capital_disbursed", 2025)
    [finding] = findings({key: number("1")})
    assert (finding.rule, finding.cell) == ("V50", form[key][2])
    assert "Năm 2025: “Đã giải ngân” ghi 1 triệu đồng" in finding.message


def test_a_blank_other_cell_is_named_with_its_address(findings, form):
    blank = Key("poor_other_increase", 2024)
    changes = {blank: NOT_SUBMITTED, Key("newly_poor", 2024): number("4")}
    [finding] = findings(changes)
    assert f"“Tăng khác” (ô {form[blank][2]})" in finding.message


def test_an_empty_form_lacks_only_its_households(findings, form):
    found = findings(dict.fromkeys(form, NOT_SUBMITTED))
    assert [finding.rule for finding in found] == ["V02"] * 10


def test_versions_are_checked_each_by_itself(connection, form):
    wrong = {Key("poor_households", 2023): number("801")}
    both = [
        replace(submission(form, {}), is_current=False),
        submission(form, wrong, version=2),
    ]
    connection.execute("begin")
    build.load_submissions(connection, both)
    found = rules.run(connection)
    connection.execute("rollback")
    assert {submission_id for submission_id, _ in found} == {f"{UNIT}-2"}
    assert {finding.rule for _, finding in found} == {"V03", "V06"}


LATE = [
    # unit, day of receipt, what the cover says, a piece of the sentence; None: in time.
    (UNIT, date(2025, 3, 31), {}, None),
    (
        UNIT,
        date(2025, 4, 12),
        {},
        "Năm 2025: “Ngày gửi báo cáo tổng kết” là 12/04/2025, hạn của kế hoạch là 31/03/2025, "
        "chậm 12 ngày.",
    ),
    # The day of receipt counts, whatever was typed.
    (UNIT, date(2025, 4, 12), {"report_submitted_on": date(2025, 3, 1)}, "là 12/04/2025, hạn"),
    (UNIT, date(2025, 3, 31), {"report_submitted_on": date(2025, 4, 12)}, None),
    ("so_nv", date(2025, 4, 1), {}, "hạn của kế hoạch là 31/03/2025, chậm 1"),
    ("mttq", date(2025, 3, 1), {}, "hạn của kế hoạch là 28/02/2025, chậm 1"),
    # The province's conference has a deadline, a district's has none.
    (UNIT, date(2025, 3, 31), {"conference_held_on": date(2025, 6, 3)}, None),
    ("so_ldtbxh", date(2025, 3, 31), {"conference_held_on": date(2025, 5, 31)}, None),
    (
        "so_ldtbxh",
        date(2025, 3, 31),
        {"conference_held_on": date(2025, 6, 3)},
        "“Ngày tổ chức hội nghị tổng kết” là 03/06/2025, hạn của kế hoạch là 31/05/2025, chậm 3",
    ),
]


@pytest.mark.parametrize(("unit", "day", "cover", "piece"), LATE)
def test_a_date_past_the_deadline_of_the_plan_is_told(unit, day, cover, piece, found_in):
    book = submission(form_of(unit), {}, unit=unit, cover=cover)
    # 23:00 in Việt Nam.
    received = datetime.combine(day, time(16))
    found = [
        each for _, each in found_in([replace(book, received_at=received, publication=1)], "V42")
    ]
    assert len(found) == (piece is not None)
    for finding in found:
        assert (finding.severity, finding.sheet, finding.cell) == ("info", "Bìa", "")
        assert finding.message.startswith(f"{finding.file}, biểu “Bìa”: Năm 2025: ")
        assert piece in finding.message


def test_a_correction_after_the_deadline_does_not_make_a_report_late(found_in, form):
    first = replace(
        submission(form, {}), is_current=False, publication=1, received_at=datetime(2025, 3, 30)
    )
    second = replace(
        submission(form, {}, version=2), publication=2, received_at=datetime(2025, 5, 2)
    )
    assert found_in([first, second], "V42") == []


def test_a_check_is_no_receipt(found_in, form):
    late = replace(submission(form, {}), received_at=datetime(2026, 1, 1))
    assert found_in([late], "V42") == []


def test_a_text_that_is_not_written_is_found_at_its_cell(findings):
    texts = {"P1.8.2": None, "P3.1": None}
    proposal, result = findings({}, "V43", texts=texts)
    assert (result.sheet, result.cell) == ("15. Đánh giá, đề xuất", "C7")
    assert (result.severity, result.indicator_code) == ("warning", "report_text_sections")
    assert result.message.endswith("Năm 2025: mục “Tồn tại, hạn chế” còn để trống.")
    assert proposal.message.endswith("mục “Kiến nghị với Trung ương” còn để trống.")
    assert proposal.indicator_code == "proposals_2026_2030"


def test_a_text_missing_in_an_older_version_is_no_longer_asked(form, found_in):
    older = replace(submission(form, {}, texts={"P3.1": None}), is_current=False)
    assert found_in([older, submission(form, {}, version=2)]) == []


def test_a_figure_of_poor_districts_is_refused_elsewhere(found_in):
    quy_nhon = form_of("540")
    key = Key("income_per_capita", 2025)
    typed = {key: number("0"), Key("programme_houses_new", 2025): number("5")}
    [(_, finding)] = found_in([submission(quy_nhon, typed, unit="540")], "V40")
    assert (finding.cell, finding.severity, finding.found) == (quy_nhon[key][2], "error", "0")
    assert finding.message.endswith(
        "Năm 2025: “Thu nhập bình quân” ghi 0, cần dấu “–”, vì chỉ tiêu này chỉ áp dụng cho huyện "
        "nghèo."
    )


def test_the_poor_district_and_the_departments_may_give_figures_of_poor_districts(found_in):
    books = [submission(form_of(unit), {}, unit=unit) for unit in (UNIT, "540", "so_yt")]
    assert found_in(books, "V40") == []


VERSIONS = [
    # what is typed now, found, note; before, every number is that of the sound workbook.
    (urban("poor_households", 2023), NOT_SUBMITTED, "…", "nay để trống"),
    (urban("poor_households", 2023), number("800"), "800", "gấp 10 lần"),
    (urban("poor_households", 2023), number("8"), "8", "giảm còn 1/10"),
    (urban("poor_households", 2023), number("80000"), "80.000", "gấp 1.000 lần trở lên"),
    (line("capital_plan", 2024), number("0.1"), "0,1", "giảm còn 1/1.000 trở xuống"),
]
EXPECTED = {"poor_households": "80", "capital_plan": "100"}


@pytest.mark.parametrize(("key", "value", "found", "note"), VERSIONS)
def test_a_number_lost_or_out_of_scale_since_the_version_before_is_found(
    key, value, found, note, form, found_in
):
    older = replace(submission(form, {}), is_current=False)
    both = [older, submission(form, {key: value}, version=2)]
    [(submission_id, finding)] = found_in(both, "P02")
    expected = EXPECTED[key.indicator_code]
    assert submission_id == f"{UNIT}-2"
    assert (finding.cell, finding.severity) == (form[key][2], "warning")
    assert (finding.found, finding.expected) == (found, expected)
    assert finding.message.endswith(f"ghi {found} ({note}), phiên bản trước ghi {expected}.")


@pytest.mark.parametrize("text", ["0", "79", "400"])
def test_a_number_that_was_only_corrected_is_no_finding_between_versions(text, form, found_in):
    older = replace(submission(form, {}), is_current=False)
    key = urban("poor_households", 2023)
    assert found_in([older, submission(form, {key: number(text)}, version=2)], "P02") == []


def test_a_number_that_was_missing_before_is_no_finding_between_versions(form, found_in):
    key = urban("poor_households", 2023)
    older = replace(submission(form, {key: NOT_SUBMITTED}), is_current=False)
    assert found_in([older, submission(form, {}, version=2)], "P02") == []


@pytest.fixture(scope="module")
def districts():
    """Give a sound workbook of every district, without the optional communes."""
    books = []
    for unit in REFERENCE.units.values():
        if unit.kind == "district":
            cells = form_of(unit.unit_code)
            blank = {key: NOT_SUBMITTED for key in cells if key.area_code}
            books.append(without_capital(submission(cells, blank, unit=unit.unit_code)))
    return books


def without_capital(book):
    """Leave out most cells of a workbook, which no rule between units looks at."""
    observations = book.workbook.observations
    kept = observations[~observations["indicator_code"].str.startswith("capital_")]
    return replace(book, workbook=replace(book.workbook, observations=kept))


def whole(unit, districts, changes):
    """Give a province-level workbook that gives the sum of all districts, but for the changes."""
    values = pd.concat([each.workbook.observations for each in districts])
    names = [name for name in Key.__dataclass_fields__ if name != "area_code"]
    own = values[values["area_code"] == values["unit_code"]]
    sums = own.groupby(names)["value"].sum(min_count=1)
    cells = form_of(unit)
    added = {
        key: Value(Decimal(sums[at]))
        for key, (cell, _, _) in cells.items()
        if cell.kind == "input"
        and (at := tuple(getattr(key, name) for name in names)) in sums.index
        and not pd.isna(sums[at])
    }
    return without_capital(submission(cells, added | changes, unit=unit))


PROVINCE_FAULTS = [
    # unit, changed cell, its number, the cell found at, severity, found, expected, parts
    (
        "so_ldtbxh",
        rural("poor_households", 2023),
        "7921",
        Key("poor_households", 2023),
        "warning",
        "8.801",
        "8.800",
        11,
    ),
    (
        "mttq",
        Key("fund_for_poor_mobilised", 2024, member_code="district"),
        "100",
        Key("fund_for_poor_mobilised", 2024, member_code="district"),
        "warning",
        "100",
        "110",
        11,
    ),
    (
        "so_gddt",
        Key("children_school_age", 2022, household_class="poor"),
        "111",
        Key("children_school_age", 2022, household_class="poor"),
        "warning",
        "111",
        "110",
        11,
    ),
    (
        "so_yt",
        Key("children_under16_measured", 2024),
        "9",
        Key("children_under16_measured", 2024),
        "warning",
        "9",
        "10",
        1,
    ),
]


@pytest.mark.parametrize(
    ("unit", "key", "text", "at", "severity", "found", "expected", "parts"), PROVINCE_FAULTS
)
def test_the_province_figure_is_compared_with_the_sum_of_the_districts(
    unit, key, text, at, severity, found, expected, parts, districts, found_in
):
    book = whole(unit, districts, {key: number(text)})
    [(submission_id, finding)] = found_in([*districts, book], "V10")
    assert submission_id == f"{unit}-1"
    assert (finding.cell, finding.severity) == (form_of(unit)[at][2], severity)
    assert (finding.found, finding.expected) == (found, expected)
    assert finding.message.endswith(
        f"là {found}, {parts} huyện, thị xã, thành phố cộng lại là {expected}."
    )


def test_the_province_figure_that_is_the_sum_of_the_districts_is_no_finding(districts, found_in):
    units = ("so_ldtbxh", "so_gddt", "so_yt", "bhxh", "mttq")
    books = [whole(unit, districts, {}) for unit in units]
    assert found_in([*districts, *books], "V10") == []


def test_the_province_figure_is_not_compared_while_a_district_is_missing(districts, found_in):
    fault = {rural("poor_households", 2023): number("1")}
    book = whole("so_ldtbxh", districts, fault)
    assert found_in([*districts[1:], book], "V10") == []
    blank = {rural("poor_households", 2023): NOT_SUBMITTED}
    quy_nhon = form_of("540")
    blank |= {key: NOT_SUBMITTED for key in quy_nhon if key.area_code}
    first = submission(quy_nhon, blank, unit="540")
    assert found_in([first, *districts[1:], book], "V10") == []


def illustrative(book):
    cover = replace(book.workbook.cover, is_illustrative=True)
    return replace(book, workbook=replace(book.workbook, cover=cover))


@pytest.mark.parametrize("unit", ["540", "so_ldtbxh"])
def test_the_province_figure_is_not_compared_with_or_from_a_sample(unit, districts, found_in):
    book = whole("so_ldtbxh", districts, {rural("poor_households", 2023): number("7921")})
    books = [
        illustrative(each) if each.submission_id == f"{unit}-1" else each
        for each in [*districts, book]
    ]
    assert len([each for each in books if each.workbook.cover.is_illustrative]) == 1
    assert found_in(books, "V10") == []


def test_a_check_compares_the_province_figure_with_the_districts(districts):
    book = whole("so_ldtbxh", districts, {rural("poor_households", 2023): number("7921")})
    with database.scratch() as opened:
        build.load_reference(opened, data_folder())
        grounds.lay(opened, districts)
        own = [each for each in grounds.judged(opened, book) if each.rule == "V10"]
        again = grounds.judged_again(opened, book, {"V10"}, {})
    assert [(each.severity, each.found, each.expected) for each in own] == [
        ("warning", "8.801", "8.800")
    ]
    # Nothing of the comparison stays behind.
    assert again == own


def test_no_difference_between_units_is_an_error():
    [rule] = [each for each in rules.RULES if each.code == "V10"]
    assert rule.severity == "warning"


def test_a_version_is_not_compared_with_a_sample(form, found_in):
    older = illustrative(replace(submission(form, {}), is_current=False))
    key = urban("poor_households", 2023)
    assert found_in([older, submission(form, {key: NOT_SUBMITTED}, version=2)], "P02") == []


def test_the_real_misprint_is_found_with_the_digits_that_were_swapped(found_in, connection):
    cells = form_of("so_ldtbxh")
    misprint = {
        urban("poor_households", 2023): number("3384"),
        rural("poor_households", 2023): number("10000"),
    }
    connection.execute("begin")
    connection.execute(
        "update published_figures set value = 13834, indicator_code = "
        "'poor_households', area_code = '52', year = 2023, project_code = 'all'"
    )
    build.load_submissions(connection, [submission(cells, misprint, unit="so_ldtbxh")])
    found = [finding for _, finding in rules.run(connection) if finding.rule == "P01"]
    connection.execute("rollback")
    [finding] = found
    assert finding.cell == cells[Key("poor_households", 2023)][2]
    assert (finding.found, finding.expected) == ("13.384", "13.834")
    assert "có thể đảo chữ số: 13.834" in finding.message


def test_the_second_cell_of_the_same_number_is_found_with_the_first(form):
    observations = frame_of(form, filled(form, {}))
    again = observations.iloc[[7]].assign(sheet="Sao chép", cell="Z9", raw_text="12")
    [finding] = duplicates(pd.concat([observations, again]), file=FILE)
    first = observations.iloc[7]
    assert (finding.rule, finding.severity, finding.found) == ("V81", "error", "12")
    assert (finding.sheet, finding.cell) == ("Sao chép", "Z9")
    assert f"đã có ở biểu “{first['sheet']}”, ô {first['cell']}" in finding.message


def test_a_workbook_without_duplicates_has_none(form):
    assert duplicates(frame_of(form, filled(form, {})), file=FILE) == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_keeps_the_header_contract(rule):
    fields = rules.header((rules.CHECKS / f"{rule.code.lower()}.sql").read_text(encoding="utf-8"))
    assert fields["rule"] == rule.code
    assert set(rule.severity.split(", ")) <= SEVERITIES
    assert rule.question.endswith("?")
    assert fields["params"] == "none"
    assert fields["returns"].startswith("one row a finding, by submission")
    used = {name for _, name, _, _ in Formatter().parse(rule.message) if name is not None}
    assert "place" in used
    assert used <= {"place", "indicator", "found", "expected", "difference", "note"}


@pytest.fixture(scope="module")
def columns(connection, form):
    """Give the columns of every rule with their types."""
    connection.execute("begin")
    build.load_submissions(connection, [submission(form, {})])
    described = {
        rule.code: connection.execute(f"describe {rule.sql}").fetchall() for rule in rules.RULES
    }
    connection.execute("rollback")
    return {code: {name: kind for name, kind, *_ in rows} for code, rows in described.items()}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_is_one_ordered_select_with_the_agreed_columns(rule, connection, columns):
    [statement] = connection.extract_statements(rule.sql)
    assert statement.named_parameters == set()
    assert rule.sql.endswith("order by all\n")
    assert list(columns[rule.code]) == RESULT
    assert list(columns[rule.code].values())[-3:] == ["DOUBLE", "DOUBLE", "VARCHAR"]


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select 1", "the header must have"),
        ("-- rule: V99\n-- severity: error\nselect 1", "the header must have"),
    ],
)
def test_a_file_without_its_header_is_refused_by_name(sql, fault, tmp_path):
    (tmp_path / "v99.sql").write_text(sql, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"v99\.sql: {fault}"):
        rules.discovered(tmp_path)


def test_a_header_line_may_continue_below():
    text = "".join(f"-- {name}: a\n--   b: c\n" for name in rules.HEADER)
    assert rules.header(f"{text}select 1") == dict.fromkeys(rules.HEADER, "a b: c")


@pytest.mark.parametrize(
    ("value", "value_type", "text"),
    [
        (13834.0, "count", "13.834"),
        (12.5, "count", "12,5"),
        (0.0, "count", "0"),
        (None, "count", "…"),
        (3.1, "rate", "3,10"),
        (1500.0, "amount", "1.500"),
        (1500.5, "amount", "1.500,5"),
        (1500.256, "amount", "1.500,26"),
        (-40.0, "amount", "−40"),
        (1000000.0, "amount", "1.000.000"),
    ],
)
def test_numbers_are_printed_with_the_decimals_they_need(value, value_type, text):
    assert formats.entered(value, value_type) == text


def test_every_rule_that_the_catalogue_names_is_kept_somewhere():
    catalogue = (data_folder() / "reference" / "indicators.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(catalogue))
    named = {code for row in rows for code in row["rules"].split()}
    checks = {rule.code for rule in rules.RULES}
    # V14 is asserted of the finished tables, V81 is found while reading.
    assertions = {path.name[:3].upper() for path in build.ASSERTIONS.glob("v*.sql")}
    assert named <= checks | assertions | {"V81"}
    assert len(checks - OF_DOUBT - {"P01", "P02"}) + len({"V14", "V81"}) == 54
