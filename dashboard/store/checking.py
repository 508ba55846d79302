"""Checks one workbook in memory: reads it, runs every rule, keeps nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.reference import Reference, data_folder
from dashboard.store import archive, build, database
from dashboard.store.build import Submission
from dashboard.workbook import files, reading
from dashboard.workbook.reading import Workbook


@dataclass(frozen=True)
class Checked:
    """A workbook and what was found in it."""

    workbook: Workbook
    findings: tuple[Finding, ...]


def silent(_words: str) -> None:
    """Say nothing of the progress."""


def check(path: Path, *, reference: Reference) -> Checked:
    """Check a workbook on disk.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
    """
    return check_content(path.name, files.content_of(path), reference=reference)


def check_content(
    name: str, content: bytes, *, reference: Reference, step: Callable[[str], None] = silent
) -> Checked:
    """Check a workbook in memory.

    Args:
        name: file name, for messages.
        content: what the file holds.
        reference: reference data.
        step: is told what is being done, in words.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
    """
    step("Đang đọc các biểu…")
    workbook = reading.read_content(name, content, reference=reference)
    step("Đang kiểm tra các quy tắc…")
    now = datetime.now(UTC).replace(tzinfo=None)
    data, unit_code = data_folder(), workbook.cover.unit_code
    others = build.compared_with(data, unit_code, reference)
    version = 1 + max((each.version for each in others if not each.is_current), default=0)
    digest = archive.digest_of(content)
    own = Submission(f"{unit_code}-{version}", version, True, now, digest, workbook)
    with database.scratch(archive.readings_folder(data)) as connection:
        build.load_reference(connection, data)
        build.load_publications(connection, ())
        found = build.judged_in_turn(connection, [own, *others], [own])
        own_findings = build.explained(connection, own, found, reference)
    return Checked(workbook, tuple(own_findings))
