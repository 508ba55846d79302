"""Timeline: the tasks of the plan, one a row, with deadline and state."""

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import theme
from dashboard.charts.figures import annotate, beside, empty, framed, require
from dashboard.words.frames import records

COLUMNS = ("task_text", "deadline_date", "done_date", "state", "state_text")
ROW_HEIGHT = 46
# How a state looks; shape and words say it, colour helps.
LOOKS = {
    "done": ("circle", theme.STATUS["met"].colour),
    "open": ("circle-open", theme.ACCENT),
    "overdue": ("triangle-down", theme.STATUS["not_met"].colour),
    "unknown": ("diamond-open", theme.MUTED),
}


def timeline(tasks: pd.DataFrame) -> go.Figure:
    """Draw a row a task: a tick at its deadline, a mark where it stands, its state in words.

    A task that was done has its mark on the day it was done; any other on its deadline.

    Args:
        tasks: one row a task with `COLUMNS`, in the order of the plan; dates as timestamps.
    """
    require(tasks, COLUMNS)
    if tasks.empty:
        return empty()
    rows = list(tasks["task_text"])
    stands = tasks["done_date"].fillna(tasks["deadline_date"])
    spans = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row.deadline_date, stand],
            "y": [row.task_text] * 2,
            "line": {"color": theme.STEPPED_BACK, "width": 3},
            "hoverinfo": "skip",
        }
        for row, stand in zip(records(tasks), stands, strict=True)
    ]
    deadlines = {
        "type": "scatter",
        "mode": "markers",
        "x": list(tasks["deadline_date"]),
        "y": rows,
        "marker": {"symbol": "line-ns-open", "size": 26, "color": theme.WARM, "line": {"width": 3}},
        "hovertemplate": "thời hạn %{x|%d/%m/%Y}<extra></extra>",
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": list(stands),
        "y": rows,
        "text": list(tasks["state_text"]),
        "marker": {
            "symbol": [LOOKS[state][0] for state in tasks["state"]],
            "size": 18,
            "color": [LOOKS[state][1] for state in tasks["state"]],
            "line": {"width": 2},
        },
        "hovertemplate": "%{text}<extra></extra>",
    }
    figure = framed(
        [*spans, deadlines, marks],
        height=ROW_HEIGHT * len(rows) + 70,
        margin={"l": 8, "r": 330, "t": 8, "b": 34},
    )
    figure.update_xaxes(
        fixedrange=True,
        dtick="M1",
        tickformat="%m/%Y",
        range=[
            stands.min() - pd.Timedelta(days=12),
            tasks["deadline_date"].max() + pd.Timedelta(days=8),
        ],
    )
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=rows[::-1],
        fixedrange=True,
        showgrid=True,
        range=[-0.6, len(rows) - 0.4],
    )
    annotate(
        figure,
        [beside(row.task_text, row.state_text, shift=14) for row in records(tasks)],
    )
    return figure
