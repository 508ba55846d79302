"""The one place for colours, shapes, type and the Plotly template."""

import textwrap
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

INK = "#16202B"
MUTED = "#52606D"
PAPER = "#FFFFFF"
GRID = "#E6EAEF"
QUIET = "#E9EEF4"
STEPPED_BACK = "#A9BBD0"
COAST = "#8195AD"
ACCENT = "#123F7A"
WARM = "#B35806"
# One hue, lowest class first.
SEQUENTIAL = ("#E4EDF8", "#B7D0EC", "#7BABD8", "#2F6FB5", "#123F7A")

FONT = "Source Sans, sans-serif"
LABEL_SIZE = 18
SOURCE_SIZE = 14
# Keeps a label readable where a line runs behind it.
HALO = ", ".join([f"0 0 3px {PAPER}"] * 4)
INK_CONTRAST = 4.5


@dataclass(frozen=True)
class Status:
    """How the standing against a target looks: the shape is obligatory, grey print has no hue.

    `symbol` is Plotly's name of the shape, `sign` the same shape as text.
    """

    label: str
    colour: str
    symbol: str
    sign: str


STATUS = {
    "exceeded": Status("vượt", "#08306B", "triangle-up", "▲"),
    "met": Status("đạt", "#4A90CB", "circle", "●"),
    "not_met": Status("chưa đạt", "#B35806", "triangle-down", "▼"),
    "not_assessed": Status("chưa đánh giá", "#8C8C8C", "circle-open", "○"),
}

AXIS = {
    "gridcolor": GRID,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "automargin": True,
    "tickfont": {"size": LABEL_SIZE, "color": INK},
    "title": {"font": {"size": LABEL_SIZE, "color": MUTED}},
}

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": LABEL_SIZE, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [ACCENT, SEQUENTIAL[2], WARM, MUTED],
        "separators": ",.",
        "margin": {"l": 0, "r": 0, "t": 8, "b": 8, "pad": 4},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": STEPPED_BACK,
            "font": {"family": FONT, "size": LABEL_SIZE, "color": INK},
            "align": "left",
        },
        "legend": {"font": {"size": LABEL_SIZE, "color": INK}, "bgcolor": "rgba(0,0,0,0)"},
        "xaxis": AXIS,
        "yaxis": AXIS,
    }
)


def sequential_class(value: float, limits: Sequence[float]) -> int:
    """Return the class of a value, 0 the lowest; a value on a limit is in the class above it.

    Args:
        value: a number, not NaN.
        limits: where the classes after the first begin, lowest first, in the value's unit.

    Raises:
        ValueError: there are more classes than `SEQUENTIAL` has colours.
    """
    if len(limits) >= len(SEQUENTIAL):
        raise ValueError(f"{len(limits)} limits make more classes than {len(SEQUENTIAL)} colours")
    return bisect_right(limits, value)


def ink_on(fill: str) -> str:
    """Return the colour of text on a fill "#RRGGBB": ink, or white where ink is hard to read."""
    return INK if contrast(INK, fill) >= INK_CONTRAST else PAPER


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two colours "#RRGGBB", from 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the WCAG relative luminance of a colour "#RRGGBB", from 0 to 1."""
    red, green, blue = linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear_rgb(colour: str) -> tuple[float, float, float]:
    """Return the three channels of a colour "#RRGGBB" as light, from 0 to 1 each."""
    red, green, blue = (linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return red, green, blue


def linear(channel: int) -> float:
    """Return one sRGB channel, 0 to 255, as light from 0 to 1."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def wrapped(label: str, width: int) -> str:
    """Return a label broken between words into lines of at most `width` signs, for Plotly."""
    return "<br>".join(textwrap.wrap(label, width, break_long_words=False))
