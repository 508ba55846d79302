"""What a check costs beside a full archive: `python tests/benchmarks/check.py`.

Checks one workbook with an empty archive and with 25 units and 60 versions in it, in turns in one
process, and prints the least processor seconds of each after the first, and their ratio.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

# These files are run by their path, which leaves the project's root out of the import path.
sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from many_units import multiply  # noqa: E402
from publication import UNITS, VERSIONS, filled  # noqa: E402

from dashboard.catalogue.reference import Reference, data_folder, load  # noqa: E402
from dashboard.store import checking  # noqa: E402


def spent(data: Path, reference: Reference, name: str, content: bytes) -> float:
    """Check a workbook in a data folder; give processor seconds."""
    os.environ["DASHBOARD_DATA"] = str(data)
    started = time.process_time()
    checking.check_content(name, content, reference=reference)
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        multiply(data_folder(), full, UNITS)
        for part in ("reference", "published", "boundaries"):
            shutil.copytree(full / part, empty / part)
        name, content = filled(full, VERSIONS)
        reference = load(full)
        # The first of each loads what later ones stand on.
        turns = [
            [spent(data, reference, name, content) for data in (empty, full)]
            for _ in range(rounds + 1)
        ]
        alone, beside = map(min, zip(*turns[1:], strict=True))
    print(f"first check: {turns[0][0]:.2f} s with an empty archive, {turns[0][1]:.2f} s in a full")
    print(f"check with an empty archive: {alone:.2f} s of processor time")
    print(f"check beside {UNITS} units, {VERSIONS} versions: {beside:.2f} s of processor time")
    print(f"ratio: {beside / alone:.2f}")


if __name__ == "__main__":
    main()
