"""Small multiples: one panel an area, all on one scale or each on its own."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import empty, framed, require

COLUMNS = (
    "area_code",
    "area_name",
    "year_text",
    "value",
    "value_text",
    "value_state",
    "is_estimate",
    "reference",
    "target_bound",
    "target_text",
)
PANELS_A_ROW = 4
GAP = 0.012
TITLE_SHARE = 0.26
TICK, POINT_ROOM = 26, 14
UNSEEN = "rgba(255,255,255,0)"
# A label this near under the reference line would be crossed by it, as a share of the axis.
CROSSED = 0.25
# Room for the label of the last value, in steps between two years.
LAST_ROOM = 1.15


def small_multiples(
    values: pd.DataFrame,
    *,
    unit: str,
    shared_axis: bool,
    reference_name: str,
    apart: str | None = None,
    highlight: str | None = None,
    height: int = 590,
) -> go.Figure:
    """Draw one small line chart an area, four a row, in the order of the frame.

    Look at the slope of each line and at its distance from the thin grey one (the reference);
    hollow points are estimates, warm ticks are targets, `…` and `–` stand where a year has no
    value.

    Args:
        values: one row an area a year in order, with `COLUMNS`; `reference` is the other line's
            value in that panel and year (none in its own panel), texts are already formatted.
        unit: unit of the values.
        shared_axis: all panels on one scale; otherwise each on its own.
        reference_name: name of the reference line.
        apart: area code whose panel keeps a scale of its own (a sum beside its parts).
        highlight: area code drawn in full colour while the others step back.
        height: pixels.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty()
    years = list(dict.fromkeys(values["year_text"]))
    panels = [rows for _, rows in values.groupby("area_code", sort=False)]
    if values["value"].dropna().empty:
        return empty("Không có giá trị nào để vẽ với lựa chọn này")
    common = reach(values[values["area_code"] != apart])
    rows_of_panels = -(-len(panels) // PANELS_A_ROW)
    data: list[dict] = []
    layout: dict = {}
    notes: list[dict] = []
    for place, rows in enumerate(panels):
        across, down = place % PANELS_A_ROW, place // PANELS_A_ROW
        axis = "" if place == 0 else str(place + 1)
        code = str(rows["area_code"].iloc[0])
        low, high = common if shared_axis and code != apart else reach(rows)
        left, right = span_of(across, PANELS_A_ROW)
        top = 1 - down / rows_of_panels
        bottom = 1 - (down + 1) / rows_of_panels + GAP
        is_back = highlight is not None and code != highlight
        data += panel(rows, axis, (low, high), unit, reference_name, is_back=is_back)
        layout[f"xaxis{axis}"] = {
            "domain": [left, right],
            "anchor": f"y{axis}",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": years,
            "showgrid": False,
            "range": [-0.35, len(years) - 1 + LAST_ROOM],
            "fixedrange": True,
            "showticklabels": place + PANELS_A_ROW >= len(panels),
            "tickangle": 0,
            "tickvals": [years[0], years[-1]],
        }
        layout[f"yaxis{axis}"] = {
            "domain": [bottom, top - TITLE_SHARE / rows_of_panels],
            "anchor": f"x{axis}",
            "range": [low, high],
            "fixedrange": True,
            "showticklabels": False,
            "nticks": 4,
        }
        notes.append(
            {
                "text": f"<b>{rows['area_name'].iloc[0]}</b>",
                "showarrow": False,
                "x": left,
                "xref": "paper",
                "xanchor": "left",
                "y": top,
                "yref": "paper",
                "yanchor": "top",
                "font": {"size": theme.LABEL_SIZE, "color": theme.MUTED if is_back else theme.INK},
            }
        )
    return framed(
        data, height=height, margin={"l": 8, "r": 8, "t": 4, "b": 36}, annotations=notes, **layout
    )


def span_of(across: int, columns: int) -> tuple[float, float]:
    """Give where a column of panels begins and ends, as shares of the width."""
    return across / columns + (GAP if across else 0), (across + 1) / columns - GAP


def reach(rows: pd.DataFrame) -> tuple[float, float]:
    """Give the ends of an axis that holds values, reference and targets, with room for labels."""
    columns = ("value", "reference", "target_bound")
    known = [float(number) for column in columns for number in rows[column].dropna()]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = high - low or 1.0
    return low - 0.14 * span, high + 0.3 * span


def ends_of(known: pd.DataFrame, span: float) -> list[tuple[str, float, str, str]]:
    """Give the labels of the first and the last value: year, height, text, position.

    Args:
        known: the rows of one panel that have a value.
        span: length of the axis, in the unit of the values.
    """
    if known.empty:
        return []
    first, last = known.iloc[0], known.iloc[-1]
    height, position = float(first["value"]), "top right"
    above = first["reference"] - height
    if len(known) > 1 and known["value"].iloc[1] > height:
        # A line that rises from its start would run through a label above it.
        position = "bottom right"
    elif 0 < above < CROSSED * span:
        height = float(first["reference"])
    ends = [(first["year_text"], height, first["value_text"], position)]
    if len(known) > 1:
        ends.append((last["year_text"], last["value"], last["value_text"], "middle right"))
    return ends


def panel(
    rows: pd.DataFrame,
    axis: str,
    reach_of_axis: tuple[float, float],
    unit: str,
    reference_name: str,
    *,
    is_back: bool,
) -> list[dict]:
    """Give the traces of one panel: reference, targets, missing years, the area's own line."""
    low, high = reach_of_axis
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    colour = theme.STEPPED_BACK if is_back else theme.ACCENT
    ink = theme.MUTED if is_back else theme.ACCENT
    name = rows["area_name"].iloc[0]
    known = rows[rows["value"].notna()]
    missing = rows[rows["value"].isna()]
    targets = rows[rows["target_bound"].notna()]
    ends = ends_of(known, high - low)
    # A tick beside a number would look like a minus.
    due = set(targets["year_text"])
    unfaded = {"marker": {"opacity": 1}}
    return [
        {
            **on,
            "type": "scatter",
            "mode": "lines",
            "name": reference_name,
            "x": list(rows["year_text"]),
            "y": plain(rows["reference"]),
            "line": {"color": theme.COAST, "width": 2},
            "hoverinfo": "skip",
        },
        {
            **on,
            "type": "scatter",
            "mode": "markers",
            "x": list(targets["year_text"]),
            "y": plain(targets["target_bound"]),
            "text": list(targets["target_text"]),
            "marker": {
                "symbol": "line-ew-open",
                "size": TICK,
                "color": theme.WARM,
                "line": {"width": 4},
            },
            "selected": unfaded,
            "unselected": unfaded,
            "hovertemplate": f"{name}, %{{x}}, chỉ tiêu: %{{text}}<extra></extra>",
        },
        {
            **on,
            "type": "scatter",
            "mode": "text",
            "hoverinfo": "skip",
            "x": list(missing["year_text"]),
            "y": [low] * len(missing),
            "text": list(missing["value_text"]),
            "textposition": "top center",
            "textfont": {"size": theme.LABEL_SIZE, "color": theme.MUTED},
            "unselected": {"textfont": {"color": theme.MUTED}},
            "cliponaxis": False,
        },
        {
            **on,
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": list(rows["year_text"]),
            "y": plain(rows["value"]),
            "customdata": [[code] for code in rows["area_code"]],
            "hovertext": list(rows["value_text"]),
            "line": {"color": colour, "width": 3},
            "marker": {
                "size": 10,
                "color": ["#FFFFFF" if hollow else colour for hollow in rows["is_estimate"]],
                "line": {"color": colour, "width": 2},
            },
            "selected": unfaded,
            "unselected": unfaded,
            "cliponaxis": False,
            "hovertemplate": f"{name}, %{{x}}: %{{hovertext}} {unit}<extra></extra>",
        },
        {
            # The unseen points keep the labels off the seen ones.
            **on,
            "type": "scatter",
            "mode": "markers+text",
            "hoverinfo": "skip",
            "marker": {
                "size": [TICK + 6 if year in due else POINT_ROOM for year, *_ in ends],
                "color": UNSEEN,
            },
            "cliponaxis": False,
            "x": [year for year, _, _, _ in ends],
            "y": [height for _, height, _, _ in ends],
            "text": [text for _, _, text, _ in ends],
            "textposition": [position for _, _, _, position in ends],
            "textfont": {
                "size": theme.LABEL_SIZE,
                "color": ink,
                "weight": 600,
                "shadow": theme.HALO,
            },
            "unselected": {"textfont": {"color": ink}},
        },
    ]


def plain(values: pd.Series) -> list[float | None]:
    """Give numbers as a drawing takes them: none where there is no value."""
    return [None if pd.isna(value) else float(value) for value in values]
