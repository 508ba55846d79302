"""Targets on one scale: a bar for what was reached, a tick for the target, a line for the start."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import above, annotate, beside, empty, framed, require
from dashboard.words.frames import records

ROW_HEIGHT = 44
# Where the columns of text begin, in pixels right of the bars.
START_AT, VALUE_AT, TARGET_AT, STATUS_AT, TEXT_ROOM = 16, 96, 216, 356, 500
COLUMNS = (
    "area_code",
    "row_text",
    "value",
    "value_text",
    "target",
    "target_text",
    "baseline",
    "baseline_text",
    "status",
    "is_estimate",
)


def bullets(values: pd.DataFrame, *, unit: str, highlight: str | None = None) -> go.Figure:
    """Draw one row a target: the bar is what was reached, the warm tick the target.

    Look at whether the bar ends on the good side of the tick; the shape and the word say so. A
    hollow bar is an estimate, the thin line comes from where the period began.

    Args:
        values: one row a target with `COLUMNS`, first on top; texts are already formatted.
        unit: unit of the axis.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    if values.empty:
        return empty("Không có chỉ tiêu nào với lựa chọn này")
    rows = list(values["row_text"])
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in values["area_code"]
    ]
    known = [*values["value"].dropna(), *values["target"].dropna(), *values["baseline"].dropna()]
    reach = max(known, default=1.0) or 1.0
    start_lines = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "x": [
            x
            for start, value in zip(values["baseline"], values["value"], strict=True)
            for x in (None if pd.isna(start) else start, 0 if pd.isna(value) else value, None)
        ],
        "y": [y for row in rows for y in (row, row, None)],
        "line": {"color": theme.STEPPED_BACK, "width": 3},
    }
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "width": 0.46,
        "x": [None if pd.isna(value) else float(value) for value in values["value"]],
        "customdata": [[code] for code in values["area_code"]],
        "marker": {
            "color": [
                theme.PAPER if hollow else colour
                for hollow, colour in zip(values["is_estimate"], colours, strict=True)
            ],
            "line": {"color": colours, "width": 2},
        },
        "hovertext": list(values["value_text"]),
        "hovertemplate": "%{y}: %{hovertext} " + unit + "<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    ticks = {
        "type": "scatter",
        "mode": "markers",
        "y": rows,
        "x": [None if pd.isna(target) else float(target) for target in values["target"]],
        "text": list(values["target_text"]),
        "marker": {
            "symbol": "line-ns-open",
            "size": 30,
            "color": theme.WARM,
            "line": {"width": 4},
        },
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    figure = framed(
        [start_lines, bars, ticks],
        height=ROW_HEIGHT * len(rows) + 44,
        margin={"l": 8, "r": TEXT_ROOM, "t": 36, "b": 8},
    )
    figure.update_xaxes(range=[0, reach * 1.03], visible=False, fixedrange=True)
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        fixedrange=True,
        showgrid=False,
        range=[-0.6, len(rows) - 0.4],
    )
    notes = []
    for row in records(values):
        look = theme.STATUS[row.status]
        for text, shift, colour in (
            (row.baseline_text, START_AT, theme.MUTED),
            (f"<b>{row.value_text}</b>", VALUE_AT, theme.INK),
            (row.target_text, TARGET_AT, theme.WARM),
            (
                f"{look.sign} {look.label}",
                STATUS_AT,
                look.colour if row.status != "not_assessed" else theme.MUTED,
            ),
        ):
            notes.append(beside(row.row_text, text, shift=shift, colour=colour))
    for text, shift, colour in (
        ("─ Đầu kỳ", START_AT, theme.MUTED),
        ("Thực hiện", VALUE_AT, theme.INK),
        ("┃ Chỉ tiêu", TARGET_AT, theme.WARM),
        ("Đánh giá", STATUS_AT, theme.MUTED),
    ):
        notes.append(above(text, shift=shift, colour=colour))
    annotate(figure, notes)
    return figure
