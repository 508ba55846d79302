"""Map of the districts: filled outlines with names and values, on plain axes, without a network."""

import itertools
from collections.abc import Iterator, Sequence
from math import cos, isnan, pi, radians, sqrt
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require
from dashboard.words import formats

VALUE_COLUMNS = ("area_code", "area_name", "value", "value_text", "value_state", "is_estimate")
SHAPE_COLUMNS = ("area_code", "polygon", "ring", "position", "longitude", "latitude")
ANCHOR_COLUMNS = (
    "area_code",
    "longitude",
    "latitude",
    "label_longitude",
    "label_latitude",
    "outside",
    "align",
)

MIDDLE_LATITUDE = 14.1
DEGREE_RATIO = 1 / cos(radians(MIDDLE_LATITUDE))
# The province with room for the labels at the sea side and in the west, and for the legend.
LONGITUDES = (108.41, 109.70)
LATITUDES = (13.49, 14.735)
MARGIN = 4

MAP_MARGIN = {"l": 0, "r": 0, "t": MARGIN, "b": MARGIN, "pad": 0}
MAP_AXES = {
    "xaxis": {
        "visible": False,
        "range": LONGITUDES,
        "fixedrange": True,
        "constrain": "domain",
        "constraintoward": "left",
    },
    "yaxis": {
        "visible": False,
        "range": LATITUDES,
        "fixedrange": True,
        "constrain": "domain",
        "constraintoward": "top",
        "scaleanchor": "x",
        "scaleratio": DEGREE_RATIO,
    },
}

REASONS = {"not_submitted": "chưa nộp", "not_applicable": "không áp dụng"}
PATTERNS = {
    "not_submitted": {"shape": "/", "size": 9, "solidity": 0.22},
    "not_applicable": {"shape": ".", "size": 9, "solidity": 0.22},
}
PATTERN_EDGE = {"color": theme.MUTED, "width": 1.5}
BORDER = {"color": theme.PAPER, "width": 1.5}
ESTIMATE_LINE = {"color": theme.INK, "width": 1.75, "dash": "5px,4px"}
# Keeps dark text readable on hatching and dots.
HALO = ", ".join([f"0 0 3px {theme.PAPER}"] * 4)

# Which side of the point the text stands at, and how far from it the leader ends, in degrees.
TEXT_SIDES = {"left": "middle right", "center": "middle center", "right": "middle left"}
LEADER_GAPS = {"left": 0.012, "center": 0.0, "right": -0.012}

LEGEND_LEFT = 109.43
LEGEND_TOP = 14.70
LEGEND_STEP = 0.058
SWATCH_WIDTH = 0.046
SWATCH_HEIGHT = 0.042
SWATCH_EDGE = {"color": theme.COAST, "width": 1}

# A click leaves the figure as it is: what was chosen shows on the page that opens.
UNSEEN = 0.01
CLICK_SHARE = 0.8
SMALLEST_CLICK = 30.0
LARGEST_CLICK = 90.0
# About half the width of a name, and the way from its anchor to its middle.
LABEL_REACH = 34.0
LABEL_WAYS = {"left": 1, "center": 0, "right": -1}


class Outline(NamedTuple):
    """The rings of an area, None between two of them, in degrees."""

    longitudes: list[float | None]
    latitudes: list[float | None]


class District(NamedTuple):
    """What is drawn of one district; `fill` is None where a pattern stands for the value."""

    code: str
    name: str
    text: str
    state: str
    is_estimate: bool
    fill: str | None
    longitude: float
    latitude: float
    label_longitude: float
    label_latitude: float
    outside: bool
    align: str
    outline: Outline


def district_map(
    values: pd.DataFrame,
    shapes: pd.DataFrame,
    anchors: pd.DataFrame,
    *,
    limits: Sequence[float],
    unit: str,
    highlight: str | None = None,
    height: int = 560,
) -> go.Figure:
    """Draw each district filled by the class of its rate, with its name and value.

    Look for where the dark districts lie. Hatching means not submitted, dots not applicable, a
    dashed outline an estimate. The last trace carries the click points, `customdata` the code.

    Args:
        values: one row a district with `VALUE_COLUMNS`; `value_text` is the label as printed.
        shapes: one row a vertex with `SHAPE_COLUMNS`, in drawing order, degrees.
        anchors: one row a district with `ANCHOR_COLUMNS`, degrees.
        limits: where the classes after the first begin, lowest first, in `unit`; at most four.
        unit: unit of the values.
        highlight: area code drawn with a warm outline.
        height: pixels.

    Raises:
        ValueError: a frame lacks a column, a reported value is no number, limits are too many.
        KeyError: a district has no outline or no anchor.
    """
    require(values, VALUE_COLUMNS)
    require(shapes, SHAPE_COLUMNS)
    require(anchors, ANCHOR_COLUMNS)
    if values.empty:
        return empty()
    districts = districts_of(values, outlines_of(shapes), anchors, limits)
    data = [trace for _, trace in layers(districts, limits, unit, highlight, height)]
    return framed(data, height=height, margin=MAP_MARGIN, **MAP_AXES)


def layers(
    districts: Sequence[District],
    limits: Sequence[float],
    unit: str,
    highlight: str | None,
    height: int,
    others: Sequence[District] = (),
) -> list[tuple[bool, dict]]:
    """Return the traces from the ground up, each with whether another year changes it.

    There are as many traces in every year; `others` are the districts of the other years, for the
    legend.
    """
    coast = stroke([district.outline for district in districts], {"color": theme.COAST, "width": 4})
    fills = [area(district.outline, fill_of(district), BORDER) for district in districts]
    return [
        (False, coast),
        *((True, trace) for trace in (*fills, *marked_outlines(districts, highlight))),
        *((False, trace) for trace in leaders(districts)),
        *((True, trace) for trace in labels(districts)),
        *((False, trace) for trace in legend([*districts, *others], limits, unit)),
        (True, click_points(districts, unit, height)),
    ]


def outlines_of(shapes: pd.DataFrame) -> dict[str, Outline]:
    """Return the outline of each district by code."""
    outlines: dict[str, Outline] = {}
    ring_before = None
    columns = ("area_code", "polygon", "ring", "longitude", "latitude")
    for code, polygon, ring, x, y in zip(*(shapes[name].tolist() for name in columns), strict=True):
        outline = outlines.setdefault(code, Outline([], []))
        if outline.longitudes and (code, polygon, ring) != ring_before:
            outline.longitudes.append(None)
            outline.latitudes.append(None)
        outline.longitudes.append(x)
        outline.latitudes.append(y)
        ring_before = (code, polygon, ring)
    return outlines


def districts_of(
    values: pd.DataFrame,
    outlines: dict[str, Outline],
    anchors: pd.DataFrame,
    limits: Sequence[float],
) -> list[District]:
    """Return what is drawn of each district, in the order of `values`."""
    places = {
        code: place
        for code, *place in zip(*(anchors[name].tolist() for name in ANCHOR_COLUMNS), strict=True)
    }
    rows = zip(*(values[name].tolist() for name in VALUE_COLUMNS), strict=True)
    return [
        District(
            code,
            name,
            text,
            state,
            is_estimate and state == "reported",
            fill_colour(code, value, state, limits),
            *places[code],
            outlines[code],
        )
        for code, name, value, text, state, is_estimate in rows
    ]


def fill_colour(code: str, value: float, state: str, limits: Sequence[float]) -> str | None:
    """Return the colour of a value's class, None for a value that is not there.

    Raises:
        ValueError: the value is reported and no number.
    """
    if state in PATTERNS:
        return None
    if value is None or isnan(value):
        raise ValueError(f"district {code} is reported without a number")
    return theme.SEQUENTIAL[theme.sequential_class(value, limits)]


def fill_of(district: District) -> dict:
    """Return the fill of a district as trace properties."""
    # No pattern is said too: a frame of an animation keeps what the frame before had.
    whole = {"fillcolor": district.fill, "fillpattern": {"shape": ""}}
    return whole if district.fill else pattern(district.state)


def pattern(state: str) -> dict:
    """Return the fill that stands for a value that is not there, by `value_state`."""
    return {
        "fillcolor": theme.PAPER,
        "fillpattern": {**PATTERNS[state], "fgcolor": theme.MUTED, "bgcolor": theme.PAPER},
    }


def area(outline: Outline, fill: dict, line: dict) -> dict:
    """Return a filled outline as one trace."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": outline.longitudes,
        "y": outline.latitudes,
        "fill": "toself",
        "line": line,
        "hoverinfo": "skip",
        **fill,
    }


def stroke(outlines: Sequence[Outline], line: dict) -> dict:
    """Return lines along several outlines as one trace."""
    return {
        "type": "scatter",
        "mode": "lines",
        "line": line,
        "hoverinfo": "skip",
        "x": [x for outline in outlines for x in (*outline.longitudes, None)],
        "y": [y for outline in outlines for y in (*outline.latitudes, None)],
    }


def marked_outlines(districts: Sequence[District], highlight: str | None) -> list[dict]:
    """Return the outlines of empty districts, of estimates and of the highlighted one."""
    kinds = (
        (PATTERN_EDGE, [district.outline for district in districts if not district.fill]),
        (ESTIMATE_LINE, [district.outline for district in districts if district.is_estimate]),
        (
            {"color": theme.WARM, "width": 3},
            [district.outline for district in districts if district.code == highlight],
        ),
    )
    return [stroke(outlines, line) for line, outlines in kinds]


def leaders(districts: Sequence[District]) -> list[dict]:
    """Return the lines from outside labels to their districts, with a white edge on dark fills."""
    lines = [
        Outline(
            [district.longitude, district.label_longitude - LEADER_GAPS[district.align]],
            [district.latitude, district.label_latitude],
        )
        for district in districts
        if district.outside
    ]
    strokes = ({"color": theme.PAPER, "width": 4}, {"color": theme.INK, "width": 1.25})
    return [stroke(lines, line) for line in strokes]


def labels(districts: Sequence[District]) -> list[dict]:
    """Return names and values, one trace an ink: a click can fade a trace only as a whole."""
    groups: dict[str, list[District]] = {theme.INK: [], theme.PAPER: []}
    for district in districts:
        is_on_paper = district.outside or not district.fill
        ink = theme.INK if is_on_paper else theme.ink_on(district.fill or theme.PAPER)
        groups[ink].append(district)
    return [
        words(
            [district.label_longitude for district in group],
            [district.label_latitude for district in group],
            [f"<b>{district.name}</b><br>{district.text}" for district in group],
            [TEXT_SIDES[district.align] for district in group],
            ink,
        )
        | {
            "textfont": {
                "size": theme.LABEL_SIZE,
                "color": ink,
                "shadow": ["none" if district.fill else HALO for district in group],
            },
            # The lines of each label as data, for who writes them elsewhere.
            "meta": [[district.name, district.text] for district in group],
        }
        for ink, group in groups.items()
    ]


def words(
    xs: list[float], ys: list[float], texts: list[str], sides: str | list[str], ink: str
) -> dict:
    """Return texts as one trace that a click does not fade."""
    return {
        "type": "scatter",
        "mode": "text",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "x": xs,
        "y": ys,
        "text": texts,
        "textposition": sides,
        "textfont": {"size": theme.LABEL_SIZE, "color": ink},
        "selected": {"textfont": {"color": ink}},
        "unselected": {"textfont": {"color": ink}},
    }


def legend(districts: Sequence[District], limits: Sequence[float], unit: str) -> list[dict]:
    """Return swatches with their words: the classes, then what else is on this map."""
    states = {district.state for district in districts}
    entries: list[tuple[str, dict, dict]] = []
    if "reported" in states:
        entries += [
            (label, {"fillcolor": colour}, SWATCH_EDGE)
            for label, colour in zip(class_labels(limits), theme.SEQUENTIAL, strict=False)
        ]
    if any(district.is_estimate for district in districts):
        entries.append(("ước", {"fillcolor": theme.PAPER}, ESTIMATE_LINE))
    entries += [
        (reason, pattern(state), SWATCH_EDGE)
        for state, reason in REASONS.items()
        if state in states
    ]
    tops = [LEGEND_TOP - LEGEND_STEP * row for row in range(len(entries) + 1)]
    swatches = [
        area(swatch(top), fill, line)
        for top, (_, fill, line) in zip(tops[1:], entries, strict=True)
    ]
    text_left = LEGEND_LEFT + 1.35 * SWATCH_WIDTH
    texts = words(
        [LEGEND_LEFT, *(text_left for _ in entries)],
        [top - SWATCH_HEIGHT / 2 for top in tops],
        [f"Đơn vị: {unit}", *(label for label, _, _ in entries)],
        "middle right",
        theme.MUTED,
    )
    return [*swatches, texts]


def class_labels(limits: Sequence[float]) -> list[str]:
    """Return the words of each class: `dưới 2`, `2–5`, `từ 30`; none when there are no limits."""
    if not limits:
        return []
    texts = [formats.number(limit, decimals_needed(limit)) for limit in limits]
    between = [f"{low}–{high}" for low, high in itertools.pairwise(texts)]
    return [f"dưới {texts[0]}", *between, f"từ {texts[-1]}"]


def decimals_needed(limit: float) -> int:
    """Return how many decimals print a limit in full, two at most."""
    return next((places for places in (0, 1) if round(limit, places) == limit), 2)


def swatch(top: float) -> Outline:
    """Return the rectangle of a legend row that begins at a latitude."""
    right, bottom = LEGEND_LEFT + SWATCH_WIDTH, top - SWATCH_HEIGHT
    return Outline(
        [LEGEND_LEFT, right, right, LEGEND_LEFT, LEGEND_LEFT], [top, top, bottom, bottom, top]
    )


def click_points(districts: Sequence[District], unit: str, height: int) -> dict:
    """Return the unseen marks that take hover and click, on the districts and outside labels."""
    outside = [district for district in districts if district.outside]
    marked = [*districts, *outside]
    pixels_a_degree = (height - 2 * MARGIN) / (LATITUDES[1] - LATITUDES[0])
    sizes = [
        min(max(CLICK_SHARE * breadth(district) * pixels_a_degree, SMALLEST_CLICK), LARGEST_CLICK)
        for district in districts
    ]
    reach = LABEL_REACH * DEGREE_RATIO / pixels_a_degree
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [
            *(district.longitude for district in districts),
            *(each.label_longitude + LABEL_WAYS[each.align] * reach for each in outside),
        ],
        "y": [
            *(district.latitude for district in districts),
            *(district.label_latitude for district in outside),
        ],
        "customdata": [[district.code] for district in marked],
        "hovertext": [hover_text(district, unit) for district in marked],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [*sizes, *(2 * LABEL_REACH for _ in outside)],
            "color": "rgba(255,255,255,0)",
            "opacity": UNSEEN,
            "line": {"width": 0},
        },
        "cliponaxis": False,
        "selected": {"marker": {"opacity": UNSEEN}},
        "unselected": {"marker": {"opacity": UNSEEN}},
    }


def hover_text(district: District, unit: str) -> str:
    """Return what a pointer reads at a district: name, value and unit, or why there is none."""
    return f"<b>{district.name}</b><br>" + (REASONS.get(district.state, f"{district.text} {unit}"))


def breadth(district: District) -> float:
    """Return the diameter of a circle as large as the main land, in degrees of latitude."""
    return max(2 * sqrt(ring_area(ring) / DEGREE_RATIO / pi) for ring in rings_of(district.outline))


def rings_of(outline: Outline) -> Iterator[list[tuple[float, float]]]:
    """Yield the rings of an outline as points."""
    ring: list[tuple[float, float]] = []
    for x, y in zip(*outline, strict=True):
        if x is None or y is None:
            yield ring
            ring = []
        else:
            ring.append((x, y))
    yield ring


def ring_area(ring: Sequence[tuple[float, float]]) -> float:
    """Return the area inside a closed ring, in square degrees."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(ring)) / 2)
