"""Opens an .xlsx as grids: the zip within bounds, each part as a stream, nothing ever followed."""

import codecs
import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from math import isnan
from urllib.parse import unquote
from xml.parsers import expat

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.words import formats
from dashboard.workbook.grids import (
    ARCHIVED,
    LEAST_SUSPECT,
    LOCKED,
    MAX_DIGITS,
    MAX_ELEMENTS,
    MAX_ENTRIES,
    MAX_FORMAT,
    MAX_FORMULA,
    MAX_INFLATED,
    MAX_MERGES,
    MAX_PART,
    MAX_RATIO,
    MAX_SHEET_NAME,
    MAX_SHEETS,
    MAX_STRINGS,
    MEGABYTE,
    NO_SHEETS,
    NO_WORKBOOK,
    OF_NUMBERS,
    OPEN_DOCUMENT,
    SAVE_AGAIN,
    TOO_LARGE,
    Doubled,
    Grid,
    Merge,
    Note,
    Place,
    Uncalculated,
    UnfitError,
    area_of,
    day_counted,
    dense,
    moment_of,
    refuse_area,
    refuse_spread,
)

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".csv")
SPREADSHEET_OF_OFFICE = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.sun.xml.calc",
)
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
DATE_SIGN = re.compile("[dmyhs]")
CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII | re.IGNORECASE)
COLUMN_NAME = re.compile("[A-Z]{1,3}", re.IGNORECASE)
ROW_NAME = re.compile(r"[1-9]\d{0,6}", re.ASCII)
LAST_ROW, LAST_COLUMN = 1_048_576, "XFD"
DECLARED_ENCODING = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.-]{1,40})["']"""
)
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
    (
        ("WEBSERVICE", "RTD", "CALL", "REGISTER.ID", "IMAGE", "EXEC"),
        re.compile(r"\b(WEBSERVICE|RTD|CALL|REGISTER\.ID|IMAGE|EXEC)\s*\(", re.IGNORECASE),
        "công thức gọi ra ngoài",
    ),
    (
        ("HYPERLINK",),
        re.compile(r"""\bHYPERLINK\s*\(\s*"\s*(https?|ftp|file|mailto|\\\\)""", re.IGNORECASE),
        "công thức liên kết ra ngoài",
    ),
    (("|",), re.compile(r"""\w'?\|'?[^|]{0,255}!"""), "công thức gọi chương trình khác (DDE)"),
    (
        ("[",),
        re.compile(r"""\[[^\[\]]{1,255}\][^!"'(\[\]]{0,255}'?!"""),
        "công thức lấy số từ tệp khác",
    ),
)


class Package:
    """The parts of an .xlsx, inflated one at a time within the bounds."""

    def __init__(self, content: bytes) -> None:
        """Open the zip; one with too many parts is refused before its list is read.

        Raises:
            UnfitError: there are more than `MAX_ENTRIES` parts, or two of one name.
        """
        # Counted by signature: the number the file declares may be anything.
        if content.count(b"PK\x01\x02") > MAX_ENTRIES:
            parts = formats.number(MAX_ENTRIES, 0)
            raise UnfitError(f"tệp nén chứa hơn {parts} phần. {TOO_LARGE}")
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names: dict[str, zipfile.ZipInfo] = {}
        for entry in self.zip.infolist():
            name = part_name(entry.filename)
            if name in self.names and not entry.is_dir():
                raise UnfitError(
                    f"tệp nén chứa hai phần cùng tên “{name[:MAX_SHEET_NAME]}”, không biết phần "
                    f"nào đúng. {SAVE_AGAIN}"
                )
            if not entry.is_dir():
                self.names[name] = entry
        self.inflated = 0

    def __contains__(self, part: str) -> bool:
        """Tell whether there is a part of this name."""
        return part_name(part) in self.names

    def read(self, part: str) -> bytes:
        """Inflate a part, counting what really comes out.

        Raises:
            KeyError: there is no such part.
            UnfitError: it is locked or inflates beyond the bounds.
        """
        entry = self.names[part_name(part)]
        if entry.flag_bits & 1:
            raise UnfitError(LOCKED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnfitError(NO_WORKBOOK)
        with self.zip.open(entry) as stream:
            data = stream.read(MAX_PART + 1)
        self.inflated += len(data)
        ratio = len(data) / max(1, entry.compress_size)
        if (
            len(data) > MAX_PART
            or self.inflated > MAX_INFLATED
            or (ratio > MAX_RATIO and len(data) > LEAST_SUSPECT)
        ):
            raise UnfitError(
                "tệp nén bung ra lớn bất thường (bom nén) hoặc chứa quá nhiều dòng; một trang dài "
                f"nhất {MAX_PART // MEGABYTE} MB. {TOO_LARGE}"
            )
        return data


def part_name(name: str) -> str:
    """Give the one form of a part's name; programs differ in case, slashes and percent signs."""
    return posixpath.normpath("/" + unquote(name).replace("\\", "/")).lstrip("/").lower()


def encoding_of(data: bytes) -> str | None:
    """Give the encoding of an XML part where the parser does not know it by its declared name.

    Raises:
        LookupError: there is no encoding of this name.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = DECLARED_ENCODING.match(data)
    if declared is None:
        return None
    name = codecs.lookup(declared[1].decode("ascii")).name
    return "utf-8" if name in ("utf-8", "utf-8-sig") else None


def walk(
    data: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    until: Sequence[str] = (),
) -> None:
    """Walk the elements of an XML part by their names without prefix; entities are refused.

    From the first element of `until` on the part is only checked to be well-formed.

    Raises:
        UnfitError: it declares a document type or holds more than `MAX_ELEMENTS` elements.
        ExpatError: it is not well-formed.
    """
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        raise UnfitError(
            f"một phần của tệp có hơn {formats.number(MAX_ELEMENTS, 0)} phần tử, nhiều hơn một "
            f"biểu có thể có (quá nhiều dòng, cột). {TOO_LARGE}"
        )
    parser = expat.ParserCreate(encoding_of(data), intern=None)
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
    # What a relation names may be missing: what needs it is then missing too.
    kinds = {kind: part for kind, part in targets.values() if part in package}
    texts, formats = kinds.get("sharedstrings"), kinds.get("styles")
    strings = shared_strings(package.read(texts)) if texts else []
    styles = number_styles(package.read(formats)) if formats else []
    grids: dict[str, Grid] = {}
    lost: list[Note] = []
    for name, relation in sheets:
        kind, part = targets.get(relation, ("worksheet", ""))
        if kind != "worksheet":
            continue
        if part not in package:
            lost.append(lost_sheet(name))
            continue
        reader = SheetReader(name, strings, styles, is_1904=is_1904)
        walk(package.read(part), reader.begin, reader.end, reader.text, AFTER_CELLS)
        grids[name] = reader.grid()
        refuse_area(sum(map(area_of, grids.values())))
    return with_notes(grids, (*lost, *outside_notes(package.names)))


def lost_sheet(name: str) -> Note:
    """Give the note of a sheet that the workbook lists and the file does not hold."""
    return Note(
        "",
        "R09",
        name,
        f"trang “{name}” có tên trong tệp nhưng nội dung không có trong tệp, không được đọc.",
    )


def workbook_part(package: Package) -> str:
    """Give the name of the part that lists the sheets.

    Raises:
        UnfitError: the zip is no workbook, or one of a kind that is not read.
    """
    if MIMETYPE in package and package.read(MIMETYPE).startswith(SPREADSHEET_OF_OFFICE):
        raise UnfitError(OPEN_DOCUMENT)
    refuse_other_zips(package)
    parts = [part for kind, part in related(package, "").values() if kind == "officedocument"]
    if len(parts) == 1 and parts[0].endswith(".bin"):
        raise UnfitError(f"định dạng .xlsb chưa đọc được. {SAVE_AGAIN}")
    if len(parts) != 1 or not parts[0].endswith(".xml") or "word/" in parts[0]:
        raise UnfitError(NO_WORKBOOK)
    return parts[0]


def refuse_other_zips(package: Package) -> None:
    """Refuse a zip that is no workbook, with what it is where that can be told.

    Raises:
        UnfitError: it is none.
    """
    names = list(package.names)
    if any(name.startswith("word/") for name in names):
        raise UnfitError(NO_SHEETS.format(kind="Word"))
    if any(name.startswith("ppt/") for name in names):
        raise UnfitError(NO_SHEETS.format(kind="PowerPoint"))
    if CONTENT_TYPES in package:
        return
    if any(name.endswith(".iwa") for name in names):
        raise UnfitError(OF_NUMBERS)
    if any(name.endswith(WORKBOOKS) for name in names):
        raise UnfitError(ARCHIVED)
    raise UnfitError(NO_WORKBOOK)


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Give the parts that a part refers to, by the code of the relation.

    Each is its kind and its name, both in small letters.
    """
    folder, base = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def begin(name: str, held: dict[str, str]) -> None:
        if name == "Relationship" and held.get("TargetMode") != "External":
            target = held["Target"].replace("\\", "/")
            kind = held["Type"].rpartition("/")[2].lower()
            found[held["Id"]] = (kind, part_name(posixpath.join("/", folder, target)))

    walk(package.read(posixpath.join(folder, "_rels", f"{base}.rels")), begin)
    return found


def listed_sheets(package: Package, part: str) -> tuple[list[tuple[str, str]], bool]:
    """Give name and relation ("" for none) of every sheet, and whether days count from 1904.

    Raises:
        UnfitError: there are more than `MAX_SHEETS`, or two of one name.
    """
    sheets: list[tuple[str, str]] = []
    is_1904 = False
    path: list[str] = []  # extensions repeat names, `x15:workbookPr` among them

    def begin(name: str, held: dict[str, str]) -> None:
        nonlocal is_1904
        path.append(name)
        if path[1:] == ["sheets", "sheet"]:
            relations = [value for key, value in held.items() if key.endswith(":id")]
            sheets.append((held["name"], relations[0] if relations else ""))
        elif path[1:] == ["workbookPr"]:
            is_1904 = held.get("date1904", "").strip().lower() in ("1", "true")

    def end(_: str) -> None:
        path.pop()

    walk(package.read(part), begin, end)
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
            f"tệp có hơn {formats.number(MAX_STRINGS, 0)} đoạn chữ khác nhau. {TOO_LARGE}"
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
        number not in formats
        and (14 <= number <= 22 or 27 <= number <= 36 or 45 <= number <= 58)
        and number not in (48, 49)
    ):
        return "date"
    return ""


def printed(number: float, kind: str, *, is_1904: bool) -> object:
    """Give a number as its cell shows it: a moment for a date, text for a percentage.

    What is not a number stays so, as text.
    """
    if isnan(number):
        return "nan"
    if kind == "date":
        try:
            return day_or_moment(day_counted(number, is_1904=is_1904))
        except (OverflowError, ValueError):
            return number
    if kind == "percent":
        share = f"{Decimal(str(number)) * 100:f}"
        whole, _, part = share.partition(".")
        part = part.rstrip("0")
        # Three decimals could be taken for thousands.
        return f"{whole}.{part}{'0' if len(part) == 3 else ''}%" if part else f"{whole}%"
    return number


def day_or_moment(moment: datetime) -> date:
    """Give the day of a moment at midnight, another moment as it is."""
    return moment.date() if moment.time() == time() else moment


class SheetReader:
    """Takes the elements of a worksheet and keeps its cells, merged blocks and notes."""

    def __init__(self, name: str, strings: list[str], styles: list[str], *, is_1904: bool) -> None:
        """Start a sheet."""
        self.name, self.strings, self.styles, self.is_1904 = name, strings, styles, is_1904
        self.cells: dict[Place, object] = {}
        self.merges: list[Merge] = []
        self.outside: list[tuple[str, str]] = []
        self.doubled: list[str] = []
        self.row = self.column = -1
        self.kind = self.style = ""
        self.is_within = False  # rows and cells count between <sheetData> and its end
        self.phonetic = 0  # how a text is pronounced is no text
        self.values: list[tuple[str, list[str]]] = []
        self.inline: list[str] | None = None
        self.formula: list[str] | None = None
        self.taken: list[str] | None = None

    def begin(self, name: str, held: dict[str, str]) -> None:
        """Take the start of an element."""
        if not self.is_within:
            self.begin_outside(name, held)
        elif name == "c":
            self.open_cell(held)
        elif name == "v":
            self.taken = []
            self.values.append((self.kind, self.taken))
        elif name == "is":
            self.open_inline()
        elif name == "t":
            self.open_text()
        elif name == "f":
            self.taken = self.formula = []
        elif name == "row":
            self.row = whole(held["r"]) - 1 if "r" in held else self.row + 1
            self.column = -1
        elif name == "rPh":
            self.phonetic += 1

    def begin_outside(self, name: str, held: dict[str, str]) -> None:
        """Take the start of an element before or after the cells."""
        if name == "sheetData":
            self.is_within = True
        elif name == "mergeCell":
            self.merges.append(merge_of(held["ref"]))
            if len(self.merges) > MAX_MERGES:
                raise UnfitError(f"trang “{self.name}” có quá nhiều ô gộp. {TOO_LARGE}")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "c" and self.is_within:
            self.close_cell()
        elif name in ("v", "t", "f"):
            self.taken = None
        elif name == "is":
            self.inline = None
        elif name == "rPh":
            self.phonetic -= 1
        elif name == "sheetData":
            self.is_within = False

    def text(self, text: str) -> None:
        """Take text."""
        if self.taken is not None:
            self.taken.append(text)

    def open_inline(self) -> None:
        """Take the start of a text that stands in its cell, in one run or several."""
        self.inline = []
        self.values.append(("inlineStr", self.inline))

    def open_text(self) -> None:
        """Take the start of a run of text."""
        if self.phonetic:
            return
        if self.inline is None:
            self.open_inline()
        self.taken = self.inline

    def open_cell(self, held: dict[str, str]) -> None:
        """Take the place, the kind and the style of a cell."""
        if "r" in held:
            self.row, self.column = place_of(held["r"])
        else:
            self.column += 1
        self.kind, self.style = held.get("t", "n"), held.get("s", "")
        self.values, self.inline, self.formula = [], None, None

    def close_cell(self) -> None:
        """Keep a cell that holds something."""
        value = self.value_of_cell()
        if self.formula:
            self.note_outside("".join(self.formula))
        if value != "":
            refuse_spread(self.name, self.row, self.column)
            if (self.row, self.column) in self.cells:
                raise ValueError(f"two cells at {self.row}, {self.column}")
            self.cells[self.row, self.column] = value

    def value_of_cell(self) -> object:
        """Give what a cell holds; two values that differ stay two, for a person to judge."""
        values = [
            value
            for kind, pieces in self.values
            if (value := self.valued("".join(pieces), kind)) != ""
        ]
        if not values:
            # An empty value of a formula is no value; an empty text is one.
            is_waiting = not self.values or (self.formula and self.kind == "n")
            if self.formula is None or not is_waiting:
                return ""
            return Uncalculated("".join(self.formula))
        first, *others = values
        if any(type(other) is not type(first) or other != first for other in others):
            return Doubled(tuple(values))
        if others:
            self.doubled.append(xl_rowcol_to_cell(self.row, self.column))
        return first

    def valued(self, text: str, kind: str) -> object:
        """Give a value from its text, by its kind."""
        if kind == "s":
            return self.strings[whole(text)] if text else ""
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        text = text.strip()
        if kind == "b" and text in ("0", "1"):
            return text == "1"
        if kind == "d":
            moment = moment_of(text)
            return text if moment is None else day_or_moment(moment)
        if kind != "n" or len(text) > MAX_DIGITS or not NUMBER.fullmatch(text):
            return text
        style = int(self.style or 0)
        printed_as = self.styles[style] if 0 <= style < len(self.styles) else ""
        return printed(float(text), printed_as, is_1904=self.is_1904)

    def note_outside(self, formula: str) -> None:
        """Remember a formula that would reach beyond the workbook."""
        capitals = formula[:MAX_FORMULA].upper()
        for signs, pattern, words in OUTSIDE_FORMULAS:
            if any(sign in capitals for sign in signs) and pattern.search(formula, 0, MAX_FORMULA):
                self.outside.append((words, xl_rowcol_to_cell(self.row, self.column)))
                return

    def grid(self) -> Grid:
        """Give the sheet as read, with one note a kind of what is to be mentioned."""
        first: dict[str, str] = {}
        for words, cell in self.outside:
            first.setdefault(words, cell)
        counts = Counter(words for words, _ in self.outside)
        notes = tuple(outside_note(cell, words, counts[words]) for words, cell in first.items())
        if self.doubled:
            notes = (*notes, doubled_note(self.doubled[0], len(self.doubled)))
        return Grid(dense(self.cells), tuple(self.merges), notes, is_1904=self.is_1904)


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
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def merge_of(text: str) -> Merge:
    """Read a merged block, `D7:D9`; `D:E` are whole columns, `7:9` whole rows.

    Raises:
        ValueError: it is none.
    """
    first, _, last = text.replace("$", "").partition(":")
    last = last or first
    if COLUMN_NAME.fullmatch(first) and COLUMN_NAME.fullmatch(last):
        first, last = f"{first}1", f"{last}{LAST_ROW}"
    elif ROW_NAME.fullmatch(first) and ROW_NAME.fullmatch(last):
        first, last = f"A{first}", f"{LAST_COLUMN}{last}"
    (top, bottom), (left, right) = map(sorted, zip(place_of(first), place_of(last), strict=True))
    return Merge(top, left, bottom, right)


def outside_note(cell: str, words: str, count: int = 1) -> Note:
    """Give the note of something that could act by itself."""
    more = f" ({formats.number(count, 0)} ô, ô đầu tiên {cell})" if count > 1 else ""
    return Note(
        cell,
        "R06",
        words,
        f"có {words}{more}; phần này không được chạy, chỉ đọc giá trị đã lưu trong ô.",
    )


def doubled_note(cell: str, count: int) -> Note:
    """Give the note of cells that hold their value twice."""
    return Note(
        cell,
        "R09",
        "hai lần cùng một giá trị",
        f"có {formats.number(count, 0)} ô ghi hai lần cùng một giá trị (ô đầu tiên {cell}); giá "
        f"trị đó được đọc. {SAVE_AGAIN}",
    )


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
