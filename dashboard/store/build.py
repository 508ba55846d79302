"""Sources → snapshot: all or nothing, into a file of its own, put in force by one atomic step."""

import glob
import hashlib
import shutil
import uuid
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pandas as pd
from filelock import FileLock
from tqdm import tqdm

from dashboard.catalogue import forms
from dashboard.catalogue.findings import Finding
from dashboard.catalogue.reference import Reference, load
from dashboard.store import archive, boundaries, causes, database, readings, rules
from dashboard.store.archive import Publication
from dashboard.store.readings import Kept, Stamp
from dashboard.workbook import completeness, reading
from dashboard.workbook.cover import Cover
from dashboard.workbook.grids import UnreadableError
from dashboard.workbook.reading import Workbook

BUILD = database.QUERIES / "build"
LOADING = database.QUERIES / "loading"
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
    "submission_id",
    "unit_code",
    "version",
    "file_name",
    "sha256",
    "received_at",
    "as_of_date",
    "report_submitted_on",
    "conference_held_on",
    "prepared_by",
    "template_version",
    "is_illustrative",
    "is_current",
    "publication",
]
FINDING_COLUMNS = (
    "submission_id",
    "rule",
    "severity",
    "sheet",
    "cell",
    "found",
    "expected",
    "message",
    "indicator_code",
    "year",
)
PARTS = (
    ("observations", "incoming_observations", ["submission_id", *reading.COLUMNS]),
    ("texts", "incoming_texts", ["submission_id", *reading.TEXT_COLUMNS]),
)
SAMPLE = "sample-"
PUBLICATION_COLUMNS = ["publication", "published_at", "published_by", "note"]

# A commit that cannot be written is told as a failed transaction.
STORAGE_FAULTS = (
    OSError,
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.FatalException,
)

MEANT = """
update observations
set
    value = cast(meant as decimal(38, 10)),
    value_state = if(meant is null, 'not_submitted', 'reported')
from meant_numbers
where
    observations.submission_id = $submission_id
    and observations.sheet = meant_numbers.sheet
    and observations.cell = meant_numbers.cell
"""


class RefusedError(Exception):
    """Raised when the sources cannot be published; nothing was changed."""


class StorageError(RefusedError):
    """Raised when the disk is full or a folder cannot be written; nothing was changed."""


@dataclass(frozen=True)
class Version:
    """One version of a unit's workbook; a sample belongs to no publication.

    `reading` names the files of its reading. A superseded version has the findings of its day.
    """

    submission_id: str
    version: int
    is_current: bool
    file_name: str
    sha256: str
    path: Path
    reading: Path
    unit_code: str
    publication: int | None = None
    received_at: datetime | None = None
    recorded: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Submission:
    """One version of a unit's workbook, read and named.

    Its observations stand in the Parquet file `observations`, without one in the workbook.
    """

    submission_id: str
    version: int
    is_current: bool
    received_at: datetime
    sha256: str
    workbook: Workbook
    publication: int | None = None
    observations: Path | None = None


@dataclass(frozen=True)
class Unread:
    """A sample that nothing can read: its unit has no workbook, and nothing is refused."""

    finding: Finding


@dataclass(frozen=True)
class Reader:
    """Reads versions: as they were kept, else from the workbook."""

    reference: Reference
    stamp: Stamp
    keep: bool

    def read(self, version: Version) -> Submission | Unread:
        """Read one version; of a sample that cannot be read, what was found.

        Raises:
            DamagedError: the file is missing or was changed.
            OSError: the reading cannot be kept.
        """
        content = archive.whole(version.path, version.file_name, version.sha256)
        kept = readings.kept(version.reading)
        if kept is None:
            try:
                workbook = reading.read_content(
                    version.file_name, content, reference=self.reference
                )
            except UnreadableError as unreadable:
                if version.received_at is None:
                    return Unread(unreadable.finding)
                return named(version, unread(version, version.received_at, unreadable))
            if not self.keep:
                return named(version, workbook)
            kept = readings.keep(version.reading, workbook, self.stamp)
        return self.of_kept(version, kept)

    def of_kept(self, version: Version, kept: Kept) -> Submission:
        """Give a version as it was kept, for the form of today."""
        if kept.stamp.form != self.stamp.form:
            return named(version, readings.adapted(readings.opened(kept), self.reference))
        return named(version, kept.workbook, kept.observations)


@dataclass(frozen=True)
class Draft:
    """A finished snapshot that is not in force yet: its file, its counts, what was found.

    `unread` are samples that could not be read; their units have no workbook in it. `told` is what
    was found in each workbook of the publication that is judged, causes first.
    """

    path: Path
    digest: str
    units: int
    illustrative_units: int
    observations: int
    findings: tuple[tuple[str, Finding], ...]
    unread: tuple[Finding, ...] = ()
    told: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """What a build put in force, and the samples that could not be read."""

    snapshot: Path
    units: int
    illustrative_units: int
    observations: int
    findings: int
    unread: tuple[Finding, ...] = ()


def refresh(data: Path) -> Path:
    """Give the snapshot in force; build it first when it is missing, damaged or out of date.

    A publication that was recorded but not yet put in force (the machine stopped between the two)
    is put in force here.

    Raises:
        RefusedError: it had to be built and the sources cannot be published.
    """
    folder = database.snapshot_folder(data)
    try:
        name, digest = database.pointed(folder)
    except database.NoSnapshotError:
        return build(data).snapshot
    is_fresh = digest == source_digest(data, records(data))
    return folder / name if is_fresh and database.is_sound(folder / name) else build(data).snapshot


def source_files(data: Path) -> list[Path]:
    """List the files a snapshot is made from beside the archive, in a stable order.

    The Python files that read, lay out and judge a workbook are among them, like the SQL files.
    """
    folders = [data / name for name in ("reference", "published", "boundaries")]
    files = [path for folder in folders for path in folder.glob("*") if path.is_file()]
    files += sample_files(data)
    files += [path for path in database.QUERIES.rglob("*.sql") if path.parent != database.QUERIES]
    return sorted(files) + readings.code_files()


def source_digest(data: Path, published: Sequence[Publication]) -> str:
    """Give a digest of all sources, of the archive up to the last of some publications.

    What a record says of findings is a result, not a source.
    """
    digest = hashlib.sha256(readings.digest_of(source_files(data)).encode())
    for each in published:
        said = (each.number, each.published_at.isoformat(), each.published_by, each.note)
        digest.update(repr(said).encode())
        for deposit in each.deposits:
            digest.update(repr((deposit.unit_code, deposit.file_name, deposit.sha256)).encode())
            reading_kept = readings.said(archive.readings_folder(data) / deposit.sha256)
            if reading_kept.exists():
                digest.update(reading_kept.read_bytes())
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
    with locked(data), drafted(data, records(data), folder, progress=progress) as draft:
        if to is None:
            return put_in_force(folder, draft)
        with storage_faults(to.parent):
            draft.path.replace(to)
        return built_of(draft, to)


def state_after(data: Path, number: int) -> Path:
    """Give the snapshot of the data as they stood after a publication (0: before the first).

    It is built when it is asked for the first time; the last `KEPT_STATES` are kept. Nobody waits
    for a build or a publication that is going on: what an earlier state is made from stays.

    Raises:
        RefusedError: the state cannot be built from the archive.
    """
    folder = database.snapshot_folder(data) / "states"
    published = records(data, until=number)
    path = folder / f"{source_digest(data, published)}.duckdb"
    if path.exists():
        return path
    with storage_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    # Two viewers who ask for the same state build it once.
    with FileLock(folder / ".lock"):
        if not path.exists():
            remove(folder.glob(f"*{archive.DRAFT}*"))
            with drafted(data, published, folder, keep=False) as draft, storage_faults(folder):
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
        archived = (archive.files_folder, archive.records_folder, archive.readings_folder)
        for each in (folder, *(place(data) for place in archived)):
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
    data: Path,
    published: Sequence[Publication],
    folder: Path,
    *,
    judged: int | None = None,
    keep: bool = True,
    progress: bool = False,
) -> Generator[Draft]:
    """Give a finished snapshot that is not in force yet, and remove it unless it was moved.

    Args:
        data: data folder.
        published: publications that it holds.
        folder: where it is written.
        judged: publication whose workbooks must be without errors. All others were accepted by
            the rules of their day: what today's rules find in them is shown and refuses nothing.
        keep: keep what has to be read; only who holds the lock may.
        progress: show a bar.

    Raises:
        RefusedError: a source cannot be read or a judged workbook has an error, or the disk is
            full.
    """
    path = folder / f"{uuid.uuid4().hex}{archive.DRAFT}"
    try:
        with storage_faults(folder):
            try:
                reference = load(data)
                listed = versions(data, published)
                reader = Reader(reference, readings.stamp_of(data), keep)
                bar = tqdm(
                    read_all(listed, reader),
                    total=len(listed),
                    desc="Đọc biểu",
                    unit=" tệp",
                    disable=not progress,
                )
                read = list(bar)
                submissions = [each for each in read if isinstance(each, Submission)]
                draft = write(path, data, submissions, published, recorded_of(listed), judged)
                lost = tuple(each.finding for each in read if isinstance(each, Unread))
                draft = replace(draft, unread=lost)
                if keep:
                    forget_samples(data, listed)
            except (ValueError, archive.DamagedError) as refused:
                raise RefusedError(str(refused)) from refused
        yield draft
    finally:
        remove(folder.glob(f"{path.name}*"))


def recorded_of(listed: Sequence[Version]) -> dict[str, tuple[Finding, ...]]:
    """Give the findings of their day of the versions that are superseded."""
    return {each.submission_id: each.recorded for each in listed if not each.is_current}


def versions(data: Path, published: Sequence[Publication]) -> list[Version]:
    """List every version of every unit's workbook; a unit that published none has its sample."""
    listed = published_versions(data, published)
    units = {each.unit_code for each in listed}
    samples = [
        (path, path.name.partition("_")[0], archive.digest_of(path.read_bytes()))
        for path in sample_files(data)
    ]
    # What a sample is read as depends on more than the sample.
    stamp = readings.stamp_of(data)
    return [
        Version(
            f"{unit_code}-1",
            1,
            True,
            path.name,
            digest,
            path,
            sample_reading(data, digest, stamp),
            unit_code,
        )
        for path, unit_code, digest in samples
        if unit_code not in units
    ] + listed


def published_versions(data: Path, published: Sequence[Publication]) -> list[Version]:
    """List the versions that units sent, in the order of their publication."""
    deposits = [(each, deposit) for each in published for deposit in each.deposits]
    last = Counter(deposit.unit_code for _, deposit in deposits)
    numbers: Counter[str] = Counter()
    listed = []
    for each, deposit in deposits:
        unit_code = deposit.unit_code
        numbers[unit_code] += 1
        version = numbers[unit_code]
        listed.append(
            Version(
                f"{unit_code}-{version}",
                version,
                version == last[unit_code],
                deposit.file_name,
                deposit.sha256,
                archive.files_folder(data) / deposit.sha256,
                archive.readings_folder(data) / deposit.sha256,
                unit_code,
                each.number,
                each.published_at,
                deposit.findings,
            )
        )
    return listed


def sample_reading(data: Path, digest: str, stamp: Stamp) -> Path:
    """Name the reading of a sample, made by one reader for one form."""
    name = f"{SAMPLE}{digest[:24]}-{stamp.reader}-{stamp.form}"
    return database.snapshot_folder(data) / name


def forget_samples(data: Path, listed: Sequence[Version]) -> None:
    """Remove the readings of samples that were changed, or read by an older reader."""
    names = {each.reading.name for each in listed if each.publication is None}
    found = database.snapshot_folder(data).glob(f"{SAMPLE}*")
    remove(path for path in found if path.stem not in names)


def read_all(listed: Sequence[Version], reader: Reader) -> Iterator[Submission | Unread]:
    """Read workbooks one after the other, many that were not read before in several processes.

    Raises:
        DamagedError: a file of the archive is missing or was changed.
    """
    unread = [each for each in listed if not readings.said(each.reading).exists()]
    if len(unread) < MANY_FILES:
        yield from map(reader.read, listed)
        return
    # Fresh processes: a copy of this one would hold DuckDB's threads half alive.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        # In portions, so that what was read and not yet loaded stays small.
        for start in range(0, len(listed), MANY_FILES):
            yield from pool.map(reader.read, listed[start : start + MANY_FILES], chunksize=4)


def named(version: Version, workbook: Workbook, observations: Path | None = None) -> Submission:
    """Give a version with what was read of it."""
    received = version.received_at or datetime.combine(workbook.cover.as_of_date, time())
    workbook = replace(workbook, file_name=version.file_name)
    return Submission(
        version.submission_id,
        version.version,
        version.is_current,
        received,
        version.sha256,
        workbook,
        version.publication,
        observations,
    )


def unread(version: Version, received_at: datetime, unreadable: UnreadableError) -> Workbook:
    """Give a workbook without numbers for one of the archive that nothing can read any more."""
    cover = Cover(
        unit_code=version.unit_code,
        as_of_date=received_at.date(),
        report_submitted_on=None,
        prepared_by="",
        template_version=forms.TEMPLATE_VERSION,
        is_illustrative=False,
        value_kinds={},
    )
    return Workbook(
        version.file_name,
        cover,
        pd.DataFrame(columns=list(reading.COLUMNS)),
        pd.DataFrame(columns=list(reading.TEXT_COLUMNS)),
        (unreadable.finding,),
    )


def write(
    file: Path,
    data: Path,
    submissions: Sequence[Submission],
    published: Sequence[Publication],
    recorded: Mapping[str, tuple[Finding, ...]],
    judged: int | None,
) -> Draft:
    """Write a snapshot file.

    Args:
        file: file to write.
        data: data folder.
        submissions: every version.
        published: publications that they came with.
        recorded: the findings of their day of superseded versions.
        judged: publication whose workbooks must be without errors.

    Raises:
        RefusedError: a judged workbook has an error or a check of the finished tables fails.
    """
    digest = source_digest(data, published)
    with duckdb.connect(str(file), config=database.OFFLINE) as connection:
        connection.execute(BOUNDED)
        load_reference(connection, data)
        load_publications(connection, published)
        found = [
            (submission_id, finding)
            for submission_id, finding in judged_in_turn(connection, submissions)
            if submission_id not in recorded
        ]
        told = told_of(connection, data, submissions, found, judged)
        refuse_errors(told.values())
        found += [(name, finding) for name, findings in recorded.items() for finding in findings]
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
    return Draft(file, digest, units, illustrative, observations, tuple(found), told=told)


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
        (each.number, each.published_at, each.published_by, each.note or None) for each in published
    ]
    connection.register("incoming_publications", pd.DataFrame(rows, columns=PUBLICATION_COLUMNS))
    execute(connection, statements(first="29", last="30"))


def judged_in_turn(
    connection: duckdb.DuckDBPyConnection,
    submissions: Sequence[Submission],
) -> list[tuple[str, Finding]]:
    """Load workbooks and judge them: each alone, then between units and versions.

    Superseded versions, which are many, are only there to be compared with.

    Returns what reading and the rules found, each with its submission.
    """
    current = [each for each in submissions if each.is_current]
    others = [each for each in submissions if not each.is_current]
    found = load_submissions(connection, current) + rules.run(connection, rules.ALONE)
    add_submissions(connection, others)
    return found + rules.run(connection, rules.ACROSS)


def load_submissions(
    connection: duckdb.DuckDBPyConnection, submissions: Iterable[Submission]
) -> list[tuple[str, Finding]]:
    """Create and fill the tables of workbooks, observations and texts, one workbook at a time.

    Returns what reading found, each with its submission.
    """
    execute(connection, statements(first="30", last="33"))
    return add_submissions(connection, submissions)


def add_submissions(
    connection: duckdb.DuckDBPyConnection, submissions: Iterable[Submission]
) -> list[tuple[str, Finding]]:
    """Fill the tables of workbooks, observations and texts, one workbook at a time.

    Returns what reading found, each with its submission.
    """
    for _, table, columns in PARTS:
        typed = ", ".join(f"{column} varchar" for column in columns)
        connection.execute(f"create or replace temp table {table} ({typed})")
    rows, found, files = [], [], []
    for each in submissions:
        rows.append(submission_row(each))
        own = (*each.workbook.findings, *completeness.findings(each.workbook))
        found += [(each.submission_id, finding) for finding in own]
        for part, table, columns in PARTS:
            if part == "observations" and each.observations is not None:
                files.append((each.submission_id, each.observations))
                continue
            # As text: DuckDB would guess the width of decimals from the first ones it sees.
            frame = getattr(each.workbook, part).astype("string")
            connection.register("batch", frame.assign(submission_id=each.submission_id)[columns])
            connection.table("batch").insert_into(table)
    load_kept(connection, files)
    connection.register("incoming_submissions", pd.DataFrame(rows, columns=SUBMISSION_COLUMNS))
    execute(connection, (path.read_text("utf-8") for path in sorted(LOADING.glob("*.sql"))))
    for _, table, _ in PARTS:
        connection.execute(f"drop table {table}")
    return found


@contextmanager
def as_if(
    connection: duckdb.DuckDBPyConnection,
    submission: Submission,
    meant: dict[tuple[str, str], Decimal | None],
) -> Generator[None]:
    """Let cells of a workbook, by sheet and address, hold other numbers meanwhile."""
    changes = pd.DataFrame(
        [
            (sheet, cell, None if value is None else str(value))
            for (sheet, cell), value in meant.items()
        ],
        columns=["sheet", "cell", "meant"],
        dtype="string",
    )
    connection.register("meant_numbers", changes)
    connection.execute("begin")
    try:
        connection.execute(MEANT, {"submission_id": submission.submission_id})
        yield
    finally:
        connection.execute("rollback")
        connection.unregister("meant_numbers")


def judged(
    connection: duckdb.DuckDBPyConnection,
    submission: Submission,
    codes: Collection[str],
    meant: dict[tuple[str, str], Decimal | None],
) -> list[Finding]:
    """Run some rules as if cells of a workbook held other numbers; give what they find in it."""
    with as_if(connection, submission, meant):
        found = rules.run(connection, rules.of_codes(rules.RULES, codes))
    return rules.of_submission(found, submission.submission_id)


def explained(
    connection: duckdb.DuckDBPyConnection,
    submission: Submission,
    found: Sequence[tuple[str, Finding]],
    reference: Reference,
) -> list[Finding]:
    """Give what was found in a loaded workbook, with the causes first that explain it."""
    own = rules.of_submission(found, submission.submission_id)
    workbook = submission.workbook
    if submission.observations is not None:
        workbook = replace(workbook, observations=pd.read_parquet(submission.observations))
    judge = partial(judged, connection, submission, {each.rule for each in own})
    return causes.named(own, workbook, reference, judge)


def told_of(
    connection: duckdb.DuckDBPyConnection,
    data: Path,
    submissions: Sequence[Submission],
    found: Sequence[tuple[str, Finding]],
    publication: int | None,
) -> dict[str, tuple[Finding, ...]]:
    """Give what was found in each workbook of a publication, causes first."""
    sent = [each for each in submissions if publication and each.publication == publication]
    if not sent:
        return {}
    reference = load(data)
    return {
        each.submission_id: tuple(explained(connection, each, found, reference)) for each in sent
    }


def load_kept(connection: duckdb.DuckDBPyConnection, files: Sequence[tuple[str, Path]]) -> None:
    """Add the observations of kept readings, all files at once."""
    if not files:
        return
    names = [(submission_id, path.stem) for submission_id, path in files]
    connection.register("kept_files", pd.DataFrame(names, columns=["submission_id", "name"]))
    columns = ", ".join(f"kept.{column}" for column in reading.COLUMNS)
    # A path may hold what a pattern reads otherwise.
    paths = sorted({glob.escape(str(path)) for _, path in files})
    connection.execute(
        f"insert into incoming_observations select kept_files.submission_id, {columns} "  # noqa: S608
        "from read_parquet($paths, filename = true, union_by_name = true) as kept "
        "inner join kept_files on kept_files.name = parse_filename(kept.filename, true)",
        {"paths": paths},
    )


def submission_row(each: Submission) -> dict[str, object]:
    """Give the row of a submission."""
    cover = each.workbook.cover
    return {
        "submission_id": each.submission_id,
        "unit_code": cover.unit_code,
        "version": each.version,
        "file_name": each.workbook.file_name,
        "sha256": each.sha256,
        "received_at": each.received_at,
        "as_of_date": cover.as_of_date,
        "report_submitted_on": cover.report_submitted_on,
        "conference_held_on": cover.conference_held_on,
        "prepared_by": cover.prepared_by,
        "template_version": cover.template_version,
        "is_illustrative": cover.is_illustrative,
        "is_current": each.is_current,
        "publication": each.publication,
    }


def refuse_errors(told: Iterable[Sequence[Finding]]) -> None:
    """Refuse when a workbook that is being published has an error.

    Raises:
        RefusedError: one line an error, under the line of its cause where there is one.
    """
    errors = [finding.message for own in told for finding in own if finding.severity == "error"]
    if errors:
        raise RefusedError("\n".join(errors))


def register_findings(
    connection: duckdb.DuckDBPyConnection, found: list[tuple[str, Finding]]
) -> None:
    """Hand the findings to the build statements."""
    rows = [
        (
            submission_id,
            each.rule,
            each.severity,
            each.sheet,
            each.cell,
            each.found,
            each.expected,
            each.message,
            each.indicator_code or None,
            each.year or None,
        )
        for submission_id, each in found
    ]
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
        snapshot,
        draft.units,
        draft.illustrative_units,
        draft.observations,
        len(draft.findings),
        draft.unread,
    )


def put_in_force(folder: Path, draft: Draft) -> Built:
    """Name a finished snapshot and point readers to it in one atomic step.

    Raises:
        StorageError: the folder cannot be written; the older snapshot stays in force.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.duckdb"
    with storage_faults(folder):
        draft.path.replace(folder / name)
        archive.write_whole(folder / database.POINTER, f"{name} {draft.digest}".encode())
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
