"""Take the pictures of the pages that the documentation shows.

Run ``python docs/make_screenshots.py``; it needs the packages of the browser tests and Chromium.
Each page is taken as a viewer first sees it, on a projector and on a small laptop.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

# This file is run by its path, which leaves the project's root out of the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser import driver
from tests.browser.server import ROOT, AppServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VIEWS = {
    "tong-quan": "/",
    "so-sanh-huyen": "/so-sanh-huyen",
    "xu-huong": "/xu-huong",
    "ho-so-huyen": "/ho-so-huyen?huyen=An+Lão",
    "ngheo-da-chieu": "/ngheo-da-chieu",
    "khoang-cach": "/khoang-cach?khoang-cach=Dân+tộc+thiểu+số",
    "muc-tieu": "/muc-tieu?chi-tieu-nao=Chỉ+tiêu+tỷ+lệ",
    "nguon-von-va-du-an": "/nguon-von-va-du-an?von=Huyện+và+dự+án",
    "chinh-sach-quy-thi-dua": "/chinh-sach-quy-thi-dua",
    "de-xuat-2026-2030": "/de-xuat-2026-2030?de-xuat=Kịch+bản+2026–2030",
    "trinh-chieu": "/trinh-chieu",
    "trinh-chieu-canh": "/trinh-chieu#5-542",
    "trinh-chieu-moi-canh": "/trinh-chieu#5",
    "trinh-chieu-sua": "/trinh-chieu?trinh-chieu=Sửa+kịch+bản",
    "trinh-chieu-tep": "/trinh-chieu?trinh-chieu=Tệp+mang+đi",
    "tien-do-tong-ket": "/tien-do-tong-ket",
    "nop-so-lieu": "/kiem-tra-va-nop-so-lieu?don-vi-toi=Sở+Y+tế",
    "kiem-tra-bieu": "/kiem-tra-va-nop-so-lieu",
    "so-lieu-va-nguon": "/so-lieu-va-nguon",
}
# Views that show what the check of a workbook says.
SENT = {"kiem-tra-bieu": ROOT / "data" / "sample" / "547_tay_son.xlsx"}
# Keys pressed on the stage before its picture is taken.
PRESSED = {"trinh-chieu-moi-canh": "o"}
SIZES = (driver.FULL_HD, driver.LAPTOP)
FOLDER = ROOT / "docs" / "screenshots"
LIMIT_BYTES = 250_000
COLOURS = 256


class ScreenshotError(RuntimeError):
    """Raised when a page shows a fault or its picture is too large to keep."""


def take(
    browser: "Browser", server: AppServer, name: str, size: tuple[int, int], *, full: bool
) -> bytes:
    """Return a PNG of a view in a window of ``size``, or of its ``full`` length.

    Raises ``ScreenshotError`` when the page shows an exception.
    """
    width, height = size
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page = context.new_page()
    path = VIEWS[name]
    driver.open_path(page, path)
    if name in SENT:
        page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(SENT[name])
        page.get_by_text("Tệp: ").wait_for()
        driver.settle(page)
    if "#" in path:
        page.locator("section.current .main-svg").first.wait_for()
    if name in PRESSED:
        page.keyboard.press(PRESSED[name])
    faults = driver.visible_exceptions(page)
    if faults:
        raise ScreenshotError(f"{path}: {faults}\n{server.log_tail()}")
    if full:
        driver.grow_to_content(page)
    picture = page.screenshot(animations="disabled")
    context.close()
    return picture


def optimise(picture: bytes) -> bytes:
    """Return a PNG of the same size in 256 colours."""
    with Image.open(io.BytesIO(picture)) as image:
        reduced = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    reduced.save(target, "PNG", optimize=True)
    return target.getvalue()


def save(picture: bytes, file: Path) -> None:
    """Write ``picture`` to ``file``; ``ScreenshotError`` when it is too large to commit."""
    if len(picture) > LIMIT_BYTES:
        raise ScreenshotError(f"{file.name}: {len(picture)} bytes, limit {LIMIT_BYTES}")
    file.write_bytes(picture)
    print(f"{file} {len(picture) // 1000} kB")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--full", type=Path, metavar="FOLDER", help="take whole pages into this folder instead"
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take every view at every size."""
    options = parse(arguments)
    folder = options.full or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with AppServer() as server, sync_playwright() as playwright:
        browser = driver.launch(playwright)
        for name in VIEWS:
            for size in SIZES:
                width, height = size
                picture = take(browser, server, name, size, full=bool(options.full))
                file = folder / f"{name}-{width}x{height}.png"
                if options.full:
                    file.write_bytes(picture)
                else:
                    save(optimise(picture), file)
        browser.close()


if __name__ == "__main__":
    main()
