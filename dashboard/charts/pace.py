"""Two ranked lists side by side: who moved furthest in points, who in percent."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require

COLUMNS = (
    "area_code",
    "points_label",
    "relative_label",
    "yearly_reduction",
    "relative_reduction",
    "points_text",
    "relative_text",
    "place_points",
    "place_relative",
    "is_estimate",
)
# Between the panels stand the names of the second one.
LEFT_PANEL, RIGHT_PANEL = (0.0, 0.41), (0.59, 1.0)


def pace_bars(
    values: pd.DataFrame,
    *,
    points_title: str,
    relative_title: str,
    highlight: str | None = None,
    height: int = 540,
) -> go.Figure:
    """Draw the same districts twice, each list from the fastest down, unranked ones last.

    Look at who stands high in one list and low in the other: points favour districts that began
    high, percent favours those that began low. Hollow bars are estimates; a name without a place is
    not ranked.

    Args:
        values: one row a district with `COLUMNS`; labels hold place and name, texts are formatted.
        points_title: heading of the first list, with its unit.
        relative_title: heading of the second list, with its unit.
        highlight: area code drawn in full colour while the others step back.
        height: pixels.
    """
    require(values, COLUMNS)
    numbers = values[["yearly_reduction", "relative_reduction"]]
    if numbers.dropna(how="all").empty:
        return empty()
    lists = (
        (
            "",
            "points_label",
            "yearly_reduction",
            "points_text",
            "place_points",
            LEFT_PANEL,
            points_title,
        ),
        (
            "2",
            "relative_label",
            "relative_reduction",
            "relative_text",
            "place_relative",
            RIGHT_PANEL,
            relative_title,
        ),
    )
    figure = framed([], height=height, margin={"l": 8, "r": 8, "t": 38, "b": 8}, bargap=0.34)
    notes = []
    for axis, label, column, text, place, domain, title in lists:
        rows = values.sort_values(place, na_position="last", kind="stable")
        figure.add_traces(ranked(rows, axis, label, column, text, highlight))
        known = rows[column].dropna()
        low, high = min([0.0, *known]), max([0.0, *known])
        span = high - low or 1.0
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": domain,
                    "anchor": f"y{axis}",
                    "visible": False,
                    "fixedrange": True,
                    "range": [low - 0.02 * span, high + 0.3 * span],
                },
                f"yaxis{axis}": {
                    "anchor": f"x{axis}",
                    "type": "category",
                    "categoryorder": "array",
                    "categoryarray": list(rows[label])[::-1],
                    "showgrid": False,
                    "fixedrange": True,
                },
            }
        )
        notes.append(
            note(
                text=f"<b>{title}</b>",
                x=0,
                xref=f"x{axis} domain",
                xanchor="left",
                y=1,
                yref="paper",
                yanchor="bottom",
                colour=theme.MUTED,
            )
        )
    annotate(figure, notes)
    return figure


def ranked(
    rows: pd.DataFrame, axis: str, label: str, column: str, text: str, highlight: str | None
) -> list[dict]:
    """Give the traces of one list: a bar a district, its number beside it."""
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in rows["area_code"]
    ]
    numbers = [None if pd.isna(value) else float(value) for value in rows[column]]
    unfaded = {"marker": {"opacity": 1}}
    return [
        {
            **on,
            "type": "bar",
            "orientation": "h",
            "x": numbers,
            "y": list(rows[label]),
            "customdata": [[code] for code in rows["area_code"]],
            "marker": {
                "color": [
                    "#FFFFFF" if is_hollow else colour
                    for is_hollow, colour in zip(rows["is_estimate"], colours, strict=True)
                ],
                "line": {"color": colours, "width": 2},
            },
            "hovertext": list(rows[text]),
            "hovertemplate": "%{y}: %{hovertext}<extra></extra>",
            "selected": unfaded,
            "unselected": unfaded,
        },
        {
            **on,
            "type": "scatter",
            "mode": "text",
            "hoverinfo": "skip",
            "cliponaxis": False,
            "x": [max(0.0, number or 0.0) for number in numbers],
            "y": list(rows[label]),
            "text": [f" {words}" for words in rows[text]],
            "textposition": "middle right",
            "textfont": {
                "size": theme.LABEL_SIZE,
                "color": theme.INK,
                "weight": 600,
                "shadow": theme.HALO,
            },
            "unselected": {"textfont": {"color": theme.INK}},
        },
    ]
