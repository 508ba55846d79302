"""What every picture shares: the columns it needs, its empty state, its frame."""

import textwrap
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from dashboard.charts import theme

# Signs a line holds in the narrowest column a picture stands in (half of 1366 pixels).
SIGNATURE_WIDTH = 84
SIGNATURE_LINE, SIGNATURE_GAP = 18, 10
Figure = go.Figure
NOTHING = "Chưa có số liệu để hiển thị"


def require(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """Assert that a frame has the columns a picture needs.

    Raises:
        ValueError: names the columns that are missing.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(f"the frame lacks the columns {', '.join(missing)}")


def empty(sentence: str = NOTHING) -> go.Figure:
    """Give a figure that says in words why there is nothing to see."""
    figure = go.Figure(layout={"template": theme.TEMPLATE, "height": 240})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(text=sentence, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False)
    return figure


def framed(data: list[dict], *, height: int, **layout: object) -> go.Figure:
    """Give a figure in the house style from plain trace dictionaries."""
    return go.Figure(
        data=data,
        layout={"template": theme.TEMPLATE, "height": height, "showlegend": False, **layout},
        skip_invalid=False,
    )


def note(text: str, *, colour: str = theme.INK, **place: object) -> dict[str, object]:
    """Give a text that stands on a figure, at its place in Plotly's terms."""
    return {
        "text": text,
        "showarrow": False,
        "font": {"size": theme.LABEL_SIZE, "color": colour},
        **place,
    }


def beside(row: str, text: str, *, shift: int, colour: str = theme.INK) -> dict[str, object]:
    """Give a text to the right of a row of a figure, so many pixels away."""
    place = {"x": 1, "xref": "x domain", "xanchor": "left", "xshift": shift, "align": "left"}
    return note(text, colour=colour, y=row, **place)


def above(
    text: str, *, x: float = 1, anchor: str = "left", shift: int = 0, colour: str = theme.INK
) -> dict[str, object]:
    """Give a text above a figure, at a place along its width and so many pixels away."""
    place = {"xref": "x domain", "y": 1, "yref": "y domain", "yanchor": "bottom"}
    return note(text, colour=colour, x=x, xanchor=anchor, xshift=shift, **place)


def worst_and_best() -> list[dict[str, object]]:
    """Name the two ends of a figure whose rows run from the worst to the best."""
    ends = ((0, "left", "◀ kém nhất"), (1, "right", "tốt nhất ▶"))
    return [above(text, x=x, anchor=anchor, colour=theme.MUTED) for x, anchor, text in ends]


def annotate(figure: go.Figure, notes: Sequence[dict[str, object]]) -> None:
    """Set texts on a figure, all at once: with each single one Plotly checks all others again."""
    figure.layout.annotations = (*figure.layout.annotations, *notes)


def signed(figure: go.Figure, subtitle: str, source: str) -> go.Figure:
    """Write subtitle and source line under a figure, so that no export goes without them."""
    lines = [*textwrap.wrap(subtitle, SIGNATURE_WIDTH), *textwrap.wrap(source, SIGNATURE_WIDTH)]
    room = SIGNATURE_LINE * len(lines) + SIGNATURE_GAP
    # Set one by one: `update_layout` takes nine times as long.
    figure.layout.margin.b = (figure.layout.margin.b or 0) + room
    figure.layout.height = (figure.layout.height or 0) + room
    figure.layout.title = {
        "text": "<br>".join(lines),
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 0,
        "yref": "container",
        "yanchor": "bottom",
        "pad": {"b": SIGNATURE_LINE * (len(lines) - 1) + 5},
        "font": {"size": theme.SOURCE_SIZE, "color": theme.MUTED, "weight": 400},
    }
    return figure


def plotly_script() -> str:
    """Give plotly.js, which ships inside the package: nothing is fetched."""
    return get_plotlyjs()
