"""Lines over the years, from the baseline on."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, empty, framed, note, require

NAME_GAP = 24
COLUMNS = (
    "area_code",
    "area_name",
    "year_text",
    "value",
    "value_text",
    "is_estimate",
    "is_reference",
)


def trend(
    values: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    unit: str,
    height: int = 420,
) -> go.Figure:
    """Draw one line an area; the values stand on the points and the name at the line's end.

    Look at the slope, at the hollow points (estimates) and at the target marks. The baseline
    comes first on the axis; figures of the older standard are never in the series.

    Args:
        values: one row an area a year in order, with `COLUMNS`; `is_reference` rows (the province
            beside a district) are drawn thin and warm.
        targets: one row a target: `year_text`, `bound`, `target_text`.
        unit: unit of the axis.
        height: pixels.
    """
    require(values, COLUMNS)
    require(targets, ("year_text", "bound", "target_text"))
    if values["value"].dropna().empty:
        return empty()
    years = list(dict.fromkeys(values["year_text"]))
    data = []
    over = dict(zip(targets["year_text"], targets["bound"], strict=True))
    own = values[~values["is_reference"]].set_index("year_text")["value"]
    for name, rows in values.groupby("area_name", sort=False):
        is_reference = bool(rows["is_reference"].iloc[0])
        colour = theme.MUTED if is_reference else theme.ACCENT
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers" if is_reference else "lines+markers+text",
                "name": name,
                "x": list(rows["year_text"]),
                "y": [None if pd.isna(value) else float(value) for value in rows["value"]],
                "text": list(rows["value_text"]),
                "textposition": [
                    "bottom center" if year in over and over[year] > value else "top right"
                    for year, value in zip(rows["year_text"], rows["value"], strict=True)
                ],
                "textfont": {
                    "size": theme.LABEL_SIZE,
                    "color": colour,
                    "weight": 600,
                    "shadow": theme.HALO,
                },
                "line": {"color": colour, "width": 2 if is_reference else 4},
                "marker": {
                    "size": 11,
                    "color": ["#FFFFFF" if hollow else colour for hollow in rows["is_estimate"]],
                    "line": {"color": colour, "width": 3},
                },
                "cliponaxis": False,
                "hovertemplate": f"{name}, %{{x}}: %{{text}} {unit}<extra></extra>",
            }
        )
    data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": list(over),
            "y": [float(bound) for bound in over.values()],
            "text": list(targets.drop_duplicates("year_text", keep="last")["target_text"]),
            "textposition": [
                "top center" if bound > own.get(year, bound) else "bottom center"
                for year, bound in over.items()
            ],
            "textfont": {"size": theme.LABEL_SIZE, "color": theme.WARM},
            "marker": {
                "symbol": "line-ew-open",
                "size": 34,
                "color": theme.WARM,
                "line": {"width": 4},
            },
            "cliponaxis": False,
            "hovertemplate": "%{x}: %{text}<extra></extra>",
        }
    )
    figure = framed(data, height=height, margin={"l": 8, "r": 210, "t": 30, "b": 36})
    top = max([*values["value"].dropna(), *targets["bound"]])
    low = min([*values["value"].dropna(), *targets["bound"], 0])
    reach = [low - 0.14 * (top - low), top * 1.12]
    figure.update_yaxes(range=reach, visible=False, fixedrange=True)
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=years,
        fixedrange=True,
        range=[-0.35, len(years) - 0.6],
    )
    span = 1.26 * (top - low) or 1
    last_shift = 0.0
    ends = [
        (rows[rows["value"].notna()].iloc[-1], bool(rows["is_reference"].iloc[0]))
        for _, rows in values.groupby("area_name", sort=False)
        if rows["value"].notna().any()
    ]
    ends.sort(key=lambda end: end[0]["value"], reverse=True)
    notes = []
    for place, (end, is_reference) in enumerate(ends):
        if place:
            gap = (ends[place - 1][0]["value"] - end["value"]) / span * (height - 66) + last_shift
            last_shift = min(0.0, gap - NAME_GAP) if gap < NAME_GAP else 0.0
        value = f" {end['value_text']}" if is_reference else ""
        notes.append(
            note(
                x=years.index(end["year_text"]),
                y=float(end["value"]),
                yshift=last_shift,
                text=f"<b>{end['area_name']}</b>{value}",
                xanchor="left",
                xshift=40,
                colour=theme.MUTED if is_reference else theme.ACCENT,
            )
        )
    annotate(figure, notes)
    return figure
