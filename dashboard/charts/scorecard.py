"""Scorecard of targets: a row a target, a column a district, the value after its status's shape."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require
from dashboard.words.frames import records

ROW_HEIGHT = 50
# The number after the mark takes the pointer too (pixels); the nearest mark is chosen.
CELL_REACH = 70
COLUMNS = ("row_label", "column_label", "area_code", "status", "value_text", "hover_text")


def scorecard(cells: pd.DataFrame, *, highlight: str | None = None) -> go.Figure:
    """Draw what each district reached of each target, with the shape of its status before it.

    Read a row to compare districts on a target, a column to see one district whole. A cell without
    a mark has no target.

    Args:
        cells: one row a cell with `COLUMNS`, rows and columns in the order wanted; labels and
            texts may hold `<br>`; `status` is null where no target is set.
        highlight: area code whose column is framed.
    """
    require(cells, COLUMNS)
    if cells["status"].dropna().empty:
        return empty("Không có chỉ tiêu nào giao cho huyện đến hạn trong năm này")
    rows = list(dict.fromkeys(cells["row_label"]))
    columns = list(dict.fromkeys(cells["column_label"]))
    codes = dict(zip(cells["column_label"], cells["area_code"], strict=True))
    traces = [
        cells_of(cells[cells["status"].eq(status)], look, rows=rows, columns=columns)
        for status, look in theme.STATUS.items()
    ]
    frames = [
        {
            "type": "rect",
            "x0": place - 0.5,
            "x1": place + 0.5,
            "y0": -0.5,
            "y1": len(rows) - 0.5,
            "line": {"color": theme.WARM, "width": 3},
        }
        for place, column in enumerate(columns)
        if highlight is not None and codes[column] == highlight
    ]
    lines = [
        {
            "type": "line",
            "x0": -0.5,
            "x1": len(columns) - 0.5,
            "y0": place + 0.5,
            "y1": place + 0.5,
            "layer": "below",
            "line": {"color": theme.GRID, "width": 1},
        }
        for place in range(len(rows))
    ]
    figure = framed(
        traces,
        height=ROW_HEIGHT * len(rows) + 72,
        margin={"l": 8, "r": 8, "t": 60, "b": 8},
        shapes=lines + frames,
        hoverdistance=CELL_REACH,
    )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=columns,
        side="top",
        fixedrange=True,
        showgrid=False,
        range=[-0.5, len(columns) - 0.5],
        tickangle=0,
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=rows,
        fixedrange=True,
        showgrid=False,
        range=[len(rows) - 0.5, -0.5],
    )
    return figure


def cells_of(
    cells: pd.DataFrame, look: theme.Status, *, rows: list[str], columns: list[str]
) -> dict[str, object]:
    """Give the cells of one status: its shape with the value beside it."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [columns.index(label) - 0.32 for label in cells["column_label"]],
        "y": [rows.index(label) for label in cells["row_label"]],
        "text": [f" {text}" for text in cells["value_text"]],
        "textposition": "middle right",
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
        "marker": {
            "symbol": look.symbol,
            "size": 15,
            "color": look.colour,
            "line": {"width": 2 if look.symbol.endswith("open") else 0, "color": look.colour},
        },
        "customdata": [[code] for code in cells["area_code"]],
        "hovertext": [
            f"{row.row_label} · {row.column_label}: {row.hover_text}".replace("<br>", " ")
            for row in records(cells)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
