"""Two figures side by side: one named dot a district, and nothing drawn between them."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.figures import empty, framed, require

COLUMNS = ("area_code", "area_name", "x_value", "y_value", "is_estimate")
# Names nearer than this, as shares of the two axes, stand on different sides of their dots.
NEAR_X, NEAR_Y = 0.16, 0.05


def beside(
    values: pd.DataFrame, *, x_title: str, y_title: str, highlight: str | None = None
) -> go.Figure:
    """Draw one dot a district with its name; no line, as none of the two is said to make the other.

    Look where each district stands on both axes at once.

    Args:
        values: one row a district with `COLUMNS`.
        x_title: what the horizontal axis shows, with its unit.
        y_title: what the vertical axis shows, with its unit.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty()
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in values["area_code"]
    ]
    dots = {
        "type": "scatter", "mode": "markers+text",
        "x": list(values["x_value"]), "y": list(values["y_value"]),
        "text": list(values["area_name"]), "textposition": sides(values),
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
        "customdata": [[code] for code in values["area_code"]],
        "marker": {
            "size": 15,
            "color": [theme.PAPER if hollow else colour for hollow, colour in zip(
                values["is_estimate"], colours, strict=True)],
            "line": {"color": colours, "width": 3},
        },
        "hovertemplate": "%{text}: %{x:,.2f}; %{y:,.2f}<extra></extra>", "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
    figure = framed([dots], height=560, margin={"l": 8, "r": 110, "t": 16, "b": 60})
    figure.update_xaxes(
        title={"text": x_title}, rangemode="tozero", fixedrange=True, nticks=7,
        range=[0, 1.08 * (values["x_value"].max() or 1)],
    )  # fmt: skip
    low = min(0, values["y_value"].min())
    figure.update_yaxes(
        title={"text": y_title}, fixedrange=True, nticks=7,
        range=[low - 0.05 * abs(low), 1.12 * (values["y_value"].max() or 1)],
    )  # fmt: skip
    return figure


def sides(values: pd.DataFrame) -> list[str]:
    """Return the side of its dot where each name stands, so that near dots do not share one."""
    reach_x = float(values["x_value"].max()) or 1.0
    reach_y = float(values["y_value"].max()) or 1.0
    points = [
        (float(x) / reach_x, float(y) / reach_y)
        for x, y in zip(values["x_value"], values["y_value"], strict=True)
    ]
    ways = ("middle right", "top center", "bottom center", "middle left")
    taken: list[str] = []
    for place, (x, y) in enumerate(points):
        near = {
            taken[other]
            for other, (there_x, there_y) in enumerate(points[:place])
            if abs(x - there_x) < NEAR_X and abs(y - there_y) < NEAR_Y
        }
        taken.append(next((way for way in ways if way not in near), ways[0]))
    return taken
