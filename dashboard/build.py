"""Sources → snapshot: all or nothing, into a file of its own, put in force by one atomic step."""

import hashlib
import shutil
import uuid
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pandas as pd
from filelock import FileLock
from tqdm import tqdm

from dashboard import archive, boundaries, completeness, database, reading, rules
from dashboard.archive import Publication
from dashboard.reading import Workbook
from dashboard.reference import Reference, load
from dashboard.rules import Finding

BUILD = database.QUERIES / "build"
ASSERTIONS = database.QUERIES / "assertions"
KEPT_SNAPSHOTS = 3
KEPT_STATES = 5
# What does not fit goes to a folder beside the draft; the bar of a query would break the bar of
# the files.
BOUNDED = """
set python_enable_replacements = false;
set memory_limit = '4GB';
set preserve_insertion_order = false;
set enable_progress_bar = false;
"""
# Below this a second process costs more than it saves.
MANY_FILES = 40
SUBMISSION_COLUMNS = [
    "submission_id", "unit_code", "version", "file_name", "sha256", "received_at", "as_of_date",
    "report_submitted_on", "conference_held_on", "prepared_by", "template_version",
    "is_illustrative", "is_current", "publication",
]  # fmt: skip
FINDING_COLUMNS = (
    "submission_id", "rule", "severity", "sheet", "cell", "found", "expected", "message",
    "indicator_code", "year",
)  # fmt: skip
PUBLICATION_COLUMNS = ["publication", "published_at", "published_by", "note"]

# A commit that cannot be written is told as a failed transaction.
STORAGE_FAULTS = (
    OSError, duckdb.IOException, duckdb.TransactionException, duckdb.FatalException,
)  # fmt: skip


MEANT = """
update observations
set
    value = cast(meant as decimal(38, 10)),
    value_state = if(meant is null, 'not_submitted', 'reported')
from meant_numbers
where observations.sheet = meant_numbers.sheet and observations.cell = meant_numbers.cell
"""


class RefusedError(Exception):
    """Raised when the sources cannot be published; nothing was changed."""


class StorageError(RefusedError):
    """Raised when the disk is full or a folder cannot be written; nothing was changed."""


@dataclass(frozen=True)
class Version:
    """One version of a unit's workbook, to be read; a sample belongs to no publication."""

    submission_id: str
    version: int
    is_current: bool
    file_name: str
    sha256: str
    path: Path
    publication: int | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class Submission:
    """One version of a unit's workbook, read and named."""

    submission_id: str
    version: int
    is_current: bool
    received_at: datetime
    sha256: str
    workbook: Workbook
    publication: int | None = None


@dataclass(frozen=True)
class Draft:
    """A finished snapshot that is not in force yet: its file, its counts, what was found."""

    path: Path
    units: int
    illustrative_units: int
    observations: int
    findings: tuple[tuple[str, Finding], ...]


@dataclass(frozen=True)
class Built:
    """What a build put in force."""

    snapshot: Path
    units: int
    illustrative_units: int
    observations: int
    findings: int


def refresh(data: Path) -> Path:
    """Give the snapshot in force; build it first when it is missing or older than its sources.

    A publication that was recorded but not yet put in force (the machine stopped between the two)
    is put in force here.

    Raises:
        RefusedError: it had to be built and the sources cannot be published.
    """
    pointer = database.snapshot_folder(data) / database.POINTER
    if pointer.exists():
        name, digest = pointer.read_text(encoding="utf-8").split()
        if digest == source_digest(data) and (pointer.parent / name).exists():
            return pointer.parent / name
    return build(data).snapshot


def source_files(data: Path, *, until: int | None = None) -> list[Path]:
    """List the files a snapshot is made from, in a stable order."""
    folders = [data / name for name in ("reference", "published", "boundaries")]
    files = [path for folder in folders for path in folder.glob("*") if path.is_file()]
    files += sample_files(data)
    # A record holds the digests of its workbooks.
    files += sorted(archive.records_folder(data).glob("*.json"))[:until]
    files += [path for path in database.QUERIES.rglob("*.sql") if path.parent != database.QUERIES]
    return sorted(files)


def source_digest(data: Path, *, until: int | None = None) -> str:
    """Give a digest of the names and contents of all sources."""
    digest = hashlib.sha256()
    for path in source_files(data, until=until):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def sample_files(data: Path) -> list[Path]:
    """List the sample workbooks; the name of each begins with the code of its unit."""
    files = (data / "sample").glob("*.xlsx")
    return sorted(path for path in files if not path.name.startswith("~$"))


def build(data: Path, *, to: Path | None = None, progress: bool = False) -> Built:
    """Build a snapshot from `data` and put it in force, or with `to` only write it there.

    Raises:
        RefusedError: a source cannot be read or breaks a rule; nothing was changed.
    """
    folder = database.snapshot_folder(data)
    with locked(data):
        digest = source_digest(data)
        published = records(data)
        with drafted(data, published, digest, progress=progress) as draft:
            if to is None:
                return put_in_force(folder, draft, digest)
            with storage_faults(to.parent):
                draft.path.replace(to)
            return built_of(draft, to)


def state_after(data: Path, number: int) -> Path:
    """Give the snapshot of the data as they stood after a publication (0: before the first).

    It is built when it is asked for the first time; the last `KEPT_STATES` are kept.

    Raises:
        RefusedError: the state cannot be built from the archive.
    """
    folder = database.snapshot_folder(data) / "states"
    digest = source_digest(data, until=number)
    path = folder / f"{digest}.duckdb"
    with locked(data):
        if not path.exists():
            with drafted(data, records(data, until=number), digest) as draft:
                folder.mkdir(exist_ok=True)
                draft.path.replace(path)
            others = [each for each in folder.glob("*.duckdb") if each != path]
            remove(sorted(others, key=lambda each: each.stat().st_mtime)[: 1 - KEPT_STATES])
    return path


def records(data: Path, *, until: int | None = None) -> tuple[Publication, ...]:
    """Give the publications.

    Raises:
        RefusedError: the archive is damaged.
    """
    try:
        return archive.publications(data, until=until)
    except archive.DamagedError as damaged:
        raise RefusedError(str(damaged)) from damaged


@contextmanager
def locked(data: Path) -> Generator[None]:
    """Let one process at a time write, and clear away what one that was killed left unfinished.

    Raises:
        StorageError: the folder cannot be written.
    """
    folder = database.snapshot_folder(data)
    with storage_faults(folder):
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire()
    try:
        for each in (folder, archive.files_folder(data), archive.records_folder(data)):
            remove(each.glob(f"*{archive.DRAFT}*"))
        yield
    finally:
        lock.release()


@contextmanager
def storage_faults(folder: Path) -> Generator[None]:
    """Turn a full disk or a folder that cannot be written into a refusal.

    Raises:
        StorageError: names the folder and what the system said.
    """
    try:
        yield
    except STORAGE_FAULTS as fault:
        raise StorageError(
            f"Không ghi được vào thư mục “{folder.name}” (hết chỗ trên đĩa hoặc trong bộ nhớ, "
            f"hoặc thư mục chỉ cho đọc): {str(fault).splitlines()[0]}. Không có gì thay đổi."
        ) from fault


@contextmanager
def drafted(
    data: Path, published: Sequence[Publication], digest: str, *, progress: bool = False
) -> Generator[Draft]:
    """Give a finished snapshot that is not in force yet, and remove it unless it was moved.

    Raises:
        RefusedError: a source cannot be read or breaks a rule, or the disk is full.
    """
    folder = database.snapshot_folder(data)
    path = folder / f"{uuid.uuid4().hex}{archive.DRAFT}"
    try:
        with storage_faults(folder):
            try:
                reference = load(data)
                listed = versions(data, published)
                bar = tqdm(read_all(listed, reference), total=len(listed), desc="Đọc biểu",
                           unit=" tệp", disable=not progress)  # fmt: skip
                draft = write(path, data, bar, published, digest)
            except (ValueError, reading.UnreadableError, archive.DamagedError) as refused:
                raise RefusedError(str(refused)) from refused
        yield draft
    finally:
        remove(folder.glob(f"{path.name}*"))


def versions(data: Path, published: Sequence[Publication]) -> list[Version]:
    """List every version of every unit's workbook; a unit that published none has its sample."""
    deposits = [(each, deposit) for each in published for deposit in each.deposits]
    last = Counter(deposit.unit_code for _, deposit in deposits)
    numbers: Counter[str] = Counter()
    listed = []
    for path in sample_files(data):
        unit_code = path.name.partition("_")[0]
        if unit_code not in last:
            digest = archive.digest_of(path.read_bytes())
            listed.append(Version(f"{unit_code}-1", 1, True, path.name, digest, path))
    for each, deposit in deposits:
        unit_code = deposit.unit_code
        numbers[unit_code] += 1
        version = numbers[unit_code]
        path = archive.files_folder(data) / deposit.sha256
        listed.append(
            Version(f"{unit_code}-{version}", version, version == last[unit_code],
                    deposit.file_name, deposit.sha256, path, each.number, each.published_at)
        )  # fmt: skip
    return listed


def read_all(listed: Sequence[Version], reference: Reference) -> Iterator[Submission]:
    """Read workbooks one after the other, many of them in several processes.

    Raises:
        UnreadableError: names the first file that cannot be read.
        DamagedError: a file of the archive is missing or was changed.
    """
    read = partial(read_version, reference=reference)
    if len(listed) < MANY_FILES:
        yield from map(read, listed)
        return
    # Fresh processes: a copy of this one would hold DuckDB's threads half alive.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        # In portions, so that what was read and not yet loaded stays small.
        for start in range(0, len(listed), MANY_FILES):
            yield from pool.map(read, listed[start : start + MANY_FILES], chunksize=4)


def read_version(version: Version, *, reference: Reference) -> Submission:
    """Read one version.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
        DamagedError: the file is missing or was changed.
    """
    content = archive.whole(version.path, version.file_name, version.sha256)
    workbook = reading.read_content(version.file_name, content, reference=reference)
    received = version.received_at or datetime.combine(workbook.cover.as_of_date, time())
    return Submission(
        version.submission_id, version.version, version.is_current, received, version.sha256,
        workbook, version.publication,
    )  # fmt: skip


def write(
    file: Path, data: Path, submissions: Iterable[Submission], published: Sequence[Publication],
    digest: str,
) -> Draft:  # fmt: skip
    """Write a snapshot file.

    Raises:
        RefusedError: a workbook has an error or a check of the finished tables fails.
    """
    with duckdb.connect(str(file), config=database.OFFLINE) as connection:
        connection.execute(BOUNDED)
        load_reference(connection, data)
        load_publications(connection, published)
        found = load_submissions(connection, submissions) + rules.run(connection)
        refuse_errors(connection, found)
        register_findings(connection, found)
        register_boundaries(connection, data)
        snapshot = pd.DataFrame(
            {"built_at": [datetime.now(UTC).replace(tzinfo=None)], "source_digest": [digest]}
        )
        connection.register("incoming_snapshot", snapshot)
        execute(connection, statements(first="33"))
        assert_sound(connection)
        [[units, illustrative, observations]] = connection.execute(
            "select count(*), count(*) filter (where is_illustrative), "
            "(select count(*) from observations) from submissions where is_current"
        ).fetchall()
    return Draft(file, units, illustrative, observations, tuple(found))


def statements(first: str = "00", last: str = "99") -> Iterator[str]:
    """Give the build statements in order, of the files numbered from `first` to before `last`."""
    for path in sorted(BUILD.glob("*.sql")):
        if first <= path.name[:2] < last:
            yield path.read_text(encoding="utf-8")


def execute(connection: duckdb.DuckDBPyConnection, texts: Iterable[str]) -> None:
    """Run build statements one after the other."""
    for text in texts:
        connection.execute(text)


def load_reference(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Create and fill the reference and published tables from the CSV files."""
    for path in (
        *(data / "reference").glob("*.csv"),
        data / "published" / "figures.csv",
        data / "boundaries" / "anchors.csv",
    ):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
        connection.register(f"source_{path.stem}", frame)
    execute(connection, statements(last="29"))


def load_publications(
    connection: duckdb.DuckDBPyConnection, published: Sequence[Publication]
) -> None:
    """Create and fill the table of publications."""
    rows = [
        (each.number, each.published_at, each.published_by, each.note or None)
        for each in published
    ]
    connection.register("incoming_publications", pd.DataFrame(rows, columns=PUBLICATION_COLUMNS))
    execute(connection, statements(first="29", last="30"))


def load_submissions(
    connection: duckdb.DuckDBPyConnection, submissions: Iterable[Submission]
) -> list[tuple[str, Finding]]:
    """Create and fill the tables of workbooks, observations and texts, one workbook at a time.

    Returns what reading found, each with its submission.
    """
    parts = (
        ("observations", "incoming_observations", ["submission_id", *reading.COLUMNS]),
        ("texts", "incoming_texts", ["submission_id", *reading.TEXT_COLUMNS]),
    )
    for _, table, columns in parts:
        typed = ", ".join(f"{column} varchar" for column in columns)
        connection.execute(f"create or replace temp table {table} ({typed})")
    rows, found = [], []
    for each in submissions:
        rows.append(submission_row(each))
        own = (*each.workbook.findings, *completeness.findings(each.workbook))
        found += [(each.submission_id, finding) for finding in own]
        for part, table, columns in parts:
            # As text: DuckDB would guess the width of decimals from the first ones it sees.
            frame = getattr(each.workbook, part).astype("string")
            connection.register("batch", frame.assign(submission_id=each.submission_id)[columns])
            connection.table("batch").insert_into(table)
    connection.register("incoming_submissions", pd.DataFrame(rows, columns=SUBMISSION_COLUMNS))
    execute(connection, statements(first="30", last="33"))
    for _, table, _ in parts:
        connection.execute(f"drop table {table}")
    return found


def judged(
    connection: duckdb.DuckDBPyConnection, codes: Collection[str],
    meant: dict[tuple[str, str], Decimal | None],
) -> list[Finding]:  # fmt: skip
    """Run some rules as if cells, by sheet and address, held other numbers; nothing is kept."""
    changes = pd.DataFrame(
        [(sheet, cell, None if value is None else str(value))
         for (sheet, cell), value in meant.items()],
        columns=["sheet", "cell", "meant"], dtype="string",
    )  # fmt: skip
    connection.register("meant_numbers", changes)
    connection.execute("begin")
    try:
        connection.execute(MEANT)
        asked = tuple(rule for rule in rules.RULES if rule.code in codes)
        return [finding for _, finding in rules.run(connection, asked)]
    finally:
        connection.execute("rollback")
        connection.unregister("meant_numbers")


def submission_row(each: Submission) -> dict[str, object]:
    """Give the row of a submission."""
    cover = each.workbook.cover
    return {
        "submission_id": each.submission_id, "unit_code": cover.unit_code,
        "version": each.version, "file_name": each.workbook.file_name, "sha256": each.sha256,
        "received_at": each.received_at, "as_of_date": cover.as_of_date,
        "report_submitted_on": cover.report_submitted_on,
        "conference_held_on": cover.conference_held_on, "prepared_by": cover.prepared_by,
        "template_version": cover.template_version, "is_illustrative": cover.is_illustrative,
        "is_current": each.is_current, "publication": each.publication,
    }  # fmt: skip


def refuse_errors(
    connection: duckdb.DuckDBPyConnection, found: list[tuple[str, Finding]]
) -> None:
    """Refuse when a current workbook has an error.

    Raises:
        RefusedError: one line an error.
    """
    rows = connection.execute("select submission_id from submissions where is_current").fetchall()
    current = {submission_id for (submission_id,) in rows}
    errors = [
        finding.message
        for submission_id, finding in found
        if finding.severity == "error" and submission_id in current
    ]
    if errors:
        raise RefusedError("\n".join(errors))


def register_findings(
    connection: duckdb.DuckDBPyConnection, found: list[tuple[str, Finding]]
) -> None:
    """Hand the findings to the build statements."""
    rows = [
        (
            submission_id, each.rule, each.severity, each.sheet, each.cell, each.found,
            each.expected, each.message, each.indicator_code or None, each.year or None,
        )
        for submission_id, each in found
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(FINDING_COLUMNS)).astype(
        dict.fromkeys(FINDING_COLUMNS, "string")
    )
    connection.register("incoming_findings", frame)


def register_boundaries(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Hand the outlines of districts and communes to the build statements."""
    try:
        outlines = boundaries.load(data / "boundaries")
        cells, middles = boundaries.load_communes(data / "boundaries")
    except ValueError as refused:
        raise RefusedError(str(refused)) from refused
    connection.register("incoming_boundaries", outlines)
    connection.register("incoming_commune_cells", cells)
    connection.register("incoming_commune_anchors", middles)


def assert_sound(connection: duckdb.DuckDBPyConnection) -> None:
    """Assert with queries what a store without keys and checks would not hold by itself.

    Raises:
        RefusedError: names the check and the first rows that break it.
    """
    for path in sorted(ASSERTIONS.glob("*.sql")):
        broken = connection.execute(path.read_text(encoding="utf-8")).df()
        if len(broken):
            raise RefusedError(
                f"Kiểm tra {path.stem} không đạt ({len(broken)} dòng):\n{broken.head(5)}"
            )


def built_of(draft: Draft, snapshot: Path) -> Built:
    """Say what a draft became."""
    return Built(
        snapshot, draft.units, draft.illustrative_units, draft.observations, len(draft.findings)
    )


def put_in_force(folder: Path, draft: Draft, digest: str) -> Built:
    """Name a finished snapshot and point readers to it in one atomic step.

    Raises:
        StorageError: the folder cannot be written; the older snapshot stays in force.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.duckdb"
    with storage_faults(folder):
        draft.path.replace(folder / name)
        archive.write_whole(folder / database.POINTER, f"{name} {digest}".encode())
        older = sorted(path for path in folder.glob("*.duckdb") if path.name != name)
        remove(older[: 1 - KEPT_SNAPSHOTS])
    return built_of(draft, folder / name)


def remove(paths: Iterable[Path]) -> None:
    """Remove files and folders; one still open elsewhere (Windows) waits its turn."""
    for path in paths:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except PermissionError:
            continue
