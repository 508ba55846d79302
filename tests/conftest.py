"""Data folders built once a session: complete, one district missing, nothing submitted."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st

from dashboard import archive, build, database, publishing, template
from dashboard.making import sample
from dashboard.observations import Key, Value
from dashboard.reference import load
from dashboard.template import Cover

ROOT = Path(__file__).parent.parent
MISSING = "547"


FEW = ("540", "542", "551")


def copied(folder: Path, *, without: str = "", only: tuple[str, ...] = ()) -> Path:
    """Copy the sources into a data folder, without some samples or with a few units' alone."""
    for part in ("reference", "published", "boundaries", "sample"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    for path in (folder / "sample").glob("*.xlsx"):
        if (without and path.name.startswith(without)) or (only and not path.name.startswith(only)):
            path.unlink()
    return folder


@pytest.fixture(scope="session")
def complete_data(tmp_path_factory):
    folder = copied(tmp_path_factory.mktemp("complete"))
    build.build(folder)
    return folder


@pytest.fixture(scope="session")
def few_data(tmp_path_factory):
    """Give a built data folder of three districts, for tests of what does not depend on more."""
    folder = copied(tmp_path_factory.mktemp("few"), only=FEW)
    build.build(folder)
    return folder


@pytest.fixture(scope="session")
def data_without_a_district(tmp_path_factory):
    folder = copied(tmp_path_factory.mktemp("missing"), without=MISSING)
    build.build(folder)
    return folder


@pytest.fixture(scope="session")
def data_without_workbooks(tmp_path_factory):
    folder = copied(tmp_path_factory.mktemp("nothing"), without="5")
    build.build(folder)
    return folder


@pytest.fixture(scope="session")
def data_with_versions(tmp_path_factory, few_data):
    """Give a data folder where An Lão published on 20/03/2025 and again, corrected, on 28/03/2025.

    The policy loans of 2024 are 700 first and 710 then; no rule looks at them alone.
    """
    folder = shutil.copytree(few_data, tmp_path_factory.mktemp("versions") / "data")
    reference = load(folder)
    loans = Key("policy_credit_loans", 2024)
    for number, (day, count) in enumerate((("20", 700), ("28", 710)), 1):
        path = folder.parent / f"an_lao_{number}.xlsx"
        values = sample.values_of("542", reference) | {loans: Value(Decimal(count))}
        template.write("542", path, reference=reference, values=values,
                       cover=Cover(date(2025, 3, int(day))))  # fmt: skip
        contents = publishing.contents_of([path])
        publishing.publish(contents, data=folder, by="Phòng BTXH", note="đã đối chiếu")
        record = archive.records_folder(folder) / f"{number:06d}.json"
        moved = json.loads(record.read_text(encoding="utf-8"))
        moved["published_at"] = f"2025-03-{day}T02:30:00"
        record.write_text(json.dumps(moved), encoding="utf-8")
    build.build(folder)
    return folder


@pytest.fixture
def use(monkeypatch):
    """Give a function that points the dashboard at a data folder."""

    def point(folder: Path) -> Path:
        monkeypatch.setenv("DASHBOARD_DATA", str(folder))
        database._pinned.set(None)
        return folder

    return point


@pytest.fixture
def data(use, complete_data):
    return use(complete_data)


@pytest.fixture(autouse=True)
def clear_caches():
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    database._pinned.set(None)
