"""Sources → snapshot: all or nothing, into a file of its own, put in force by one atomic step."""

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import duckdb
import pandas as pd
from tqdm import tqdm

from dashboard import boundaries, database, reading, rules
from dashboard.reading import Workbook
from dashboard.reference import Reference, load
from dashboard.rules import Finding

BUILD = database.QUERIES / "build"
ASSERTIONS = database.QUERIES / "assertions"
KEPT_SNAPSHOTS = 3
SUBMISSION_COLUMNS = [
    "submission_id", "unit_code", "version", "file_name", "sha256", "received_at", "as_of_date",
    "report_submitted_on", "prepared_by", "template_version", "is_illustrative", "is_current",
]  # fmt: skip
FINDING_COLUMNS = (
    "submission_id", "rule", "severity", "sheet", "cell", "found", "expected", "message",
    "indicator_code", "year", "explanation",
)  # fmt: skip


class RefusedError(Exception):
    """Raised when the sources cannot be published; nothing was changed."""


@dataclass(frozen=True)
class Submission:
    """One version of a unit's workbook, read and named."""

    submission_id: str
    version: int
    is_current: bool
    received_at: datetime
    sha256: str
    workbook: Workbook


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

    Raises:
        RefusedError: it had to be built and the sources cannot be published.
    """
    pointer = database.snapshot_folder(data) / database.POINTER
    if pointer.exists():
        name, digest = pointer.read_text(encoding="utf-8").split()
        if digest == source_digest(data) and (pointer.parent / name).exists():
            return pointer.parent / name
    return build(data).snapshot


def source_files(data: Path) -> list[Path]:
    """List the files a snapshot is made from, in a stable order."""
    folders = [data / name for name in ("reference", "published", "boundaries")]
    files = [path for folder in folders for path in folder.glob("*") if path.is_file()]
    files += workbook_files(data)
    files += [path for path in database.QUERIES.rglob("*.sql") if path.parent != database.QUERIES]
    return sorted(files)


def source_digest(data: Path) -> str:
    """Give a digest of the names and contents of all sources."""
    digest = hashlib.sha256()
    for path in source_files(data):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def workbook_files(data: Path) -> list[Path]:
    """List the workbooks in the two folders; which are used depends on what they hold."""
    return sorted(
        path
        for folder in ("sample", "submissions")
        for path in (data / folder).glob("*.xlsx")
        if not path.name.startswith("~$")
    )


def build(data: Path, *, to: Path | None = None, progress: bool = False) -> Built:
    """Build a snapshot from `data` and put it in force, or with `to` only write it there.

    Raises:
        RefusedError: a source cannot be read or breaks a rule; nothing was changed.
    """
    digest = source_digest(data)
    try:
        reference = load(data)
        submissions = versions(read_all(data, reference, progress=progress))
    except (ValueError, reading.UnreadableError) as refused:
        raise RefusedError(str(refused)) from refused
    folder = database.snapshot_folder(data)
    folder.mkdir(exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.duckdb"
    draft = folder / f"{name}.draft"
    try:
        built = write(draft, data, submissions, digest)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if to is not None:
        draft.replace(to)
        return Built(to, *built)
    draft.replace(folder / name)
    put_in_force(folder, name, digest)
    remove_old(folder, keep=name)
    return Built(folder / name, *built)


def read_all(data: Path, reference: Reference, *, progress: bool) -> list[tuple[Path, Workbook]]:
    """Read the real workbooks, and the samples of the units that sent none.

    Raises:
        UnreadableError: names the first file that cannot be read.
    """
    files = workbook_files(data)
    bar = tqdm(files, desc="Đọc biểu", unit=" tệp", disable=not progress)
    read = [(path, reading.read(path, reference=reference)) for path in bar]
    real = {book.cover.unit_code for path, book in read if path.parent.name == "submissions"}
    return [
        (path, book)
        for path, book in read
        if path.parent.name == "submissions" or book.cover.unit_code not in real
    ]


def versions(read: list[tuple[Path, Workbook]]) -> list[Submission]:
    """Number each unit's workbooks by cut-off date, then arrival; the same file counts once."""
    named: dict[str, dict[str, tuple[datetime, Workbook]]] = {}
    for path, book in read:
        received = (
            datetime.combine(book.cover.as_of_date, time())
            if book.cover.is_illustrative
            else datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
        )
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        named.setdefault(book.cover.unit_code, {}).setdefault(digest, (received, book))
    submissions = []
    for unit_code, books in sorted(named.items()):
        ordered = sorted(
            books.items(), key=lambda item: (item[1][1].cover.as_of_date, item[1][0], item[0])
        )
        for version, (digest, (received, book)) in enumerate(ordered, 1):
            is_current = version == len(ordered)
            submissions.append(
                Submission(f"{unit_code}-{version}", version, is_current, received, digest, book)
            )
    return submissions


def write(file: Path, data: Path, submissions: list[Submission], digest: str) -> tuple[int, ...]:
    """Write a snapshot file and give its counts: units, illustrative units, observations, findings.

    Raises:
        RefusedError: a workbook has an error or a check of the finished tables fails.
    """
    with duckdb.connect(str(file), config=database.OFFLINE) as connection:
        connection.execute("set python_enable_replacements = false")
        load_reference(connection, data)
        load_submissions(connection, submissions)
        found = findings_of(connection, submissions)
        refuse_errors(found, submissions)
        register_findings(connection, found)
        register_boundaries(connection, data)
        snapshot = pd.DataFrame(
            {"built_at": [datetime.now(UTC).replace(tzinfo=None)], "source_digest": [digest]}
        )
        connection.register("incoming_snapshot", snapshot)
        execute(connection, statements(first="33"))
        assert_sound(connection)
        counts = connection.execute(
            "select count(*), count(*) filter (where is_illustrative), "
            "(select count(*) from observations), (select count(*) from findings) "
            "from submissions where is_current"
        ).fetchone()
    return counts or (0, 0, 0, 0)


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
    execute(connection, statements(last="30"))


def load_submissions(
    connection: duckdb.DuckDBPyConnection, submissions: list[Submission]
) -> None:
    """Create and fill the tables of workbooks, observations and texts."""
    rows = [
        {
            "submission_id": each.submission_id, "unit_code": each.workbook.cover.unit_code,
            "version": each.version, "file_name": each.workbook.file_name, "sha256": each.sha256,
            "received_at": each.received_at, "as_of_date": each.workbook.cover.as_of_date,
            "report_submitted_on": each.workbook.cover.report_submitted_on,
            "prepared_by": each.workbook.cover.prepared_by,
            "template_version": each.workbook.cover.template_version,
            "is_illustrative": each.workbook.cover.is_illustrative, "is_current": each.is_current,
        }
        for each in submissions
    ]  # fmt: skip
    connection.register("incoming_submissions", pd.DataFrame(rows, columns=SUBMISSION_COLUMNS))
    for view, part, columns in (
        ("incoming_observations", "observations", reading.COLUMNS),
        ("incoming_texts", "texts", reading.TEXT_COLUMNS),
    ):
        none = pd.DataFrame(columns=["submission_id", *columns], dtype="string")
        frames = [
            # As text: DuckDB would guess the width of decimals from the first ones it sees.
            getattr(each.workbook, part).astype("string").assign(submission_id=each.submission_id)
            for each in submissions
        ]
        connection.register(view, pd.concat(frames or [none], ignore_index=True))
    execute(connection, statements(first="30", last="33"))


def findings_of(
    connection: duckdb.DuckDBPyConnection, submissions: list[Submission]
) -> list[tuple[str, Finding]]:
    """Give what reading and the rules found, each with its submission."""
    read = [(each.submission_id, finding) for each in submissions
            for finding in each.workbook.findings]  # fmt: skip
    return read + rules.run(connection)


def refuse_errors(found: list[tuple[str, Finding]], submissions: list[Submission]) -> None:
    """Refuse when a current workbook has an error.

    Raises:
        RefusedError: one line an error.
    """
    current = {each.submission_id for each in submissions if each.is_current}
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
            each.expected, each.message, each.indicator_code or None, each.year or None, None,
        )
        for submission_id, each in found
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(FINDING_COLUMNS)).astype(
        dict.fromkeys(FINDING_COLUMNS, "string")
    )
    connection.register("incoming_findings", frame)


def register_boundaries(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Hand the districts' outlines to the build statements."""
    try:
        outlines = boundaries.load(data / "boundaries")
    except ValueError as refused:
        raise RefusedError(str(refused)) from refused
    connection.register("incoming_boundaries", outlines)


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


def put_in_force(folder: Path, name: str, digest: str) -> None:
    """Point readers to a snapshot in one atomic step."""
    draft = folder / f"{database.POINTER}.{uuid.uuid4().hex[:8]}"
    draft.write_text(f"{name} {digest}", encoding="utf-8")
    os.replace(draft, folder / database.POINTER)  # noqa: PTH105 the atomic call by its name


def remove_old(folder: Path, *, keep: str) -> None:
    """Remove all but the newest snapshots; one still open elsewhere (Windows) waits its turn."""
    older = sorted(path for path in folder.glob("*.duckdb") if path.name != keep)
    for path in older[: -(KEPT_SNAPSHOTS - 1)]:
        try:
            path.unlink()
        except PermissionError:
            continue
