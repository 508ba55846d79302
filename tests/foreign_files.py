"""Files as other programs write them: made here, opened, and told equal, refused or different.

`python -m tests.foreign_files` prints the counts and every case that comes out otherwise than it
should.
"""

import io
import re
import struct
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlrd.compdoc
import xlwt

from dashboard.catalogue.observations import Value
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.workbook import files, reading, writing
from dashboard.workbook.asked import form_of
from dashboard.workbook.grids import UnreadableError

UNIT = "mttq"
FILE_NAME = "mttq.xlsx"
AS_OF = date(2025, 3, 28)
DAY, DAY_SINCE_1904 = 45744, 45744 - 1462
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
# An input cell and the cell of the cover's date, as XlsxWriter writes them.
NUMBER = r'<c r="(?P<cell>[A-Z]+\d+)"(?P<style> s="\d+")?><v>(?P<number>1\d{3})</v></c>'
DATE = rf'<c r="(?P<cell>C\d+)" (?P<style>s="\d+")><v>{DAY}</v></c>'
EQUAL, FINDING, REFUSED = "equal", "finding", "refused"
BLANK = "blank"  # equal, but for a cell that reads like one left blank


@dataclass(frozen=True)
class Case:
    """A file: how it is made of a workbook, and what must come of it."""

    name: str
    make: Callable[[bytes], bytes]
    outcome: str = EQUAL
    sentence: str = ""  # what the refusal, or the finding at the changed cell, says
    file_name: str = FILE_NAME

    def __str__(self):
        return self.name


def workbook(reference: Reference) -> bytes:
    """Give the smallest workbook of the form, the Front's, a different number in every cell."""
    form = form_of(reference, UNIT)
    values = {
        key: Value(Decimal(1000 + at))
        for at, (key, cell) in enumerate(form.cells.items())
        if cell.kind == "input"
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        cover = writing.Cover(as_of_date=AS_OF)
        writing.write(UNIT, path, reference=reference, cover=cover, values=values)
        return path.read_bytes()


# How files are changed


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zipped(parts: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two parts of one name are meant
        for name, part in [*parts.items(), *more]:
            archive.writestr(name, part)
    return stream.getvalue()


def edited(content: bytes, pattern: str, replacement, count: int = 1, under: str = "xl/") -> bytes:
    """Put something in place of the first matches of a pattern in the first part that has one.

    With count 0 it is put in place of all matches in all parts.
    """
    parts, done = parts_of(content), 0
    for name, part in parts.items():
        if not name.startswith(under) or not name.endswith((".xml", ".rels")):
            continue
        text, times = re.subn(pattern, replacement, part.decode(), count=count)
        parts[name], done = text.encode(), done + times
        if times and count:
            break
    assert done, f"nothing matches {pattern}"
    return zipped(parts)


def edit(*pairs: tuple[str, object], count: int = 1, under: str = "xl/"):
    def make(content: bytes) -> bytes:
        for pattern, replacement in pairs:
            content = edited(content, pattern, replacement, count, under)
        return content

    return make


def number(inside: str, kind: str = "") -> Callable[[bytes], bytes]:
    """Give the change of one number: what its cell holds now, and of which kind it says it is."""
    return edit((NUMBER, rf'<c r="\g<cell>"\g<style>{kind}>{inside}</c>'), under="xl/worksheets")


def cover_date(inside: str, kind: str = "") -> Callable[[bytes], bytes]:
    return edit((DATE, rf'<c r="\g<cell>" {kind}>{inside}</c>'), under="xl/worksheets")


def renamed(change: Callable[[str], str], only: str = "xl/") -> Callable[[bytes], bytes]:
    """Give the change of the names of parts, not of what refers to them."""

    def make(content: bytes) -> bytes:
        return zipped(
            {
                change(name) if name.startswith(only) else name: part
                for name, part in parts_of(content).items()
            }
        )

    return make


def twice(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """Give the change that puts a sheet in a second time, under a name that means the same."""

    def make(content: bytes) -> bytes:
        parts = parts_of(content)
        name = "xl/worksheets/sheet2.xml"
        return zipped(parts, (change(name), parts[name]))

    return make


def without_shared_texts(content: bytes) -> bytes:
    """Move all texts into their cells; the relation to the list of texts stays, the list goes."""
    parts = parts_of(content)
    texts = re.findall(r"<si>(.*?)</si>", parts.pop("xl/sharedStrings.xml").decode(), re.DOTALL)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(
            r't="s"><v>(\d+)</v>',
            lambda found: f't="inlineStr"><is>{texts[int(found[1])]}</is>',
            parts[name].decode(),
        ).encode()
    return zipped(parts)


def without(name: str) -> Callable[[bytes], bytes]:
    def make(content: bytes) -> bytes:
        return zipped({part: held for part, held in parts_of(content).items() if part != name})

    return make


def encoded(name: str, codec: str, under: str = "xl/worksheets") -> Callable[[bytes], bytes]:
    """Give the change of the encoding of parts, and of the name they give it."""

    def make(content: bytes) -> bytes:
        return zipped(
            {
                part: held.decode().replace('"UTF-8"', f'"{name}"', 1).encode(codec)
                if part.startswith(under)
                else held
                for part, held in parts_of(content).items()
            }
        )

    return make


def by_1904(book: str, date_cell: str) -> Callable[[bytes], bytes]:
    """Give the change to days that count from 1904, as a program writes it in the book."""
    return edit((r"<workbookPr[^>]*/>", book), (DATE, date_cell))


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SINCE_1904 = '<workbookPr date1904="1"/>'
STYLED, PLAIN = (
    rf'<c r="\g<cell>" \g<style>><v>{DAY_SINCE_1904}</v></c>',
    (rf'<c r="\g<cell>"><v>{DAY_SINCE_1904}</v></c>'),
)
RESET = (
    f'</sheets><extLst><ext xmlns:x15="{X15}" uri="{{140A7094-0E35-4892-8432-C4D2E57EDEB5}}">'
    '<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>'
)
TWO = "hai giá trị khác nhau trong một ô"
TEXT = "không đọc chắc chắn được thành số"

CASES = (
    Case("nothing changed", lambda content: content),
    # A number changes in silence
    Case(
        "inline text and another value",
        number("<is><t>1500</t></is><v>1000</v>", ' t="inlineStr"'),
        FINDING,
        TWO,
    ),
    Case(
        "value and another inline text",
        number("<v>1000</v><is><t>1500</t></is>", ' t="inlineStr"'),
        FINDING,
        TWO,
    ),
    Case(
        "inline text and the same value",
        number(r"<is><t>\g<number></t></is><v>\g<number></v>", ' t="inlineStr"'),
    ),
    Case("two values", number("<v>150</v><v>149</v>"), FINDING, TWO),
    Case("two values, an empty one", number(r"<v>\g<number></v><v/>")),
    Case("the same value twice", number(r"<v>\g<number></v><v>\g<number></v>")),
    Case(
        "two inline texts",
        number("<is><t>15</t></is><is><t>0</t></is>", ' t="inlineStr"'),
        FINDING,
        TWO,
    ),
    Case(
        "a text with an inline one",
        number("<v>150</v><is><t>149</t></is>", ' t="str"'),
        FINDING,
        TWO,
    ),
    Case("a number with an inline text", number("<v>150</v><is><t>149</t></is>"), FINDING, TWO),
    Case(
        "inline text with its pronunciation",
        number(
            r'<is><t>\g<number></t><rPh sb="0" eb="1"><t>7</t></rPh><phoneticPr fontId="1"/></is>',
            ' t="inlineStr"',
        ),
    ),
    Case(
        "inline runs with their pronunciation",
        number(
            r'<is><r><t>\g<number></t></r><rPh sb="0" eb="1"><t>7</t></rPh><r><t> </t></r></is>',
            ' t="inlineStr"',
        ),
    ),
    Case(
        "shared texts with their pronunciation",
        edit((r"</t></si>", '</t><rPh sb="0" eb="1"><t>7</t></rPh></si>'), count=0),
    ),
    Case("two parts of one name", twice(lambda name: name), REFUSED, "hai phần cùng tên"),
    Case("two parts of one name by case", twice(str.upper), REFUSED, "hai phần cùng tên"),
    Case(
        "two parts of one name by slashes",
        twice(lambda name: "/" + name),
        REFUSED,
        "hai phần cùng tên",
    ),
    Case(
        "two parts of one name by percent signs",
        twice(lambda name: name.replace("sheet2", "shee%742")),
        REFUSED,
        "hai phần cùng tên",
    ),
    Case("nan", number("<v>nan</v>"), FINDING, TEXT),
    Case("NaN as text", number("<v>NaN</v>", ' t="str"'), FINDING, TEXT),
    # Dates
    Case("days since 1904", by_1904(SINCE_1904, STYLED)),
    Case(
        "days since 1904 and an extension of the same name",
        edit((r"<workbookPr[^>]*/>", SINCE_1904), ("</sheets>", RESET), (DATE, STYLED)),
    ),
    Case("days since 1904 in a date without style", by_1904(SINCE_1904, PLAIN)),
    Case("a date as ISO", cover_date("<v>2025-03-28</v>", 't="d"')),
    Case("a moment as ISO", cover_date("<v>2025-03-28T00:00:00</v>", 't="d"')),
    Case("a moment with milliseconds", cover_date("<v>2025-03-28T08:15:00.250</v>", 't="d"')),
    Case("a moment in UTC", cover_date("<v>2025-03-28T00:00:00Z</v>", 't="d"')),
    Case("a moment as text", cover_date("<is><t>2025-03-28 00:00:00</t></is>", 't="inlineStr"')),
    Case("a date without style", cover_date(f"<v>{DAY}</v>")),
    Case("a date with time without style", cover_date(f"<v>{DAY}.25</v>")),
    Case("a date as the text of its number", cover_date(f"<v>{DAY}</v>", 't="str"')),
    Case("a year for a date", cover_date("<v>2025</v>"), REFUSED, "chưa ghi ngày"),
    # What Excel opens
    Case(
        "cell names in small letters",
        edit((r'<c r="([A-Z]+\d+)"', lambda found: f'<c r="{found[1].lower()}"'), count=0),
    ),
    Case("part names with backslashes", renamed(lambda name: name.replace("/", "\\"))),
    Case("part names with a leading slash", renamed(lambda name: f"/{name}")),
    Case("part names in capitals", renamed(str.upper)),
    Case(
        "targets with backslashes",
        edit(("worksheets/sheet", r"worksheets\\sheet"), count=0, under="xl/_rels"),
    ),
    Case(
        "targets percent-encoded",
        edit(("worksheets/sheet", "worksheets/%73heet"), count=0, under="xl/_rels"),
    ),
    Case("part names percent-encoded", renamed(lambda name: name.replace("sheet", "%73heet"))),
    Case(
        "kinds of relations in small letters",
        edit(("relationships/(sharedStrings)", "relationships/sharedstrings"), under="xl/_rels"),
    ),
    Case("bytes before the zip", lambda content: b"\r\n\r\n" + content),
    Case("a mail's head before the zip", lambda content: b"X-Mail: 1\n" * 200 + content),
    Case("bytes after the zip", lambda content: content + b"\0" * 300),
    Case("shared texts missing, none needed", without_shared_texts),
    Case("styles missing", without("xl/styles.xml")),
    Case(
        "a sheet missing that nobody needs",
        edit(
            (
                "</sheets>",
                f'<sheet name="Nháp" sheetId="99" xmlns:r="{RELATION}" r:id="rId99"/></sheets>',
            ),
            (
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{RELATION}/worksheet" '
                'Target="worksheets/sheet99.xml"/></Relationships>',
            ),
        ),
    ),
    Case(
        "a sheet without a relation",
        edit(("</sheets>", '<sheet name="Nháp" sheetId="99"/></sheets>')),
    ),
    Case(
        "a sheet with an unknown relation",
        edit(("</sheets>", '<sheet name="Nháp" sheetId="99" r:id="rId99"/></sheets>')),
    ),
    Case(
        "merged whole columns",
        edit(
            (
                "</sheetData>(<sheetProtection[^>]*>)?",
                r"</sheetData>\1<mergeCells>"
                '<mergeCell ref="AA:AC"/><mergeCell ref="900:901"/><mergeCell ref="$AA$1:$ab$2"/>'
                "</mergeCells>",
            ),
            under="xl/worksheets",
        ),
    ),
    Case("an encoding named utf8", encoded("utf8", "utf-8")),
    Case("an encoding named UTF_8, with a mark", encoded("UTF_8", "utf-8-sig")),
    Case("an encoding named utf16", encoded("utf16", "utf-16")),
    Case("an encoding nobody knows", encoded("utf-9", "utf-8"), REFUSED, "không mở được"),
)

# Files of another kind


def lock_file(user: str) -> bytes:
    """Give what Excel writes beside a workbook that is open."""
    name = user.encode()
    wide = user.encode("utf-16-le")
    return (
        bytes([len(name)])
        + name.ljust(54, b" ")
        + len(user).to_bytes(2, "little")
        + wide
        + b" \0" * ((108 - len(wide)) // 2)
    )


def ole_file(*streams: tuple[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """Give an OLE file: streams in the root, `storage/name` in a storage, listed in this order."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    names = ["Root Entry", *storages, *(name for name, _ in streams)]
    padded = [data.ljust(-(-max(len(data), 4096) // size) * size, b"\0") for _, data in streams]
    directory_sectors = -(-len(names) * 128 // size)
    tables = 1
    while tables * size // 4 < tables + directory_sectors + sum(map(len, padded)) // size:
        tables += 1
    starts, at = [], tables + directory_sectors
    table = [0xFFFFFFFD] * tables
    for count in (directory_sectors, *(len(data) // size for data in padded)):
        first = len(table)
        table += [*range(first + 1, first + count), end]
    for data in padded:
        starts.append(at)
        at += len(data) // size
    table += [free] * (tables * size // 4 - len(table))
    children: dict[str, list[int]] = {}
    for number_, name in enumerate(names[1:], 1):
        children.setdefault(name.rpartition("/")[0], []).append(number_)
    entries = b""
    for number_, name in enumerate(names):
        folder, _, own = name.rpartition("/")
        brothers = children.get(folder, [])
        place = brothers.index(number_) if number_ else 0
        right = brothers[place + 1] if number_ and place + 1 < len(brothers) else free
        inside = children.get(name if number_ else "", [])
        is_stream = number_ > len(storages)
        kind = 5 if not number_ else 2 if is_stream else 1
        stream = number_ - 1 - len(storages)
        entries += struct.pack(
            "<64sHBBIII16sIQQIII",
            own.encode("utf-16-le"),
            2 * len(own) + 2,
            kind,
            1,
            free,
            right,
            inside[0] if inside and not is_stream else free,
            b"",
            0,
            0,
            0,
            starts[stream] if is_stream else end,
            len(padded[stream]) if is_stream else 0,
            0,
        )
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        tables,
        tables,
        0,
        4096,
        end,
        0,
        end,
        0,
    )
    listed = struct.pack("<109I", *range(tables), *[free] * (109 - tables))
    return b"".join(
        [
            header + listed,
            struct.pack(f"<{len(table)}I", *table),
            entries.ljust(directory_sectors * size, b"\0"),
            *padded,
        ]
    )


def error_cell(page: xlwt.Worksheet, row: int, column: int) -> None:
    page.row(row).set_cell_error(column, "#REF!")


def old_stream(
    content: bytes,
    changed: dict[float, object] | None = None,
    *,
    is_1904: bool = False,
    day: int | None = None,
) -> bytes:
    """Give the workbook as the stream of an .xls, some numbers changed or written otherwise."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = is_1904
    style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for title, grid in files.open_grids(FILE_NAME, content).items():
        page = book.add_sheet(title)
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, float):
                    other = (changed or {}).get(cell, cell)
                    if callable(other):
                        other(page, row, column)
                    else:
                        page.write(row, column, other)
                elif isinstance(cell, date):
                    page.write(row, column, *((cell, style) if day is None else (day,)))
                elif cell != "":
                    page.write(row, column, cell)
    return stream_of(saved(book))


def stream_of(content: bytes) -> bytes:
    """Give the stream of the workbook in an .xls."""
    document = xlrd.compdoc.CompDoc(content, logfile=io.StringIO())
    stream = document.get_named_stream("Workbook")
    assert stream is not None
    return bytes(stream)


def saved(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old_file(name: str = "Workbook", *more: tuple[str, bytes], before: bool = False):
    """Give the making of an .xls of the workbook, with further streams before it or after it."""

    def make(content: bytes) -> bytes:
        own = (name, old_stream(content))
        storages = tuple(dict.fromkeys(each.partition("/")[0] for each, _ in more if "/" in each))
        return ole_file(*((*more, own) if before else (own, *more)), storages=storages)

    return make


def other_stream() -> bytes:
    """Give an .xls of another sheet: what somebody put into the workbook as an object."""
    book = xlwt.Workbook()
    book.add_sheet("Khác").write(0, 0, 1)
    return stream_of(saved(book))


def always(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


EXCEL_95 = b"\x09\x08\x08\x00\x00\x05\x05\x00\xbb\x0d\xcc\x07\x0a\x00\x00\x00"
EXCEL_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"
FLAT_ODS = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    f'office:1.0" office:mimetype="{ODS}"/>'
)
NOT_THE_FORM = "còn nguyên nhưng không phải một trang của biểu mẫu"
TABLE = "Đơn vị;Hộ nghèo\r\nAn Lão;114\r\nHoài Ân;98\r\n"
CASES += (
    Case("an .xls", old_file(), file_name="mttq.xls"),
    Case("an .xls named .xlsx", old_file()),
    Case("an .xls whose stream is in capitals", old_file("WORKBOOK"), file_name="mttq.xls"),
    Case(
        "an .xls with a workbook in it, listed first",
        old_file("Workbook", ("MBD0018D4CE/Workbook", other_stream()), before=True),
    ),
    Case(
        "an .xls with a workbook in it, listed last",
        old_file("Workbook", ("MBD0018D4CE/Workbook", other_stream())),
    ),
    Case(
        "an .xls with the theme of Excel 2007",
        old_file("Workbook", ("Theme", zipped({"theme/theme/theme1.xml": b"<a/>"}))),
    ),
    Case(
        "nan in an .xls",
        lambda content: ole_file(("Workbook", old_stream(content, {1010.0: float("nan")}))),
        FINDING,
        TEXT,
    ),
    Case(
        "an error cell in an .xls",
        lambda content: ole_file(("Workbook", old_stream(content, {1010.0: error_cell}))),
        FINDING,
        "#REF!",
    ),
    Case("an error cell", number("<v>#REF!</v>", ' t="e"'), FINDING, "#REF!"),
    Case(
        "a formula that shows nothing in an .xls",
        lambda content: ole_file(("Workbook", old_stream(content, {1010.0: xlwt.Formula('""')}))),
        BLANK,
    ),
    Case("a formula that shows nothing", number('<f>""</f><v></v>', ' t="str"'), BLANK),
    Case(
        "an .xls of days since 1904",
        lambda content: ole_file(("Workbook", old_stream(content, is_1904=True))),
    ),
    Case(
        "an .xls with a day since 1904 without a format",
        lambda content: ole_file(
            ("Workbook", old_stream(content, {}, is_1904=True, day=DAY_SINCE_1904))
        ),
    ),
    Case("Excel 95", always(ole_file(("Book", EXCEL_95))), REFUSED, "Excel 95", "cũ.xls"),
    Case(
        "Excel 95, its name in capitals",
        always(ole_file(("BOOK", EXCEL_95))),
        REFUSED,
        "Excel 95",
        "cũ.xls",
    ),
    Case("Excel 5 without streams", always(EXCEL_95), REFUSED, "Excel 95", "cũ.xls"),
    Case(
        "Excel 4",
        always(bytes.fromhex("090406000000100000000a000000")),
        REFUSED,
        "Excel 95",
        "cũ.xls",
    ),
    Case("Excel 2003 XML", always(EXCEL_2003.encode()), REFUSED, "XML Spreadsheet 2003", "b.xls"),
    Case(
        "Excel 2003 XML in UTF-16",
        always(EXCEL_2003.encode("utf-16")),
        REFUSED,
        "XML Spreadsheet 2003",
        "b.xml",
    ),
    Case(
        "OpenDocument",
        always(zipped({"mimetype": ODS.encode(), "content.xml": b"<a/>"})),
        REFUSED,
        "OpenDocument",
        "b.ods",
    ),
    Case("flat OpenDocument", always(FLAT_ODS.encode()), REFUSED, "OpenDocument", "b.fods"),
    Case("a lock file", always(lock_file("Nguyễn Văn A")), REFUSED, "tệp khóa", "~$mttq.xlsx"),
    Case(
        "a lock file under another name",
        always(lock_file("admin")),
        REFUSED,
        "tệp khóa",
        "mttq.xlsx",
    ),
    Case(
        "a lock file of LibreOffice",
        always(b",an,may-1,28.03.2025 08:00,file:///C:/Users/an;"),
        REFUSED,
        "tệp khóa",
        ".~lock.mttq.xlsx#",
    ),
    Case("a workbook named like a lock file", lambda content: content, file_name="~$mttq.xlsx"),
    Case("another table as text", always(TABLE.encode()), REFUSED, NOT_THE_FORM, "b.csv"),
    Case(
        "another table under a title",
        always(("Biểu 1\n" + TABLE).encode("utf-8-sig")),
        REFUSED,
        NOT_THE_FORM,
        "b.csv",
    ),
    Case(
        "another table in UTF-16 with tabs",
        always(TABLE.replace(";", "\t").encode("utf-16")),
        REFUSED,
        NOT_THE_FORM,
        "b.txt",
    ),
    Case(
        "a text that is no table",
        always(b'{"a": [1, 2],\n "b": [1, 2]}'),
        REFUSED,
        "có thể bị hỏng",
        "b.json",
    ),
)

# Files of other programs, and of people who work on the form

STRICT = (
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
TEXTS = r"<si><t([^>]*)>([^<]*)</t></si>"
FUND = "12. Quỹ Vì người nghèo"
FORMULA = r'(?P<start><c r="[A-Z]+\d+" s="\d+"[^>]*>)<f>(?P<text>[^<]*)</f>'
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def resaved(*acts: Callable[[openpyxl.Workbook], object]) -> Callable[[bytes], bytes]:
    """Give the saving by openpyxl, which keeps no results of formulas, after some acts."""

    def make(content: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        for act in acts:
            act(book)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make


def renamed_copy(book: openpyxl.Workbook) -> None:
    """Keep a copy of a sheet under a name of one's own, and not the sheet."""
    copy = book.copy_worksheet(book[FUND])
    del book[FUND]
    copy.title = "Quỹ (sửa lần 2)"


def copy_that_differs(book: openpyxl.Workbook) -> None:
    copy = book.copy_worksheet(book[FUND])
    cells = [cell for row in copy.iter_rows() for cell in row]
    next(cell for cell in cells if cell.value in range(1000, 2000)).value = 7777


def as_numbers_exports(book: openpyxl.Workbook) -> None:
    """Name and begin each sheet as Numbers does, with a summary of its own first."""
    for page in book.worksheets:
        page.title = f"{page.title[:18]} - Bảng 1"
        page.insert_rows(1)
        page["A1"] = "Bảng 1"
        page.column_dimensions["A"].hidden = False
    summary = book.create_sheet("Tóm tắt xuất", 0)
    summary["B2"] = "Tài liệu này được xuất từ Numbers."


def to_strict(content: bytes) -> bytes:
    parts = parts_of(content)
    for name, part in parts.items():
        for old, new in STRICT:
            part = part.replace(old.encode(), new.encode())
        parts[name] = part
    return zipped(parts)


def shared_formulas(content: bytes) -> bytes:
    """Write every formula of a sheet but its first as one that repeats another."""
    parts = parts_of(content)
    name = "xl/worksheets/sheet2.xml"
    first, *_ = re.findall(FORMULA, parts[name].decode())
    shared = re.sub(FORMULA, r'\g<start><f t="shared" si="0"/>', parts[name].decode())
    head = f'<f t="shared" ref="D7:H99" si="0">{first[1]}</f>'
    parts[name] = shared.replace('<f t="shared" si="0"/>', head, 1).encode()
    return zipped(parts)


def with_password(content: bytes) -> bytes:
    """Give an .xls whose first record after the opening one says that it is locked."""
    stream = old_stream(content)
    return ole_file(("Workbook", stream[:20] + b"\x2f\x00" + stream[22:]))


def to_macros(content: bytes) -> bytes:
    parts = parts_of(content)
    types = "[Content_Types].xml"
    kind = rb"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml"
    parts[types] = re.sub(kind, MACRO_TYPE.encode(), parts[types])
    return zipped(parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def to_binary(content: bytes) -> bytes:
    parts = parts_of(content)
    relations = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"xl/workbook.bin")
    book = parts.pop("xl/workbook.xml")
    return zipped(parts | {"_rels/.rels": relations, "xl/workbook.bin": book})


def streamed(content: bytes) -> bytes:
    """Write the zip as a program does that cannot go back: sizes follow each part."""

    class Pipe(io.RawIOBase):
        """A stream that only goes forward."""

        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.held += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/", b"")
        for name, part in parts_of(content).items():
            archive.writestr(name, part)
    return bytes(pipe.held)


def web_archive(content: bytes) -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    return (head + "Content-Type: text/html\r\n\r\n<html><td>#sheet=cover</td></html>").encode()


CASES += (
    Case("saved again by openpyxl", resaved()),
    Case(
        "Google Sheets: numbers with a decimal point",
        edit(
            (r"(<c r=\"[A-Z]+\d+\" s=\"\d+\"><v>\d+)</v>", r"\1.0</v>"),
            count=0,
            under="xl/worksheets",
        ),
    ),
    Case(
        "Google Sheets: a day as the text of Vietnam",
        cover_date("<is><t>28/03/2025</t></is>", 't="inlineStr"'),
    ),
    Case(
        "WPS: what other programs may pass over",
        edit(
            (
                r"<workbookPr",
                '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
                'markup-compatibility/2006"><mc:Choice Requires="x15"><workbookPr date1904="1"/>'
                "</mc:Choice></mc:AlternateContent><workbookPr",
            ),
            under="xl/workbook",
        ),
    ),
    Case("Numbers: a title in each sheet and a summary", resaved(as_numbers_exports)),
    Case("strict names of elements", to_strict),
    Case(
        "strict names and a day as ISO",
        lambda content: to_strict(cover_date("<v>2025-03-28</v>", 't="d"')(content)),
    ),
    Case("shared formulas", shared_formulas),
    Case(
        "a formula of an array",
        edit((FORMULA, r'\g<start><f t="array" ref="D9">\g<text></f>'), under="xl/worksheets"),
    ),
    Case(
        "texts in runs of several looks",
        edit(
            (
                TEXTS,
                lambda found: (
                    f"<si><r><rPr><b/></rPr><t{found[1]}>{found[2][:3]}</t></r>"
                    f'<r><t xml:space="preserve">{found[2][3:]}</t></r></si>'
                ),
            ),
            count=0,
        ),
    ),
    Case("a number stored as text", number(r"<v>\g<number></v>", ' t="str"')),
    Case("a number with blanks around it", number(r"<v> \g<number>\n</v>", ' t="n"')),
    Case("a number in powers of ten", number(r"<v>\g<number>.0E+0</v>")),
    Case(
        "hidden, grouped and filtered rows",
        edit(
            (r"<row (?![^>]*hidden)", '<row hidden="1" outlineLevel="1" collapsed="1" '),
            (r"</sheetData>", '</sheetData><autoFilter ref="B6:H40"/>'),
            count=0,
            under="xl/worksheets",
        ),
    ),
    Case(
        "a password on an .xlsx",
        always(
            ole_file(("EncryptionInfo", b"\x04\x00\x04\x00"), ("EncryptedPackage", b"\x01" * 5000))
        ),
        REFUSED,
        "mật khẩu",
    ),
    Case("a password on an .xls", with_password, REFUSED, "mật khẩu", "mttq.xls"),
    Case("a workbook with macros", to_macros, file_name="mttq.xlsm"),
    Case("an .xlsb", to_binary, REFUSED, "xlsb", "mttq.xlsb"),
    Case("a number taken from another file", number(r"<f>[1]Quỹ!$D$7</f><v>\g<number></v>")),
    Case(
        "a sheet and its copy",
        resaved(lambda book: book.copy_worksheet(book[FUND])),
        FINDING,
        "lặp lại",
    ),
    Case("a sheet and a copy that differs", resaved(copy_that_differs), FINDING, "lặp lại"),
    Case("a renamed copy in place of a sheet", resaved(renamed_copy)),
    Case(
        "blanks after the hidden codes",
        edit(
            (
                r"<t>(#?[a-z]+=[^<]*|#codes)</t>",
                lambda found: f'<t xml:space="preserve"> {found[1]} \u00a0</t>',
            ),
            count=0,
        ),
    ),
    Case(
        "the column of codes deleted",
        resaved(lambda book: book[FUND].delete_cols(1)),
        FINDING,
        "thiếu",
    ),
    Case("a column inserted before the codes", resaved(lambda book: book[FUND].insert_cols(1))),
    Case("a zip written forward only", streamed),
    Case(
        "a sheet of a chart",
        edit(
            (
                "</sheets>",
                f'<sheet name="Biểu đồ" sheetId="99" xmlns:r="{RELATION}" r:id="rId99"/></sheets>',
            ),
            (
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{RELATION}/chartsheet" '
                'Target="chartsheets/sheet1.xml"/></Relationships>',
            ),
        ),
    ),
    Case("a web archive named .xls", web_archive, REFUSED, "trang web", "mttq.xls"),
    Case(
        "a workbook inside a zip",
        lambda content: zipped({"bieu/mttq.xlsx": content}),
        REFUSED,
        "tệp nén",
        "mttq.zip",
    ),
    Case("a .rar", always(b"Rar!\x1a\x07\x01\x00" + bytes(100)), REFUSED, "tệp nén", "mttq.rar"),
    Case("a .7z", always(b"7z\xbc\xaf\x27\x1c" + bytes(100)), REFUSED, "tệp nén", "mttq.7z"),
    Case(
        "a document of Numbers",
        always(zipped({"Index/Document.iwa": b"\0"})),
        REFUSED,
        "Numbers",
        "mttq.numbers",
    ),
    Case(
        "a document of Word",
        always(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"})),
        REFUSED,
        "Word",
        "mttq.docx",
    ),
    Case("a PDF", always(b"%PDF-1.7\n1 0 obj"), REFUSED, "PDF", "mttq.pdf"),
)


# What comes of them


@dataclass(frozen=True)
class Result:
    """What came of a file, and what was said about it."""

    outcome: str
    said: str


Held = tuple[str, object, str]


def numbers_of(book: reading.Workbook) -> dict[tuple, Held]:
    """Give cell, value and state of every number by its key.

    A total that a program did not compute is left out: it is added up from its parts.
    """
    held = book.observations
    held = held[~(held["is_stated_total"] & held["value_state"].eq("not_submitted"))]
    keys = held[list(reading.KEY_COLUMNS)].itertuples(index=False, name=None)
    rest = held[["cell", "value", "value_state"]].itertuples(index=False, name=None)
    return dict(zip(map(tuple, keys), rest, strict=True))


def result_of(case: Case, original: bytes, reference: Reference) -> Result:
    """Open a file and compare what was read with what was read of the original."""
    truth = reading.read_content(FILE_NAME, original, reference=reference)
    try:
        read = reading.read_content(case.file_name, case.make(original), reference=reference)
    except UnreadableError as refused:
        return Result(REFUSED, refused.finding.message)
    errors = [each for each in read.findings if each.severity == "error"]
    messages = " ".join(each.message for each in errors)
    same = read.cover == truth.cover and read.texts["content"].equals(truth.texts["content"])
    held, original_held = numbers_of(read), numbers_of(truth)
    # By number, not by place: people move cells.
    differing = {
        key for key in held if key not in original_held or held[key][1:] != original_held[key][1:]
    }
    totals = set(
        truth.observations.loc[
            truth.observations["is_stated_total"], list(reading.KEY_COLUMNS)
        ].itertuples(index=False, name=None)
    )
    lacking = original_held.keys() - held.keys() - totals
    if same and not differing and not lacking and not errors:
        return Result(EQUAL, "")
    if (
        same
        and not lacking
        and not errors
        and all(held[key][2] == "not_submitted" for key in differing)
    ):
        return Result(BLANK, "")
    # A number that differs has an error at its cell; what is lacking, or is there twice, an error.
    is_said = {held[key][0] for key in differing} <= {each.cell for each in errors} and (
        not lacking or any(each.rule == "R04" for each in errors)
    )
    if same and errors and is_said:
        return Result(FINDING, messages)
    return Result("different", f"{read.cover}; {len(differing)}, {len(lacking)}; {messages[:500]}")


def main() -> None:
    reference = load(data_folder())
    original = workbook(reference)
    counts: Counter[str] = Counter()
    for case in CASES:
        result = result_of(case, original, reference)
        counts[result.outcome] += 1
        if result.outcome != case.outcome or case.sentence not in result.said:
            print(f"{case}: {result.outcome}, should be {case.outcome}: {result.said}")
    listed = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    print(f"{len(CASES)} files: {listed}")


if __name__ == "__main__":
    main()
