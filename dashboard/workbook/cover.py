"""Reads the cover of a workbook: unit, dates, version of the form, kind of each year."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.catalogue import forms
from dashboard.catalogue.reference import Reference
from dashboard.words import formats
from dashboard.workbook import writing
from dashboard.workbook.cells import BLANKS, DASHES, HIDDEN, SHOWN_TEXT, plain, shown
from dashboard.workbook.codes import find, sheet_parts
from dashboard.workbook.collecting import Findings
from dashboard.workbook.grids import Grid, Rows, UnreadableError, day_counted, moment_of

DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
DAY_NUMBER = re.compile(r"\d{5}(\.\d{1,15})?", re.ASCII)
CENTURY = 20
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
# The dates of the cover that may be left out.
OTHER_DATES = {"report_submitted_on": "gửi báo cáo", "conference_held_on": "tổ chức hội nghị"}
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
    unit_code = known_unit(
        plain(said.get("unit_code", "")), reference, found, (title, places.get("unit_code", ""))
    )
    version = known_version(
        plain(said.get("template_version", "")), found, (title, places.get("template_version", ""))
    )
    as_of = cover_date(said.get("as_of_date"), is_1904=is_1904)
    if as_of is None:
        typed = plain(said.get("as_of_date", ""))
        wrong = f" (đang ghi “{typed}”, cần ngày dạng 31/12/2024)" if typed else ""
        cell = places.get("as_of_date", "")
        raise UnreadableError(
            found.file,
            f"{at_place(title, cell)} chưa ghi ngày ở dòng “Số liệu tính đến ngày”{wrong}.",
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
    coded = {
        title: grid
        for title, grid in grids.items()
        if {"unit", "version"} <= sheet_parts(grid).keys()
    }
    units = {sheet_parts(grid)["unit"] for grid in coded.values()}
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
    places = {title: code_place(grid) for title, grid in coded.items()}
    unit_code = known_unit(units.pop(), reference, found, next(iter(places.items())))
    version, place = min(
        (sheet_parts(grids[title])["version"], (title, cell)) for title, cell in places.items()
    )
    version = known_version(version, found, place)
    dates = {
        cover_date(date_below_code(grid.rows), is_1904=grid.is_1904) for grid in coded.values()
    } - {None}
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


def code_place(grid: Grid) -> str:
    """Give the address of the hidden code of a sheet."""
    return xl_rowcol_to_cell(*(find(grid.rows, writing.SHEET_CODE) or (0, 0)))


def known_unit(code: str, reference: Reference, found: Findings, place: tuple[str, str]) -> str:
    """Give a unit's code, which stands at a place (sheet and cell), back.

    Raises:
        UnreadableError: no unit has it.
    """
    if code not in reference.units:
        raise UnreadableError(
            found.file,
            f"{at_place(*place)}: mã đơn vị “{shown(code)}” không có trong danh sách đơn vị.",
            sheet=place[0],
            cell=place[1],
        )
    return code


def at_place(sheet: str, cell: str) -> str:
    """Name a sheet, and a cell of it where there is one."""
    return f"trang “{sheet}”{f', ô {cell}' if cell else ''}"


def known_version(version: str, found: Findings, place: tuple[str, str]) -> str:
    """Give a template version, which stands at a place, back; an older one is a warning.

    Raises:
        UnreadableError: it is no number, or newer than the current version.
    """
    current = int(forms.TEMPLATE_VERSION)
    if not re.fullmatch(r"[1-9][0-9]{0,3}", version) or int(version) > current:
        raise UnreadableError(
            found.file,
            f"{at_place(*place)}: phiên bản biểu mẫu là “{shown(version)}”, cần “{current}”. "
            "Hãy tải biểu mẫu mới và chép số liệu sang.",
            sheet=place[0],
            cell=place[1],
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
