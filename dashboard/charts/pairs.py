"""Two bars a row on one scale."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import above, annotate, empty, framed, require

COLUMNS = (
    "area_code",
    "row_text",
    "first_value",
    "first_text",
    "second_value",
    "second_text",
)


def paired_bars(
    values: pd.DataFrame, *, first: str, second: str, highlight: str | None = None
) -> go.Figure:
    """Draw two bars a row on one scale, each with its number.

    Look at where the upper bar is longer than the lower one.

    Args:
        values: one row an item with `COLUMNS`, first on top; texts are already formatted.
        first: name of the upper bar.
        second: name of the lower bar.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    if values[["first_value", "second_value"]].dropna(how="all").empty:
        return empty()
    rows = list(values["row_text"])
    reach = max(*values["first_value"].dropna(), *values["second_value"].dropna(), 0)
    low = min(*values["first_value"].dropna(), *values["second_value"].dropna(), 0)
    data = []
    for column, offset, colour in (
        ("first", 0.02, theme.ACCENT),
        ("second", -0.38, theme.SEQUENTIAL[1]),
    ):
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": rows,
                "width": 0.36,
                "offset": offset,
                "x": [None if pd.isna(each) else float(each) for each in values[f"{column}_value"]],
                "customdata": [[code] for code in values["area_code"]],
                "marker": {
                    "color": [
                        colour if highlight is None or code == highlight else theme.STEPPED_BACK
                        for code in values["area_code"]
                    ]
                },
                "text": list(values[f"{column}_text"]),
                "textposition": "outside",
                "cliponaxis": False,
                "constraintext": "none",
                "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK},
                "hovertemplate": "%{y}: %{text}<extra></extra>",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    figure = framed(
        data,
        height=52 * len(rows) + 60,
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        barmode="overlay",
    )
    figure.update_xaxes(
        range=[1.25 * low, reach + 0.2 * (reach - low) or 1], visible=False, fixedrange=True
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        fixedrange=True,
        showgrid=False,
    )
    notes = []
    for x, text, colour in ((0, first, theme.ACCENT), (0.5, second, theme.SEQUENTIAL[1])):
        notes.append(above(f'<span style="color:{colour}">■</span> {text}', x=x))
    annotate(figure, notes)
    return figure
