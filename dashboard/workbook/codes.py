"""Finds the hidden codes of a sheet: its own, those of its rows and of its columns."""

from functools import lru_cache
from itertools import islice

from dashboard.catalogue import forms
from dashboard.catalogue.observations import Key
from dashboard.workbook import writing
from dashboard.workbook.cells import SPACES, ZERO_WIDTH, plain
from dashboard.workbook.grids import Grid, Place, Rows

# Where the hidden codes may stand, and how long one may be.
CODE_ROWS, LONGEST_CODE = 20, 200


def find(rows: Rows, text: str) -> Place | None:
    """Find the first cell among the first rows that starts with a text, blanks before it aside."""
    for row, cells in enumerate(islice(rows, CODE_ROWS)):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.lstrip(SPACES + ZERO_WIDTH).startswith(text):
                return row, column
    return None


def sheet_parts(grid: Grid) -> dict[str, str]:
    """Give the parts of the code that a sheet carries: sheet, and since version 2 unit, version.

    A sheet without a code has none.
    """
    at = find(grid.rows, writing.SHEET_CODE)
    if at is None:
        return {}
    code = plain(grid.rows[at[0]][at[1]])[:LONGEST_CODE].removeprefix("#")
    pairs = (part.split("=", 1) for part in code.split(";") if "=" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def code_of(value: object) -> str:
    """Give the code that a cell holds, "" when it holds none."""
    if not isinstance(value, str) or "=" not in value or len(value) > LONGEST_CODE:
        return ""
    return plain(value)


@lru_cache(maxsize=20_000)
def key_of(row_code: str, column_code: str) -> Key | None:
    """Give the key of the number where a row and a column cross, None when they name none."""
    try:
        return forms.key_of(row_code, column_code)
    except ValueError:
        return None
