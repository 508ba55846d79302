"""Twelve deprivations, poor and near-poor, grouped by basic service."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require

COLUMNS = ("member_name", "household_class", "class_name", "rate", "rate_text", "province_text")
ROW_HEIGHT = 50


def deprivation_bars(values: pd.DataFrame) -> go.Figure:
    """Draw two bars a deprivation (poor above near-poor), in the order of the frame.

    Look at the longest bars; the province's rates stand in the hover text and in the table.

    Args:
        values: one row a deprivation a class with `COLUMNS`; rates in % of the class.
    """
    require(values, COLUMNS)
    if values["rate"].dropna().empty:
        return empty("Không có số liệu thiếu hụt của năm này")
    names = list(dict.fromkeys(values["member_name"]))
    fills = {"poor": theme.ACCENT, "near_poor": theme.SEQUENTIAL[1]}
    data = []
    for household_class in ("near_poor", "poor"):
        rows = values[values["household_class"].eq(household_class)]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": list(rows["member_name"]),
                "name": rows["class_name"].iloc[0],
                "x": [None if pd.isna(rate) else float(rate) for rate in rows["rate"]],
                "text": list(rows["rate_text"]),
                "textposition": "outside",
                "constraintext": "none",
                "cliponaxis": False,
                "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
                "marker": {"color": fills[household_class]},
                "customdata": list(rows["province_text"]),
                "hovertemplate": "%{y}: %{text} %, toàn tỉnh %{customdata} %<extra>"
                + rows["class_name"].iloc[0]
                + "</extra>",
                "legendrank": 1 if household_class == "poor" else 2,
            }
        )
    figure = framed(
        data,
        height=ROW_HEIGHT * len(names) + 60,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        barmode="group",
        bargap=0.28,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )
    figure.update_xaxes(
        range=[0, max(values["rate"].max(), 1) * 1.15], visible=False, fixedrange=True
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names[::-1],
        fixedrange=True,
        showgrid=False,
    )
    return figure
