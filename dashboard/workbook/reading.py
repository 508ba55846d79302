"""Reads a workbook into observations: tolerant of moved rows and sheets, strict with numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from pathlib import Path

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.catalogue import forms
from dashboard.catalogue.findings import Finding, duplicates
from dashboard.catalogue.forms import Cell, Formula
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import Reference
from dashboard.words import formats
from dashboard.workbook import files, grids, writing
from dashboard.workbook.grids import (
    Doubled,
    Grid,
    Place,
    Rows,
    Uncalculated,
    UnreadableError,
    day_counted,
    moment_of,
)

KEY_COLUMNS = (
    "unit_code",
    "area_code",
    "indicator_code",
    "year",
    "settlement",
    "household_class",
    "project_code",
    "capital_source",
    "capital_type",
    "member_code",
    "value_kind",
)
COLUMNS = (
    *KEY_COLUMNS,
    "value",
    "value_state",
    "is_stated_total",
    "sheet",
    "cell",
    "raw_text",
)
TEXT_COLUMNS = ("unit_code", "section_code", "content", "sheet", "cell")
KEY_PARTS = attrgetter(*KEY_COLUMNS[2:-1])
DASHES = {"–", "-", "—", "−"}
BLANKS = {"", "…", "..."}
LARGEST = Decimal(10) ** 15
PLACES = Decimal("0.0001")
LONGEST_NUMBER = 40
# Where the hidden codes may stand, how long one may be, how much of a cell a message repeats.
CODE_ROWS, LONGEST_CODE, SHOWN_TEXT = 20, 200, 200
# Findings of one rule in one sheet that are listed one by one; the rest are counted.
LISTED = 200
# Cells that one finding names.
NAMED = 12
SPACES = " \t\r\n\u00a0\u2007\u2009\u202f"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
SPACE = f"[{SPACES[0]}{SPACES[4:]}]"
# One group of three (1.234) is certain for a count only; two groups, or both signs, always are.
WHOLE = re.compile(r"-?\d+", re.ASCII)
GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*", re.ASCII)
GROUPED_TWICE = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})+", re.ASCII)
SPACED = re.compile(rf"-?[1-9]\d{{0,2}}({SPACE})\d{{3}}(\1\d{{3}})*", re.ASCII)
# Three decimals could be thousands, unless what stands before them is grouped by the other sign.
DECIMAL = re.compile(r"-?\d+[.,](\d{1,2}|\d{4})", re.ASCII)
GROUPED_DECIMAL = re.compile(
    r"-?[1-9]\d{0,2}(\.\d{3})+,\d{1,4}|-?[1-9]\d{0,2}(,\d{3})+\.\d{1,4}", re.ASCII
)
SPACED_DECIMAL = re.compile(
    rf"-?[1-9]\d{{0,2}}({SPACE})\d{{3}}(\1\d{{3}})*[.,](\d{{1,2}}|\d{{4}})", re.ASCII
)
ERROR_CELL = re.compile(r"#[A-Z0-9/_]+[!?]?", re.ASCII)
NOT_DIGITS = re.compile(r"[^\d-]", re.ASCII)
# Control characters, and those that turn the direction of writing.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f{ZERO_WIDTH}\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
DAY_NUMBER = re.compile(r"\d{5}(\.\d{1,15})?", re.ASCII)
CENTURY = 20
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
# When the catalogue lets a unit write “–”, and what to say where the condition does not hold.
CONDITIONS = {
    "unused_line": "dòng vốn này có số ở ô khác trong năm",
    "off_budget": "vốn ngân sách luôn có số liệu này",
    "project_without_capital": "dự án này có vốn trong năm",
    "no_ethnic_minority": "biểu không ghi 0 hộ dân tộc thiểu số ở khu vực và năm này",
    "target_not_assigned": "chỉ tiêu này được giao",
}
ALWAYS_APPLIES = "chỉ tiêu này luôn áp dụng với đơn vị"
# The dates of the cover that may be left out.
OTHER_DATES = {"report_submitted_on": "gửi báo cáo", "conference_held_on": "tổ chức hội nghị"}
OFF_BUDGET = {"credit", "other"}
KINDS = {word: kind for kind, word in writing.KIND_WORDS.items()}


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
    conference_held_on: date | None = None


@dataclass(frozen=True)
class Filled:
    """How far one sheet is filled in.

    Attributes:
        title: name of its tab; the form's where the file lacks the sheet.
        is_optional: the unit may leave the whole sheet out.
        asked: cells that the unit must fill in.
        lacking: those among them that the file does not have.
        blanks: those among them that stand empty, in the order of the form.
    """

    title: str
    is_optional: bool
    asked: int
    lacking: int
    blanks: tuple[str, ...]


@dataclass(frozen=True)
class Workbook:
    """A workbook as read: one row an observation, one row a text, and what reading found.

    `cells_asked` is the number of cells that the form asks the unit to fill in. Each of them is
    exactly one of: an observation that no error names (accepted), an observation
    "not_submitted" whose cell an error R02 names (refused), or a cell that the file lacks, counted
    in the finding R04 of its sheet (refused).
    """

    file_name: str
    cover: Cover
    observations: pd.DataFrame
    texts: pd.DataFrame
    findings: tuple[Finding, ...]
    cells_asked: int = 0
    sheets: tuple[Filled, ...] = ()


class Findings:
    """Collects what reading finds; many of one rule in one sheet are listed in part and counted."""

    def __init__(self, file: str) -> None:
        """Start for a file."""
        self.file = file
        self.listed: list[Finding] = []
        self.counts: Counter[tuple[str, str, str]] = Counter()

    def add(
        self,
        rule: str,
        severity: str,
        message: str,
        *,
        sheet: str = "",
        cell: str = "",
        found: str = "",
        expected: str = "",
        key: Key | None = None,
    ) -> None:
        """Add a finding; the message follows the place."""
        kind = (sheet, rule, severity)
        self.counts[kind] += 1
        # A cell that is refused is always named (R02): the form bounds how many there are.
        if self.counts[kind] > LISTED and rule != "R02":
            return
        self.listed.append(
            Finding(
                file=self.file,
                sheet=sheet,
                cell=cell,
                rule=rule,
                severity=severity,
                found=found,
                expected=expected,
                message=f"{self.located(sheet, cell)}: {message}",
                indicator_code=key.indicator_code if key else "",
                year=key.year if key else 0,
            )
        )

    def drop(self, rule: str, places: set[tuple[str, str]]) -> None:
        """Take back what a rule found at some places, by sheet and cell."""
        dropped = [
            each for each in self.listed if each.rule == rule and (each.sheet, each.cell) in places
        ]
        self.counts.subtract((each.sheet, each.rule, each.severity) for each in dropped)
        self.listed = [each for each in self.listed if each not in dropped]

    def located(self, sheet: str, cell: str) -> str:
        """Give the opening of a sentence: file, sheet and cell, as far as known."""
        in_sheet = f", biểu “{sheet}”" if sheet else ""
        return f"{self.file}{in_sheet}" + (f", ô {cell}" if cell else "")

    def all(self) -> tuple[Finding, ...]:
        """Give all findings, with one for those that were only counted."""
        rest = [
            Finding(
                file=self.file,
                sheet=sheet,
                cell="",
                rule=rule,
                severity=severity,
                found=str(count - LISTED),
                expected="",
                message=f"{self.located(sheet, '')}: còn {formats.number(count - LISTED, 0)} "
                f"phát hiện khác cùng loại ({rule}).",
            )
            for (sheet, rule, severity), count in self.counts.items()
            if count > LISTED and rule != "R02"
        ]
        return (*self.listed, *rest)


@dataclass(frozen=True)
class Form:
    """What a unit's form asks: every number by its key, and the sheet it stands on."""

    cells: dict[Key, Cell]
    sheets: dict[Key, str]
    digest: str

    @property
    def inputs(self) -> int:
        """Count the cells that the unit fills in."""
        return sum(cell.kind == "input" for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell that was read: its value, where it stands and what it held.

    A spreadsheet adds up no text, whether it is read as a number or not.
    """

    value: Value
    sheet: str
    cell: str
    raw_text: str
    is_text: bool = False


def read(path: Path, *, reference: Reference) -> Workbook:
    """Read a workbook on disk, as `read_content` does.

    Raises:
        UnreadableError: the file is missing, too large, or no workbook of a known unit.
    """
    return read_content(path.name, files.content_of(path), reference=reference)


def read_content(name: str, content: bytes, *, reference: Reference) -> Workbook:
    """Read a workbook; what cannot be read for certain is a finding, never a guess.

    Returns observations with `COLUMNS` (value a Decimal or None) and texts with `TEXT_COLUMNS`.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
    """
    return read_grids(name, files.open_grids(name, content), reference=reference)


def read_grids(name: str, grids: dict[str, Grid], *, reference: Reference) -> Workbook:
    """Read the sheets of a workbook.

    Raises:
        UnreadableError: they do not say which unit's, as of when, or of which form.
    """
    found = Findings(name)
    # The list of findings in a workbook that came back marked repeats what cells hold.
    grids = {
        title: grid
        for title, grid in grids.items()
        if not plain(title).startswith(writing.RESULT_SHEET)
    }
    cover = cover_of(grids, reference, found)
    form = form_of(reference, cover.unit_code)
    on_older_form = is_older(grids, cover, form)
    read_cells: dict[Key, Reading] = {}
    repeated: list[tuple[Key, Reading]] = []
    texts: dict[str, dict[str, object]] = {}
    note_foreign_sheets(grids, cover, reference, found)
    for title, grid in grids.items():
        note_extras(title, grid, found)
        if sheet_parts(grid).get("sheet") == "cover":
            continue
        if (at := find(grid.rows, writing.CODES_CODE)) is not None:
            repeated += read_numbers(
                title, grid, at, form, read_cells, found, on_older_form=on_older_form
            )
        else:
            read_texts(title, grid.rows, cover, reference, texts, found)
    refuse_dashes(form, read_cells, reference, found)
    recompute_around_texts(form, read_cells, found)
    note_missing(form, read_cells, reference, found, on_older_form=on_older_form)
    note_repeated(repeated, form, read_cells, cover, reference, found)
    return Workbook(
        file_name=name,
        cover=cover,
        observations=observations_of(read_cells.items(), form, read_cells, cover, reference),
        texts=pd.DataFrame(list(texts.values()), columns=list(TEXT_COLUMNS)),
        findings=found.all(),
        cells_asked=form.inputs,
        sheets=filled_sheets(form, read_cells, reference),
    )


def filled_sheets(
    form: Form, read_cells: dict[Key, Reading], reference: Reference
) -> tuple[Filled, ...]:
    """Say of each sheet of numbers how far it is filled in; what is optional is not asked."""
    asked: dict[str, list[Key]] = {}
    for key, cell in form.cells.items():
        if cell.kind == "input":
            asked.setdefault(form.sheets[key], []).append(key)
    found = []
    for code, keys in asked.items():
        plan = reference.sheets[code]
        empty = {
            key
            for key in keys
            if key not in read_cells or plain(read_cells[key].raw_text) in BLANKS
        }
        if not plan.is_optional:
            free = {key for key in keys if reference.indicators[key.indicator_code].is_optional}
            # What a unit may leave out is asked of it once it has begun to fill it in.
            if free <= empty:
                keys = [key for key in keys if key not in free]
        held = [read_cells[key] for key in keys if key in read_cells]
        found.append(
            Filled(
                title=held[0].sheet if held else plan.sheet_name,
                is_optional=plan.is_optional,
                asked=len(keys),
                lacking=len(keys) - len(held),
                blanks=tuple(
                    read_cells[key].cell for key in keys if key in empty and key in read_cells
                ),
            )
        )
    return tuple(found)


@lru_cache(maxsize=32)
def form_of(reference: Reference, unit_code: str) -> Form:
    """Give the form of a unit; cells that only repeat a number of another sheet are left out."""
    cells: dict[Key, Cell] = {}
    sheets: dict[Key, str] = {}
    laid = forms.sheets(reference, unit_code)
    for sheet in laid:
        for cell in sheet.cells.values():
            if cell.kind != "context":
                cells[cell.key] = cell
                sheets[cell.key] = sheet.plan.sheet_code
    return Form(cells, sheets, forms.digest_of(laid))


def observations_of(
    pairs: Iterable[tuple[Key, Reading]],
    form: Form,
    read_cells: dict[Key, Reading],
    cover: Cover,
    reference: Reference,
) -> pd.DataFrame:
    """Give one row a cell, with `COLUMNS`.

    In a file of an older form a number may be typed where the form now adds up finer parts that
    the file does not have: there it is an entry, not a stated total.
    """
    area_code = reference.units[cover.unit_code].area_code
    rows = []
    for key, cell in pairs:
        formula = form.cells[key].formula
        is_total = formula is not None and any(
            part in read_cells
            for part in (*(part for _, part in formula.numerator), *formula.denominator)
        )
        is_plan = reference.indicators[key.indicator_code].is_plan
        kind = "plan" if is_plan else cover.value_kinds.get(key.year, "actual")
        rows.append(
            (
                cover.unit_code,
                key.area_code or area_code,
                *KEY_PARTS(key),
                kind,
                cell.value.number,
                cell.value.state,
                is_total,
                cell.sheet,
                cell.cell,
                cell.raw_text,
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def find(rows: Rows, text: str) -> Place | None:
    """Find the first cell among the first rows that starts with a text, blanks before it aside."""
    for row, cells in enumerate(islice(rows, CODE_ROWS)):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.lstrip(SPACES + ZERO_WIDTH).startswith(text):
                return row, column
    return None


def sheet_parts(grid: Grid) -> dict[str, str]:
    """Give the parts of the code that a sheet carries: sheet, and since version 2 unit, version.

    A sheet without a code has none.
    """
    at = find(grid.rows, writing.SHEET_CODE)
    if at is None:
        return {}
    code = plain(grid.rows[at[0]][at[1]])[:LONGEST_CODE].removeprefix("#")
    pairs = (part.split("=", 1) for part in code.split(";") if "=" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def plain(value: object) -> str:
    """Give the text of a code or a word as the form writes it, however it was typed."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return unicodedata.normalize("NFC", text).strip(SPACES + ZERO_WIDTH)


def cover_of(grids: dict[str, Grid], reference: Reference, found: Findings) -> Cover:
    """Read the cover, or without one what the hidden codes of the sheets say.

    Raises:
        UnreadableError: neither names a known unit, a date, a template version that is known, or
            the kind of a year's figures.
    """
    for title, grid in grids.items():
        if sheet_parts(grid).get("sheet") == "cover":
            return read_cover(title, grid, reference, found)
    return cover_from_codes(grids, reference, found)


def read_cover(title: str, grid: Grid, reference: Reference, found: Findings) -> Cover:
    """Read the cover sheet.

    Raises:
        UnreadableError: it does not name a known unit, date, version, or kind of a year.
    """
    rows, is_1904 = grid.rows, grid.is_1904
    at = find(rows, writing.SHEET_CODE) or (0, 0)
    lines = {
        plain(cells[at[1]]): (cells[at[1] + 2], xl_rowcol_to_cell(row, at[1] + 2))
        for row, cells in enumerate(rows)
        if len(cells) > at[1] + 2 and isinstance(cells[at[1]], str) and cells[at[1]]
    }
    places = {code: cell for code, (_, cell) in lines.items()}
    said = {code: value for code, (value, _) in lines.items()}
    unit_code = known_unit(plain(said.get("unit_code", "")), reference, found)
    version = known_version(plain(said.get("template_version", "")), found)
    as_of = cover_date(said.get("as_of_date"), is_1904=is_1904)
    if as_of is None:
        typed = plain(said.get("as_of_date", ""))
        wrong = f" (đang ghi “{typed}”, cần ngày dạng 31/12/2024)" if typed else ""
        cell = places.get("as_of_date", "")
        raise UnreadableError(
            found.file,
            f"trang “{title}”{f', ô {cell}' if cell else ''} chưa ghi ngày ở dòng “Số liệu tính "
            f"đến ngày”{wrong}.",
            sheet=title,
            cell=cell,
        )
    kinds = {
        int(code.partition("=")[2]): plain(word)
        for code, word in said.items()
        if re.fullmatch(r"year=[0-9]{4}", code)
    }
    for year, word in kinds.items():
        if word not in KINDS:
            cell = places[f"year={year}"]
            raise UnreadableError(
                found.file,
                f"trang “{title}”, ô {cell}, số liệu năm {year} ghi “{shown(word)}”, "
                f"cần “{'” hoặc “'.join(KINDS)}”.",
                sheet=title,
                cell=cell,
            )
    for code, name in OTHER_DATES.items():
        typed = plain(said.get(code, ""))
        if typed not in BLANKS | DASHES and cover_date(said[code], is_1904=is_1904) is None:
            found.add(
                "R02",
                "warning",
                f"ngày {name} ghi “{shown(typed)}”, không đọc được thành ngày; cần dạng "
                "31/12/2024. Ngày này coi như chưa ghi.",
                sheet=title,
                cell=places[code],
                found=shown(typed),
                expected="31/12/2024",
            )
    note_unit_name(
        plain(said.get("unit_name", "")),
        unit_code,
        reference,
        found,
        sheet=title,
        cell=places.get("unit_name", ""),
    )
    return Cover(
        unit_code=unit_code,
        as_of_date=as_of,
        report_submitted_on=cover_date(said.get("report_submitted_on"), is_1904=is_1904),
        conference_held_on=cover_date(said.get("conference_held_on"), is_1904=is_1904),
        prepared_by=HIDDEN.sub("", plain(said.get("prepared_by", "")))[:SHOWN_TEXT],
        template_version=version,
        is_illustrative=plain(said.get("illustrative", "")) == formats.ILLUSTRATIVE,
        value_kinds={year: KINDS[word] for year, word in kinds.items()},
    )


def note_unit_name(
    name: str, unit_code: str, reference: Reference, found: Findings, *, sheet: str, cell: str
) -> None:
    """Report a cover that names another unit than its hidden code, or one that is not known."""
    unit = reference.units[unit_code]
    told = comparable(name)
    if not told or any(comparable(own) in told for own in (unit.name, unit.short_name)):
        return
    names_other = any(
        comparable(each) in told
        for other in reference.units.values()
        for each in (other.name, other.short_name)
    )
    found.add(
        "R03",
        "error" if names_other else "warning",
        f"tên đơn vị báo cáo ghi “{shown(name)}”, mã ẩn của biểu là của {unit.name}; hãy dùng biểu "
        "mẫu của đúng đơn vị hoặc ghi lại tên.",
        sheet=sheet,
        cell=cell,
        found=shown(name),
        expected=unit.name,
    )


def comparable(name: str) -> str:
    """Give a name as it is compared: case, spaces and kinds of dash say nothing."""
    return re.sub(r"[\s–—−-]+", " ", plain(name)).casefold()


def cover_from_codes(grids: dict[str, Grid], reference: Reference, found: Findings) -> Cover:
    """Make the cover of a file without one: a single sheet saved as .csv, or a cover deleted.

    Raises:
        UnreadableError: the sheets carry no codes of one known unit, or no date.
    """
    coded = [grid for grid in grids.values() if {"unit", "version"} <= sheet_parts(grid).keys()]
    parts = [sheet_parts(grid) for grid in coded]
    units = {each["unit"] for each in parts}
    if not units:
        raise UnreadableError(
            found.file,
            f"thiếu trang “{writing.COVER_SHEET}” của biểu mẫu, không biết của đơn vị nào.",
        )
    if len(units) > 1:
        listed = "”, “".join(sorted(map(shown, units)))
        raise UnreadableError(
            found.file,
            f"thiếu trang “{writing.COVER_SHEET}” và các trang thuộc nhiều đơn vị (“{listed}”).",
        )
    unit_code = known_unit(units.pop(), reference, found)
    version = known_version(min(each["version"] for each in parts), found)
    dates = {cover_date(date_below_code(grid.rows), is_1904=grid.is_1904) for grid in coded} - {
        None
    }
    if len(dates) != 1:
        raise UnreadableError(
            found.file,
            f"thiếu trang “{writing.COVER_SHEET}”, và ô dưới mã ẩn của các trang không cho biết "
            "một ngày “Số liệu tính đến ngày”.",
        )
    # The cover, the sheets of numbers, and, but for the Front, that of the assessment.
    is_front = reference.units[unit_code].kind == "front"
    count = len(forms.sheets(reference, unit_code)) + (1 if is_front else 2)
    found.add(
        "R07",
        "error",
        f"thiếu trang “{writing.COVER_SHEET}”; tệp chỉ có {len(coded)} trong {count} trang của "
        "biểu mẫu. Đơn vị và ngày số liệu lấy từ mã ẩn của trang. Hãy gửi cả tệp .xlsx.",
        found=f"{len(coded)} trang",
        expected=f"{count} trang",
    )
    years = {year for plan in reference.sheets.values() for year in forms.years(plan)}
    return Cover(
        unit_code=unit_code,
        as_of_date=next(each for each in dates if each is not None),
        report_submitted_on=None,
        prepared_by="",
        template_version=version,
        is_illustrative=any(find(grid.rows, formats.ILLUSTRATIVE) for grid in grids.values()),
        value_kinds={
            year: "estimate" if year == reference.last_year else "actual" for year in years
        },
    )


def date_below_code(rows: Rows) -> object:
    """Give what stands under the hidden code of a sheet: its as-of date."""
    at = find(rows, writing.SHEET_CODE)
    return "" if at is None or at[0] + 1 >= len(rows) else rows[at[0] + 1][at[1]]


def known_unit(code: str, reference: Reference, found: Findings) -> str:
    """Give a unit's code back.

    Raises:
        UnreadableError: no unit has it.
    """
    if code not in reference.units:
        raise UnreadableError(
            found.file, f"mã đơn vị “{shown(code)}” không có trong danh sách đơn vị."
        )
    return code


def known_version(version: str, found: Findings) -> str:
    """Give a template version back; an older one than the current is a warning.

    Raises:
        UnreadableError: it is no number, or newer than the current version.
    """
    current = int(forms.TEMPLATE_VERSION)
    if not re.fullmatch(r"[1-9][0-9]{0,3}", version) or int(version) > current:
        raise UnreadableError(
            found.file,
            f"phiên bản biểu mẫu là “{shown(version)}”, cần “{current}”. "
            "Hãy tải biểu mẫu mới và chép số liệu sang.",
        )
    if int(version) < current:
        found.add(
            "R08",
            "warning",
            f"biểu lập theo biểu mẫu phiên bản {version}, phiên bản hiện hành là {current}; số "
            "liệu vẫn được đọc, các ô mới của biểu mẫu coi như chưa nộp.",
            found=version,
            expected=str(current),
        )
    return version


def cover_date(value: object, *, is_1904: bool) -> date | None:
    """Give the date of a cell that is there for a date, None when it holds none.

    A cell that lost its format holds the days since 1900 or 1904: they are taken where they mean
    a day of this century.
    """
    text = plain(value)
    if not DAY_NUMBER.fullmatch(text):
        return as_date(value)
    day = day_counted(float(text), is_1904=is_1904).date()
    return day if day.year // 100 == CENTURY else None


def as_date(value: object) -> date | None:
    """Give a date typed as a date, as `31/12/2024` or `2024-12-31`, None for anything else.

    A moment is taken by its day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value)
    if moment := moment_of(text):
        return moment.date()
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def note_foreign_sheets(
    grids: dict[str, Grid], cover: Cover, reference: Reference, found: Findings
) -> None:
    """Report sheets whose hidden code says that they are another unit's."""
    for title, grid in grids.items():
        unit_code = sheet_parts(grid).get("unit", cover.unit_code)
        if unit_code != cover.unit_code:
            unit = reference.units.get(unit_code)
            found.add(
                "R03",
                "error",
                f"trang này thuộc biểu của đơn vị {unit.name if unit else shown(unit_code)}, còn "
                f"tệp là của {reference.units[cover.unit_code].name}.",
                sheet=title,
                found=shown(unit_code),
                expected=cover.unit_code,
            )


def note_extras(title: str, grid: Grid, found: Findings) -> None:
    """Report what a sheet carries besides cells."""
    for note in grid.notes:
        found.add(
            note.rule,
            "warning",
            note.message,
            sheet=title if note.cell else "",
            cell=note.cell,
            found=note.found,
        )


def read_numbers(
    title: str,
    grid: Grid,
    at: Place,
    form: Form,
    read_cells: dict[Key, Reading],
    found: Findings,
    *,
    on_older_form: bool,
) -> list[tuple[Key, Reading]]:
    """Read a sheet of numbers by the codes of its rows and columns.

    New cells are put into `read_cells`; those of numbers read before are given back.
    """
    codes_row, codes_column = at
    columns = {
        column: code_of(code)
        for column, code in enumerate(grid.rows[codes_row])
        if column > codes_column and code_of(code)
    }
    repeated: list[tuple[Key, Reading]] = []
    inputs: dict[Place, Key] = {}
    for row in range(codes_row + 1, len(grid.rows)):
        cells = grid.rows[row]
        row_code = code_of(cells[codes_column])
        if not row_code:
            note_unread_row(title, row, cells, columns, found)
            continue
        for column, column_code in columns.items():
            cell = xl_rowcol_to_cell(row, column)
            key = key_of(row_code, column_code)
            if key is None or key not in form.cells:
                code = f"{row_code};{column_code}"
                found.add(
                    # What the catalogue no longer has still stands in a form made before.
                    "R03",
                    "warning" if on_older_form and key is not None else "error",
                    f"mã ẩn của dòng hoặc cột không có trong biểu mẫu của đơn vị ({code}).",
                    sheet=title,
                    cell=cell,
                    found=code,
                    expected="mã của biểu mẫu",
                )
            elif key in read_cells:
                value, _ = number_of(cells[column], form.cells[key].value_type)
                repeated.append((key, Reading(value, title, cell, shown(cells[column]))))
            else:
                read_cells[key] = read_cell(title, cell, cells[column], form.cells[key], found)
                if form.cells[key].kind == "input":
                    inputs[row, column] = key
    note_merges(title, grid, inputs, found)
    return repeated


def code_of(value: object) -> str:
    """Give the code that a cell holds, "" when it holds none."""
    if not isinstance(value, str) or "=" not in value or len(value) > LONGEST_CODE:
        return ""
    return plain(value)


@lru_cache(maxsize=20_000)
def key_of(row_code: str, column_code: str) -> Key | None:
    """Give the key of the number where a row and a column cross, None when they name none."""
    try:
        return forms.key_of(row_code, column_code)
    except ValueError:
        return None


def read_cell(title: str, cell: str, raw: object, form: Cell, found: Findings) -> Reading:
    """Read one cell of the form, and report what is doubtful in it."""
    value, fault = number_of(raw, form.value_type)
    is_computed = form.kind == "formula"
    # What the form computes is computed again: a formula not calculated yet does no harm there.
    if fault and not (is_computed and isinstance(raw, Uncalculated)):
        is_error_cell = isinstance(raw, str) and ERROR_CELL.fullmatch(raw)
        found.add(
            "R02",
            "warning" if is_computed and is_error_cell else "error",
            f"{fault} (đang ghi “{shown(raw)}”).",
            sheet=title,
            cell=cell,
            found=shown(raw),
            key=form.key,
            expected="một số",
        )
    if not is_computed and isinstance(raw, float) and value.number is not None:
        note_rounding(title, cell, raw, value.number, form.key, found)
    # A cell outside the unit's programme stays outside, whatever the sheet shows.
    if form.kind == "not_applicable" and value.number is None:
        value = NOT_APPLICABLE
    return Reading(value, title, cell, shown(raw), isinstance(raw, str) and bool(plain(raw)))


def note_rounding(
    title: str, cell: str, raw: float, kept: Decimal, key: Key, found: Findings
) -> None:
    """Report a number with more decimals than are kept, beyond what computing in binary adds."""
    if abs(Decimal(str(raw)) - kept) > Decimal("1e-9") * max(1, abs(kept)):
        exact = formats.number(kept, 4)
        found.add(
            "R09",
            "warning",
            f"số có hơn 4 chữ số thập phân ({shown(raw)}), được đọc là {exact}.",
            sheet=title,
            cell=cell,
            found=shown(raw),
            expected=exact,
            key=key,
        )


def shown(raw: object) -> str:
    """Give what a cell held, as people can see it: hidden characters by their code, not too long.

    A whole number stands without decimals, a date as `31/12/2024`.
    """
    if isinstance(raw, datetime):
        return raw.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(raw, date):
        return raw.strftime("%d/%m/%Y")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < LARGEST:
        return str(int(raw))
    text = UNSEEN.sub(lambda hidden: f"<U+{ord(hidden[0]):04X}>", str(raw)[:SHOWN_TEXT])
    return f"{text}…" if len(str(raw)) > SHOWN_TEXT else text


def number_of(raw: object, value_type: str) -> tuple[Value, str]:
    """Read a cell: its value, and why it could not be read for certain ("" when it could).

    Args:
        raw: what the cell holds.
        value_type: count, amount, rate or mean; only a count has no decimals, so that only
            there `1.234` can be nothing but a thousand and more; only a rate takes a `%`.
    """
    if isinstance(raw, bool | date | time | timedelta):
        return NOT_SUBMITTED, "ô chứa ngày hoặc đúng/sai, cần một số"
    if isinstance(raw, Doubled):
        return NOT_SUBMITTED, "tệp ghi hai giá trị khác nhau trong một ô, không biết số nào đúng"
    if isinstance(raw, Uncalculated):
        return NOT_SUBMITTED, "ô chứa công thức chưa được tính, hãy mở bằng Excel và lưu lại"
    if isinstance(raw, int | float):
        return number_within(Decimal(str(raw)))
    text = str(raw).strip(SPACES + ZERO_WIDTH)
    if text in BLANKS:
        return NOT_SUBMITTED, ""
    if text in DASHES:
        return NOT_APPLICABLE, ""
    if ERROR_CELL.fullmatch(text):
        return NOT_SUBMITTED, "ô báo lỗi công thức"
    if value_type == "rate" and text.endswith("%"):
        text = text[:-1].rstrip(SPACES)
    digits = certain_digits(text, value_type)
    if digits is None:
        return NOT_SUBMITTED, "ô chứa chữ không đọc chắc chắn được thành số"
    return number_within(Decimal(digits))


def certain_digits(text: str, value_type: str) -> str | None:
    """Give a number typed as text in the form `-1234.5`, None when it could be read two ways."""
    if len(text) > LONGEST_NUMBER:
        return None
    if WHOLE.fullmatch(text):
        return text
    grouped = GROUPED if value_type == "count" else GROUPED_TWICE
    if grouped.fullmatch(text) or SPACED.fullmatch(text):
        return NOT_DIGITS.sub("", text)
    if value_type == "count":
        return None
    if any(form.fullmatch(text) for form in (DECIMAL, GROUPED_DECIMAL, SPACED_DECIMAL)):
        whole, part = re.split(r"[.,](?=\d+$)", text)
        return f"{NOT_DIGITS.sub('', whole)}.{part}"
    return None


def number_within(number: Decimal) -> tuple[Value, str]:
    """Take a number, to four decimals, unless it is beyond anything that is counted here."""
    if not number.is_finite() or abs(number) >= LARGEST:
        return NOT_SUBMITTED, "số quá lớn hoặc không phải một số"
    # Adding 0 turns -0 into 0.
    return Value(number.quantize(PLACES) + 0), ""


def note_merges(title: str, grid: Grid, inputs: dict[Place, Key], found: Findings) -> None:
    """Report merged blocks that hide input cells: what stood there cannot be seen or typed."""
    seen = dict(inputs)
    for merge in grid.merges:
        hidden = [place for place in seen if merge.hides(place)]
        count = len(hidden) + ((merge.first_row, merge.first_column) in inputs)
        for place in hidden:
            del seen[place]
            found.add(
                "R02",
                "error",
                f"ô gộp {merge.range} che {count} ô của biểu mẫu, trong đó có ô này. Hãy bỏ gộp và "
                "nhập từng ô.",
                sheet=title,
                cell=xl_rowcol_to_cell(*place),
                found=f"ô gộp {merge.range}",
                expected="mỗi số liệu một ô",
                key=inputs[place],
            )


def note_unread_row(
    title: str, row: int, cells: Sequence[object], columns: dict[int, str], found: Findings
) -> None:
    """Report a row that holds numbers but lost, or never had, its hidden code."""
    column = next((at for at in columns if isinstance(cells[at], float)), None)
    if column is not None:
        number = shown(cells[column])
        found.add(
            "R05",
            "warning",
            f"dòng này có số ({number}) nhưng không có mã ẩn ở cột A nên không được đọc.",
            sheet=title,
            cell=xl_rowcol_to_cell(row, column),
            found=number,
            expected="dòng của biểu mẫu",
        )


def refuse_dashes(
    form: Form, read_cells: dict[Key, Reading], reference: Reference, found: Findings
) -> None:
    """Refuse “–” where the catalogue does not let the number be inapplicable to this unit.

    A number refused is not submitted: taken as inapplicable it would leave the totals in silence.
    """
    dashed = [
        (key, cell)
        for key, cell in read_cells.items()
        if cell.value == NOT_APPLICABLE and form.cells[key].kind == "input"
    ]
    if not dashed:
        return
    paid = [
        key
        for key, cell in read_cells.items()
        if key.capital_source != "all" and (cell.value.number or 0) > 0
    ]
    paid_lines = {line_of(key) for key in paid}
    paid_projects = {
        (key.year, code)
        for key in paid
        for code in (key.project_code, reference.projects[key.project_code].parent_code)
    }
    for key, cell in dashed:
        indicator = reference.indicators[key.indicator_code]
        minority = read_cells.get(replace(key, indicator_code="ethnic_minority_households"))
        holds = {
            "unused_line": line_of(key) not in paid_lines,
            "off_budget": key.capital_source in OFF_BUDGET,
            "project_without_capital": (key.year, indicator.project_code) not in paid_projects,
            "no_ethnic_minority": minority is not None and minority.value.number == 0,
            # Only the document that assigns it knows.
            "target_not_assigned": True,
        }
        if any(holds[condition] for condition in indicator.may_not_apply):
            continue
        why = next(map(CONDITIONS.get, indicator.may_not_apply), ALWAYS_APPLIES)
        read_cells[key] = replace(cell, value=NOT_SUBMITTED)
        found.add(
            "R02",
            "error",
            f"ô ghi dấu “{cell.raw_text}” (không áp dụng), nhưng {why}. Hãy nhập số; không có thì "
            "nhập 0.",
            sheet=cell.sheet,
            cell=cell.cell,
            found=cell.raw_text,
            expected="một số; không có thì 0",
            key=key,
        )


def recompute_around_texts(form: Form, read_cells: dict[Key, Reading], found: Findings) -> None:
    """Compute again what the spreadsheet computed without the cells that were typed as text.

    Of numbers typed as text that a total lacked, each sheet has one warning.
    """
    stated = {key: cell.value for key, cell in read_cells.items()}
    texts = {
        key
        for key, cell in read_cells.items()
        if cell.is_text and form.cells[key].formula is None and cell.value != NOT_APPLICABLE
    }
    moved, lacked = set(texts), set()
    # A total may be of totals: those of finer parts come first, at most three deep.
    for _ in range(3 if texts else 0):
        for key, cell in form.cells.items():
            if cell.formula is None or key not in read_cells:
                continue
            parts = {part for _, part in cell.formula.numerator} | {*cell.formula.denominator}
            around = shown_around(cell.formula, stated, texts) if parts & moved else None
            # Around an error it shows one, too.
            if parts & moved and stated[key].number in (None, around):
                moved.add(key)
                if stated[key].number is not None:
                    lacked |= parts & texts
                value = writing.computed(cell.formula, lambda part: read_value(part, read_cells))
                read_cells[key] = replace(read_cells[key], value=value)
    recomputed = {(read_cells[key].sheet, read_cells[key].cell) for key in moved - texts}
    found.drop("R02", recomputed)
    by_sheet: dict[str, list[Reading]] = {}
    for key in read_cells:
        if key in lacked and read_cells[key].value.number is not None:
            by_sheet.setdefault(read_cells[key].sheet, []).append(read_cells[key])
    for sheet, cells in by_sheet.items():
        listed = ", ".join(
            f"{each.cell} (“{each.raw_text}” được đọc là {printed_whole(each.value)})"
            for each in cells[:NAMED]
        )
        more = f"… ({formats.number(len(cells), 0)} ô)" if len(cells) > NAMED else ""
        found.add(
            "R09",
            "warning",
            f"số nhập dạng chữ nên bảng tính không cộng vào tổng: ô {listed}{more}. Các tổng đã "
            "được tính lại; hãy nhập lại dạng số.",
            sheet=sheet,
            cell=cells[0].cell,
            found=cells[0].raw_text,
            expected=printed_whole(cells[0].value),
        )


def read_value(key: Key, read_cells: Mapping[Key, Reading]) -> Value:
    """Give what was read of a number; what the file lacks is not submitted."""
    return read_cells[key].value if key in read_cells else NOT_SUBMITTED


def printed_whole(value: Value) -> str:
    """Print a number that was read with the decimals that it has."""
    return formats.entered(float(value.number or 0), "count")


def shown_around(formula: Formula, stated: Mapping[Key, Value], texts: set[Key]) -> Decimal | None:
    """Give what a spreadsheet shows for a formula of which some parts are text."""
    return writing.computed(
        formula, lambda part: NOT_APPLICABLE if part in texts else stated.get(part, NOT_SUBMITTED)
    ).number


def line_of(key: Key) -> tuple[int, str, str, str]:
    """Say which line of capital a number stands on, and of which year."""
    return key.year, key.project_code, key.capital_source, key.capital_type


def is_older(grids: dict[str, Grid], cover: Cover, form: Form) -> bool:
    """Tell whether a file was made on another form: an older version or another catalogue."""
    made_on = {sheet_parts(grid).get("form", form.digest) for grid in grids.values()}
    return cover.template_version != forms.TEMPLATE_VERSION or made_on != {form.digest}


def note_missing(
    form: Form,
    read_cells: Mapping[Key, object],
    reference: Reference,
    found: Findings,
    *,
    on_older_form: bool,
) -> None:
    """Report, once a sheet, how many cells of the form the file lacks.

    Cells that the form gained after the file was made are a warning, and a sheet that a unit may
    leave out is an information when the file has nothing of it.
    """
    asked = Counter(form.sheets.values())
    lacking = Counter(form.sheets[key] for key in form.cells.keys() - read_cells.keys())
    for code, plan in reference.sheets.items():
        count = lacking[code]
        if not count:
            continue
        severity, lack = "error", f"thiếu {count} ô"
        message = f"{lack} của biểu mẫu (trang, dòng hoặc cột đã bị xóa)."
        if plan.is_optional and count == asked[code]:
            severity = "info"
            message = f"{lack} của trang không bắt buộc này, coi như chưa nộp."
        elif on_older_form:
            severity, lack = "warning", f"{count} ô mới của biểu mẫu"
            message = f"tệp chưa có {lack}, coi như chưa nộp."
        found.add(
            "R04",
            severity,
            message,
            sheet=plan.sheet_name,
            found=lack,
            expected="đủ dòng và cột của biểu mẫu",
        )


def note_repeated(
    repeated: list[tuple[Key, Reading]],
    form: Form,
    read_cells: dict[Key, Reading],
    cover: Cover,
    reference: Reference,
    found: Findings,
) -> None:
    """Report numbers that stand twice (V81): once for a copied sheet, else cell by cell."""
    own = Counter(cell.sheet for cell in read_cells.values())
    by_sheet: dict[str, list[tuple[Key, Reading]]] = {}
    for key, cell in repeated:
        by_sheet.setdefault(cell.sheet, []).append((key, cell))
    for sheet, pairs in by_sheet.items():
        if not own[sheet] and len(pairs) > 1:
            first = read_cells[pairs[0][0]].sheet
            found.add(
                "V81",
                "error",
                f"trang này lặp lại {formats.number(len(pairs), 0)} ô đã có ở biểu “{first}”. Hãy "
                "giữ một trang.",
                sheet=sheet,
                found=f"lặp lại {len(pairs)} ô",
                expected="một ô cho mỗi số liệu",
            )
            continue
        listed = pairs[:LISTED]
        both = [(key, read_cells[key]) for key in dict(listed)] + listed
        frame = observations_of(both, form, read_cells, cover, reference)
        found.listed += duplicates(frame, file=found.file)
        found.counts[sheet, "V81", "error"] = len(pairs)


def read_texts(
    title: str,
    rows: Rows,
    cover: Cover,
    reference: Reference,
    texts: dict[str, dict[str, object]],
    found: Findings,
) -> None:
    """Read the sections of the assessment that a sheet holds; the first of each is kept."""
    for row, cells in enumerate(rows):
        for column, code in enumerate(cells):
            section = code_of(code).removeprefix("section=") if isinstance(code, str) else ""
            if section not in reference.sections or column + 2 >= len(cells):
                continue
            cell = xl_rowcol_to_cell(row, column + 2)
            content = text_of(title, cell, cells[column + 2], found)
            if section not in texts:
                texts[section] = {
                    "unit_code": cover.unit_code,
                    "section_code": section,
                    "content": content,
                    "sheet": title,
                    "cell": cell,
                }
            elif content is not None:
                first = texts[section]
                found.add(
                    "V81",
                    "error",
                    f"mục này đã có ở biểu “{first['sheet']}”, ô {first['cell']}. Hãy giữ một ô.",
                    sheet=title,
                    cell=cell,
                    found=shown(content),
                    expected="một ô cho mỗi mục",
                )


def text_of(title: str, cell: str, raw: object, found: Findings) -> str | None:
    """Give the text of a cell as plain text, None when it is blank.

    Text is data: tags and formulas in it stay as they are. Control characters but line ends are
    taken out, what exceeds the length of a cell is cut, and both are reported.
    """
    if isinstance(raw, Uncalculated):
        found.add(
            "R02",
            "error",
            f"ô chứa công thức chưa được tính (đang ghi “{shown(raw)}”).",
            sheet=title,
            cell=cell,
            found=shown(raw),
            expected="nội dung bằng chữ",
        )
        return None
    if isinstance(raw, Doubled):
        found.add(
            "R02",
            "error",
            f"tệp ghi hai nội dung khác nhau trong một ô (đang ghi “{shown(raw)}”).",
            sheet=title,
            cell=cell,
            found=shown(raw),
            expected="một nội dung",
        )
        return None
    text = raw if isinstance(raw, str) else shown(raw)
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text, hidden = HIDDEN.subn("", text)
    if hidden:
        found.add(
            "R09",
            "warning",
            f"đã bỏ {formats.number(hidden, 0)} ký tự điều khiển trong ô.",
            sheet=title,
            cell=cell,
            found=f"{hidden} ký tự điều khiển",
            expected="chữ thường",
        )
    if len(text) > grids.MAX_TEXT:
        limit = formats.number(grids.MAX_TEXT, 0)
        found.add(
            "R02",
            "error",
            f"ô dài {formats.number(len(text), 0)} ký tự, giới hạn {limit}; phần sau không đọc.",
            sheet=title,
            cell=cell,
            found=f"{len(text)} ký tự",
            expected=f"không quá {limit} ký tự",
        )
        text = text[: grids.MAX_TEXT]
    return text.strip() or None
