"""The map of a rate over the years, with a slider and a play button."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.district_map import (
    ANCHOR_COLUMNS,
    MAP_AXES,
    MAP_MARGIN,
    SHAPE_COLUMNS,
    VALUE_COLUMNS,
    districts_of,
    layers,
    outlines_of,
)
from dashboard.charts.figures import empty, framed, require

COLUMNS = ("year_text", *VALUE_COLUMNS)
SLIDER_ROOM = 96
STEP_MS = 1400
AT_ONCE = {"mode": "immediate", "fromcurrent": True, "transition": {"duration": 0}}


def map_over_years(
    values: pd.DataFrame,
    shapes: pd.DataFrame,
    anchors: pd.DataFrame,
    *,
    limits: Sequence[float],
    unit: str,
    highlight: str | None = None,
    start: str | None = None,
    height: int = 620,
) -> go.Figure:
    """Draw the map of one year; the browser turns to the others without asking the server.

    Look for districts that grow lighter, and for those that stay dark.

    Args:
        values: one row a district a year, oldest year first, with `COLUMNS`.
        shapes: one row a vertex with `SHAPE_COLUMNS` of `district_map`, degrees.
        anchors: one row a district with `ANCHOR_COLUMNS` of `district_map`, degrees.
        limits: where the classes after the first begin, one scale for all years, in `unit`.
        unit: unit of the values.
        highlight: area code drawn with a warm outline.
        start: `year_text` shown first; the last when None.
        height: pixels, slider included.

    Raises:
        ValueError: a frame lacks a column, a reported value is no number, limits are too many.
        KeyError: a district has no outline or no anchor.
    """
    require(values, COLUMNS)
    require(shapes, SHAPE_COLUMNS)
    require(anchors, ANCHOR_COLUMNS)
    if values.empty:
        return empty()
    outlines = outlines_of(shapes)
    years = {
        str(year): districts_of(rows, outlines, anchors, limits)
        for year, rows in values.groupby("year_text", sort=False)
    }
    shown = start if start in years else list(years)[-1]
    everywhere = [district for districts in years.values() for district in districts]
    room = height - SLIDER_ROOM
    drawn = {
        year: layers(districts, limits, unit, highlight, room, everywhere)
        for year, districts in years.items()
    }
    changing = [place for place, (changes, _) in enumerate(drawn[shown]) if changes]
    figure = framed(
        [trace for _, trace in drawn[shown]],
        height=height,
        margin={**MAP_MARGIN, "b": SLIDER_ROOM},
        **MAP_AXES,
        sliders=[slider(list(years), shown)],
        updatemenus=[buttons()],
    )
    figure.frames = [
        {"name": year, "traces": changing, "data": [traces[place][1] for place in changing]}
        for year, traces in drawn.items()
    ]
    return figure


def slider(years: Sequence[str], shown: str) -> dict:
    """Return the slider: one step a year, named on it."""
    now = {**AT_ONCE, "fromcurrent": False, "frame": {"duration": 0, "redraw": True}}
    return {
        "active": list(years).index(shown),
        "currentvalue": {"visible": False},
        "x": 0.36,
        "len": 0.56,
        "y": 0,
        "yanchor": "top",
        "pad": {"t": 26, "b": 4},
        "bgcolor": theme.QUIET,
        "activebgcolor": theme.ACCENT,
        "bordercolor": theme.STEPPED_BACK,
        "tickcolor": theme.MUTED,
        "font": {"size": theme.LABEL_SIZE, "color": theme.INK},
        "steps": [{"label": year, "method": "animate", "args": [[year], now]} for year in years],
    }


def buttons() -> dict:
    """Return the buttons that play the years and stop."""
    play = {**AT_ONCE, "frame": {"duration": STEP_MS, "redraw": True}}
    return {
        "type": "buttons",
        "direction": "left",
        "showactive": False,
        "x": 0,
        "xanchor": "left",
        "y": 0,
        "yanchor": "top",
        "pad": {"t": 22, "r": 8},
        "bgcolor": theme.PAPER,
        "bordercolor": theme.ACCENT,
        "font": {"size": theme.LABEL_SIZE, "color": theme.ACCENT},
        "buttons": [
            {"label": "▶ Phát", "method": "animate", "args": [None, play]},
            {
                "label": "❚❚ Dừng",
                "method": "animate",
                "args": [[None], {**AT_ONCE, "frame": {"duration": 0, "redraw": True}}],
            },
        ],
    }
