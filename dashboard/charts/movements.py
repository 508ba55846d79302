"""Waterfall of the year's movement, with its unexplained difference as a bar of its own."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.figures import empty, framed, require

COLUMNS = ("step", "label", "value", "value_text", "value_state")


def waterfall(values: pd.DataFrame, *, unit: str, height: int = 400) -> go.Figure:
    """Draw the steps from the number at the start of the year to the number at its end.

    Look at what went down (blue), what came back (warm) and whether a grey bar is left that no
    movement explains.

    Args:
        values: one row a step with `COLUMNS` in the order of the form: one `start`, then
            `decrease` and `increase` steps with signed values, one `unexplained`, one `end`.
        unit: unit of the axis.
        height: pixels.
    """
    require(values, COLUMNS)
    if values.empty or values.loc[values["step"].isin(["start", "end"]), "value"].isna().any():
        return empty("Chưa đủ số liệu diễn biến của năm này")
    shown = values[~(values["step"].eq("unexplained") & values["value"].fillna(0).eq(0))]
    colours = {
        "start": theme.ACCENT, "end": theme.ACCENT, "decrease": theme.STATUS["met"].colour,
        "increase": theme.WARM, "unexplained": theme.STATUS["not_assessed"].colour,
    }  # fmt: skip
    level = 0.0
    bases, lengths = [], []
    for row in shown.itertuples():
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
        "type": "bar", "x": labels, "y": lengths, "base": bases,
        "marker": {"color": [colours[step] for step in shown["step"]]},
        "text": list(shown["value_text"]),
        "hovertemplate": "%{x}: %{text} " + unit + "<extra></extra>",
        "textposition": "none",
    }  # fmt: skip
    texts = {
        "type": "scatter", "mode": "text", "x": labels, "y": tops, "text": list(shown["value_text"]),
        "textposition": "top center", "cliponaxis": False, "hoverinfo": "skip",
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK, "weight": 600},
    }  # fmt: skip
    figure = framed(
        [bars, texts], height=height, margin={"l": 8, "r": 8, "t": 30, "b": 64}, bargap=0.3
    )
    figure.update_yaxes(range=[0, max(tops) * 1.12 or 1], visible=False, fixedrange=True)
    figure.update_xaxes(
        type="category", fixedrange=True, tickangle=0, automargin=False,
        tickvals=labels, ticktext=[theme.wrapped(label, 11) for label in labels],
        categoryorder="array", categoryarray=labels,
    )  # fmt: skip
    return figure
