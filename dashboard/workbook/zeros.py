"""Fills the blank cells of a sender's own workbook with 0, and changes nothing else."""

from collections.abc import Collection
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element

from dashboard.catalogue.reference import Reference
from dashboard.words import formats
from dashboard.workbook import completeness, files, marking
from dashboard.workbook.asked import Filled
from dashboard.workbook.grids import UnfitError, UnreadableError
from dashboard.workbook.packages import Package
from dashboard.workbook.reading import Workbook

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
# What has a value at any time, so that a blank cannot mean that nothing came about.
STATES = {"stock_sum", "weighted_mean", "own_value"}


def fillable(workbook: Workbook, reference: Reference) -> Workbook:
    """Give a workbook whose blank cells are only those in which the catalogue lets a 0 be meant.

    These are cells of what happens or is spent in a year; a number of households is never 0
    because it was left blank. Sheets that need not be filled in and were not begun have none.
    """
    held = workbook.observations
    places = zip(held["sheet"], held["cell"], held["indicator_code"], strict=True)
    allowed = {(sheet, cell) for sheet, cell, code in places if may_be_zero(reference, code)}
    asked = {each.title for each in completeness.asked(workbook.sheets)}
    sheets = tuple(
        replace(
            each,
            blanks=tuple(
                cell
                for cell in each.blanks
                if each.title in asked and (each.title, cell) in allowed
            ),
        )
        for each in workbook.sheets
    )
    return replace(workbook, sheets=sheets)


def may_be_zero(reference: Reference, indicator_code: str) -> bool:
    """Tell whether an indicator counts what comes about in a year, or money, and no state."""
    indicator = reference.indicators[indicator_code]
    return indicator.aggregation not in STATES and indicator.value_type != "flag"


def said(workbook: Workbook, fillable: Workbook) -> str:
    """Say how many cells get a 0 and where, how many stay blank, and what to do then."""
    counts = [(each.title, len(each.blanks)) for each in fillable.sheets if each.blanks]
    total = sum(count for _, count in counts)
    where = "; ".join(f"biểu “{title}” {formats.number(count)} ô" for title, count in counts)
    rest = sum(len(each.blanks) for each in completeness.asked(workbook.sheets)) - total
    kept = (
        f" Còn {formats.number(rest)} ô để trống là số liệu tại một thời điểm (số hộ, số người, "
        "dư nợ…), không thể hiểu là 0, đơn vị phải tự nhập."
        if rest
        else ""
    )
    return (
        f"Điền 0 vào {formats.number(total)} ô còn trống: {where}.{kept} Chỉ dùng khi ở các ô đó "
        "thực sự không phát sinh. Tệp điền 0 chưa được nộp: tải về, xem lại, kiểm tra lại rồi gửi."
    )


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
