"""What looks like another unit of money, another year, another column or another's capital."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from dashboard.catalogue.observations import NOT_SUBMITTED, Key
from dashboard.store import rules
from dashboard.workbook import writing
from tests import test_rules
from tests.test_rules import (
    REFERENCE,
    commune,
    form_of,
    line,
    number,
    rural,
    sound,
    submission,
)

connection = test_rules.connection
sound_connection = test_rules.sound_connection
form = test_rules.form
found_in = test_rules.found_in
findings = test_rules.findings

CAPITAL = (
    "capital_plan",
    "capital_allotted",
    "capital_carried_in",
    "capital_disbursed",
    "capital_cancelled",
)
FUND = ("fund_for_poor_opening_balance", "fund_for_poor_mobilised", "fund_for_poor_spent")
CREDIT = ("policy_credit_disbursed", "policy_credit_outstanding", "policy_credit_overdue")


def inputs(form, *codes, **said):
    """Give the entered cells of indicators, of a year or project where one is said."""
    return [
        key
        for key, (cell, _, _) in form.items()
        if key.indicator_code in codes
        and cell.kind == "input"
        and all(getattr(key, name) == value for name, value in said.items())
    ]


def times(form, factor, *codes, **said):
    """Give the sound numbers of some cells, each multiplied."""
    return {key: number(str(sound(key) * Decimal(factor))) for key in inputs(form, *codes, **said)}


def series(code, *values, first=2021, settlement="rural"):
    """Give a number a year of an indicator."""
    return {
        Key(code, year, settlement=settlement): number(str(value))
        for year, value in enumerate(values, first)
    }


def test_every_rule_of_doubt_is_there_and_none_between_units_refuses():
    found = {rule.code: rule for rule in rules.RULES}
    assert found.keys() >= test_rules.OF_DOUBT
    assert found["V57"].severity == "warning"


@pytest.mark.parametrize(
    ("codes", "factor", "unit"),
    [
        (CAPITAL, "1000", "nghìn đồng"),
        (CAPITAL, "1000000", "đồng"),
        (CAPITAL, "0.001", "tỷ đồng"),
        (CREDIT, "100000000", "đồng"),
        (CREDIT, "0.001", "tỷ đồng"),
        (FUND, "100000", "nghìn đồng"),
        (FUND, "0.001", "tỷ đồng"),
        (("health_insurance_spending",), "1000", "nghìn đồng"),
        (("temporary_houses_funding",), "0.001", "tỷ đồng"),
        (("capital_need_2026_2030",), "10000000", "đồng"),
        (("capital_need_2026_2030",), "0.001", "tỷ đồng"),
    ],
    ids=lambda part: part if isinstance(part, str) else part[0],
)
def test_a_whole_sheet_of_money_in_another_unit_is_found_once_an_indicator(
    codes, factor, unit, findings, form
):
    found = findings(times(form, factor, *codes), "V55")
    assert found
    assert len({each.indicator_code for each in found}) == len(found)
    for each in found:
        assert each.severity == "warning"
        assert f"có thể nhập bằng {unit} thay cho triệu đồng" in each.message


def test_money_of_a_unit_that_has_nothing_or_little_is_no_finding(findings, form):
    nothing = dict.fromkeys(inputs(form, *CAPITAL, *FUND, *CREDIT), number("0"))
    assert findings(nothing, "V55") == []
    assert findings(dict.fromkeys(nothing, NOT_SUBMITTED), "V55") == []


@pytest.mark.parametrize("project", ["2", "3.1", "4.3", "7.2"])
@pytest.mark.parametrize(
    ("factor", "unit"), [("1000", "nghìn đồng hoặc đồng"), ("0.001", "tỷ đồng")]
)
def test_one_project_in_another_unit_in_all_its_years_is_found(
    project, factor, unit, findings, form
):
    found = findings(times(form, factor, *CAPITAL, project_code=project), "V56")
    assert {each.indicator_code for each in found} == {
        "capital_plan",
        "capital_allotted",
        "capital_disbursed",
    }
    for each in found:
        key = Key(each.indicator_code, 2022, project_code=project)
        assert (each.sheet, each.cell) == form[key][1:]
        assert f"có thể nhập bằng {unit};" in each.message


def test_a_plan_in_another_unit_than_what_was_allotted_of_it_is_found(findings, form):
    found = findings(times(form, "1000", "capital_plan"), "V56")
    assert {each.year for each in found} == {2022}
    assert "gấp trên 500 lần số đã phân bổ" in found[0].message


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (line("capital_plan", 2023), "1931000000"),
        (line("capital_need_2026_2030", 2030), "43000000000"),
        (rural("households_total", 2023), "43653000000"),
        (Key("policy_credit_disbursed", 2024), "57834000000"),
        (Key("communication_participants", 2022), "123456789"),
        (Key("income_per_capita", 2025), "45000000"),
    ],
    ids=lambda part: getattr(part, "indicator_code", part),
)
def test_a_number_that_cannot_be_is_an_error(key, text, findings, form):
    [finding] = findings({key: number(text)}, "V16")
    assert (finding.severity, finding.sheet, finding.cell) == ("error", *form[key][1:])


def test_a_sheet_of_numbers_that_cannot_be_is_one_finding_a_column(findings, form):
    found = findings(times(form, "1000000", "capital_plan"), "V16")
    assert [each.year for each in found] == [2022, 2023, 2024, 2025]
    assert "ô như vậy trong năm." in found[0].message


DATES = [
    # what the cover says, the cell, a piece of the sentence; received on 01/04/2025.
    ({"as_of_date": date(2025, 4, 2)}, writing.AS_OF_CELL, "sau ngày nhận tệp (01/04/2025)"),
    ({"as_of_date": date(2052, 3, 28)}, writing.AS_OF_CELL, "“Số liệu tính đến ngày” ghi 28/03/"),
    ({"as_of_date": date(2015, 3, 28)}, writing.AS_OF_CELL, "trước khi Chương trình bắt đầu"),
    ({"report_submitted_on": date(2026, 3, 28)}, "C8", "ghi 28/03/2026, ngoài khoảng từ"),
    ({"conference_held_on": date(2020, 5, 15)}, "C9", "ghi 15/05/2020, ngoài thời gian tổng kết"),
    ({"conference_held_on": date(2052, 5, 15)}, "C9", "ghi 15/05/2052, ngoài thời gian tổng kết"),
]


@pytest.mark.parametrize(("cover", "cell", "piece"), DATES)
def test_a_date_of_the_cover_that_cannot_be_is_an_error(cover, cell, piece, findings):
    found = findings({}, "V44", cover=cover)
    [finding] = [each for each in found if piece in each.message]
    assert (finding.severity, finding.sheet, finding.cell) == (
        "error",
        "Bìa",
        cell.replace("$", ""),
    )


@pytest.mark.parametrize(
    "cover",
    [
        {"as_of_date": date(2025, 4, 1)},
        {"as_of_date": date(2025, 2, 28), "report_submitted_on": date(2025, 4, 1)},
        # A conference may be announced; a year is over on its last day.
        {"conference_held_on": date(2025, 5, 15)},
        {"as_of_date": date(2024, 12, 31)},
    ],
    ids=str,
)
def test_a_sound_cover_is_no_finding(cover, findings):
    assert findings({}, "V44", cover=cover) == []


def test_a_year_that_had_not_ended_is_no_result(findings):
    found = findings({}, "V44", cover={"as_of_date": date(2023, 6, 30)})
    assert [(each.year, each.cell) for each in found] == [(2023, "C15"), (2024, "C16")]
    assert "cần “Ước thực hiện”" in found[0].message


@pytest.mark.parametrize("code", ["households_total", "population_total"])
@pytest.mark.parametrize(
    ("values", "year", "piece"),
    [
        # One commune of fourteen is missing, in the middle and at the end.
        ((50123, 50240, 46720, 50470, 50581), 2023, "thấp hơn cả năm trước và năm sau"),
        ((50123, 50240, 50355, 50470, 46900), 2025, "giảm quá 5 % so với năm trước"),
        ((50123, 50240, 50355, 54100, 54220), 2024, "tăng quá 5 % so với năm trước"),
        ((50123, 50240, 50240, 50470, 50581), 2023, "không đổi so với năm trước"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_denominator_that_jumps_or_stands_still_is_found(
    code, values, year, piece, findings, form
):
    changes = series(code, *values) | series(code, 0, 0, 0, 0, 0, settlement="urban")
    [finding] = findings(changes, "V15")
    # The total is computed: it is repaired where it is entered.
    assert (finding.year, finding.cell) == (year, form[rural(code, year)][2])
    assert "toàn địa bàn" in finding.message
    assert piece in finding.message


def test_a_jump_of_the_total_stands_at_the_settlement_that_jumps(findings, form):
    changes = series("population_total", 90000, 90200, 90400, 90500, 90600) | series(
        "population_total", 30100, 30150, 23200, 30210, 30240, settlement="urban"
    )
    [finding] = findings(changes, "V15")
    assert finding.cell == form[Key("population_total", 2023, settlement="urban")][2]
    assert "cộng lại là 113.600" in finding.message


def test_a_denominator_that_grows_slowly_is_no_finding(findings):
    changes = series("households_total", 50123, 51500, 53000, 53100, 53150)
    assert findings(changes, "V15") == []


def test_poor_households_that_stand_still_to_the_last_one_are_found(findings):
    changes = series("poor_households", 3413, 3011, 2613, 2613, 1800) | series(
        "poor_households", 0, 0, 0, 0, 0, settlement="urban"
    )
    [finding] = findings(changes, "V15")
    assert (finding.year, finding.indicator_code) == (2024, "poor_households")


def pasted(form, year, earlier, *codes):
    """Give numbers all different, and those of one year again in another."""
    keys = inputs(form, *codes)
    groups = sorted({str(replace(key, year=0)) for key in keys})
    return {
        key: number(
            str(
                1237
                + 13 * groups.index(str(replace(key, year=0)))
                + 7 * (earlier if key.year == year else key.year)
            )
        )
        for key in keys
    }


ALL_FUND = (
    *FUND,
    "great_unity_houses_new",
    "great_unity_houses_repaired",
    "social_security_mobilised",
    "households_helped_by_sponsors",
)


@pytest.mark.parametrize(
    ("codes", "sheet"),
    [
        (("capital_plan",), "9. Nguồn vốn"),
        (("capital_disbursed",), "9. Nguồn vốn"),
        (ALL_FUND, "12. Quỹ Vì người nghèo"),
        (("households_by_poverty_cause",), "6. Nguyên nhân"),
        (("deprived_households",), "4. Thiếu hụt"),
    ],
    ids=lambda part: part if isinstance(part, str) else part[0],
)
def test_numbers_of_another_year_are_found(codes, sheet, findings, form):
    found = findings(pasted(form, 2024, 2022, *codes), "V82")
    assert found
    assert {each.year for each in found} == {2024}
    assert {each.sheet for each in found} == {sheet}
    assert all("năm 2022" in each.message for each in found)
    assert findings(pasted(form, 2024, 2024, *codes), "V82") == []


def test_the_lines_of_policies_pasted_from_the_year_before_are_found(findings, form):
    cells = [
        key
        for key, (cell, sheet, _) in form.items()
        if sheet == "11. Chính sách" and cell.kind == "input"
    ]
    codes = {key.indicator_code for key in cells}
    [finding] = findings(pasted(form, 2025, 2024, *codes), "V82")
    assert (finding.sheet, finding.year) == ("11. Chính sách", 2025)


def test_a_column_of_few_small_numbers_may_be_the_same_again(findings):
    assert findings({}, "V82") == []


def children(*pairs):
    codes = ("children_in_poor_households", "children_in_near_poor_households")
    return {
        Key(code, year): number(str(value))
        for year, pair in enumerate(pairs, 2022)
        for code, value in zip(codes, pair, strict=True)
    }


def test_two_neighbours_that_changed_places_in_one_year_are_found(findings, form):
    # Poor households fall from 900 to 700, near-poor ones stay 500.
    [finding] = findings(children((900, 300), (310, 800), (700, 310)), "V35")
    first, second = (
        Key(code, 2023)
        for code in ("children_in_poor_households", "children_in_near_poor_households")
    )
    assert (finding.cell, finding.severity) == (form[first][2], "warning")
    assert (finding.found, finding.expected) == ("310", "800")
    assert f"(ô {form[second][2]}) ghi 800" in finding.message
    assert findings(children((900, 300), (800, 310), (700, 310)), "V35") == []


def test_relapsed_and_newly_poor_that_changed_places_are_found(findings):
    pairs = ((4, 61), (5, 55), (48, 6), (4, 43))
    changes = {
        Key(code, year): number(str(value))
        for year, pair in enumerate(pairs, 2022)
        for code, value in zip(("relapsed_poor", "newly_poor"), pair, strict=True)
    }
    [finding] = findings(changes, "V35")
    assert (finding.indicator_code, finding.year) == ("relapsed_poor", 2024)


@pytest.mark.parametrize("left", [5, 20, 60])
def test_the_households_at_the_beginning_are_those_of_the_end_before(left, findings):
    # The beginning of a year in which nearly all escape says nothing of that year's end.
    few = {
        Key("poor_households", 2025, settlement=settlement): number(count)
        for settlement, count in (("urban", "0"), ("rural", str(left)))
    }
    assert (
        findings(
            few | series("poor_to_near_poor", 600, 500, 550, left, first=2022, settlement="total"),
            "V35",
        )
        == []
    )


def test_numbers_that_cross_slowly_have_not_changed_places(findings):
    assert findings(children((900, 500), (700, 550), (500, 620)), "V35") == []


def test_some_communes_without_numbers_are_named(findings, form):
    code = "near_poor_households"
    [finding] = findings({commune(code, 2023): NOT_SUBMITTED}, "V83")
    assert (finding.sheet, finding.cell) == form[commune(code, 2023)][1:]
    assert "biểu có số của 9 trong 10 xã, phường, thị trấn; còn thiếu " in finding.message
    blank = {key: NOT_SUBMITTED for key in form if key.area_code}
    assert findings(blank, "V83") == []


def test_sheets_left_blank_beside_one_that_is_filled_are_found(findings, form):
    only = {key: NOT_SUBMITTED for key, (_, sheet, _) in form.items() if sheet != "1. Hộ và tỷ lệ"}
    found = findings(only, "V84")
    assert len({each.sheet for each in found}) == len(found) == 12
    assert "không năm nào có số" in found[0].message
    year = {
        key: NOT_SUBMITTED
        for key, (cell, sheet, _) in form.items()
        if sheet == "12. Quỹ Vì người nghèo" and key.year == 2023
    }
    [finding] = findings(year, "V84")
    assert (finding.year, finding.sheet) == (2023, "12. Quỹ Vì người nghèo")


def capital_only(book):
    """Leave the capital of a workbook, which is all that rule V57 looks at."""
    observations = book.workbook.observations
    kept = observations[observations["indicator_code"].isin(CAPITAL)]
    return replace(book, workbook=replace(book.workbook, observations=kept))


@pytest.fixture(scope="module")
def districts():
    """Give the capital of every district."""
    units = [each.unit_code for each in REFERENCE.units.values() if each.kind == "district"]
    return [capital_only(submission(form_of(unit), {}, unit=unit)) for unit in units]


def department(unit, per_line, **said):
    """Give a department with one amount a line of capital, only of a project where one is said."""
    cells = form_of(unit)
    changes = dict.fromkeys(inputs(cells, *CAPITAL), number("0"))
    changes |= {key: number(str(per_line(key))) for key in inputs(cells, *CAPITAL, **said)}
    return capital_only(submission(cells, changes, unit=unit))


def of_all_districts(key):
    """Give the sum of the districts: a poor one alone has the projects of poor districts."""
    each = sound(key)
    return each if REFERENCE.projects[key.project_code].eligibility != "all" else 11 * each


def test_a_department_that_fills_the_capital_of_the_province_is_found(districts, found_in):
    book = department("so_ldtbxh", of_all_districts)
    found = found_in([*districts, book], "V57")
    assert {submission_id for submission_id, _ in found} == {"so_ldtbxh-1"}
    assert {finding.severity for _, finding in found} == {"warning"}
    # Once an indicator and year, not once a project.
    assert len(found) == 3 * 4
    assert all("xấp xỉ tổng của các huyện, thị xã, thành phố" in each.message for _, each in found)


def test_a_department_that_fills_the_province_of_its_own_project_is_found(districts, found_in):
    book = department("so_nnptnt", of_all_districts, project_code="3.1")
    found = found_in([*districts, book], "V57")
    assert len(found) == 3 * 4
    assert all("tiểu dự án 3.1" in finding.message for _, finding in found)


def test_a_department_that_adds_another_department_is_found(districts, found_in):
    other = department("so_yt", lambda _: 37, project_code="3.2")
    book = department(
        "so_ldtbxh",
        lambda key: of_all_districts(key) + (37 if key.project_code == "3.2" else 0),
    )
    found = [each for _, each in found_in([*districts, other, book], "V57")]
    assert len(found) == 3 * 4
    assert any(
        "các sở, ngành khác" in each.message or "của các huyện" in each.message for each in found
    )


def test_two_departments_with_the_same_capital_are_found(found_in):
    books = [department(unit, lambda _: 41, project_code="3.1") for unit in ("so_tc", "so_khdt")]
    found = found_in(books, "V57")
    assert {submission_id for submission_id, _ in found} == {"so_tc-1", "so_khdt-1"}
    assert any("đúng bằng số của Sở Tài chính" in each.message for _, each in found)


def test_what_a_department_did_itself_is_no_finding(districts, found_in):
    own = department("so_ldtbxh", lambda _: 83, project_code="4.1")
    assert found_in([*districts, own], "V57") == []
    # With a district missing there is no sum to compare with.
    whole = department("so_ldtbxh", of_all_districts)
    assert found_in([*districts[1:], whole], "V57") == []


def test_a_size_alone_is_not_compared_with_invented_numbers(districts, found_in):
    large = department("so_ldtbxh", lambda key: 0.7 * of_all_districts(key))
    real = [replace(each, received_at=datetime(2025, 3, 1)) for each in districts]
    assert found_in([*real, large], "V57")
    samples = [
        replace(
            each,
            workbook=replace(
                each.workbook, cover=replace(each.workbook.cover, is_illustrative=True)
            ),
        )
        for each in districts
    ]
    assert found_in([*samples, large], "V57") == []
