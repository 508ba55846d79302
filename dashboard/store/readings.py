"""Workbooks as they were read, kept so that what was accepted stays readable and is read once.

A reading is two files of one name: the observations as text in Parquet, and in JSON the cover, the
texts, what reading found, by which reader and for which form, and the digest of the Parquet file.
The JSON file is written last: a reading without it, or whose Parquet file is another, is none.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store import archive
from dashboard.words import formats
from dashboard.workbook import reading
from dashboard.workbook.asked import Filled, form_of
from dashboard.workbook.collecting import Findings
from dashboard.workbook.cover import Cover
from dashboard.workbook.reading import Workbook

# Of the two files: another number when older readings can no longer be loaded as they are.
LAYOUT = 1
CODE = Path(__file__).parents[1]
# The wings that make observations and snapshots out of files.
WINGS = ("catalogue", "words", "workbook", "store")
# What of the reference data says which cells a form has.
FORM_FILES = (
    "areas",
    "indicators",
    "indicator_terms",
    "sheets",
    "programmes",
    "deprivations",
    "causes",
    "breakdowns",
    "projects",
    "capital_sources",
    "capital_types",
    "settlements",
    "household_classes",
    "reporting_units",
)
STAMP = 12
BREAKDOWNS = (
    "settlement",
    "household_class",
    "project_code",
    "capital_source",
    "capital_type",
    "member_code",
)
PLACE = ("indicator_code", "year", "area_code", *BREAKDOWNS)


@dataclass(frozen=True)
class Stamp:
    """What made a reading: the code that read and the reference data that laid out the form."""

    reader: str
    form: str


@dataclass(frozen=True)
class Kept:
    """A reading that is kept; `workbook` is without its observations, which are in a file."""

    workbook: Workbook
    observations: Path
    stamp: Stamp


def code_files() -> list[Path]:
    """List the Python files that a reading or a snapshot may depend on, in a stable order."""
    return sorted(path for wing in WINGS for path in (CODE / wing).glob("*.py"))


def digest_of(files: Iterable[Path]) -> str:
    """Give a digest of the names and contents of files."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def stamp_of(data: Path) -> Stamp:
    """Say what reads workbooks now."""
    tables = [data / "reference" / f"{name}.csv" for name in FORM_FILES]
    # The layout of the form is code, too.
    form = digest_of([*tables, CODE / "catalogue" / "forms.py"])
    return Stamp(digest_of(code_files())[:STAMP], form[:STAMP])


def said(path: Path) -> Path:
    """Give the JSON file of a reading, whose files are named by `path` without an ending."""
    return path.with_name(f"{path.name}{archive.READING[1]}")


def listed(path: Path) -> Path:
    """Give the Parquet file of a reading."""
    return path.with_name(f"{path.name}{archive.READING[0]}")


def forget(data: Path, digests: Iterable[str]) -> None:
    """Remove the readings of workbooks that were not published."""
    for digest in digests:
        path = archive.readings_folder(data) / digest
        said(path).unlink(missing_ok=True)
        listed(path).unlink(missing_ok=True)


def keep(path: Path, workbook: Workbook, stamp: Stamp) -> Kept:
    """Keep a reading under the name of its workbook.

    Raises:
        OSError: the disk is full or the folder is read-only.
    """
    held = workbook.observations.astype("string").to_parquet(None, index=False)
    fields = {
        "layout": LAYOUT,
        "reader": stamp.reader,
        "form": stamp.form,
        "observations": archive.digest_of(held),
        "file_name": workbook.file_name,
        "cover": asdict(workbook.cover),
        "cells_asked": workbook.cells_asked,
        "texts": workbook.texts.astype(object)
        .where(workbook.texts.notna(), None)
        .to_numpy()
        .tolist(),
        "findings": [asdict(finding) for finding in workbook.findings],
        "sheets": [asdict(each) for each in workbook.sheets],
    }
    archive.write_whole(listed(path), held)
    text = json.dumps(fields, ensure_ascii=False, indent=1, default=date.isoformat)
    archive.write_whole(said(path), text.encode())
    return Kept(without_observations(workbook), listed(path), stamp)


def kept(path: Path) -> Kept | None:
    """Give the reading that is kept under a name; none where there is none that is whole."""
    try:
        fields = json.loads(said(path).read_bytes())
        held = listed(path).read_bytes()
        if fields["layout"] != LAYOUT or fields["observations"] != archive.digest_of(held):
            return None
        workbook = Workbook(
            file_name=fields["file_name"],
            cover=cover_of(fields["cover"]),
            observations=pd.DataFrame(columns=list(reading.COLUMNS)),
            texts=pd.DataFrame(fields["texts"], columns=list(reading.TEXT_COLUMNS), dtype=object),
            findings=tuple(Finding(**finding) for finding in fields["findings"]),
            cells_asked=fields["cells_asked"],
            sheets=tuple(
                Filled(**each | {"blanks": tuple(each["blanks"])}) for each in fields["sheets"]
            ),
        )
        return Kept(workbook, listed(path), Stamp(fields["reader"], fields["form"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        # Nothing is lost: the workbook stands beside it and is read again.
        return None


def cover_of(fields: dict[str, Any]) -> Cover:
    """Make a cover of what JSON held."""

    def day(name: str) -> date | None:
        return None if fields[name] is None else date.fromisoformat(fields[name])

    held: dict[str, Any] = fields | {
        "as_of_date": date.fromisoformat(fields["as_of_date"]),
        "report_submitted_on": day("report_submitted_on"),
        "conference_held_on": day("conference_held_on"),
        "value_kinds": {int(year): kind for year, kind in fields["value_kinds"].items()},
    }
    return Cover(**held)


def without_observations(workbook: Workbook) -> Workbook:
    """Give a workbook without its observations."""
    return replace(workbook, observations=workbook.observations.iloc[:0])


def opened(reading_kept: Kept) -> Workbook:
    """Give the workbook of a reading with its observations, as text."""
    frame = pd.read_parquet(BytesIO(reading_kept.observations.read_bytes()))
    return replace(reading_kept.workbook, observations=frame)


def adapted(workbook: Workbook, reference: Reference) -> Workbook:
    """Give a workbook that was read for another form as what it is for the form of today.

    Numbers that the form no longer asks are left out, those that it asks now are not submitted;
    both are findings. Nothing is read again.
    """
    form = form_of(reference, workbook.cover.unit_code)
    own_area = reference.units[workbook.cover.unit_code].area_code
    keys = [
        Key(
            area_code="" if area == own_area else area,
            year=int(year),
            indicator_code=indicator,
            **dict(zip(BREAKDOWNS, parts, strict=True)),
        )
        for indicator, year, area, *parts in zip(
            *(workbook.observations[name] for name in PLACE), strict=True
        )
    ]
    is_asked = [key in form.cells for key in keys]
    found = Findings(workbook.file_name)
    reading.note_missing(form, dict.fromkeys(keys), reference, found, on_older_form=True)
    gone = workbook.observations[[not asked for asked in is_asked]]
    counts = Counter(zip(gone["sheet"], gone["indicator_code"], strict=True))
    for (sheet, indicator), count in counts.items():
        name = reference.indicators[indicator].name if indicator in reference.indicators else ""
        found.add(
            "R11",
            "warning",
            f"{formats.number(count, 0)} ô của chỉ tiêu “{name or indicator}” không còn trong "
            "biểu mẫu hiện hành, không được tính.",
            sheet=sheet,
            found=indicator,
            expected="chỉ tiêu của biểu mẫu hiện hành",
        )
    before = (finding for finding in workbook.findings if finding.rule != "R04")
    return replace(
        workbook, observations=workbook.observations[is_asked], findings=(*before, *found.all())
    )
