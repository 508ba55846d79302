"""Writes the workbook of a unit: official heads, formulas with their values, drop-downs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from textwrap import wrap

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.catalogue import forms
from dashboard.catalogue.forms import Cell, Formula, Line, Sheet
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import Reference, Unit
from dashboard.words import formats

COVER_SHEET = "Bìa"
# The list of findings in a marked workbook; it holds no number of the form.
RESULT_SHEET = "Kết quả kiểm tra"
CODES_ROW, HEAD_ROW, MARK_ROW, FIRST_ROW = 3, 4, 5, 6
FIRST_COLUMN = 3
# Where the cover says as of when: the third line under its head.
AS_OF_CELL = "$C$7"
SHEET_CODE, CODES_CODE = "#sheet", "#codes"
KIND_WORDS = {"actual": "Thực hiện", "estimate": "Ước thực hiện"}
ALARMS = {
    "multidimensional_poor_households": (">", ("households_total",)),
    "poor_households_by_movement": ("<>", ("poor_households",)),
    "near_poor_households_by_movement": ("<>", ("near_poor_households",)),
    "capital_allotted": (">", ("capital_plan", "capital_carried_in")),
    "capital_disbursed": (">", ("capital_plan", "capital_carried_in")),
    "ethnic_minority_households": (">", ("households_total",)),
    "poor_households_ethnic_minority": (">", ("poor_households",)),
    "near_poor_households_ethnic_minority": (">", ("near_poor_households",)),
    "poor_households": (">", ("households_total",)),
    "near_poor_households": (">", ("households_total",)),
    "ethnic_minority_population": (">", ("population_total",)),
}
# What a class of households has at most as many of as households.
WITHIN_CLASS = {"deprived_households"}
CAPITAL_NOTE = "Chỉ ghi vốn do đơn vị trực tiếp quản lý, sử dụng; không ghi tổng của toàn tỉnh."
EXAMPLES = {
    "count": "Ví dụ: 1234",
    "amount": "Ví dụ: 1234,5",
    "rate": "Ví dụ: 5,78",
    "mean": "Ví dụ: 2,5",
    "flag": "Ví dụ: 1 (có), 0 (không)",
}
FILLING = "Chưa có số liệu: để trống. Không phát sinh: 0."
DASH_WORDS = {True: "Không áp dụng: dấu “–”.", False: "Không dùng dấu “–”."}
LONGEST_PROMPT = 255
# Printed so small and no smaller, letters of 12 pt are of 9 pt; wider sheets take several pages.
LEAST_SCALE = 75
# What an A4 page lying holds of columns at that scale, in characters of a column's width.
PAGE_WIDTH = 132
NUMBER_WIDTH = 14
LETTERS_IN_HEAD, LINE_HEIGHT = 11, 16
# The columns of the sheet of texts; what Excel lets a row have, and what a text has room for.
TEXT_WIDTHS = (34, 110)
HIGHEST_ROW, LEAST_LINES = 409, 3
# How many letters of a label stand in a width of one.
LETTERS_IN_WIDTH = 1.15
FIRST_DATE = date(2021, 1, 1)
TITLE = (
    "Biểu số liệu tổng kết Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021–2025"
)
FONT = {"font_name": "Times New Roman", "font_size": 12}
INSTRUCTIONS = (
    "Chỉ nhập vào các ô trắng; ô xám do công thức tính.",
    "Ô để trống: chưa có số liệu. Số 0: có theo dõi nhưng không phát sinh. "
    "Dấu “–”: không áp dụng với đơn vị.",
    "Nhập số nguyên đối với số hộ, số người; tiền tính bằng triệu đồng.",
    "Ô chuyển màu đỏ: số liệu chưa khớp với ô khác, đề nghị kiểm tra lại.",
    "Không xóa cột A và các dòng ẩn: đó là mã để đọc lại biểu.",
)


@dataclass(frozen=True)
class Cover:
    """What the first sheet says of the workbook."""

    as_of_date: date | None = None
    prepared_by: str = ""
    report_submitted_on: date | None = None
    conference_held_on: date | None = None
    estimated_years: frozenset[int] = frozenset({2025})
    texts: Mapping[str, str] = field(default_factory=dict)


class Grid:
    """The cells of a workbook by key: where each stands and what it holds."""

    def __init__(self, sheets: tuple[Sheet, ...], values: Mapping[Key, Value]) -> None:
        """Take the laid-out sheets and the values of their input cells."""
        self.values = values
        self.cells: dict[Key, Cell] = {}
        self.addresses: dict[Key, str] = {}
        for sheet in sheets:
            for (row, column), cell in sheet.cells.items():
                if cell.kind == "context":
                    continue
                address = xl_rowcol_to_cell(FIRST_ROW + row, FIRST_COLUMN + column)
                self.cells[cell.key] = cell
                self.addresses[cell.key] = f"'{sheet.plan.sheet_name}'!{address}"

    def value(self, key: Key) -> Value:
        """Give what a cell holds, computed where the form computes it."""
        cell = self.cells[key]
        if cell.kind == "not_applicable":
            return NOT_APPLICABLE
        if cell.formula is None:
            return self.values.get(key, NOT_SUBMITTED)
        return self.result(cell.formula)

    def result(self, formula: Formula) -> Value:
        """Give the result of a formula, the same as Excel computes from `text`."""
        return computed(formula, self.value)

    def text(self, formula: Formula, sheet_name: str) -> str:
        """Write a formula for a cell of a sheet of Excel."""
        prefix = f"'{sheet_name}'!"

        def at(keys: Iterable[Key]) -> list[str]:
            return [self.addresses[key].removeprefix(prefix) for key in keys]

        plus = at(key for factor, key in formula.numerator if factor > 0)
        minus = at(key for factor, key in formula.numerator if factor < 0)
        over = at(formula.denominator)
        total = f"SUM({','.join(plus)})" + (f"-SUM({','.join(minus)})" if minus else "")
        if over:
            needed = [*plus, *minus, *over]
            rate = f"ROUND({formula.scale}*({total})/SUM({','.join(over)}),2)"
            return f'=IFERROR(IF(COUNT({",".join(needed)})={len(needed)},{rate},""),"")'
        parts = [*plus, *minus]
        empty = ",".join(f'{address}=""' for address in parts)
        return (
            f'=IF(OR({empty}),"",IF(COUNT({",".join(parts)})=0,"{formats.NOT_APPLICABLE}",{total}))'
        )


def computed(formula: Formula, value_of: Callable[[Key], Value]) -> Value:
    """Give the result of a formula from the values of its parts.

    A part that is not submitted leaves it empty; one that does not apply adds nothing.
    """
    parts = [(factor, value_of(key)) for factor, key in formula.numerator]
    over = [value_of(key) for key in formula.denominator]
    states = {value.state for value in (*(value for _, value in parts), *over)}
    if "not_submitted" in states or (over and "not_applicable" in states):
        return NOT_SUBMITTED
    if "reported" not in states:
        return NOT_APPLICABLE
    total = sum(
        (factor * value.number for factor, value in parts if value.number is not None),
        Decimal(0),
    )
    if not over:
        return Value(total)
    divisor = sum((value.number for value in over if value.number is not None), Decimal(0))
    if not divisor:
        return NOT_SUBMITTED
    rate = formula.scale * total / divisor
    return Value(rate.quantize(Decimal("0.01"), ROUND_HALF_UP))


def write(
    unit_code: str,
    path: Path,
    *,
    reference: Reference,
    values: Mapping[Key, Value] | None = None,
    cover: Cover | None = None,
    illustrative: bool = False,
) -> None:
    """Write the workbook of a unit; the same arguments give the same bytes.

    Args:
        unit_code: reporting unit.
        path: file to write.
        reference: reference data.
        values: numbers of input cells; a cell without one stays empty.
        cover: what the first sheet says.
        illustrative: put the mark "Số liệu minh hoạ" on every sheet.

    Raises:
        KeyError: the unit is unknown.
    """
    unit = reference.units[unit_code]
    cover = cover or Cover()
    laid = forms.sheets(reference, unit_code)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        # A fixed moment: the same numbers give the same file, whenever it is written.
        created = datetime.combine(cover.as_of_date or FIRST_DATE, time())
        book.set_properties({"title": f"{TITLE} – {unit.name}", "created": created})
        looks = cell_formats(book)
        # A sample goes with the catalogue beside it and names no form of its own.
        form = "" if illustrative else f";form={forms.digest_of(laid)}"
        write_cover(book, looks, unit, cover, reference, form=form, illustrative=illustrative)
        cells = Grid(laid, values or {})
        for sheet in laid:
            write_sheet(
                book, looks, sheet, cells, unit, cover.as_of_date, illustrative=illustrative
            )
        if unit.kind != "front":
            write_texts(book, looks, cover, reference, unit, illustrative=illustrative)


def cell_formats(book: Workbook) -> dict[str, object]:
    """Make the cell formats of the workbook by their names."""
    entry = FONT | {"border": 1, "locked": False}
    shown = FONT | {"border": 1, "bg_color": "#E7E6E6"}
    label = FONT | {"border": 1, "text_wrap": True, "valign": "vcenter"}
    looks = {
        "title": FONT | {"bold": True, "font_size": 14},
        "note": FONT | {"italic": True},
        "mark": FONT | {"bold": True, "font_color": "#B35806"},
        "head": label | {"bold": True, "align": "center", "bg_color": "#D9D9D9"},
        "marks": label | {"italic": True, "align": "center"},
        "label": label,
        "label_total": label | {"bold": True, "bg_color": "#E7E6E6"},
        "text": entry | {"text_wrap": True, "valign": "top"},
        "date": entry | {"num_format": "dd/mm/yyyy", "align": "left"},
        "shown_date": FONT | {"num_format": "dd/mm/yyyy"},
        "none": shown | {"align": "center"},
        "red": {"bg_color": "#F8CBAD", "font_color": "#9C0006"},
        "count": entry | {"num_format": "#,##0"},
        "count_formula": shown | {"num_format": "#,##0"},
        "decimals": {"num_format": "#,##0.##"},
        "rate": entry | {"num_format": "0.00"},
        "rate_formula": shown | {"num_format": "0.00"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def opened(
    book: Workbook, looks: dict, name: str, title: str, unit: Unit, *, illustrative: bool
) -> Worksheet:
    """Add a sheet with its title, its unit, the mark, and its setting for print."""
    page = book.add_worksheet(name)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_column(0, 0, None, None, {"hidden": True})
    page.write_string(0, 1, title.upper(), looks["title"])
    page.write_string(1, 1, f"(Kèm theo báo cáo tổng kết của {unit.name})", looks["note"])
    if illustrative:
        page.write_string(2, 1, formats.ILLUSTRATIVE, looks["mark"])
        page.set_header(f'&C&"Times New Roman,Bold"{formats.ILLUSTRATIVE}')
    page.set_footer('&C&"Times New Roman"&P/&N')
    page.protect(
        "",
        {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True},
    )
    return page


def sheet_code(code: str, unit: Unit) -> str:
    """Give what stands hidden in the first cell: a sheet saved alone still says whose it is."""
    return f"{SHEET_CODE}={code};unit={unit.unit_code};version={forms.TEMPLATE_VERSION}"


def write_as_of_date(page: Worksheet, looks: dict, as_of_date: date | None) -> None:
    """Repeat the cover's cut-off date under the hidden code."""
    shown = as_of_date.strftime("%d/%m/%Y") if as_of_date else ""
    source = f"'{COVER_SHEET}'!{AS_OF_CELL}"
    page.write_formula(1, 0, f'=IF({source}="","",{source})', looks["shown_date"], shown)


def write_cover(
    book: Workbook,
    looks: dict,
    unit: Unit,
    cover: Cover,
    reference: Reference,
    *,
    form: str,
    illustrative: bool,
) -> None:
    """Write the first sheet: who, as of when, of which form, and which years are estimates."""
    page = opened(book, looks, COVER_SHEET, TITLE, unit, illustrative=illustrative)
    page.set_column(1, 1, 44)
    page.set_column(2, 2, 70)
    page.write_string(0, 0, sheet_code("cover", unit) + form)
    lines = (
        ("unit_code", "Mã đơn vị", unit.unit_code, "none"),
        ("unit_name", "Đơn vị báo cáo", unit.name, "none"),
        ("as_of_date", "Số liệu tính đến ngày", cover.as_of_date, "date"),
        ("report_submitted_on", "Ngày gửi báo cáo tổng kết", cover.report_submitted_on, "date"),
        ("conference_held_on", "Ngày tổ chức hội nghị tổng kết", cover.conference_held_on, "date"),
        ("prepared_by", "Bộ phận lập biểu", cover.prepared_by, "text"),
        ("template_version", "Phiên bản biểu mẫu", forms.TEMPLATE_VERSION, "none"),
        ("illustrative", "Tính chất số liệu", formats.ILLUSTRATIVE if illustrative else "", "none"),
    )
    for row, (code, label, value, look) in enumerate(lines, HEAD_ROW):
        page.write_string(row, 0, code)
        page.write_string(row, 1, label, looks["label"])
        if isinstance(value, date):
            page.write_datetime(row, 2, datetime.combine(value, time()), looks[look])
        else:
            page.write_string(row, 2, value or "", looks[look])
        if look == "date":
            page.data_validation(
                row,
                2,
                row,
                2,
                {
                    "validate": "date",
                    "criteria": ">=",
                    "value": FIRST_DATE,
                    "error_title": "Ngày không hợp lệ",
                    "error_message": "Nhập ngày dạng 31/12/2024.",
                },
            )
    first_kind = HEAD_ROW + len(lines)
    sheet_years = {
        year
        for plan in reference.sheets.values()
        if plan.layout != "text"
        for year in forms.years(plan)
    }
    result_years = sorted(year for year in sheet_years if year <= reference.last_year)
    for row, year in enumerate(result_years, first_kind):
        kind = "estimate" if year in cover.estimated_years else "actual"
        page.write_string(row, 0, f"year={year}")
        page.write_string(row, 1, f"Số liệu năm {forms.year_text(reference, year)}", looks["label"])
        page.write_string(row, 2, KIND_WORDS[kind], looks["text"])
        page.data_validation(
            row, 2, row, 2, {"validate": "list", "source": list(KIND_WORDS.values())}
        )
    for row, text in enumerate(INSTRUCTIONS, first_kind + len(result_years) + 1):
        page.write_string(row, 1, text, looks["note"])


def write_sheet(
    book: Workbook,
    looks: dict,
    sheet: Sheet,
    cells: Grid,
    unit: Unit,
    as_of_date: date | None,
    *,
    illustrative: bool,
) -> None:
    """Write a sheet of numbers."""
    plan = sheet.plan
    page = opened(book, looks, plan.sheet_name, plan.title, unit, illustrative=illustrative)
    page.write_string(0, 0, sheet_code(plan.sheet_code, unit))
    write_as_of_date(page, looks, as_of_date)
    page.write_string(CODES_ROW, 0, CODES_CODE)
    page.set_row(CODES_ROW, None, None, {"hidden": True})
    widths = (14, 20) if plan.layout == "years_down" else (46, 30)
    for column, width in enumerate(widths, 1):
        page.set_column(column, column, width)
    page.set_column(FIRST_COLUMN, FIRST_COLUMN + len(sheet.columns) - 1, NUMBER_WIDTH)
    if sum(widths) + NUMBER_WIDTH * len(sheet.columns) > PAGE_WIDTH:
        page.set_print_scale(LEAST_SCALE)
        page.repeat_columns(1, 2)
    if plan.layout == "capital" and unit.kind != "district":
        page.write_string(2, 2, CAPITAL_NOTE, looks["mark"])
    set_heights(page, sheet, widths)
    page.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    page.repeat_rows(HEAD_ROW, MARK_ROW)
    for column, (head, mark) in enumerate(zip(sheet.heads, "AB", strict=True), 1):
        page.write_string(HEAD_ROW, column, head, looks["head"])
        page.write_string(MARK_ROW, column, mark, looks["marks"])
    for at, line in enumerate(sheet.columns):
        column = FIRST_COLUMN + at
        unit_text = f"\n({line.detail})" if line.detail else ""
        page.write_string(CODES_ROW, column, line.code)
        page.write_string(HEAD_ROW, column, f"{line.label}{unit_text}", looks["head"])
        page.write_string(MARK_ROW, column, line.mark, looks["marks"])
    for at, line in enumerate(sheet.rows):
        look = looks["label" if line.style == "entry" else "label_total"]
        page.write_string(FIRST_ROW + at, 0, line.code)
        page.write_string(FIRST_ROW + at, 1, line.label, look)
        page.write_string(FIRST_ROW + at, 2, line.detail, look)
        if line.style == "heading":
            for column in range(len(sheet.columns)):
                page.write_blank(FIRST_ROW + at, FIRST_COLUMN + column, None, look)
    for (row, column), cell in sheet.cells.items():
        at_row, at_column = FIRST_ROW + row, FIRST_COLUMN + column
        help_text = prompt(sheet.rows[row], sheet.columns[column], cell)
        write_cell(page, looks, at_row, at_column, cell, cells, plan.sheet_name, help_text)
    redden(page, looks, sheet, cells)
    show_decimals(page, looks, sheet)


def set_heights(page: Worksheet, sheet: Sheet, widths: tuple[int, int]) -> None:
    """Make the rows high enough for their words: LibreOffice keeps the height that it reads."""
    heads = [len(wrap(line.label, LETTERS_IN_HEAD)) + bool(line.detail) for line in sheet.columns]
    page.set_row(HEAD_ROW, LINE_HEIGHT * max([2, *heads]) + 4)
    # A formula under a head has no space to break at.
    marks = [len(wrap(line.mark, LETTERS_IN_HEAD)) for line in sheet.columns]
    page.set_row(MARK_ROW, LINE_HEIGHT * max([1, *marks]) + 2)
    letters = [int(LETTERS_IN_WIDTH * width) for width in widths]
    for at, line in enumerate(sheet.rows, FIRST_ROW):
        texts = zip((line.label, line.detail), letters, strict=True)
        page.set_row(at, LINE_HEIGHT * max(1, *(len(wrap(text, most)) for text, most in texts)))


def prompt(row: Line, column: Line, cell: Cell) -> str:
    """Give what is said beside a cell when it is chosen: which number, how, with an example."""
    lines = [row, column] if "indicator" in row.code else [column, row]
    words = [text for line in lines for text in (line.label, line.detail) if text]
    end = f"\n{FILLING} {DASH_WORDS[cell.may_not_apply]}\n{EXAMPLES[cell.value_type]}"
    return f"{'; '.join(words)[: LONGEST_PROMPT - len(end)]}{end}"


def write_cell(
    page: Worksheet,
    looks: dict,
    row: int,
    column: int,
    cell: Cell,
    cells: Grid,
    sheet_name: str,
    help_text: str,
) -> None:
    """Write one cell: a number, a formula with its value, a dash, or nothing."""
    look = "rate" if cell.value_type in ("rate", "mean") else "count"
    if cell.kind == "not_applicable":
        page.write_string(row, column, formats.NOT_APPLICABLE, looks["none"])
        return
    if cell.formula is not None:
        result = cells.result(cell.formula)
        shown = formats.NOT_APPLICABLE if result.state == "not_applicable" else ""
        page.write_formula(
            row,
            column,
            cells.text(cell.formula, sheet_name),
            looks[f"{look}_formula"],
            shown if result.number is None else float(result.number),
        )
        return
    value = cells.values.get(cell.key, NOT_SUBMITTED)
    if value.state == "not_applicable":
        page.write_string(row, column, formats.NOT_APPLICABLE, looks[look])
    elif value.number is None:
        page.write_blank(row, column, None, looks[look])
    else:
        page.write_number(row, column, float(value.number), looks[look])
    page.data_validation(
        row,
        column,
        row,
        column,
        validation(xl_rowcol_to_cell(row, column), cell)
        | {
            "input_title": "Cách nhập",
            "input_message": help_text,
            "error_title": "Giá trị không hợp lệ",
        },
    )


def validation(address: str, cell: Cell) -> dict[str, object]:
    """Say what may be typed into a cell: a number of its kind, a dash where one is accepted."""
    if cell.value_type == "flag" and not cell.may_not_apply:
        return {
            "validate": "list",
            "source": ["0", "1"],
            "error_message": "Chọn 1 (có) hoặc 0 (không).",
        }
    whole = f",{address}=INT({address})" if cell.value_type == "count" else ""
    number = f"AND({address}>=0{whole})"
    words = "Nhập số không âm (số nguyên đối với số hộ, số người)"
    if cell.may_not_apply:
        dash = f'{address}="{formats.NOT_APPLICABLE}"'
        value = f"=IF(ISNUMBER({address}),{number},{dash})"
        words = f"{words}, hoặc dấu “–” nếu không áp dụng."
    else:
        value = f"=IF(ISNUMBER({address}),{number},FALSE)"
        words = f"{words}; chỉ tiêu này không dùng dấu “–”."
    return {"validate": "custom", "value": value, "error_message": words}


def alarm_of(key: Key) -> tuple[str, list[Key]]:
    """Give how a number may not compare with the sum of which others."""
    if key.indicator_code in WITHIN_CLASS:
        return ">", [Key(forms.CLASS_TOTALS[key.household_class], key.year)]
    comparison, codes = ALARMS.get(key.indicator_code, ("", ()))
    return comparison, [replace(key, indicator_code=code) for code in codes]


def redden(page: Worksheet, looks: dict, sheet: Sheet, cells: Grid) -> None:
    """Turn a cell red at once where it breaks with the cells it depends on, within the year."""
    prefix = f"'{sheet.plan.sheet_name}'!"
    for cell in sheet.cells.values():
        if cell.kind in ("context", "not_applicable"):
            continue
        comparison, beside_keys = alarm_of(cell.key)
        others = [cells.addresses.get(key, "").removeprefix(prefix) for key in beside_keys]
        if not others or "" in others:
            continue
        own = cells.addresses[cell.key].removeprefix(prefix)
        beside = ",".join(others)
        criteria = f"=AND(COUNT({own},{beside})={1 + len(others)},{own}{comparison}SUM({beside}))"
        page.conditional_format(
            own, {"type": "formula", "criteria": criteria, "format": looks["red"]}
        )


def show_decimals(page: Worksheet, looks: dict, sheet: Sheet) -> None:
    """Print the decimals of an amount only where it has some."""
    if all(cell.value_type != "amount" for cell in sheet.cells.values()):
        return
    first = xl_rowcol_to_cell(FIRST_ROW, FIRST_COLUMN)
    page.conditional_format(
        FIRST_ROW,
        FIRST_COLUMN,
        FIRST_ROW + len(sheet.rows) - 1,
        FIRST_COLUMN + len(sheet.columns) - 1,
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({first}),{first}<>INT({first}))",
            "format": looks["decimals"],
        },
    )


def write_texts(
    book: Workbook,
    looks: dict,
    cover: Cover,
    reference: Reference,
    unit: Unit,
    *,
    illustrative: bool,
) -> None:
    """Write the sheet of the assessment and the proposals."""
    plan = next(plan for plan in reference.sheets.values() if plan.layout == "text")
    page = opened(book, looks, plan.sheet_name, plan.title, unit, illustrative=illustrative)
    page.write_string(0, 0, sheet_code(plan.sheet_code, unit))
    write_as_of_date(page, looks, cover.as_of_date)
    for column, width in enumerate(TEXT_WIDTHS, 1):
        page.set_column(column, column, width)
    page.write_string(HEAD_ROW, 1, "Mục", looks["head"])
    page.write_string(HEAD_ROW, 2, "Nội dung", looks["head"])
    asked = [section for section in reference.sections.values() if section.is_asked]
    for row, section in enumerate(asked, MARK_ROW):
        text = cover.texts.get(section.section_code, "")
        page.set_row(row, height_of((section.name, TEXT_WIDTHS[0]), (text, TEXT_WIDTHS[1])))
        page.write_string(row, 0, f"section={section.section_code}")
        page.write_string(row, 1, section.name, looks["label"])
        page.write_string(row, 2, text, looks["text"])


def height_of(*texts: tuple[str, int]) -> int:
    """Give the height of a row of texts, each with its column's width; a few lines at least."""
    lines = [
        sum(len(wrap(part, int(LETTERS_IN_WIDTH * width))) or 1 for part in text.split("\n"))
        for text, width in texts
    ]
    return min(HIGHEST_ROW, LINE_HEIGHT * max(LEAST_LINES, *lines))
