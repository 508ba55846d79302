"""Gaps: two groups beside each other, by area, over the years, as bars."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import above, annotate, beside, empty, framed, require
from dashboard.words.frames import records

ROW_HEIGHT = 42
PAIR_HEIGHT, BAR_HEIGHT = 48, 44
PAIR_WIDTH, PAIR_SHIFT, BAR_WIDTH = 0.37, 0.2, 0.56
# Signs a bar's label holds in the narrowest column; the scale leaves room for the longest one.
SIGNS_OF_A_SCALE = 44
COLUMNS = ("area_code", "area_name", "first_value", "second_value", "gap_text", "is_estimate")
LINE_COLUMNS = (
    "year_text",
    "first_value",
    "first_text",
    "second_value",
    "second_text",
    "gap_text",
    "is_estimate",
)
PAIRED_COLUMNS = (
    "area_code",
    "row_text",
    "first_value",
    "first_text",
    "second_value",
    "second_text",
    "is_estimate",
)
UNFADED = {"marker": {"opacity": 1}}


def gap_dumbbells(
    values: pd.DataFrame,
    *,
    unit: str,
    first: str,
    second: str,
    apart: str | None = None,
    highlight: str | None = None,
) -> go.Figure:
    """Draw one row an area: a diamond and a dot for the two groups, the gap printed on the right.

    Look at the length of the line: how far the one group is from the other. A row with one of the
    two missing shows the mark it has and no line; hollow marks are estimates.

    Args:
        values: one row an area with `COLUMNS`, first on top; texts are already formatted.
        unit: unit of the axis.
        first: name of the group drawn as a warm diamond.
        second: name of the group drawn as a blue dot.
        apart: area code of a row that a line sets apart from the one above it.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    known = numbers_of(values, "first_value", "second_value")
    if not known:
        return empty()
    names = list(values["area_name"])
    both = values.dropna(subset=["first_value", "second_value"])
    spans = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [
            x
            for row in records(both)
            for x in (float(row.first_value), float(row.second_value), None)
        ],
        "y": [y for name in both["area_name"] for y in (name, name, None)],
        "line": {"color": theme.STEPPED_BACK, "width": 5},
    }

    def marks(column: str, name: str, symbol: str, colour: str) -> dict:
        colours = stepped_back(values["area_code"], colour, highlight, apart)
        return {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "y": names,
            "x": [None if pd.isna(value) else float(value) for value in values[column]],
            "customdata": [[code] for code in values["area_code"]],
            "marker": {
                "symbol": symbol,
                "size": 17,
                "color": hollow(colours, values["is_estimate"]),
                "line": {"color": colours, "width": 3},
            },
            "hovertemplate": f"%{{y}}, {name}: %{{x:,.2f}} {unit}<extra></extra>",
            "selected": UNFADED,
            "unselected": UNFADED,
        }

    figure = framed(
        [
            spans,
            marks("first_value", first, "diamond", theme.WARM),
            marks("second_value", second, "circle", theme.ACCENT),
        ],
        height=ROW_HEIGHT * len(names) + 80,
        margin={"l": 8, "r": 220, "t": 44, "b": 36},
    )
    reach = max(known) or 1.0
    figure.update_xaxes(
        range=[-0.03 * reach, reach * 1.05], fixedrange=True, ticksuffix=f" {unit}", nticks=6
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names[::-1],
        fixedrange=True,
        showgrid=False,
        range=[-0.6, len(names) - 0.4],
    )
    notes = heads(((0, f"◆ {first}", theme.WARM), (0.45, f"● {second}", theme.ACCENT)))
    for row in records(values):
        notes.append(beside(row.area_name, row.gap_text, shift=14))
        if row.area_code == apart:
            at = names[::-1].index(row.area_name) + 0.5
            figure.add_shape(
                type="line",
                xref="x domain",
                x0=0,
                x1=1,
                y0=at,
                y1=at,
                line={"color": theme.MUTED, "width": 1},
            )
    notes.append(above("Khoảng cách", shift=14, colour=theme.MUTED))
    annotate(figure, notes)
    return figure


def gap_lines(
    values: pd.DataFrame, *, unit: str, first: str, second: str, height: int = 480
) -> go.Figure:
    """Draw two groups over the years, each year's gap printed on the line between them.

    Look at whether the upright lines get shorter. Hollow marks are estimates.

    Args:
        values: one row a year, oldest first, with `LINE_COLUMNS`; texts are already formatted.
        unit: unit of the values.
        first: name of the group drawn as warm diamonds.
        second: name of the group drawn as blue dots.
        height: pixels.
    """
    require(values, LINE_COLUMNS)
    both = values.dropna(subset=["first_value", "second_value"])
    if both.empty:
        return empty()
    years = list(values["year_text"])
    first_is_upper = [row.first_value >= row.second_value for row in records(values)]

    def line(side: str, name: str, symbol: str, colour: str, is_upper: Sequence[bool]) -> dict:
        colours = [colour] * len(values)
        return {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": name,
            "x": years,
            "y": [None if pd.isna(value) else float(value) for value in values[f"{side}_value"]],
            "text": list(values[f"{side}_text"]),
            "textposition": ["top center" if upper else "bottom center" for upper in is_upper],
            "textfont": {
                "size": theme.LABEL_SIZE,
                "color": colour,
                "weight": 600,
                "shadow": theme.HALO,
            },
            "line": {"color": colour, "width": 4},
            "marker": {
                "symbol": symbol,
                "size": 13,
                "color": hollow(colours, values["is_estimate"]),
                "line": {"color": colour, "width": 3},
            },
            "cliponaxis": False,
            "hovertemplate": f"{name}, %{{x}}: %{{text}} {unit}<extra></extra>",
        }

    spans = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [x for year in both["year_text"] for x in (year, year, None)],
        "y": [
            y
            for row in records(both)
            for y in (float(row.first_value), float(row.second_value), None)
        ],
        "line": {"color": theme.STEPPED_BACK, "width": 3},
    }
    gaps = {
        "type": "scatter",
        "mode": "text",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "x": list(both["year_text"]),
        "y": [(float(row.first_value) + float(row.second_value)) / 2 for row in records(both)],
        "text": [f" {text}" for text in both["gap_text"]],
        "textposition": "middle right",
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK, "shadow": theme.HALO},
    }
    figure = framed(
        [
            spans,
            line("first", first, "diamond", theme.WARM, first_is_upper),
            line("second", second, "circle", theme.ACCENT, [not each for each in first_is_upper]),
            gaps,
        ],
        height=height,
        margin={"l": 8, "r": 130, "t": 44, "b": 36},
    )
    known = numbers_of(both, "first_value", "second_value")
    low, high = min([0.0, *known]), max(known)
    span = high - low or 1.0
    figure.update_yaxes(
        range=[low - 0.12 * span, high + 0.12 * span], visible=False, fixedrange=True
    )
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=years,
        fixedrange=True,
        range=[-0.3, len(years) - 0.7],
    )
    names = ((0, f"◆ {first}", theme.WARM), (0.45, f"● {second}", theme.ACCENT))
    annotate(figure, heads(names))
    return figure


def paired_bars(
    values: pd.DataFrame, *, first: str, second: str | None = None, highlight: str | None = None
) -> go.Figure:
    """Draw one bar or two a row on one scale, each with its number.

    Look at where the upper bar is longer than the lower one. A bar without a value says why;
    hollow bars are estimates.

    Args:
        values: one row an item with `PAIRED_COLUMNS`, first on top; texts are already formatted
            and `row_text` may hold `<br>`.
        first: name of the upper bar.
        second: name of the lower bar, None for one bar a row.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, PAIRED_COLUMNS)
    if values.empty:
        return empty()
    sides = [
        ("first", first, theme.ACCENT, -PAIR_SHIFT),
        ("second", second, theme.COAST, PAIR_SHIFT),
    ]
    if second is None:
        sides = [("first", first, theme.ACCENT, 0.0)]
    width = BAR_WIDTH if second is None else PAIR_WIDTH
    known = numbers_of(values, *(f"{side}_value" for side, *_ in sides))
    low, high = min([0.0, *known]), max([0.0, *known])
    longest = max(len(text) for side, *_ in sides for text in values[f"{side}_text"])
    room = min(0.6, longest / SIGNS_OF_A_SCALE)
    span = high - low or 1.0
    figure = framed(
        [
            trace
            for side, name, colour, shift in sides
            for trace in bars_of(values, side, str(name), colour, shift, width, highlight)
        ],
        height=(BAR_HEIGHT if second is None else PAIR_HEIGHT) * len(values) + 52,
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        barmode="overlay",
    )
    figure.update_xaxes(
        range=[low - 0.01 * span, high + span * room / (1 - room)], visible=False, fixedrange=True
    )
    figure.update_yaxes(
        tickvals=list(range(len(values))),
        ticktext=list(values["row_text"]),
        fixedrange=True,
        showgrid=False,
        range=[len(values) - 0.5, -0.5],
    )
    names = [
        (0.5 * place, f'<span style="color:{colour}">■</span> {name}', theme.INK)
        for place, (_, name, colour, _) in enumerate(sides)
    ]
    annotate(figure, heads(names))
    return figure


def bars_of(
    values: pd.DataFrame,
    side: str,
    name: str,
    colour: str,
    shift: float,
    width: float,
    highlight: str | None,
) -> list[dict]:
    """Give the bars of one side and their numbers, `shift` rows below the middle of each row."""
    colours = stepped_back(values["area_code"], colour, highlight)
    numbers = [None if pd.isna(value) else float(value) for value in values[f"{side}_value"]]
    places = [row + shift for row in range(len(values))]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "x": numbers,
            "y": places,
            "width": width,
            "customdata": [[code] for code in values["area_code"]],
            "marker": {
                "color": hollow(colours, values["is_estimate"]),
                "line": {"color": colours, "width": 2},
            },
            "hovertext": [
                f"{row.row_text.replace('<br>', ' ')}, {name}: {getattr(row, f'{side}_text')}"
                for row in records(values)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "selected": UNFADED,
            "unselected": UNFADED,
        },
        {
            "type": "scatter",
            "mode": "text",
            "hoverinfo": "skip",
            "cliponaxis": False,
            "x": [max(0.0, number or 0.0) for number in numbers],
            "y": places,
            "text": [f" {text}" for text in values[f"{side}_text"]],
            "textposition": "middle right",
            "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
            "unselected": {"textfont": {"color": theme.INK}},
        },
    ]


def numbers_of(values: pd.DataFrame, *columns: str) -> list[float]:
    """Give every number of the columns; missing ones are left out."""
    return [float(value) for column in columns for value in values[column].dropna()]


def stepped_back(
    codes: pd.Series, colour: str, highlight: str | None, apart: str | None = None
) -> list[str]:
    """Give the colour of each area: all in full, or the highlighted one and the one set apart."""
    return [
        colour if highlight is None or code in (highlight, apart) else theme.STEPPED_BACK
        for code in codes
    ]


def hollow(colours: Sequence[str], is_estimate: pd.Series) -> list[str]:
    """Give the fill of each mark: its colour, or paper where it is an estimate."""
    return [
        theme.PAPER if estimate else colour
        for colour, estimate in zip(colours, is_estimate, strict=True)
    ]


def heads(names: Sequence[tuple[float, str, str]]) -> list[dict[str, object]]:
    """Give the names of the groups above a figure: place along the width, text, colour."""
    return [above(f"<b>{text}</b>", x=x, colour=colour) for x, text, colour in names]
