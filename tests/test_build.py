"""A build is all or nothing, is picked up while readers read, and keeps versions."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from dashboard.__main__ import main
from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import load
from dashboard.making import sample
from dashboard.store import build, checking, database, publishing
from dashboard.store.database import ask
from dashboard.workbook import writing
from dashboard.workbook.grids import UnreadableError
from dashboard.workbook.writing import Cover
from tests.conftest import FEW

AN_LAO = "542"
LOANS = Key("policy_credit_loans", 2024)


@pytest.fixture
def folder(tmp_path, use, few_data):
    """Give a copy of a built data folder that a test may change."""
    return use(shutil.copytree(few_data, tmp_path / "data"))


def sent(folder, name, *, changes=None, unit_code=AN_LAO, as_of=date(2025, 3, 30)):
    """Write a real workbook, as a unit would send it."""
    reference = load(folder)
    path = folder.parent / name
    values = sample.values_of(unit_code, reference) | (changes or {})
    writing.write(unit_code, path, reference=reference, values=values, cover=Cover(as_of))
    return path


def publish(folder, *paths):
    return publishing.publish(publishing.contents_of(paths), data=folder, by="An").built


def state(folder):
    files = (path for path in (folder / "snapshot").iterdir() if path.name != ".lock")
    return sorted((path.name, path.read_bytes()) for path in files)


def loans():
    """Give the number that the tests change: no rule looks at it."""
    rows = ask(
        "indicator_by_district",
        indicator_code=LOANS.indicator_code,
        year=LOANS.year,
        settlement="total",
    ).set_index("area_code")
    return rows.loc[AN_LAO, "value"]


def test_a_real_workbook_replaces_the_sample_of_its_unit(folder):
    publish(folder, sent(folder, "an_lao.xlsx", changes={LOANS: Value(Decimal(700))}))
    assert loans() == 700
    assert ask("snapshot")["illustrative_units"].item() == len(FEW) - 1
    header = ask("district_header", area_code=AN_LAO).iloc[0]
    assert (header["file_name"], bool(header["is_illustrative"])) == ("an_lao.xlsx", False)


def test_the_mark_is_gone_when_no_sample_is_left(folder):
    publish(folder, *(sent(folder, f"{code}.xlsx", unit_code=code) for code in FEW))
    assert ask("snapshot")["illustrative_units"].item() == 0


def test_a_newer_version_supersedes_and_never_overwrites(folder):
    publish(folder, sent(folder, "b.xlsx", changes={LOANS: Value(Decimal(700))}))
    publish(folder, sent(folder, "a.xlsx", changes={LOANS: Value(Decimal(710))}))
    rows = ask("submissions_list")
    assert rows.loc[
        rows["unit_code"].eq(AN_LAO), ["file_name", "version", "is_current"]
    ].to_numpy().tolist() == [["a.xlsx", 2, True], ["b.xlsx", 1, False]]
    assert loans() == 710


def test_an_error_is_refused_with_its_cell_and_changes_nothing(folder):
    before = state(folder)
    too_many = {Key("poor_households", 2023, "rural"): Value(Decimal(9999))}
    path = sent(folder, "an_lao.xlsx", changes=too_many)
    with pytest.raises(build.RefusedError) as refused:
        publish(folder, path)
    assert "an_lao.xlsx, biểu “1. Hộ và tỷ lệ”, ô " in str(refused.value)
    assert "ghi 10.307" in str(refused.value)
    assert state(folder) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html></html>"])
def test_a_file_that_is_no_workbook_is_refused_and_changes_nothing(folder, content):
    before = state(folder)
    path = folder.parent / "hong.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"hong\.xlsx: "):
        publish(folder, path)
    assert state(folder) == before


@pytest.mark.parametrize("name", ["542_an_lao.xlsx", "ghi_chu.xlsx"])
def test_a_sample_that_cannot_be_read_is_told_and_refuses_no_build(folder, name, capsys):
    (folder / "sample" / name).write_bytes(b"PK\x03\x04 broken")
    assert main(["build", "--data", str(folder)]) == 0
    assert f"Bỏ qua biểu minh hoạ: {name}: không mở được" in capsys.readouterr().err
    database.pin()
    lost = name.startswith(AN_LAO)
    assert ask("snapshot")["illustrative_units"].item() == len(FEW) - lost


def test_a_number_far_larger_than_the_others_is_a_finding_not_a_crash(folder):
    key = Key(
        "capital_plan", 2023, project_code="2", capital_source="central", capital_type="recurrent"
    )
    path = sent(folder, "an_lao.xlsx", changes={key: Value(Decimal(10) ** 13)})
    findings = checking.check(path, reference=load(folder)).findings
    assert "V50" in {finding.rule for finding in findings}


def test_nothing_is_built_again_while_the_sources_stay(folder):
    first = build.build(folder).snapshot
    assert build.refresh(folder) == first
    source = folder / "reference" / "causes.csv"
    source.write_bytes(source.read_bytes().replace("Lao động".encode(), "Nhân lực".encode()))
    assert build.refresh(folder) != first


def test_a_reader_goes_on_while_a_new_snapshot_is_put_in_force(folder):
    old = database.pin()
    before = loans()
    new = publish(folder, sent(folder, "a.xlsx", changes={LOANS: Value(Decimal(700))})).snapshot
    assert loans() == before != 700
    assert database.pin() == new != old
    assert loans() == 700


def test_old_snapshots_are_removed_but_for_three(folder):
    snapshots = folder / "snapshot"
    for day in range(1, 6):
        (snapshots / f"2025010{day}T000000-x.duckdb").touch()
    before = database.current_snapshot()
    after = build.build(folder).snapshot
    kept = sorted(path.name for path in snapshots.glob("*.duckdb"))
    assert kept == ["20250105T000000-x.duckdb", before.name, after.name]


def test_a_snapshot_can_be_written_elsewhere_without_being_put_in_force(folder, tmp_path):
    before = (folder / "snapshot" / database.POINTER).read_bytes()
    built = build.build(folder, to=tmp_path / "other.duckdb")
    assert built.snapshot.exists()
    assert (folder / "snapshot" / database.POINTER).read_bytes() == before


def test_the_same_sources_give_the_same_tables(folder, tmp_path):
    tables = []
    for name in ("a.duckdb", "b.duckdb"):
        connection = database.connect(build.build(folder, to=tmp_path / name).snapshot)
        tables.append(
            connection.cursor().execute("select * from indicator_values order by all").df()
        )
    assert tables[0].equals(tables[1])


def test_every_table_and_column_says_what_it_is(data):
    cursor = database.connect(database.current_snapshot()).cursor()
    silent = cursor.execute(
        "select table_name, column_name from duckdb_columns() "
        "where not internal and comment is null union all "
        "select table_name, '' from duckdb_tables() where comment is null"
    ).fetchall()
    assert silent == []


def test_without_workbooks_a_snapshot_says_that_nothing_came_in(use, data_without_workbooks):
    use(data_without_workbooks)
    row = ask("snapshot").iloc[0]
    assert (row["units_received"], row["illustrative_units"]) == (0, 0)
