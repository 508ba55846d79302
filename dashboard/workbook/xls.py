"""Opens an .xls (Excel 97 to 2003) as grids: xlrd reads it, in a bounded process of its own.

xlrd reserves memory as a file declares and may run long on a spoiled one; the process that does so
is ended, and the file refused, while the server goes on.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dashboard.workbook.grids import (
    LOCKED,
    MAX_AREA,
    MAX_COLUMNS,
    MAX_FORMAT,
    MAX_MERGES,
    MAX_ROWS,
    NO_WORKBOOK,
    OLD_EXCEL,
    TOO_LARGE,
    Grid,
    Merge,
    Place,
    UnfitError,
    dense,
    refuse_area,
    refuse_spread,
)
from dashboard.workbook.xlsx import outside_notes, print_kind, printed, refuse_sheets, with_notes

WORKER = Path(__file__).with_name("xls_worker.py")
SECONDS = 30  # a workbook of a unit takes less than one
REASONS = {"locked": LOCKED, "old": OLD_EXCEL, "unfit": NO_WORKBOOK}


def xls_grids(content: bytes) -> dict[str, Grid]:
    """Open an .xls (Excel 97 to 2003).

    Raises:
        UnfitError: it holds no such workbook, is locked, or is beyond the bounds.
    """
    held = read_apart(content)
    if "fault" in held:
        raise UnfitError(REASONS[held["fault"]])
    refuse_sheets([sheet["name"] for sheet in held["sheets"]])
    for sheet in held["sheets"]:
        refuse_spread(sheet["name"], sheet["rows"] - 1, sheet["width"] - 1)
    refuse_area(sum(sheet["rows"] * sheet["width"] for sheet in held["sheets"]))
    formats = {number: text[:MAX_FORMAT] for number, text in held["formats"]}
    styles = [print_kind(number, formats) for number in held["styles"]]
    grids = {sheet["name"]: grid_of(sheet, styles, held) for sheet in held["sheets"]}
    signs = ["vbaproject.bin"] * held["has_macros"] + ["externallinks/"] * held["has_links"]
    return with_notes(grids, outside_notes(signs))


def read_apart(content: bytes) -> dict[str, Any]:
    """Read an .xls in another process and give what it says of it.

    Raises:
        UnfitError: the process took too much time or memory.
    """
    bounds = map(str, (MAX_ROWS, MAX_COLUMNS, MAX_AREA))
    try:
        # By its path, and without that folder in the import path: files of it have common names.
        done = subprocess.run(
            [sys.executable, "-P", str(WORKER), *bounds],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        raise UnfitError(f"tệp .xls có quá nhiều ô hoặc bị hỏng. {TOO_LARGE}") from fault
    return json.loads(done.stdout)


def grid_of(sheet: dict[str, Any], styles: list[str], held: dict[str, Any]) -> Grid:
    """Lay out one sheet.

    Raises:
        UnfitError: it has more than `MAX_MERGES` merged blocks.
    """
    if len(sheet["merges"]) > MAX_MERGES:
        raise UnfitError(f"trang “{sheet['name']}” có quá nhiều ô gộp. {TOO_LARGE}")
    cells: dict[Place, object] = {}
    for row, column, (kind, value), style in sheet["cells"]:
        if kind == "number":
            value = printed(value, styles[style], is_1904=held["is_1904"])
        cells[row, column] = held["texts"][value] if kind == "text" else value
    # xlrd names the first row and column after a block.
    merges = (
        Merge(first, left, last - 1, right - 1) for first, last, left, right in sheet["merges"]
    )
    return Grid(dense(cells), tuple(merges), is_1904=held["is_1904"])
