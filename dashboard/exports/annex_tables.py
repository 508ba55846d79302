"""The annex tables as officials print them: fixed order, column marks, blocks, what adds up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.charts import theme
from dashboard.pictures import common, profile, targets
from dashboard.pictures.common import PROVINCE
from dashboard.store.database import ask, remembered
from dashboard.words import formats
from dashboard.words.frames import records

EVERY = "all"
COUNT, RATE, MONEY, TEXT = "count", "rate", "money", "text"
UNIT, SUBTOTAL, TOTAL, BLOCK = "unit", "subtotal", "total", "block"
BLOCKS = (("I", "Khu vực thành thị", "urban"), ("II", "Khu vực nông thôn", "rural"))
POOR, HOUSEHOLDS = "poor_households", "households_total"
CARRIED = (
    "Vốn được sử dụng = kế hoạch các năm + vốn năm trước chuyển sang năm đầu; vốn chuyển nguồn "
    "giữa các năm chỉ tính một lần."
)
Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """A column: its mark, its heading, and how its cells come about.

    `ratio` holds the marks of numerator and denominator of a rate in percent; `difference` those of
    what is taken from what. A count without either adds up over its rows.
    """

    mark: str
    heading: str
    kind: str = COUNT
    ratio: tuple[str, str] | None = None
    difference: tuple[str, str] | None = None


@dataclass(frozen=True)
class Row:
    """A row; a cell holds a number, a text, or the sign of a missing value (… or –)."""

    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class OfficialTable:
    """A table of the annex.

    `adds_up` tells that subtotals and totals are sums of the units' rows above them; `standing`
    says which part of the province is missing in its figures, `marked` writes it beside them.
    """

    code: str
    title: str
    unit_line: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    adds_up: bool = True
    standing: str = ""


def cell(value: float | None, state: str) -> Cell:
    """Give a number, or the sign that says why there is none."""
    if formats.is_missing(value):
        return formats.STATES.get(state, formats.NOT_SUBMITTED)
    return float(value)  # ty: ignore[invalid-argument-type]


def standing(*frames: pd.DataFrame) -> str:
    """Say on how many districts the figures of the province stand, where a part is missing."""
    units = ["units_reported", "units_expected"]
    return common.standing(pd.concat([frame[units] for frame in frames], ignore_index=True))


def marked(table: OfficialTable) -> OfficialTable:
    """Write beside the figures of the province, and in the note, which part is missing."""
    if not table.standing:
        return table
    known = table.standing.removeprefix("số toàn tỉnh ")
    rows = tuple(
        row
        if row.kind == UNIT
        else replace(row, cells=(row.cells[0], f"{row.cells[1]} ({known})", *row.cells[2:]))
        for row in table.rows
    )
    note = f"{formats.capitalised(table.standing)}. {table.note}".strip()
    return replace(table, rows=rows, note=note)


def official(codes: Sequence[str], year: int, household_class: str = EVERY) -> pd.DataFrame:
    """Give the figures of some indicators in all areas."""
    return ask(
        "official_values", indicator_codes=tuple(codes), year=year, household_class=household_class
    )


def values_of(codes: Sequence[str], year: int, household_class: str = EVERY) -> dict[tuple, Cell]:
    """Give cells by area, settlement, indicator and member."""
    rows = official(codes, year, household_class)
    return {
        (row.area_code, row.settlement, row.indicator_code, row.member_code): cell(
            row.value, row.value_state
        )
        for row in records(rows)
    }


def districts() -> list[tuple[str, str]]:
    """Give code and full name of the districts, official order."""
    rows = ask("districts")
    return list(zip(rows["area_code"], rows["full_name"], strict=True))


def area_rows(cells_of: Callable[[str], Sequence[Cell]]) -> tuple[Row, ...]:
    """Give one row a district and the province's total."""
    rows = [
        Row(UNIT, (str(number), name, *cells_of(code)))
        for number, (code, name) in enumerate(districts(), start=1)
    ]
    return (*rows, Row(TOTAL, ("", "TOÀN TỈNH", *cells_of(PROVINCE))))


def poverty(year: int) -> OfficialTable:
    """Give poor and near-poor households in the published layout, town and country apart."""
    codes = (
        "multidimensional_poverty_rate",
        "multidimensional_poor_households",
        "poverty_rate",
        POOR,
        "near_poverty_rate",
        "near_poor_households",
        HOUSEHOLDS,
    )
    held = values_of(codes, year)

    def cells_of(area: str, settlement: str) -> list[Cell]:
        return [held.get((area, settlement, code, EVERY), formats.NOT_SUBMITTED) for code in codes]

    rows = []
    for number, name, settlement in BLOCKS:
        rows.append(Row(SUBTOTAL, (number, name, *cells_of(PROVINCE, settlement))))
        rows += [
            Row(UNIT, (str(place), district, *cells_of(code, settlement)))
            for place, (code, district) in enumerate(districts(), start=1)
        ]
    rows.append(Row(TOTAL, ("", "Tổng cộng (I+II)", *cells_of(PROVINCE, "total"))))
    return OfficialTable(
        "PL01",
        f"TỔNG HỢP HỘ NGHÈO, HỘ CẬN NGHÈO {formats.capitalised(common.when(year))}".upper(),
        "",
        (
            Column("A", "TT", TEXT),
            Column("B", "HUYỆN/THỊ XÃ/THÀNH PHỐ", TEXT),
            Column("1", "Tỷ lệ nghèo đa chiều (%)", RATE, ratio=("2", "7")),
            Column("2", "Tổng số hộ nghèo và hộ cận nghèo (Hộ)"),
            Column("3", "Tỷ lệ hộ nghèo (%)", RATE, ratio=("4", "7")),
            Column("4", "Hộ nghèo"),
            Column("5", "Tỷ lệ hộ cận nghèo (%)", RATE, ratio=("6", "7")),
            Column("6", "Hộ cận nghèo"),
            Column("7", "Tổng số hộ dân cư"),
        ),
        tuple(rows),
        standing=standing(official(codes, year)),
    )


def movements(year: int, name: str, code: str) -> OfficialTable:
    """Give the movement of poor or near-poor households of a year."""
    held = {
        area: ask(
            "movements",
            area_code=area,
            year=year,
            sheet_code=profile.MOVEMENTS[name][0],
            end_code=profile.MOVEMENTS[name][1],
        )
        for area in [*(area for area, _ in districts()), PROVINCE]
    }
    steps = held[PROVINCE]
    return OfficialTable(
        code,
        f"DIỄN BIẾN {name.upper()} TRONG NĂM {year}",
        "Đơn vị tính: hộ (số giảm mang dấu trừ)",
        (
            Column("A", "TT", TEXT),
            Column("B", "HUYỆN/THỊ XÃ/THÀNH PHỐ", TEXT),
            *(Column(str(number), label) for number, label in enumerate(steps["label"], start=1)),
        ),
        area_rows(lambda area: [cell(row.value, row.value_state) for row in records(held[area])]),
        note="Chênh lệch chưa giải thích: số cuối năm trừ số tính được từ các bước.",
        standing=standing(steps),
    )


def by_member(
    code: str, title: str, year: int, rows: pd.DataFrame, name: str, asked: str
) -> OfficialTable:
    """Give poor households by deprivation or cause (`asked`), in the number of households."""
    members = rows.drop_duplicates("member_code")
    held = {
        (row.area_code, row.member_code): cell(row.households, row.value_state)
        for row in records(rows)
    }
    poor = values_of((POOR,), year)
    summed = values_of(("households_by_poverty_cause",), year, "poor")

    def cells_of(area: str) -> list[Cell]:
        counts = [
            held.get(
                (area, member),
                summed.get(
                    (area, "total", "households_by_poverty_cause", member), formats.NOT_SUBMITTED
                ),
            )
            for member in members["member_code"]
        ]
        return [poor.get((area, "total", POOR, EVERY), formats.NOT_SUBMITTED), *counts]

    return OfficialTable(
        code,
        title,
        "Đơn vị tính: hộ",
        (
            Column("A", "TT", TEXT),
            Column("B", "HUYỆN/THỊ XÃ/THÀNH PHỐ", TEXT),
            Column("1", "Tổng số hộ nghèo"),
            *(Column(str(number), label) for number, label in enumerate(members[name], start=2)),
        ),
        area_rows(cells_of),
        note="Một hộ có thể có nhiều chỉ số hoặc nguyên nhân: các cột không cộng thành tổng số hộ.",
        standing=standing(official((POOR,), year), official((asked,), year, "poor")),
    )


def ethnic_minorities(year: int) -> OfficialTable:
    """Give poor ethnic-minority households, with their rate."""
    codes = (
        "ethnic_minority_households",
        "poor_households_ethnic_minority",
        "poverty_rate_ethnic_minority",
        "near_poor_households_ethnic_minority",
    )
    held = values_of(codes, year)

    def cells_of(area: str) -> list[Cell]:
        return [held.get((area, "total", code, EVERY), formats.NOT_SUBMITTED) for code in codes]

    return OfficialTable(
        "PL06",
        f"HỘ NGHÈO, HỘ CẬN NGHÈO DÂN TỘC THIỂU SỐ {common.when(year).upper()}",
        "",
        (
            Column("A", "TT", TEXT),
            Column("B", "HUYỆN/THỊ XÃ/THÀNH PHỐ", TEXT),
            Column("1", "Tổng số hộ DTTS"),
            Column("2", "Hộ nghèo DTTS"),
            Column("3", "Tỷ lệ hộ nghèo DTTS (%)", RATE, ratio=("2", "1")),
            Column("4", "Hộ cận nghèo DTTS"),
        ),
        area_rows(cells_of),
        standing=standing(official(codes, year)),
    )


def target_table() -> OfficialTable:
    """Give the targets of the province and its districts with what was reached."""
    rows = ask("target_list", area_code=None, level=None, status=None)
    own = rows[rows["level"].ne("national")]
    numbers = {code: place for place, code in enumerate(own["assignment"].unique(), start=1)}
    cells = [
        Row(
            UNIT,
            (
                # Further measures of one assignment have no number of their own.
                str(numbers[row.assignment]) if row.target_id == row.assignment else "",
                f"{targets.name_text(row)} ({row.area_name}, {row.year})",
                row.measure_unit,
                targets.bound_text(row),
                targets.measured_text(row),
                "" if formats.is_missing(row.reached_share) else float(row.reached_share),
                targets.status_text(row.status),
            ),
        )
        for row in records(own)
    ]
    signs = ", ".join(f"{each.sign} {each.label}" for each in theme.STATUS.values())
    return OfficialTable(
        "PL07",
        "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        "",
        (
            Column("A", "TT", TEXT),
            Column("B", "Chỉ tiêu", TEXT),
            Column("C", "ĐVT", TEXT),
            Column("1", "Kế hoạch", TEXT),
            Column("2", "Thực hiện", TEXT),
            Column("3", "Tỷ lệ thực hiện so với kế hoạch (%)", RATE),
            Column("4", "Đánh giá", TEXT),
        ),
        tuple(cells),
        note=f"{signs}. Chỉ tiêu phải thấp hơn một mức thì tỷ lệ dưới 100 % là tốt.",
        adds_up=False,
    )


def capital_cells(rows: pd.DataFrame) -> list[Cell]:
    """Give what was available, disbursed, and the rate, of the one row of an area or project."""
    row: Any = rows.iloc[0]
    return [
        cell(row[column], row[state])
        for column, state in (
            ("available", "value_state"),
            ("disbursed", "value_state"),
            ("disbursement_rate", "rate_state"),
        )
    ]


def capital_by_project(year: int) -> OfficialTable:
    """Give capital by project: all of it, investment and recurrent, up to a year."""
    kinds = {"": EVERY, "đầu tư phát triển": "investment", "sự nghiệp": "recurrent"}
    held = {
        kind: ask("capital_by_district", year=year, capital_source=EVERY, capital_type=kind)
        for kind in kinds.values()
    }
    held = {kind: rows[rows["area_code"].eq(PROVINCE)] for kind, rows in held.items()}
    projects = held[EVERY].drop_duplicates("project_code")
    units = projects[projects["project_code"].ne(EVERY)]

    def cells_of(project: str) -> list[Cell]:
        return [
            each
            for rows in held.values()
            for each in capital_cells(rows[rows["project_code"].eq(project)])
        ]

    columns, mark = [Column("A", "TT", TEXT), Column("B", "Dự án", TEXT)], 1
    for kind in kinds:
        words = f" vốn {kind}" if kind else " tổng số"
        columns += [
            Column(str(mark), f"Vốn được sử dụng,{words}", MONEY),
            Column(str(mark + 1), f"Đã giải ngân,{words}", MONEY),
            Column(str(mark + 2), "Tỷ lệ giải ngân (%)", RATE, ratio=(str(mark + 1), str(mark))),
        ]
        mark += 3
    rows = [
        Row(UNIT, (row.project_code, row.project_name, *cells_of(row.project_code)))
        for row in records(units)
    ]
    total = Row(TOTAL, ("", "TOÀN CHƯƠNG TRÌNH", *cells_of(EVERY)))
    return OfficialTable(
        "PL08",
        f"NGUỒN VỐN VÀ GIẢI NGÂN THEO DỰ ÁN, LŨY KẾ ĐẾN NĂM {year}",
        "Đơn vị tính: triệu đồng",
        tuple(columns),
        (*rows, total),
        note=CARRIED,
        standing=standing(*held.values()),
    )


def capital_by_district(year: int) -> OfficialTable:
    """Give capital by district, up to a year."""
    rows = ask("capital_by_district", year=year, capital_source=EVERY, capital_type=EVERY)
    held = rows[rows["project_code"].eq(EVERY)]
    return OfficialTable(
        "PL09",
        f"NGUỒN VỐN VÀ GIẢI NGÂN THEO HUYỆN, LŨY KẾ ĐẾN NĂM {year}",
        "Đơn vị tính: triệu đồng",
        (
            Column("A", "TT", TEXT),
            Column("B", "HUYỆN/THỊ XÃ/THÀNH PHỐ", TEXT),
            Column("1", "Vốn được sử dụng", MONEY),
            Column("2", "Đã giải ngân", MONEY),
            Column("3", "Tỷ lệ giải ngân (%)", RATE, ratio=("2", "1")),
        ),
        area_rows(lambda area: capital_cells(held[held["area_code"].eq(area)])),
        note=CARRIED,
        standing=standing(held),
    )


def since_baseline(year: int) -> OfficialTable:
    """Give poor households at the baseline and now, district by district."""
    first = int(common.snapshot()["baseline_year"])
    codes = (HOUSEHOLDS, POOR, common.POVERTY_RATE)
    before, now = (values_of(codes, each) for each in (first, year))
    change = {
        (row.area_code, code): cell(-row.baseline_change, row.value_state)
        for code in (POOR, common.POVERTY_RATE)
        for row in records(
            ask("indicator_by_district", indicator_code=code, year=year, settlement="total")
        )
    }

    def cells_of(area: str) -> list[Cell]:
        levels = [
            held.get((area, "total", code, EVERY), formats.NOT_SUBMITTED)
            for held in (before, now)
            for code in codes
        ]
        return [*levels, change[area, POOR], change[area, common.POVERTY_RATE]]

    return OfficialTable(
        "PL10",
        f"HỘ NGHÈO {common.when(year).upper()} SO VỚI ĐẦU KỲ",
        "",
        (
            Column("A", "TT", TEXT),
            Column("B", "HUYỆN/THỊ XÃ/THÀNH PHỐ", TEXT),
            Column("1", "Tổng số hộ, đầu kỳ"),
            Column("2", "Hộ nghèo, đầu kỳ"),
            Column("3", "Tỷ lệ đầu kỳ (%)", RATE, ratio=("2", "1")),
            Column("4", "Tổng số hộ, nay"),
            Column("5", "Hộ nghèo, nay"),
            Column("6", "Tỷ lệ nay (%)", RATE, ratio=("5", "4")),
            Column("7", "Giảm (hộ)", difference=("2", "5")),
            Column("8", "Giảm (điểm %)", RATE, difference=("3", "6")),
        ),
        area_rows(cells_of),
        standing=standing(*(official(codes, each) for each in (first, year))),
    )


@remembered
def tables(year: int) -> tuple[OfficialTable, ...]:
    """Give the tables of the annex for a year with results.

    Raises:
        NothingSubmittedError: no district has figures of the year.
    """
    common.check_year(year)
    made = (
        poverty(year),
        movements(year, "Hộ nghèo", "PL02"),
        movements(year, "Hộ cận nghèo", "PL03"),
        by_member(
            "PL04",
            f"MỨC ĐỘ THIẾU HỤT CỦA HỘ NGHÈO {common.when(year).upper()}",
            year,
            ask("deprivations_by_district", year=year, household_class="poor"),
            "member_name",
            "deprived_households",
        ),
        by_member(
            "PL05",
            f"NGUYÊN NHÂN NGHÈO DO HỘ NGHÈO NÊU {common.when(year).upper()}",
            year,
            ask("causes_by_district", year=year),
            "short_name",
            "households_by_poverty_cause",
        ),
        ethnic_minorities(year),
        target_table(),
        capital_by_project(year),
        capital_by_district(year),
        since_baseline(year),
    )
    return tuple(marked(table) for table in made)
