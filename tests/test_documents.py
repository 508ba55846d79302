"""What the documents draw and name is what there is."""

import re
import runpy

from dashboard.store import database
from tests.conftest import ROOT

ARCHITECTURE = ROOT / "docs" / "architecture.md"
NAMED = re.compile(r"`((?:dashboard|queries|data|tests|docs|pages)/[\w/.-]+\.\w+)`")


def test_the_diagram_shows_todays_tables(data):
    database.pin()
    drawn = runpy.run_path(str(ROOT / "docs" / "make_diagram.py"))["drawn"]
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert drawn(text) == text


def test_every_file_that_a_document_names_is_there():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"]
    named = {
        (page.name, path)
        for page in pages
        for path in NAMED.findall(page.read_text(encoding="utf-8"))
    }
    # The province puts the first there, a program that ran the others.
    made = ("data/boundaries/districts.geojson", "data/snapshot/", "data/logs/")
    named = {each for each in named if not each[1].startswith(made)}
    assert {each for each in named if not (ROOT / each[1]).exists()} == set()
