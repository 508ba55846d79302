"""Drive the dashboard in Chromium: start it, open a page, wait for it, look for faults."""

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FULL_HD = (1920, 1080)
LAPTOP = (1366, 768)
# No wait is longer; what is waited for decides, a busy machine takes its time.
MOST_MS = 600_000
REACTION_MS = 150
FAULTS = '[data-testid="stException"], [role="dialog"]:has-text("Page not found")'

# The script has run, and what it sent has been drawn: charts are drawn by parts of the page that
# are loaded on first use, under a skeleton.
IS_IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app !== null
        && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('[data-testid="stSkeleton"]') === null
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every((chart) => chart.querySelector('.main-svg') !== null)
        && document.fonts.status === 'loaded';
}"""

# Counted in the page, whose frames are late when the machine is busy.
REACTED = """(moment) => new Promise((done) => requestAnimationFrame(
    () => requestAnimationFrame(() => setTimeout(done, moment))))"""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome, or ``None`` when there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def launch(playwright: "Playwright") -> "Browser":
    """Start the installed Chromium without a window; ``RuntimeError`` when there is none."""
    program = find_chromium()
    if program is None:
        raise RuntimeError(f"No Chromium found, looked for: {', '.join(CHROMIUM_NAMES)}")
    return playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_OPTIONS))


def open_path(page: "Page", path: str) -> None:
    """Open ``path`` (with its query string) of the page's server and wait until it is idle."""
    page.goto(path)
    wait_until_idle(page)


def settle(page: "Page") -> None:
    """Wait until the app has reacted to what was just done to the page and is idle again."""
    # The page sends a change, and the server answers that it is running, only after a moment.
    react(page)
    wait_until_idle(page)


def react(page: "Page") -> None:
    """Let the page do what it is about to: two frames and a moment of its own clock."""
    page.evaluate(REACTED, REACTION_MS)


def wait_until_idle(page: "Page") -> None:
    """Wait until the script has finished and its charts are drawn."""
    page.wait_for_function(IS_IDLE, timeout=MOST_MS)
    # A page may write its address or ask for another run as soon as the first one is over.
    react(page)
    page.wait_for_function(IS_IDLE, timeout=MOST_MS)


def visible_exceptions(page: "Page") -> list[str]:
    """Return the texts of the exceptions and of the "Page not found" dialog in view."""
    return [fault.inner_text() for fault in page.locator(FAULTS).all() if fault.is_visible()]


def grow_to_content(page: "Page") -> None:
    """Make the window as high as what it shows, which scrolls inside the page and not with it."""
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    size = page.viewport_size
    assert size is not None, "the page has no window size"
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    settle(page)
