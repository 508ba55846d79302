"""Opens an .xlsx, .xls or .csv file as grids of cells, within bounds and without running anything.

A file is told by what it holds, not by its name.
"""

import csv
import io
import re
import unicodedata
from decimal import Decimal
from pathlib import Path

from dashboard import wording
from dashboard.grids import (
    FAULTS,
    MAX_FILE,
    MEGABYTE,
    NO_WORKBOOK,
    OLE,
    SAVE_AGAIN,
    TOO_LARGE,
    ZIP,
    Grid,
    Note,
    UnfitError,
    UnreadableError,
    refuse_area,
    refuse_spread,
)
from dashboard.xls import xls_grids
from dashboard.xlsx import xlsx_grids

CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f]")
SAMPLE = 65_536  # characters that are looked at to tell what a text is
LEGACY = ("cp1258", "cp1252")


def content_of(path: Path) -> bytes:
    """Read a file that is not too large.

    Raises:
        UnreadableError: it is missing, no file, too large, or may not be read.
    """
    try:
        if not path.is_file():
            raise UnreadableError(path.name, "không có tệp này.")
        refuse_large(path.stat().st_size)
        return path.read_bytes()
    except UnfitError as unfit:
        raise UnreadableError(path.name, str(unfit)) from unfit
    except OSError as fault:
        raise UnreadableError(
            path.name, "không đọc được tệp này từ đĩa (có thể đang bị khóa hoặc thiếu quyền đọc)."
        ) from fault


def open_grids(name: str, content: bytes) -> dict[str, Grid]:
    """Open a file as one grid a sheet, in the order of the sheets.

    Notes on the file as a whole stand with the first sheet.

    Args:
        name: file name, for messages; a .csv's only sheet takes it.
        content: what the file holds: .xlsx, .xlsm, .xls, or .csv with comma, semicolon or tab.

    Raises:
        UnreadableError: it is none of these, is damaged or locked, or is larger than a workbook
            of a unit can be (the bounds are the constants of this module).
    """
    try:
        refuse_large(len(content))
        if content.startswith(ZIP):
            return xlsx_grids(content)
        if content.startswith(OLE):
            return xls_grids(content)
        return csv_grids(Path(name).stem, content)
    except UnfitError as unfit:
        raise UnreadableError(name, str(unfit)) from unfit
    except FAULTS as fault:
        raise UnreadableError(name, NO_WORKBOOK) from fault


def refuse_large(size: int) -> None:
    """Refuse a file by its size in bytes.

    Raises:
        UnfitError: it is larger than `MAX_FILE`.
    """
    if size > MAX_FILE:
        megabytes = wording.number(Decimal(size) / MEGABYTE, 1)
        raise UnfitError(
            f"tệp dài {megabytes} MB, lớn hơn giới hạn {MAX_FILE // MEGABYTE} MB của một biểu. "
            f"{TOO_LARGE}"
        )


def csv_grids(title: str, content: bytes) -> dict[str, Grid]:
    """Open one sheet saved as text.

    Raises:
        UnfitError: it is no text, a web page, or holds no sheet of the form.
    """
    text, notes = decoded(content)
    if text.lstrip().startswith("<"):
        raise UnfitError(markup_reason(text))
    if "#sheet" not in text:
        raise UnfitError(NO_WORKBOOK)
    rows: list[list[object]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
        refuse_spread(title, len(rows), len(row) - 1)
        rows.append(list(row))
    width = max(map(len, rows))
    refuse_area(width * len(rows))
    return {title: Grid([row + [""] * (width - len(row)) for row in rows], notes=notes)}


def decoded(content: bytes) -> tuple[str, tuple[Note, ...]]:
    """Read bytes as text; a note says when the code page was taken for lack of another.

    Raises:
        UnfitError: it is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return checked_text(content.decode("utf-16")), ()
    try:
        return checked_text(content.decode("utf-8-sig")), ()
    except UnicodeDecodeError:
        pass
    for page in LEGACY:
        try:
            text = unicodedata.normalize("NFC", content.decode(page))
        except UnicodeDecodeError:
            continue
        note = Note(
            "", "R09", page, f"tệp chữ không ở bảng mã UTF-8, được đọc theo bảng mã {page}; số "
            "liệu không bị ảnh hưởng, đề nghị xem lại chữ có dấu, hoặc lưu lại dạng “CSV UTF-8”.",
        )  # fmt: skip
        return checked_text(text), (note,)
    raise UnfitError(NO_WORKBOOK)


def checked_text(text: str) -> str:
    """Give a text back unless it is bytes of another kind.

    Raises:
        UnfitError: it holds null characters, or many control characters.
    """
    if not text or "\0" in text or len(CONTROL.findall(text)) * 100 > len(text):
        raise UnfitError(NO_WORKBOOK)
    return text


def markup_reason(text: str) -> str:
    """Say what a text of tags is."""
    start = text[:SAMPLE].lower()
    if "<html" in start or "<table" in start or "<!doctype html" in start:
        return f"tệp thực chất là trang web (HTML), không phải tệp bảng tính. {SAVE_AGAIN}"
    return f"tệp thực chất là văn bản XML, chưa đọc được. {SAVE_AGAIN}"


def delimiter_of(text: str) -> str:
    """Tell what separates the cells: what stands after the hidden code, else the commonest."""
    start = text[:SAMPLE]
    for code in (r'#codes"?([,;\t])', r'#sheet=[^,\t"\n]{0,200}"?([,;\t])'):
        if match := re.search(code, start):
            return match[1]
    return max(",;\t", key=start.count)
