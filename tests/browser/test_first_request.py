"""Every page opens as the very first request after a start, from a link with a whole view."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.words import formats
from tests.browser import driver, viewer
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

AN_LAO_2023 = {"Huyện": "An Lão", "Năm": "2023", "Khu vực": "Nông thôn"}
WHOLE_2024 = {"Huyện": "Toàn tỉnh", "Năm": "2024", "Khu vực": "Tổng số"}
RURAL_AN_LAO = "huyen=An+Lão&nam=2023&khu-vuc=Nông+thôn"


@pytest.mark.parametrize(
    ("path", "words_of_title", "controls"),
    [
        ("/tong-quan?nam=2025+(ước)", "Ước đến cuối năm 2025", WHOLE_2024 | {"Năm": "2025 (ước)"}),
        (f"/ho-so-huyen?{RURAL_AN_LAO}", "Huyện An Lão có", AN_LAO_2023),
    ],
)
def test_a_link_opens_its_view_as_the_first_request_after_a_start(
    path: str,
    words_of_title: str,
    controls: dict[str, str],
    fresh_server: AppServer,
    visit: "Callable[..., Page]",
):
    page = visit(fresh_server)
    driver.open_path(page, path)
    assert driver.visible_exceptions(page) == []
    assert viewer.notices(page) == []
    assert words_of_title in viewer.title(page)
    assert viewer.chosen(page) == controls
    assert page.locator("p.state .mark").inner_text() == formats.ILLUSTRATIVE
    assert "bản tổng hợp lúc" in page.locator("p.footer").inner_text()


def test_a_dashboard_starts_before_anything_was_submitted(
    data_without_workbooks: Path,
    serve: "Callable[[Path], AppServer]",
    visit: "Callable[..., Page]",
):
    page = visit(serve(data_without_workbooks))
    driver.open_path(page, "/")
    assert driver.visible_exceptions(page) == []
    assert viewer.title(page) == "Chưa có số liệu"
