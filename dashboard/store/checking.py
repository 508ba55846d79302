"""Checks one workbook in memory: reads it, runs every rule, keeps nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.reference import Reference, data_folder
from dashboard.store import archive, causes, grounds
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
    unit_code = workbook.cover.unit_code
    digest = archive.digest_of(content)
    with grounds.opened(data_folder()) as connection:
        version = grounds.version_after(connection, unit_code)
        own = Submission(f"{unit_code}-{version}", version, True, now, digest, workbook)
        found = grounds.judged(connection, own)
        judge = partial(grounds.judged_again, connection, own, {each.rule for each in found})
        own_findings = causes.named(found, workbook, reference, judge)
    return Checked(workbook, tuple(own_findings))
