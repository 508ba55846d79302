"""Every scene of the project's storyboard passes the rehearsal, and the rehearsal sees faults."""

from typing import TYPE_CHECKING

import pytest

from tests.browser import driver, rehearsal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

DISTRICTS = ("540", "542", "545", "551")


@pytest.mark.parametrize("size", rehearsal.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_scene_stands_at_every_size(size, browser: "Browser", deck_file, tmp_path):
    assert rehearsal.rehearse(browser, deck_file, size, tmp_path) == []
    assert len(list(tmp_path.glob("*.png"))) == 15


def test_every_scene_stands_with_a_district_chosen(browser: "Browser", deck_file):
    assert rehearsal.rehearse_districts(browser, deck_file, list(DISTRICTS)) == []


SPOILT = {
    "the finding takes": "s.querySelector('h1').textContent = 'Tỷ lệ hộ nghèo '.repeat(16)",
    "text of 20 px": "s.querySelector('.subtitle').style.fontSize = '20px'",
    "label of 1": "s.querySelector('.ytick text').style.fontSize = '8px'",
    "the chart is empty": """s.querySelectorAll('.point, .js-line, .js-fill')
        .forEach((mark) => mark.remove())""",
    "13 labelled items": """for (let n = 0; n < 2; n++) {
        const t = s.querySelector('.ytick'); t.parentNode.append(t.cloneNode(true));
    }""",
    " on ": """{ const t = s.querySelectorAll('.ytick text');
        t[1].setAttribute('transform', t[0].getAttribute('transform') || '');
        t[1].setAttribute('y', t[0].getAttribute('y')); }""",
    "cut by": "s.querySelector('.ytick text').setAttribute('x', '-200')",
}


@pytest.fixture(scope="module")
def deck(browser: "Browser", deck_file) -> "Iterator[Page]":
    """Open the talk once for all the scenes that are spoilt in it."""
    page = rehearsal.opened(browser, deck_file, driver.FULL_HD)
    assert rehearsal.faults_of(page) == []
    yield page
    page.context.close()


@pytest.mark.parametrize("words", SPOILT)
def test_a_spoilt_scene_is_found(words, deck: "Page"):
    deck.evaluate("() => { globalThis.sound = document.querySelectorAll('.scene')[4]; }")
    # A copy is spoilt, and the sound scene put back.
    deck.evaluate(
        "() => { const s = sound.cloneNode(true); sound.replaceWith(s); globalThis.spoilt = s;"
        f" {SPOILT[words]} }}"
    )
    assert any(words in fault for fault in rehearsal.faults_of(deck))
    deck.evaluate("() => spoilt.replaceWith(sound)")
    assert rehearsal.faults_of(deck) == []


def test_a_faint_text_is_found(deck: "Page"):
    assert list(rehearsal.faint_texts(deck)) == []
    deck.evaluate("document.querySelector('.current h1').style.color = '#BBBBBB'")
    assert [fault.partition(": ")[2][:6] for fault in rehearsal.faint_texts(deck)] == ["faint:"]
