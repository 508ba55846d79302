"""Visitors of the dashboard whose pages are watched for faults and requests off this machine."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser import driver
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
LOCAL_SCHEMES = ("data", "blob", "about")
# Patterns of console errors that are not faults, each with the reason.
HARMLESS_ERRORS = {
    r"404 \(Not Found\).*/[\w-]+/_stcore/(health|host-config)\)$": (
        "on a deep link Streamlit's page first takes the page's path for the server's base"
    ),
}


@dataclass
class Watch:
    """What pages did that no page of ours may do."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def attach(self, page: "Page") -> None:
        """Record every request, socket, page error and console error of ``page``."""
        page.on("request", lambda request: self.see_address(request.url))
        page.on("websocket", lambda socket: self.see_address(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self.see_console)
        page.on("popup", self.attach)

    def see_address(self, url: str) -> None:
        """Record ``url`` if it leads off this machine."""
        parts = urlsplit(url)
        if parts.scheme not in LOCAL_SCHEMES and parts.hostname not in LOCAL_HOSTS:
            self.outside.append(url)

    def see_console(self, message: "ConsoleMessage") -> None:
        """Record an error message of the console unless it is known to be harmless."""
        text = f"{message.text} ({message.location.get('url', '')})"
        harmless = any(re.search(pattern, text) for pattern in HARMLESS_ERRORS)
        if message.type == "error" and not harmless:
            self.errors.append(text)


@contextmanager
def visitors(
    context_for: "Callable[[AppServer, tuple[int, int]], BrowserContext]",
) -> "Iterator[Callable[..., Page]]":
    """Make pages of new visitors to a server, at 1920×1080 or a given ``(width, height)``.

    Fails at its end when any of them, or a page opened from it, sent a request off this machine
    or had an error.
    """
    pages: list[Page] = []
    servers: dict[str, AppServer] = {}
    watch = Watch()

    def make(server: AppServer, size: tuple[int, int] = driver.FULL_HD) -> "Page":
        servers[server.url] = server
        pages.append(context_for(server, size).new_page())
        watch.attach(pages[-1])
        return pages[-1]

    yield make
    for page in pages:
        page.close()
    for server in servers.values():
        # Shown when the test fails: what a page shows of an exception is redacted.
        print(server.log_tail())
    assert watch.outside == [], "requests left this machine"
    assert watch.errors == [], "errors in the browser"
