"""Columns of bars: what was done of what was to do, several measures side by side."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import NOTHING, annotate, empty, framed, note, require
from dashboard.words import formats
from dashboard.words.frames import records

NOT_ASKED = "Không áp dụng: biểu mẫu không hỏi năm này"
ROW_HEIGHT, HEAD_LINE = 40, 22
# What the longest bar takes of a column's width; the rest is the number's.
BAR_SHARE = 0.46
# Signs of the heads that fit beside each other, all columns together, in 1366 pixels.
HEAD_WIDTH = 104
COLUMNS = (
    "area_code",
    "row_text",
    "column_text",
    "column_note",
    "unit",
    "value",
    "whole",
    "value_text",
    "is_estimate",
)


def progress_columns(values: pd.DataFrame, *, highlight: str | None = None) -> go.Figure:
    """Draw one row an item and one column of bars a measure, each bar with its number.

    Look down a column: who has done most. Where there was something to do, a pale track as long
    as that lies behind the bar: a bar that fills its track is complete. Columns of one unit share
    one scale. A hollow bar is an estimate; a row without a value says why and has no bar.

    Args:
        values: one row a cell with `COLUMNS`, rows and columns in the order wanted: `value` is
            what was done, `whole` what was to do (NaN where nothing was set), `column_note`
            stands under the head of the column; texts are already formatted.
        highlight: area code drawn in full colour while the others step back.
    """
    require(values, COLUMNS)
    if values["value"].isna().all():
        is_asked = values.empty or values["value_text"].ne(formats.NOT_APPLICABLE).any()
        return empty(NOTHING if is_asked else NOT_ASKED)
    rows = list(dict.fromkeys(values["row_text"]))
    columns = list(dict.fromkeys(values["column_text"]))
    lengths = placed(values, columns)
    tracks = {
        "type": "bar",
        "orientation": "h",
        "y": list(values["row_text"]),
        "width": 0.72,
        "x": [none_if_missing(each) for each in lengths["whole"]],
        "base": list(lengths["start"]),
        "hoverinfo": "skip",
        "marker": {
            "color": theme.QUIET,
            "line": {"color": theme.STEPPED_BACK, "width": 1},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    colours = [
        theme.ACCENT if highlight is None or code == highlight else theme.STEPPED_BACK
        for code in values["area_code"]
    ]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(values["row_text"]),
        "width": 0.46,
        "x": [none_if_missing(each) for each in lengths["done"]],
        "base": list(lengths["start"]),
        "customdata": [[code] for code in values["area_code"]],
        "marker": {
            "color": [
                theme.PAPER if hollow else colour
                for hollow, colour in zip(values["is_estimate"], colours, strict=True)
            ],
            "line": {"color": colours, "width": 2},
        },
        "hovertext": [
            f"{row.row_text} · {row.column_text}: {row.value_text} {row.unit}"
            for row in records(values)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    labels = {
        "type": "scatter",
        "mode": "text",
        "y": list(values["row_text"]),
        "x": list(lengths["end"]),
        "text": [f" {text}" for text in values["value_text"]],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "textfont": {"size": theme.LABEL_SIZE, "color": theme.INK, "shadow": theme.HALO},
    }
    width = HEAD_WIDTH // len(columns)
    notes = dict(zip(values["column_text"], values["column_note"], strict=True))
    heads = [
        f"<b>{theme.wrapped(name, width)}</b>"
        + (f"<br>{theme.wrapped(notes[name], width + 4)}" if notes[name] else "")
        for name in columns
    ]
    head_room = HEAD_LINE * max(head.count("<br>") + 1 for head in heads) + 16
    figure = framed(
        [tracks, bars, labels],
        height=ROW_HEIGHT * len(rows) + head_room + 8,
        barmode="overlay",
        margin={"l": 8, "r": 8, "t": head_room, "b": 8},
    )
    figure.update_xaxes(range=[-0.01, len(columns)], visible=False, fixedrange=True)
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        fixedrange=True,
        showgrid=False,
        range=[-0.6, len(rows) - 0.4],
    )
    notes = []
    for place, head in enumerate(heads):
        notes.append(
            note(
                x=place,
                y=1,
                yref="y domain",
                xanchor="left",
                yanchor="bottom",
                align="left",
                text=head,
                colour=theme.INK,
            )
        )
        figure.add_shape(
            type="line",
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": theme.STEPPED_BACK, "width": 1},
        )
    annotate(figure, notes)
    return figure


def placed(values: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Give where each bar and track begins and how long it is, a column being one wide.

    Returns one row a cell: `start`, `done` and `whole` (NaN for none), `end` (where the longer of
    the two ends, `start` where there is neither).
    """
    longest = values[["value", "whole"]].max(axis="columns")
    reach = longest.groupby(values["unit"]).transform("max")
    scale = BAR_SHARE / reach.where(reach.gt(0))
    start = values["column_text"].map(columns.index)
    return pd.DataFrame(
        {
            "start": start,
            "done": values["value"] * scale,
            "whole": values["whole"] * scale,
            "end": start + (longest * scale).fillna(0),
        }
    )


def none_if_missing(length: float) -> float | None:
    """Give a length for a bar: no bar where there is none."""
    return None if pd.isna(length) else float(length)
