"""Fixtures of the browser tests: the running dashboard, Chromium, and pages that are watched."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import driver
from tests.browser.server import ROOT, AppServer
from tests.browser.visitors import visitors
from tests.tools import absent, package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


def require_browser() -> None:
    """Skip the test where the browser is missing; with `CI` set, fail it."""
    for name in ("playwright", "axe_playwright_python"):
        package(name)
    if driver.find_chromium() is None:
        absent("Chromium")


@pytest.fixture(scope="session")
def data(complete_data: Path) -> Path:
    """Give a data folder of the sample workbooks with its snapshot, where there is a browser."""
    require_browser()
    return complete_data


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[AppServer]:
    """Run the dashboard once for all browser tests that only look."""
    with AppServer(environment={"DASHBOARD_DATA": str(data)}) as running:
        yield running


@pytest.fixture(scope="session")
def deck_file(data: Path, once: "Callable[..., Path]") -> Path:
    """Export the deck with the command a presenter uses."""
    return once("trinh-chieu.html", partial(exported, data))


def exported(data: Path, file: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "export", "html", "--to", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"DASHBOARD_DATA": str(data)})


@pytest.fixture
def serve() -> "Iterator[Callable[[Path], AppServer]]":
    """Start dashboards of data folders, which stop when the test's pages are closed."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(
            AppServer(environment={"DASHBOARD_DATA": str(folder)})
        )


@pytest.fixture
def fresh_server(data: Path, serve: "Callable[[Path], AppServer]") -> AppServer:
    """Run a dashboard that nobody has opened yet."""
    return serve(data)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Start Chromium once for all browser tests."""
    require_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = driver.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def context_for(browser: "Browser") -> "Callable[[AppServer, tuple[int, int]], BrowserContext]":
    """Give the browser context for a server at a window size; it keeps the scripts it fetched.

    Streamlit knows a viewer by the connection of the page, not by anything a context holds.
    """
    made: dict[tuple[str, tuple[int, int]], BrowserContext] = {}

    def give(server: AppServer, size: tuple[int, int]) -> "BrowserContext":
        key = (server.url, size)
        if key not in made:
            width, height = size
            made[key] = browser.new_context(
                base_url=server.url,
                viewport={"width": width, "height": height},
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                reduced_motion="reduce",
            )
            made[key].set_default_timeout(driver.MOST_MS)
        return made[key]

    return give


@pytest.fixture
def visit(
    context_for: "Callable[[AppServer, tuple[int, int]], BrowserContext]",
    serve: "Callable[[Path], AppServer]",
) -> "Iterator[Callable[..., Page]]":
    """Make watched pages of new visitors, see `visitors`."""
    with visitors(context_for) as make:
        yield make


@pytest.fixture
def new_page(server: AppServer, visit: "Callable[..., Page]") -> "Callable[..., Page]":
    """Make pages of new visitors to the common server, of a given size or 1920×1080."""
    return partial(visit, server)


@pytest.fixture
def page(new_page: "Callable[..., Page]") -> "Page":
    """Give one watched page of a new visitor at 1920×1080."""
    return new_page()
