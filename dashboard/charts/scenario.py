"""A scenario: the range between two paths, drawn apart from what was reported."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require

COLUMNS = ("year_text", "low_rate", "high_rate", "low_text", "high_text")


def scenario_band(values: pd.DataFrame, *, unit: str, change_text: str | None) -> go.Figure:
    """Draw the range of a scenario over the years, its two edges dotted and labelled.

    Look at how wide the range is by the last year; the first point is what was reported.

    Args:
        values: one row a year with `COLUMNS`, oldest first; texts are already formatted.
        unit: unit of the values.
        change_text: `year_text` from which a new standard applies, None for none.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty()
    years = list(values["year_text"])
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": [*years, *years[::-1]],
        "y": [*values["high_rate"], *values["low_rate"][::-1]],
        "fill": "toself",
        "fillcolor": theme.QUIET,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }

    def edge(column: str, texts: str, place: str, colour: str) -> dict:
        return {
            "type": "scatter",
            "mode": "lines+markers+text",
            "x": years,
            "y": list(values[column]),
            "text": list(values[texts]),
            "textposition": place,
            "textfont": {"size": theme.LABEL_SIZE, "color": colour, "weight": 600},
            "line": {"color": colour, "width": 3, "dash": "dot"},
            "marker": {"size": 10, "color": theme.PAPER, "line": {"color": colour, "width": 3}},
            "hovertemplate": "%{x}: %{text} " + unit + "<extra></extra>",
            "cliponaxis": False,
        }

    figure = framed(
        [
            band,
            edge("high_rate", "high_text", "top center", theme.WARM),
            edge("low_rate", "low_text", "bottom center", theme.ACCENT),
        ],
        height=460,
        margin={"l": 8, "r": 150, "t": 44, "b": 36},
    )
    high = max(values["high_rate"].max(), values["low_rate"].max()) or 1.0
    figure.update_yaxes(visible=False, range=[-0.16 * high, 1.2 * high], fixedrange=True)
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=years,
        fixedrange=True,
        range=[-0.4, len(years) - 0.6],
    )
    notes = []
    for column, text, colour in (
        ("high_rate", "Mức cao", theme.WARM),
        ("low_rate", "Mức thấp", theme.ACCENT),
    ):
        notes.append(
            note(
                x=years[-1],
                y=float(values[column].iloc[-1]),
                xanchor="left",
                xshift=38,
                yshift=10 if column == "high_rate" else -10,
                text=f"<b>{text}</b>",
                colour=colour,
            )
        )
    if change_text in years:
        figure.add_shape(
            type="line",
            x0=years.index(change_text) - 0.5,
            x1=years.index(change_text) - 0.5,
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": theme.MUTED, "width": 2, "dash": "dash"},
        )
        notes.append(
            note(
                x=years.index(change_text) - 0.5,
                y=1,
                yref="y domain",
                yanchor="bottom",
                text="chuẩn mới",
                colour=theme.MUTED,
            )
        )
    annotate(figure, notes)
    return figure
