"""A series beside others over the years, with published averages and breaks of boundaries."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require
from dashboard.words.frames import records

COLUMNS = ("role", "area_name", "year_text", "value", "value_text", "value_state", "is_estimate")
TOP, BOTTOM, RIGHT = 34, 36, 236
NAME_WIDTH = 20
LINE_ROOM = 23
# How far a label reaches above or below its point, as a share of the values drawn.
NEAR = 0.11
# How each role is drawn: colour, width, dash, shape of the point.
LOOKS = {
    "own": (theme.ACCENT, 4, "solid", "circle"),
    "province": (theme.MUTED, 3, "solid", "circle"),
    "published": (theme.WARM, 3, "dot", "diamond"),
}


def lines_beside(
    values: pd.DataFrame,
    breaks: pd.DataFrame,
    *,
    unit: str,
    height: int = 480,
) -> go.Figure:
    """Draw one line a series; names and last values stand at the right, spread so that none touch.

    Look at which line falls faster. A dotted line with diamonds is a published average; an upright
    dashed line marks the first year within new boundaries; hollow points are estimates.

    Args:
        values: one row a series a year in order, with `COLUMNS`; roles are the keys of `LOOKS`;
            texts are already formatted.
        breaks: one row a break: `year_text` and `note_text`, wrapped by the caller.
        unit: unit of the values.
        height: pixels.
    """
    require(values, COLUMNS)
    require(breaks, ("year_text", "note_text"))
    known = values["value"].dropna()
    if known.empty:
        return empty()
    years = list(dict.fromkeys(values.loc[values["role"].ne("published"), "year_text"]))
    low, high = min([0.0, *known]), max([0.0, *known])
    span = high - low or 1.0
    bottom, top = low - 0.12 * span, high + 0.16 * span
    series = [rows for _, rows in values.groupby(["role", "area_name"], sort=False)]
    figure = framed(
        [line(rows, sides(rows, values, NEAR * span), unit, last=years[-1]) for rows in series]
        + [gaps(rows, bottom) for rows in series],
        height=height,
        margin={"l": 8, "r": RIGHT, "t": TOP, "b": BOTTOM},
    )
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=years,
        fixedrange=True,
        range=[-0.35, len(years) - 0.75],
    )
    figure.update_yaxes(range=[bottom, top], visible=False, fixedrange=True)
    notes = []
    for row in records(breaks):
        # By place: Plotly takes the name of a year for a place far to the right.
        at = years.index(row.year_text)
        figure.add_shape(
            type="line",
            x0=at,
            x1=at,
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": theme.WARM, "width": 2, "dash": "dash"},
            layer="below",
        )
        notes.append(
            note(
                x=at,
                y=1,
                yref="y domain",
                xanchor="right",
                yanchor="top",
                xshift=-8,
                text=row.note_text,
                align="right",
                colour=theme.WARM,
            )
        )
    ends = sorted(
        (rows[rows["value"].notna()].iloc[-1] for rows in series if rows["value"].notna().any()),
        key=lambda end: end["value"],
        reverse=True,
    )
    texts = [theme.wrapped(end_text(end, years[-1]), NAME_WIDTH) for end in ends]
    room = (height - TOP - BOTTOM) / (top - bottom)
    wanted = [float((top - end["value"]) * room) for end in ends]
    heights = [LINE_ROOM * (text.count("<br>") + 1) for text in texts]
    for end, text, at, stands in zip(ends, texts, wanted, spread(wanted, heights), strict=True):
        notes.append(
            note(
                x=1,
                xref="x domain",
                xanchor="left",
                xshift=6,
                y=float(end["value"]),
                yshift=at - stands,
                text=f"<b>{text}</b>",
                align="left",
                colour=LOOKS[end["role"]][0],
            )
        )
    annotate(figure, notes)
    return figure


def end_text(end: pd.Series, last: str) -> str:
    """Give the label at a line's end: its name and last value, with the year unless the last."""
    text = f"{end['area_name']} {end['value_text']}"
    return text if end["year_text"] == last else f"{text} ({end['year_text']})"


def sides(rows: pd.DataFrame, values: pd.DataFrame, near: float) -> list[str]:
    """Give on which side of each point its label stands: where no other line is `near`.

    Args:
        rows: one series.
        values: all series.
        near: how far a label reaches, in the unit of the values.
    """
    others = values[values["area_name"] != rows["area_name"].iloc[0]]
    found = []
    for year, value in zip(rows["year_text"], rows["value"], strict=True):
        beside = others.loc[others["year_text"].eq(year), "value"] - value
        is_crossed_above = beside.between(0, near).any()
        is_crossed_below = beside.between(-near, 0).any()
        found.append("bottom left" if is_crossed_above and not is_crossed_below else "top right")
    return found


def line(rows: pd.DataFrame, positions: list[str], unit: str, *, last: str) -> dict:
    """Give the trace of one series; values stand on its points, but for the last year's."""
    name, role = rows["area_name"].iloc[0], rows["role"].iloc[0]
    colour, width, dash, symbol = LOOKS[role]
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines+markers" if role == "province" else "lines+markers+text",
        "x": list(rows["year_text"]),
        "y": [None if pd.isna(value) else float(value) for value in rows["value"]],
        "text": [
            "" if year == last else text
            for year, text in zip(rows["year_text"], rows["value_text"], strict=True)
        ],
        "hovertext": list(rows["value_text"]),
        "textposition": positions,
        "textfont": {
            "size": theme.LABEL_SIZE,
            "color": colour,
            "weight": 600,
            "shadow": theme.HALO,
        },
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {
            "symbol": symbol,
            "size": 12,
            "color": ["#FFFFFF" if hollow else colour for hollow in rows["is_estimate"]],
            "line": {"color": colour, "width": 3},
        },
        "connectgaps": False,
        "cliponaxis": False,
        "hovertemplate": f"{name}, %{{x}}: %{{hovertext}} {unit}<extra></extra>",
    }


def gaps(rows: pd.DataFrame, low: float) -> dict:
    """Give the marks of the years in which an area's own series has no value."""
    missing = rows[rows["value"].isna() & rows["role"].eq("own")]
    return {
        "type": "scatter",
        "mode": "text",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "x": list(missing["year_text"]),
        "y": [low] * len(missing),
        "text": list(missing["value_text"]),
        "textposition": "top center",
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.MUTED},
    }


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Move labels down until none touches the one above.

    Args:
        wanted: middles from the top down, pixels.
        heights: height of each label, pixels.
    """
    placed = list(wanted[:1])
    sizes = [(above + below) / 2 for above, below in pairwise(heights)]
    for middle, size in zip(wanted[1:], sizes, strict=True):
        placed.append(max(middle, placed[-1] + size))
    return placed
