"""How far apart the districts are, year by year: two panels of lines with their numbers."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require

COLUMNS = ("panel", "series", "year_text", "value", "value_text", "is_estimate")
PANEL_GAP = 0.08
STYLES = ((theme.ACCENT, "circle", "solid", "●"), (theme.WARM, "diamond", "dash", "◆"))


def distance_lines(values: pd.DataFrame, *, height: int = 400) -> go.Figure:
    """Draw the panels of the frame side by side, at most two lines each, the upper first.

    Look whether a line falls (the districts draw closer) or rises; hollow points are estimates.

    Args:
        values: one row a series a year in order, with `COLUMNS`; `panel` is the heading of a
            panel with its unit, texts are already formatted.
        height: pixels.
    """
    require(values, COLUMNS)
    if values["value"].dropna().empty:
        return empty("Chưa có năm nào đủ số liệu của các huyện")
    years = list(dict.fromkeys(values["year_text"]))
    titles = list(dict.fromkeys(values["panel"]))
    width = (1 - PANEL_GAP * (len(titles) - 1)) / len(titles)
    figure = framed([], height=height, margin={"l": 8, "r": 8, "t": 44, "b": 40})
    notes = []
    for place, title in enumerate(titles):
        axis = "" if place == 0 else str(place + 1)
        rows = values[values["panel"].eq(title)]
        series = [line for _, line in rows.groupby("series", sort=False)]
        start = place * (width + PANEL_GAP)
        top = max(0.0, float(rows["value"].max()))
        figure.update_layout(
            {
                f"xaxis{axis}": {
                    "domain": [start, start + width],
                    "anchor": f"y{axis}",
                    "type": "category",
                    "categoryorder": "array",
                    "categoryarray": years,
                    "fixedrange": True,
                    "range": [-0.5, len(years) - 0.4],
                    "showgrid": False,
                },
                f"yaxis{axis}": {
                    "anchor": f"x{axis}",
                    "range": [-0.3 * top, 1.34 * top or 1],
                    "visible": False,
                    "fixedrange": True,
                },
            }
        )
        notes.append(
            note(
                text=heading(title, series),
                x=0,
                xref=f"x{axis} domain",
                xanchor="left",
                y=1,
                yref="paper",
                yanchor="bottom",
                colour=theme.MUTED,
            )
        )
        for number, (line, style) in enumerate(zip(series, STYLES, strict=False)):
            figure.add_trace(line_of(line, axis, *style[:3], is_upper=number == 0))
    annotate(figure, notes)
    return figure


def heading(title: str, series: list[pd.DataFrame]) -> str:
    """Give the heading of a panel; where it has two lines it names them with their shapes."""
    text = f"<b>{title}</b>"
    if len(series) == 1:
        return text
    for rows, (colour, _, _, sign) in zip(series, STYLES, strict=False):
        text += f'   <span style="color:{colour}">{sign} {rows["series"].iloc[0]}</span>'
    return text


def line_of(
    rows: pd.DataFrame, axis: str, colour: str, symbol: str, dash: str, *, is_upper: bool
) -> dict:
    """Give the trace of one series, its numbers above the upper line and below the lower one."""
    name = rows["series"].iloc[0]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": name,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "x": list(rows["year_text"]),
        "y": [None if pd.isna(value) else float(value) for value in rows["value"]],
        "text": list(rows["value_text"]),
        "textposition": "top center" if is_upper else "bottom center",
        "textfont": {
            "size": theme.LABEL_SIZE,
            "color": colour,
            "weight": 600,
            "shadow": theme.HALO,
        },
        "line": {"color": colour, "width": 4, "dash": dash},
        "marker": {
            "symbol": symbol,
            "size": 12,
            "color": ["#FFFFFF" if hollow else colour for hollow in rows["is_estimate"]],
            "line": {"color": colour, "width": 3},
        },
        "cliponaxis": False,
        "hovertemplate": f"{name}, %{{x}}: %{{text}}<extra></extra>",
    }
