"""What was accepted stays readable: no later reader, rule or form takes a workbook away."""

import csv
import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from dashboard.__main__ import main
from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import load
from dashboard.store import archive, build, checking, database, grounds, publishing, readings, rules
from dashboard.store.database import ask
from dashboard.workbook import reading, writing
from dashboard.workbook.grids import UnreadableError
from dashboard.workbook.writing import Cover
from tests.test_publishing import FRONT, HOUSES, bare, contents, houses, publish, workbook

NEW, OLD = "great_unity_gifts", "great_unity_houses_repaired"


@pytest.fixture
def folder(tmp_path, use):
    """Give a data folder in which the Front published once: 10 houses."""
    data = bare(tmp_path / "data")
    publish(data, workbook(data, "first.xlsx", 10))
    return use(data)


def of_a_department(folder):
    """Write another unit's workbook."""
    path = folder.parent / "so_tp.xlsx"
    writing.write(
        "so_tp",
        path,
        reference=load(folder),
        cover=Cover(date(2025, 3, 20)),
        values={Key("legal_aid_cases", 2024): Value(Decimal(7))},
    )
    return path


def catalogue(folder, change):
    """Change the rows of the catalogue."""
    path = folder / "reference" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    head = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def with_a_new_row(rows):
    """Add an indicator of the Front and of the districts."""
    model = next(row for row in rows if row["indicator_code"] == HOUSES.indicator_code)
    own = {
        "indicator_code": NEW,
        "name": "Số suất quà Đại đoàn kết",
        "short_name": "Quà",
        "sheet_order": "99",
    }
    return [*rows, model | own]


def without_a_row(rows):
    return [row for row in rows if row["indicator_code"] != OLD]


def found(unit=FRONT):
    """Give rule and severity of the findings shown of a unit's workbook in force."""
    rows = (
        database.connect(database.current_snapshot())
        .cursor()
        .execute(
            "select rule, severity from findings inner join submissions using (submission_id) "
            "where unit_code = ? and is_current",
            [unit],
        )
    )
    return rows.fetchall()


def refuse_to_read(monkeypatch, name):
    """Make the reader stricter: it does not read a file of a name any more."""
    read = reading.read_content

    def stricter(file, content, *, reference):
        if file == name:
            raise UnreadableError(file, "bộ đọc mới không nhận tệp này.")
        return read(file, content, reference=reference)

    monkeypatch.setattr(reading, "read_content", stricter)


def judge_more_strictly(monkeypatch):
    """Add a rule that finds an error in every workbook with houses."""
    model = next(rule for rule in rules.ALONE if rule.code == "V40")
    sql = (
        "select submission_id, 'error', indicator_code, year, settlement, household_class, "
        "project_code, member_code, sheet, cell, cast(value as double), cast(null as double), '' "
        "from observations where indicator_code = 'great_unity_houses_new' and year = 2024"
    )
    stricter = replace(model, code="V99", sql=sql, message="{place}: “{indicator}” ghi {found}.")
    monkeypatch.setattr(rules, "ALONE", (*rules.ALONE, stricter))


def test_a_workbook_is_read_once_and_never_again(folder, monkeypatch):
    refuse_to_read(monkeypatch, "first.xlsx")
    build.build(folder)
    assert houses() == 10
    publish(folder, of_a_department(folder))
    assert houses() == 10


def test_a_reading_says_what_read_it_and_what_it_held(folder):
    [deposit] = archive.publications(folder)[0].deposits
    kept = readings.kept(archive.readings_folder(folder) / deposit.sha256)
    assert kept.stamp == readings.stamp_of(folder)
    read = reading.read(folder.parent / "first.xlsx", reference=load(folder))
    opened = readings.opened(kept)
    assert (opened.cover, opened.findings) == (read.cover, read.findings)
    assert opened.cells_asked == read.cells_asked
    assert opened.observations["value"].dropna().map(Decimal).tolist() == (
        read.observations["value"].dropna().tolist()
    )


@pytest.mark.parametrize("form", [None, "an earlier form"])
def test_a_reading_that_names_a_further_dimension_is_loaded(folder, monkeypatch, form):
    [deposit] = archive.publications(folder)[0].deposits
    path = archive.readings_folder(folder) / deposit.sha256
    frame = pd.read_parquet(readings.listed(path))
    at = list(frame.columns).index("settlement") + 1
    frame.insert(at, "ethnicity", "total")
    frame.to_parquet(readings.listed(path), index=False)
    said = json.loads(readings.said(path).read_text(encoding="utf-8"))
    said["observations"] = archive.digest_of(readings.listed(path).read_bytes())
    said["form"] = form or said["form"]
    readings.said(path).write_text(json.dumps(said), encoding="utf-8")
    refuse_to_read(monkeypatch, "first.xlsx")
    build.build(folder)
    assert houses() == 10
    publish(folder, of_a_department(folder))
    assert houses() == 10


@pytest.mark.parametrize("ending", archive.READING)
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_text("{}")])
def test_a_reading_that_is_lost_or_damaged_is_made_again_from_the_workbook(folder, ending, damage):
    [path] = archive.readings_folder(folder).glob(f"*{ending}")
    before = path.read_bytes()
    damage(path)
    build.build(folder)
    assert houses() == 10
    assert path.read_bytes() == before


def test_a_workbook_that_nothing_can_read_any_more_is_a_finding(folder, monkeypatch):
    shutil.rmtree(archive.readings_folder(folder))
    refuse_to_read(monkeypatch, "first.xlsx")
    publish(folder, of_a_department(folder))
    # It cannot be read; it came late.
    assert [severity for _, severity in found()] == ["error", "info"]


def test_a_stricter_rule_shows_findings_and_refuses_only_what_is_being_published(
    folder, monkeypatch
):
    judge_more_strictly(monkeypatch)
    build.build(folder)
    assert houses() == 10
    assert ("V99", "error") in found()
    publish(folder, of_a_department(folder))
    before = contents(folder)
    with pytest.raises(build.RefusedError, match=r"second\.xlsx, biểu"):
        publish(folder, workbook(folder, "second.xlsx", 20))
    assert contents(folder) == before


def test_a_superseded_version_keeps_the_findings_of_its_day(folder, monkeypatch):
    publish(folder, workbook(folder, "second.xlsx", 20))
    judge_more_strictly(monkeypatch)
    build.build(folder)
    rows = (
        database.connect(database.current_snapshot())
        .cursor()
        .execute("select submission_id from findings where rule = 'V99'")
    )
    assert rows.fetchall() == [("mttq-2",)]


def test_a_new_indicator_makes_no_earlier_workbook_wrong(folder):
    catalogue(folder, with_a_new_row)
    publish(folder, of_a_department(folder))
    assert houses() == 10
    assert ("R04", "warning") in found()
    assert {severity for _, severity in found()} <= {"warning", "info"}


def test_an_indicator_that_is_gone_leaves_the_others_as_they_were(folder):
    catalogue(folder, without_a_row)
    publish(folder, of_a_department(folder))
    assert houses() == 10
    assert ("R11", "warning") in found()


@pytest.mark.parametrize("change", [with_a_new_row, without_a_row])
def test_a_form_handed_out_before_the_catalogue_changed_can_still_be_sent(folder, change):
    path = workbook(folder, "second.xlsx", 20)
    catalogue(folder, change)
    findings = checking.check(path, reference=load(folder)).findings
    assert {each.severity for each in findings if each.rule in {"R03", "R04"}} == {"warning"}
    publish(folder, path)
    assert houses() == 20


def test_a_row_that_the_sender_deleted_is_still_an_error(folder):
    path = workbook(folder, "second.xlsx", 20)
    book = openpyxl.load_workbook(path)
    page = next(page for page in book if "Quỹ" in page.title)
    page.delete_rows(
        next(
            cell.row
            for cell in page["A"]
            if "indicator=" in str(cell.value) or "year=" in str(cell.value)
        )
    )
    book.save(path)
    findings = reading.read(path, reference=load(folder)).findings
    assert "error" in {each.severity for each in findings if each.rule == "R04"}


def test_a_new_indicator_refuses_no_sample(tmp_path, few_data, use):
    data = use(shutil.copytree(few_data, tmp_path / "data"))
    catalogue(data, with_a_new_row)
    publish(data, of_a_department(data))
    assert ask("snapshot")["illustrative_units"].item() == 3


def test_samples_are_read_once_and_again_when_they_change(tmp_path, few_data, use, monkeypatch):
    data = use(shutil.copytree(few_data, tmp_path / "data"))
    refuse_to_read(monkeypatch, "542_an_lao.xlsx")
    build.build(data)
    kept = {path.name for path in (data / "snapshot").glob(f"{build.SAMPLE}*.json")}
    assert len(kept) == 3
    monkeypatch.undo()
    use(data)
    sample = data / "sample" / "542_an_lao.xlsx"
    writing.write(
        "542", sample, reference=load(data), illustrative=True, cover=Cover(date(2025, 2, 28))
    )
    build.build(data)
    assert len(kept - {path.name for path in (data / "snapshot").glob("*.json")}) == 1


def test_a_snapshot_made_by_a_publication_carries_the_digest_of_its_sources(folder):
    publish(folder, workbook(folder, "second.xlsx", 20))
    snapshot = database.current_snapshot()
    [[held]] = (
        database.connect(snapshot)
        .cursor()
        .execute("select source_digest from snapshots")
        .fetchall()
    )
    assert held == build.source_digest(folder, archive.publications(folder)) != ""
    assert build.refresh(folder) == snapshot


@pytest.mark.parametrize(
    "name", ["workbook/reading.py", "catalogue/forms.py", "store/rules.py", "workbook/xlsx.py"]
)
def test_another_reader_form_or_rule_builds_again(folder, tmp_path, monkeypatch, name):
    code = shutil.copytree(readings.CODE, tmp_path / "code")
    monkeypatch.setattr(readings, "code_files", lambda: sorted(code.glob("*/*.py")))
    first = build.refresh(folder)
    assert build.refresh(folder) == first
    with (code / name).open("a", encoding="utf-8") as file:
        file.write("CHANGED = True\n")
    assert build.refresh(folder) != first


def test_an_earlier_day_is_shown_while_somebody_writes(folder):
    publish(folder, workbook(folder, "second.xlsx", 20))
    with build.locked(folder):
        database.pin(build.state_after(folder, 1))
        assert houses() == 10


def test_a_check_compares_with_the_unit_s_version_before(folder):
    path = workbook(folder, "second.xlsx", 100)
    [finding] = [
        each for each in checking.check(path, reference=load(folder)).findings if each.rule == "P02"
    ]
    assert (finding.severity, finding.found, finding.expected) == ("warning", "100", "10")
    assert finding.file == "second.xlsx"


def test_what_checks_compare_with_is_loaded_once_and_again_after_a_publication(folder, monkeypatch):
    loaded = []
    lay = grounds.lay
    monkeypatch.setattr(grounds, "lay", lambda *parts: loaded.append(parts) or lay(*parts))

    def before(name, houses):
        path = workbook(folder, name, houses)
        found = checking.check(path, reference=load(folder)).findings
        return [each.expected for each in found if each.rule == "P02"]

    assert before("second.xlsx", 100) == before("second.xlsx", 100) == ["10"]
    assert before("small.xlsx", 11) == []
    assert len(loaded) == 1
    publish(folder, workbook(folder, "small.xlsx", 11))
    assert before("third.xlsx", 110) == ["11"]
    assert len(loaded) == 2


def test_a_check_tells_of_the_workbook_even_beside_a_damaged_archive(folder):
    for record in archive.records_folder(folder).glob("*.json"):
        record.write_text("{", encoding="utf-8")
    path = workbook(folder, "second.xlsx", 100)
    rules_found = {each.rule for each in checking.check(path, reference=load(folder)).findings}
    assert "P02" not in rules_found


def test_the_archive_taken_away_has_the_readings(folder, tmp_path):
    archive.export(folder, tmp_path / "kho.zip")
    shutil.unpack_archive(tmp_path / "kho.zip", tmp_path / "taken")
    names = {path.name for path in archive.readings_folder(folder).iterdir()}
    assert {path.name for path in (tmp_path / "taken" / "readings").iterdir()} == names
    assert len(names) == 2


def test_a_refused_publication_leaves_no_reading(folder, tmp_path):
    bad = tmp_path / "bad.xlsx"
    writing.write(
        "so_tp",
        bad,
        reference=load(folder),
        cover=Cover(date(2025, 3, 1)),
        values={Key("legal_aid_cases", 2024): Value(Decimal(-5))},
    )
    before = contents(folder)
    with pytest.raises(build.RefusedError):
        publishing.publish(publishing.contents_of([bad]), data=folder, by="An")
    assert contents(folder) == before
    [kept] = archive.readings_folder(folder).glob("*.json")
    assert json.loads(kept.read_text(encoding="utf-8"))["file_name"] == "first.xlsx"


def read_otherwise(monkeypatch):
    """Make a reader that finds 11 houses where 10 stand, and one warning more."""
    read = reading.read_content

    def other(name, content, *, reference):
        book = read(name, content, reference=reference)
        frame = book.observations.copy()
        at = frame["indicator_code"].eq(HOUSES.indicator_code) & frame["year"].eq(2024)
        frame.loc[at, "value"] = Decimal("11.0000")
        finding = Finding(name, "Bìa", "", "R99", "warning", "", "", "đọc khác")
        return replace(book, observations=frame, findings=(*book.findings, finding))

    monkeypatch.setattr(reading, "read_content", other)


def test_reading_again_reports_what_differs_and_changes_nothing(folder, monkeypatch, capsys):
    assert main(["reread"]) == 0
    assert "first.xlsx: không có gì khác" in capsys.readouterr().out
    read_otherwise(monkeypatch)
    before = contents(folder)
    assert main(["reread"]) == 0
    said = capsys.readouterr().out
    assert "“Số nhà Đại đoàn kết xây mới” năm 2024: 10 → 11" in said
    assert "phát hiện R99 (warning): 0 → 1" in said
    assert "Đã đọc lại 1 biểu, 1 biểu có khác biệt." in said
    assert contents(folder) == before


def test_what_was_read_again_is_put_in_force_when_asked(folder, monkeypatch):
    read_otherwise(monkeypatch)
    assert main(["reread", "--apply"]) == 0
    assert houses() == 11
    assert ("R99", "warning") in found()


def test_a_workbook_that_cannot_be_read_again_stays_as_it_was_read(folder, monkeypatch, capsys):
    refuse_to_read(monkeypatch, "first.xlsx")
    assert main(["reread", "--apply"]) == 0
    assert "không đọc lại được, giữ bản đọc cũ" in capsys.readouterr().out
    assert houses() == 10
