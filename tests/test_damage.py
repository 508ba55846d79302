"""A damaged snapshot or pointer is built again; a fault is logged without its text."""

import logging
import re
import shutil

import pytest

from dashboard.store import build, database
from dashboard.web import faults, start
from tests.benchmarks.page_load import load_page, run_session
from tests.browser.server import AppServer
from tests.conftest import ROOT
from tests.test_pages import opened


@pytest.fixture
def folder(tmp_path, use, few_data):
    return use(shutil.copytree(few_data, tmp_path / "data"))


def cut(snapshot):
    snapshot.write_bytes(snapshot.read_bytes()[:5000])


def overwritten(snapshot):
    snapshot.write_bytes(b"x" * 100_000)


def emptied(snapshot):
    snapshot.write_bytes(b"")


def deleted(snapshot):
    snapshot.unlink()


def pointer_of(text):
    def spoil(snapshot):
        (snapshot.parent / database.POINTER).write_text(text, encoding="utf-8")

    return spoil


SPOILED = {
    "cut": cut,
    "overwritten": overwritten,
    "emptied": emptied,
    "deleted": deleted,
    "empty pointer": pointer_of(""),
    "pointer to nowhere": pointer_of("nowhere.duckdb 0"),
    "pointer out of the folder": pointer_of("../../x.duckdb 0"),
    "pointer of words": pointer_of("a b c d"),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_what_is_damaged_is_built_again(spoil, folder):
    before = database.current_snapshot()
    spoil(before)
    snapshot = build.refresh(folder)
    assert database.is_sound(snapshot)
    assert database.current_snapshot() == snapshot


@pytest.mark.parametrize("name", ["empty pointer", "pointer to nowhere", "deleted"])
def test_without_data_the_monitor_is_told_so(name, folder):
    assert start.health(None).status_code == 200
    SPOILED[name](database.current_snapshot())
    assert start.health(None).status_code == 503
    build.refresh(folder)
    assert start.health(None).status_code == 200


def test_the_last_state_is_shown_with_a_notice_until_the_snapshot_is_back(folder):
    assert not opened("overview").warning
    database.current_snapshot().unlink()
    app = opened("overview")
    assert not app.exception
    assert "trang đang hiển thị bản tốt gần nhất" in app.warning[0].value
    build.refresh(folder)
    assert not opened("overview").warning


def test_a_page_that_fails_names_an_identifier_and_the_others_go_on(folder, tmp_path):
    app, secret = tmp_path / "app", "họ tên một hộ nghèo"
    app.mkdir()
    for name in ("dashboard", "pages", "queries", ".streamlit"):
        shutil.copytree(ROOT / name, app / name)
    shutil.copy(ROOT / "app.py", app)
    (app / "pages" / "gaps.py").write_text(f"raise ValueError('{secret}')\n", encoding="utf-8")
    with AppServer(folder=app, environment={"DASHBOARD_DATA": str(folder)}) as server:
        run_session(server, "/khoang-cach")
        load_page(server, "/")
    said = (faults.log_folder(folder) / faults.LOG_NAME).read_text(encoding="utf-8")
    assert re.search(r"^\d{4}-\d\d-\d\d .* lỗi=[0-9a-f]{8} trang='khoang-cach' ValueError", said)
    assert secret not in said


def test_the_log_names_the_lines_and_not_the_texts():
    try:
        raise ValueError("họ tên một hộ nghèo")
    except ValueError as fault:
        said = faults.where(fault)
    assert said.startswith("ValueError < test_damage.py:")
    assert "họ tên" not in said


def test_the_log_is_kept_in_the_data_folder_and_a_folder_without_rights_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    assert "Không ghi được nhật ký" in faults.keep_log(tmp_path / "file")
    root = logging.getLogger("dashboard")
    before = list(root.handlers)
    try:
        assert faults.keep_log(tmp_path) == ""
        logging.getLogger("dashboard.web").error("thử")
        assert (faults.log_folder(tmp_path) / faults.LOG_NAME).read_text("utf-8").endswith("thử\n")
    finally:
        for each in set(root.handlers) - set(before):
            root.removeHandler(each)
            each.close()
