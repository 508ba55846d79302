"""The palette survives colour-vision deficiencies, grey print and a poor projector."""

import math
from itertools import combinations, pairwise

import pytest

from dashboard.charts import theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE_POINT = (0.95047, 1.0, 1.08883)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def seen(colour, deficiency):
    """The colour as linear RGB in the eyes of a person with the deficiency."""
    light = times(DEFICIENCIES[deficiency], theme.linear_rgb(colour))
    return [min(max(part, 0), 1) for part in light]


def lab(rgb):
    def curve(share):
        return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116

    x, y, z = (
        curve(part / white) for part, white in zip(times(TO_XYZ, rgb), WHITE_POINT, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize(("first", "second"), [*combinations(theme.STATUS, 2)])
def test_any_two_statuses_stay_apart_under_a_deficiency(first, second, deficiency):
    one, other = (lab(seen(theme.STATUS[key].colour, deficiency)) for key in (first, second))
    assert math.dist(one, other) >= 30


@pytest.mark.parametrize("status", theme.STATUS.values())
def test_a_status_stands_out_on_white(status):
    assert theme.contrast(status.colour, theme.PAPER) >= 3


def test_every_status_has_a_shape_and_a_word_of_its_own():
    statuses = theme.STATUS.values()
    assert len({status.sign for status in statuses}) == len(statuses)
    assert len({status.symbol for status in statuses}) == len(statuses)
    assert len({status.label for status in statuses}) == len(statuses)


def test_sequential_classes_darken_step_by_step():
    lightness = [lab(theme.linear_rgb(colour))[0] for colour in theme.SEQUENTIAL]
    assert len(lightness) == 5
    assert all(before - after >= 8 for before, after in pairwise(lightness))


@pytest.mark.parametrize("fill", [*theme.SEQUENTIAL, theme.PAPER, theme.QUIET, theme.ACCENT])
def test_the_ink_chosen_for_a_fill_can_be_read(fill):
    assert theme.contrast(theme.ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("colour", [theme.INK, theme.MUTED, theme.ACCENT, theme.WARM])
def test_colours_of_text_can_be_read_on_white(colour):
    assert theme.contrast(colour, theme.PAPER) >= 4.5


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-1, 0), (0, 0), (1.99, 0), (2, 1), (4.93, 1), (5, 2), (10.48, 3), (30, 4), (99, 4)],
)
def test_a_value_on_a_limit_belongs_to_the_class_above(value, expected):
    assert theme.sequential_class(value, (2, 5, 10, 30)) == expected


def test_no_limits_make_one_class():
    assert theme.sequential_class(7, ()) == 0


def test_more_classes_than_colours_are_refused():
    with pytest.raises(ValueError, match="5 limits"):
        theme.sequential_class(7, (1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("colours", "ratio"), [(("#000000", "#FFFFFF"), 21), (("#777777", "#777777"), 1)]
)
def test_contrast_is_the_wcag_ratio(colours, ratio):
    assert theme.contrast(*colours) == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Đầu kỳ", "Đầu kỳ"),
        ("Hộ nghèo cuối năm", "Hộ nghèo<br>cuối năm"),
        ("Nước sinh hoạt", "Nước sinh<br>hoạt"),
    ],
)
def test_labels_break_between_words(label, lines):
    assert theme.wrapped(label, 11) == lines


def test_the_template_writes_numbers_the_vietnamese_way_in_the_bundled_typeface():
    layout = theme.TEMPLATE.layout
    assert layout.separators == ",."
    assert layout.font.family == theme.FONT
    assert layout.font.size >= 18
    assert layout.dragmode is False
