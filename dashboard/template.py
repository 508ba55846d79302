"""Writes the workbook of a reporting unit: official heads, formulas with their values, drop-downs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard import forms, wording
from dashboard.forms import Cell, Formula, Sheet
from dashboard.observations import NOT_SUBMITTED, Key, Value
from dashboard.reference import Reference, Unit

COVER_SHEET = "Bìa"
CODES_ROW, HEAD_ROW, MARK_ROW, FIRST_ROW = 3, 4, 5, 6
FIRST_COLUMN = 3
SHEET_CODE, CODES_CODE = "#sheet", "#codes"
KIND_WORDS = {"actual": "Thực hiện", "estimate": "Ước thực hiện"}
NUMBER_FORMATS = {"rate": "0.00", "mean": "0.00"}
FONT = {"font_name": "Times New Roman", "font_size": 12}
INSTRUCTIONS = (
    "Chỉ nhập vào các ô trắng; ô xám do công thức tính.",
    "Ô để trống: chưa có số liệu. Số 0: có theo dõi nhưng không phát sinh. "
    "Dấu “–”: không áp dụng với đơn vị.",
    "Nhập số nguyên đối với số hộ, số người; tiền tính bằng triệu đồng.",
    "Không xóa cột A và các dòng ẩn: đó là mã để đọc lại biểu.",
)


@dataclass(frozen=True)
class Cover:
    """What the first sheet says of the workbook."""

    as_of_date: date | None = None
    prepared_by: str = ""
    report_submitted_on: date | None = None
    estimated_years: frozenset[int] = frozenset({2025})
    texts: Mapping[str, str] = field(default_factory=dict)


class Sheets:
    """The cells of a workbook by key: where each stands and what it holds."""

    def __init__(self, sheets: tuple[Sheet, ...], values: Mapping[Key, Value]) -> None:
        """Take the laid-out sheets and the values of their input cells."""
        self.values = values
        self.cells: dict[Key, Cell] = {}
        self.addresses: dict[Key, str] = {}
        for sheet in sheets:
            for (row, column), cell in sheet.cells.items():
                address = xl_rowcol_to_cell(FIRST_ROW + row, FIRST_COLUMN + column)
                self.cells[cell.key] = cell
                self.addresses[cell.key] = f"'{sheet.plan.sheet_name}'!{address}"

    def number(self, key: Key) -> Decimal | None:
        """Give the number of a cell, computed where the form computes it; None for none."""
        cell = self.cells.get(key)
        if cell is None or cell.kind == "not_applicable":
            return None
        if cell.formula is None:
            return self.values.get(key, NOT_SUBMITTED).number
        return self.result(cell.formula)

    def result(self, formula: Formula) -> Decimal | None:
        """Give the result of a formula, None when a part of it has no number."""
        parts = [(factor, self.number(key)) for factor, key in formula.numerator]
        over = [self.number(key) for key in formula.denominator]
        if any(number is None for _, number in parts) or None in over:
            return None
        total = sum((factor * number for factor, number in parts if number is not None), Decimal(0))
        if not formula.denominator:
            return total
        divisor = sum((number for number in over if number is not None), Decimal(0))
        if not divisor:
            return None
        return (formula.scale * total / divisor).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def text(self, formula: Formula, sheet_name: str) -> str:
        """Write a formula for Excel: empty as long as a part of it is empty."""
        prefix = f"'{sheet_name}'!"
        at = {key: self.addresses[key].removeprefix(prefix)
              for key in (*(key for _, key in formula.numerator), *formula.denominator)}  # fmt: skip
        over = "".join(f"+{at[key]}" for key in formula.denominator).removeprefix("+")
        sums = "".join(
            f"{'+' if factor > 0 else '-'}{at[key]}" for factor, key in formula.numerator
        ).removeprefix("+")
        addresses = ",".join(at.values())
        total = sums if len(formula.numerator) < 12 else f"SUM({addresses})"
        result = f"ROUND({formula.scale}*({total})/({over}),2)" if over else total
        guarded = f'IF(COUNT({addresses})={len(at)},{result},"")'
        return f'=IFERROR({guarded},"")' if over else f"={guarded}"


def write(
    unit_code: str, path: Path, *, reference: Reference,
    values: Mapping[Key, Value] | None = None, cover: Cover | None = None,
    illustrative: bool = False,
) -> None:  # fmt: skip
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
        created = datetime.combine(cover.as_of_date or date(2025, 1, 1), time(), UTC)
        book.set_properties(
            {"title": f"Biểu số liệu tổng kết – {unit.name}", "created": created.replace(tzinfo=None)}
        )
        looks = formats(book)
        write_cover(book, looks, unit, cover, reference, illustrative=illustrative)
        cells = Sheets(laid, values or {})
        for sheet in laid:
            write_sheet(book, looks, sheet, cells, unit, illustrative=illustrative)
        if unit.kind != "front":
            write_texts(book, looks, cover, reference, unit, illustrative=illustrative)


def formats(book: Workbook) -> dict[str, object]:
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
        "label": label, "label_total": label | {"bold": True, "bg_color": "#E7E6E6"},
        "text": entry | {"text_wrap": True, "valign": "top"},
        "date": entry | {"num_format": "dd/mm/yyyy", "align": "left"},
        "none": shown | {"align": "center"},
        "red": {"bg_color": "#F8CBAD", "font_color": "#9C0006"},
        "count": entry | {"num_format": "#,##0"},
        "count_formula": shown | {"num_format": "#,##0"},
        "amount": entry | {"num_format": "#,##0.##"},
        "amount_formula": shown | {"num_format": "#,##0.##"},
        "rate": entry | {"num_format": "0.00"},
        "rate_formula": shown | {"num_format": "0.00"},
    }  # fmt: skip
    return {name: book.add_format(look) for name, look in looks.items()}


def opened(book: Workbook, looks: dict, name: str, title: str, unit: Unit,
           *, illustrative: bool) -> Worksheet:  # fmt: skip
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
        page.write_string(2, 1, wording.ILLUSTRATIVE, looks["mark"])
        page.set_header(f'&C&"Times New Roman,Bold"{wording.ILLUSTRATIVE}')
    page.protect("", {"format_columns": True, "format_rows": True})
    return page


def write_cover(book: Workbook, looks: dict, unit: Unit, cover: Cover, reference: Reference,
                *, illustrative: bool) -> None:  # fmt: skip
    """Write the first sheet: who, as of when, and which years are estimates."""
    page = opened(book, looks, COVER_SHEET, "Biểu số liệu tổng kết Chương trình giảm nghèo bền vững "
                  "giai đoạn 2021–2025", unit, illustrative=illustrative)  # fmt: skip
    page.set_column(1, 1, 44)
    page.set_column(2, 2, 70)
    page.write_string(0, 0, f"{SHEET_CODE}=cover")
    lines = (
        ("unit_code", "Mã đơn vị", unit.unit_code, "none"),
        ("unit_name", "Đơn vị báo cáo", unit.name, "none"),
        ("as_of_date", "Số liệu tính đến ngày", cover.as_of_date, "date"),
        ("report_submitted_on", "Ngày gửi báo cáo tổng kết", cover.report_submitted_on, "date"),
        ("prepared_by", "Bộ phận lập biểu", cover.prepared_by, "text"),
        ("template_version", "Phiên bản biểu mẫu", forms.TEMPLATE_VERSION, "none"),
        ("illustrative", "Tính chất số liệu", wording.ILLUSTRATIVE if illustrative else "", "none"),
    )
    for row, (code, label, value, look) in enumerate(lines, HEAD_ROW):
        page.write_string(row, 0, code)
        page.write_string(row, 1, label, looks["label"])
        if isinstance(value, date):
            page.write_datetime(row, 2, datetime.combine(value, time()), looks[look])
        else:
            page.write_string(row, 2, value or "", looks[look])
    first_kind = HEAD_ROW + len(lines)
    sheet_years = [year for plan in reference.sheets.values() if plan.layout != "text"
                   for year in forms.years(plan)]  # fmt: skip
    for row, year in enumerate(sorted(set(sheet_years)), first_kind):
        kind = "estimate" if year in cover.estimated_years else "actual"
        page.write_string(row, 0, f"year={year}")
        page.write_string(row, 1, f"Số liệu năm {forms.year_text(reference, year)}", looks["label"])
        page.write_string(row, 2, KIND_WORDS[kind], looks["text"])
        page.data_validation(
            row, 2, row, 2, {"validate": "list", "source": list(KIND_WORDS.values())}
        )
    for row, text in enumerate(INSTRUCTIONS, first_kind + len(set(sheet_years)) + 1):
        page.write_string(row, 1, text, looks["note"])


def write_sheet(book: Workbook, looks: dict, sheet: Sheet, cells: Sheets, unit: Unit,
                *, illustrative: bool) -> None:  # fmt: skip
    """Write a sheet of numbers."""
    plan = sheet.plan
    page = opened(book, looks, plan.sheet_name, plan.title, unit, illustrative=illustrative)
    page.write_string(0, 0, f"{SHEET_CODE}={plan.sheet_code}")
    page.write_string(CODES_ROW, 0, CODES_CODE)
    page.set_row(CODES_ROW, None, None, {"hidden": True})
    page.set_row(HEAD_ROW, 76)
    page.set_column(1, 1, 14 if plan.layout == "years_down" else 52)
    page.set_column(2, 2, 20 if plan.layout == "years_down" else 34)
    page.set_column(FIRST_COLUMN, FIRST_COLUMN + len(sheet.columns) - 1, 14)
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
    for (row, column), cell in sheet.cells.items():
        write_cell(page, looks, FIRST_ROW + row, FIRST_COLUMN + column, cell, cells, plan.sheet_name)
    redden(page, looks, sheet, cells)


def write_cell(page: Worksheet, looks: dict, row: int, column: int, cell: Cell, cells: Sheets,
               sheet_name: str) -> None:  # fmt: skip
    """Write one cell: a number, a formula with its value, a dash, or nothing."""
    kind = {"rate": "rate", "mean": "rate", "amount": "amount"}.get(cell.value_type, "count")
    if cell.kind == "not_applicable":
        page.write_string(row, column, wording.NOT_APPLICABLE, looks["none"])
        return
    if cell.formula is not None:
        number = cells.number(cell.key)
        page.write_formula(
            row, column, cells.text(cell.formula, sheet_name), looks[f"{kind}_formula"],
            "" if number is None else float(number),
        )  # fmt: skip
        return
    value = cells.values.get(cell.key, NOT_SUBMITTED)
    if value.state == "not_applicable":
        page.write_string(row, column, wording.NOT_APPLICABLE, looks[kind])
    elif value.number is None:
        page.write_blank(row, column, None, looks[kind])
    else:
        page.write_number(row, column, float(value.number), looks[kind])
    address = xl_rowcol_to_cell(row, column)
    is_number = f"AND(ISNUMBER({address}),{address}>=0)"
    whole = f",{address}=INT({address})" if kind == "count" else ""
    page.data_validation(
        row, column, row, column,
        {
            "validate": "custom",
            "value": f'=OR({address}="–",AND({is_number}{whole}))',
            "error_title": "Giá trị không hợp lệ",
            "error_message": "Nhập số không âm (số nguyên đối với số hộ, số người), "
            "hoặc dấu “–” nếu không áp dụng.",
        },
    )  # fmt: skip


def redden(page: Worksheet, looks: dict, sheet: Sheet, cells: Sheets) -> None:
    """Turn a cell red at once where poor and near-poor households exceed all households."""
    if sheet.plan.sheet_code != "households":
        return
    for cell in sheet.cells.values():
        if cell.key.indicator_code != "multidimensional_poor_households":
            continue
        total = Key("households_total", cell.key.year, settlement=cell.key.settlement)
        own, whole = (cells.addresses[key].rpartition("!")[2] for key in (cell.key, total))
        page.conditional_format(
            own, {"type": "formula", "criteria": f"=AND(ISNUMBER({own}),{own}>{whole})",
                  "format": looks["red"]},
        )  # fmt: skip


def write_texts(book: Workbook, looks: dict, cover: Cover, reference: Reference, unit: Unit,
                *, illustrative: bool) -> None:  # fmt: skip
    """Write the sheet of the assessment and the proposals."""
    plan = next(plan for plan in reference.sheets.values() if plan.layout == "text")
    page = opened(book, looks, plan.sheet_name, plan.title, unit, illustrative=illustrative)
    page.write_string(0, 0, f"{SHEET_CODE}={plan.sheet_code}")
    page.set_column(1, 1, 34)
    page.set_column(2, 2, 110)
    page.write_string(HEAD_ROW, 1, "Mục", looks["head"])
    page.write_string(HEAD_ROW, 2, "Nội dung", looks["head"])
    asked = [section for section in reference.sections.values() if section.is_asked]
    for row, section in enumerate(asked, MARK_ROW):
        page.set_row(row, 90)
        page.write_string(row, 0, f"section={section.section_code}")
        page.write_string(row, 1, section.name, looks["label"])
        page.write_string(row, 2, cover.texts.get(section.section_code, ""), looks["text"])
