"""What a viewer does with the dashboard and reads from it, in the words of the screen."""

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from tests.browser import driver

if TYPE_CHECKING:
    from playwright.sync_api import Download, Locator, Page

SHARED = ("Huyện", "Năm", "Khu vực")
MORE = "Bảng số liệu và tải xuống"
CHECKBOX_X = 16
ROW_HEIGHT = 40


def chooser(page: "Page", label: str) -> "Locator":
    """Return the chooser with exactly this label."""
    return page.get_by_role("combobox", name=label, exact=True)


def chosen(page: "Page", *labels: str) -> dict[str, str]:
    """Return what the choosers with these labels are set to; the shared ones when none is named."""
    return {label: chooser(page, label).input_value() for label in labels or SHARED}


def choose(page: "Page", label: str, option: str) -> None:
    """Open a chooser, take an option and wait for the page."""
    # A long list holds only what is in view: typing brings the option there.
    search(page, label, option)
    page.get_by_role("option", name=option, exact=True).click()
    driver.settle(page)


def search(page: "Page", label: str, text: str) -> None:
    """Open a chooser and type into it."""
    field = chooser(page, label)
    # Its list opens below or above it, which takes room in the window.
    field.evaluate("field => field.scrollIntoView({ block: 'center' })")
    # A page that still scrolls closes the list.
    driver.react(page)
    field.click()
    field.fill(text)
    page.get_by_role("listbox").wait_for()


def open_tab(page: "Page", name: str) -> None:
    """Click a tab and wait for the page."""
    page.get_by_role("tab", name=name, exact=True).click()
    driver.settle(page)


def follow(page: "Page", name: str) -> None:
    """Click a link, of the menu or on the page, and wait for the page."""
    link = page.get_by_role("link", name=name, exact=True)
    (link if link.count() else menu_item(page, name)).click()
    driver.settle(page)


def menu_item(page: "Page", name: str) -> "Locator":
    """Open the group of the menu that holds a page and return its link."""
    item = page.get_by_role("menuitem", name=name, exact=True)
    for group in page.get_by_test_id("stTopNavSection").all():
        group.click()
        driver.react(page)
        if item.count():
            return item
        page.keyboard.press("Escape")
    raise AssertionError(f"the menu holds no page {name}")


def title(page: "Page") -> str:
    """Return the page's heading; fails unless there is exactly one."""
    return page.get_by_role("heading", level=1).inner_text()


def address(page: "Page") -> tuple[str, dict[str, str]]:
    """Return the path and the parameters of the page's address."""
    parts = urlsplit(page.url)
    return parts.path, dict(parse_qsl(parts.query))


def notices(page: "Page") -> list[str]:
    """Return the texts of the notices in view."""
    return page.get_by_role("alert").all_inner_texts()


def download(page: "Page", button: str) -> "Download":
    """Click a download button and return what comes."""
    with page.expect_download() as arriving:
        page.get_by_role("button", name=button, exact=True).click()
    return arriving.value


def open_tabs(page: "Page") -> list[str]:
    """Return the names of the open tabs."""
    return page.get_by_role("tab", selected=True).all_inner_texts()


def chart_words(page: "Page") -> list[list[str]]:
    """Return the texts in each chart, in the order they are drawn."""
    charts = page.locator(".js-plotly-plot").all()
    return [chart.locator(".main-svg text").all_text_contents() for chart in charts]


def click_label(page: "Page", *, chart: int, label: str) -> None:
    """Click the middle of a text in a chart and wait for the page."""
    text = page.locator(".js-plotly-plot").nth(chart).locator("text", has_text=label)
    # The layer that takes the clicks lies over the text.
    text.first.click(force=True)
    driver.settle(page)


def click_bar(page: "Page", *, chart: int, place: int) -> None:
    """Click a bar of a chart, 0 the first drawn, and wait for the page."""
    bar = page.locator(".js-plotly-plot").nth(chart).locator(".bars .point").nth(place)
    bar.click(force=True)
    driver.settle(page)


def click_under(page: "Page", *, chart: int, label: str, below: int = 25) -> None:
    """Click in the column of a chart that has a label over it, and wait for the page."""
    # A label of two lines is two spans, without the space between them.
    lines = re.compile(label.replace(" ", r"\s*"))
    head = page.locator(".js-plotly-plot").nth(chart).locator(".xtick text", has_text=lines)
    head.first.scroll_into_view_if_needed()
    box = head.first.bounding_box()
    assert box is not None, f"{label} is not to be seen"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + below)
    driver.settle(page)


def press(page: "Page", name: str) -> None:
    """Click a button and wait for the page."""
    page.get_by_role("button", name=name, exact=True).click()
    driver.settle(page)


def open_profile(page: "Page", district: str) -> None:
    """Click the button that opens the chosen district's profile and wait until it stands there."""
    page.get_by_role("button", name=f"Mở hồ sơ {district} →", exact=True).click()
    # The address is written in several steps.
    page.wait_for_function("location.pathname === '/ho-so-huyen'")
    driver.settle(page)


def save_picture(page: "Page", *, chart: int) -> "Download":
    """Click the camera of a chart and return the picture that comes."""
    picture = page.locator(".js-plotly-plot").nth(chart)
    picture.hover()
    with page.expect_download() as arriving:
        picture.locator(".modebar-btn").click()
    return arriving.value


def open_table(page: "Page", place: int) -> None:
    """Open the table and the files under a picture, 0 the first on the page, and wait for them."""
    part = page.locator("details", has=page.locator("summary", has_text=MORE)).nth(place)
    part.locator("summary").click()
    # The server sends what is inside only now.
    part.locator("table").wait_for()
    driver.settle(page)


def choose_row(page: "Page", place: int) -> None:
    """Tick a row of the page's first table, 0 the first row, and wait for the page."""
    # Tables are painted on a canvas: a row is found by its height.
    table = page.get_by_test_id("stDataFrame").first
    table.click(position={"x": CHECKBOX_X, "y": ROW_HEIGHT * (place + 1.5)})
    driver.settle(page)


def table_rows(page: "Page", place: int) -> list[dict[str, str]]:
    """Return the rows of a table, 0 the first on the page, as its text for screen readers has them.

    Only the part of the table in view is there.
    """
    grid = page.get_by_test_id("stDataFrame").nth(place).locator("table")
    # It is written a moment after the picture of the table.
    grid.locator("tbody tr").first.wait_for(state="attached")
    headings = grid.locator("th").all_text_contents()
    rows = [row.locator("td").all_text_contents() for row in grid.locator("tbody tr").all()]
    return [dict(zip(headings, row, strict=True)) for row in rows]
