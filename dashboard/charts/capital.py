"""Capital by project: planned, allotted, disbursed."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require

COLUMNS = ("project_name", "available", "allotted", "disbursed", "row_text", "value_state")
ROW_HEIGHT = 62


def nested_capital(values: pd.DataFrame, *, unit: str) -> go.Figure:
    """Draw one row a project: the plan as the wide pale bar, allotted within it, disbursed within.

    Look at how much of the pale bar is still empty. A project the district takes no part in says
    so and has no bar.

    Args:
        values: one row a project with `COLUMNS`; `available` is the plan with what was carried in.
        unit: unit of the amounts.
    """
    require(values, COLUMNS)
    known = values[values["value_state"].eq("reported")]
    if known.empty:
        return empty("Không có số liệu nguồn vốn đến năm này")
    names = list(values["project_name"])
    layers = (
        ("available", "Kế hoạch", theme.QUIET, 0.82),
        ("allotted", "Đã phân bổ", theme.SEQUENTIAL[1], 0.52),
        ("disbursed", "Đã giải ngân", theme.ACCENT, 0.26),
    )
    data: list[dict] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label,
            "y": list(known["project_name"]),
            "x": [float(value) for value in known[column].fillna(0)],
            "width": width,
            "marker": {"color": colour, "line": {"color": theme.GRID, "width": 1}},
            "hovertemplate": "%{y}: %{x:,.0f} " + unit + "<extra>" + label + "</extra>",
        }
        for column, label, colour, width in layers
    ]
    reach = float(known[["available", "allotted", "disbursed"]].max().max()) or 1.0
    ends = values[["available", "allotted", "disbursed"]].max(axis=1).fillna(0)
    data.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [float(end) for end in ends],
            "y": names,
            "text": [f"  {text}" for text in values["row_text"]],
            "textposition": "middle right",
            "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    figure = framed(
        data,
        height=ROW_HEIGHT * len(names) + 60,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        barmode="overlay",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )
    figure.update_xaxes(range=[0, reach * 2], visible=False, fixedrange=True)
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names[::-1],
        fixedrange=True,
        showgrid=False,
        range=[-0.6, len(names) - 0.4],
    )
    return figure
