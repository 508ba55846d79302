"""The communes of one district on the schematic map, filled by the class of their rate."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.district_map import (
    BORDER,
    DEGREE_RATIO,
    ESTIMATE_LINE,
    HALO,
    REASONS,
    SWATCH_EDGE,
    area,
    class_labels,
    fill_colour,
    outlines_of,
    pattern,
    stroke,
    words,
)
from dashboard.charts.figures import annotate, empty, framed, note, require

VALUE_COLUMNS = (
    "area_code",
    "number_text",
    "area_name",
    "value",
    "value_text",
    "value_state",
    "is_estimate",
)
CELL_COLUMNS = (
    "area_code",
    "polygon",
    "ring",
    "position",
    "longitude",
    "latitude",
    "label_longitude",
    "label_latitude",
    "label_radius",
)
# Share of the width that the legend takes on the right.
LEGEND_FROM = 0.8
# About the width of a sign of a label, and how much of it may reach out of the widest circle.
SIGN_WIDTH, REACH = 9.5, 0.95


def commune_map(
    values: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    limits: Sequence[float],
    unit: str,
    height: int = 440,
) -> go.Figure:
    """Draw each commune filled by the class of its rate, with its name and value.

    Look for where inside the district the dark cells lie. Hatching means not submitted. A cell too
    small for its name carries its number.

    Args:
        values: one row a commune with `VALUE_COLUMNS`, in official order; texts as printed.
        cells: one row a vertex with `CELL_COLUMNS`, in drawing order, degrees.
        limits: where the classes after the first begin, lowest first, in `unit`; at most four.
        unit: unit of the values.
        height: pixels.

    Raises:
        ValueError: a frame lacks a column, a reported value is no number, limits are too many.
        KeyError: a commune has no cell.
    """
    require(values, VALUE_COLUMNS)
    require(cells, CELL_COLUMNS)
    if values.empty:
        return empty("Chưa có số liệu cấp xã của năm này")
    outlines = outlines_of(cells)
    middles = cells.drop_duplicates("area_code").set_index("area_code")
    south, north = cells["latitude"].min(), cells["latitude"].max()
    west, east = cells["longitude"].min(), cells["longitude"].max()
    pixels_a_degree = height / (north - south + 0.02)
    rows = [
        (code, labelled(number, name, middles.loc[code, "label_radius"] * pixels_a_degree), *rest)
        for code, number, name, *rest in zip(
            *(values[column].tolist() for column in VALUE_COLUMNS), strict=True
        )
    ]
    fills = {code: fill_colour(code, value, state, limits) for code, _, value, _, state, _ in rows}
    inks = {code: theme.ink_on(fill or theme.PAPER) for code, fill in fills.items()}
    fade = {
        code: {"fillcolor": fills[code]} if fills[code] else pattern(state)
        for code, _, _, _, state, _ in rows
    }
    data = [
        stroke([outlines[code] for code in fills], {"color": theme.COAST, "width": 4}),
        *(area(outlines[code], fade[code], BORDER) for code in fills),
        stroke([outlines[code] for code, *_, hollow in rows if hollow], ESTIMATE_LINE),
    ]
    for ink in dict.fromkeys(inks.values()):
        shown = [row for row in rows if inks[row[0]] == ink]
        trace = words(
            [float(middles.loc[row[0], "label_longitude"]) for row in shown],
            [float(middles.loc[row[0], "label_latitude"]) for row in shown],
            [f"<b>{label}</b><br>{text}" for _, label, _, text, _, _ in shown],
            "middle center",
            ink,
        )
        trace["textfont"]["shadow"] = ["none" if fills[row[0]] else HALO for row in shown]
        data.append(trace)
    data += legend({row[4] for row in rows}, limits)
    figure = framed(
        data,
        height=height,
        margin={"l": 0, "r": 0, "t": 4, "b": 4, "pad": 0},
        xaxis={
            "visible": False,
            "range": [west - 0.01, east + 0.01],
            "fixedrange": True,
            "domain": [0, LEGEND_FROM],
            "constrain": "domain",
        },
        yaxis={
            "visible": False,
            "range": [south - 0.01, north + 0.01],
            "fixedrange": True,
            "scaleanchor": "x",
            "scaleratio": DEGREE_RATIO,
            "constrain": "domain",
        },
        xaxis2={
            "visible": False,
            "domain": [LEGEND_FROM, 1],
            "range": [0, 1],
            "fixedrange": True,
            "anchor": "y2",
        },
        yaxis2={"visible": False, "range": [-11, 1], "fixedrange": True, "anchor": "x2"},
    )
    unit_line = note(
        f"Đơn vị: {unit}", colour=theme.MUTED, x=0, y=0.4, xref="x2", yref="y2", xanchor="left"
    )
    annotate(figure, [unit_line])
    return figure


def labelled(number: str, name: str, radius: float) -> str:
    """Give a commune's name, or its number where a circle of that radius has no room for it."""
    return name if SIGN_WIDTH * len(name) <= 2 * radius * REACH else number


def legend(states: set[str], limits: Sequence[float]) -> list[dict]:
    """Return the swatches of the classes, and of what is missing where something is."""
    entries = list(zip(class_labels(limits), theme.SEQUENTIAL, strict=False))
    entries += [(REASONS[state], theme.PAPER) for state in REASONS if state in states]
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "xaxis": "x2",
            "yaxis": "y2",
            "x": [0.08] * len(entries),
            "y": [-0.6 - place for place in range(len(entries))],
            "text": [f"  {label}" for label, _ in entries],
            "textposition": "middle right",
            "textfont": {"size": theme.LABEL_SIZE, "color": theme.MUTED},
            "hoverinfo": "skip",
            "cliponaxis": False,
            "marker": {
                "symbol": "square",
                "size": 20,
                "color": [colour for _, colour in entries],
                "line": SWATCH_EDGE,
            },
        }
    ]
