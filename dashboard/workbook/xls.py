"""Opens an .xls as grids: the streams of the OLE file and the records of the workbook."""

import struct
from collections.abc import Iterator, Sequence

from dashboard.words import formats
from dashboard.workbook.grids import (
    LOCKED,
    MAX_FORMAT,
    MAX_RECORDS,
    MAX_STRINGS,
    NO_WORKBOOK,
    OLD_EXCEL,
    TOO_LARGE,
    Grid,
    Merge,
    Place,
    UnfitError,
    area_of,
    dense,
    refuse_area,
    refuse_spread,
)
from dashboard.workbook.xlsx import outside_notes, print_kind, printed, refuse_sheets, with_notes

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
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def xls_grids(content: bytes) -> dict[str, Grid]:
    """Open an .xls (Excel 97 to 2003).

    Raises:
        UnfitError: it holds no such workbook, is locked, or is beyond the bounds.
    """
    ole = OleFile(content)
    if "encryptedpackage" in ole.streams:
        raise UnfitError(LOCKED)
    if "book" in ole.streams and "workbook" not in ole.streams:
        raise UnfitError(OLD_EXCEL)
    if "workbook" not in ole.streams:
        raise UnfitError(NO_WORKBOOK)
    data = ole.read("workbook")
    book = XlsBook(records(data, 0))
    refuse_sheets([name for name, _ in book.sheets])
    grids: dict[str, Grid] = {}
    for name, position in book.sheets:
        grids[name] = xls_grid(book, name, records(data, position))
        refuse_area(sum(map(area_of, grids.values())))
    signs = ["vbaproject.bin"] if "_vba_project_cur" in ole.streams else []
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
        # By name in small letters: programs differ in case.
        self.streams: dict[str, tuple[int, int]] = {}
        entries = self.chain(directory)
        embedded = inside_storages(entries)
        for number in range(len(entries) // ENTRY):
            at = number * ENTRY
            name_length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, length = struct.unpack_from("<II", entries, at + 116)
            name = entries[at : at + min(name_length, 64)].decode("utf-16-le").rstrip("\0")
            if kind == ROOT:
                self.short_data = self.chain(start)
            elif kind in (STORAGE, STREAM) and number not in embedded:
                self.streams.setdefault(name.lower(), (start, length))

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


def inside_storages(entries: bytes) -> set[int]:
    """Give the numbers of the entries of a directory that lie in a storage: embedded files.

    A storage names one entry in it, which names its two neighbours, and so on.
    """
    count = len(entries) // ENTRY
    inside: set[int] = set()
    waiting = [
        struct.unpack_from("<I", entries, at * ENTRY + 76)[0]
        for at in range(count)
        if entries[at * ENTRY + 66] == STORAGE
    ]
    while waiting:
        number = waiting.pop()
        # The root, and what names nothing, stand at number 0 or beyond the list.
        if 0 < number < count and number not in inside:
            inside.add(number)
            waiting += struct.unpack_from("<II", entries, number * ENTRY + 68)
    return inside


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
                raise UnfitError(OLD_EXCEL)
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
            f"tệp có hơn {formats.number(MAX_STRINGS, 0)} đoạn chữ khác nhau. {TOO_LARGE}"
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
    # 3 is a text without a character: a formula that shows nothing, as in an .xlsx.
    kinds = {1: result[2] == 1, 2: ERRORS.get(result[2], "#ERR!"), 3: ""}
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
