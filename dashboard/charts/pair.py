"""Two districts beside each other: one strip an indicator, from the worst to the best district."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import above, annotate, beside, empty, framed, require, worst_and_best
from dashboard.words.frames import records

ROW_HEIGHT = 38
COLUMNS = ("row_text", "relative", "other_relative", "value_text", "other_text")
NAME_ROOM = 168


def pair_strips(values: pd.DataFrame, *, first: str, other: str) -> go.Figure:
    """Draw a line an indicator with the two districts on it; their values stand on the right.

    Look at which of the two stands further right, and where they are far apart.

    Args:
        values: one row an indicator with `COLUMNS`; relative places are 0 (worst) to 1 (best).
        first: name of the district drawn as a full dot.
        other: name of the district drawn as an open diamond.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty()
    rows = list(values["row_text"])
    lines = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [x for _ in rows for x in (0, 1, None)],
        "y": [y for row in rows for y in (row, row, None)],
        "line": {"color": theme.QUIET, "width": 12},
    }
    spans = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [x for row in records(values) for x in (row.relative, row.other_relative, None)],
        "y": [y for row in rows for y in (row, row, None)],
        "line": {"color": theme.STEPPED_BACK, "width": 4},
    }

    def dots(column: str, texts: str, name: str, symbol: str, colour: str) -> dict:
        shown = values[values[column].notna()]
        return {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": list(shown[column]),
            "y": list(shown["row_text"]),
            "text": list(shown[texts]),
            "marker": {
                "symbol": symbol,
                "size": 19,
                "color": colour,
                "line": {"color": colour, "width": 3},
            },
            "hovertemplate": f"{name}, %{{y}}: %{{text}}<extra></extra>",
        }

    figure = framed(
        [
            lines,
            spans,
            dots("other_relative", "other_text", other, "diamond-open", theme.WARM),
            dots("relative", "value_text", first, "circle", theme.ACCENT),
        ],
        height=ROW_HEIGHT * len(rows) + 70,
        margin={"l": 8, "r": 2 * NAME_ROOM, "t": 56, "b": 8},
    )
    figure.update_xaxes(range=[-0.04, 1.04], visible=False, fixedrange=True)
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        fixedrange=True,
        showgrid=False,
        range=[-0.6, len(rows) - 0.4],
    )
    heads = ((f"● {first}", theme.ACCENT, 16), (f"◇ {other}", theme.WARM, 16 + NAME_ROOM))
    notes = []
    for text, colour, shift in heads:
        notes.append(above(f"<b>{text}</b>", shift=shift, colour=colour))
    for row in records(values):
        for text, colour, shift in (
            (row.value_text, theme.ACCENT, 16),
            (row.other_text, theme.WARM, 16 + NAME_ROOM),
        ):
            notes.append(beside(row.row_text, text, shift=shift, colour=colour))
    notes += worst_and_best()
    annotate(figure, notes)
    return figure
