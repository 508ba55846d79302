"""Checks one workbook in memory: reads it, runs every rule, keeps nothing."""

from dataclasses import dataclass
from pathlib import Path

from dashboard import build, database, reading
from dashboard.reading import Workbook
from dashboard.reference import Reference, data_folder
from dashboard.rules import Finding


@dataclass(frozen=True)
class Checked:
    """A workbook and what was found in it."""

    workbook: Workbook
    findings: tuple[Finding, ...]


def check(path: Path, *, reference: Reference) -> Checked:
    """Check a workbook.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
    """
    workbook = reading.read(path, reference=reference)
    with database.scratch() as connection:
        submissions = build.versions([(path, workbook)])
        build.load_reference(connection, data_folder())
        build.load_submissions(connection, submissions)
        found = build.findings_of(connection, submissions)
    return Checked(workbook, tuple(finding for _, finding in found))
