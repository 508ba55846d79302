"""Small pieces of the page that are words more than layout. Text is data: always escaped."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

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


def escaped(text: str) -> str:
    """Make text safe inside HTML: it can hold no tag."""
    return escape(text)


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
) -> str:
    """Give the line beside the controls: who is in, as of when, and the mark when it applies.

    `state_day` is the day whose state is shown when it is not the latest.
    """
    text = f"Đã nhận {received}/{expected} huyện · {formats.as_of_days(earliest, as_of)}"
    said = f"Đang xem số liệu tại ngày {state_day}, không phải mới nhất"
    earlier = f'<span class="mark">{escaped(said)}</span>' if state_day else ""
    mark = f'<span class="mark">{formats.ILLUSTRATIVE}</span>' if illustrative else ""
    return f'<p class="state"><b>{formats.PRODUCT}</b><br>{text}{mark}{earlier}</p>'


def bullet(value: float | None, baseline: float | None, target: float | None) -> str:
    """Give the bar of a number with a grey tick for the baseline and a warm one for the target.

    The bar is left empty where nothing stands beside the number, or below zero, where it has no
    room.
    """
    known = [
        each
        for each in (value, baseline, target)
        if each is not None and not formats.is_missing(each)
    ]
    reach = 1.08 * max(known, default=0)
    if value is None or formats.is_missing(value) or len(known) < 2 or not reach or min(known) < 0:
        return '<div class="bullet"></div>'
    ticks = "".join(
        f'<i class="{kind}" style="left:{100 * each / reach:.1f}%"></i>'
        for kind, each in (("start", baseline), ("target", target))
        if each is not None and not formats.is_missing(each)
    )
    return f'<div class="bullet"><b style="width:{100 * value / reach:.1f}%"></b>{ticks}</div>'


def card(name: str, value: str, unit: str, bar: str, notes: Sequence[str]) -> str:
    """Give one big number with its bar and its notes."""
    lines = "".join(f'<div class="note">{note}</div>' for note in notes if note)
    return (
        f'<div class="card"><div class="name">{escaped(name)}</div>'
        f'<div class="value">{escaped(value)} <small>{escaped(unit)}</small></div>'
        f"{bar}{lines}</div>"
    )


def status_badge(status: str, shape: str, colour: str) -> str:
    """Give a status in its colour with its obligatory shape: `● đạt`."""
    return (
        f'<span class="status"><span style="color:{colour}">{shape}</span> '
        f"{formats.STATUS_WORDS[status]}</span>"
    )


def project_card(name: str, lines: Sequence[tuple[str, str]]) -> str:
    """Give a project with its outputs, one a line."""
    rows = "".join(f"<dt>{escaped(label)}</dt><dd>{escaped(value)}</dd>" for label, value in lines)
    return f'<div class="project"><h4>{escaped(name)}</h4><dl>{rows}</dl></div>'


def text_panels(texts: Iterable[tuple[str, str]]) -> str:
    """Give texts of a report under their headings."""
    panels = "".join(
        f"<section><h4>{escaped(title)}</h4><p>{escaped(text)}</p></section>"
        for title, text in texts
    )
    return f'<div class="texts">{panels}</div>'


def html_table(table: Iterable[Sequence[object]], heads: Sequence[str], *, look: str) -> str:
    """Give a table as HTML in which every text is text: no markup, no link, no image.

    Args:
        table: rows of cells, as many as there are heads; the first of each is the row's head.
        heads: column heads.
        look: `matrix` for short centred marks, `list` for sentences.
    """
    top = "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escaped(str(first))}</th>'
        + "".join(f'<td class="{cell_look(str(cell))}">{escaped(str(cell))}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in table
    )
    return (
        f'<div class="{look}"><table><thead><tr>'
        f"{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def cell_look(text: str) -> str:
    """Give the class of a cell by the mark it carries."""
    if "✖" in text or "▼" in text:
        return "wrong"
    if "▲" in text:
        return "doubtful"
    return "none" if text in (formats.NOT_SUBMITTED, formats.NOT_APPLICABLE) else "right"
