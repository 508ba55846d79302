"""How the build grows: `python tests/benchmarks/many_units.py --units 700`.

Makes a data folder with as many districts as asked for, each with a copy of a sample workbook under
a code of its own and communes of its own, builds it, and prints time and memory beside those of the
eleven sample workbooks in the same run.
"""

import argparse
import csv
import multiprocessing
import re
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

# This file is run by its path, which leaves the project's root out of the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard.catalogue.reference import data_folder, load
from dashboard.store import build, checking

STRINGS = "xl/sharedStrings.xml"
MEGABYTE = 1024 * 1024


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def code_of(number: int) -> str:
    """Give the code of a made-up district."""
    return f"d{number:03d}"


def multiply(source: Path, data: Path, units: int) -> None:
    """Make a data folder of many districts from that of eleven."""
    for part in ("reference", "published", "boundaries"):
        shutil.copytree(source / part, data / part)
    areas = rows_of(source / "reference" / "areas.csv")
    reporting = rows_of(source / "reference" / "reporting_units.csv")
    districts = [row for row in areas if row["level"] == "district"]
    samples = {path.name.partition("_")[0]: path for path in (source / "sample").glob("*.xlsx")}
    new_areas = [row for row in areas if row["level"] != "commune"]
    (data / "sample").mkdir()
    for number in range(units - len(districts)):
        model, own = districts[number % len(districts)], code_of(number)
        name = {"name": f"Huyện số {number}", "full_name": f"Huyện số {number}"}
        order = {"official_order": str(len(districts) + number + 1)}
        new_areas.append(model | {"area_code": own} | name | order)
        unit = next(row for row in reporting if row["unit_code"] == model["area_code"])
        codes = {"unit_code": own, "area_code": own, "official_order": str(number + 100)}
        reporting.append(unit | codes | {"name": name["name"], "short_name": name["name"]})
        new_areas += [
            row | {"area_code": f"{own}x{row['area_code']}", "parent_code": own}
            for row in areas
            if row["level"] == "commune" and row["parent_code"] == model["area_code"]
        ]
        sample = samples[model["area_code"]]
        copy_as(sample, data / "sample" / f"{own}_{number}.xlsx", model["area_code"], own)
    for path in samples.values():
        shutil.copy(path, data / "sample")
    new_areas += [row for row in areas if row["level"] == "commune"]
    write_rows(data / "reference" / "areas.csv", new_areas)
    write_rows(data / "reference" / "reporting_units.csv", reporting)


def copy_as(sample: Path, to: Path, model: str, own: str) -> None:
    """Copy a workbook under the code of another district."""
    with zipfile.ZipFile(sample) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            held = old.read(part)
            if part.filename == STRINGS:
                text = held.decode()
                text = text.replace(f"unit={model};", f"unit={own};")
                text = text.replace(f"<t>{model}</t>", f"<t>{own}</t>")
                held = re.sub(r"area=(\d+)", rf"area={own}x\1", text).encode()
            new.writestr(part.filename, held)


def measured_build(data: Path, results: "multiprocessing.Queue[tuple[float, float, int]]") -> None:
    """Build in a process of its own; give seconds, megabytes at the most, observations."""
    started = time.perf_counter()
    built = build.build(data, progress=True)
    seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    results.put((seconds, most, built.observations))


def measure(data: Path) -> tuple[float, float, int]:
    """Build in a fresh process."""
    start = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[tuple[float, float, int]] = start.Queue()
    worker = start.Process(target=measured_build, args=(data, results))
    worker.start()
    found = results.get()
    worker.join()
    return found


def main() -> None:
    """Measure a check, the build of the samples and the build of many units."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=700)
    units = parser.parse_args().units
    reference = load(data_folder())
    sample = sorted((data_folder() / "sample").glob("*.xlsx"))[0]
    spans = []
    for _ in range(5):
        started = time.perf_counter()
        checking.check(sample, reference=reference)
        spans.append(time.perf_counter() - started)
    print(f"check of one workbook, in a warm process: {sorted(spans)[2]:.2f} s")
    with tempfile.TemporaryDirectory() as name:
        few = Path(name) / "few"
        for part in ("reference", "published", "boundaries", "sample"):
            shutil.copytree(data_folder() / part, few / part)
        many = Path(name) / "many"
        multiply(data_folder(), many, units)
        for label, data in (("samples", few), (f"{units} districts", many)):
            seconds, most, observations = measure(data)
            size = max(path.stat().st_size for path in (data / "snapshot").glob("*.duckdb"))
            print(
                f"build of {label}: {seconds:.1f} s, {most:.0f} MB of memory at the most, "
                f"{observations:,} cells, snapshot {size / MEGABYTE:.0f} MB"
            )


if __name__ == "__main__":
    main()
