"""Waterfall of the year's movement, with its unexplained difference as a bar of its own."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require
from dashboard.words.frames import records

ROW_HEIGHT = 40
COLUMNS = ("step", "label", "value", "value_text", "value_state")


def waterfall(values: pd.DataFrame, *, unit: str) -> go.Figure:
    """Draw the steps down from the number at the start of the year to the number at its end.

    Look at what went down (blue), what came back (warm) and whether a grey bar is left that no
    movement explains.

    Args:
        values: one row a step with `COLUMNS` in the order of the form: one `start`, then
            `decrease` and `increase` steps with signed values, one `unexplained`, one `end`.
        unit: unit of the axis.
    """
    require(values, COLUMNS)
    if values.empty or values.loc[values["step"].isin(["start", "end"]), "value"].isna().any():
        return empty("Chưa đủ số liệu diễn biến của năm này")
    shown = values[~(values["step"].eq("unexplained") & values["value"].fillna(0).eq(0))]
    colours = {
        "start": theme.ACCENT,
        "end": theme.ACCENT,
        "decrease": theme.STATUS["met"].colour,
        "increase": theme.WARM,
        "unexplained": theme.STATUS["not_assessed"].colour,
    }
    level = 0.0
    bases, lengths = [], []
    for row in records(shown):
        value = 0.0 if pd.isna(row.value) else float(row.value)
        if row.step in ("start", "end"):
            bases.append(0.0)
            lengths.append(value)
            level = value
        else:
            bases.append(min(level, level + value))
            lengths.append(abs(value))
            level += value
    labels = list(shown["label"])
    tops = [base + length for base, length in zip(bases, lengths, strict=True)]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": labels,
        "x": lengths,
        "base": bases,
        "marker": {"color": [colours[step] for step in shown["step"]]},
        "hovertext": list(shown["value_text"]),
        "hovertemplate": "%{y}: %{hovertext} " + unit + "<extra></extra>",
    }
    texts = {
        "type": "scatter",
        "mode": "text",
        "y": labels,
        "x": tops,
        "text": [f" {text}" for text in shown["value_text"]],
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK, "weight": 600},
    }
    figure = framed(
        [bars, texts],
        height=ROW_HEIGHT * len(labels) + 16,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        bargap=0.3,
    )
    figure.update_xaxes(range=[0, max(tops) * 1.2 or 1], visible=False, fixedrange=True)
    figure.update_yaxes(
        type="category",
        fixedrange=True,
        categoryorder="array",
        categoryarray=labels[::-1],
        showgrid=False,
    )
    return figure
