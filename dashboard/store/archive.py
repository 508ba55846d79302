"""The archive of published workbooks: every file kept as it came, every publication a record.

`data/submissions/files/` holds the workbooks under the digest of their content,
`data/submissions/readings/` what each was read as when it was accepted, and
`data/submissions/publications/` one JSON record a publication, numbered from 1. Workbooks and
records are only added to. A record appears in one atomic step, so that a publication is there as a
whole or not at all; the snapshot is made from the records and can be made again from them at any
time.
"""

import hashlib
import json
import os
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dashboard.catalogue.findings import Finding

DRAFT = ".draft"
# What the two files of a reading end with.
READING = (".parquet", ".json")


@dataclass(frozen=True)
class Deposit:
    """One workbook of a publication: its unit, its file and what the rules found in it."""

    unit_code: str
    file_name: str
    sha256: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Publication:
    """One publication: when (UTC), by whom, with which explanation, which workbooks."""

    number: int
    published_at: datetime
    published_by: str
    note: str
    deposits: tuple[Deposit, ...]


class DamagedError(Exception):
    """Raised when the archive is not as it was left; names the file and what is wrong."""


def files_folder(data: Path) -> Path:
    """Give the folder of the workbooks."""
    return data / "submissions" / "files"


def readings_folder(data: Path) -> Path:
    """Give the folder of what the workbooks were read as; each has the name of its workbook."""
    return data / "submissions" / "readings"


def records_folder(data: Path) -> Path:
    """Give the folder of the records."""
    return data / "submissions" / "publications"


def digest_of(content: bytes) -> str:
    """Give the digest that names a workbook."""
    return hashlib.sha256(content).hexdigest()


def publications(data: Path, *, until: int | None = None) -> tuple[Publication, ...]:
    """Give the publications in order, all of them or those up to a number.

    Raises:
        DamagedError: a record cannot be read, or one is missing.
    """
    found = tuple(record(path) for path in sorted(records_folder(data).glob("*.json")))
    numbers = [each.number for each in found]
    if numbers != list(range(1, len(found) + 1)):
        raise DamagedError(f"Sổ công bố thiếu bản ghi: đang có các số {numbers}.")
    return found if until is None else found[:until]


def count(data: Path) -> int:
    """Count the publications without reading them."""
    return sum(1 for _ in records_folder(data).glob("*.json"))


def record(path: Path) -> Publication:
    """Read a record.

    Raises:
        DamagedError: it is not a record.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        deposits = tuple(
            Deposit(
                each["unit_code"],
                each["file_name"],
                each["sha256"],
                tuple(Finding(**finding) for finding in each["findings"]),
            )
            for each in fields["deposits"]
        )
        return Publication(
            fields["number"],
            datetime.fromisoformat(fields["published_at"]),
            fields["published_by"],
            fields["note"],
            deposits,
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise DamagedError(f"Bản ghi công bố {path.name} không đọc được.") from fault


def whole(path: Path, file_name: str, sha256: str) -> bytes:
    """Give a workbook as it came.

    Raises:
        DamagedError: the file is missing or was changed.
    """
    try:
        held = path.read_bytes()
    except FileNotFoundError as missing:
        raise DamagedError(f"Kho lưu trữ thiếu tệp {file_name} ({sha256[:12]}…).") from missing
    if digest_of(held) != sha256:
        raise DamagedError(f"Tệp {file_name} trong kho lưu trữ đã bị thay đổi ({sha256[:12]}…).")
    return held


def keep(data: Path, held: bytes) -> str:
    """Keep a workbook as it came and give its digest.

    Raises:
        OSError: the disk is full or the folder is read-only.
    """
    digest = digest_of(held)
    path = files_folder(data) / digest
    if not path.exists():
        write_whole(path, held)
    return digest


def forget(data: Path, digests: Iterable[str]) -> set[str]:
    """Remove workbooks that no publication names: those of a publication that was refused.

    Returns the digests of those that were removed.
    """
    named = {deposit.sha256 for each in publications(data) for deposit in each.deposits}
    gone = set(digests) - named
    for digest in gone:
        (files_folder(data) / digest).unlink(missing_ok=True)
    return gone


def commit(data: Path, publication: Publication) -> None:
    """Record a publication in one step; its workbooks are kept already.

    Raises:
        OSError: the disk is full or the folder is read-only; there is no new publication.
    """
    fields = asdict(publication) | {"published_at": publication.published_at.isoformat()}
    text = json.dumps(fields, ensure_ascii=False, indent=1)
    write_whole(records_folder(data) / f"{publication.number:06d}.json", text.encode())


def write_whole(path: Path, held: bytes) -> None:
    """Write a file so that it is there as a whole or not at all, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}{DRAFT}")
    try:
        with draft.open("wb") as file:
            file.write(held)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def export(data: Path, to: Path) -> int:
    """Write the whole archive into one zip file and give the number of publications.

    Unpacked into the `submissions/` folder of another data folder it is the same archive.

    Raises:
        DamagedError: a workbook is missing or was changed; nothing is written.
        OSError: the file cannot be written.
    """
    published = publications(data)
    draft = to.with_name(f"{to.name}.{uuid.uuid4().hex[:8]}{DRAFT}")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as package:
            for each in published:
                name = f"{each.number:06d}.json"
                package.write(records_folder(data) / name, f"publications/{name}")
            kept = {deposit.sha256: deposit for each in published for deposit in each.deposits}
            for deposit in kept.values():
                path = files_folder(data) / deposit.sha256
                package.writestr(
                    f"files/{deposit.sha256}", whole(path, deposit.file_name, deposit.sha256)
                )
                for ending in READING:
                    kept_reading = readings_folder(data) / f"{deposit.sha256}{ending}"
                    if kept_reading.exists():
                        package.write(kept_reading, f"readings/{kept_reading.name}")
        draft.replace(to)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return len(published)
