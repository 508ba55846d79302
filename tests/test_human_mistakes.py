"""What people do wrong is found where it must be repaired; what is honest is not refused.

All cases with their totals: `python -m tests.human_mistakes`. Here only some of each kind.
"""

import pytest

from dashboard.making import sample
from tests import human_mistakes
from tests.human_mistakes import HONEST, MISTAKES, Book

NAMED_FIRST = (
    "cumulative outputs",
    "cumulative policies",
    "capital of 2024 in nghìn đồng",
    "poor and near-poor swapped in 2024",
    "691 for 961 poor households",
    "whole percentages for deprivations of the poor",
    "blank: half of the first sheet",
    "one commune missing in the households of 2024",
    "last year's households",
    "last year's plan alone",
    "urban and rural rows swapped in 2024",
    "another date of the cover that is none",
)
FOUND = (
    "cumulative capital",
    "cumulative disbursement",
)


def case(name):
    [found] = [each for each in (*MISTAKES, *HONEST) if each.name == name]
    return found


def test_there_are_enough_cases_of_enough_units():
    units = {each.unit for each in MISTAKES}
    assert len(MISTAKES) >= 60
    assert len(HONEST) >= 15
    assert len(units & sample.SLUGS.keys()) >= 3
    assert units - sample.SLUGS.keys()


def test_every_mistake_changes_its_workbook_and_names_its_cause():
    for each in MISTAKES:
        book, sound = Book(each.unit), Book(each.unit)
        for change in each.changes:
            change(book)
        assert vars(book) != vars(sound), each.name
        assert each.words, each.name


@pytest.mark.parametrize("name", NAMED_FIRST)
def test_the_first_finding_names_the_cause(name):
    outcome = human_mistakes.outcome_of(case(name))
    assert outcome.result == "cause first", outcome.first


@pytest.mark.parametrize("name", FOUND)
def test_the_mistake_is_found_where_it_stands(name):
    outcome = human_mistakes.outcome_of(case(name))
    assert outcome.result in ("cause first", "found"), outcome.first


@pytest.mark.parametrize(
    "name",
    [
        "a large investment in one year",
        "amounts with decimals",
        "numbers typed with a space for thousands",
        "no poor household left in the wards from 2024 on",
    ],
)
def test_honest_data_are_not_refused(name):
    outcome = human_mistakes.outcome_of(case(name))
    assert outcome.result == "passed", outcome.first


def test_a_town_without_poor_households_raises_no_doubt():
    outcome = human_mistakes.outcome_of(case("no poor household left in the wards"))
    assert (outcome.result, outcome.count) == ("passed", 0), outcome.first


def test_a_list_of_houses_that_ends_when_they_are_built_raises_no_doubt():
    outcome = human_mistakes.outcome_of(case("two lists of houses, 2022 finished and 2025 new"))
    assert (outcome.result, outcome.count) == ("passed", 0), outcome.first


def test_a_blank_class_raises_no_doubt_of_its_parts():
    book = Book("543")
    human_mistakes.typed(
        human_mistakes.where("households", "poor_households", years=2024, settlement="rural"), "…"
    )(book)
    assert [each.cell for each in human_mistakes.findings_of(book)] == ["E17"]


@pytest.mark.parametrize(
    ("name", "has_a_sum"),
    [
        ("cumulative capital", True),
        ("cumulative disbursement", True),
        ("cumulative outputs", True),
        ("cumulative policies", True),
        ("cumulative capital of a department", True),
        ("plan and disbursement swapped in 2022", False),
        ("last year's capital", False),
        ("a large investment in one year", False),
    ],
)
def test_sums_since_the_beginning_are_told_from_numbers_of_a_year(name, has_a_sum):
    book = Book(case(name).unit)
    for change in case(name).changes:
        change(book)
    found = [each for each in human_mistakes.findings_of(book) if each.rule == "V58"]
    assert bool(found) == has_a_sum
