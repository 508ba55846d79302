"""Small pieces of the page that are words more than layout. Text is data: always escaped."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.words import formats

MOST_QUOTED = 80
# What Markdown reads as markup, wherever it stands or at the start of a text.
MARKS = re.compile(r"[\\`*_\[\]<>&$~|!#^{}]")
OPENING = re.compile(r"^(?:[-+=](?=[\s=+-]|$)|\d{1,9}(?=[.)](?:\s|$)))")
# What is made a link or a sign after the text was read, escaped or not.
LINKED = re.compile(
    r"(?:(?<=https)|(?<=http)|(?<=ftp)|(?<=mailto)):|(?<=www)\.|@|:(?=[\w+-])", re.I
)
# Nothing to see, and where it stands no address and no name of a sign goes on.
JOINER = "\u2060"


def escaped(text: object) -> Markup:
    """Make text safe inside HTML: it can hold no tag. What was made here already stays as it is."""
    return text if isinstance(text, Markup) else Markup(escape(str(text)))


# Each wing keeps the templates it fills in its own folder: `words/templates/card.html`.
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1]),
    autoescape=True,
    finalize=escaped,  # quotes are written as `escaped` writes them
    undefined=StrictUndefined,
    auto_reload=False,
)


def filled(template: str, **values: object) -> Markup:
    """Fill a template, named by its path in this package; a value it misses is an error."""
    return Markup(TEMPLATES.get_template(template).render(values))


def in_markdown(text: str) -> str:
    """Make text safe where Markdown is read: it makes no link, picture, heading, sign or formula.

    A sentence of plain words and numbers stays as it is.
    """
    line = MARKS.sub(r"\\\g<0>", " ".join(text.split()))
    line = OPENING.sub(lambda found: found[0] + JOINER, line)
    return LINKED.sub(lambda found: JOINER + found[0] + JOINER, line)


def quoted(text: str) -> str:
    """Give a text of unknown length, as from the address bar, to stand in a sentence."""
    shown = text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED] + "…"
    return f"“{in_markdown(shown)}”"


def state_line(
    *,
    as_of: date | None,
    received: int,
    expected: int,
    illustrative: int,
    state_day: str | None = None,
    earliest: date | None = None,
) -> Markup:
    """Give the line beside the controls: who is in, as of when, and the mark when it applies.

    A sample is no workbook that a district sent.

    `state_day` is the day whose state is shown when it is not the latest.
    """
    samples = min(received, illustrative)
    if samples and samples == received:
        who = f"Chưa huyện nào nộp biểu, đang hiện biểu minh hoạ của {samples}/{expected} huyện"
    else:
        who = f"Đã nhận {received - samples}/{expected} huyện"
        who += f", {samples} huyện đang hiện bằng biểu minh hoạ" if samples else ""
    return filled(
        "words/templates/state_line.html",
        product=formats.PRODUCT,
        text=f"{who} · {formats.as_of_days(earliest, as_of)}",
        mark=formats.ILLUSTRATIVE if illustrative else "",
        state_day=state_day,
    )


def bullet(value: float | None, baseline: float | None, target: float | None) -> Markup:
    """Give the bar of a number with a grey tick for the baseline and a warm one for the target.

    The bar is left empty where nothing stands beside the number, or below zero, where it has no
    room.
    """
    ticks = [
        (kind, each)
        for kind, each in (("start", baseline), ("target", target))
        if each is not None and not formats.is_missing(each)
    ]
    if value is None or formats.is_missing(value) or not ticks:
        return filled("words/templates/bullet.html", width=None, ticks=())
    known = [value, *(each for _, each in ticks)]
    reach = 1.08 * max(known)
    if not reach or min(known) < 0:
        return filled("words/templates/bullet.html", width=None, ticks=())
    return filled(
        "words/templates/bullet.html",
        width=100 * value / reach,
        ticks=[(kind, 100 * each / reach) for kind, each in ticks],
    )


def card(name: str, value: str, unit: str, bar: str, notes: Sequence[str]) -> Markup:
    """Give one big number with its bar and its notes."""
    return filled(
        "words/templates/card.html", name=name, value=value, unit=unit, bar=bar, notes=notes
    )


def cards(made: Iterable[Markup], *, look: str = "cards") -> Markup:
    """Give cards side by side; `look` is `cards`, `cards four` or `projects`."""
    return filled("words/templates/cards.html", cards=made, look=look)


def status_badge(status: str, shape: str, colour: str) -> Markup:
    """Give a status in its colour with its obligatory shape: `● đạt`."""
    return filled(
        "words/templates/status_badge.html",
        word=formats.STATUS_WORDS[status],
        shape=shape,
        colour=colour,
    )


def project_card(name: str, lines: Sequence[tuple[str, str]]) -> Markup:
    """Give a project with its outputs, one a line."""
    return filled("words/templates/project_card.html", name=name, lines=lines)


def text_panels(texts: Iterable[tuple[str, str]]) -> Markup:
    """Give texts of a report under their headings."""
    return filled("words/templates/text_panels.html", texts=texts)


def html_table(table: Iterable[Sequence[object]], heads: Sequence[str], *, look: str) -> Markup:
    """Give a table as HTML in which every text is text: no markup, no link, no image.

    Args:
        table: rows of cells, as many as there are heads; the first of each is the row's head.
        heads: column heads.
        look: `matrix` for short centred marks, `list` for sentences.
    """
    return table_of(tuple(map(tuple, table)), tuple(heads), look)


@lru_cache(maxsize=64)
def table_of(table: tuple[tuple[object, ...], ...], heads: tuple[str, ...], look: str) -> Markup:
    """Make a table once for the same cells: a page is run anew at every click."""
    rows = [(first, [(cell_look(str(cell)), cell) for cell in rest]) for first, *rest in table]
    return filled("words/templates/table.html", rows=rows, heads=heads, look=look)


def cell_look(text: str) -> str:
    """Give the class of a cell by the mark it carries."""
    if "✖" in text or "▼" in text:
        return "wrong"
    if "▲" in text:
        return "doubtful"
    return "none" if text in (formats.NOT_SUBMITTED, formats.NOT_APPLICABLE) else "right"
