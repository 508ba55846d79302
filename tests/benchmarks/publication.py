"""What one publication costs in a full archive: `python tests/benchmarks/publication.py`.

Publishes one workbook where 11 districts published once, and one where 25 units published 60
versions, each in a process of its own, and prints seconds, processor seconds and their ratio. The
units beyond the districts are districts with a code of their own, made as in `many_units.py`.
"""

import argparse
import multiprocessing
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

# These files are run by their path, which leaves the project's root out of the import path.
sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from many_units import multiply  # noqa: E402

from dashboard.catalogue.reference import data_folder, load  # noqa: E402
from dashboard.store import archive, build, publishing, readings  # noqa: E402
from dashboard.store.archive import Deposit, Publication  # noqa: E402
from dashboard.workbook import reading  # noqa: E402

FEW, UNITS, VERSIONS = 11, 25, 60
Timed = tuple[float, float]


def filled(data: Path, versions: int) -> tuple[str, bytes]:
    """Fill the archive with versions of the samples' units; give one workbook more to publish.

    A version differs from the one before in the last byte of its zip file's comment.
    """
    reference, stamp = load(data), readings.stamp_of(data)
    samples = build.sample_files(data)
    for number in range(versions):
        path = samples[number % len(samples)]
        content = commented(path.read_bytes(), number)
        book = reading.read_content(path.name, content, reference=reference)
        # What is published is no sample.
        book = replace(book, cover=replace(book.cover, is_illustrative=False))
        digest = archive.keep(data, content)
        readings.keep(archive.readings_folder(data) / digest, book, stamp)
        deposit = Deposit(book.cover.unit_code, path.name, digest, book.findings)
        moment = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        archive.commit(data, Publication(number + 1, moment, "phép đo", "", (deposit,)))
    build.build(data)
    return samples[0].name, commented(samples[0].read_bytes(), versions)


def commented(content: bytes, number: int) -> bytes:
    """Give a zip file a comment of two bytes, so that its digest is another."""
    return content[:-2] + b"\x02\x00" + number.to_bytes(2, "big")


def timed(data: Path, workbook: tuple[str, bytes], results: "multiprocessing.Queue[Timed]") -> None:
    """Publish one workbook; give seconds and processor seconds."""
    started, spent = time.perf_counter(), time.process_time()
    publishing.publish([workbook], data=data, by="phép đo")
    results.put((time.perf_counter() - started, time.process_time() - spent))


def measured(data: Path, workbook: tuple[str, bytes]) -> Timed:
    """Publish in a fresh process."""
    start = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[Timed] = start.Queue()
    worker = start.Process(target=timed, args=(data, workbook, results))
    worker.start()
    found = results.get()
    worker.join()
    return found


def main() -> None:
    """Measure a publication in a small and in a full archive, in turns, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few", Path(name) / "many"
        for part in ("reference", "published", "boundaries", "sample"):
            shutil.copytree(data_folder() / part, few / part)
        multiply(data_folder(), many, UNITS)
        spans: dict[Path, list[Timed]] = {few: [], many: []}
        workbooks = {few: filled(few, FEW), many: filled(many, VERSIONS)}
        for number in range(rounds):
            for data, (file, content) in workbooks.items():
                again = content[:-2] + (1000 + number).to_bytes(2, "big")
                spans[data].append(measured(data, (file, again)))
        labels = {few: f"{FEW} units, {FEW} versions", many: f"{UNITS} units, {VERSIONS} versions"}
        best = {data: tuple(map(min, zip(*found, strict=True))) for data, found in spans.items()}
        for data, (wall, processor) in best.items():
            print(
                f"publication of one workbook with {labels[data]}: {wall:.2f} s, "
                f"{processor:.2f} s of processor time"
            )
        ratios = [second / first for first, second in zip(best[few], best[many], strict=True)]
        print(f"ratio: {ratios[0]:.2f} (processor time {ratios[1]:.2f})")


if __name__ == "__main__":
    main()
