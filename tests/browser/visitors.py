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
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
LEFT = "about:blank"
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
    popups: list["Page"] = field(default_factory=list)

    def attach(self, page: "Page") -> None:
        """Record every request, socket, page error and console error of ``page``."""
        for event, handler in self.handlers().items():
            page.on(event, handler)

    def detach(self, page: "Page") -> None:
        """Watch a page no longer."""
        for event, handler in self.handlers().items():
            page.remove_listener(event, handler)

    def handlers(self) -> "dict[str, Callable[..., None]]":
        """Give what sees to each kind of event."""
        return {
            "request": self.see_requested,
            "websocket": self.see_requested,
            "pageerror": self.see_error,
            "console": self.see_console,
            "popup": self.see_popup,
        }

    def see_requested(self, asked: "Request | WebSocket") -> None:
        """Record a request or a socket if it leads off this machine."""
        self.see_address(asked.url)

    def see_error(self, error: Exception) -> None:
        """Record an error of a script."""
        self.errors.append(str(error))

    def see_popup(self, page: "Page") -> None:
        """Watch a page that was opened from a watched one."""
        self.popups.append(page)
        self.attach(page)

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


def leave(page: "Page", watch: Watch) -> None:
    """Leave a page for the next visitor.

    Its process knows the scripts already: they are two thirds of what opening a page costs.
    """
    watch.detach(page)
    page.emulate_media(media="null")
    page.goto(LEFT)


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
        context = context_for(server, size)
        left = [page for page in context.pages if page.url == LEFT and page not in pages]
        pages.append(left[0] if left else context.new_page())
        pages[-1].set_viewport_size({"width": size[0], "height": size[1]})
        watch.attach(pages[-1])
        return pages[-1]

    yield make
    for popup in watch.popups:
        popup.close()
    for page in pages:
        leave(page, watch)
    for server in servers.values():
        # Shown when the test fails: what a page shows of an exception is redacted.
        print(server.log_tail())
    assert watch.outside == [], "requests left this machine"
    assert watch.errors == [], "errors in the browser"
