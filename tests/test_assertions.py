"""What a later store has no keys for is asserted by queries: each catches a planted fault."""

import re

import duckdb
import pytest

from dashboard.store import build, database


def first_row(table, column, value):
    """Give the statement that spoils a column of a table's first row."""
    return (
        f"update {table} set {column} = '{value}' "  # noqa: S608 the names stand in this file
        f"where rowid = (select min(rowid) from {table})"
    )


CODES = (
    "area_code",
    "indicator_code",
    "household_class",
    "project_code",
    "capital_source",
    "capital_type",
    "member_code",
)
# What three sources printed, and what their other figures say it must be.
MISPRINTS = {13384: 13834, 39027: 39827, 2561: 2531}
FAULTS = [
    ("observation_keys_unique", "insert into observations from observations limit 1"),
    ("value_keys_unique", "insert into indicator_values from indicator_values limit 1"),
    ("submission_keys_unique", "insert into submissions from submissions limit 1"),
    (
        "submission_keys_unique",
        "insert into submissions select * replace ('again' as submission_id, false as is_current) "
        "from submissions limit 1",
    ),
    *(
        ("observation_references_resolve", first_row("observations", column, "no_such"))
        for column in ("submission_id", "unit_code", *CODES)
    ),
    (
        "observation_references_resolve",
        "update observations set unit_code = '540' where unit_code = '542'",
    ),
    *(
        ("value_references_resolve", first_row("indicator_values", column, "no_such"))
        for column in CODES
    ),
    (
        "states_agree_with_values",
        "update observations set value_state = 'not_submitted' where value is not null",
    ),
    (
        "states_agree_with_values",
        "update indicator_values set value = null "
        "where indicator_code = 'poor_households' and area_code = '52'",
    ),
    (
        "states_agree_with_values",
        "update indicator_values set units_reported = 12 "
        "where indicator_code = 'poverty_rate' and area_code = '52'",
    ),
    (
        "one_current_version_a_unit",
        "update submissions set is_current = false where unit_code = '542'",
    ),
    (
        "one_current_version_a_unit",
        "insert into submissions select * replace ('542-2' as submission_id, 2 as version) "
        "from submissions where unit_code = '542'",
    ),
    (
        "province_is_ratio_of_sums",
        "update indicator_values set value = 12.8 "
        "where indicator_code = 'poverty_rate' and area_code = '52' and year = 2021",
    ),
    (
        "province_is_ratio_of_sums",
        "delete from indicator_values "
        "where indicator_code = 'poverty_rate' and area_code = '52' and year = 2021",
    ),
    *(
        ("v14_changes_stay_within_one_standard", fault)
        for fault in (
            "update indicator_values set value = value + 0.01 "
            "where indicator_code = 'poverty_rate_change_pp' and area_code = '542'",
            "update indicator_values set year = 2021 where indicator_code = "
            "'poverty_rate_avg_annual_reduction_pp' and area_code = '52' and year = 2024",
            "update indicator_values set value = value / 2 where indicator_code = "
            "'multidimensional_poor_reduction_vs_baseline' and area_code = '52'",
            "insert into programmes select * replace ('chuẩn khác' as standard) from programmes",
            "update programmes set baseline_label = ''",
        )
    ),
    *(
        ("v41_targets_are_complete_and_judged", fault)
        for fault in (
            "update targets set document = null where target_id = 'T001'",
            "update targets set level = '' where target_id = 'T001'",
            "update targets set year = null where target_id = 'T001'",
            "update targets set comparator = null where target_id = 'T014'",
            "update targets set comparator = 'ge' where target_id = 'T014'",
            "update target_results set status = 'exceeded' where target_id = 'T014'",
            "update target_results set status = 'met' where status = 'not_assessed'",
            "update target_measures set status = 'exceeded' where target_id = 'T016'",
            "update target_measures set measured = 7928 where target_id = 'T013'",
            "delete from target_measures where target_id = 'T040'",
        )
    ),
    *(
        (
            "published_misprints_are_marked",
            f"update published_figures set is_suspect = false where value = {printed}",  # noqa: S608
        )
        for printed in MISPRINTS
    ),
]
ASSERTIONS = sorted(build.ASSERTIONS.glob("*.sql"))


@pytest.fixture
def loose(data):
    """Give a copy of the snapshot in memory, without keys and checks."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{database.current_snapshot()}' as built (read_only)")
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = 'built'"
        ).fetchall():
            connection.execute(f"create table {name} as from built.{name}")
        yield connection


def test_there_is_a_fault_for_every_assertion():
    assert {path.stem for path in ASSERTIONS} == {name for name, _ in FAULTS}


@pytest.mark.parametrize("path", ASSERTIONS, ids=lambda path: path.stem)
def test_an_assertion_says_what_it_asks_and_gives(path, loose):
    text = path.read_text(encoding="utf-8")
    parts = re.fullmatch(
        r"question: (.+\?) params: none returns: [^:]+: (.+)",
        " ".join(re.findall(r"^-- +(.*)$", text, re.MULTILINE)),
    )
    assert parts
    assert list(loose.execute(text).df().columns) == parts.group(2).split(", ")


def test_the_built_tables_are_sound(loose):
    build.assert_sound(loose)


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_an_assertion_catches_its_fault(name, fault, loose):
    assertion = (build.ASSERTIONS / f"{name}.sql").read_text(encoding="utf-8")
    assert loose.execute(assertion).fetchall() == []
    loose.execute(fault)
    assert len(loose.execute(assertion).fetchall()) > 0


def test_the_real_misprints_are_found_with_the_number_that_repairs_them(loose):
    loose.execute("update published_figures set is_suspect = false")
    text = (build.ASSERTIONS / "published_misprints_are_marked.sql").read_text(encoding="utf-8")
    rows = loose.execute(text).fetchall()
    assert {printed: repaired for _, printed, repaired in rows} == MISPRINTS
    assert len(rows) == len(MISPRINTS)


def test_tables_that_are_not_sound_are_refused_with_the_name_of_the_assertion(loose):
    loose.execute("insert into observations from observations limit 1")
    with pytest.raises(build.RefusedError, match="observation_keys_unique"):
        build.assert_sound(loose)
