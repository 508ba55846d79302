"""The watch over the browser tests sees what it is there for."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.visitors import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OUTSIDE = "https://outside.invalid/icon.svg"


@pytest.mark.parametrize(
    "action",
    [
        f"fetch('{OUTSIDE}').catch(() => null)",
        f"document.body.innerHTML = '<img src=\"{OUTSIDE}\">'",
        f'document.head.innerHTML = \'<link rel="icon" href="{OUTSIDE}">\'',
    ],
    ids=["script", "image", "icon of the tab"],
)
def test_a_request_off_this_machine_is_seen(action: str, browser: "Browser"):
    page, watch = browser.new_page(), Watch()
    watch.attach(page)
    with page.expect_event("requestfailed"):
        page.evaluate(action)
    page.close()
    assert watch.outside == [OUTSIDE]


def test_an_error_of_a_script_is_seen(browser: "Browser"):
    page, watch = browser.new_page(), Watch()
    watch.attach(page)
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.close()
    assert watch.errors == ["broken"]
