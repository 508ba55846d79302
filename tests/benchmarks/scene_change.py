"""What a change of scene costs the viewer: `python tests/benchmarks/scene_change.py`.

Opens the talk of the data in force as one file in Chromium, presses a key for the next scene and
takes the time until it stands with its chart. The ratio that counts is that to the same for two
empty scenes, measured in the same browser: it is about 1 as long as scenes are drawn ahead.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

# This file is run by its path, which leaves the project's root out of the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard.exports import talk_html
from dashboard.talk import storyboard, talks
from tests.browser import driver, scenes

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS = 60
EMPTY = """<!DOCTYPE html><section class="current"><i class="main-svg"></i></section>
<section><i class="main-svg"></i></section><script>
addEventListener("keydown", () => document.querySelectorAll("section")
    .forEach((each) => each.classList.toggle("current")));
</script>"""


def median_of(browser: "Browser", file: Path, drawn: int) -> float:
    """Give the median of many changes, to and fro, once as many charts are drawn."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.set_default_timeout(driver.MOST_MS)
    page.goto(file.as_uri())
    page.wait_for_function(f"document.querySelectorAll('section .main-svg').length >= {drawn}")
    keys = ("ArrowRight", "ArrowLeft")
    times = [page.evaluate(scenes.MILLISECONDS, keys[turn % 2]) for turn in range(ROUNDS)]
    page.close()
    return statistics.median(times)


def main() -> None:
    """Measure both and print the medians and their ratio."""
    talk = talks.talk(storyboard.load())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        own, empty = Path(folder) / "talk.html", Path(folder) / "empty.html"
        own.write_text(talk_html.html(talk), encoding="utf-8")
        empty.write_text(EMPTY, encoding="utf-8")
        browser = driver.launch(playwright)
        floor = median_of(browser, empty, 2)
        scene = median_of(browser, own, len(talk.slides))
        browser.close()
    print(f"scene {scene:.1f} ms, empty scene {floor:.1f} ms, ratio {scene / floor:.2f}")


if __name__ == "__main__":
    main()
