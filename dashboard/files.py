"""Opens an .xlsx, .xls or .csv file as grids of cells, within bounds and without running anything.

A file is told by what it holds, not by its name. The bounds below keep any file, however made,
under about 600 MB of memory and a few seconds: a workbook of a unit stays far below each of them.
"""

import csv
import io
import posixpath
import re
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.parsers import expat

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard import wording
from dashboard.rules import Finding

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
MAX_RECORDS = 1_000_000  # records in an .xls
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
TOO_LARGE = "Hãy tải lại biểu mẫu và chép số liệu sang."
FAULTS = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, struct.error, csv.Error, EOFError,
    LookupError, ValueError, ArithmeticError, RuntimeError,
)  # fmt: skip

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


@dataclass(frozen=True)
class Grid:
    """One sheet: rows of equal length from A1 on, its merged blocks, and what else it carries.

    A cell is "" (empty), str, float, bool, date or datetime, or `Uncalculated`. An error cell is
    its text (`#REF!`), a number in a format of percent is text (`5.78%`).
    """

    rows: Rows
    merges: tuple[Merge, ...] = ()
    notes: tuple[Note, ...] = ()


class UnreadableError(Exception):
    """Raised when a file cannot be read as a workbook of a unit; carries the finding."""

    def __init__(self, file: str, reason: str) -> None:
        """Say which file and why."""
        message = f"{file}: {reason}"
        super().__init__(message)
        self.finding = Finding(
            file=file, sheet="", cell="", rule="R01", severity="error", found="", expected="",
            message=message,
        )  # fmt: skip


class UnfitError(Exception):
    """Raised inside this module with the reason, in words for people, not to take a file."""


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
            f"trang “{sheet}” trải đến dòng {wording.number(row + 1, 0)}, cột "
            f"{wording.number(column + 1, 0)}; biểu có nhiều nhất {wording.number(MAX_ROWS, 0)} "
            f"dòng và {MAX_COLUMNS} cột. Hãy xóa các dòng, cột thừa."
        )


def refuse_area(area: int) -> None:
    """Refuse sheets that span more cells than forms do.

    Raises:
        UnfitError: more than `MAX_AREA` cells.
    """
    if area > MAX_AREA:
        raise UnfitError(
            f"các trang trải trên hơn {wording.number(MAX_AREA, 0)} ô. Hãy xóa các dòng, cột, "
            "trang thừa."
        )


# .csv

CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f]")
SAMPLE = 65_536  # characters that are looked at to tell what a text is
LEGACY = ("cp1258", "cp1252")


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


# .xlsx

CONTENT_TYPES = "[Content_Types].xml"
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
DATE_SIGN = re.compile("[dmyhs]")
CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What follows cells and merged blocks in a sheet, and makes up most of a form.
AFTER_CELLS = ("conditionalFormatting", "dataValidations")
OUTSIDE_PARTS = {
    "vbaproject.bin": "macro (vbaProject.bin)",
    "macrosheets/": "macro Excel 4.0",
    "externallinks/": "liên kết tới tệp khác",
    "connections.xml": "kết nối dữ liệu bên ngoài",
    "embeddings/": "đối tượng nhúng",
    "activex/": "điều khiển ActiveX",
}
# What a formula that reaches outside contains, in capitals; what it then matches; its name.
OUTSIDE_FORMULAS = (
    (("WEBSERVICE", "RTD", "CALL", "REGISTER.ID", "IMAGE", "EXEC"),
     re.compile(r"\b(WEBSERVICE|RTD|CALL|REGISTER\.ID|IMAGE|EXEC)\s*\(", re.IGNORECASE),
     "công thức gọi ra ngoài"),
    (("HYPERLINK",),
     re.compile(r"""\bHYPERLINK\s*\(\s*"\s*(https?|ftp|file|mailto|\\\\)""", re.IGNORECASE),
     "công thức liên kết ra ngoài"),
    (("|",), re.compile(r"""\w'?\|'?[^|]{0,255}!"""), "công thức gọi chương trình khác (DDE)"),
    (("[",), re.compile(r"""\[[^\[\]]{1,255}\][^!"'(\[\]]{0,255}'?!"""),
     "công thức lấy số từ tệp khác"),
)  # fmt: skip


class Package:
    """The parts of an .xlsx, inflated one at a time within the bounds."""

    def __init__(self, content: bytes) -> None:
        """Open the zip; one with too many parts is refused before its list is read."""
        # Counted by signature: the number the file declares may be anything.
        if content.count(b"PK\x01\x02") > MAX_ENTRIES:
            parts = wording.number(MAX_ENTRIES, 0)
            raise UnfitError(f"tệp nén chứa hơn {parts} phần. {TOO_LARGE}")
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = {name.lower(): name for name in self.zip.namelist()}
        self.inflated = 0

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name."""
        return part.lower() in self.names

    def read(self, part: str) -> bytes:
        """Inflate a part, counting what really comes out.

        Raises:
            KeyError: there is no such part.
            UnfitError: it is locked or inflates beyond the bounds.
        """
        entry = self.zip.getinfo(self.names[part.lower()])
        if entry.flag_bits & 1:
            raise UnfitError(LOCKED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnfitError(NO_WORKBOOK)
        with self.zip.open(entry) as stream:
            data = stream.read(MAX_PART + 1)
        self.inflated += len(data)
        ratio = len(data) / max(1, entry.compress_size)
        if len(data) > MAX_PART or self.inflated > MAX_INFLATED or (
            ratio > MAX_RATIO and len(data) > LEAST_SUSPECT
        ):  # fmt: skip
            raise UnfitError(
                "tệp nén bung ra lớn bất thường (bom nén) hoặc chứa quá nhiều dòng; một trang dài "
                f"nhất {MAX_PART // MEGABYTE} MB. {TOO_LARGE}"
            )
        return data


def walk(
    data: bytes, begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None, text: Callable[[str], None] | None = None,
    until: Sequence[str] = (),
) -> None:  # fmt: skip
    """Walk the elements of an XML part by their names without prefix; entities are refused.

    From the first element of `until` on the part is only checked to be well-formed.

    Raises:
        UnfitError: it declares a document type or holds more than `MAX_ELEMENTS` elements.
        ExpatError: it is not well-formed.
    """
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        raise UnfitError(
            f"một phần của tệp có hơn {wording.number(MAX_ELEMENTS, 0)} phần tử, nhiều hơn một "
            f"biểu có thể có (quá nhiều dòng, cột). {TOO_LARGE}"
        )
    parser = expat.ParserCreate(intern=None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype

    def begin_unless_done(name: str, held: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in until:
            parser.StartElementHandler = parser.EndElementHandler = None
            parser.CharacterDataHandler = None
        else:
            begin(name, held)

    parser.StartElementHandler = begin_unless_done
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(data, True)


def refuse_doctype(*_: object) -> None:
    """Refuse a part that declares a document type, and with it entities.

    Raises:
        UnfitError: always.
    """
    raise UnfitError(f"tệp có khai báo DOCTYPE, không được phép trong tệp Excel. {SAVE_AGAIN}")


def xlsx_grids(content: bytes) -> dict[str, Grid]:
    """Open an .xlsx or .xlsm: only the parts that hold cells are ever inflated.

    Raises:
        UnfitError: it is no workbook, is locked, or is beyond the bounds.
    """
    package = Package(content)
    book_part = workbook_part(package)
    sheets, is_1904 = listed_sheets(package, book_part)
    targets = related(package, book_part)
    kinds = {kind: part for kind, part in targets.values() if kind in ("sharedStrings", "styles")}
    texts = kinds.get("sharedStrings")
    strings = shared_strings(package.read(texts)) if texts else []
    styles = number_styles(package.read(kinds["styles"])) if "styles" in kinds else []
    grids: dict[str, Grid] = {}
    for name, relation in sheets:
        kind, part = targets[relation]
        if kind != "worksheet":
            continue
        reader = SheetReader(name, strings, styles, is_1904=is_1904)
        walk(package.read(part), reader.begin, reader.end, reader.text, AFTER_CELLS)
        grids[name] = reader.grid()
        refuse_area(sum(map(area_of, grids.values())))
    return with_notes(grids, outside_notes(package.names))


def workbook_part(package: Package) -> str:
    """Give the name of the part that lists the sheets.

    Raises:
        UnfitError: the zip is no workbook, or one of a kind that is not read.
    """
    if CONTENT_TYPES not in package:
        raise UnfitError(NO_WORKBOOK)
    parts = [part for kind, part in related(package, "").values() if kind == "officeDocument"]
    if len(parts) == 1 and parts[0].endswith(".bin"):
        raise UnfitError(f"định dạng .xlsb chưa đọc được. {SAVE_AGAIN}")
    if len(parts) != 1 or not parts[0].endswith(".xml") or "word/" in parts[0]:
        raise UnfitError(NO_WORKBOOK)
    return parts[0]


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Give the parts that a part refers to: kind and name by the code of the relation."""
    folder, base = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def begin(name: str, held: dict[str, str]) -> None:
        if name == "Relationship" and held.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, held["Target"])).lstrip("/")
            found[held["Id"]] = (held["Type"].rpartition("/")[2], target)

    walk(package.read(posixpath.join(folder, "_rels", f"{base}.rels")), begin)
    return found


def listed_sheets(package: Package, part: str) -> tuple[list[tuple[str, str]], bool]:
    """Give name and relation of every sheet, and whether days count from 1904.

    Raises:
        UnfitError: there are more than `MAX_SHEETS`, or two of one name.
    """
    sheets: list[tuple[str, str]] = []
    is_1904 = False

    def begin(name: str, held: dict[str, str]) -> None:
        nonlocal is_1904
        if name == "sheet":
            relations = [value for key, value in held.items() if key.endswith(":id")]
            sheets.append((held["name"], relations[0]))
        elif name == "workbookPr":
            is_1904 = held.get("date1904") in ("1", "true")

    walk(package.read(part), begin)
    refuse_sheets([name for name, _ in sheets])
    return sheets, is_1904


def refuse_sheets(names: list[str]) -> None:
    """Refuse a list of sheets that no program writes.

    Raises:
        UnfitError: there are more than `MAX_SHEETS`, one with a name beyond `MAX_SHEET_NAME`, or
            two of one name.
    """
    if len(names) > MAX_SHEETS:
        raise UnfitError(f"tệp có {len(names)} trang, nhiều nhất {MAX_SHEETS}. {TOO_LARGE}")
    if any(len(name) > MAX_SHEET_NAME for name in names):
        raise UnfitError(f"tệp có trang với tên dài bất thường. {SAVE_AGAIN}")
    if len({name.lower() for name in names}) < len(names):
        raise UnfitError(f"tệp có hai trang cùng tên. {SAVE_AGAIN}")


def shared_strings(data: bytes) -> list[str]:
    """Read the texts that cells refer to by their number.

    Raises:
        UnfitError: more than `MAX_STRINGS`.
    """
    strings: list[str] = []
    pieces: list[str] = []
    taken = False
    reading = 0  # phonetic runs repeat the text in another script

    def begin(name: str, _: dict[str, str]) -> None:
        nonlocal taken, reading
        taken = name == "t" and not reading
        reading += name == "rPh"

    def end(name: str) -> None:
        nonlocal taken, reading
        taken = False
        reading -= name == "rPh"
        if name == "si":
            strings.append(unescaped("".join(pieces)))
            pieces.clear()

    def text(piece: str) -> None:
        if taken:
            pieces.append(piece)

    walk(data, begin, end, text)
    if len(strings) > MAX_STRINGS:
        raise UnfitError(
            f"tệp có hơn {wording.number(MAX_STRINGS, 0)} đoạn chữ khác nhau. {TOO_LARGE}"
        )
    return strings


def unescaped(text: str) -> str:
    """Give the control characters that Excel writes as `_x0007_`; nothing else is decoded."""
    if "_x" not in text:
        return text
    return ESCAPE.sub(
        lambda found: chr(code) if (code := int(found[1], 16)) < 0x20 or code == 0x5F else found[0],
        text,
    )


def number_styles(data: bytes) -> list[str]:
    """Give what each cell format prints: "date", "percent" or ""."""
    formats: dict[int, str] = {}
    styles: list[str] = []
    within = ""

    def begin(name: str, held: dict[str, str]) -> None:
        nonlocal within
        if name in ("cellXfs", "cellStyleXfs", "numFmts", "dxfs"):
            within = name
        elif name == "numFmt" and within == "numFmts":
            formats[int(held["numFmtId"])] = held["formatCode"][:MAX_FORMAT]
        elif name == "xf" and within == "cellXfs":
            styles.append(held.get("numFmtId", "0"))

    walk(data, begin)
    return [print_kind(int(style), formats) for style in styles]


def print_kind(number: int, formats: dict[int, str]) -> str:
    """Tell what a number format prints: "date", "percent" or ""."""
    code = QUOTED.sub("", formats.get(number, "")).lower()
    if "%" in code or number in (9, 10):
        return "percent"
    # Built-in dates: 27 to 58 are those of East Asian versions, without code in the file.
    if DATE_SIGN.search(code) or (
        number not in formats and (14 <= number <= 22 or 27 <= number <= 36 or 45 <= number <= 58)
        and number not in (48, 49)
    ):  # fmt: skip
        return "date"
    return ""


def printed(number: float, kind: str, *, is_1904: bool) -> object:
    """Give a number as its cell shows it: a moment for a date, text for a percentage."""
    if kind == "date":
        first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
        try:
            moment = first + timedelta(days=number)
        except (OverflowError, ValueError):
            return number
        return moment.date() if moment.time() == time() else moment
    if kind == "percent":
        share = f"{Decimal(str(number)) * 100:f}"
        whole, _, part = share.partition(".")
        part = part.rstrip("0")
        # Three decimals could be taken for thousands.
        return f"{whole}.{part}{'0' if len(part) == 3 else ''}%" if part else f"{whole}%"
    return number


class SheetReader:
    """Takes the elements of a worksheet and keeps its cells, merged blocks and notes."""

    def __init__(
        self, name: str, strings: list[str], styles: list[str], *, is_1904: bool
    ) -> None:
        """Start a sheet."""
        self.name, self.strings, self.styles, self.is_1904 = name, strings, styles, is_1904
        self.cells: dict[Place, object] = {}
        self.merges: list[Merge] = []
        self.outside: list[tuple[str, str]] = []
        self.row = self.column = -1
        self.kind = self.style = ""
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.taken: list[str] | None = None

    def begin(self, name: str, held: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "c":
            self.open_cell(held)
        elif name in ("v", "t"):
            self.taken = self.value = self.value or []
        elif name == "f":
            self.taken = self.formula = []
        elif name == "row":
            self.row = whole(held["r"]) - 1 if "r" in held else self.row + 1
            self.column = -1
        elif name == "mergeCell":
            self.merges.append(merge_of(held["ref"]))
            if len(self.merges) > MAX_MERGES:
                raise UnfitError(f"trang “{self.name}” có quá nhiều ô gộp. {TOO_LARGE}")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "c":
            self.close_cell()
        elif name in ("v", "t", "f"):
            self.taken = None

    def text(self, text: str) -> None:
        """Take text."""
        if self.taken is not None:
            self.taken.append(text)

    def open_cell(self, held: dict[str, str]) -> None:
        """Take the place, the kind and the style of a cell."""
        if "r" in held:
            self.row, self.column = place_of(held["r"])
        else:
            self.column += 1
        self.kind, self.style = held.get("t", "n"), held.get("s", "")
        self.value = self.formula = None

    def close_cell(self) -> None:
        """Keep a cell that holds something."""
        value: object = ""
        if self.value is not None:
            value = self.valued("".join(self.value))
        elif self.formula is not None:
            value = Uncalculated("".join(self.formula))
        if self.formula:
            self.note_outside("".join(self.formula))
        if value != "":
            refuse_spread(self.name, self.row, self.column)
            if (self.row, self.column) in self.cells:
                raise ValueError(f"two cells at {self.row}, {self.column}")
            self.cells[self.row, self.column] = value

    def valued(self, text: str) -> object:
        """Give the value of a cell from its text, by its kind."""
        if self.kind == "s":
            return self.strings[whole(text)] if text else ""
        if self.kind in ("str", "inlineStr"):
            return unescaped(text)
        text = text.strip()
        if self.kind == "b" and text in ("0", "1"):
            return text == "1"
        if self.kind != "n":
            return text
        if len(text) > MAX_DIGITS or not NUMBER.fullmatch(text):
            # An empty value of a formula is no value.
            return Uncalculated("".join(self.formula)) if self.formula and not text else text
        style = int(self.style or 0)
        kind = self.styles[style] if 0 <= style < len(self.styles) else ""
        return printed(float(text), kind, is_1904=self.is_1904)

    def note_outside(self, formula: str) -> None:
        """Remember a formula that would reach beyond the workbook."""
        capitals = formula[:MAX_FORMULA].upper()
        for signs, pattern, words in OUTSIDE_FORMULAS:
            if any(sign in capitals for sign in signs) and pattern.search(formula, 0, MAX_FORMULA):
                self.outside.append((words, xl_rowcol_to_cell(self.row, self.column)))
                return

    def grid(self) -> Grid:
        """Give the sheet as read, with one note a kind of formula that reaches outside."""
        first: dict[str, str] = {}
        for words, cell in self.outside:
            first.setdefault(words, cell)
        counts = Counter(words for words, _ in self.outside)
        notes = tuple(outside_note(cell, words, counts[words]) for words, cell in first.items())
        return Grid(dense(self.cells), tuple(self.merges), notes)


def whole(text: str) -> int:
    """Read a number without sign.

    Raises:
        ValueError: it is none.
    """
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text[:20]!r} is no whole number")
    return int(text)


def place_of(name: str) -> Place:
    """Give row and column, from 0, of a cell's name.

    Raises:
        ValueError: it is no name of a cell.
    """
    match = CELL_NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} names no cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def merge_of(text: str) -> Merge:
    """Read a merged block, `D7:D9`.

    Raises:
        ValueError: it is none.
    """
    first, _, last = text.partition(":")
    return Merge(*place_of(first), *place_of(last or first))


def outside_note(cell: str, words: str, count: int = 1) -> Note:
    """Give the note of something that could act by itself."""
    more = f" ({wording.number(count, 0)} ô, ô đầu tiên {cell})" if count > 1 else ""
    return Note(
        cell, "R06", words,
        f"có {words}{more}; phần này không được chạy, chỉ đọc giá trị đã lưu trong ô.",
    )  # fmt: skip


def outside_notes(names: Iterable[str]) -> tuple[Note, ...]:
    """Give a note for every kind of active or foreign part that a file carries."""
    listed = [name.lower() for name in names]
    return tuple(
        outside_note("", words)
        for sign, words in OUTSIDE_PARTS.items()
        if any(sign in name for name in listed)
    )


def with_notes(grids: dict[str, Grid], notes: tuple[Note, ...]) -> dict[str, Grid]:
    """Put notes on the file as a whole to its first sheet.

    Raises:
        UnfitError: there is no sheet.
    """
    if not grids:
        raise UnfitError(f"tệp không có trang tính nào. {SAVE_AGAIN}")
    first = next(iter(grids))
    return grids | {first: replace(grids[first], notes=(*notes, *grids[first].notes))}


# .xls

SHORT_SECTOR, SHORT_STREAM, ENTRY = 64, 4096, 128
STORAGE, STREAM, ROOT = 1, 2, 5
LAST_SECTOR = 0xFFFFFFFA  # this and above are marks, not sectors
BOF, EOF, CONTINUE, FILEPASS, DATE_1904 = 0x0809, 0x000A, 0x003C, 0x002F, 0x0022
FORMAT, XF, BOUNDSHEET, SST, SUPBOOK = 0x041E, 0x00E0, 0x0085, 0x00FC, 0x01AE
LABEL_SST, LABEL, NUMBER_CELL, RK, MULRK = 0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD
FORMULA, STRING, BOOLERR, MERGED = 0x0006, 0x0207, 0x0205, 0x00E5
CELL_KINDS = {LABEL_SST, LABEL, NUMBER_CELL, RK, MULRK, FORMULA, BOOLERR}
BIFF8 = 0x0600
OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")  # this workbook, functions added to Excel
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def xls_grids(content: bytes) -> dict[str, Grid]:
    """Open an .xls (Excel 97 to 2003).

    Raises:
        UnfitError: it holds no such workbook, is locked, or is beyond the bounds.
    """
    ole = OleFile(content)
    if "EncryptedPackage" in ole.streams:
        raise UnfitError(LOCKED)
    if "Workbook" not in ole.streams:
        raise UnfitError(NO_WORKBOOK)
    data = ole.read("Workbook")
    book = XlsBook(records(data, 0))
    refuse_sheets([name for name, _ in book.sheets])
    grids: dict[str, Grid] = {}
    for name, position in book.sheets:
        grids[name] = xls_grid(book, name, records(data, position))
        refuse_area(sum(map(area_of, grids.values())))
    signs = ["vbaproject.bin"] if "_VBA_PROJECT_CUR" in ole.streams else []
    return with_notes(grids, outside_notes([*signs, *book.links]))


class OleFile:
    """The streams of an OLE file: a file system of sectors inside a file."""

    def __init__(self, content: bytes) -> None:
        """Read the tables of sectors and the directory.

        Raises:
            struct.error, ValueError, IndexError: the file is damaged.
        """
        self.content = content
        self.size = 1 << struct.unpack_from("<H", content, 30)[0] % 16
        directory, _, _, shorts, _, more, _ = struct.unpack_from("<7I", content, 48)
        listed = list(struct.unpack_from("<109I", content, 76))
        for _ in range(len(content) // self.size):
            if more >= LAST_SECTOR:
                break
            *numbers, more = integers(self.sector(more))
            listed += numbers
        self.table = integers(b"".join(self.sector(at) for at in listed if at < LAST_SECTOR))
        self.short_table = integers(self.chain(shorts))
        self.short_data = b""
        self.streams: dict[str, tuple[int, int]] = {}
        entries = self.chain(directory)
        for at in range(0, len(entries) - ENTRY + 1, ENTRY):
            name_length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, length = struct.unpack_from("<II", entries, at + 116)
            name = entries[at : at + min(name_length, 64)].decode("utf-16-le").rstrip("\0")
            if kind == ROOT:
                self.short_data = self.chain(start)
            elif kind in (STORAGE, STREAM):
                self.streams.setdefault(name, (start, length))

    def sector(self, number: int) -> bytes:
        """Give a sector; the first follows the header."""
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def chain(self, start: int) -> bytes:
        """Put a chain of sectors together."""
        return b"".join(map(self.sector, linked(start, self.table)))

    def read(self, name: str) -> bytes:
        """Give a stream; a short one lies in the stream of short sectors."""
        start, length = self.streams[name]
        if length >= SHORT_STREAM:
            return self.chain(start)[:length]
        pieces = (
            self.short_data[at * SHORT_SECTOR : (at + 1) * SHORT_SECTOR]
            for at in linked(start, self.short_table)
        )
        return b"".join(pieces)[:length]


def integers(data: bytes) -> tuple[int, ...]:
    """Read bytes as numbers of 32 bits."""
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def linked(start: int, table: Sequence[int]) -> Iterator[int]:
    """Follow a chain of sectors.

    Raises:
        ValueError: it runs in a circle.
        IndexError: it leaves the table.
    """
    for _ in range(len(table) + 1):
        if start >= LAST_SECTOR:
            return
        yield start
        start = table[start]
    raise ValueError("a chain of sectors runs in a circle")


def records(data: bytes, position: int) -> Iterator[tuple[int, list[bytes]]]:
    """Give the records of one part of an .xls, each with its continuations, up to its end.

    A chart inside a sheet has its own begin and end and is passed over.

    Raises:
        UnfitError: more than `MAX_RECORDS`.
        struct.error: the part has no end.
    """
    depth = 0
    kind, pieces = -1, [b""]
    for _ in range(MAX_RECORDS):
        next_kind, length = struct.unpack_from("<HH", data, position)
        body = data[position + 4 : position + 4 + length]
        if len(body) < length:
            raise ValueError("a record is cut")
        position += 4 + length
        if next_kind == CONTINUE:
            pieces.append(body)
            continue
        if kind >= 0 and depth == 1:
            yield kind, pieces
        kind, pieces = next_kind, [body]
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return
    raise UnfitError(f"tệp .xls có quá nhiều ô. {TOO_LARGE}")


class XlsBook:
    """What the first part of an .xls says: sheets, shared strings, formats, links."""

    def __init__(self, parts: Iterator[tuple[int, list[bytes]]]) -> None:
        """Read the first part.

        Raises:
            UnfitError: it is locked, older than Excel 97, or beyond the bounds.
        """
        self.sheets: list[tuple[str, int]] = []
        self.strings: list[str] = []
        self.links: list[str] = []
        self.is_1904 = False
        formats: dict[int, str] = {}
        used: list[int] = []
        for kind, (body, *more) in parts:
            if kind == FILEPASS:
                raise UnfitError(LOCKED)
            if kind == BOF and struct.unpack_from("<H", body)[0] != BIFF8:
                raise UnfitError(f"tệp .xls của bản Excel quá cũ (trước Excel 97). {SAVE_AGAIN}")
            if kind == BOUNDSHEET and body[5] == 0:
                name = TextReader([body[6:]]).text(1)
                self.sheets.append((name, struct.unpack_from("<I", body)[0]))
            elif kind == SST:
                self.strings = xls_strings([body, *more])
            elif kind == DATE_1904:
                self.is_1904 = body[:1] == b"\1"
            elif kind == FORMAT:
                number = struct.unpack_from("<H", body)[0]
                formats[number] = TextReader([body[2:]]).text(2)[:MAX_FORMAT]
            elif kind == XF:
                used.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == SUPBOOK and body[2:4] not in OWN_BOOKS:
                self.links.append("externallinks/")
        self.styles = [print_kind(number, formats) for number in used]

    def printed(self, number: float, style: int) -> object:
        """Give a number as a cell of a style shows it."""
        kind = self.styles[style] if style < len(self.styles) else ""
        return printed(number, kind, is_1904=self.is_1904)


def xls_strings(pieces: list[bytes]) -> list[str]:
    """Read the texts that the cells of an .xls refer to by their number.

    Raises:
        UnfitError: more than `MAX_STRINGS`.
    """
    count = struct.unpack_from("<I", pieces[0], 4)[0]
    if count > MAX_STRINGS:
        raise UnfitError(
            f"tệp có hơn {wording.number(MAX_STRINGS, 0)} đoạn chữ khác nhau. {TOO_LARGE}"
        )
    reader = TextReader([pieces[0][8:], *pieces[1:]])
    return [reader.text(2) for _ in range(count)]


class TextReader:
    """Reads texts one after another from a record and its continuations."""

    def __init__(self, pieces: list[bytes]) -> None:
        """Start at the first byte of the first piece."""
        self.pieces = pieces
        self.piece = self.at = 0

    def take(self, length: int) -> bytes:
        """Take bytes, across pieces.

        Raises:
            IndexError: there are not as many.
        """
        taken = b""
        while True:
            part = self.pieces[self.piece][self.at : self.at + length - len(taken)]
            taken += part
            self.at += len(part)
            if len(taken) == length:
                return taken
            self.piece, self.at = self.piece + 1, 0

    def text(self, width: int) -> str:
        """Take a text whose length stands in `width` bytes before it.

        Where a text runs on in the next piece, that piece says anew whether its characters take
        one byte or two.
        """
        left = int.from_bytes(self.take(width), "little")
        flags = self.take(1)[0]
        runs = int.from_bytes(self.take(2), "little") if flags & 8 else 0
        extra = int.from_bytes(self.take(4), "little") if flags & 4 else 0
        parts: list[str] = []
        while left:
            if self.at == len(self.pieces[self.piece]):
                self.piece, self.at = self.piece + 1, 0
                flags = self.take(1)[0]
            wide = flags & 1
            room = (len(self.pieces[self.piece]) - self.at) >> wide
            if not room:
                raise ValueError("a text is cut inside a character")
            count = min(left, room)
            parts.append(self.take(count << wide).decode("utf-16-le" if wide else "latin-1"))
            left -= count
        self.take(4 * runs + extra)
        return "".join(parts)


def xls_grid(book: XlsBook, name: str, parts: Iterator[tuple[int, list[bytes]]]) -> Grid:
    """Read one sheet of an .xls.

    Raises:
        UnfitError: it is beyond the bounds.
    """
    cells: dict[Place, object] = {}
    merges: list[Merge] = []
    waiting: Place | None = None  # a formula whose text comes with the next record
    for kind, (body, *more) in parts:
        if kind == STRING and waiting is not None:
            cells[waiting] = TextReader([body, *more]).text(2)
        elif kind == MERGED:
            count = struct.unpack_from("<H", body)[0]
            for at in range(count):
                first, last, left, right = struct.unpack_from("<4H", body, 2 + 8 * at)
                merges.append(Merge(first, left, last, right))
        elif kind in CELL_KINDS:
            row, column, style = struct.unpack_from("<3H", body)
            values = xls_values(book, kind, body, style, more)
            waiting = (row, column) if kind == FORMULA and values == [None] else None
            for at, value in enumerate(values, column):
                refuse_spread(name, row, at)
                if (row, at) in cells:
                    raise ValueError(f"two cells at {row}, {at}")
                cells[row, at] = "" if value is None else value
    return Grid(dense(cells), tuple(merges))


def xls_values(
    book: XlsBook, kind: int, body: bytes, style: int, more: list[bytes]
) -> list[object]:
    """Give the values of a record of cells; None for a formula whose text follows."""
    if kind == LABEL_SST:
        return [book.strings[struct.unpack_from("<I", body, 6)[0]]]
    if kind == LABEL:
        return [TextReader([body[6:], *more]).text(2)]
    if kind == NUMBER_CELL:
        return [book.printed(struct.unpack_from("<d", body, 6)[0], style)]
    if kind == RK:
        return [book.printed(packed_number(body[6:10]), style)]
    if kind == MULRK:
        parts = [body[at : at + 6] for at in range(4, len(body) - 2, 6)]
        return [
            book.printed(packed_number(part[2:]), struct.unpack_from("<H", part)[0])
            for part in parts
        ]
    if kind == BOOLERR:
        return [ERRORS.get(body[6], "#ERR!") if body[7] else body[6] == 1]
    result = body[6:14]
    if result[6:] != b"\xff\xff":
        return [book.printed(struct.unpack("<d", result)[0], style)]
    kinds = {1: result[2] == 1, 2: ERRORS.get(result[2], "#ERR!"), 3: Uncalculated("…")}
    return [kinds.get(result[0])]


def packed_number(data: bytes) -> float:
    """Read a number of four bytes: a whole one or the upper half of a float, maybe in hundredths.

    Raises:
        struct.error: there are not four bytes.
    """
    bits = struct.unpack("<i", data)[0]
    if bits & 2:
        number = float(bits >> 2)
    else:
        number = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", bits & ~3))[0]
    return number / 100 if bits & 1 else number
