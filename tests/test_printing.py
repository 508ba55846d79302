"""The PDF of the talk: a page a scene with the queries' numbers, or why there is none."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from dashboard import __main__ as command
from dashboard.exports import printing
from dashboard.store.database import ask
from dashboard.talk import storyboard, talks
from dashboard.words import formats
from tests.tools import absent

NUMBER = re.compile(r"\d[\d.]*,\d+|\d+")


@pytest.fixture
def chromium():
    if printing.chromium() is None:
        absent("Chromium")


def test_the_command_prints_one_scene_a_page_with_the_querys_numbers(
    use, complete_data, tmp_path, chromium
):
    use(complete_data)
    file = tmp_path / "trinh-chieu.pdf"
    assert command.main(["export", "pdf", "--to", str(file)]) == 0
    pages = [page.extract_text() for page in PdfReader(file).pages]
    talk = talks.talk(storyboard.load())
    assert len(pages) == len(talk.slides)
    for slide, page in zip(talk.slides, pages, strict=True):
        assert set(NUMBER.findall(slide.views[""].message)) <= set(NUMBER.findall(page))
        assert formats.ILLUSTRATIVE in page
    rates = ask(
        "indicator_by_district",
        indicator_code="multidimensional_poverty_rate",
        year=2024,
        settlement="total",
    )
    place = next(number for number, slide in enumerate(talk.slides) if slide.scene_id == "thay-doi")
    for change in rates["baseline_change"]:
        assert formats.number(abs(change), 2) in pages[place]


def test_a_page_is_printed_as_wide_as_the_stage(chromium):
    html = "<!DOCTYPE html><style>@page { size: 400px 300px; margin: 0 }</style><p>Trang A4</p>"
    [page] = PdfReader(BytesIO(printing.pdf(html))).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (300, 225)
    assert "Trang A4" in page.extract_text()


def test_without_a_browser_the_command_says_what_to_do_and_writes_nothing(
    use, few_data, tmp_path, monkeypatch, capsys
):
    use(few_data)
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "trinh-chieu.pdf"
    assert command.main(["export", "pdf", "--to", str(file)]) == 1
    assert "không có trình duyệt Chromium" in capsys.readouterr().err
    assert not file.exists()


def test_a_browser_that_prints_nothing_is_named(tmp_path, monkeypatch):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(printing.NoBrowserError, match="Chromium không in được tệp"):
        printing.pdf("<p>Một trang</p>")
