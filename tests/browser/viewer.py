"""What a viewer does with the dashboard and reads from it, in the words of the screen."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from tests.browser import driver

if TYPE_CHECKING:
    from playwright.sync_api import Download, Locator, Page

SHARED = ("Huyện", "Năm", "Khu vực")


def chooser(page: "Page", label: str) -> "Locator":
    """Return the chooser with exactly this label."""
    return page.get_by_role("combobox", name=label, exact=True)


def chosen(page: "Page", *labels: str) -> dict[str, str]:
    """Return what the choosers with these labels are set to; the shared ones when none is named."""
    return {label: chooser(page, label).input_value() for label in labels or SHARED}


def choose(page: "Page", label: str, option: str) -> None:
    """Open a chooser, take an option and wait for the page."""
    chooser(page, label).click()
    page.get_by_role("option", name=option, exact=True).click()
    driver.settle(page)


def open_tab(page: "Page", name: str) -> None:
    """Click a tab and wait for the page."""
    page.get_by_role("tab", name=name, exact=True).click()
    driver.settle(page)


def follow(page: "Page", name: str) -> None:
    """Click a link, of the menu or on the page, and wait for the page."""
    page.get_by_role("link", name=name, exact=True).click()
    driver.settle(page)


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
