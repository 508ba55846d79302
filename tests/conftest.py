"""Data folders built once a session: complete, one district missing, nothing submitted."""

import shutil
from pathlib import Path

import pytest
import streamlit as st

from dashboard import build, database

ROOT = Path(__file__).parent.parent
MISSING = "547"


def copied(folder: Path, *, without: str = "") -> Path:
    """Copy the sources into a data folder, without the samples whose name starts so."""
    for part in ("reference", "published", "boundaries", "sample"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    for path in (folder / "sample").glob("*.xlsx"):
        if without and path.name.startswith(without):
            path.unlink()
    return folder


@pytest.fixture(scope="session")
def complete_data(tmp_path_factory):
    folder = copied(tmp_path_factory.mktemp("complete"))
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
