"""The deck file runs from disk without any network: keys, districts, speaker, print, speed."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.browser import driver, scenes
from tests.browser.axe import axe_violations
from tests.browser.visitors import Watch
from tests.tools import MOST_SECONDS, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCENES = 15
SHOWN = "section.current"
ALL_DRAWN = f"() => document.querySelectorAll('section .main-svg').length >= {SCENES}"


@pytest.fixture(scope="module")
def watched(browser: "Browser", deck_file: Path) -> "Iterator[tuple[Page, Watch]]":
    """Open the file from disk, once, with the network off."""
    watch = Watch()
    width, height = driver.FULL_HD
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    context.set_default_timeout(driver.MOST_MS)
    page = context.new_page()
    watch.attach(page)
    page.goto(deck_file.as_uri())
    page.wait_for_function(ALL_DRAWN)
    yield page, watch
    context.close()


@pytest.fixture
def opened(watched: "tuple[Page, Watch]") -> "Iterator[Callable[..., Page]]":
    """Give the page at a place, as just opened; anything asked of a network fails the test."""
    page, watch = watched

    def give(place: str = "#1") -> "Page":
        page.evaluate("document.fullscreenElement && document.exitFullscreen()")
        page.keyboard.press("Escape")
        page.evaluate("(place) => { location.hash = place; }", place)
        page.wait_for_function(
            "(place) => location.hash === place"
            " && document.querySelector('section.current .number').textContent"
            " .startsWith(place.match(/\\d+/)[0] + '/')",
            arg=place,
        )
        return page

    yield give
    assert [url for url in watch.outside if not url.startswith("file:")] == []
    assert watch.errors == []


def number(page: "Page") -> str:
    return page.locator(f"{SHOWN} .number").inner_text()


def finding(page: "Page") -> str:
    return page.locator(f"{SHOWN} h1").inner_text()


def test_the_address_of_the_file_opens_a_scene_with_its_district(browser: "Browser", deck_file):
    page = browser.new_page(offline=True)
    page.set_default_timeout(driver.MOST_MS)
    page.goto(f"{deck_file.as_uri()}#6-546")
    page.wait_for_function(f"document.querySelector('{SHOWN} .main-svg') !== null")
    assert number(page) == f"6/{SCENES}"
    assert finding(page).startswith("Vĩnh Thạnh: ")
    page.close()


def test_the_keys_of_a_clicker_and_of_a_keyboard_move_through_the_scenes(opened):
    page = opened()
    assert number(page) == f"1/{SCENES}"
    for key, place in (
        ("PageDown", 2),
        ("ArrowRight", 3),
        ("Space", 4),
        ("PageUp", 3),
        ("ArrowLeft", 2),
        ("End", SCENES),
        ("ArrowRight", SCENES),
        ("Home", 1),
        ("PageUp", 1),
    ):
        page.keyboard.press(key)
        assert number(page) == f"{place}/{SCENES}"
    page.keyboard.type("12g")
    assert number(page) == f"12/{SCENES}"
    assert page.url.endswith("#12")


def test_a_district_is_chosen_by_its_number_and_stays_for_the_next_scenes(opened):
    page = opened(place="#6")
    page.keyboard.press("h")
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    assert finding(page).startswith("Vĩnh Thạnh: ")
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#7-546")
    page.keyboard.type("h0")
    page.keyboard.press("Enter")
    assert page.url.endswith("#7")


def test_a_click_on_a_chart_chooses_the_district(opened):
    page = opened(place="#5")
    box = page.locator(f"{SHOWN} .points path").nth(3).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("() => /#5-\\d{3}$/.test(location.hash)")


def test_the_overview_lists_every_scene_and_opens_one(opened):
    page = opened()
    page.keyboard.press("o")
    buttons = page.get_by_role("dialog").get_by_role("button")
    assert buttons.count() == SCENES
    buttons.nth(8).click()
    assert number(page) == f"9/{SCENES}"
    page.keyboard.press("o")
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


def test_the_screen_goes_black_and_comes_back(opened):
    page = opened()
    page.keyboard.press("b")
    assert page.locator(".black").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".black").is_visible()


def test_the_stage_fills_the_screen(opened):
    page = opened()
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("PageDown")
    assert page.evaluate("document.fullscreenElement !== null")


def test_the_speaker_sees_note_next_scene_and_time_and_drives_the_stage(opened):
    page = opened()
    with page.expect_popup() as opening:
        page.keyboard.press("n")
    speaker = opening.value
    assert "Nêu số đầu kỳ" in speaker.locator(".note").inner_text()
    assert speaker.locator(".next").inner_text().startswith("Cảnh sau: ")
    speaker.wait_for_function(
        "() => /^Đã trình bày \\d\\d:\\d\\d$/.test(document.querySelector('.elapsed').textContent)"
    )
    speaker.keyboard.press("PageDown")
    assert number(page) == f"2/{SCENES}"
    assert speaker.locator(".message").inner_text() == finding(page)


def test_a_scene_stands_with_its_chart_in_the_next_frame(opened):
    page = opened()
    frames = [page.evaluate(scenes.FRAMES, "ArrowRight") for _ in range(SCENES - 1)]
    assert frames == [1] * len(frames)


def test_it_prints_one_scene_a_page_with_the_numbers_of_the_scenes(opened):
    page = opened()
    findings = page.locator("section h1").all_inner_texts()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(printed.pages) == SCENES
    for sheet, words in zip(printed.pages, findings, strict=True):
        text = " ".join(sheet.extract_text().split())
        assert " ".join(words.split()) in text
        assert "Số liệu minh hoạ" in text


@pytest.mark.parametrize("key", ["", "o", "h", "?"], ids=["scene", "overview", "districts", "keys"])
def test_the_deck_can_be_read_by_everyone(key, opened):
    page = opened()
    if key:
        page.keyboard.press(key)
    assert axe_violations(page) == []


def test_firefox_shows_it_too(deck_file, tmp_path):
    picture = tmp_path / "firefox.png"
    command = [
        program("firefox-esr", "firefox"),
        "--headless",
        "--no-remote",
        "--profile",
        str(tmp_path / "profile"),
        "--window-size=1920,1080",
        f"--screenshot={picture}",
        deck_file.as_uri(),
    ]
    (tmp_path / "profile").mkdir()
    subprocess.run(command, check=True, timeout=MOST_SECONDS, capture_output=True)
    colours = Image.open(picture).convert("RGB").getcolors(1920 * 1080)
    assert len(colours) > 20
