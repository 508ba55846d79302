"""Rehearse a talk: open every scene at three sizes, save pictures, look for what spoils a slide.

Run ``make rehearse`` or ``python -m tests.browser.rehearsal --to FOLDER``.
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from dashboard.charts import theme
from dashboard.exports import talk_html
from dashboard.talk import storyboard, talks
from tests.browser import driver
from tests.browser.looks import LABEL_FAULTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (driver.FULL_HD, driver.LAPTOP, (1280, 720))
LEAST_TEXT, LEAST_LABEL, MOST_ITEMS = 24, 18, 12
# What WCAG asks of large text, and all text of a scene is large.
LEAST_CONTRAST = 3.0
DRAWN = """() => [...document.querySelectorAll('section.scene')]
    .every((scene) => scene.querySelector('.main-svg') !== null)"""
SETTLED_MS = 400

# Sizes are those of the stage of 1920 × 1080, whatever the window.
SCENE_FAULTS = """([LEAST_TEXT, LEAST_LABEL, MOST_ITEMS]) => {
    const faults = [];
    for (const scene of document.querySelectorAll('section.scene')) {
        const number = scene.querySelector('.number').textContent;
        const say = (words) => faults.push(`cảnh ${number}: ${words}`);
        const chart = scene.querySelector('.chart');
        const scale = 1792 / chart.offsetWidth;
        for (const text of scene.querySelectorAll('h1, .subtitle, footer span')) {
            const size = parseFloat(getComputedStyle(text).fontSize);
            if (size < LEAST_TEXT) say(`text of ${size} px: ${text.textContent}`);
            if (text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0) {
                say(`cut: ${text.textContent}`);
            }
        }
        for (const text of chart.querySelectorAll('.main-svg text')) {
            if (text.textContent.trim() === '' || text.closest('.hoverlayer')) continue;
            const size = parseFloat(getComputedStyle(text).fontSize) * scale;
            if (size < LEAST_LABEL - 0.1) {
                say(`label of ${size.toFixed(1)} px: ${text.textContent}`);
            }
        }
        const head = scene.querySelector('header'), title = scene.querySelector('h1');
        const lines = title.offsetHeight / parseFloat(getComputedStyle(title).lineHeight);
        if (Math.round(lines) > 2) say(`the finding takes ${Math.round(lines)} lines`);
        const subtitle = scene.querySelector('.subtitle');
        if (subtitle.scrollHeight > subtitle.clientHeight + 2) say(`cut: ${subtitle.textContent}`);
        const place = scene.querySelector('.place');
        if (head.offsetTop + head.offsetHeight > place.offsetTop + 1) {
            say('the finding runs into the chart');
        }
        if (scene.scrollHeight > 1081) say(`higher than the stage: ${scene.scrollHeight} px`);
        const marks = chart.querySelectorAll('.point, .js-line, .js-fill, .heatmaplayer image');
        if (marks.length === 0) say('the chart is empty');
        for (const axis of ['ytick', 'y2tick', 'xtick', 'x2tick']) {
            const items = chart.querySelectorAll(`.${axis} text`).length;
            if (items > MOST_ITEMS) say(`${items} labelled items`);
        }
    }
    return faults;
}"""

TEXT_BOXES = """() => [...document.querySelector('section.current')
    .querySelectorAll('h1, .subtitle, footer span, .main-svg text')]
    .filter((text) => text.textContent.trim() !== '' && !text.closest('.hoverlayer'))
    .map((text) => {
        const box = text.getBoundingClientRect();
        return [text.textContent, box.left, box.top, box.right, box.bottom];
    })
    .filter(([, left, top, right, bottom]) => right - left > 4 && bottom - top > 4)"""


def contrast_of(picture: Image.Image) -> float:
    """Give the contrast of the ground of a cut-out with the colour that stands out most from it."""
    colours = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    ground = "#{:02X}{:02X}{:02X}".format(*colours[0][1])
    return max(
        theme.contrast(ground, "#{:02X}{:02X}{:02X}".format(*colour)) for _, colour in colours
    )


def faint_texts(page: "Page") -> Iterator[str]:
    """Name the texts of the scene on the screen that stand out too little from their ground."""
    screen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for text, *box in page.evaluate(TEXT_BOXES):
        left, top, right, bottom = (round(side) for side in box)
        cut = screen.crop((max(left, 0), max(top, 0), right, bottom))
        if cut.width and cut.height and contrast_of(cut) < LEAST_CONTRAST:
            yield f"{page.locator('section.current .number').inner_text()}: faint: {text}"


def faults_of(page: "Page") -> list[str]:
    """Give what is wrong with any scene as it is drawn now."""
    page.wait_for_function(DRAWN)
    page.evaluate(driver.REACTED, SETTLED_MS)
    limits = [LEAST_TEXT, LEAST_LABEL, MOST_ITEMS]
    return [*page.evaluate(SCENE_FAULTS, limits), *page.evaluate(LABEL_FAULTS)]


def opened(browser: "Browser", file: Path, size: tuple[int, int]) -> "Page":
    """Open a deck file without any network."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    context.set_default_timeout(driver.MOST_MS)
    page = context.new_page()
    page.goto(file.as_uri())
    return page


def rehearse(
    browser: "Browser", file: Path, size: tuple[int, int], pictures: Path | None = None
) -> list[str]:
    """Open every scene of a deck at a size and give every fault; pictures go into a folder."""
    page = opened(browser, file, size)
    faults = faults_of(page)
    for number in range(1, page.locator("section.scene").count() + 1):
        page.keyboard.type(f"{number}g")
        page.wait_for_function(f"() => location.hash.startsWith('#{number}')")
        faults += faint_texts(page)
        if pictures is not None:
            page.screenshot(path=pictures / f"canh-{number:02d}-{size[0]}x{size[1]}.png")
    page.context.close()
    return faults


def rehearse_districts(browser: "Browser", file: Path, codes: list[str]) -> list[str]:
    """Look at every scene with each district chosen."""
    page = opened(browser, file, driver.FULL_HD)
    faults = []
    for code in codes:
        page.evaluate(f"location.hash = '#1-{code}'")
        page.wait_for_function(f"() => location.hash === '#1-{code}'")
        page.evaluate(driver.REACTED, SETTLED_MS)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        faults += [f"{code}: {fault}" for fault in faults_of(page)]
    page.context.close()
    return faults


def main() -> int:
    """Rehearse the project's own storyboard with the data in force: 0 nothing found, 1 faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--storyboard", type=Path, default=storyboard.file())
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    talk = talks.talk(storyboard.load(asked.storyboard))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "deck.html"
        file.write_text(talk_html.html(talk), encoding="utf-8")
        browser = driver.launch(playwright)
        faults = [fault for size in SIZES for fault in rehearse(browser, file, size, asked.to)]
        faults += rehearse_districts(browser, file, list(talk.districts))
        browser.close()
    faults += [f"cảnh {slide.number}: {slide.review}" for slide in talk.slides if slide.review]
    faults += [f"{question}: {why}" for question, why in talk.left_out]
    print("\n".join(faults) or f"{len(talk.slides)} cảnh, không có lỗi; hình ở {asked.to}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
