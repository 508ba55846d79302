"""Reads a workbook into observations: tolerant of moved rows and sheets, strict with numbers."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, load_workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard import forms, rules, template, wording
from dashboard.forms import Cell
from dashboard.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.reference import Reference, Unit
from dashboard.rules import Finding

KEY_COLUMNS = (
    "unit_code", "area_code", "indicator_code", "year", "settlement", "ethnicity",
    "household_class", "project_code", "capital_source", "capital_type", "member_code",
    "value_kind",
)  # fmt: skip
COLUMNS = (
    *KEY_COLUMNS, "value", "value_state", "is_stated_total", "sheet", "cell", "raw_text",
)  # fmt: skip
TEXT_COLUMNS = ("unit_code", "section_code", "content", "sheet", "cell")
DASHES = {"–", "-", "—", "−"}
BLANKS = {"", "…", "..."}
LARGEST = Decimal(10) ** 15
# One group of three (1.234) is certain for a count only; two groups, or both signs, always are.
GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*")
GROUPED_TWICE = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(\1\d{3})+")
DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
GROUPED_DECIMAL = re.compile(r"[1-9]\d{0,2}(\.\d{3})+,\d+|[1-9]\d{0,2}(,\d{3})+\.\d+")
KINDS = {word: kind for kind, word in template.KIND_WORDS.items()}

Grid = Sequence[Sequence[object]]


class UnreadableError(Exception):
    """Raised when a file cannot be read as a workbook of a unit; carries the finding."""

    def __init__(self, file: str, reason: str) -> None:
        """Say which file and why."""
        message = f"{file}: {reason}"
        super().__init__(message)
        self.finding = Finding(
            file=file, sheet="", cell="", rule="R01", severity="error", found="", expected="",
            message=message,
        )  # fmt: skip


@dataclass(frozen=True)
class Cover:
    """What the first sheet says."""

    unit_code: str
    as_of_date: date
    report_submitted_on: date | None
    prepared_by: str
    template_version: str
    is_illustrative: bool
    value_kinds: dict[int, str]


@dataclass(frozen=True)
class Workbook:
    """A workbook as read: one row an observation, one row a text, and what reading found."""

    file_name: str
    cover: Cover
    observations: pd.DataFrame
    texts: pd.DataFrame
    findings: tuple[Finding, ...]


def read(path: Path, *, reference: Reference) -> Workbook:
    """Read a workbook; what cannot be read for certain is a finding, never a guess.

    Returns observations with `COLUMNS` (value a Decimal or None) and texts with `TEXT_COLUMNS`.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
    """
    grids = grids_of(path)
    cover = cover_of(path.name, grids, reference)
    unit = reference.units[cover.unit_code]
    asked = {
        cell.key: cell
        for sheet in forms.sheets(reference, cover.unit_code)
        for cell in sheet.cells.values()
        if cell.kind != "context"
    }
    rows: list[dict[str, object]] = []
    texts: list[dict[str, object]] = []
    findings: list[Finding] = []
    for name, grid in grids.items():
        if sheet_code(grid) == "cover":
            continue
        if (at := find(grid, template.CODES_CODE)) is not None:
            read_numbers(path.name, name, grid, at, asked, cover, unit, rows, findings)
        else:
            texts += read_texts(name, grid, cover, reference)
    findings += missing(path.name, asked, rows, reference)
    observations = pd.DataFrame(rows, columns=list(COLUMNS))
    findings += rules.duplicates(observations, file=path.name)
    return Workbook(
        file_name=path.name, cover=cover,
        observations=observations.drop_duplicates(list(KEY_COLUMNS)),
        texts=pd.DataFrame(texts, columns=list(TEXT_COLUMNS)).drop_duplicates("section_code"),
        findings=tuple(findings),
    )  # fmt: skip


def grids_of(path: Path) -> dict[str, Grid]:
    """Read all sheets of a file as rows of cells.

    Raises:
        UnreadableError: the file is missing or is not an Excel workbook that can be opened.
    """
    if not path.is_file():
        raise UnreadableError(path.name, "không có tệp này.")
    try:
        book: CalamineWorkbook = load_workbook(str(path))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except CalamineError as fault:
        raise UnreadableError(
            path.name,
            "không mở được như một tệp Excel (.xlsx). Tệp có thể bị hỏng, bị cắt, đặt mật khẩu, "
            "hoặc không phải tệp Excel. Hãy mở lại bằng Excel và lưu dạng .xlsx không mật khẩu.",
        ) from fault


def find(grid: Grid, text: str) -> tuple[int, int] | None:
    """Find the first cell that starts with a text."""
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith(text):
                return row, column
    return None


def sheet_code(grid: Grid) -> str:
    """Give the code that a sheet carries, "" when it has none."""
    at = find(grid, template.SHEET_CODE)
    return "" if at is None else str(grid[at[0]][at[1]]).partition("=")[2]


def cover_of(file: str, grids: dict[str, Grid], reference: Reference) -> Cover:
    """Read the cover.

    Raises:
        UnreadableError: there is no cover, or it names no known unit, date, template version
            or kind of a year's figures.
    """
    grid = next((grid for grid in grids.values() if sheet_code(grid) == "cover"), None)
    at = None if grid is None else find(grid, template.SHEET_CODE)
    if grid is None or at is None:
        raise UnreadableError(
            file, f"thiếu trang “{template.COVER_SHEET}” của biểu mẫu, không biết của đơn vị nào."
        )
    said = {
        str(cells[at[1]]): cells[at[1] + 2]
        for cells in grid
        if len(cells) > at[1] + 2 and isinstance(cells[at[1]], str) and cells[at[1]]
    }
    unit_code = str(said.get("unit_code", "")).strip()
    if unit_code not in reference.units:
        raise UnreadableError(file, f"mã đơn vị “{unit_code}” không có trong danh sách đơn vị.")
    version = str(said.get("template_version", "")).strip()
    if version != forms.TEMPLATE_VERSION:
        raise UnreadableError(
            file,
            f"phiên bản biểu mẫu là “{version}”, cần “{forms.TEMPLATE_VERSION}”. "
            "Hãy tải biểu mẫu mới và chép số liệu sang.",
        )
    as_of = as_date(said.get("as_of_date"))
    if as_of is None:
        raise UnreadableError(
            file, f"trang “{template.COVER_SHEET}” chưa ghi ngày ở dòng “Số liệu tính đến ngày”."
        )
    kinds = {
        int(code.partition("=")[2]): str(word).strip()
        for code, word in said.items()
        if re.fullmatch(r"year=\d{4}", code)
    }
    for year, word in kinds.items():
        if word not in KINDS:
            raise UnreadableError(
                file,
                f"trang “{template.COVER_SHEET}”, số liệu năm {year} ghi “{word}”, "
                f"cần “{'” hoặc “'.join(KINDS)}”.",
            )
    return Cover(
        unit_code=unit_code, as_of_date=as_of,
        report_submitted_on=as_date(said.get("report_submitted_on")),
        prepared_by=str(said.get("prepared_by", "")).strip(), template_version=version,
        is_illustrative=said.get("illustrative") == wording.ILLUSTRATIVE,
        value_kinds={year: KINDS[word] for year, word in kinds.items()},
    )  # fmt: skip


def as_date(value: object) -> date | None:
    """Give a date typed as a date or as `31/12/2024`, None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", str(value).strip())
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_numbers(
    file: str, name: str, grid: Grid, at: tuple[int, int], asked: dict[Key, Cell], cover: Cover,
    unit: Unit, rows: list[dict[str, object]], findings: list[Finding],
) -> None:  # fmt: skip
    """Read a sheet of numbers by the codes of its rows and columns."""
    codes_row, codes_column = at
    columns = {
        column: code
        for column, code in enumerate(grid[codes_row])
        if column > codes_column and isinstance(code, str) and "=" in code
    }
    for row in range(codes_row + 1, len(grid)):
        row_code = grid[row][codes_column]
        if not isinstance(row_code, str) or "=" not in row_code:
            findings += unread_row(file, name, row, grid[row], columns)
            continue
        for column, column_code in columns.items():
            cell = xl_rowcol_to_cell(row, column)
            raw = grid[row][column]
            try:
                key = forms.key_of(row_code, column_code)
            except ValueError:
                findings.append(unknown_code(file, name, cell, f"{row_code};{column_code}"))
                continue
            if key not in asked:
                findings.append(unknown_code(file, name, cell, f"{row_code};{column_code}"))
                continue
            form = asked[key]
            value, fault = number_of(raw, form.value_type)
            if fault:
                findings.append(unreadable_cell(file, name, cell, raw, fault, key))
            # A cell outside the unit's programme stays outside, whatever the sheet shows.
            if form.kind == "not_applicable" and value.number is None:
                value = NOT_APPLICABLE
            fields = asdict(key) | {"area_code": key.area_code or unit.area_code}
            rows.append(
                fields
                | {
                    "unit_code": unit.unit_code,
                    "value_kind": cover.value_kinds.get(key.year, "actual"),
                    "value": value.number, "value_state": value.state,
                    "is_stated_total": form.kind == "formula", "sheet": name, "cell": cell,
                    "raw_text": raw_text(raw),
                }
            )  # fmt: skip


def raw_text(raw: object) -> str:
    """Give what a cell held, as it reads on the sheet: a whole number without decimals."""
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def number_of(raw: object, value_type: str) -> tuple[Value, str]:
    """Read a cell: its value, and why it could not be read for certain ("" when it could).

    Args:
        raw: what the cell holds.
        value_type: count, amount, rate or mean; only a count has no decimals, so that only
            there `1.234` can be nothing but a thousand and more.
    """
    if isinstance(raw, bool | date | time | timedelta):
        return NOT_SUBMITTED, "ô chứa ngày hoặc đúng/sai, cần một số"
    if isinstance(raw, int | float):
        return number_within(Decimal(str(raw)))
    text = str(raw).replace("\u00a0", " ").strip()
    if text in BLANKS:
        return NOT_SUBMITTED, ""
    if text in DASHES:
        return NOT_APPLICABLE, ""
    if text.isascii() and text.isdigit():
        return number_within(Decimal(text))
    grouped = GROUPED if value_type == "count" else GROUPED_TWICE
    if grouped.fullmatch(text):
        return number_within(Decimal(re.sub("[.,]", "", text)))
    if value_type != "count" and DECIMAL.fullmatch(text):
        return number_within(Decimal(text.replace(",", ".")))
    if value_type != "count" and GROUPED_DECIMAL.fullmatch(text):
        whole, part = re.split(r"[.,](?=\d+$)", text)
        return number_within(Decimal(f"{re.sub('[.,]', '', whole)}.{part}"))
    return NOT_SUBMITTED, "ô chứa chữ không đọc chắc chắn được thành số"


def number_within(number: Decimal) -> tuple[Value, str]:
    """Take a number unless it is beyond anything that is counted here."""
    if not number.is_finite() or abs(number) >= LARGEST:
        return NOT_SUBMITTED, "số quá lớn"
    return Value(number.quantize(Decimal("0.0001"))), ""


def unreadable_cell(file: str, sheet: str, cell: str, raw: object, fault: str, key: Key) -> Finding:
    """Give the finding of a cell whose number cannot be read for certain."""
    return Finding(
        file=file, sheet=sheet, cell=cell, rule="R02", severity="error", found=str(raw),
        expected="số, hoặc để trống, hoặc dấu “–”",
        message=f"{file}, biểu “{sheet}”, ô {cell}: {fault} (đang ghi “{raw}”).",
        indicator_code=key.indicator_code, year=key.year,
    )  # fmt: skip


def unread_row(
    file: str, sheet: str, row: int, cells: Sequence[object], columns: dict[int, str]
) -> list[Finding]:
    """Give the finding of a row that holds numbers but lost, or never had, its hidden code."""
    column = next(
        (at for at in columns if isinstance(cells[at], int | float) and cells[at] is not True), None
    )
    if column is None:
        return []
    cell, found = xl_rowcol_to_cell(row, column), cells[column]
    return [
        Finding(
            file=file, sheet=sheet, cell=cell, rule="R05", severity="warning", found=str(found),
            expected="dòng của biểu mẫu",
            message=f"{file}, biểu “{sheet}”, ô {cell}: dòng này có số ({found}) nhưng không có "
            "mã ẩn ở cột A nên không được đọc.",
        )
    ]  # fmt: skip


def unknown_code(file: str, sheet: str, cell: str, code: str) -> Finding:
    """Give the finding of a cell whose hidden codes name no number of the unit's form."""
    return Finding(
        file=file, sheet=sheet, cell=cell, rule="R03", severity="error", found=code,
        expected="mã của biểu mẫu",
        message=f"{file}, biểu “{sheet}”, ô {cell}: mã ẩn của dòng hoặc cột không có trong biểu "
        f"mẫu của đơn vị ({code}).",
    )  # fmt: skip


def missing(
    file: str, asked: dict[Key, Cell], rows: list[dict[str, object]], reference: Reference
) -> list[Finding]:
    """Give one finding a sheet for the cells that the form asks for and the file lacks."""
    names = Key.__dataclass_fields__
    held = {
        Key(**{name: row[name] for name in names} | {"area_code": ""})  # ty: ignore
        for row in rows
    }
    counts: dict[str, int] = {}
    for key in asked.keys() - held:
        code = reference.indicators[key.indicator_code].sheet_code
        counts[code] = counts.get(code, 0) + 1
    return [
        Finding(
            file=file, sheet=plan.sheet_name, cell="", rule="R04", severity="error",
            found=f"thiếu {counts[code]} ô", expected="đủ dòng và cột của biểu mẫu",
            message=f"{file}, biểu “{plan.sheet_name}”: thiếu {counts[code]} ô của biểu mẫu "
            "(trang, dòng hoặc cột đã bị xóa).",
        )
        for code, plan in reference.sheets.items()
        if code in counts
    ]  # fmt: skip


def read_texts(
    name: str, grid: Grid, cover: Cover, reference: Reference
) -> list[dict[str, object]]:
    """Read the sections of the assessment that the workbook holds."""
    texts: list[dict[str, object]] = []
    for row, cells in enumerate(grid):
        for column, code in enumerate(cells):
            section = str(code).removeprefix("section=") if isinstance(code, str) else ""
            if section == code or section not in reference.sections or column + 2 >= len(cells):
                continue
            content = str(cells[column + 2]).strip()
            texts.append(
                {
                    "unit_code": cover.unit_code, "section_code": section,
                    "content": content or None, "sheet": name,
                    "cell": xl_rowcol_to_cell(row, column + 2),
                }
            )  # fmt: skip
    return texts
