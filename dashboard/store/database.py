"""The only door to the data: one read-only connection a process, one cursor a question."""

import glob
from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb
import pandas as pd

from dashboard.catalogue.reference import data_folder

P = ParamSpec("P")
R = TypeVar("R")

QUERIES = Path(__file__).parents[2] / "queries"
POINTER = "current.txt"
OFFLINE: dict[str, str | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
LOCKED = """
set enable_external_access = false;
set python_enable_replacements = false;
set lock_configuration = true;
"""

# The last snapshot that was in force, by its data folder.
_in_force: dict[Path, Path] = {}
_pinned: ContextVar[Path | None] = ContextVar("pinned_snapshot", default=None)


class NoSnapshotError(Exception):
    """Raised when no snapshot was built yet in the data folder."""


def snapshot_folder(data: Path) -> Path:
    """Give the folder that holds the snapshots built from `data`."""
    return data / "snapshot"


def current_snapshot() -> Path:
    """Give the file of the snapshot in force.

    The pointer file is replaced atomically by every build; snapshots have names of their own,
    so that a reader of the older one is never disturbed.

    Raises:
        NoSnapshotError: nothing was built yet, or the pointer is damaged.
    """
    folder = snapshot_folder(data_folder())
    name, _ = pointed(folder)
    if not (folder / name).is_file():
        raise NoSnapshotError(str(folder / name))
    return folder / name


def pointed(folder: Path) -> tuple[str, str]:
    """Give the file name and the digest of sources that the pointer of a folder holds.

    Raises:
        NoSnapshotError: there is no pointer, or it holds something else.
    """
    try:
        name, digest = (folder / POINTER).read_text(encoding="utf-8").split()
    except (OSError, ValueError) as missing:
        raise NoSnapshotError(str(folder / POINTER)) from missing
    if Path(name).name != name:
        raise NoSnapshotError(str(folder / POINTER))
    return name, digest


def is_sound(snapshot: Path) -> bool:
    """Tell whether a file is a snapshot that can be opened and read."""
    # Asked first: DuckDB goes on giving a file that this process has open and that was deleted.
    if not snapshot.is_file():
        return False
    try:
        with duckdb.connect(str(snapshot), read_only=True, config=OFFLINE) as connection:
            # Also the largest table, whose blocks make up most of the file.
            connection.execute("select max(hash(observations)) from observations").fetchone()
            return connection.execute("select 1 from snapshots").fetchone() is not None
    except (duckdb.Error, OSError):
        return False


def pin(snapshot: Path | None = None) -> Path:
    """Hold a snapshot for the rest of this run, so that a page never mixes two.

    Args:
        snapshot: an earlier state; the snapshot in force when None.
    """
    if snapshot is None:
        snapshot = current_snapshot()
        _in_force[data_folder()] = snapshot
    _pinned.set(snapshot)
    return snapshot


def unpin() -> None:
    """Let go of what this run pinned: what is asked next is answered by the snapshot in force."""
    _pinned.set(None)


def pin_last() -> Path:
    """Hold the last snapshot that was in force, where the one in force is gone.

    What was open or kept of it is still there.

    Raises:
        NoSnapshotError: none was in force since the start.
    """
    last = _in_force.get(data_folder())
    if last is None:
        raise NoSnapshotError(str(data_folder()))
    return pin(last)


def pinned() -> Path:
    """Give the snapshot that this run reads."""
    return _pinned.get() or current_snapshot()


def scratch(readable: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that reaches neither network nor files, but for one folder's."""
    connection = duckdb.connect(":memory:", config=OFFLINE)
    if readable is not None:
        # Also as the pattern that stands for it, see `build.load_kept`.
        folders = {str(readable), glob.escape(str(readable))}
        quoted = ", ".join("'" + folder.replace("'", "''") + "'" for folder in sorted(folders))
        connection.execute(f"set allowed_directories = [{quoted}]")
    connection.execute(LOCKED)
    return connection


@lru_cache(maxsize=4)
def connect(snapshot: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot read-only, closed to files, network and configuration."""
    connection = duckdb.connect(str(snapshot), read_only=True, config=OFFLINE)
    connection.execute(LOCKED)
    return connection


@lru_cache(maxsize=256)
def statement(question: str) -> str:
    """Give the SQL of `queries/<question>.sql`."""
    return (QUERIES / f"{question}.sql").read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def answer(
    snapshot: Path, question: str, parameters: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    """Answer a question from one snapshot; kept for all viewers."""
    cursor = connect(snapshot).cursor()
    try:
        values = {k: list(v) if isinstance(v, tuple) else v for k, v in parameters}
        return cursor.execute(statement(question), values).df()
    finally:
        cursor.close()


def ask(question: str, **parameters: object) -> pd.DataFrame:
    """Answer the question in `queries/<question>.sql` from the pinned snapshot.

    Returns a frame shared by all viewers: it must not be changed. A list is passed as a tuple.

    Raises:
        NoSnapshotError: nothing was built yet.
        duckdb.Error: a parameter is missing or in excess.
    """
    snapshot = pinned()
    return answer(snapshot, question, tuple(sorted(parameters.items())))


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Keep a function's result (a figure, a sentence) for all viewers of one snapshot."""

    @lru_cache(maxsize=512)
    def once(_snapshot: Path, arguments: tuple, options: tuple) -> R:
        return function(*arguments, **dict(options))

    @wraps(function)
    def call(*arguments: P.args, **options: P.kwargs) -> R:
        snapshot = pinned()
        return once(snapshot, arguments, tuple(sorted(options.items())))

    return call
