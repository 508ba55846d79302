"""What every file is opened into: grids of cells, and the bounds that no file may pass.

The bounds keep any file, however made, under about 600 MB of memory and a few seconds: a workbook
of a unit stays far below each of them.
"""

import csv
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.parsers import expat

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.catalogue.findings import Finding
from dashboard.words import formats

MEGABYTE = 1_000_000
MAX_FILE = 20 * MEGABYTE  # a full workbook of a district takes 0.1 MB
MAX_ENTRIES = 1_000  # parts in the zip of an .xlsx; a workbook has about twenty
MAX_PART = 16 * MEGABYTE  # one part of an .xlsx, inflated; the largest sheet takes 0.8 MB
MAX_INFLATED = 64 * MEGABYTE  # all parts that are read, inflated
MAX_RATIO = 300  # inflated to deflated; sheets reach 20, a bomb of zeros 1,000
LEAST_SUSPECT = MEGABYTE  # parts smaller than this may have any ratio
MAX_ELEMENTS = 1_000_000  # XML elements in a part: memory goes with them
MAX_SHEETS = 100
MAX_SHEET_NAME = 100  # characters; Excel allows 31
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_AREA = 1_000_000  # cells in the rectangles that all sheets span
MAX_STRINGS = 200_000  # shared strings
MAX_MERGES = 2_000  # merged ranges in a sheet
MAX_TEXT = 32_767  # characters in a cell: what Excel holds (checked by the reader, cell by cell)
MAX_DIGITS = 40  # characters of a number; Excel writes at most 24
MAX_FORMULA = 8_192  # characters of a formula that are looked at: what Excel holds
MAX_FORMAT = 255  # characters of a number format that are looked at: what Excel holds

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SAVE_AGAIN = "Hãy mở lại bằng Excel và lưu dạng .xlsx không mật khẩu."
NO_WORKBOOK = (
    "không mở được như một tệp Excel (.xlsx, .xls) hay một trang biểu ở dạng .csv. Tệp có thể bị "
    f"hỏng, bị cắt hoặc không phải tệp bảng tính. {SAVE_AGAIN}"
)
LOCKED = f"tệp đặt mật khẩu nên không mở được như một tệp Excel thường. {SAVE_AGAIN}"
OPEN_DOCUMENT = (
    "không mở được như một tệp Excel: tệp ở dạng OpenDocument (.ods của LibreOffice, OpenOffice), "
    "chưa đọc được. Hãy mở lại và lưu dạng .xlsx (trong LibreOffice: Tệp, Lưu dưới dạng…, chọn "
    "“Excel 2007–365 (.xlsx)”)."
)
OLD_EXCEL = (
    "tệp .xls của bản Excel quá cũ (Excel 5.0, Excel 95 hoặc trước nữa), chưa đọc được. "
    f"{SAVE_AGAIN}"
)
ARCHIVED = (
    "không mở được như một tệp Excel: đây là tệp nén (.zip, .rar, .7z). Hãy giải nén và gửi tệp "
    "biểu ở bên trong."
)
OF_NUMBERS = (
    "không mở được như một tệp Excel: tệp ở dạng Numbers của Apple, chưa đọc được. Hãy mở lại và "
    "xuất sang Excel (Tệp, Xuất sang, Excel…)."
)
NO_SHEETS = (
    "không mở được như một tệp Excel: đây là tệp {kind}, không có ô để đọc. Hãy gửi chính tệp biểu "
    "mẫu Excel."
)
TOO_LARGE = "Hãy tải lại biểu mẫu và chép số liệu sang."
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    csv.Error,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    RuntimeError,
)

MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)

Rows = Sequence[Sequence[object]]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block: its first and last row and column, from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def range(self) -> str:
        """Give the block as Excel writes it: `D7:D9`."""
        first = xl_rowcol_to_cell(self.first_row, self.first_column)
        return f"{first}:{xl_rowcol_to_cell(self.last_row, self.last_column)}"

    def hides(self, place: Place) -> bool:
        """Tell whether a cell lies in the block and is not the one that shows."""
        row, column = place
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
            and place != (self.first_row, self.first_column)
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Something a file carries besides cells; without a cell it concerns the file as a whole.

    `rule` is R06 for what could act by itself (it is never run), R09 for what was read with a
    doubt.
    """

    cell: str
    rule: str
    found: str
    message: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """The content of a cell whose formula no program has calculated yet."""

    formula: str

    def __str__(self) -> str:
        """Give the formula as typed."""
        return f"={self.formula}"


@dataclass(frozen=True, slots=True)
class Doubled:
    """The content of a cell for which its file gives several values that differ."""

    values: tuple[object, ...]

    def __str__(self) -> str:
        """Give the values one after another."""
        return " và ".join(
            str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
            for value in self.values
        )


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of equal length from A1 on, its merged blocks, and what else it carries.

    A cell is "" (empty), str, float, bool, date or datetime, `Uncalculated` or `Doubled`. An error
    cell is its text (`#REF!`), a number in a format of percent is text (`5.78%`). Days that stand
    as plain numbers count from 1900, or from 1904 where the workbook says so.
    """

    rows: Rows
    merges: tuple[Merge, ...] = ()
    notes: tuple[Note, ...] = ()
    is_1904: bool = False


class UnreadableError(Exception):
    """Raised when a file cannot be read as a workbook of a unit; carries the finding."""

    def __init__(self, file: str, reason: str, *, sheet: str = "", cell: str = "") -> None:
        """Say which file and why, and at which cell where it is one."""
        message = f"{file}: {reason}"
        super().__init__(message)
        self.finding = Finding(
            file=file,
            sheet=sheet,
            cell=cell,
            rule="R01",
            severity="error",
            found="",
            expected="",
            message=message,
        )


class UnfitError(Exception):
    """Raised inside this module with the reason, in words for people, not to take a file."""


def moment_of(text: str) -> datetime | None:
    """Read a moment as machines write it, `2025-03-28T00:00:00.000`; None for anything else."""
    if not MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def day_counted(number: float, *, is_1904: bool) -> datetime:
    """Give the moment that a number of days means.

    Raises:
        OverflowError, ValueError: there is no such moment.
    """
    first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    return first + timedelta(days=number)


def dense(cells: dict[Place, object]) -> list[list[object]]:
    """Lay cells out as rows of equal length from A1 on.

    Raises:
        UnfitError: they span more than `MAX_AREA`.
    """
    height = max((row for row, _ in cells), default=-1) + 1
    width = max((column for _, column in cells), default=-1) + 1
    refuse_area(height * width)
    rows: list[list[object]] = [[""] * width for _ in range(height)]
    for (row, column), value in cells.items():
        rows[row][column] = value
    return rows


def area_of(grid: Grid) -> int:
    """Count the cells that a grid spans."""
    return len(grid.rows) * len(grid.rows[0]) if grid.rows else 0


def refuse_spread(sheet: str, row: int, column: int) -> None:
    """Refuse a sheet that reaches beyond any form.

    Raises:
        UnfitError: the cell stands below `MAX_ROWS` or right of `MAX_COLUMNS`.
    """
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        raise UnfitError(
            f"trang “{sheet}” trải đến dòng {formats.number(row + 1, 0)}, cột "
            f"{formats.number(column + 1, 0)}; biểu có nhiều nhất {formats.number(MAX_ROWS, 0)} "
            f"dòng và {MAX_COLUMNS} cột. Hãy xóa các dòng, cột thừa."
        )


def refuse_area(area: int) -> None:
    """Refuse sheets that span more cells than forms do.

    Raises:
        UnfitError: more than `MAX_AREA` cells.
    """
    if area > MAX_AREA:
        raise UnfitError(
            f"các trang trải trên hơn {formats.number(MAX_AREA, 0)} ô. Hãy xóa các dòng, cột, "
            "trang thừa."
        )
