"""Presenting in the app: the stage lies over the page and outlives the server."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.catalogue.reference import load
from dashboard.making import sample
from dashboard.store import publishing
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover
from tests.browser import driver, scenes
from tests.browser.axe import axe_violations
from tests.browser.server import AppServer
from tests.browser.visitors import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

START = "▶ Bắt đầu trình chiếu"
SHOWN = "section.current"
LOST = "Mất kết nối với máy chủ. Bài trình chiếu vẫn tiếp tục."
DRAWN = f"document.querySelector('{SHOWN} .main-svg') !== null"
NOTICE = """getComputedStyle(document.querySelector('[data-testid="stApp"]'), '::before').content"""


def started(page: "Page") -> None:
    driver.open_path(page, "/trinh-chieu")
    page.get_by_role("button", name=START).click()
    page.wait_for_function(DRAWN)


def publish(folder: Path) -> None:
    """Publish the sample of a district as its own workbook."""
    reference, path = load(folder), folder.parent / "an_lao.xlsx"
    writing.write(
        "542",
        path,
        reference=reference,
        values=sample.values_of("542", reference),
        cover=Cover(date(2025, 3, 30)),
    )
    publishing.publish(publishing.contents_of([path]), data=folder, by="thử")


def number(page: "Page") -> str:
    return page.locator(f"{SHOWN} .number").inner_text()


@pytest.mark.parametrize("size", [driver.FULL_HD, driver.LAPTOP, (1280, 720)])
def test_the_stage_fills_the_window_and_nothing_else_is_seen(size, new_page: "Callable[..., Page]"):
    page = new_page(size)
    started(page)
    box = page.locator("main.stage").bounding_box()
    assert (round(box["x"]), round(box["y"])) == (0, 0)
    assert abs(box["width"] - size[0]) <= 2
    assert abs(box["height"] - size[1]) <= 2
    corner = "document.elementFromPoint(5, 5).closest('.talk') !== null"
    assert page.evaluate(corner)


def test_the_address_names_the_scene_and_opens_it_again(page: "Page"):
    started(page)
    page.keyboard.type("6g")
    page.keyboard.type("h8")
    page.keyboard.press("Enter")
    assert page.url.endswith("/trinh-chieu#6-547")
    page.reload()
    page.wait_for_function(DRAWN)
    assert number(page) == "6/15"
    assert page.locator(f"{SHOWN} h1").inner_text().startswith("Tây Sơn: ")
    page.keyboard.press("Escape")
    assert page.locator(".talk").count() == 0
    assert page.get_by_role("button", name=START).is_visible()


def test_a_scene_stands_with_its_chart_in_the_next_frame(page: "Page"):
    started(page)
    assert [page.evaluate(scenes.FRAMES, "PageDown") for _ in range(14)] == [1] * 14


def test_the_page_can_be_used_by_everyone(page: "Page"):
    driver.open_path(page, "/trinh-chieu")
    assert axe_violations(page) == []


def test_a_talk_goes_on_while_the_server_is_away_and_is_there_when_it_returns(
    browser: "Browser", fresh_server: AppServer
):
    watch = Watch()
    context = browser.new_context(
        viewport={"width": 1920, "height": 1080}, base_url=fresh_server.url
    )
    context.set_default_timeout(driver.MOST_MS)
    page = context.new_page()
    page.on("request", lambda request: watch.see_address(request.url))
    started(page)
    page.keyboard.type("4g")
    fresh_server.stop()
    page.get_by_text(LOST).wait_for(state="visible")
    page.keyboard.press("PageDown")
    page.wait_for_function(DRAWN)
    assert number(page) == "5/15"
    fresh_server.start()
    page.get_by_text(LOST).wait_for(state="hidden")
    page.wait_for_function(driver.IS_IDLE)
    assert number(page) == "5/15"
    page.keyboard.press("PageDown")
    assert number(page) == "6/15"
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name=START).is_visible()
    context.close()
    assert watch.outside == []


def test_newer_data_are_told_to_the_presenter_alone(
    few_data: Path,
    tmp_path: Path,
    serve: "Callable[[Path], AppServer]",
    visit: "Callable[..., Page]",
):
    folder = shutil.copytree(few_data, tmp_path / "data")
    page = visit(serve(folder))
    started(page)
    with page.expect_popup() as opening:
        page.keyboard.press("n")
    speaker = opening.value
    assert speaker.locator(".state").inner_text() == ""
    shown = page.locator(SHOWN).inner_text()
    publish(folder)
    speaker.get_by_text("Có số liệu mới hơn: sau lần công bố 1. Bài này dùng").wait_for()
    assert page.locator(SHOWN).inner_text() == shown


def test_a_page_without_a_stage_says_in_vietnamese_that_the_server_is_away(
    browser: "Browser", fresh_server: AppServer
):
    context = browser.new_context(locale="vi-VN", base_url=fresh_server.url)
    context.set_default_timeout(driver.MOST_MS)
    page = context.new_page()
    driver.open_path(page, "/")
    fresh_server.stop()
    page.locator('[role="dialog"]').wait_for(state="attached")
    assert not page.locator('[role="dialog"]').is_visible()
    assert "Mất kết nối với máy chủ" in page.evaluate(NOTICE)
    fresh_server.start()
    page.wait_for_function(driver.IS_IDLE)
    assert "Mất kết nối" not in page.evaluate(NOTICE)
    context.close()
