"""Kills `publish` at many points and says what it left: `python tests/kills.py FOLDER PART PARTS`.

The folder holds `pristine/` (a small data folder with one publication) and the workbooks
`second.xlsx` and `third.xlsx` of the same unit. Every attempt runs in a forked child on a fresh
copy: half are killed right before one of the file operations of `publish`, half after a span of
time. Prints one JSON line an attempt.
"""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from dashboard.store import archive, build, database, publishing

# After every so many kills one more publication is made, which takes as long as all the rest.
NEXT_EVERY = 10
WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.unlink"}
FIGURE = "select value from observations inner join submissions using (submission_id) where "
FIGURE += "is_current and indicator_code = 'great_unity_houses_new' and year = 2024"


def forked(work: Callable[[], None], *, kill_after: float | None = None) -> bool:
    """Run work in a child process, kill it after a span of time if asked; tell if it was killed."""
    child = get_context("fork").Process(target=work)
    child.start()
    if kill_after is not None:
        child.join(kill_after)
        child.kill()
    child.join()
    return child.exitcode == -signal.SIGKILL


def killed_at(data: Path, operation: int) -> None:
    """Kill this process right before its n-th operation on a file of the data folder."""
    seen = 0

    def watch(event: str, arguments: tuple) -> None:
        nonlocal seen
        if event in WATCHED and str(arguments[0]).startswith(str(data)):
            seen += 1
            if seen == operation:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def publish(data: Path, workbook: Path) -> None:
    """Publish a workbook."""
    publishing.publish([(workbook.name, workbook.read_bytes())], data=data, by="thử")


def figure_in_force(data: Path) -> float:
    """Give the number that the snapshot in force shows."""
    name, _ = (data / "snapshot" / database.POINTER).read_text(encoding="utf-8").split()
    row = database.connect(data / "snapshot" / name).execute(FIGURE).fetchone()
    return float(row[0]) if row else -1


def examine(data: Path, third: Path | None, report: Path) -> None:
    """Write down what stands, what it becomes on the next start, and after one more publication."""
    found = {"shown": figure_in_force(data), "records": len(archive.publications(data))}
    build.refresh(data)
    found["after_start"] = figure_in_force(data)
    if third is not None:
        publish(data, third)
        found["after_next"] = figure_in_force(data)
    found["drafts"] = len(list(data.rglob(f"*{archive.DRAFT}*")))
    report.write_text(json.dumps(found), encoding="utf-8")


def attempt(
    folder: Path,
    data: Path,
    *,
    then: bool,
    operation: int | None = None,
    seconds: float | None = None,
) -> dict[str, object]:
    """Kill one publication, at an operation or after a span of time, and examine what is left.

    `then` asks for one more publication afterwards.
    """
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(folder / "pristine", data)

    def doomed() -> None:
        if operation is not None:
            killed_at(data, operation)
        publish(data, folder / "second.xlsx")

    killed = forked(doomed, kill_after=seconds)
    report = data.with_suffix(".json")
    report.unlink(missing_ok=True)
    forked(lambda: examine(data, folder / "third.xlsx" if then else None, report))
    found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return found | {"killed": killed}


def count_operations(folder: Path, data: Path) -> tuple[int, float]:
    """Give how many operations an undisturbed publication makes, and how long it takes."""
    shutil.copytree(folder / "pristine", data)
    seen = 0
    report = data.with_suffix(".count")

    def counted() -> None:
        def watch(event: str, arguments: tuple) -> None:
            nonlocal seen
            seen += event in WATCHED and str(arguments[0]).startswith(str(data))

        sys.addaudithook(watch)
        publish(data, folder / "second.xlsx")
        operations = seen
        report.write_text(str(operations), encoding="utf-8")

    started = time.perf_counter()
    forked(counted)
    return int(report.read_text(encoding="utf-8")), time.perf_counter() - started


def main(folder: Path, part: int, parts: int, attempts: int) -> None:
    """Make every `parts`-th of the attempts, from `part` on."""
    data = folder / f"data{part}"
    operations, seconds = count_operations(folder, data)
    by_operation = attempts // 2
    for turn, number in enumerate(range(part, attempts, parts)):
        then = turn % NEXT_EVERY == 0
        if number < by_operation:
            at = 1 + number * operations // by_operation
            found = attempt(folder, data, then=then, operation=at)
        else:
            # Not up to the very end: another run may be faster than the one that was measured.
            share = 0.85 * (number - by_operation + 0.5) / (attempts - by_operation)
            after = share * seconds
            found = attempt(folder, data, then=then, seconds=after)
            while not found["killed"]:
                after *= 0.8
                found = attempt(folder, data, then=then, seconds=after)
        print(json.dumps(found | {"attempt": number}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
