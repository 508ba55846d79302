"""Opens an .xlsx, .xls or .csv file as grids of cells, within bounds and without running anything.

A file is told by what it holds, not by its name.
"""

import csv
import io
import re
import unicodedata
import zipfile
from decimal import Decimal
from itertools import islice
from pathlib import Path

from dashboard.words import formats
from dashboard.workbook.grids import (
    ARCHIVED,
    FAULTS,
    MAX_FILE,
    MEGABYTE,
    NO_SHEETS,
    NO_WORKBOOK,
    OLD_EXCEL,
    OLE,
    OPEN_DOCUMENT,
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
from dashboard.workbook.xls import xls_grids
from dashboard.workbook.xlsx import xlsx_grids

CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f]")
SAMPLE = 65_536  # characters that are looked at to tell what a text is
LEGACY = ("cp1258", "cp1252")
# The marks that programs leave beside a file while it is open: Excel, LibreOffice.
LOCK_NAMES = ("~$", ".~lock.")
LOCK_LENGTHS = (162, 165)  # of Word and of Excel
LONGEST_USER = 54
LOCK_FILE = (
    "đây là tệp khóa tạm mà chương trình bảng tính tạo ra khi tệp thật đang mở, không chứa số "
    "liệu. Hãy đóng chương trình và gửi tệp cùng tên không có dấu “~$” ở đầu."
)
OTHER_TEXTS = ("{", "[")  # JSON: not of rows, though it holds commas
TABLE_ROWS = 20  # rows that are looked at to tell a table
NOT_THE_FORM = (
    "không mở được như một tệp Excel: đây là một bảng dạng .csv còn nguyên nhưng không phải một "
    "trang của biểu mẫu (không có mã ẩn “#sheet=…” ở cột A). Hãy tải biểu mẫu, chép số liệu sang "
    "và gửi tệp .xlsx."
)
# How an Excel older than 97 begins a file without streams.
OLDER_EXCEL = (
    b"\x09\x00\x04\x00",
    b"\x09\x00\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00\x00\x05",
)
# Other files by their first bytes, each with its sentence.
OTHER_FILES = (
    (b"Rar!", ARCHIVED),
    (b"7z\xbc\xaf", ARCHIVED),
    (b"\x1f\x8b", ARCHIVED),
    (b"%PDF", NO_SHEETS.format(kind="PDF")),
    (b"{\\rtf", NO_SHEETS.format(kind="văn bản RTF")),
    (b"\x89PNG", NO_SHEETS.format(kind="ảnh")),
    (b"\xff\xd8\xff", NO_SHEETS.format(kind="ảnh")),
)
# A web page with its pictures, as Excel saves it (.mht).
WEB_ARCHIVE = "mime-version:"


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
        if is_lock_file(name, content):
            raise UnfitError(LOCK_FILE)
        kind = kind_of(content)
        if kind == "zip":
            return xlsx_grids(content)
        if kind == "ole":
            return xls_grids(content)
        if content.startswith(OLDER_EXCEL):
            raise UnfitError(OLD_EXCEL)
        for start, sentence in OTHER_FILES:
            if content.startswith(start):
                raise UnfitError(sentence)
        return csv_grids(Path(name).stem, content)
    except UnfitError as unfit:
        raise UnreadableError(name, str(unfit)) from unfit
    except FAULTS as fault:
        raise UnreadableError(name, NO_WORKBOOK) from fault


def kind_of(content: bytes) -> str:
    """Tell a file by its leading bytes: "ole" (an .xls), "zip" (an .xlsx) or "text".

    An OLE file may hold a zip, the theme of Excel 2007 among others, and a zip may have bytes
    before it.
    """
    if content.startswith(OLE):
        return "ole"
    if content.startswith(ZIP) or zipfile.is_zipfile(io.BytesIO(content)):
        return "zip"
    return "text"


def is_lock_file(name: str, content: bytes) -> bool:
    """Tell whether a file only marks that another one is open: by its name, or by what it holds.

    A workbook that is named so is still a workbook.
    """
    if kind_of(content) != "text":
        return False
    length = len(content)
    is_padded = (
        length in LOCK_LENGTHS
        and 0 < content[0] <= LONGEST_USER
        and (content[content[0] + 1 : LONGEST_USER + 1].strip(b" \0") == b"")
    )
    return is_padded or (name.startswith(LOCK_NAMES) and length < SAMPLE)


def refuse_large(size: int) -> None:
    """Refuse a file by its size in bytes.

    Raises:
        UnfitError: it is larger than `MAX_FILE`.
    """
    if size > MAX_FILE:
        megabytes = formats.number(Decimal(size) / MEGABYTE, 1)
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
    start = text.lstrip()[: len(WEB_ARCHIVE)].lower()
    if start.startswith("<") or start == WEB_ARCHIVE:
        raise UnfitError(markup_reason(text))
    if "#sheet" not in text:
        raise UnfitError(NOT_THE_FORM if is_table(text) else NO_WORKBOOK)
    rows: list[list[object]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
        refuse_spread(title, len(rows), len(row) - 1)
        rows.append(list(row))
    width = max(map(len, rows))
    refuse_area(width * len(rows))
    return {title: Grid([row + [""] * (width - len(row)) for row in rows], notes=notes)}


def is_table(text: str) -> bool:
    """Tell whether a text is rows of cells: most of its first rows are equally long.

    Raises:
        csv.Error: a cell is longer than any text of a cell.
    """
    if text.lstrip().startswith(OTHER_TEXTS):
        return False
    reader = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=delimiter_of(text))
    widths = [len(row) for row in islice(reader, TABLE_ROWS) if row]
    commonest = max((width for width in widths if width > 1), key=widths.count, default=0)
    return len(widths) > 1 and widths.count(commonest) * 2 >= len(widths)


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
            "",
            "R09",
            page,
            f"tệp chữ không ở bảng mã UTF-8, được đọc theo bảng mã {page}; số "
            "liệu không bị ảnh hưởng, đề nghị xem lại chữ có dấu, hoặc lưu lại dạng “CSV UTF-8”.",
        )
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
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start:
        return f"tệp ở dạng “XML Spreadsheet 2003” của Excel, chưa đọc được. {SAVE_AGAIN}"
    if "urn:oasis:names:tc:opendocument" in start:
        return OPEN_DOCUMENT
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
