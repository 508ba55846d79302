"""Gaps: two groups of households a row, and the distance between them."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.figures import empty, framed, require
from dashboard.frames import records

ROW_HEIGHT = 42
COLUMNS = ("area_code", "area_name", "first_value", "second_value", "gap_text", "is_estimate")
PAIRED_COLUMNS = (
    "area_code", "row_text", "first_value", "first_text", "second_value", "second_text",
)  # fmt: skip


def gap_dumbbells(
    values: pd.DataFrame, *, unit: str, first: str, second: str, highlight: str | None = None
) -> go.Figure:
    """Draw one row an area: a diamond and a dot for the two groups, the gap printed on the right.

    Look at the length of the line: how far the one group is from the other. A row with one of the
    two missing shows the mark it has and no line.

    Args:
        values: one row an area with `COLUMNS`, first on top; texts are already formatted.
        unit: unit of the axis.
        first: name of the group drawn as a warm diamond.
        second: name of the group drawn as a blue dot.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    if values[["first_value", "second_value"]].dropna(how="all").empty:
        return empty()
    names = list(values["area_name"])
    spans = {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": [x for row in records(values) for x in (row.first_value, row.second_value, None)],
        "y": [y for name in names for y in (name, name, None)],
        "line": {"color": theme.STEPPED_BACK, "width": 5},
    }  # fmt: skip

    def marks(column: str, name: str, symbol: str, colour: str) -> dict:
        colours = [
            colour if highlight is None or code == highlight else theme.STEPPED_BACK
            for code in values["area_code"]
        ]
        return {
            "type": "scatter", "mode": "markers", "name": name, "y": names,
            "x": [None if pd.isna(value) else float(value) for value in values[column]],
            "customdata": [[code] for code in values["area_code"]],
            "marker": {
                "symbol": symbol, "size": 17,
                "color": [theme.PAPER if hollow else own for hollow, own in zip(
                    values["is_estimate"], colours, strict=True)],
                "line": {"color": colours, "width": 3},
            },
            "hovertemplate": f"%{{y}}, {name}: %{{x:,.2f}} {unit}<extra></extra>",
            "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
        }  # fmt: skip

    figure = framed(
        [
            spans,
            marks("first_value", first, "diamond", theme.WARM),
            marks("second_value", second, "circle", theme.ACCENT),
        ],
        height=ROW_HEIGHT * len(names) + 88,
        margin={"l": 8, "r": 190, "t": 44, "b": 36},
    )
    known = [*values["first_value"].dropna(), *values["second_value"].dropna()]
    reach = max(known) or 1.0
    figure.update_xaxes(
        range=[-0.03 * reach, reach * 1.05], fixedrange=True, ticksuffix=f" {unit}", nticks=6
    )
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=names[::-1], fixedrange=True,
        showgrid=False, range=[-0.6, len(names) - 0.4],
    )  # fmt: skip
    for row in records(values):
        figure.add_annotation(
            x=1, xref="x domain", y=row.area_name, xanchor="left", xshift=14, text=row.gap_text,
            showarrow=False, font={"size": theme.LABEL_SIZE, "color": theme.INK},
        )  # fmt: skip
    heads = ((0, "left", f"◆ {first}", theme.WARM), (0.45, "left", f"● {second}", theme.ACCENT))
    for x, anchor, text, colour in heads:
        figure.add_annotation(
            x=x, xref="x domain", y=1, yref="y domain", xanchor=anchor, yanchor="bottom",
            text=f"<b>{text}</b>", showarrow=False,
            font={"size": theme.LABEL_SIZE, "color": colour},
        )  # fmt: skip
    figure.add_annotation(
        x=1, xref="x domain", y=1, yref="y domain", xanchor="left", yanchor="bottom", xshift=14,
        text="Khoảng cách", showarrow=False, font={"size": theme.LABEL_SIZE, "color": theme.MUTED},
    )  # fmt: skip
    return figure


def paired_bars(
    values: pd.DataFrame, *, first: str, second: str, highlight: str | None = None
) -> go.Figure:
    """Draw two bars a row on one scale, each with its number.

    Look at where the upper bar is longer than the lower one.

    Args:
        values: one row an item: `area_code`, `row_text`, `first_value`, `first_text`,
            `second_value`, `second_text`; first on top, texts already formatted.
        first: name of the upper bar.
        second: name of the lower bar.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, PAIRED_COLUMNS)
    if values[["first_value", "second_value"]].dropna(how="all").empty:
        return empty()
    rows = list(values["row_text"])
    reach = max(*values["first_value"].dropna(), *values["second_value"].dropna(), 0)
    low = min(*values["first_value"].dropna(), *values["second_value"].dropna(), 0)
    data = []
    for column, offset, colour in (
        ("first", 0.02, theme.ACCENT), ("second", -0.38, theme.SEQUENTIAL[1]),
    ):  # fmt: skip
        data.append(
            {
                "type": "bar", "orientation": "h", "y": rows, "width": 0.36, "offset": offset,
                "x": [None if pd.isna(each) else float(each) for each in values[f"{column}_value"]],
                "customdata": [[code] for code in values["area_code"]],
                "marker": {
                    "color": [
                        colour if highlight is None or code == highlight else theme.STEPPED_BACK
                        for code in values["area_code"]
                    ]
                },
                "text": list(values[f"{column}_text"]), "textposition": "outside",
                "cliponaxis": False, "constraintext": "none",
                "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
                "hovertemplate": "%{y}: %{text}<extra></extra>",
                "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
            }
        )  # fmt: skip
    figure = framed(
        data, height=52 * len(rows) + 60, margin={"l": 8, "r": 16, "t": 40, "b": 8},
        barmode="overlay",
    )  # fmt: skip
    figure.update_xaxes(
        range=[1.25 * low, reach + 0.2 * (reach - low) or 1], visible=False, fixedrange=True
    )
    figure.update_yaxes(
        type="category", categoryorder="array", categoryarray=rows[::-1], fixedrange=True,
        showgrid=False,
    )  # fmt: skip
    for x, text, colour in ((0, first, theme.ACCENT), (0.5, second, theme.SEQUENTIAL[1])):
        figure.add_annotation(
            x=x, xref="x domain", y=1, yref="y domain", xanchor="left", yanchor="bottom",
            text=f'<span style="color:{colour}">■</span> {text}',
            showarrow=False, font={"size": theme.LABEL_SIZE, "color": theme.INK},
        )  # fmt: skip
    return figure
