"""Dumbbells: from the baseline to the year shown, one district a row."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import above, annotate, empty, framed, require
from dashboard.words.frames import records

COLUMNS = ("area_code", "area_name", "baseline_value", "value", "change_text", "is_estimate")


def dumbbells(
    values: pd.DataFrame,
    *,
    unit: str,
    start_label: str,
    end_label: str,
    highlight: str | None = None,
    height: int = 560,
) -> go.Figure:
    """Draw one row a district: a hollow dot for the start, a full one for the end, the change.

    Look at the length (how much changed) and at where it ends (what is left). A district with one
    of the two missing shows the dot it has and no line.

    Args:
        values: one row a district with `COLUMNS`, in the order wanted, first on top.
        unit: unit of the axis.
        start_label: name of the start on the picture.
        end_label: name of the end on the picture.
        highlight: area code drawn in full colour while the others step back.
        height: pixels.
    """
    require(values, COLUMNS)
    if values[["baseline_value", "value"]].dropna(how="all").empty:
        return empty()
    names = list(values["area_name"])
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in values["area_code"]
    ]
    both = values[values["baseline_value"].notna() & values["value"].notna()]
    line_x: list[float | None] = []
    line_y: list[str | None] = []
    for row in records(both):
        line_x += [float(row.baseline_value), float(row.value), None]
        line_y += [row.area_name, row.area_name, None]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "x": line_x,
        "y": line_y,
        "hoverinfo": "skip",
        "line": {"color": theme.STEPPED_BACK, "width": 5},
    }

    def dots(column: str, label: str, hollow: list[bool]) -> dict:
        return {
            "type": "scatter",
            "mode": "markers",
            "x": [None if pd.isna(value) else float(value) for value in values[column]],
            "y": names,
            "customdata": [[code] for code in values["area_code"]],
            "marker": {
                "size": 15,
                "color": [
                    "#FFFFFF" if is_hollow else colour
                    for is_hollow, colour in zip(hollow, colours, strict=True)
                ],
                "line": {"color": colours, "width": 3},
            },
            "hovertemplate": f"%{{y}}, {label}: %{{x:,.2f}} {unit}<extra></extra>",
        }

    furthest = values[["baseline_value", "value"]].max(axis=1)
    texts = {
        "type": "scatter",
        "mode": "text",
        "x": [None if pd.isna(value) else float(value) for value in furthest],
        "y": names,
        "text": [f"   {text}" for text in values["change_text"]],
        "textposition": "middle right",
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    figure = framed(
        [
            lines,
            dots("baseline_value", start_label, [True] * len(values)),
            dots("value", end_label, list(values["is_estimate"])),
            texts,
        ],
        height=height,
        margin={"l": 8, "r": 8, "t": 38, "b": 36},
    )
    reach = max(0.0, float(furthest.max()))
    low = min(0.0, float(values[["baseline_value", "value"]].min(axis=1).min()))
    span = reach - low or 1
    figure.update_xaxes(
        range=[low - 0.03 * span, reach + 0.34 * span],
        fixedrange=True,
        title={"text": unit},
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names[::-1],
        fixedrange=True,
        showgrid=True,
        range=[-0.6, len(names) - 0.4],
    )
    annotate(
        figure,
        [above(f"○ {start_label}   ● {end_label}", x=0, colour=theme.MUTED)],
    )
    return figure
