"""Reads the archive again with the reader and the form of today, and says what comes out otherwise.

Builds never do this: they load what was read when a workbook was accepted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dashboard.catalogue.reference import Reference, load
from dashboard.store import archive, build, readings
from dashboard.words import formats
from dashboard.workbook import reading
from dashboard.workbook.grids import UnreadableError
from dashboard.workbook.reading import Workbook

# Of one workbook; the rest are counted.
LISTED = 20
MARKS = {"not_submitted": "…", "not_applicable": "–"}
NONE = "không có"
Numbers = dict[tuple[str, ...], tuple[str, str, str]]


@dataclass(frozen=True)
class Reread:
    """One archived workbook read again; without a `workbook` it could not be read."""

    digest: str
    title: str
    workbook: Workbook | None
    differences: tuple[str, ...]


def reread(data: Path) -> Iterator[Reread]:
    """Read every archived workbook again and compare; nothing is changed.

    Raises:
        DamagedError: a record or a workbook is missing or was changed.
    """
    reference = load(data)
    named = {
        deposit.sha256: deposit for each in archive.publications(data) for deposit in each.deposits
    }
    for digest, deposit in named.items():
        content = archive.whole(archive.files_folder(data) / digest, deposit.file_name, digest)
        unit = reference.units.get(deposit.unit_code)
        title = f"{unit.name if unit else deposit.unit_code}, {deposit.file_name}"
        try:
            again = reading.read_content(deposit.file_name, content, reference=reference)
        except UnreadableError as unreadable:
            said = (f"không đọc lại được, giữ bản đọc cũ: {unreadable}",)
            yield Reread(digest, title, None, said)
            continue
        kept = readings.kept(archive.readings_folder(data) / digest)
        if kept is None:
            said = ("chưa có bản đọc được lưu",)
        else:
            said = tuple(differences(readings.opened(kept), again, reference))
        yield Reread(digest, title, again, said)


def differences(before: Workbook, after: Workbook, reference: Reference) -> Iterator[str]:
    """Say in which numbers and findings two readings of one workbook differ."""
    first, second = numbers_of(before), numbers_of(after)
    keys = [key for key in first | second if first.get(key, ())[:1] != second.get(key, ())[:1]]
    for key in keys[:LISTED]:
        _, sheet, cell = second.get(key) or first[key]
        yield (
            f"biểu “{sheet}”, ô {cell}, {name_of(key, reference)}: {shown(first, key)} → "
            f"{shown(second, key)}"
        )
    if len(keys) > LISTED:
        yield f"còn {formats.number(len(keys) - LISTED, 0)} ô khác"
    counts = [
        Counter((each.rule, each.severity) for each in book.findings) for book in (before, after)
    ]
    for rule, severity in sorted(counts[0] | counts[1]):
        old, new = (count[rule, severity] for count in counts)
        if old != new:
            yield f"phát hiện {rule} ({severity}): {old} → {new}"


def numbers_of(workbook: Workbook) -> Numbers:
    """Give what stands for each number, its sheet and cell, by its key."""
    held = workbook.observations.astype("string").fillna("")
    places = zip(held["value"], held["value_state"], held["sheet"], held["cell"], strict=True)
    keys = zip(*(held[name] for name in reading.KEY_COLUMNS), strict=True)
    return {
        key: (MARKS.get(state, value), sheet, cell)
        for key, (value, state, sheet, cell) in zip(keys, places, strict=True)
    }


def name_of(key: tuple[str, ...], reference: Reference) -> str:
    """Name a number: its indicator and year."""
    fields = dict(zip(reading.KEY_COLUMNS, key, strict=True))
    indicator = reference.indicators.get(fields["indicator_code"])
    name = indicator.name if indicator else fields["indicator_code"]
    return f"“{name}” năm {fields['year']}"


def shown(numbers: Numbers, key: tuple[str, ...]) -> str:
    """Give a number as it is printed."""
    if key not in numbers:
        return NONE
    value = numbers[key][0]
    return value if value in MARKS.values() else formats.entered(float(Decimal(value)), "count")


def apply(data: Path, done: list[Reread]) -> build.Built:
    """Keep what was read again in place of what was read before, and build.

    Raises:
        RefusedError: a source cannot be read, or the disk is full.
    """
    stamp = readings.stamp_of(data)
    folder = archive.readings_folder(data)
    with build.locked(data), build.storage_faults(folder):
        for each in done:
            if each.workbook is not None:
                readings.keep(folder / each.digest, each.workbook, stamp)
    return build.build(data)
