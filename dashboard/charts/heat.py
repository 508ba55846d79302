"""Heat table: numbers in cells of one hue, a row an item, a column a district."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require
from dashboard.words.frames import records

ROW_HEIGHT = 38
COLUMNS = (
    "row_label",
    "column_label",
    "area_code",
    "value",
    "value_text",
    "value_state",
    "is_estimate",
)
CELL = 0.47


def heat(
    cells: pd.DataFrame,
    *,
    limits: Sequence[float],
    unit: str,
    highlight: str | None = None,
) -> go.Figure:
    """Draw the value of each row and column in a cell filled by its class.

    Look for dark rows (an item strong everywhere) and dark columns (a district strong in many). A
    cell without a value is white and carries `…` (not submitted) or `–` (not applicable).

    Args:
        cells: one row a cell with `COLUMNS`, rows and columns in the order wanted; `column_label`
            may hold `<br>`; `area_code` is the column's district.
        limits: where the classes after the first begin, lowest first, in `unit`; at most four.
        unit: unit of the values.
        highlight: area code whose column is framed.
    """
    require(cells, COLUMNS)
    if cells["value"].dropna().empty:
        return empty()
    rows = list(dict.fromkeys(cells["row_label"]))
    columns = list(dict.fromkeys(cells["column_label"]))
    fills = [
        theme.PAPER
        if pd.isna(value)
        else theme.SEQUENTIAL[theme.sequential_class(float(value), limits)]
        for value in cells["value"]
    ]
    xs = [columns.index(label) for label in cells["column_label"]]
    ys = [rows.index(label) for label in cells["row_label"]]
    shapes = [
        {
            "type": "rect",
            "x0": x - CELL,
            "x1": x + CELL,
            "y0": y - CELL,
            "y1": y + CELL,
            "fillcolor": fill,
            "layer": "below",
            "line": {"color": theme.INK, "width": 1.5, "dash": "dot"}
            if row.is_estimate and row.value_state == "reported"
            else {"color": theme.GRID, "width": 1},
        }
        for x, y, fill, row in zip(xs, ys, fills, records(cells), strict=True)
    ]
    chosen = {
        x
        for x, code in zip(xs, cells["area_code"], strict=True)
        if highlight is not None and code == highlight
    }
    shapes += [
        {
            "type": "rect",
            "x0": x - 0.5,
            "x1": x + 0.5,
            "y0": -0.5,
            "y1": len(rows) - 0.5,
            "line": {"color": theme.WARM, "width": 3},
        }
        for x in chosen
    ]
    inks = [theme.ink_on(fill) for fill in fills]
    texts = {
        "type": "scatter",
        "mode": "markers+text",
        "x": xs,
        "y": ys,
        "text": list(cells["value_text"]),
        "textposition": "middle center",
        "textfont": {"size": theme.LABEL_SIZE, "color": inks},
        "marker": {"size": 34, "color": "rgba(255,255,255,0)", "line": {"width": 0}},
        "customdata": [[code] for code in cells["area_code"]],
        "hovertext": [
            f"{row.row_label} · {str(row.column_label).replace('<br>', ' ')}: {row.value_text}"
            for row in records(cells)
        ],
        "hovertemplate": "%{hovertext} " + unit + "<extra></extra>",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    figure = framed(
        [texts],
        height=ROW_HEIGHT * len(rows) + 72,
        margin={"l": 8, "r": 8, "t": 60, "b": 8},
        shapes=shapes,
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
