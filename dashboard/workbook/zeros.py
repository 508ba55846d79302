"""Fills the blank cells of a sender's own workbook with 0, and changes nothing else."""

from collections.abc import Collection

from lxml import etree
from lxml.etree import _Element as Element

from dashboard.workbook import files, marking
from dashboard.workbook.grids import UnfitError, UnreadableError
from dashboard.workbook.packages import Package
from dashboard.workbook.reading import Filled, Workbook

# What the schema lets stand before the settings of calculation in the list of sheets.
BEFORE_CALCULATION = {
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
}


def fill(content: bytes, workbook: Workbook, titles: Collection[str]) -> bytes:
    """Give a workbook with 0 in the blank cells that the form asks for, as .xlsx.

    Formulas are computed again when the workbook is opened.

    Args:
        content: the sender's file; an .xls or .csv comes back as an .xlsx of the same cells.
        workbook: the file as read.
        titles: the sheets to fill.

    Raises:
        UnreadableError: the file cannot be opened, is larger than a workbook can be, or is built
            in a way that cannot be edited safely.
    """
    name = workbook.file_name
    if files.kind_of(content) != "zip":
        content = marking.rewritten(files.open_grids(name, content))
    try:
        package = Package.opened(content)
        [book] = package.related("", "officeDocument").values()
        parts = marking.sheets_of(package, book)
        for sheet in workbook.sheets:
            part = parts.get(marking.fit_name(sheet.title))
            if part is not None and sheet.title in titles and sheet.blanks:
                fill_sheet(package.root(part), sheet)
        compute_when_opened(package.root(book))
        return package.content()
    except UnfitError as unfit:
        raise UnreadableError(name, str(unfit)) from unfit
    except marking.UNMARKABLE as odd:
        raise UnreadableError(name, marking.ODD) from odd


def fill_sheet(root: Element, sheet: Filled) -> None:
    """Put 0 into the blank cells of a sheet; their formats stay."""
    make = marking.maker_for(root)
    for cell in marking.cells_at(root, sheet.blanks).values():
        cell.attrib.pop("t", None)
        for child in list(cell):
            cell.remove(child)
        cell.append(make.v("0"))


def compute_when_opened(book: Element) -> None:
    """Have the program that opens the workbook compute all formulas."""
    for settings in book.iterfind("{*}calcPr"):
        settings.set("fullCalcOnLoad", "1")
        return
    before = [
        each
        for each in book
        if isinstance(each.tag, str) and etree.QName(each).localname in BEFORE_CALCULATION
    ]
    settings = marking.maker_for(book).calcPr(fullCalcOnLoad="1")
    book.insert(book.index(before[-1]) + 1, settings)
