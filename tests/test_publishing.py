"""Publishing is all or nothing: refused, killed or out of space, the old state or the new one."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import duckdb
import openpyxl
import pytest

from dashboard.__main__ import main
from dashboard.catalogue import forms
from dashboard.catalogue.findings import CAUSE, gravest_first
from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import load
from dashboard.store import archive, build, checking, database, publishing
from dashboard.store.database import ask
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover

ROOT = Path(__file__).parent.parent
FRONT, HOUSES = "mttq", Key("great_unity_houses_new", 2024)
ATTEMPTS, PARTS = 100, 2


def bare(folder: Path) -> Path:
    """Make a data folder without any workbook."""
    for part in ("reference", "published", "boundaries"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    return folder


def workbook(folder: Path, name: str, houses: int) -> Path:
    """Write the Front's workbook: the smallest there is."""
    reference = load(folder)
    values = {
        cell.key: Value(Decimal(1))
        for sheet in forms.sheets(reference, FRONT)
        for cell in sheet.cells.values()
        if cell.kind == "input"
    }
    values |= {HOUSES: Value(Decimal(houses))}
    path = folder.parent / name
    writing.write(
        FRONT,
        path,
        reference=reference,
        values=values,
        cover=Cover(date(2025, 2, 28), estimated_years=frozenset({2025})),
    )
    return path


def publish(folder: Path, *paths: Path, note: str = "") -> publishing.Published:
    return publishing.publish(publishing.contents_of(paths), data=folder, by="An", note=note)


def contents(folder: Path) -> list[tuple[str, bytes]]:
    """Give everything that a publication could change."""
    return sorted(
        (str(path.relative_to(folder)), path.read_bytes())
        for part in ("snapshot", "submissions")
        for path in (folder / part).rglob("*")
        if path.is_file() and path.name != ".lock"
    )


def houses() -> Decimal:
    """Give what the Front's workbook in force says: the province's own figure, added to nothing."""
    with duckdb.connect(str(database.pinned()), read_only=True) as connection:
        [[value]] = connection.execute(
            "select value from observations inner join submissions using (submission_id) "
            "where is_current and observations.unit_code = ? and indicator_code = ? and year = ?",
            [FRONT, HOUSES.indicator_code, HOUSES.year],
        ).fetchall()
    return value


def published_first(folder: Path) -> None:
    """Make a data folder with one publication."""
    data = bare(folder / "data")
    publish(data, workbook(data, "first.xlsx", 10))


@pytest.fixture
def folder(tmp_path, use, once):
    return use(shutil.copytree(once("front", published_first) / "data", tmp_path / "data"))


def test_a_publication_keeps_the_file_the_findings_the_note_and_who_and_when(folder):
    path = workbook(folder, "second.xlsx", 20)
    publish(folder, path, note="Số liệu bổ sung theo biên bản đối chiếu")
    kept = archive.publications(folder)[-1]
    assert (kept.number, kept.published_by) == (2, "An")
    assert kept.note == "Số liệu bổ sung theo biên bản đối chiếu"
    [deposit] = kept.deposits
    assert (deposit.unit_code, deposit.file_name) == (FRONT, "second.xlsx")
    assert (archive.files_folder(folder) / deposit.sha256).read_bytes() == path.read_bytes()


def test_a_newer_version_supersedes_and_the_older_one_stays(folder):
    publish(folder, workbook(folder, "second.xlsx", 20))
    rows = ask("submissions_list").query("unit_code == 'mttq'")
    assert rows[["version", "is_current", "publication"]].to_numpy().tolist() == [
        [2, True, 2],
        [1, False, 1],
    ]


def test_what_changed_between_two_versions_is_listed_cell_by_cell(folder):
    publish(folder, workbook(folder, "second.xlsx", 20))
    rows = ask("version_differences", unit_code=FRONT, before=1, after=2)
    assert rows[["name", "year", "sheet", "before_value", "after_value"]].to_numpy().tolist() == [
        ["Số nhà Đại đoàn kết xây mới", 2024, "12. Quỹ Vì người nghèo", 10, 20]
    ]


def test_the_state_after_an_earlier_publication_can_be_shown(folder):
    publish(folder, workbook(folder, "second.xlsx", 20))
    earlier = build.state_after(folder, 1)
    database.pin(earlier)
    assert ask("submissions_list").query("unit_code == 'mttq'")["version"].tolist() == [1]
    assert build.state_after(folder, 1) == earlier
    database.pin()
    assert ask("submissions_list").query("unit_code == 'mttq'")["version"].tolist() == [2, 1]


def table(snapshot: Path, name: str) -> list[tuple]:
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        return connection.execute(f"select * from {name} order by all").fetchall()  # noqa: S608


def test_the_exported_archive_rebuilds_to_the_same_numbers(folder, tmp_path):
    publish(folder, workbook(folder, "second.xlsx", 20), note="lần hai")
    assert main(["archive", "--to", str(tmp_path / "kho.zip")]) == 0
    other = bare(tmp_path / "other")
    shutil.unpack_archive(tmp_path / "kho.zip", other / "submissions")
    snapshots = build.refresh(folder), build.refresh(other)
    for name in ("submissions", "publications", "observations", "findings", "indicator_values"):
        first, second = (table(snapshot, name) for snapshot in snapshots)
        assert first == second


def test_two_files_of_one_unit_are_refused(folder):
    before = contents(folder)
    with pytest.raises(build.RefusedError, match=r"b\.xlsx: cùng đơn vị với a\.xlsx"):
        publish(folder, workbook(folder, "a.xlsx", 20), workbook(folder, "b.xlsx", 30))
    assert contents(folder) == before


def test_the_file_in_force_is_not_published_twice(folder):
    before = contents(folder)
    with pytest.raises(build.RefusedError, match="đúng tệp này đã được công bố"):
        publish(folder, workbook(folder, "again.xlsx", 10))
    assert contents(folder) == before


def test_an_error_in_one_of_several_files_publishes_none_and_leaves_no_trace(folder):
    before = contents(folder)
    good = workbook(folder, "good.xlsx", 20)
    bad = folder.parent / "bad.xlsx"
    writing.write(
        "so_tp",
        bad,
        reference=load(folder),
        cover=Cover(date(2025, 3, 1)),
        values={Key("legal_aid_cases", 2024): Value(Decimal(-5))},
    )
    with pytest.raises(build.RefusedError, match=r"bad\.xlsx, biểu “11\. Chính sách”, ô "):
        publish(folder, good, bad)
    assert contents(folder) == before


def without_the_fund(folder: Path, name: str) -> Path:
    """Write the Front's workbook with half of its numbers left blank."""
    path = workbook(folder, name, 20)
    book = openpyxl.load_workbook(path)
    page = book["12. Quỹ Vì người nghèo"]
    inputs = [cell for row in page.iter_rows() for cell in row if cell.value in (1, 20)]
    for cell in inputs[: (len(inputs) + 1) // 2]:
        cell.value = None
    book.save(path)
    return path


def test_a_publication_names_the_cause_as_the_check_does(folder, capsys):
    path = without_the_fund(folder, "half.xlsx")
    checked = checking.check(path, reference=load(folder)).findings
    assert CAUSE in {each.rule for each in checked}
    assert main(["publish", str(path), "--incomplete", "--by", "An"]) == 0
    said = capsys.readouterr().out
    first = next(each for each in gravest_first(checked) if each.rule == CAUSE)
    assert first.message in said
    assert all(each.message in said for each in checked)
    *_, record = archive.publications(folder)
    assert CAUSE not in {each.rule for each in record.deposits[0].findings}


def test_a_workbook_that_lacks_half_a_sheet_is_published_only_when_an_officer_says_so(
    folder, capsys
):
    path = without_the_fund(folder, "half.xlsx")
    before = contents(folder)
    assert main(["check", str(path)]) == 0
    verdict = capsys.readouterr().out.splitlines()[0]
    assert "Chỉ nộp khi cán bộ tiếp nhận xác nhận phần thiếu" in verdict
    assert main(["publish", str(path)]) == 1
    said = capsys.readouterr().err
    assert f"{verdict}." in said
    assert "biểu “12. Quỹ Vì người nghèo” thiếu " in said
    assert "--incomplete" in said
    assert contents(folder) == before
    assert main(["publish", str(path), "--incomplete"]) == 0
    [deposit] = archive.publications(folder)[-1].deposits
    assert "R10" in {finding.rule for finding in deposit.findings}


def test_errors_are_told_before_what_is_missing(folder, capsys):
    path = without_the_fund(folder, "half.xlsx")
    book = openpyxl.load_workbook(path)
    page = book["12. Quỹ Vì người nghèo"]
    last = [cell for row in page.iter_rows() for cell in row if cell.value in (1, 20)][-1]
    last.value = "khoảng 50"
    book.save(path)
    assert main(["publish", str(path)]) == 1
    assert f"ô {last.coordinate}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "đã bị thay đổi"),
        (lambda path: path.unlink(), "thiếu tệp first.xlsx"),
    ],
)
def test_a_damaged_archive_is_named_and_nothing_changes(folder, damage, sentence):
    [deposit] = archive.publications(folder)[0].deposits
    damage(archive.files_folder(folder) / deposit.sha256)
    before = contents(folder)
    with pytest.raises(build.RefusedError, match=sentence):
        publish(folder, workbook(folder, "second.xlsx", 20))
    assert contents(folder) == before


def test_a_recorded_publication_that_was_not_put_in_force_is_so_at_the_next_start(folder):
    pointer = folder / "snapshot" / database.POINTER
    old = pointer.read_text(encoding="utf-8")
    publish(folder, workbook(folder, "second.xlsx", 20))
    pointer.write_text(old, encoding="utf-8")
    build.refresh(folder)
    assert ask("submissions_list").query("unit_code == 'mttq'")["version"].tolist() == [2, 1]


def test_publications_of_several_processes_come_one_after_the_other(folder):
    paths = [workbook(folder, f"{number}.xlsx", 20 + number) for number in range(4)]
    command = [sys.executable, "-m", "dashboard", "publish"]
    environment = os.environ | {"DASHBOARD_DATA": str(folder)}
    workers = [subprocess.Popen([*command, str(path)], cwd=ROOT, env=environment) for path in paths]
    assert [worker.wait() for worker in workers] == [0] * 4
    assert [each.number for each in archive.publications(folder)] == [1, 2, 3, 4, 5]
    assert ask("submissions_list").query("unit_code == 'mttq'")["version"].tolist() == [
        5,
        4,
        3,
        2,
        1,
    ]


def run_publish(folder: Path, path: Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard", "publish", str(path)],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


@pytest.mark.parametrize("most", [0, 20_000, 300_000])
def test_a_full_disk_ends_with_a_clear_message_and_the_old_state(folder, most):
    path = workbook(folder, "second.xlsx", 20)
    before = contents(folder)
    # No file may grow beyond the limit: to the process the disk is full.
    done = run_publish(
        folder,
        path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert done.returncode == 1, done.stderr
    assert "Không ghi được vào thư mục" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(folder) == before
    publish(folder, path)


def test_a_read_only_folder_ends_with_a_clear_message_and_the_old_state(folder, tmp_path):
    path = workbook(folder, "second.xlsx", 20)
    before = contents(folder)
    with tempfile.TemporaryDirectory() as name:
        # Another folder than pytest's own, so that a user without rights can reach it.
        data = Path(name) / "data"
        shutil.copytree(folder, data)
        sent = Path(shutil.copy(path, name))
        for each in (Path(name), *Path(name).rglob("*")):
            each.chmod(0o555 if each.is_dir() else 0o444)
        said = tmp_path / "said"

        def publish_without_rights() -> None:
            os.environ["DASHBOARD_DATA"] = str(data)
            with said.open("w", encoding="utf-8") as file, redirect_stderr(file):
                if os.geteuid() == 0:
                    os.setuid(65534)
                sys.exit(main(["publish", str(sent)]))

        child = get_context("fork").Process(target=publish_without_rights)
        child.start()
        child.join()
        assert child.exitcode == 1
        assert "Không ghi được vào thư mục" in said.read_text(encoding="utf-8")
        assert contents(data) == before
        for each in (Path(name), *Path(name).rglob("*")):
            each.chmod(0o755)


@pytest.fixture(scope="module")
def kills(tmp_path_factory):
    """Kill many publications, in two processes side by side."""
    folder = tmp_path_factory.mktemp("kills")
    data = bare(folder / "pristine")
    publish(data, workbook(data, "first.xlsx", 10))
    workbook(data, "second.xlsx", 20)
    workbook(data, "third.xlsx", 30)
    workers = [
        subprocess.Popen(
            [sys.executable, "tests/kills.py", str(folder), str(part), str(PARTS), str(ATTEMPTS)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for part in range(PARTS)
    ]
    said = [worker.communicate() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * PARTS, said
    return [json.loads(line) for out, _ in said for line in out.splitlines()]


def test_a_killed_publication_leaves_exactly_the_old_or_exactly_the_new_state(kills):
    assert len(kills) == ATTEMPTS
    assert all(each["killed"] for each in kills)
    wrong = [
        each
        for each in kills
        # Shown at once, and after the next start, the figure of the first or the second workbook.
        if (each.get("shown"), each.get("after_start"), each.get("records"))
        not in {(10, 10, 1), (10, 20, 2), (20, 20, 2)}
    ]
    assert wrong == []
    assert {each["after_start"] for each in kills} == {10, 20}


def test_the_next_publication_after_a_kill_works_and_clears_what_was_left(kills):
    found = {(each["after_next"], each["drafts"]) for each in kills if "after_next" in each}
    assert found == {(30, 0)}
