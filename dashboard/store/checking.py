"""Checks one workbook in memory: reads it, runs every rule, keeps nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference, data_folder
from dashboard.store import archive, causes, grounds
from dashboard.store.build import Submission
from dashboard.store.causes import Entry
from dashboard.workbook import files, reading
from dashboard.workbook.reading import Workbook

KEY_FIELDS = list(Key.__dataclass_fields__)


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
        own_findings = grounds.judged(connection, own)
        if any(finding.severity != "info" for finding in own_findings):
            own_findings = causes.explained(
                own_findings,
                entries_of(workbook, reference),
                workbook.sheets,
                reading.form_of(reference, unit_code),
                reference,
                partial(
                    grounds.judged_again, connection, own, {each.rule for each in own_findings}
                ),
            )
    return Checked(workbook, tuple(own_findings))


def entries_of(workbook: Workbook, reference: Reference) -> dict[Key, Entry]:
    """Give the numbers of a workbook by their keys, as the form has them."""
    own = reference.units[workbook.cover.unit_code].area_code
    held = workbook.observations
    held = held[held["value_state"].eq("reported")]
    places = held[["value", "sheet", "cell"]].itertuples(index=False, name=None)
    keys = held[KEY_FIELDS].itertuples(index=False, name=None)
    return {
        Key(*parts, area_code="" if area == own else area): Entry(*place)
        for (*parts, area), place in zip(keys, places, strict=True)
    }
