"""One cause of many findings is named first, with its cells, and the findings stand under it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.catalogue import forms
from dashboard.catalogue.findings import CAUSE, Finding, gravest_first, needed, severities
from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import data_folder, load
from dashboard.making import sample
from dashboard.store import checking
from dashboard.store.slips import with_swapped_digits
from dashboard.words import formats
from dashboard.workbook import writing

UNIT = "543"
HOUSEHOLDS, DEPRIVATIONS, CAPITAL = "1. Hộ và tỷ lệ", "4. Thiếu hụt", "9. Nguồn vốn"


@pytest.fixture(scope="module")
def reference():
    return load(data_folder())


@pytest.fixture(scope="module")
def base(reference):
    return sample.values_of(UNIT, reference)


@pytest.fixture
def check(reference, tmp_path):
    """Give a function that checks a workbook of given values."""

    def make(values) -> tuple[Finding, ...]:
        path = tmp_path / "bieu.xlsx"
        texts = dict.fromkeys(reference.sections, "Nội dung")
        writing.write(
            UNIT,
            path,
            reference=reference,
            values=values,
            cover=writing.Cover(date(2025, 3, 28), texts=texts),
        )
        return checking.check(path, reference=reference).findings

    return make


def with_rates(base):
    """Type the share of a class in place of its deprived households."""

    def whole(key):
        code = forms.CLASS_TOTALS[key.household_class]
        return sum(base[Key(code, key.year, settlement=each)].number for each in ("urban", "rural"))

    return {
        key: Value(round(100 * base[key].number / whole(key), 2))
        for key in base
        if key.indicator_code == "deprived_households"
    }


def with_rates_of_households(base):
    return {
        key: Value(
            round(
                100
                * base[key].number
                / base[replace(key, indicator_code="households_total")].number,
                2,
            )
        )
        for key in base
        if key.indicator_code in ("poor_households", "near_poor_households") and not key.area_code
    }


def with_swapped_classes(base):
    return {
        key: base[replace(key, indicator_code=other)]
        for key in base
        for one, other in (
            ("poor_households", "near_poor_households"),
            ("near_poor_households", "poor_households"),
        )
        if key.indicator_code == one and not key.area_code
    }


def with_cumulative_spending(base):
    return {
        key: Value(sum(base[replace(key, year=year)].number for year in range(2022, key.year + 1)))
        for key in base
        if key.indicator_code == "capital_disbursed" and base[key].number is not None
    }


def with_year_before(base):
    return {
        key: base[replace(key, year=2023)]
        for key in base
        if key.year == 2024
        and not key.area_code
        and replace(key, year=2023) in base
        and key.indicator_code
        in (
            "poor_households",
            "near_poor_households",
            "households_total",
            "population_total",
            "poor_persons",
            "near_poor_persons",
            "avg_living_standard_households",
            "ethnic_minority_households",
            "ethnic_minority_population",
        )
    }


def with_classes_before(base):
    return {
        key: number
        for key, number in with_year_before(base).items()
        if key.indicator_code in ("poor_households", "near_poor_households")
    }


def with_poor_before(base):
    return {
        key: number
        for key, number in with_year_before(base).items()
        if key.indicator_code == "poor_households"
    }


@pytest.mark.parametrize(
    ("changes", "sheet", "words", "least"),
    [
        (with_rates, DEPRIVATIONS, "có thể đã nhập tỷ lệ (%) thay cho số hộ", 40),
        (with_rates_of_households, HOUSEHOLDS, "có thể đã nhập tỷ lệ (%) thay cho số hộ", 40),
        (
            with_swapped_classes,
            HOUSEHOLDS,
            "hai cột “Hộ nghèo” và “Hộ cận nghèo” có thể đã đổi chỗ",
            30,
        ),
        (with_cumulative_spending, CAPITAL, "có thể nhập lũy kế", 100),
        (with_year_before, HOUSEHOLDS, "số liệu năm 2024 trùng với năm 2023", 5),
        (with_classes_before, HOUSEHOLDS, "số liệu năm 2024 trùng với năm 2023", 10),
        (with_poor_before, HOUSEHOLDS, "số liệu năm 2024 trùng với năm 2023", 6),
    ],
)
def test_the_first_sentence_names_the_cause_of_many_findings(
    changes: Callable, sheet, words, least, base, check
):
    findings = check(base | changes(base))
    first = findings[0]
    assert (first.rule, first.sheet) == (CAUSE, sheet)
    assert words in first.message
    grouped = [each for each in findings if each.cause == first.cause and each.rule != CAUSE]
    assert findings[1 : len(grouped) + 1] == tuple(grouped)
    assert len(grouped) >= least
    assert f"giải thích {len(grouped)} phát hiện" in first.message
    # What changed by more than half since the year before is told of sound workbooks too.
    others = [each for each in findings if each.rule[0] == "V" and not each.cause]
    assert sum(each.rule != "V80" for each in others) < len(grouped)


def test_a_point_taken_for_a_decimal_is_the_first_finding_at_its_cell(base, check):
    key = Key("near_poor_households", 2022, settlement="rural")
    number = base[key].number
    first, second, *_ = check(base | {key: Value(number / 1000)})
    assert (first.rule, first.sheet, first.cell) == (CAUSE, HOUSEHOLDS, "G11")
    assert needed(first) == formats.entered(float(number), "count")
    assert (second.rule, second.cell) == ("V01", "G11")


@pytest.mark.parametrize("rule", ["V21", "V23"])
def test_two_swapped_digits_are_suggested(rule, base, check):
    end = "poor_households" if rule == "V21" else "near_poor_households"
    key, meant = next(
        (key, other)
        for key in base
        if key.indicator_code == end
        and key.year == 2023
        and key.settlement == "rural"
        and not key.area_code
        for other in with_swapped_digits(base[key].number)
    )
    findings = check(base | {key: Value(meant)})
    assert rule in {each.rule for each in findings}
    first = findings[0]
    assert first.rule == CAUSE
    assert "hai chữ số đã đổi chỗ" in first.message
    assert "chia hết cho 9" in first.message
    assert needed(first) == formats.entered(float(base[key].number), "count")


def test_a_sound_workbook_has_no_cause(base, check):
    assert CAUSE not in {each.rule for each in check(base)}


@pytest.mark.parametrize("factor", [Decimal(1000), Decimal(10) ** 6])
def test_no_number_of_households_beyond_the_district_is_suggested(factor, base, check):
    key = Key("households_total", 2024, settlement="rural")
    findings = check(base | {key: Value(base[key].number * factor)})
    assert findings[0].rule == CAUSE
    assert "chữ số 0" in findings[0].message
    suggested = [each.expected for each in findings if each.rule == CAUSE]
    assert suggested == [formats.entered(float(base[key].number), "count")]


def test_what_is_only_compared_with_is_not_what_is_needed(base, check):
    key = Key("households_total", 2024, settlement="rural")
    findings = check(base | {key: Value(base[key].number * 10)})
    changed = [each for each in findings if each.rule == "V80"]
    assert changed
    assert {needed(each) for each in changed} == {""}


def finding(rule, severity, cause=0):
    return Finding("a.xlsx", "b", "C1", rule, severity, "", "", "", cause=cause)


def test_findings_of_a_cause_stand_under_it_where_the_gravest_would():
    listed = [
        finding("V80", "warning"),
        finding("V12", "warning", 1),
        finding("V01", "error"),
        finding("V02", "error", 1),
        finding(CAUSE, "error", 1),
        finding("V24", "info"),
    ]
    ordered = [each.rule for each in gravest_first(listed)]
    assert ordered == [CAUSE, "V02", "V12", "V01", "V80", "V24"]
    assert severities(listed) == ["warning", "warning", "error", "error", "info"]
