"""What a later store has no keys for is asserted by queries: each catches a planted fault."""

import duckdb
import pytest

from dashboard import build, database

FAULTS = {
    "observation_keys_unique": "insert into observations select * from observations limit 1",
    "value_keys_unique": "insert into indicator_values select * from indicator_values limit 1",
    "observation_references_resolve": "update observations set indicator_code = 'no_such' "
    "where rowid = (select min(rowid) from observations)",
    "states_agree_with_values": "update indicator_values set value = null "
    "where indicator_code = 'poverty_rate' and area_code = '52'",
    "one_current_version_a_unit": "update submissions set is_current = false "
    "where unit_code = '542'",
    "province_is_ratio_of_sums": "update indicator_values set value = 12.8 "
    "where indicator_code = 'poverty_rate' and area_code = '52' and year = 2021",
}


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
    assert {path.stem for path in build.ASSERTIONS.glob("*.sql")} == set(FAULTS)


def test_the_built_tables_are_sound(loose):
    build.assert_sound(loose)


@pytest.mark.parametrize("name", FAULTS)
def test_an_assertion_catches_its_fault(name, loose):
    loose.execute(FAULTS[name])
    with pytest.raises(build.RefusedError, match=name):
        build.assert_sound(loose)
