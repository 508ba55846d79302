"""Measures the check: `python -m tests.human_mistakes` makes mistakes as people make them.

Each case changes the workbook of a unit as its officer would have (the form's formulas follow, as
in a spreadsheet), checks the file and looks whether a finding stands where the repair is needed,
and whether the first of all findings names the cause. Honest data that look odd must not be
refused. A word after the command runs only the cases whose unit or name has it.
"""

import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.catalogue import findings, forms
from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.making import sample
from dashboard.store import checking
from dashboard.workbook import writing
from dashboard.workbook.grids import UnreadableError

QUY_NHON, PHU_CAT, HOAI_NHON, AN_LAO = "540", "548", "543", "542"
PLANNING, FRONT = "so_khdt", "mttq"
A_COMMUNE = "21609"
YEARS = (2022, 2023, 2024, 2025)
# What a department's own capital and outputs look like: those of a district of the plain.
LIKE_A_DEPARTMENT = "549"
OWN_SHEETS = ("capital", "outputs", "needs")
MOVEMENTS = {
    "poor_households": (
        ("poor_to_near_poor", "poor_above_near_poor_line", "poor_other_decrease"),
        ("near_poor_to_poor", "relapsed_poor", "newly_poor", "poor_other_increase"),
    ),
}
CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
COVER_CELLS = {
    "unit_name": "C6",
    "as_of_date": "C7",
    "report_submitted_on": "C8",
    "conference_held_on": "C9",
    "illustrative": "C12",
    2021: "C13",
    2022: "C14",
    2023: "C15",
    2024: "C16",
    2025: "C17",
}
OUTCOMES = ("cause first", "found", "missed", "wrongly refused", "passed")


class Book:
    """The workbook of a unit while a case changes it: numbers, typed texts, cover, lost rows."""

    def __init__(self, unit: str) -> None:
        """Start from the sound workbook of a unit."""
        self.unit = unit
        self.values = dict(sound_values(unit))
        self.texts: dict[Key, str] = {}
        self.cover: dict[str | int, str] = {"illustrative": ""}
        self.lost_rows: dict[str, int] = {}

    def keys(self, where: "Where") -> list[Key]:
        """Give the entered cells that a filter takes."""
        return [key for key in self.values if where.takes(key, self.unit)]

    def number(self, key: Key) -> Decimal:
        """Give what a cell holds, 0 where it holds none."""
        return self.values[key].number or Decimal(0)

    def put(self, key: Key, number: Decimal | float) -> None:
        """Enter a number; a count has no decimals."""
        self.values[key] = Value(Decimal(str(number)))


@dataclass(frozen=True)
class Where:
    """Which cells: by sheet, indicators, years and any other part of the key."""

    sheet: str = ""
    codes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    def takes(self, key: Key, unit: str) -> bool:
        """Tell whether a cell is meant; the communes' only where their sheet is."""
        return (
            (self.sheet == "communes" or not key.area_code)
            and (not self.sheet or sheet_codes(unit)[key] == self.sheet)
            and (not self.codes or key.indicator_code in self.codes)
            and (not self.years or key.year in self.years)
            and all(getattr(key, name) == value for name, value in self.parts)
        )


@dataclass(frozen=True)
class Case:
    """A mistake or an honest oddity: what happens in which workbook, and what the check must say.

    `at` are the cells to repair (on the cover by their address); without it any cell of `sheet`
    will do. One of `words` must stand in the sentence that names the cause. Honest data need
    neither.
    """

    name: str
    unit: str
    changes: tuple[Callable[[Book], None], ...]
    sheet: str = ""
    at: "Where | str | None" = None
    words: tuple[str, ...] = ()
    is_honest: bool = False


@dataclass(frozen=True)
class Outcome:
    """What the check made of a case."""

    case: Case
    result: str
    first: str
    count: int


def where(sheet: str = "", *codes: str, years: Iterable[int] | int = (), **parts: str) -> Where:
    """Name cells by sheet code, indicators, years and parts of the key."""
    meant = (years,) if isinstance(years, int) else tuple(years)
    return Where(sheet, codes, meant, tuple(parts.items()))


# What people do


def typed(cells: Where, text: str) -> Callable[[Book], None]:
    """Type a text into cells."""

    def change(book: Book) -> None:
        for key in book.keys(cells):
            # A sum passes over a text as over a dash.
            book.values[key] = NOT_APPLICABLE
            book.texts[key] = text

    return change


def blank(cells: Where, *, only_zeros: bool = False) -> Callable[[Book], None]:
    """Leave cells blank."""

    def change(book: Book) -> None:
        for key in book.keys(cells):
            if not (only_zeros and book.number(key)):
                book.values[key] = NOT_SUBMITTED

    return change


def entered(cells: Where, number: float) -> Callable[[Book], None]:
    """Enter one number in cells."""
    return recomputed(cells, lambda _: Decimal(str(number)))


def scaled(cells: Where, factor: str) -> Callable[[Book], None]:
    """Enter numbers in another unit."""
    return recomputed(cells, lambda number: number * Decimal(factor))


def changed(cells: Where, factor: str) -> Callable[[Book], None]:
    """Enter whole numbers that are larger or smaller."""
    return recomputed(
        cells, lambda number: (number * Decimal(factor)).quantize(Decimal(1), ROUND_HALF_UP)
    )


def recomputed(cells: Where, make: Callable[[Decimal], Decimal]) -> Callable[[Book], None]:
    """Enter what a function makes of each number."""

    def change(book: Book) -> None:
        for key in book.keys(cells):
            book.put(key, make(book.number(key)))

    return change


def pasted(cells: Where, *, from_year: int) -> Callable[[Book], None]:
    """Paste another year's numbers."""

    def change(book: Book) -> None:
        copied = {key: book.values[replace(key, year=from_year)] for key in book.keys(cells)}
        book.values.update(copied)

    return change


def swapped(cells: Where, name: str, other: str) -> Callable[[Book], None]:
    """Swap two columns or rows that differ in one part of the key."""

    def change(book: Book) -> None:
        pairs = [(key, replace(key, **{name: other})) for key in book.keys(cells)]
        for key, twin in pairs:
            book.values[key], book.values[twin] = book.values[twin], book.values[key]

    return change


def cumulative(cells: Where) -> Callable[[Book], None]:
    """Enter in each year what was reached since the first."""

    def change(book: Book) -> None:
        before = dict(book.values)
        for key in book.keys(cells):
            years = [replace(key, year=year) for year in YEARS if year <= key.year]
            book.put(key, sum((before[each].number or Decimal(0) for each in years), Decimal(0)))

    return change


def as_rates(cells: Where, *, of: Callable[[Book, Key], Decimal]) -> Callable[[Book], None]:
    """Enter percentages where counts are asked for."""

    def change(book: Book) -> None:
        whole = {key: of(book, key) for key in book.keys(cells)}
        for key, number in whole.items():
            share = 100 * book.number(key) / number if number else Decimal(0)
            book.put(key, share.quantize(Decimal("0.01"), ROUND_HALF_UP))

    return change


def of_households(book: Book, key: Key) -> Decimal:
    """Give the households of the area of a cell."""
    return book.number(replace(key, indicator_code="households_total"))


def of_class(book: Book, key: Key) -> Decimal:
    """Give the households of the class of a cell."""
    code = forms.CLASS_TOTALS[key.household_class]
    return sum((book.number(Key(code, key.year, area)) for area in ("urban", "rural")), Decimal(0))


def on_cover(field: str | int, text: str) -> Callable[[Book], None]:
    """Type something else on the cover."""

    def change(book: Book) -> None:
        book.cover[field] = text

    return change


def without_rows(sheet: str, count: int) -> Callable[[Book], None]:
    """Delete the last rows of a sheet."""

    def change(book: Book) -> None:
        book.lost_rows[sheet] = count

    return change


def closing(year: int, *, by: str) -> Callable[[Book], None]:
    """Let the movements lead to the poor households of a year, through one of them."""

    def change(book: Book) -> None:
        decreases, increases = MOVEMENTS["poor_households"]
        ends = {
            end: sum(book.number(Key("poor_households", end, area)) for area in ("urban", "rural"))
            for end in (year - 1, year)
        }
        book.put(Key("poor_households_beginning", year), ends[year - 1])
        others = sum(-book.number(Key(code, year)) for code in decreases if code != by)
        others += sum(book.number(Key(code, year)) for code in increases if code != by)
        needed = ends[year] - ends[year - 1] - others
        book.put(Key(by, year), -needed if by in decreases else needed)
        if year < YEARS[-1]:
            book.put(Key("poor_households_beginning", year + 1), ends[year])

    return change


def shrunk(year: int, factor: str) -> Callable[[Book], None]:
    """Let all that is counted of poor households in a year be fewer, each part as the whole."""

    def change(book: Book) -> None:
        for key in book.keys(where(years=year)):
            sheet = sheet_codes(book.unit)[key]
            is_of_poor = "_near_poor" not in f"_{key.indicator_code}" and (
                key.household_class == "poor" or re.search("(^|_)poor_", key.indicator_code)
            )
            if sheet in ("households", "deprivations", "groups", "causes", "children") and (
                is_of_poor
            ):
                book.put(key, int(book.number(key) * Decimal(factor)))
        whole = sum(book.number(Key("poor_households", year, area)) for area in ("urban", "rural"))
        others = book.keys(where("groups", "poor_households_by_ethnic_group", years=year))
        kinh = Key("poor_households_by_ethnic_group", year, member_code="kinh")
        if others:
            book.put(kinh, whole - sum(book.number(key) for key in others if key != kinh))

    return change


# The cases

POOR, NEAR_POOR, HOUSEHOLDS = "poor_households", "near_poor_households", "households_total"
PERSONS = "population_total"
CAPITAL = where("capital")
CREDIT = where(
    "policies", "policy_credit_disbursed", "policy_credit_outstanding", "policy_credit_overdue"
)
FUND = where(
    "fund",
    "fund_for_poor_mobilised",
    "fund_for_poor_opening_balance",
    "fund_for_poor_spent",
    "social_security_mobilised",
)
FLOWS = ("capital_plan", "capital_allotted", "capital_disbursed", "capital_cancelled")
DASH, BLANK = ("không áp dụng",), ("trống",)
THOUSANDS, DONG, BILLIONS = ("nghìn đồng",), ("bằng đồng",), ("tỷ đồng",)
LAST_YEAR, SWAPPED, RATES = ("năm 2023", "năm trước"), ("đổi chỗ",), ("tỷ lệ",)
DIGITS, CUMULATIVE, TEXT = ("chữ số",), ("lũy kế",), ("chữ",)
COVER = writing.COVER_SHEET


def mistake(
    name: str,
    unit: str,
    *changes: Callable[[Book], None],
    words: tuple[str, ...],
    at: Where | str | None = None,
    sheet: str = "",
) -> Case:
    """Declare a mistake."""
    code = sheet or (at.sheet if isinstance(at, Where) else "")
    return Case(name, unit, changes, code, at, words)


def in_cells(
    name: str,
    unit: str,
    change: Callable[..., Callable[[Book], None]],
    cells: Where,
    *values: object,
    words: tuple[str, ...],
) -> Case:
    """Declare a mistake made and to be repaired in the same few cells."""
    return mistake(name, unit, change(cells, *values), at=cells, words=words)


def honest(name: str, unit: str, *changes: Callable[[Book], None]) -> Case:
    """Declare honest data that look odd."""
    return Case(name, unit, changes, is_honest=True)


def house_list(
    unit_year: int, *, to_remove: int, started: int, completed: int
) -> tuple[Callable[[Book], None], ...]:
    """Enter a list of temporary houses and what was built of it in a year."""
    numbers = {"to_remove": to_remove, "started": started, "completed": completed}
    return tuple(
        entered(
            where("policies", f"temporary_houses_{name}", years=unit_year, member_code="new"),
            number,
        )
        for name, number in numbers.items()
    )


MISTAKES = (
    # "–" where a number is needed
    in_cells(
        "“–” for poor households of 2024",
        HOAI_NHON,
        typed,
        where("households", POOR, years=2024),
        "–",
        words=DASH,
    ),
    in_cells(
        "“–” for the number of households, urban 2024",
        PHU_CAT,
        typed,
        where("households", HOUSEHOLDS, years=2024, settlement="urban"),
        "–",
        words=DASH,
    ),
    in_cells(
        "“-” for near-poor households, rural 2023",
        AN_LAO,
        typed,
        where("households", NEAR_POOR, years=2023, settlement="rural"),
        "-",
        words=DASH,
    ),
    in_cells(
        "“–” for deprivations of one indicator 2024",
        AN_LAO,
        typed,
        where("deprivations", years=2024, household_class="poor", member_code="1"),
        "–",
        words=DASH,
    ),
    in_cells(
        "“–” for all persons", HOAI_NHON, typed, where("households", PERSONS), "–", words=DASH
    ),
    # Blanks
    in_cells(
        "blank: poor households, urban 2024",
        PHU_CAT,
        blank,
        where("households", POOR, years=2024, settlement="urban"),
        words=BLANK,
    ),
    in_cells(
        "“…” in near-poor households, urban 2023",
        HOAI_NHON,
        typed,
        where("households", NEAR_POOR, years=2023, settlement="urban"),
        "…",
        words=BLANK,
    ),
    in_cells(
        "blank: one cell of the movements",
        AN_LAO,
        blank,
        where("movements_poor", "newly_poor", years=2023),
        words=BLANK,
    ),
    in_cells(
        "blank: the capital carried in of one line",
        PHU_CAT,
        blank,
        where(
            "capital",
            "capital_carried_in",
            years=2023,
            project_code="2",
            capital_source="central",
            capital_type="recurrent",
        ),
        words=BLANK,
    ),
    mistake(
        "blank: the column of near-poor persons",
        AN_LAO,
        blank(where("households", "near_poor_persons")),
        sheet="households",
        words=BLANK,
    ),
    mistake(
        "blank: half of the first sheet",
        HOAI_NHON,
        blank(where("households", years=(2023, 2024, 2025))),
        sheet="households",
        words=BLANK,
    ),
    mistake("blank: the sheet of capital", PHU_CAT, blank(CAPITAL), sheet="capital", words=BLANK),
    mistake(
        "blank: zeros of the sheet of capital",
        PHU_CAT,
        blank(CAPITAL, only_zeros=True),
        sheet="capital",
        words=BLANK,
    ),
    mistake(
        "blank: the sheet of policies",
        HOAI_NHON,
        blank(where("policies")),
        sheet="policies",
        words=BLANK,
    ),
    mistake(
        "blank: all sheets but the first",
        AN_LAO,
        *(
            blank(where(code))
            for code in (
                "movements_poor",
                "movements_near_poor",
                "deprivations",
                "groups",
                "causes",
                "children",
                "outcomes",
                "capital",
                "outputs",
                "policies",
                "fund",
                "commendations",
            )
        ),
        sheet="movements_poor",
        words=BLANK,
    ),
    mistake(
        "blank: a department's capital", PLANNING, blank(CAPITAL), sheet="capital", words=BLANK
    ),
    # Texts and thousands
    in_cells(
        "text “khoảng 50”",
        PHU_CAT,
        typed,
        where("households", POOR, years=2024, settlement="urban"),
        "khoảng 50",
        words=TEXT,
    ),
    in_cells(
        "text “12 hộ” in a movement",
        HOAI_NHON,
        typed,
        where("movements_poor", "newly_poor", years=2023),
        "12 hộ",
        words=TEXT,
    ),
    in_cells(
        "text “chưa có” in the capital",
        PHU_CAT,
        typed,
        where(
            "capital",
            "capital_plan",
            years=2024,
            project_code="2",
            capital_source="central",
            capital_type="recurrent",
        ),
        "chưa có",
        words=TEXT,
    ),
    in_cells(
        "text in the Fund of the Front",
        FRONT,
        typed,
        where("fund", "fund_for_poor_spent", years=2024),
        "đang tổng hợp",
        words=TEXT,
    ),
    in_cells(
        "1.786 for 1786 near-poor households",
        PHU_CAT,
        entered,
        where("households", NEAR_POOR, years=2023, settlement="rural"),
        1.786,
        words=("1786", "1.786 (", "một nghìn", "dấu chấm"),
    ),
    in_cells(
        "29.646 for 29646 persons",
        AN_LAO,
        entered,
        where("households", PERSONS, years=2024, settlement="rural"),
        29.646,
        words=("29646", "29.646 (", "dấu chấm"),
    ),
    in_cells(
        "1.931 for 1931 of capital",
        PHU_CAT,
        entered,
        where(
            "capital",
            "capital_plan",
            years=2024,
            project_code="2",
            capital_source="central",
            capital_type="recurrent",
        ),
        3.479,
        words=("1.000 lần", "dấu chấm", "tỷ đồng"),
    ),
    # Units of money
    mistake(
        "capital in nghìn đồng", PHU_CAT, scaled(CAPITAL, "1000"), sheet="capital", words=THOUSANDS
    ),
    mistake("capital in đồng", HOAI_NHON, scaled(CAPITAL, "1000000"), sheet="capital", words=DONG),
    mistake(
        "capital in tỷ đồng", AN_LAO, scaled(CAPITAL, "0.001"), sheet="capital", words=BILLIONS
    ),
    mistake(
        "a department's capital in nghìn đồng",
        PLANNING,
        scaled(CAPITAL, "1000"),
        sheet="capital",
        words=THOUSANDS,
    ),
    mistake(
        "project 4.1 in nghìn đồng",
        PHU_CAT,
        scaled(where("capital", project_code="4.1"), "1000"),
        sheet="capital",
        words=THOUSANDS,
    ),
    mistake(
        "project 1.1 in đồng",
        AN_LAO,
        scaled(where("capital", project_code="1.1"), "1000000"),
        sheet="capital",
        words=DONG,
    ),
    mistake(
        "capital of 2024 in nghìn đồng",
        HOAI_NHON,
        scaled(where("capital", years=2024), "1000"),
        sheet="capital",
        words=THOUSANDS,
    ),
    mistake(
        "the Fund in nghìn đồng", HOAI_NHON, scaled(FUND, "1000"), sheet="fund", words=THOUSANDS
    ),
    mistake("the Front's Fund in đồng", FRONT, scaled(FUND, "1000000"), sheet="fund", words=DONG),
    mistake(
        "the Fund of 2024 in nghìn đồng",
        PHU_CAT,
        scaled(replace(FUND, years=(2024,)), "1000"),
        sheet="fund",
        words=THOUSANDS,
    ),
    mistake(
        "credit in nghìn đồng", PHU_CAT, scaled(CREDIT, "1000"), sheet="policies", words=THOUSANDS
    ),
    mistake(
        "credit in tỷ đồng", HOAI_NHON, scaled(CREDIT, "0.001"), sheet="policies", words=BILLIONS
    ),
    mistake(
        "health insurance in nghìn đồng",
        AN_LAO,
        scaled(where("policies", "health_insurance_spending"), "1000"),
        sheet="policies",
        words=THOUSANDS,
    ),
    mistake(
        "needs in nghìn đồng",
        AN_LAO,
        scaled(where("needs"), "1000"),
        sheet="needs",
        words=THOUSANDS,
    ),
    mistake("needs in đồng", AN_LAO, scaled(where("needs"), "1000000"), sheet="needs", words=DONG),
    in_cells(
        "a plan of 1.931.000.000 triệu đồng",
        HOAI_NHON,
        entered,
        where(
            "capital",
            "capital_plan",
            years=2024,
            project_code="2",
            capital_source="central",
            capital_type="recurrent",
        ),
        1_931_000_000,
        words=("quá lớn", *DONG, "1.000.000 lần"),
    ),
    in_cells(
        "43.653.000 households",
        HOAI_NHON,
        entered,
        where("households", HOUSEHOLDS, years=2024, settlement="urban"),
        43_653_000,
        words=("quá lớn", "1.000 lần", "không thể"),
    ),
    # Another year's numbers
    mistake(
        "last year's households",
        HOAI_NHON,
        pasted(where("households", HOUSEHOLDS, years=2024), from_year=2023),
        at=where("households", HOUSEHOLDS, years=2024),
        words=LAST_YEAR,
    ),
    mistake(
        "last year's persons",
        PHU_CAT,
        pasted(where("households", PERSONS, years=2024), from_year=2023),
        at=where("households", PERSONS, years=2024),
        words=LAST_YEAR,
    ),
    mistake(
        "last year's poor and near-poor",
        HOAI_NHON,
        pasted(where("households", POOR, NEAR_POOR, years=2024), from_year=2023),
        sheet="households",
        words=LAST_YEAR,
    ),
    mistake(
        "last year's capital",
        AN_LAO,
        pasted(where("capital", years=2024), from_year=2023),
        sheet="capital",
        words=LAST_YEAR,
    ),
    mistake(
        "last year's policies",
        PHU_CAT,
        pasted(where("policies", years=2024), from_year=2023),
        sheet="policies",
        words=LAST_YEAR,
    ),
    mistake(
        "last year's outputs",
        HOAI_NHON,
        pasted(where("outputs", years=2024), from_year=2023),
        sheet="outputs",
        words=LAST_YEAR,
    ),
    mistake(
        "last year's Fund",
        AN_LAO,
        pasted(where("fund", years=2024), from_year=2023),
        sheet="fund",
        words=LAST_YEAR,
    ),
    mistake(
        "last year's deprivations",
        PHU_CAT,
        pasted(where("deprivations", years=2024), from_year=2023),
        sheet="deprivations",
        words=LAST_YEAR,
    ),
    mistake(
        "last year's causes",
        AN_LAO,
        pasted(where("causes", years=2024), from_year=2023),
        sheet="causes",
        words=LAST_YEAR,
    ),
    # Totals that move too fast
    mistake(
        "one commune missing in the households of 2024",
        PHU_CAT,
        changed(where("households", HOUSEHOLDS, years=2024, settlement="rural"), "0.93"),
        at=where("households", HOUSEHOLDS, years=2024),
        words=("thiếu xã", "thiếu một xã", "thiếu số liệu"),
    ),
    mistake(
        "one ward missing in the persons of 2023",
        HOAI_NHON,
        changed(where("households", PERSONS, years=2023, settlement="urban"), "0.92"),
        at=where("households", PERSONS, years=2023),
        words=("thiếu xã", "thiếu một xã", "thiếu số liệu"),
    ),
    # Swapped neighbours
    mistake(
        "relapsed and newly poor swapped in 2024",
        PHU_CAT,
        swapped(
            where("movements_poor", "relapsed_poor", years=2024), "indicator_code", "newly_poor"
        ),
        sheet="movements_poor",
        words=SWAPPED,
    ),
    mistake(
        "children of poor and near-poor swapped in 2023",
        HOAI_NHON,
        swapped(
            where("groups", "children_in_poor_households", years=2023),
            "indicator_code",
            "children_in_near_poor_households",
        ),
        sheet="groups",
        words=SWAPPED,
    ),
    mistake(
        "poor and near-poor swapped in 2024",
        AN_LAO,
        swapped(where("households", POOR, years=2024), "indicator_code", NEAR_POOR),
        sheet="households",
        words=SWAPPED,
    ),
    mistake(
        "poor and near-poor persons swapped, all years",
        PHU_CAT,
        swapped(where("households", "poor_persons"), "indicator_code", "near_poor_persons"),
        sheet="households",
        words=SWAPPED,
    ),
    mistake(
        "poor and near-poor rows swapped in the deprivations of 2024",
        HOAI_NHON,
        swapped(
            where("deprivations", years=2024, household_class="poor"),
            "household_class",
            "near_poor",
        ),
        sheet="deprivations",
        words=SWAPPED,
    ),
    mistake(
        "urban and rural rows swapped in 2024",
        HOAI_NHON,
        swapped(where("households", years=2024, settlement="urban"), "settlement", "rural"),
        sheet="households",
        words=SWAPPED,
    ),
    mistake(
        "plan and disbursement swapped in 2022",
        PHU_CAT,
        swapped(
            where("capital", "capital_plan", years=2022), "indicator_code", "capital_disbursed"
        ),
        sheet="capital",
        words=SWAPPED,
    ),
    # Digits
    in_cells(
        "691 for 961 poor households",
        PHU_CAT,
        entered,
        where("households", POOR, years=2023, settlement="rural"),
        691,
        words=DIGITS,
    ),
    in_cells(
        "1520 for 1250 near-poor households",
        HOAI_NHON,
        entered,
        where("households", NEAR_POOR, years=2023, settlement="urban"),
        1520,
        words=DIGITS,
    ),
    mistake(
        "two digits swapped in the escapes",
        AN_LAO,
        recomputed(
            where("movements_poor", "poor_above_near_poor_line", years=2023),
            lambda number: Decimal(str(int(number))[::-1]),
        ),
        sheet="movements_poor",
        words=DIGITS,
    ),
    in_cells(
        "one digit too many",
        PHU_CAT,
        scaled,
        where("households", HOUSEHOLDS, years=2024, settlement="rural"),
        "10",
        words=DIGITS,
    ),
    in_cells(
        "one digit too few",
        HOAI_NHON,
        entered,
        where("households", POOR, years=2022, settlement="urban"),
        93,
        words=DIGITS,
    ),
    # Rates in place of counts
    mistake(
        "rates for poor and near-poor households",
        PHU_CAT,
        as_rates(where("households", POOR, NEAR_POOR), of=of_households),
        sheet="households",
        words=RATES,
    ),
    mistake(
        "percentages for deprivations",
        HOAI_NHON,
        as_rates(where("deprivations"), of=of_class),
        sheet="deprivations",
        words=RATES,
    ),
    mistake(
        "percentages for causes",
        AN_LAO,
        as_rates(where("causes"), of=of_class),
        sheet="causes",
        words=RATES,
    ),
    mistake(
        "whole percentages for deprivations of the poor",
        PHU_CAT,
        as_rates(where("deprivations", household_class="poor"), of=of_class),
        changed(where("deprivations", household_class="poor"), "1"),
        sheet="deprivations",
        words=RATES,
    ),
    # Since the beginning
    mistake(
        "cumulative capital",
        PHU_CAT,
        cumulative(where("capital", *FLOWS)),
        sheet="capital",
        words=CUMULATIVE,
    ),
    mistake(
        "cumulative disbursement",
        HOAI_NHON,
        cumulative(where("capital", "capital_disbursed")),
        sheet="capital",
        words=CUMULATIVE,
    ),
    mistake(
        "cumulative outputs",
        AN_LAO,
        cumulative(where("outputs")),
        sheet="outputs",
        words=CUMULATIVE,
    ),
    mistake(
        "cumulative policies",
        HOAI_NHON,
        cumulative(
            where(
                "policies",
                "policy_credit_loans",
                "policy_credit_disbursed",
                "health_insurance_cards_poor",
                "electricity_supported_households",
                "legal_aid_cases",
                "tuition_supported_students",
                "health_insurance_cards_near_poor",
                "health_insurance_spending",
            )
        ),
        sheet="policies",
        words=CUMULATIVE,
    ),
    mistake(
        "cumulative capital of a department",
        PLANNING,
        cumulative(where("capital", *FLOWS)),
        sheet="capital",
        words=CUMULATIVE,
    ),
    # Communes
    mistake(
        "seven of ten communes",
        AN_LAO,
        without_rows("communes", 3),
        sheet="communes",
        words=("thiếu", "xã"),
    ),
    mistake(
        "a commune left blank",
        AN_LAO,
        blank(where("communes", POOR, years=2024, area_code=A_COMMUNE)),
        sheet="communes",
        words=BLANK,
    ),
    # The cover
    mistake(
        "cut-off date in the future",
        HOAI_NHON,
        on_cover("as_of_date", "28/03/2035"),
        sheet=COVER,
        at="C7",
        words=("sau ngày", "tương lai"),
    ),
    mistake(
        "cut-off date before the programme",
        PHU_CAT,
        on_cover("as_of_date", "28/03/2020"),
        sheet=COVER,
        at="C7",
        words=("trước",),
    ),
    mistake(
        "a year given for a date",
        AN_LAO,
        on_cover("as_of_date", "2024"),
        sheet=COVER,
        at="C7",
        words=("ngày",),
    ),
    mistake(
        "conference before the programme",
        HOAI_NHON,
        on_cover("conference_held_on", "25/04/2015"),
        sheet=COVER,
        at="C9",
        words=("ngoài", "trước"),
    ),
    mistake(
        "2025 marked as reached in March 2025",
        AN_LAO,
        on_cover(2025, "Thực hiện"),
        sheet=COVER,
        at="C17",
        words=("chưa kết thúc", "chưa hết năm"),
    ),
    mistake(
        "2024 marked as reached with a cut-off in October",
        PHU_CAT,
        on_cover("as_of_date", "15/10/2024"),
        sheet=COVER,
        at="C16",
        words=("chưa kết thúc", "chưa hết năm"),
    ),
    mistake(
        "another unit's name",
        HOAI_NHON,
        on_cover("unit_name", "Ủy ban nhân dân huyện Phù Cát"),
        sheet=COVER,
        at="C6",
        words=("tên đơn vị", "đơn vị báo cáo"),
    ),
    mistake(
        "a department's cut-off date in the future",
        PLANNING,
        on_cover("as_of_date", "31/12/2029"),
        sheet=COVER,
        at="C7",
        words=("sau ngày", "tương lai"),
    ),
    # Numbers that cannot be
    mistake(
        "counts of deprivations too low for the standard",
        AN_LAO,
        changed(where("deprivations", household_class="poor", years=2023), "0.4"),
        sheet="deprivations",
        words=("ít nhất", "tối thiểu", "chuẩn"),
    ),
    mistake(
        "more deprivations than the near-poor can have",
        HOAI_NHON,
        changed(where("deprivations", household_class="near_poor", years=2023), "3"),
        sheet="deprivations",
        words=("nhiều nhất", "tối đa", "chuẩn", "vượt", "lớn hơn"),
    ),
    in_cells(
        "a negative number",
        PHU_CAT,
        entered,
        where("movements_poor", "newly_poor", years=2024),
        -43,
        words=("âm",),
    ),
    in_cells(
        "more poor households than households",
        QUY_NHON,
        entered,
        where("households", POOR, years=2024, settlement="rural"),
        14_000,
        words=("vượt", "nhiều hơn", "lớn hơn"),
    ),
    in_cells(
        "more poor of ethnic minorities than such households",
        PHU_CAT,
        entered,
        where("households", "poor_households_ethnic_minority", years=2024, settlement="rural"),
        300,
        words=("vượt", "nhiều hơn", "lớn hơn"),
    ),
    in_cells(
        "fewer persons than households",
        HOAI_NHON,
        entered,
        where("households", "poor_persons", years=2023, settlement="urban"),
        147,
        words=("ít hơn", "nhỏ hơn", "bình quân"),
    ),
    in_cells(
        "more children deprived than children",
        AN_LAO,
        entered,
        where(
            "children",
            "children_deprived",
            years=2023,
            household_class="poor",
            member_code="nutrition",
        ),
        9_000,
        words=("vượt", "nhiều hơn", "lớn hơn"),
    ),
    mistake(
        "more allotted than planned",
        PHU_CAT,
        changed(where("capital", "capital_allotted", years=2024, project_code="2"), "3"),
        sheet="capital",
        words=("vượt", "lớn hơn", "nhiều hơn"),
    ),
    mistake(
        "more disbursed than there was",
        HOAI_NHON,
        changed(where("capital", "capital_disbursed", years=2023, project_code="4.1"), "4"),
        sheet="capital",
        words=("vượt", "lớn hơn", "nhiều hơn", "quá 100"),
    ),
    # Other districts and departments
    in_cells(
        "“–” for near-poor households of a coastal town",
        "540",
        typed,
        where("households", NEAR_POOR, years=2023, settlement="urban"),
        "–",
        words=DASH,
    ),
    in_cells(
        "“n/a” for persons",
        "544",
        typed,
        where("households", PERSONS, years=2023, settlement="rural"),
        "n/a",
        words=TEXT,
    ),
    in_cells(
        "#REF! in an entered cell",
        "545",
        typed,
        where("households", HOUSEHOLDS, years=2024, settlement="rural"),
        "#REF!",
        words=("lỗi công thức",),
    ),
    in_cells(
        "a date in an entered cell",
        "546",
        typed,
        where("households", POOR, years=2023, settlement="rural"),
        "12/05/2024",
        words=TEXT,
    ),
    mistake(
        "one commune missing in the persons of 2024",
        "547",
        changed(where("households", PERSONS, years=2024, settlement="rural"), "0.92"),
        at=where("households", PERSONS, years=2024),
        words=("thiếu một xã",),
    ),
    mistake(
        "last year's persons of a mountain district",
        "551",
        pasted(where("households", PERSONS, years=2023), from_year=2022),
        at=where("households", PERSONS, years=2023),
        words=LAST_YEAR,
    ),
    mistake(
        "capital of 2023 in đồng",
        "544",
        scaled(where("capital", years=2023), "1000000"),
        sheet="capital",
        words=DONG,
    ),
    mistake(
        "capital of 2023 in tỷ đồng",
        "545",
        scaled(where("capital", years=2023), "0.001"),
        sheet="capital",
        words=BILLIONS,
    ),
    mistake(
        "the Fund of 2023 in đồng",
        "550",
        scaled(replace(FUND, years=(2023,)), "1000000"),
        sheet="fund",
        words=DONG,
    ),
    mistake(
        "urban and rural rows swapped in 2023",
        "547",
        swapped(where("households", years=2023, settlement="urban"), "settlement", "rural"),
        sheet="households",
        words=SWAPPED,
    ),
    mistake(
        "last year's plan alone",
        "544",
        pasted(where("capital", "capital_plan", years=2024), from_year=2023),
        sheet="capital",
        words=LAST_YEAR,
    ),
    mistake(
        "half of a department's capital left blank",
        PLANNING,
        blank(where("capital", years=(2023, 2024))),
        sheet="capital",
        words=BLANK,
    ),
    mistake(
        "a department's capital of 2024 in nghìn đồng",
        "so_nnptnt",
        scaled(where("capital", years=2024), "1000"),
        sheet="capital",
        words=THOUSANDS,
    ),
    mistake(
        "another date of the cover that is none",
        "549",
        on_cover("conference_held_on", "cuối tháng 4"),
        sheet=COVER,
        at="C9",
        words=("ngày",),
    ),
    mistake(
        "whole percentages for causes of the poor",
        "548",
        as_rates(where("causes", household_class="poor"), of=of_class),
        changed(where("causes", household_class="poor"), "1"),
        sheet="causes",
        words=RATES,
    ),
)

HONEST = (
    honest(
        "two lists of houses, 2022 finished and 2025 new",
        PHU_CAT,
        *house_list(2022, to_remove=120, started=120, completed=120),
        *house_list(2023, to_remove=0, started=0, completed=0),
        *house_list(2024, to_remove=0, started=0, completed=0),
        *house_list(2025, to_remove=290, started=150, completed=80),
    ),
    honest(
        "houses started in one year, finished in the next",
        HOAI_NHON,
        *house_list(2022, to_remove=100, started=100, completed=20),
        *house_list(2023, to_remove=100, started=0, completed=80),
    ),
    honest(
        "works approved before, finished in the period",
        AN_LAO,
        entered(where("outputs", "infrastructure_works_planned", years=2023), 0),
        entered(where("outputs", "infrastructure_works_planned", years=2022), 40),
    ),
    honest(
        "more escape in a year than take part in it",
        PHU_CAT,
        changed(where("outputs", "livelihood_households_escaped", years=2022), "0.1"),
        entered(where("outputs", "livelihood_households_escaped", years=2025), 260),
    ),
    honest(
        "work found in the year after the training",
        HOAI_NHON,
        entered(where("outputs", "workers_employed_after_training", years=2022), 5),
        recomputed(
            where("outputs", "workers_employed_after_training", years=2025),
            lambda number: number + 90,
        ),
    ),
    honest(
        "a big real fall of poverty",
        AN_LAO,
        shrunk(2024, "0.3"),
        shrunk(2025, "0.3"),
        closing(2024, by="poor_above_near_poor_line"),
        closing(2025, by="poor_above_near_poor_line"),
    ),
    honest(
        "no poor household left in the wards",
        HOAI_NHON,
        entered(
            where(
                "households",
                POOR,
                "poor_persons",
                "poor_households_ethnic_minority",
                years=2025,
                settlement="urban",
            ),
            0,
        ),
        closing(2025, by="poor_above_near_poor_line"),
    ),
    honest(
        "households merged: fewer, though none moved away",
        PHU_CAT,
        changed(where("households", HOUSEHOLDS, years=(2024, 2025)), "0.98"),
    ),
    honest(
        "poverty rises after a storm",
        PHU_CAT,
        recomputed(
            where("households", POOR, years=2025, settlement="rural"), lambda number: number + 400
        ),
        recomputed(
            where("households", "poor_persons", years=2025, settlement="rural"),
            lambda number: number + 1400,
        ),
        closing(2025, by="newly_poor"),
    ),
    honest(
        "a district's conference in June", HOAI_NHON, on_cover("conference_held_on", "12/06/2025")
    ),
    honest("as of the end of 2024", AN_LAO, on_cover("as_of_date", "31/12/2024")),
    honest(
        "nothing disbursed in the first year, all carried over",
        PHU_CAT,
        entered(where("capital", "capital_disbursed", years=2022, project_code="2"), 0),
        recomputed(
            where("capital", "capital_carried_in", years=2023, project_code="2"),
            lambda number: number,
        ),
    ),
    honest(
        "a project of a district has no capital at all",
        HOAI_NHON,
        entered(where("capital", project_code="4.2"), 0),
    ),
    honest(
        "amounts with decimals",
        PHU_CAT,
        recomputed(
            where("fund", "social_security_mobilised"), lambda number: number + Decimal("0.25")
        ),
    ),
    honest(
        "no loans and no lending in a year",
        HOAI_NHON,
        entered(where("policies", "policy_credit_loans", "policy_credit_disbursed", years=2022), 0),
    ),
    honest(
        "numbers typed with a space for thousands",
        PHU_CAT,
        typed(where("households", NEAR_POOR, years=2023, settlement="rural"), "1 786"),
    ),
    honest("a department without capital of its own", PLANNING, entered(CAPITAL, 0)),
    honest(
        "a large investment in one year",
        AN_LAO,
        changed(
            where("capital", "capital_plan", "capital_allotted", years=2025, project_code="1.1"),
            "4",
        ),
    ),
    honest(
        "relapses are none in every year",
        HOAI_NHON,
        recomputed(where("movements_poor", "poor_other_increase"), lambda number: number),
    ),
    honest(
        "no poor household left in the wards from 2024 on",
        HOAI_NHON,
        shrunk(2024, "0.3"),
        shrunk(2025, "0.3"),
        recomputed(
            where("households", POOR, years=2024, settlement="rural"), lambda number: number + 19
        ),
        entered(
            where(
                "households",
                POOR,
                "poor_persons",
                "poor_households_ethnic_minority",
                years=(2024, 2025),
                settlement="urban",
            ),
            0,
        ),
        closing(2024, by="poor_above_near_poor_line"),
        closing(2025, by="poor_above_near_poor_line"),
    ),
    honest(
        "a number of persons typed with a narrow space",
        "545",
        typed(
            where("households", "near_poor_persons", years=2023, settlement="rural"), "4\u202f786"
        ),
    ),
    honest(
        "an output typed as text",
        "544",
        typed(where("outputs", "communication_participants", years=2023), "120 "),
    ),
    honest(
        "a project that starts in 2023",
        "546",
        entered(where("capital", years=2022, project_code="3.1"), 0),
        entered(where("capital", "capital_carried_in", years=2023, project_code="3.1"), 0),
        # What was carried in before is planned in the first year: no money comes out of nothing.
        recomputed(
            where("capital", "capital_plan", years=2023, project_code="3.1"),
            lambda number: number + 906 if number else number,
        ),
    ),
    honest(
        "communes merged during the period: fewer communes, the same households",
        "547",
        recomputed(
            where("outcomes", "communes_total", years=(2024, 2025)),
            lambda number: max(number - 1, Decimal(1)),
        ),
    ),
    honest(
        "more capital carried in than planned in the year",
        "546",
        recomputed(
            where("capital", "capital_carried_in", years=2023, project_code="1.1"),
            lambda number: number + 2000,
        ),
    ),
    honest(
        "houses of the Front rise for the year of removal",
        FRONT,
        changed(where("fund", "great_unity_houses_new", years=2025), "6"),
    ),
)


# Making the files


@cache
def reference() -> Reference:
    """Give the reference data."""
    return load(data_folder())


@cache
def sheet_codes(unit: str) -> dict[Key, str]:
    """Give the sheet that each cell of a unit's form stands on."""
    return {
        cell.key: sheet.plan.sheet_code
        for sheet in forms.sheets(reference(), unit)
        for cell in sheet.cells.values()
        if cell.kind != "context"
    }


@cache
def addresses(unit: str) -> dict[Key, tuple[str, str]]:
    """Give the sheet's name and the address of each cell of a unit's form."""
    return {
        cell.key: (
            sheet.plan.sheet_name,
            xl_rowcol_to_cell(writing.FIRST_ROW + row, writing.FIRST_COLUMN + column),
        )
        for sheet in forms.sheets(reference(), unit)
        for (row, column), cell in sheet.cells.items()
        if cell.kind != "context"
    }


@cache
def sound_values(unit: str) -> dict[Key, Value]:
    """Give a unit's sound numbers: a district's sample, else its part of those.

    What counts for the whole province is the sum of the districts; the rest is as in a district.
    """
    if unit in sample.SLUGS:
        return sample.values_of(unit, reference())
    districts = [sample.values_of(code, reference()) for code in sample.SLUGS]
    own = sample.values_of(LIKE_A_DEPARTMENT, reference())
    entries = [
        cell.key
        for sheet in forms.sheets(reference(), unit)
        for cell in sheet.cells.values()
        if cell.kind == "input"
    ]
    values = {}
    for key in entries:
        numbers = [each[key].number for each in districts if key in each]
        whole = sum((number for number in numbers if number is not None), Decimal(0))
        is_own = sheet_codes(unit)[key] in OWN_SHEETS
        values[key] = own.get(key, Value(Decimal(0))) if is_own else Value(whole)
    return values


@cache
def sound_parts(unit: str) -> dict[str, bytes]:
    """Give the parts of a unit's sound workbook, as a zip holds them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        writing.write(
            unit,
            path,
            reference=reference(),
            values=sound_values(unit),
            cover=sample.cover_of(reference().units[unit], reference()),
        )
        with zipfile.ZipFile(path) as book:
            return {name: book.read(name) for name in book.namelist()}


@cache
def sheet_files(unit: str) -> dict[str, str]:
    """Give the part of the zip that holds each sheet."""
    names = re.findall(r'<sheet name="([^"]+)"', sound_parts(unit)["xl/workbook.xml"].decode())
    return {name: f"xl/worksheets/sheet{at}.xml" for at, name in enumerate(names, 1)}


@cache
def sound_grid(unit: str) -> dict[Key, Value]:
    """Give what every cell of a unit's sound workbook holds, formulas included."""
    return shown_values(unit, sound_values(unit))


def shown_values(unit: str, values: dict[Key, Value]) -> dict[Key, Value]:
    """Give what every cell holds, formulas included."""
    grid = writing.Grid(forms.sheets(reference(), unit), values)
    return {key: grid.value(key) for key in grid.cells}


def written(book: Book) -> bytes:
    """Give the workbook of a case: the sound one with the cells that differ, as typed."""
    cells: dict[str, dict[str, str]] = {COVER: {}}
    for field, text in book.cover.items():
        cells[COVER][COVER_CELLS[field]] = inline(text)
    sound = sound_grid(book.unit)
    for key, value in shown_values(book.unit, book.values).items():
        if value != sound[key] or key in book.texts:
            name, address = addresses(book.unit)[key]
            cells.setdefault(name, {})[address] = content_of(value, book.texts.get(key))
    parts = dict(sound_parts(book.unit))
    for name, changes in cells.items():
        path = sheet_files(book.unit)[name]
        parts[path] = patched(parts[path].decode(), changes).encode()
    for code, count in book.lost_rows.items():
        path = sheet_files(book.unit)[reference().sheets[code].sheet_name]
        parts[path] = shortened(parts[path].decode(), count).encode()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def content_of(value: Value, text: str | None) -> str:
    """Give a cell's attributes and content as XML, without its formula."""
    if text is not None:
        return inline(text)
    if value.state == "not_applicable":
        return inline("–")
    return ">" if value.number is None else f"><v>{value.number}</v>"


def inline(text: str) -> str:
    """Give a text typed into a cell as XML."""
    return f' t="inlineStr"><is><t>{escape(text)}</t></is>' if text else ">"


def patched(xml: str, changes: dict[str, str]) -> str:
    """Replace the content of cells; a formula keeps its text and shows its new result."""

    def cell(match: re.Match[str]) -> str:
        address, attributes, content = match.groups()
        if address not in changes:
            return match[0]
        look = re.search(r' s="\d+"', attributes)
        formula = re.search(r"<f>.*?</f>", content or "", re.DOTALL)
        opening, _, inside = changes[address].partition(">")
        if formula and inside.startswith("<is>"):
            opening = ' t="str"'
            inside = inside.replace("<is><t>", "<v>").replace("</t></is>", "</v>")
        if formula and not inside:
            opening, inside = ' t="str"', "<v></v>"
        kept = formula[0] if formula else ""
        return f'<c r="{address}"{look[0] if look else ""}{opening}>{kept}{inside}</c>'

    return CELL.sub(cell, xml)


def shortened(xml: str, count: int) -> str:
    """Take the last rows out of a sheet."""
    rows = re.findall(r"<row .*?</row>", xml, re.DOTALL)
    for row in rows[-count:]:
        xml = xml.replace(row, "")
    return xml


# Measuring


@cache
def sound_findings(unit: str) -> frozenset[tuple[str, str, str]]:
    """Give what the check says of a unit's sound workbook."""
    return frozenset(map(place_of, findings_of(Book(unit))))


def place_of(finding: Finding) -> tuple[str, str, str]:
    """Give the rule and the place of a finding."""
    return finding.rule, finding.sheet, finding.cell


def findings_of(book: Book) -> list[Finding]:
    """Check a workbook and give its findings, the gravest first."""
    name = f"{book.unit}.xlsx"
    try:
        checked = checking.check_content(name, written(book), reference=reference())
    except UnreadableError as unreadable:
        return [unreadable.finding]
    return findings.gravest_first(checked.findings)


def outcome_of(case: Case) -> Outcome:
    """Make a case, check it and judge what was said."""
    book = Book(case.unit)
    for change in case.changes:
        change(book)
    known = sound_findings(case.unit)
    new = [
        each
        for each in findings_of(book)
        if place_of(each) not in known and each.severity != "info"
    ]
    first = f"{new[0].severity} {new[0].rule} {new[0].message}" if new else ""
    return Outcome(case, judged(case, new), first, len(new))


def judged(case: Case, new: list[Finding]) -> str:
    """Say what the check made of a case from the findings that the sound workbook has not."""
    if case.is_honest:
        is_refused = any(each.severity == "error" for each in new)
        return "wrongly refused" if is_refused else "passed"
    if not any(stands_at(case, each) for each in new):
        return "missed"
    return "cause first" if names_cause(case, new[0]) else "found"


def stands_at(case: Case, finding: Finding) -> bool:
    """Tell whether a finding stands where the repair is needed, or on the sheet as a whole."""
    plan = reference().sheets.get(case.sheet)
    if finding.sheet != (plan.sheet_name if plan else case.sheet):
        return False
    if case.at is None:
        return True
    if isinstance(case.at, str):
        return finding.cell == case.at
    # A total is repaired in its parts.
    meant = {
        addresses(case.unit)[key][1]
        for key in addresses(case.unit)
        if case.at.takes(key, case.unit) and key in sound_values(case.unit)
    }
    return finding.cell in meant or (not finding.cell and says(case, finding))


def names_cause(case: Case, finding: Finding) -> bool:
    """Tell whether a finding stands in the right place and names the cause."""
    return stands_at(case, finding) and says(case, finding)


def says(case: Case, finding: Finding) -> bool:
    """Tell whether a finding has one of the words of the cause."""
    text = finding.message.removeprefix(finding.file).lower()
    return any(word.lower() in text for word in case.words)


def totals(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Count the outcomes."""
    counts = Counter(each.result for each in outcomes)
    return {name: counts[name] for name in OUTCOMES if counts[name]}


def main(wanted: str = "") -> None:
    """Print what the check makes of each case, and the totals."""
    for title, cases in (("Mistakes", MISTAKES), ("Honest oddities", HONEST)):
        outcomes = []
        for case in cases:
            if wanted not in f"{case.unit} {case.name}":
                continue
            outcomes.append(outcome_of(case))
            last = outcomes[-1]
            print(f"{last.result:16}{last.count:5}  {case.unit:8} {case.name}")
            if last.first and last.result not in ("cause first",):
                print(f"{'':30} {last.first[:260]}")
        print(f"{title}: {len(outcomes)}, {totals(outcomes)}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
