"""Data folders built once a session: complete, one district missing, nothing submitted."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import streamlit as st
from filelock import FileLock

from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import load
from dashboard.making import sample
from dashboard.store import archive, build, database, publishing
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover

ROOT = Path(__file__).parent.parent
MISSING = "547"
FEW = ("540", "542", "551")
SENT = ("540", "542", "548", "550")


def pytest_xdist_auto_num_workers() -> int:
    # One more than cores: a browser test waits for much of its time.
    return (os.cpu_count() or 1) + 1


def copied(folder: Path, *, without: str = "", only: tuple[str, ...] = ()) -> Path:
    """Copy the sources into a data folder, without some samples or with a few units' alone."""
    for part in ("reference", "published", "boundaries", "sample"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    for path in (folder / "sample").glob("*.xlsx"):
        if (without and path.name.startswith(without)) or (only and not path.name.startswith(only)):
            path.unlink()
    return folder


def built(folder: Path, *, without: str = "", only: tuple[str, ...] = ()) -> Path:
    """Make a built data folder, see `copied`."""
    build.build(copied(folder, without=without, only=only))
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Give a function that makes a path once for all processes of this run; tests only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(name: str, work: Callable[[Path], object]) -> Path:
        path, done = shared / "shared" / name, shared / "shared" / f"{name}.done"
        path.parent.mkdir(exist_ok=True)
        with FileLock(f"{path}.lock"):
            if not done.exists():
                work(path)
                done.touch()
        return path

    return make


@pytest.fixture(scope="session")
def complete_data(once):
    return once("complete", built)


@pytest.fixture(scope="session")
def few_data(once):
    """Give a built data folder of three districts, for tests of what does not depend on more."""
    return once("few", partial(built, only=FEW))


@pytest.fixture(scope="session")
def data_without_a_district(once):
    return once("missing", partial(built, without=MISSING))


@pytest.fixture(scope="session")
def data_without_workbooks(once):
    return once("nothing", partial(built, without="5"))


@pytest.fixture(scope="session")
def data_with_versions(once, few_data):
    """Give a data folder where An Lão published on 20/03/2025 and again, corrected, on 28/03/2025.

    The policy loans of 2024 are 700 first and 710 then; no rule looks at them alone.
    """
    return once("versions", partial(published_twice, few_data))


def published_twice(pristine: Path, folder: Path) -> None:
    shutil.copytree(pristine, folder)
    reference = load(folder)
    loans = Key("policy_credit_loans", 2024)
    for number, (day, count) in enumerate((("20", 700), ("28", 710)), 1):
        path = folder.with_name(f"an_lao_{number}.xlsx")
        values = sample.values_of("542", reference) | {loans: Value(Decimal(count))}
        writing.write(
            "542", path, reference=reference, values=values, cover=Cover(date(2025, 3, int(day)))
        )
        contents = publishing.contents_of([path])
        publishing.publish(contents, data=folder, by="Phòng BTXH", note="đã đối chiếu")
        record = archive.records_folder(folder) / f"{number:06d}.json"
        moved = json.loads(record.read_text(encoding="utf-8"))
        moved["published_at"] = f"2025-03-{day}T02:30:00"
        record.write_text(json.dumps(moved), encoding="utf-8")
    build.build(folder)


@pytest.fixture(scope="session")
def sent_data(once, complete_data):
    """Give a data folder where SENT published their workbooks on 28/03/2025.

    The other districts have samples only, the departments nothing.
    """
    return once("sent", partial(published_once, complete_data))


def published_once(pristine: Path, folder: Path) -> None:
    shutil.copytree(pristine, folder)
    files = [path for path in build.sample_files(folder) if path.name.startswith(SENT)]
    publishing.publish(
        publishing.contents_of(files), data=folder, by="Phòng BTXH", note="đã đối chiếu"
    )
    record = archive.records_folder(folder) / "000001.json"
    moved = json.loads(record.read_text(encoding="utf-8"))
    moved["published_at"] = "2025-03-28T02:30:00"
    record.write_text(json.dumps(moved), encoding="utf-8")
    build.build(folder)


@pytest.fixture
def use(monkeypatch):
    """Give a function that points the dashboard at a data folder."""

    def point(folder: Path) -> Path:
        monkeypatch.setenv("DASHBOARD_DATA", str(folder))
        database.unpin()
        return folder

    return point


@pytest.fixture
def data(use, complete_data):
    return use(complete_data)


@pytest.fixture
def sent(use, sent_data):
    return use(sent_data)


@pytest.fixture(autouse=True)
def clear_caches():
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    database.unpin()
