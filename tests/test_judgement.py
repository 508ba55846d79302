"""The rules that words and colours follow, and that the screen states the same rules."""

import pytest

from dashboard.charts.comparison import (
    COMPARISON_RULE,
    SIMILAR_WITHIN,
    SMALL_NUMBER,
    SMALL_RULE,
    in_words,
)
from dashboard.store import database


def called(expression, *values):
    """Call a function of the snapshot."""
    places = ", ".join("?" * len(values))
    cursor = database.connect(database.current_snapshot()).cursor()
    return cursor.execute(f"select {expression}({places})", list(values)).fetchone()[0]


@pytest.mark.parametrize(
    ("value", "province", "direction", "expected"),
    [
        (1.0, 2.0, "lower", "better"),
        (3.0, 2.0, "lower", "worse"),
        (1.0, 2.0, "higher", "worse"),
        (3.0, 2.0, "higher", "better"),
        (2.04, 2.0, "lower", "similar"),
        (1.96, 2.0, "higher", "similar"),
        (2.05001, 2.0, "lower", "worse"),
        (9.0, 2.0, "neutral", "neutral"),
        (None, 2.0, "lower", None),
        (1.0, None, "lower", None),
    ],
)
def test_a_value_is_compared_by_the_direction(value, province, direction, expected, data):
    assert called("compared", value, province, direction) == expected


@pytest.mark.parametrize(
    ("households", "expected"), [(0, True), (19, True), (20, False), (500, False), (None, False)]
)
def test_fewer_than_twenty_households_are_small(households, expected, data):
    assert called("is_small", households) is expected


def test_the_screen_states_the_rules_that_the_queries_follow(data):
    assert float(called("similar_within")) == SIMILAR_WITHIN
    assert called("small_number") == SMALL_NUMBER
    assert "0,05" in COMPARISON_RULE
    assert "dưới 20 hộ nghèo" in SMALL_RULE


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("better", "▲ tốt hơn"),
        ("worse", "▼ kém hơn"),
        ("similar", "● tương đương"),
        ("neutral", "◆ không đánh giá"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_a_judgement_is_a_sign_and_a_word(comparison, expected):
    assert in_words(comparison) == expected
