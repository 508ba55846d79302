"""The annex tables as an Excel workbook: the printed layout with live formulas, ready for paper."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from dashboard.exports import annex_tables
from dashboard.exports.annex_tables import (
    COUNT,
    MONEY,
    RATE,
    SUBTOTAL,
    TEXT,
    UNIT,
    Column,
    OfficialTable,
    Row,
)
from dashboard.pictures import common
from dashboard.store.database import ask
from dashboard.words import formats
from dashboard.words.frames import records

TYPE = "Times New Roman"
# The locale in front makes readers that heed it print 1.234,56.
FORMATS = {COUNT: "[$-42A]#,##0", MONEY: "[$-42A]#,##0", RATE: "[$-42A]#,##0.00", TEXT: "@"}
A4, POINTS = 9, 12
WIDTHS = {"A": 6, "B": 30}
TEXT_WIDTH, LINE_HEIGHT = 26, 17
# What the columns beside the names share, in signs, and the least and most that one takes.
SHARED_WIDTH, LEAST_WIDTH, MOST_WIDTH = 110, 9.5, 20
PLACE_OF_TABLE = 7
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# A number or a date that a document does not have yet is left to be filled in, never invented.
ATTACHED = "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm ……)"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Sheet:
    """One sheet being written: where its rows stand and which cells it refers to."""

    def __init__(self, book: xlsxwriter.Workbook, table: OfficialTable) -> None:
        """Begin the sheet of a table."""
        self.table = table
        self.sheet = book.add_worksheet(table.code)
        self.book = book
        self.places = {column.mark: place for place, column in enumerate(table.columns)}
        self.top = PLACE_OF_TABLE + 2
        self.last = len(table.columns) - 1

    def style(self, **more: object) -> Any:  # noqa: ANN401 XlsxWriter's format
        """Give a cell format in the type of official documents."""
        return self.book.add_format({"font_name": TYPE, "font_size": POINTS, **more})

    def boxed(self, **more: object) -> Any:  # noqa: ANN401 XlsxWriter's format
        """Give the format of a cell of the table."""
        return self.style(border=1, valign="vcenter", **more)

    def write(self, illustrative: bool) -> None:
        """Write heading, table, notes and the settings of the paper."""
        self.head(illustrative)
        self.columns()
        for number, row in enumerate(self.table.rows):
            self.row(number, row)
        self.foot()
        self.paper(illustrative)

    def head(self, illustrative: bool) -> None:
        """Write the issuing body, the nation's name, the title and the mark."""
        bold = self.style(bold=True, align="center")
        middle = max(self.last // 2, 1)
        for row, (left, right) in enumerate(
            [("UBND TỈNH BÌNH ĐỊNH", NATION), ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", MOTTO)]
        ):
            self.sheet.merge_range(row, 0, row, middle, left, bold)
            self.across(row, right, bold, first=middle + 1)
        self.across(3, self.table.title, self.style(bold=True, align="center", font_size=14))
        self.across(4, ATTACHED, self.style(italic=True, align="center"))
        mark = formats.ILLUSTRATIVE if illustrative else ""
        line = " · ".join(part for part in (mark, self.table.unit_line) if part)
        self.across(5, line, self.style(italic=True, align="right", bold=illustrative))

    def across(self, row: int, text: str, look: Any, *, first: int = 0) -> None:  # noqa: ANN401
        """Write a text over all columns from the first on."""
        if first < self.last:
            self.sheet.merge_range(row, first, row, self.last, text, look)
        else:
            self.sheet.write_string(row, first, text, look)

    def columns(self) -> None:
        """Write the headings and the row of column marks."""
        head = self.boxed(bold=True, align="center", text_wrap=True, bg_color="#D9D9D9")
        mark = self.boxed(italic=True, align="center")
        for place, column in enumerate(self.table.columns):
            self.sheet.write_string(PLACE_OF_TABLE, place, column.heading, head)
            self.sheet.write_string(PLACE_OF_TABLE + 1, place, mark_text(column), mark)
            self.sheet.set_column(place, place, self.width(column))
        self.sheet.set_row(PLACE_OF_TABLE, 64)

    def width(self, column: Column) -> float:
        """Give the width of a column, in signs."""
        if column.kind == TEXT:
            return WIDTHS.get(column.mark, TEXT_WIDTH)
        share = SHARED_WIDTH / (len(self.table.columns) - len(WIDTHS))
        return min(max(share, LEAST_WIDTH), MOST_WIDTH)

    def row(self, number: int, row: Row) -> None:
        """Write one row: numbers as numbers, sums and rates as formulas, all else as text."""
        place = self.top + number
        bold = row.kind != UNIT
        lines = max(
            ceil(len(value) / self.width(look))
            for look, value in zip(self.table.columns, row.cells, strict=True)
            if isinstance(value, str)
        )
        self.sheet.set_row(place, LINE_HEIGHT * max(lines, 1))
        for column, (look, value) in enumerate(zip(self.table.columns, row.cells, strict=True)):
            style = self.boxed(
                bold=bold,
                num_format=FORMATS[look.kind],
                text_wrap=look.kind == TEXT,
                align="center" if look.mark == "A" else "left" if look.kind == TEXT else "right",
            )
            if isinstance(value, str) or value is None:
                self.sheet.write_string(place, column, value or "", style)
                continue
            formula = self.formula(number, row, look)
            if formula is None:
                self.sheet.write_number(place, column, value, style)
            else:
                self.sheet.write_formula(place, column, formula, style, value)

    def formula(self, number: int, row: Row, column: Column) -> str | None:
        """Give the formula of a cell, none where it holds what was submitted."""
        if column.ratio:
            above, below = (self.at(number, mark) for mark in column.ratio)
            return f"=IF(N({below})=0,0,100*{above}/{below})"
        if column.difference:
            first, other = (self.at(number, mark) for mark in column.difference)
            return f"={first}-{other}"
        if row.kind == UNIT or not self.table.adds_up or column.kind not in (COUNT, MONEY):
            return None
        name = xl_col_to_name(self.places[column.mark])
        if row.kind == SUBTOTAL:
            first, last = self.units_after(number)
            return f"=SUM({name}{self.top + first + 1}:{name}{self.top + last + 1})"
        subtotals = [place for place, each in enumerate(self.table.rows) if each.kind == SUBTOTAL]
        if subtotals:
            return "=" + "+".join(f"{name}{self.top + place + 1}" for place in subtotals)
        return f"=SUM({name}{self.top + 1}:{name}{self.top + number})"

    def units_after(self, number: int) -> tuple[int, int]:
        """Give the first and last row of the units under a subtotal."""
        last = number + 1
        while last + 1 < len(self.table.rows) and self.table.rows[last + 1].kind == UNIT:
            last += 1
        return number + 1, last

    def at(self, number: int, mark: str) -> str:
        """Give the address of the cell of a column in a row."""
        return xl_rowcol_to_cell(self.top + number, self.places[mark])

    def foot(self) -> None:
        """Write the note and the source under the table."""
        row = self.top + len(self.table.rows) + 1
        look = self.style(italic=True, font_size=11, text_wrap=True, valign="top")
        for text in (self.table.note, common.source(), signs()):
            if text:
                self.across(row, text, look)
                self.sheet.set_row(row, 30)
                row += 1

    def paper(self, illustrative: bool) -> None:
        """Set the paper: A4 landscape, one page wide, headings on every page, numbers below."""
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.sheet.repeat_rows(PLACE_OF_TABLE, PLACE_OF_TABLE + 1)
        self.sheet.freeze_panes(self.top, 2)
        self.sheet.hide_gridlines(2)
        if illustrative:
            self.sheet.set_header(f'&R&"{TYPE},Bold"&12{formats.ILLUSTRATIVE}')
        self.sheet.set_footer(f'&L&"{TYPE}"&10{self.table.code}&R&"{TYPE}"&10Trang &P/&N')


def mark_text(column: Column) -> str:
    """Give a column's mark, with how it is reckoned from others."""
    if column.ratio:
        return f"{column.mark}={column.ratio[0]}/{column.ratio[1]}"
    if column.difference:
        return f"{column.mark}={column.difference[0]}−{column.difference[1]}"
    return column.mark


def signs() -> str:
    """Explain the signs of a missing value."""
    return (
        f"{formats.NOT_SUBMITTED}: chưa nộp; {formats.NOT_APPLICABLE}: không áp dụng; 0: có báo "
        "cáo và bằng không."
    )


def sources(book: xlsxwriter.Workbook, tables: Sequence[OfficialTable]) -> None:
    """Write the sheet that says which workbook of which unit the numbers came from."""
    sheet = book.add_worksheet("Nguồn số liệu")
    plain = book.add_format({"font_name": TYPE, "font_size": 11, "border": 1, "text_wrap": True})
    bold = book.add_format(
        {
            "font_name": TYPE,
            "font_size": 11,
            "border": 1,
            "bold": True,
            "bg_color": "#D9D9D9",
            "text_wrap": True,
        }
    )
    heads = (
        "Đơn vị",
        "Tệp",
        "Bản",
        "Số liệu tính đến",
        "Nhận ngày",
        "Dấu vân tay (SHA-256)",
        "Loại",
    )
    for column, (head, width) in enumerate(zip(heads, (38, 26, 6, 14, 14, 22, 18), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    rows = ask("submissions_list")
    for place, row in enumerate(records(rows[rows["is_current"]]), start=1):
        texts = (
            row.unit_name,
            row.file_name,
            str(row.version),
            formats.day(row.as_of_date),
            formats.day(row.received_at),
            str(row.sha256)[:16],
            formats.ILLUSTRATIVE if row.is_illustrative else "Biểu của đơn vị",
        )
        for column, text in enumerate(texts):
            sheet.write_string(place, column, text, plain)
    after = int(rows["is_current"].sum()) + 2
    for place, table in enumerate(tables, start=after):
        sheet.write_string(place, 0, f"{table.code}: {table.title}", plain)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def xlsx(year: int) -> bytes:
    """Write the annex of a year: one sheet a table, then the sources."""
    file = BytesIO()
    tables = annex_tables.tables(year)
    illustrative = bool(common.snapshot()["illustrative_units"])
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": f"Phụ lục biểu {year}", "author": formats.PRODUCT})
        for table in tables:
            Sheet(book, table).write(illustrative)
        sources(book, tables)
    return file.getvalue()
