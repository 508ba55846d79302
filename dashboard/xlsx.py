"""Opens an .xlsx as grids: the zip within bounds, each part as a stream, nothing ever followed."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from xml.parsers import expat

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard import wording
from dashboard.grids import (
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
    NO_WORKBOOK,
    SAVE_AGAIN,
    TOO_LARGE,
    Grid,
    Merge,
    Note,
    Place,
    Uncalculated,
    UnfitError,
    area_of,
    dense,
    refuse_area,
    refuse_spread,
)

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
