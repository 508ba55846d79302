"""Two figures of the same districts side by side, each on a scale of its own."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require

COLUMNS = (
    "area_code",
    "area_name",
    "left_value",
    "left_text",
    "right_value",
    "right_text",
    "is_estimate",
)
DOMAINS = {"left": (0.0, 0.47), "right": (0.53, 1.0)}


def two_panels(
    values: pd.DataFrame, *, left_title: str, right_title: str, highlight: str | None = None
) -> go.Figure:
    """Draw one bar a district in each panel; nothing says that the one makes the other.

    Look at each district's two bars; hollow bars are estimates.

    Args:
        values: one row a district with `COLUMNS`, first on top; texts are already formatted.
        left_title: what the left panel shows, with its unit.
        right_title: what the right panel shows, with its unit.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    if values[["left_value", "right_value"]].dropna(how="all").empty:
        return empty()
    names = list(values["area_name"])
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in values["area_code"]
    ]
    fills = [
        theme.PAPER if hollow else colour
        for hollow, colour in zip(values["is_estimate"], colours, strict=True)
    ]
    figure = framed([], height=42 * len(names) + 60, margin={"l": 8, "r": 8, "t": 42, "b": 8})
    notes = []
    for side, axis, title in (("left", "", left_title), ("right", "2", right_title)):
        known = values[f"{side}_value"].dropna()
        low, high = min([0.0, *known]), max([0.0, *known])
        figure.add_trace(
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "width": 0.62,
                "xaxis": f"x{axis}",
                "yaxis": "y",
                "x": [None if pd.isna(each) else float(each) for each in values[f"{side}_value"]],
                "text": list(values[f"{side}_text"]),
                "textposition": "outside",
                "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
                "cliponaxis": False,
                "constraintext": "none",
                "customdata": [[code] for code in values["area_code"]],
                "marker": {"color": fills, "line": {"color": colours, "width": 2}},
                "hovertemplate": "%{y}: %{text}<extra></extra>",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": DOMAINS[side],
                    "visible": False,
                    "fixedrange": True,
                    "anchor": "y",
                    "range": [low * 1.2, high + 0.24 * (high - low or 1)],
                }
            }
        )
        notes.append(
            note(
                x=DOMAINS[side][0],
                xref="paper",
                y=1,
                yref="paper",
                xanchor="left",
                yanchor="bottom",
                text=f"<b>{title}</b>",
                colour=theme.INK,
            )
        )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names[::-1],
        fixedrange=True,
        showgrid=False,
        range=[-0.6, len(names) - 0.4],
    )
    annotate(figure, notes)
    return figure
