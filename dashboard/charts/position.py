"""Spine chart: where one district stands among the others, one indicator a row."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.comparison import COMPARISONS
from dashboard.charts.figures import above, annotate, beside, empty, framed, require, worst_and_best
from dashboard.words.frames import records

COLUMNS = (
    "indicator_code",
    "row_text",
    "area_name",
    "is_chosen",
    "value_text",
    "direction",
    "relative",
    "province_relative",
    "low_relative",
    "high_relative",
    "comparison",
    "place_text",
    "province_text",
)
ROW_HEIGHT = 40
PROVINCE_ROOM = 150


def position_strips(values: pd.DataFrame) -> go.Figure:
    """Draw one strip an indicator: all districts as pale dots, the chosen one large with its value.

    Each strip runs from the worst district (left) to the best (right) where one end is better, and
    from the lowest to the highest where neither is. The pale bar holds the middle half of the
    districts; the warm tick is the province. Shape and colour say better, similar or worse than
    the province.

    Args:
        values: one row an indicator a district with `COLUMNS`; relative places are 0 to 1.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty()
    flip = values["direction"].eq("lower")
    drawn = values.assign(
        **{
            column: values[column].where(~flip, 1 - values[column])
            for column in ("relative", "province_relative", "low_relative", "high_relative")
        }
    )
    rows = list(dict.fromkeys(drawn["row_text"]))
    strips = drawn.drop_duplicates("row_text")
    chosen = drawn[drawn["is_chosen"]]
    others = drawn[~drawn["is_chosen"] & drawn["relative"].notna()]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "width": 0.5,
        "hoverinfo": "skip",
        "base": list(strips[["low_relative", "high_relative"]].min(axis=1)),
        "x": list((strips["high_relative"] - strips["low_relative"]).abs()),
        "marker": {"color": theme.QUIET},
    }
    province = {
        "type": "scatter",
        "mode": "markers",
        "x": list(strips["province_relative"]),
        "y": rows,
        "marker": {"symbol": "line-ns-open", "size": 26, "color": theme.WARM, "line": {"width": 3}},
        "hovertemplate": "Toàn tỉnh<extra></extra>",
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": list(others["relative"]),
        "y": list(others["row_text"]),
        "text": list(others["area_name"]),
        "customdata": list(others["value_text"]),
        "marker": {
            "size": 11,
            "color": theme.STEPPED_BACK,
            "line": {"color": theme.PAPER, "width": 1},
        },
        "hovertemplate": "%{text}: %{customdata}<extra></extra>",
    }
    marks = [
        COMPARISONS.get(comparison, COMPARISONS["similar"]) for comparison in chosen["comparison"]
    ]
    district = {
        "type": "scatter",
        "mode": "markers",
        "x": list(chosen["relative"]),
        "y": list(chosen["row_text"]),
        "text": list(chosen["area_name"]),
        "customdata": list(chosen["value_text"]),
        "marker": {
            "size": 21,
            "symbol": [mark.symbol for mark in marks],
            "color": [mark.colour for mark in marks],
            "line": {"color": "#FFFFFF", "width": 2},
        },
        "hovertemplate": "%{text}: %{customdata}<extra></extra>",
    }
    figure = framed(
        [bars, province, dots, district],
        height=ROW_HEIGHT * len(rows) + 60,
        margin={"l": 8, "r": 255 + PROVINCE_ROOM, "t": 44, "b": 8},
        barmode="overlay",
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
    notes = []
    for row in records(chosen):
        notes.append(beside(row.row_text, f"<b>{row.value_text}</b>  {row.place_text}", shift=16))
        notes.append(beside(row.row_text, row.province_text, shift=262, colour=theme.WARM))
    notes.append(above("┃ Toàn tỉnh", shift=262, colour=theme.WARM))
    notes += worst_and_best()
    annotate(figure, notes)
    return figure
