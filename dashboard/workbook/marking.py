"""Gives a sender's own workbook back with its findings marked, and nothing else changed.

The package is edited part by part: cells with a finding get another format and a comment, a first
sheet lists all findings with links. Values, formulas and their results, validations, protection
and print settings stay as they were, which no library that loads and saves a workbook keeps.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import zip_longest
from pathlib import PurePath
from unicodedata import normalize

import xlsxwriter
from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from dashboard.catalogue.findings import SEVERITIES, Finding, gravest_first
from dashboard.words import tables
from dashboard.workbook import files, packages, xlsx
from dashboard.workbook.grids import FAULTS, Grid, Place, UnfitError, UnreadableError
from dashboard.workbook.packages import OFFICE, Package
from dashboard.workbook.writing import RESULT_SHEET

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# Excel shows a comment only where a drawing of this old kind has a box for it.
DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap '
    'v:ext="edit" data="{block}"/></o:shapelayout><v:shapetype id="_x0000_t202" '
    'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke '
    'joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill '
    'color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{box}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

RESULT_PART = "xl/worksheets/ket_qua_kiem_tra{}.xml"
AUTHOR = "Kiểm tra tự động"
# How a finding begins under what the sender wrote in a comment.
ADDITION = f"\n{AUTHOR}: "
WIDTHS = (13, 28, 8, 90, 18, 24, 10)
NEXT_STEP = (
    "Sửa các ô có lỗi ngay trên tệp này rồi kiểm tra lại; cảnh báo thì xem lại, sửa hoặc giải "
    "trình khi gửi. Bấm vào địa chỉ ô để đến ô đó."
)
# Pattern, its colour, its ground and the frame of a marked cell: they differ in more than colour.
LOOKS = {
    "error": ("solid", "FFF8CBAD", "FFFFFFFF", "thick", "FF9C0006"),
    "warning": ("lightUp", "FFBF8F00", "FFFFF2CC", "mediumDashed", "FF7F6000"),
    "info": ("lightGray", "FF9DB7D5", "FFEAF1FA", "dotted", "FF123F7A"),
}
# What the schema puts after the drawing of comments in a worksheet.
AFTER_DRAWING = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}
UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNFIT_FOR_NAME = re.compile(r"[\[\]:*?/\\]")
# Boxes are numbered in blocks of 1,024; those of the sender's own drawings come first.
BLOCK, BLOCKS_TAKEN = 1024, 1000
FIRST_RESULT = 6
SIDES = ("left", "right", "top", "bottom")
# Hidden in the list: a cell that was marked, itself in the format that this cell had before.
MEMORY_COLUMN = 7
OWN_NAME = re.compile(rf"{RESULT_SHEET}( \d+)?")
UNMARKABLE = (*FAULTS, etree.LxmlError, XlsxWriterException, StopIteration)
REASON_SHEET = "Lưu ý"
NOT_MARKED = (
    "Không đánh dấu được ngay trên tệp của đơn vị: {reason} Tệp này chỉ liệt kê kết quả kiểm tra; "
    "hãy sửa trên tệp của đơn vị, theo tên biểu và địa chỉ ô."
)
ODD = "tệp có cấu trúc mà chương trình chưa sửa được an toàn."
CHANGED = "đánh dấu sẽ làm thay đổi số liệu trong tệp."
# What the schema puts before the cells of a worksheet.
BEFORE_CELLS = {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols"}
# The groups of the styles in their order, and how many members of their own each needs.
STYLE_GROUPS = {
    "numFmts": 0,
    "fonts": 1,
    "fills": 2,
    "borders": 1,
    "cellStyleXfs": 1,
    "cellXfs": 1,
    "cellStyles": 1,
    "dxfs": 0,
    "tableStyles": 0,
    "colors": 0,
    "extLst": 0,
}


def mark(content: bytes, findings: Sequence[Finding], *, file_name: str) -> bytes:
    """Give a workbook with its findings marked, as .xlsx.

    Marks and list of an earlier marking go. Where a workbook's own cells cannot be marked, or not
    without changing what they hold, a new workbook with the list of findings says why.

    Args:
        content: the sender's file; an .xls or .csv comes back as an .xlsx of the same cells.
        findings: what was found in it; one whose sheet is not there is only listed.
        file_name: name of the file.

    Raises:
        UnreadableError: the file cannot be opened.
    """
    given = files.open_grids(file_name, content)
    try:
        if files.kind_of(content) != "zip":
            content = rewritten(given)
            given = files.open_grids(file_name, content)
        marked = marked_in_place(content, findings, given, file_name)
        if held(files.open_grids(file_name, marked)) == held(given):
            return marked
        reason = CHANGED
    except UnfitError as unfit:
        reason = str(unfit)
    except (*UNMARKABLE, UnreadableError):
        reason = ODD
    return only_listed(findings, NOT_MARKED.format(reason=reason), file_name)


def held(grids: Mapping[str, Grid]) -> dict[str, Grid]:
    """Give what the sheets hold, without lists of findings and notes on the file."""
    lists = own_lists(grids)
    return {
        name: replace(grid, notes=()) for name, grid in grids.items() if fit_name(name) not in lists
    }


def own_lists(grids: Mapping[str, Grid]) -> dict[str, Grid]:
    """Give the sheets that an earlier marking added, by their name."""
    return {
        fit_name(name): grid
        for name, grid in grids.items()
        if OWN_NAME.fullmatch(fit_name(name)) and grid.rows and RESULT_SHEET.upper() in grid.rows[0]
    }


def only_listed(findings: Sequence[Finding], reason: str, file_name: str) -> bytes:
    """Give a new workbook with the list of findings and why there is no more."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet(REASON_SHEET).write_string(0, 0, reason)
    package = Package.opened(file.getvalue())
    [workbook] = package.related("", "officeDocument").values()
    if name_of(file_name).endswith(".xlsm"):
        # Excel opens a file of this name only when it is declared one with macros.
        package.declare(workbook, MACRO_TYPE)
    formats = Formats(package.root(styles_of(package, workbook)))
    add_result_sheet(
        package, workbook, gravest_first(findings), set(), formats, file_name, {}, reason
    )
    return package.content()


def marked_in_place(
    content: bytes, findings: Sequence[Finding], grids: Mapping[str, Grid], file_name: str
) -> bytes:
    """Mark the cells of an .xlsx and put the list of findings before its sheets.

    Raises:
        UnfitError: it is larger than a workbook can be.
    """
    package = Package.opened(content)
    [workbook] = package.related("", "officeDocument").values()
    formats = Formats(package.root(styles_of(package, workbook)))
    before: dict[tuple[str, str], int] = {}
    for name, grid in own_lists(grids).items():
        part = remove_sheet(package, workbook, name)
        before |= remembered(etree.fromstring(package.parts[part]), grid)
        package.remove(part)
    ordered = gravest_first(findings)
    cells: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for each in ordered:
        if xlsx.CELL_NAME.fullmatch(each.cell):
            cells[fit_name(each.sheet)][each.cell].append(each)
    sheets = sheets_of(package, workbook)
    memory: dict[tuple[str, str], int] = {}
    for number, (name, part) in enumerate(sheets.items(), 1):
        unselect(package, part)
        remove_marks(package, part, name, formats, before)
        if name in cells:
            shown = by_shown_cell(package.root(part), cells[name])
            memory |= {
                (name, address): style
                for address, style in mark_cells(package.root(part), shown, formats).items()
            }
            comment(package, part, number, shown, file_name)
    add_result_sheet(package, workbook, ordered, set(sheets), formats, file_name, memory, NEXT_STEP)
    return package.content()


def styles_of(package: Package, workbook: str) -> str:
    """Give the part of the styles, a new one where a workbook has none."""
    for known in package.related(workbook, "styles").values():
        return known
    for own in packages.targets(package.root(packages.relations_of(workbook)), workbook, "styles"):
        # It leads to nothing.
        package.unrelate(workbook, own)
    # Some programs look for the styles under this name alone.
    name = "xl/styles.xml" if "xl/styles.xml" not in package else package.free("xl/styles{}.xml")
    package.add(name, maker_for(package.root(workbook)).styleSheet(), STYLES_TYPE)
    package.relate(workbook, "styles", name)
    return name


def remove_sheet(package: Package, workbook: str, name: str) -> str:
    """Take a sheet from the list of a workbook and give its part."""
    root = package.root(workbook)
    [listed] = root.iterfind("{*}sheets")
    tabs = list(listed.iterfind("{*}sheet"))
    at = next(at for at, tab in enumerate(tabs) if fit_name(str(tab.get("name"))) == name)
    own = relation_id(tabs[at])
    part = package.related(workbook, "worksheet")[own]
    package.unrelate(workbook, own)
    listed.remove(tabs[at])
    for names in root.iterfind("{*}definedNames"):
        for defined in names.findall("{*}definedName[@localSheetId]"):
            tab = int(str(defined.get("localSheetId")))
            if tab == at:
                names.remove(defined)
            elif tab > at:
                defined.set("localSheetId", str(tab - 1))
    return part


def remembered(sheet: Element, grid: Grid) -> dict[tuple[str, str], int]:
    """Give the formats that marked cells had before, from the hidden column of a list."""
    found = {}
    for (row, column), cell in numbered(sheet):
        if column == MEMORY_COLUMN and row < len(grid.rows) and column < len(grid.rows[row]):
            name, _, address = str(grid.rows[row][column]).rpartition("!")
            if name:
                found[name, address] = style_of(cell)
    return found


def remove_marks(
    package: Package,
    part: str,
    name: str,
    formats: "Formats",
    before: Mapping[tuple[str, str], int],
) -> None:
    """Take out what an earlier marking left in a sheet: looks of cells, and comments."""
    if formats.marked:
        sheet = package.root(part)
        usage = Counter(style_of(cell) for _, cell in numbered(sheet))
        for _, line, cells in list(numbered_rows(sheet)):
            for place, cell in cells:
                if style_of(cell) not in formats.marked:
                    continue
                known = before.get((name, xl_rowcol_to_cell(*place)))
                style = formats.unmarked(style_of(cell), usage) if known is None else known
                cell.set("s", str(style))
                if style == 0 and not len(cell) and cell is line[-1]:
                    # It stood there for its mark alone, and no cell is counted from it.
                    line.remove(cell)
    for known in package.related(part, "comments").values():
        if AUTHOR.encode() in package.parts[known]:
            remove_boxes(package, part, remove_comments(package.root(known)))


def remove_comments(comments: Element) -> set[Place]:
    """Take out the comments of an earlier marking; give the cells that have none any more."""
    names = [str(each.text).strip() for each in comments.iterfind("{*}authors/{*}author")]
    gone = set()
    for listed in comments.iterfind("{*}commentList"):
        for each in listed.findall("{*}comment"):
            by = int(each.get("authorId", "0"))
            if by < len(names) and names[by] == AUTHOR:
                gone.add(xlsx.place_of(str(each.get("ref")).upper()))
                listed.remove(each)
                continue
            for text in each.iterfind("{*}text"):
                cut_addition(text)
    return gone


def cut_addition(text: Element) -> None:
    """Take out what an earlier marking added to the sender's own comment."""
    is_added = False
    for run in text.findall("{*}r"):
        for piece in run.iterfind("{*}t"):
            own, sign, _ = (piece.text or "").partition(ADDITION)
            if is_added or sign:
                is_added = True
                piece.text = own if sign else ""
        if is_added and not "".join(str(each.text or "") for each in run.iterfind("{*}t")):
            text.remove(run)


def remove_boxes(package: Package, part: str, places: AbstractSet[Place]) -> None:
    """Take out the boxes of comments that are gone."""
    for name in package.related(part, "vmlDrawing").values():
        drawing = drawing_root(package, name)
        if drawing is None:
            continue
        for box in drawing.findall("{*}shape"):
            if place_of_box(box) in places:
                drawing.remove(box)


def place_of_box(box: Element) -> Place | None:
    """Give the cell that the box of a comment belongs to, None for another shape."""
    rows, columns = (
        [each.text for each in box.iterfind(f"{{*}}ClientData/{{*}}{name}")]
        for name in ("Row", "Column")
    )
    return (int(rows[0] or 0), int(columns[0] or 0)) if rows and columns else None


def drawing_root(package: Package, name: str) -> Element | None:
    """Give the root of a drawing, read as far as it is XML; None where it is not at all."""
    if name not in package.roots:
        root = packages.lenient(package.parts[name])
        if root is None:
            return None
        package.roots[name] = root
    return package.roots[name]


def numbered(sheet: Element) -> Iterator[tuple[Place, Element]]:
    """Give the cells of a sheet with their places, counted as the reader does."""
    for _, _, cells in numbered_rows(sheet):
        yield from cells


def numbered_rows(sheet: Element) -> Iterator[tuple[int, Element, list[tuple[Place, Element]]]]:
    """Give the rows of a sheet with their cells; one without a reference follows the last one."""
    row = -1
    for line in sheet.iterfind("{*}sheetData/{*}row"):
        own = row = int(str(line.get("r"))) - 1 if line.get("r") else row + 1
        column, cells = -1, []
        for cell in line.iterfind("{*}c"):
            if cell.get("r"):
                row, column = xlsx.place_of(str(cell.get("r")).upper())
            else:
                column += 1
            cells.append(((row, column), cell))
        yield own, line, cells


def style_of(cell: Element) -> int:
    """Give the number of a cell's format, the first one where it names none."""
    text = cell.get("s", "0")
    return int(text) if text.isdigit() else 0


def fit_name(name: str) -> str:
    """Give the name of a sheet as Excel takes it, its letters composed alike."""
    return UNFIT_FOR_NAME.sub(" ", normalize("NFC", fit_text(name)))[:31]


def name_of(file_name: str) -> str:
    """Give the name of the marked workbook: an .xlsm has macros and must stay one."""
    path = PurePath(file_name)
    return f"{path.stem}{'.xlsm' if path.suffix.lower() == '.xlsm' else '.xlsx'}"


def fit_text(text: str) -> str:
    """Give a text without what XML cannot hold."""
    return UNFIT_FOR_XML.sub("", text)


def maker_for(root: Element, **prefixes: str) -> ElementMaker:
    """Give a maker of elements in the namespace of a part: there are two versions of it."""
    namespace = str(etree.QName(root).namespace)
    return ElementMaker(namespace=namespace, nsmap={None: namespace, **prefixes})


def sheets_of(package: Package, workbook: str) -> dict[str, str]:
    """Give the part of each worksheet by its name, in the order of the tabs."""
    parts = package.related(workbook, "worksheet")
    found = {}
    for sheet in package.root(workbook).iterfind("{*}sheets/{*}sheet"):
        own = relation_id(sheet)
        if own in parts:
            found[fit_name(str(sheet.get("name")))] = parts[own]
    return found


def relation_id(element: Element) -> str:
    """Give the id of the relation that an element names."""
    return next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")


def unselect(package: Package, part: str) -> None:
    """Leave only the new first sheet selected: two selected sheets would be typed into together."""
    if b"tabSelected" in package.parts[part]:
        for view in package.root(part).iterfind("{*}sheetViews/{*}sheetView"):
            view.attrib.pop("tabSelected", None)


class Formats:
    """The formats of a workbook: gives the marked twin of one, and those of the result sheet."""

    def __init__(self, root: Element) -> None:
        """Take the root of the styles and add the looks of the three severities."""
        self.root = root
        self.make = maker_for(root)
        self.twins: dict[tuple[int, str], int] = {}
        for group, least in STYLE_GROUPS.items():
            if least:
                self.complete(group, least)
        self.marked = self.marked_earlier()
        self.looks = {}
        for severity, (pattern, colour, ground, line, ink) in LOOKS.items():
            fill = self.make.fill(
                self.make.patternFill(
                    self.make.fgColor(rgb=colour),
                    self.make.bgColor(rgb=ground),
                    patternType=pattern,
                )
            )
            self.looks[severity] = self.added("fills", fill), self.frame(line, ink)

    def complete(self, group: str, least: int) -> None:
        """Add a group of the styles that is not there, with the members that it must have."""
        if self.root.find(f"{{*}}{group}") is not None:
            return
        make, order = self.make, list(STYLE_GROUPS)
        members = {
            "fonts": make.font(make.sz(val="11"), make.name(val="Calibri")),
            "fills": make.fill(make.patternFill(patternType="none")),
            "borders": make.border(*(make(side) for side in SIDES)),
            "cellStyleXfs": make.xf(numFmtId="0", fontId="0", fillId="0", borderId="0"),
            "cellXfs": make.xf(numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0"),
            "cellStyles": make.cellStyle(name="Normal", xfId="0", builtinId="0"),
        }
        own = [deepcopy(members[group]) for _ in range(least)]
        earlier = order[: order.index(group)]
        at = sum(etree.QName(each).localname in earlier for each in self.root.iterfind("{*}*"))
        self.root.insert(at, make(group, *own, count=str(least)))

    def marked_earlier(self) -> set[int]:
        """Give the formats that an earlier marking made: nobody else frames a cell like that."""
        frames = {(line, ink) for _, _, _, line, ink in LOOKS.values()}
        borders = set()
        for at, border in enumerate(self.root.iterfind("{*}borders/{*}border")):
            sides = {
                (side.get("style"), color.get("rgb"))
                for side in border.iterfind("{*}*")
                if etree.QName(side).localname in SIDES
                for color in side.iterfind("{*}color")
            }
            if len(sides) == 1 and sides <= frames:
                borders.add(str(at))
        return {
            at
            for at, each in enumerate(self.root.iterfind("{*}cellXfs/{*}xf"))
            if each.get("borderId") in borders
        }

    def unmarked(self, index: int, usage: Mapping[int, int]) -> int:
        """Give the format that a cell marked earlier most likely had: alike but for the look.

        Args:
            index: the format of the marked cell.
            usage: how many cells of the sheet have each format.
        """
        formats = self.root.findall("{*}cellXfs/{*}xf")
        alike = [
            at
            for at, each in enumerate(formats)
            if at not in self.marked and likeness(each) == likeness(formats[index])
        ]
        return max(alike, key=lambda at: (usage.get(at, 0), -at), default=0)

    def added(self, group: str, element: Element) -> int:
        """Add an element to a group of the styles and give its index."""
        [parent] = self.root.iterfind(f"{{*}}{group}")
        parent.append(element)
        count = len(parent.findall("{*}*"))
        parent.set("count", str(count))
        return count - 1

    def frame(self, line: str, ink: str) -> int:
        """Add a frame of a cell."""
        sides = [self.make(side, self.make.color(rgb=ink), style=line) for side in SIDES]
        return self.added("borders", self.make.border(*sides))

    def known(self, index: int) -> int:
        """Give a format that is there: the first one in place of one that is not."""
        return index if index < len(self.root.findall("{*}cellXfs/{*}xf")) else 0

    def twin(self, index: int, severity: str) -> int:
        """Give the format that is like another, with the look of a severity."""
        if (index, severity) not in self.twins:
            formats = self.root.findall("{*}cellXfs/{*}xf")
            copy = deepcopy(formats[index])
            fill, border = self.looks[severity]
            own = {"fillId": str(fill), "borderId": str(border)}
            copy.attrib.update(own | {"applyFill": "1", "applyBorder": "1"})
            self.twins[index, severity] = self.added("cellXfs", copy)
        return self.twins[index, severity]

    def text(
        self, *, bold: bool = False, size: int = 12, ink: str = "FF16202B", framed: bool = True
    ) -> int:
        """Add a format of text for the result sheet."""
        make = self.make
        weight = [make.b()] if bold else []
        font = make.font(
            *weight, make.sz(val=str(size)), make.color(rgb=ink), make.name(val="Times New Roman")
        )
        border = self.frame("thin", "FFC9D1DA") if framed else 0
        alignment = make.alignment(vertical="top", wrapText="1" if framed else "0")
        return self.added(
            "cellXfs",
            make.xf(
                alignment,
                numFmtId="0",
                fontId=str(self.added("fonts", font)),
                fillId="0",
                borderId=str(border),
                xfId="0",
                applyFont="1",
                applyBorder="1",
                applyAlignment="1",
            ),
        )


def likeness(format_: Element) -> tuple[object, ...]:
    """Give what of a format a marking leaves as it is."""
    own = [format_.get(name, "0") for name in ("numFmtId", "fontId", "xfId")]
    inner = sorted(
        (etree.QName(each).localname, *sorted(each.attrib.items()))
        for each in format_.iterfind("{*}*")
    )
    return (*own, *inner)


def by_shown_cell(
    sheet: Element, cells: Mapping[str, Sequence[Finding]]
) -> dict[str, list[Finding]]:
    """Give the findings by the cell that is seen: of a merged block only the first is."""
    merges = [
        xlsx.merge_of(str(each.get("ref"))) for each in sheet.iterfind("{*}mergeCells/{*}mergeCell")
    ]
    shown: dict[str, list[Finding]] = {}
    for address, found in cells.items():
        block = next((each for each in merges if each.hides(xl_cell_to_rowcol(address))), None)
        seen = address if block is None else block.range.partition(":")[0]
        shown.setdefault(seen, []).extend(found)
    return shown


def mark_cells(
    sheet: Element, cells: Mapping[str, Sequence[Finding]], formats: Formats
) -> dict[str, int]:
    """Give every cell with a finding the look of its gravest one; return what each had before."""
    before = {}
    for address, cell in cells_at(sheet, cells).items():
        before[address] = formats.known(style_of(cell))
        cell.set("s", str(formats.twin(before[address], cells[address][0].severity)))
    return before


def cells_at(sheet: Element, addresses: Iterable[str]) -> dict[str, Element]:
    """Give the cells at some addresses, new ones where a sheet has none there."""
    data = sheet_data(sheet)
    make = maker_for(sheet)
    rows: dict[int, Element] = {}
    held_cells: dict[Place, Element] = {}
    for number, line, held_in in list(numbered_rows(sheet)):
        # With a reference each: a new one among those without would move what follows it.
        line.set("r", str(number + 1))
        rows.setdefault(number, line)
        for place, cell in held_in:
            cell.set("r", xl_rowcol_to_cell(*place))
            held_cells.setdefault(place, cell)
    found = {}
    for address in addresses:
        row, column = xl_cell_to_rowcol(address)
        if (row, column) not in held_cells:
            if row not in rows:
                rows[row] = make.row(r=str(row + 1))
                later = (
                    line for line in data.iterfind("{*}row") if int(str(line.get("r"))) > row + 1
                )
                insert_before(data, rows[row], next(later, None))
            new = make.c(r=address)
            behind = (
                cell
                for cell in rows[row].iterfind("{*}c")
                if xl_cell_to_rowcol(str(cell.get("r")))[1] > column
            )
            insert_before(rows[row], new, next(behind, None))
            held_cells[row, column] = new
        found[address] = held_cells[row, column]
    return found


def insert_before(parent: Element, new: Element, following: Element | None) -> None:
    """Put an element before another one of its parent, at the end without one."""
    if following is None:
        parent.append(new)
    else:
        following.addprevious(new)


def sheet_data(sheet: Element) -> Element:
    """Give the element that holds the rows of a sheet, a new one where there is none."""
    known = sheet.find("{*}sheetData")
    if known is not None:
        return known
    new = maker_for(sheet).sheetData()
    at = sum(etree.QName(each).localname in BEFORE_CELLS for each in sheet.iterfind("{*}*"))
    sheet.insert(at, new)
    return new


def comment(
    package: Package,
    part: str,
    number: int,
    cells: Mapping[str, Sequence[Finding]],
    file_name: str,
) -> None:
    """Add a comment to every cell with a finding, beside those that the sender wrote."""
    sheet = package.root(part)
    comments = comments_of(package, part, sheet)
    make = maker_for(comments)
    authors, listed = child_of(comments, "authors"), child_of(comments, "commentList")
    names = [str(each.text).strip() for each in authors.iterfind("{*}author")]
    if AUTHOR not in names:
        names.append(AUTHOR)
        authors.append(make.author(AUTHOR))
    written = {str(each.get("ref")).upper(): each for each in listed.iterfind("{*}comment")}
    drawing = drawing_of(package, part, sheet, number, written)
    first = (BLOCKS_TAKEN + number) * BLOCK + 1 + len(written)
    for at, (address, found) in enumerate(cells.items()):
        sentences = fit_text(
            "\n".join(
                tables.without_place(each.message, file_name, each.sheet, each.cell)
                for each in found
            )
        )
        if address in written:
            # A cell has one comment: the finding is added under what the sender wrote.
            own = child_of(written[address], "text")
            own.append(make.r(make.t(f"{ADDITION}{sentences}")))
            continue
        text = make.text(make.r(make.t(sentences)))
        listed.append(make.comment(text, ref=address, authorId=str(names.index(AUTHOR))))
        drawing.append(shape(address, first + at, sentences.count("\n") + len(sentences) // 40))


def child_of(parent: Element, name: str) -> Element:
    """Give the first child of a name, a new one at the end where there is none."""
    known = parent.find(f"{{*}}{name}")
    if known is not None:
        return known
    parent.append(maker_for(parent)(name))
    return parent[-1]


def comments_of(package: Package, part: str, sheet: Element) -> Element:
    """Give the comments of a sheet, an empty list where it has none yet."""
    for known in package.related(part, "comments").values():
        return package.root(known)
    make = maker_for(sheet)
    name = package.free("xl/ket_qua_comments{}.xml")
    package.add(name, make.comments(make.authors(), make.commentList()), COMMENTS_TYPE)
    package.relate(part, "comments", name)
    return package.root(name)


def drawing_of(
    package: Package, part: str, sheet: Element, number: int, written: Iterable[str]
) -> Element:
    """Give the drawing that holds the boxes of a sheet's comments.

    Where it has none that can be read, a new one with boxes for the comments written so far.
    """
    drawings = package.related(part, "vmlDrawing")
    for reference in sheet.findall("{*}legacyDrawing"):
        known = drawings.get(relation_id(reference))
        root = drawing_root(package, known) if known else None
        if root is not None:
            return root
        sheet.remove(reference)
    name = package.free("xl/drawings/ket_qua_vml{}.vml")
    package.add(name, etree.fromstring(DRAWING.format(block=BLOCKS_TAKEN + number)), DRAWING_TYPE)
    own = package.relate(part, "vmlDrawing", name)
    reference = maker_for(sheet, r=OFFICE).legacyDrawing({f"{{{OFFICE}}}id": own})
    after = (
        each for each in sheet.iterfind("{*}*") if etree.QName(each).localname in AFTER_DRAWING
    )
    insert_before(sheet, reference, next(after, None))
    drawing = package.root(name)
    for at, address in enumerate(written, (BLOCKS_TAKEN + number) * BLOCK + 1):
        drawing.append(shape(address, at, 1))
    return drawing


def shape(address: str, number: int, lines: int) -> Element:
    """Give the box of a comment, hidden until the mouse is on its cell."""
    row, column = xl_cell_to_rowcol(address)
    box = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {row + 3 + lines}, 4"
    return etree.fromstring(SHAPE.format(number=number, box=box, row=row, column=column))


def add_result_sheet(
    package: Package,
    workbook: str,
    findings: Sequence[Finding],
    sheets: AbstractSet[str],
    formats: Formats,
    file_name: str,
    memory: Mapping[tuple[str, str], int],
    note: str,
) -> None:
    """Put the list of all findings before the other sheets."""
    root = package.root(workbook)
    part = package.free(RESULT_PART)
    page = result_sheet(root, findings, sheets, formats, file_name, memory, note)
    package.add(part, page, SHEET_TYPE)
    own = package.relate(workbook, "worksheet", part)
    [listed] = root.iterfind("{*}sheets")
    tabs = listed.findall("{*}sheet")
    numbers = [int(str(each.get("sheetId"))) for each in tabs]
    # A sheet of the sender's may have the name.
    names = {fit_name(str(each.get("name"))).casefold() for each in tabs}
    free = (f"{RESULT_SHEET} {number}" for number in range(2, len(names) + 3))
    name = next(name for name in (RESULT_SHEET, *free) if name.casefold() not in names)
    fields = {"name": name, "sheetId": str(max(numbers) + 1), f"{{{OFFICE}}}id": own}
    listed.insert(0, maker_for(root, r=OFFICE).sheet(fields))
    for name in root.iterfind("{*}definedNames/{*}definedName[@localSheetId]"):
        # It counts the tabs, and there is one more before them.
        name.set("localSheetId", str(int(str(name.get("localSheetId"))) + 1))
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        view.set("activeTab", "0")
        view.set("firstSheet", "0")


def result_sheet(
    workbook: Element,
    findings: Sequence[Finding],
    sheets: AbstractSet[str],
    formats: Formats,
    file_name: str,
    memory: Mapping[tuple[str, str], int],
    note: str,
) -> Element:
    """Make the sheet that lists the findings, errors first, each with a link to its cell.

    A hidden column remembers, beside them, which format each marked cell had.
    """
    make = maker_for(workbook, r=OFFICE)
    table = tables.check_results(findings, file_name)
    counts = [sum(each.severity == severity for each in findings) for severity in SEVERITIES]
    plain, head = formats.text(), formats.text(bold=True)
    link = formats.text(ink="FF123F7A", bold=True)
    title = formats.text(bold=True, size=14, framed=False)
    unframed = formats.text(framed=False)

    def line(number: int, texts: Sequence[str], looks: Sequence[int]) -> Element:
        cells = [
            make.c(
                make("is", make.t(fit_text(text))),
                t="inlineStr",
                s=str(look),
                r=xl_rowcol_to_cell(number - 1, at),
            )
            for at, (text, look) in enumerate(zip(texts, looks, strict=True))
        ]
        return make.row(*cells, r=str(number))

    summary = f"{counts[0]} lỗi, {counts[1]} cảnh báo, {counts[2]} thông tin."
    rows = [
        line(1, [RESULT_SHEET.upper()], [title]),
        line(2, [f"{file_name}: {summary}"], [unframed]),
        line(3, [note], [unframed]),
        line(FIRST_RESULT - 1, list(table.columns), [head] * len(table.columns)),
    ]
    links = []
    remembered_cells = [(f"{sheet}!{cell}", style) for (sheet, cell), style in memory.items()]
    for number, (texts, found, own) in enumerate(
        zip_longest(table.to_numpy().tolist(), findings, remembered_cells), FIRST_RESULT
    ):
        looks = [plain] * len(texts)
        if found.cell and fit_name(found.sheet) in sheets:
            looks[2] = link
            target = fit_name(found.sheet).replace("'", "''")
            links.append(make.hyperlink(ref=f"C{number}", location=f"'{target}'!{found.cell}"))
        own = [] if own is None else [own]
        rows.append(
            line(number, [*texts, *(text for text, _ in own)], [*looks, *(at for _, at in own)])
        )
    columns = [
        make.col(min=str(at), max=str(at), width=str(width), customWidth="1")
        for at, width in enumerate(WIDTHS, 1)
    ]
    at = str(MEMORY_COLUMN + 1)
    columns.append(make.col(min=at, max=at, width="9", customWidth="1", hidden="1"))
    return make.worksheet(
        make.sheetPr(make.pageSetUpPr(fitToPage="1")),
        make.sheetViews(make.sheetView(tabSelected="1", workbookViewId="0", showGridLines="0")),
        make.cols(*columns),
        make.sheetData(*rows),
        *([make.hyperlinks(*links)] if links else []),
        make.pageSetup(paperSize="9", orientation="landscape", fitToHeight="0"),
    )


def rewritten(grids: Mapping[str, Grid]) -> bytes:
    """Write the cells of an .xls or .csv as an .xlsx; text stays text."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, grid in grids.items():
            page = book.add_worksheet(fit_name(name))
            for row, cells in enumerate(grid.rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        page.write_datetime(row, column, cell, day)
                    elif isinstance(cell, float | bool):
                        page.write(row, column, cell)
                    elif cell != "":
                        page.write_string(row, column, fit_text(str(cell)))
    return file.getvalue()
