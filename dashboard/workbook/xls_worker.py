"""Opens an .xls with xlrd in a process of its own: the file on stdin, plain JSON on stdout.

`xls.py` runs this file and bounds it; it imports nothing of the project, so that it starts fast.
The words on the command line are the last row and column and the most cells that a form may span.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import xlrd
import xlrd.sheet
from xlrd.compdoc import CompDoc

LOCKED, OLD, UNFIT = "locked", "old", "unfit"
EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
BIFF8 = 80
MACROS = "_vba_project_cur"
OUTSIDE = (2, 4)  # kinds of books that formulas refer to: another file, another program
PACKAGE = "EncryptedPackage".encode("utf-16-le")
MEMORY, SECONDS = 700_000_000, 20


class Sheet(xlrd.sheet.Sheet):
    """A sheet of xlrd that refuses a second content of a cell; xlrd itself takes the last."""

    def put_cell_ragged(
        self, rowx: int, colx: int, ctype: int | None, value: object, xf_index: int
    ) -> None:
        """Keep a cell as xlrd does.

        Raises:
            ValueError: the cell holds something already.
        """
        types = self._cell_types
        is_held = rowx < len(types) and colx < len(types[rowx]) and types[rowx][colx] not in EMPTY
        if is_held and ctype not in EMPTY:
            raise ValueError(f"two cells at {rowx}, {colx}")
        if not is_held:
            super().put_cell_ragged(rowx, colx, ctype, value, xf_index)


def bound() -> None:
    """Bound memory and time where the system can; elsewhere the time is bounded from outside."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))


def opened(content: bytes, last_row: int, last_column: int, most_cells: int) -> dict[str, Any]:
    """Give what an .xls holds as plain data, or under `fault` why it does not.

    The cells of sheets that span too many are left out; their span is told.
    """
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 the device has another name on Windows
        try:
            names = {node.name.lower() for node in CompDoc(content, logfile=nowhere).dirlist}
            book = xlrd.open_workbook(
                file_contents=content, logfile=nowhere, formatting_info=True, ragged_rows=True
            )
        except MemoryError:
            raise
        except Exception as fault:  # a damaged file makes xlrd raise anything
            return {"fault": fault_of(content, fault)}
    if book.biff_version != BIFF8:
        return {"fault": OLD}
    texts: dict[str, int] = {}
    sheets, area = [], 0
    for sheet in book.sheets():
        rows, width = span(sheet)
        area += rows * width
        is_fit = rows <= last_row and width <= last_column and area <= most_cells
        sheets.append(
            {
                "name": sheet.name,
                "rows": rows,
                "width": width,
                "cells": [[*cell[:2], plain(cell, texts), cell[4]] for cell in cells(sheet)]
                if is_fit
                else [],
                "merges": [list(merge) for merge in sheet.merged_cells],
            }
        )
    return {
        "sheets": sheets,
        "texts": list(texts),
        "is_1904": bool(book.datemode),
        "styles": [style.format_key for style in book.xf_list],
        "formats": [
            [key, found.format_str] for key, found in book.format_map.items() if found.format_str
        ],
        "has_macros": MACROS in names,
        "has_links": any(kind in OUTSIDE for kind in book._supbook_types),
    }


def fault_of(content: bytes, fault: Exception) -> str:
    """Tell why a file could not be opened: a password, an Excel before 97, or what it holds."""
    said = str(fault)
    if PACKAGE in content or "encrypted" in said:
        return LOCKED
    return OLD if "BIFF" in said or "Excel 4" in said else UNFIT


Placed = tuple[int, int, int, Any, int]


def cells(sheet: xlrd.sheet.Sheet) -> Iterator[Placed]:
    """Give the cells of a sheet that hold something: row, column, type, value, style."""
    for row in range(sheet.nrows):
        types, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(types, values, strict=True)):
            if kind not in EMPTY:
                yield row, column, kind, value, sheet.cell_xf_index(row, column)


def span(sheet: xlrd.sheet.Sheet) -> tuple[int, int]:
    """Give how many rows and columns the cells of a sheet reach over."""
    rows = width = 0
    for row, column, *_ in cells(sheet):
        rows, width = row + 1, max(width, column + 1)
    return rows, width


def plain(cell: Placed, texts: dict[str, int]) -> list[Any]:
    """Give the type of a cell and its content; a text by its number, each listed once."""
    _, _, kind, value, _ = cell
    if kind == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(value, "#ERR!")
    if kind in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_ERROR):
        return ["text", texts.setdefault(value, len(texts))]
    return ["truth", bool(value)] if kind == xlrd.XL_CELL_BOOLEAN else ["number", value]


if __name__ == "__main__":
    bound()
    xlrd.sheet.Sheet = Sheet  # ty: ignore[invalid-assignment]
    held = opened(sys.stdin.buffer.read(), *map(int, sys.argv[1:]))
    sys.stdout.buffer.write(json.dumps(held).encode())
