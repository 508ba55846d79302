"""HTML stands in templates: every value is escaped, none may be missing, no code joins elements."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from dashboard.words import markup

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dashboard"
EVIL = "<img src=x onerror=alert(1)>"
ELEMENT = re.compile(
    r"</?(?:div|p|section|table|tr|td|th|ul|li|dl|dt|dd|h[1-6]|figure|header|footer|small|i|a|style)"
    r"[ >{]|<span class"
)
TEMPLATES = sorted(
    path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/templates/**/*.html")
)
CODE = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("words", "pictures", "talk", "exports", "web")
    for path in (PACKAGE / folder).glob("*.py")
) + [f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py")]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_value_that_a_template_misses_is_an_error(template):
    with pytest.raises(UndefinedError):
        markup.filled(template)


@pytest.mark.parametrize("code", CODE)
def test_no_code_joins_elements(code):
    assert ELEMENT.findall((ROOT / code).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "html",
    [
        markup.card("Hộ nghèo", "1", "hộ", "", [EVIL]),
        markup.card("Hộ nghèo", "1", "hộ", EVIL, []),
        markup.cards([EVIL]),
        markup.html_table([["a", "b"]], [EVIL, "Cột"], look="list"),
        markup.html_table([[EVIL, "b"]], ["Dòng", "Cột"], look="list"),
        markup.state_line(as_of=None, received=1, expected=2, illustrative=0, state_day=EVIL),
        markup.filled("web/templates/subtitle.html", text=EVIL),
        markup.filled("web/templates/footer.html", source=EVIL, built=EVIL),
        markup.filled("exports/templates/booklet/communes.html", finding=EVIL, when="", tables=[]),
    ],
)
def test_a_text_is_escaped_wherever_it_stands(html):
    assert "<img" not in html
    assert markup.escaped(EVIL) in html


def test_a_table_of_the_same_cells_is_made_once():
    rows = [["Nội dung", "97% ▲1"], ["Khác", "…"]]
    first = markup.html_table(rows, ["Dòng", "Cột"], look="matrix")
    made = markup.table_of.cache_info().misses
    assert markup.html_table([list(row) for row in rows], ["Dòng", "Cột"], look="matrix") == first
    assert markup.table_of.cache_info().misses == made
    assert markup.html_table(rows, ["Dòng", "Cột"], look="list") != first


def test_a_piece_is_not_escaped_twice():
    badge = markup.status_badge("met", "●", "#08306B")
    note = markup.escaped("Không quá 5 % & hơn ") + badge
    card = markup.card("Hộ nghèo", "1", "hộ", markup.bullet(1, 2, None), [note])
    cards = markup.cards([card], look="cards four")
    assert badge in cards
    assert "5 % &amp; hơn" in cards
    assert cards.startswith('<div class="cards four"><div class="card">')
    assert markup.escaped(cards) is cards
