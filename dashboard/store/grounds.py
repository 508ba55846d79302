"""What a check stands on: the reference tables and the workbooks in force, loaded once and kept.

A check sees its own workbook alone in tables without keys; for the rules that compare units or
versions, views put the workbooks in force beside it, for the time of a transaction.
"""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from duckdb import DuckDBPyConnection

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.reference import load
from dashboard.store import archive, build, database, readings, rules
from dashboard.store.build import Submission, Version

TABLES = ("submissions", "observations", "report_texts")
# One for the data in force, one for a check that began before the last publication.
KEPT_GROUNDS = 2
# The unit's own workbook in force becomes the version before.
BESIDE = """
alter table submissions rename to own_submissions;
alter table observations rename to own_observations;
alter table report_texts rename to own_report_texts;
create temp view submissions as
from own_submissions
union all
select * replace (unit_code not in (select unit_code from own_submissions) as is_current)
from kept_submissions;
create temp view observations as from own_observations union all from kept_observations;
create temp view report_texts as from own_report_texts union all from kept_report_texts;
"""


def in_force(data: Path) -> list[Version]:
    """List the workbooks in force that units sent; none where the archive is damaged."""
    try:
        listed = build.published_versions(data, archive.publications(data))
    except archive.DamagedError:
        # A check tells of the workbook; who builds or publishes is told of the archive.
        return []
    return [each for each in listed if each.is_current]


def digest_of(data: Path, listed: list[Version]) -> str:
    """Give a digest of what a ground is made from, without reading a workbook."""
    tables = sorted((data / "reference").glob("*.csv"))
    others = (data / "published" / "figures.csv", data / "boundaries" / "anchors.csv")
    parts = [readings.digest_of([*tables, *others])]
    for each in listed:
        said = readings.said(each.reading)
        # A workbook that was read again has the same name and another reading.
        written = said.stat().st_mtime_ns if said.exists() else None
        parts.append(f"{each.submission_id} {each.sha256} {written}")
    return archive.digest_of("\n".join(parts).encode())


@lru_cache(maxsize=KEPT_GROUNDS)
def ground(data: Path, _digest: str) -> DuckDBPyConnection:
    """Load the reference tables and the workbooks in force, as they were read when published."""
    connection = database.scratch(archive.readings_folder(data))
    build.load_reference(connection, data)
    build.load_publications(connection, ())
    lay(connection, sent(data))
    return connection


def sent(data: Path) -> list[Submission]:
    """Give the workbooks in force as they were kept."""
    reader = build.Reader(load(data), readings.stamp_of(data), keep=False)
    found = ((version, readings.kept(version.reading)) for version in in_force(data))
    return [reader.of_kept(version, kept) for version, kept in found if kept is not None]


def lay(connection: DuckDBPyConnection, others: list[Submission]) -> None:
    """Load workbooks into tables `kept_…`, without the keys that the archive was held to."""
    build.load_submissions(connection, [])
    for table in TABLES:
        connection.execute(f"create table kept_{table} as from {table} limit 0")
        connection.execute(f"drop table {table}")
        connection.execute(f"alter table kept_{table} rename to {table}")
    build.add_submissions(connection, others)
    for table in TABLES:
        connection.execute(f"alter table {table} rename to kept_{table}")


@contextmanager
def opened(data: Path) -> Generator[DuckDBPyConnection]:
    """Give a connection of one's own to the ground of some data."""
    cursor = ground(data, digest_of(data, in_force(data))).cursor()
    try:
        yield cursor
    finally:
        cursor.close()


def version_after(connection: DuckDBPyConnection, unit_code: str) -> int:
    """Number the version that a unit would publish next."""
    [[last]] = connection.execute(
        "select coalesce(max(version), 0) from kept_submissions where unit_code = $unit_code",
        {"unit_code": unit_code},
    ).fetchall()
    return last + 1


def judged(connection: DuckDBPyConnection, own: Submission) -> list[Finding]:
    """Load one workbook and judge it: alone, then beside the workbooks in force.

    Returns what reading and the rules found in it.
    """
    for table in TABLES:
        connection.execute(f"create or replace temp table {table} as from kept_{table} limit 0")
    own = replace(own, is_current=True)
    found = build.add_submissions(connection, [own]) + rules.run(connection, rules.ALONE)
    with tried(connection):
        # The rules see the workbooks in force beside the one that is checked.
        connection.execute(BESIDE)
        found += rules.run(connection, rules.ACROSS)
    return rules.of_submission(found, own.submission_id)


def judged_again(
    connection: DuckDBPyConnection,
    own: Submission,
    codes: Collection[str],
    meant: dict[tuple[str, str], Decimal | None],
) -> list[Finding]:
    """Run some rules as if cells of the workbook, by sheet and address, held other numbers.

    Nothing is kept. Returns what is found in that workbook.
    """
    with build.as_if(connection, own, meant):
        found = rules.run(connection, rules.of_codes(rules.ALONE, codes))
        if across := rules.of_codes(rules.ACROSS, codes):
            connection.execute(BESIDE)
            found += rules.run(connection, across)
    return rules.of_submission(found, own.submission_id)


@contextmanager
def tried(connection: DuckDBPyConnection) -> Generator[None]:
    """Take back at the end whatever is done meanwhile."""
    connection.execute("begin")
    try:
        yield
    finally:
        connection.execute("rollback")
