"""Gives a sender's own workbook back with its findings marked, and nothing else changed.

The package is edited part by part: cells with a finding get another format and a comment, a first
sheet lists all findings with links. Values, formulas and their results, validations, protection
and print settings stay as they were, which no library that loads and saves a workbook keeps.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy
from datetime import date
from io import BytesIO
from pathlib import PurePath
from unicodedata import normalize

import xlsxwriter
from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from dashboard import files, tables, xlsx
from dashboard.grids import UnfitError, UnreadableError
from dashboard.packages import OFFICE, Package
from dashboard.rules import SEVERITIES, Finding, gravest_first
from dashboard.template import RESULT_SHEET

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
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

RESULT_PART = "xl/worksheets/ket_qua_kiem_tra{number}.xml"
AUTHOR = "Kiểm tra tự động"
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
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
}  # fmt: skip
UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNFIT_FOR_NAME = re.compile(r"[\[\]:*?/\\]")
# Boxes are numbered in blocks of 1,024; those of the sender's own drawings come first.
BLOCK, BLOCKS_TAKEN = 1024, 1000
FIRST_RESULT = 6
SIDES = ("left", "right", "top", "bottom")


def mark(content: bytes, findings: Sequence[Finding], *, file_name: str) -> bytes:
    """Give a workbook with its findings marked, as .xlsx.

    Args:
        content: the sender's file; an .xls or .csv comes back as an .xlsx of the same cells.
        findings: what was found in it; one whose sheet is not there is only listed.
        file_name: name of the file.

    Raises:
        UnreadableError: the file cannot be opened, or is larger than a workbook can be.
    """
    if not zipfile.is_zipfile(BytesIO(content)):
        content = rewritten(file_name, content)
    try:
        package = Package.opened(content)
    except UnfitError as unfit:
        raise UnreadableError(file_name, str(unfit)) from unfit
    [workbook] = package.related("", "officeDocument").values()
    [styles] = package.related(workbook, "styles").values()
    formats = Formats(package.root(styles))
    ordered = gravest_first(findings)
    cells: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for each in ordered:
        if each.cell:
            cells[fit_name(each.sheet)][each.cell].append(each)
    sheets = sheets_of(package, workbook)
    for number, (name, part) in enumerate(sheets.items(), 1):
        unselect(package, part)
        if name in cells:
            shown = by_shown_cell(package.root(part), cells[name])
            mark_cells(package.root(part), shown, formats)
            comment(package, part, number, shown, file_name)
    add_result_sheet(package, workbook, ordered, set(sheets), formats, file_name)
    return package.content()


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
    return next(str(value) for key, value in element.items() if str(key).endswith("}id"))


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
        self.looks = {}
        for severity, (pattern, colour, ground, line, ink) in LOOKS.items():
            fill = self.make.fill(
                self.make.patternFill(
                    self.make.fgColor(rgb=colour), self.make.bgColor(rgb=ground),
                    patternType=pattern,
                )
            )  # fmt: skip
            self.looks[severity] = self.added("fills", fill), self.frame(line, ink)

    def added(self, group: str, element: Element) -> int:
        """Add an element to a group of the styles and give its index."""
        [parent] = self.root.iterfind(f"{{*}}{group}")
        parent.append(element)
        parent.set("count", str(len(parent)))
        return len(parent) - 1

    def frame(self, line: str, ink: str) -> int:
        """Add a frame of a cell."""
        sides = [self.make(side, self.make.color(rgb=ink), style=line) for side in SIDES]
        return self.added("borders", self.make.border(*sides))

    def twin(self, index: int, severity: str) -> int:
        """Give the format that is like another, with the look of a severity."""
        if (index, severity) not in self.twins:
            [formats] = self.root.iterfind("{*}cellXfs")
            copy = deepcopy(formats[index])
            fill, border = self.looks[severity]
            own = {"fillId": str(fill), "borderId": str(border)}
            copy.attrib.update(own | {"applyFill": "1", "applyBorder": "1"})
            self.twins[index, severity] = self.added("cellXfs", copy)
        return self.twins[index, severity]

    def text(self, *, bold: bool = False, size: int = 12, ink: str = "FF16202B",
             framed: bool = True) -> int:  # fmt: skip
        """Add a format of text for the result sheet."""
        make = self.make
        weight = [make.b()] if bold else []
        font = make.font(
            *weight, make.sz(val=str(size)), make.color(rgb=ink), make.name(val="Times New Roman")
        )
        border = self.frame("thin", "FFC9D1DA") if framed else 0
        alignment = make.alignment(vertical="top", wrapText="1" if framed else "0")
        return self.added("cellXfs", make.xf(
            alignment, numFmtId="0", fontId=str(self.added("fonts", font)), fillId="0",
            borderId=str(border), xfId="0", applyFont="1", applyBorder="1", applyAlignment="1",
        ))  # fmt: skip


def by_shown_cell(
    sheet: Element, cells: Mapping[str, Sequence[Finding]]
) -> dict[str, list[Finding]]:
    """Give the findings by the cell that is seen: of a merged block only the first is."""
    merges = [
        xlsx.merge_of(str(each.get("ref")))
        for each in sheet.iterfind("{*}mergeCells/{*}mergeCell")
    ]
    shown: dict[str, list[Finding]] = {}
    for address, found in cells.items():
        block = next((each for each in merges if each.hides(xl_cell_to_rowcol(address))), None)
        seen = address if block is None else block.range.partition(":")[0]
        shown.setdefault(seen, []).extend(found)
    return shown


def mark_cells(sheet: Element, cells: Mapping[str, Sequence[Finding]], formats: Formats) -> None:
    """Give every cell with a finding the look of its gravest one."""
    [data] = sheet.iterfind("{*}sheetData")
    make = maker_for(sheet)
    rows = {int(str(row.get("r"))): row for row in data}
    for address, found in cells.items():
        row, column = xl_cell_to_rowcol(address)
        if row + 1 not in rows:
            new = make.row(r=str(row + 1))
            data.insert(sum(number < row + 1 for number in rows), new)
            rows[row + 1] = new
        held = {xl_cell_to_rowcol(str(cell.get("r")))[1]: cell for cell in rows[row + 1]}
        if column not in held:
            new = make.c(r=address)
            rows[row + 1].insert(sum(other < column for other in held), new)
            held[column] = new
        cell = held[column]
        cell.set("s", str(formats.twin(int(cell.get("s", "0")), found[0].severity)))


def comment(
    package: Package, part: str, number: int, cells: Mapping[str, Sequence[Finding]],
    file_name: str,
) -> None:  # fmt: skip
    """Add a comment to every cell with a finding, beside those that the sender wrote."""
    sheet = package.root(part)
    comments = comments_of(package, part, sheet, number)
    drawing = drawing_of(package, part, sheet, number)
    make = maker_for(comments)
    [authors] = comments.iterfind("{*}authors")
    [listed] = comments.iterfind("{*}commentList")
    authors.append(make.author(AUTHOR))
    written = {str(each.get("ref")): each for each in listed}
    first = (BLOCKS_TAKEN + number) * BLOCK + 1
    for at, (address, found) in enumerate(cells.items()):
        sentences = fit_text("\n".join(
            tables.without_place(each.message, file_name, each.sheet, each.cell) for each in found
        ))  # fmt: skip
        if address in written:
            # A cell has one comment: the finding is added under what the sender wrote.
            [own] = written[address].iterfind("{*}text")
            own.append(make.r(make.t(f"\n{AUTHOR}: {sentences}")))
            continue
        text = make.text(make.r(make.t(sentences)))
        listed.append(make.comment(text, ref=address, authorId=str(len(authors) - 1)))
        drawing.append(shape(address, first + at, sentences.count("\n") + len(sentences) // 40))


def comments_of(package: Package, part: str, sheet: Element, number: int) -> Element:
    """Give the comments of a sheet, an empty list where it has none yet."""
    for known in package.related(part, "comments").values():
        return package.root(known)
    make = maker_for(sheet)
    name = f"xl/ket_qua_comments{number}.xml"
    package.add(name, make.comments(make.authors(), make.commentList()), COMMENTS_TYPE)
    package.relate(part, "comments", name)
    return package.root(name)


def drawing_of(package: Package, part: str, sheet: Element, number: int) -> Element:
    """Give the drawing that holds the boxes of a sheet's comments, a new one where it has none."""
    drawings = package.related(part, "vmlDrawing")
    for reference in sheet.iterfind("{*}legacyDrawing"):
        return package.root(drawings[relation_id(reference)])
    name = f"xl/drawings/ket_qua_vml{number}.vml"
    package.add(name, etree.fromstring(DRAWING.format(block=BLOCKS_TAKEN + number)), DRAWING_TYPE)
    own = package.relate(part, "vmlDrawing", name)
    reference = maker_for(sheet, r=OFFICE).legacyDrawing({f"{{{OFFICE}}}id": own})
    after = [each for each in sheet if etree.QName(each).localname in AFTER_DRAWING]
    sheet.insert(sheet.index(after[0]) if after else len(sheet), reference)
    return package.root(name)


def shape(address: str, number: int, lines: int) -> Element:
    """Give the box of a comment, hidden until the mouse is on its cell."""
    row, column = xl_cell_to_rowcol(address)
    box = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {row + 3 + lines}, 4"
    return etree.fromstring(SHAPE.format(number=number, box=box, row=row, column=column))


def add_result_sheet(
    package: Package, workbook: str, findings: Sequence[Finding], sheets: AbstractSet[str],
    formats: Formats, file_name: str,
) -> None:  # fmt: skip
    """Put the list of all findings before the other sheets."""
    root = package.root(workbook)
    # A marked workbook that is checked again gets a new list before the older one.
    number = 1 + sum(name.startswith(RESULT_SHEET) for name in sheets)
    part = RESULT_PART.format(number=number)
    package.add(part, result_sheet(root, findings, sheets, formats, file_name), SHEET_TYPE)
    own = package.relate(workbook, "worksheet", part)
    [listed] = root.iterfind("{*}sheets")
    numbers = [int(str(each.get("sheetId"))) for each in listed]
    fields = {
        "name": RESULT_SHEET if number == 1 else f"{RESULT_SHEET} {number}",
        "sheetId": str(max(numbers) + 1), f"{{{OFFICE}}}id": own,
    }  # fmt: skip
    listed.insert(0, maker_for(root, r=OFFICE).sheet(fields))
    for name in root.iterfind("{*}definedNames/{*}definedName[@localSheetId]"):
        # It counts the tabs, and there is one more before them.
        name.set("localSheetId", str(int(str(name.get("localSheetId"))) + 1))
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        view.set("activeTab", "0")
        view.set("firstSheet", "0")


def result_sheet(
    workbook: Element, findings: Sequence[Finding], sheets: AbstractSet[str], formats: Formats,
    file_name: str,
) -> Element:  # fmt: skip
    """Make the sheet that lists the findings, errors first, each with a link to its cell."""
    make = maker_for(workbook, r=OFFICE)
    table = tables.check_results(findings, file_name)
    counts = [sum(each.severity == severity for each in findings) for severity in SEVERITIES]
    plain, head = formats.text(), formats.text(bold=True)
    link = formats.text(ink="FF123F7A", bold=True)
    title = formats.text(bold=True, size=14, framed=False)
    note = formats.text(framed=False)

    def line(number: int, texts: Sequence[str], looks: Sequence[int]) -> Element:
        cells = [
            make.c(make("is", make.t(fit_text(text))), t="inlineStr", s=str(look),
                   r=xl_rowcol_to_cell(number - 1, at))
            for at, (text, look) in enumerate(zip(texts, looks, strict=True))
        ]  # fmt: skip
        return make.row(*cells, r=str(number))

    summary = f"{counts[0]} lỗi, {counts[1]} cảnh báo, {counts[2]} thông tin."
    rows = [
        line(1, [RESULT_SHEET.upper()], [title]),
        line(2, [f"{file_name}: {summary}"], [note]),
        line(3, [NEXT_STEP], [note]),
        line(FIRST_RESULT - 1, list(table.columns), [head] * len(table.columns)),
    ]
    links = []
    for number, (texts, found) in enumerate(
        zip(table.to_numpy().tolist(), findings, strict=True), FIRST_RESULT
    ):
        looks = [plain] * len(texts)
        if found.cell and fit_name(found.sheet) in sheets:
            looks[2] = link
            target = fit_name(found.sheet).replace("'", "''")
            links.append(make.hyperlink(ref=f"C{number}", location=f"'{target}'!{found.cell}"))
        rows.append(line(number, texts, looks))
    columns = [
        make.col(min=str(at), max=str(at), width=str(width), customWidth="1")
        for at, width in enumerate(WIDTHS, 1)
    ]
    return make.worksheet(
        make.sheetPr(make.pageSetUpPr(fitToPage="1")),
        make.sheetViews(make.sheetView(tabSelected="1", workbookViewId="0", showGridLines="0")),
        make.cols(*columns), make.sheetData(*rows),
        *([make.hyperlinks(*links)] if links else []),
        make.pageSetup(paperSize="9", orientation="landscape", fitToHeight="0"),
    )


def rewritten(file_name: str, content: bytes) -> bytes:
    """Write the cells of an .xls or .csv as an .xlsx; text stays text.

    Raises:
        UnreadableError: the file cannot be opened.
    """
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, grid in files.open_grids(file_name, content).items():
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
