"""Ranked bars: every district on one scale, with the province's value and the targets."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require

COLUMNS = (
    "area_code",
    "area_name",
    "value",
    "value_text",
    "value_state",
    "is_estimate",
    "target_bound",
    "target_text",
    "target_status",
)


def ranked_bars(
    values: pd.DataFrame,
    *,
    unit: str,
    province_value: float | None,
    province_text: str,
    highlight: str | None = None,
    height: int = 560,
) -> go.Figure:
    """Draw one horizontal bar a district in the order of the frame, first on top.

    Look at the lengths against the warm line (the province) and the ticks (each district's own
    target). A district without a value keeps its row and says why.

    Args:
        values: one row a district with `COLUMNS`; texts are already formatted.
        unit: unit of the axis.
        province_value: value of the reference line, None for no line.
        province_text: label of the reference line.
        highlight: area code drawn in full colour while the others step back.
        height: pixels.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty()
    names = list(values["area_name"])
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in values["area_code"]
    ]
    reach = max(*values["value"].dropna(), *values["target_bound"].dropna(), province_value or 0, 0)
    low = min(*values["value"].dropna(), province_value or 0, 0)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [None if pd.isna(value) else float(value) for value in values["value"]],
        "y": names,
        "customdata": [[code] for code in values["area_code"]],
        "marker": {
            "color": [
                "#FFFFFF" if estimate else colour
                for colour, estimate in zip(colours, values["is_estimate"], strict=True)
            ],
            "line": {"color": colours, "width": 2},
        },
        "hovertext": list(values["value_text"]),
        "hovertemplate": "%{y}: %{hovertext} " + unit + "<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    targets = values[values["target_bound"].notna()]
    ticks = {
        "type": "scatter",
        "mode": "markers",
        "x": [float(bound) for bound in targets["target_bound"]],
        "y": list(targets["area_name"]),
        "text": list(targets["target_text"]),
        "marker": {
            "symbol": "line-ns-open",
            "size": 38,
            "color": theme.WARM,
            "line": {"width": 3},
        },
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    labels = {
        "type": "scatter",
        "mode": "text",
        "x": [max(0.0, float(value)) for value in values["value"].fillna(0)],
        "y": names,
        "text": [f" {text}" for text in values["value_text"]],
        "textposition": "middle right",
        "textfont": {
            "color": theme.INK,
            "size": theme.LABEL_SIZE,
            "weight": 600,
            "shadow": theme.HALO,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    figure = framed(
        [bars, ticks, labels],
        height=height,
        margin={"l": 8, "r": 16, "t": 38, "b": 8},
        bargap=0.38,
    )
    figure.update_xaxes(
        range=[low * 1.15, reach + 0.17 * (reach - low) or 1],
        visible=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        categoryorder="array", categoryarray=names[::-1], ticks="", showgrid=False, fixedrange=True
    )
    if province_value is not None:
        figure.add_shape(
            type="line",
            x0=province_value,
            x1=province_value,
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": theme.WARM, "width": 2},
            layer="below",
        )
        is_far_right = province_value > 0.6 * reach
        annotate(
            figure,
            [
                note(
                    f"<b>{province_text}</b>",
                    colour=theme.WARM,
                    x=province_value,
                    y=1,
                    yref="y domain",
                    yanchor="bottom",
                    xanchor="right" if is_far_right else "left",
                )
            ],
        )
    return figure
