"""A snapshot built while people look is picked up by their next click."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.store.build import build
from tests.browser import driver, viewer
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_rebuilt_snapshot_is_shown_after_the_next_click(
    few_data: Path,
    tmp_path: Path,
    serve: "Callable[[Path], AppServer]",
    visit: "Callable[..., Page]",
):
    own = shutil.copytree(few_data, tmp_path / "data")
    server = serve(own)
    overview, sources = visit(server), visit(server)
    driver.open_path(overview, "/")
    driver.open_path(sources, "/so-lieu-va-nguon?bang=Các+bản+nộp")
    for page in (overview, sources):
        assert "biểu minh hoạ của 3/11 huyện" in page.locator("p.state").inner_text()

    next((own / "sample").glob("542_*.xlsx")).unlink()
    build(own)

    viewer.choose(overview, "Năm", "2023")
    viewer.follow(sources, "So sánh huyện")
    for page in (overview, sources):
        assert "biểu minh hoạ của 2/11 huyện" in page.locator("p.state").inner_text()
        assert driver.visible_exceptions(page) == []
    assert "(mới có 2/11 huyện)" in viewer.title(overview)
