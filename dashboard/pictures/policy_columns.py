"""Columns of policy figures by district or by year, and how they are said."""

from typing import Any

import pandas as pd

from dashboard.charts.progress import progress_columns
from dashboard.pictures.common import (
    PROVINCE,
    Picture,
    district_codes,
    made,
    snapshot,
    year_kind,
    year_label,
)
from dashboard.pictures.native import Native
from dashboard.store.database import ask
from dashboard.words import formats, programme_sentences
from dashboard.words.frames import records

PROVINCE_NAME = "toàn tỉnh"
# The forms do not ask for towns and countryside apart.
EVERYWHERE = formats.SETTLEMENTS["total"]
MONEY, HOUSEHOLDS = "triệu đồng", "hộ"
SUMMED = "dưới tên cột là số cộng các năm"
CELLS = [
    "area_code",
    "level",
    "row_text",
    "column_text",
    "unit",
    "value",
    "whole",
    "value_text",
    "is_estimate",
    "note",
]


def in_year(year: int) -> str:
    """Name a year that something was done in, inside a sentence: `năm 2024`, `đầu kỳ`."""
    if year == int(snapshot()["baseline_year"]):
        return formats.BASELINE
    return f"năm {year_label(year, is_estimate=year_kind(year) == 'estimate')}"


def known_units(row: pd.Series) -> dict[str, int]:
    """Give how many districts a figure stands on, of how many."""
    return {"known": int(row["units_reported"]), "expected": int(row["units_expected"])}


def of_province(text: str, units_reported: int, units_expected: int) -> str:
    """Give the note under the head of a column: the province's value and how many are in it."""
    return f"Toàn tỉnh {text}{partial(units_reported, units_expected)}"


def district_picture(
    name: str,
    finding: str,
    line: str,
    cells: pd.DataFrame,
    highlight: str | None,
    data: pd.DataFrame,
    *,
    table: pd.DataFrame | None = None,
    formula: str | None = None,
    native: Native | None = None,
) -> Picture:
    """Put columns of bars by district together, the province under the heads of the columns."""
    notes = cells[cells["level"].eq("province")].set_index("column_text")["note"]
    bars = cells[cells["level"].eq("district")]
    bars = bars.assign(column_note=bars["column_text"].map(notes))
    if table is None:
        table = wide(cells, "Đơn vị")
    return made(
        name,
        finding,
        f"{line} · {EVERYWHERE}",
        progress_columns(bars, highlight=highlight),
        table,
        data,
        formula=formula,
        native=native,
    )


def year_picture(
    name: str,
    finding: str,
    line: str,
    cells: pd.DataFrame,
    data: pd.DataFrame,
    *,
    formula: str | None = None,
) -> Picture:
    """Put columns of bars by year together, the sum over the years under the heads."""
    bars = cells.assign(column_note=cells["note"], area_code="")
    return made(
        name,
        finding,
        f"{line} · {EVERYWHERE}",
        progress_columns(bars),
        wide(cells, "Năm"),
        data,
        formula=formula,
    )


def wide(cells: pd.DataFrame, head: str) -> pd.DataFrame:
    """Give the printed cells with one row a row of the picture and one column a column."""
    rows = list(dict.fromkeys(cells["row_text"]))
    table = pd.DataFrame({head: rows})
    for name in dict.fromkeys(cells["column_text"]):
        own = cells[cells["column_text"].eq(name)].set_index("row_text")["value_text"]
        table[name] = [own[row] for row in rows]
    return table


def name_of(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Name an area in a row: a district, or the province."""
    return "Toàn tỉnh" if row.level == "province" else row.area_name


def part_text(done: float, whole: float, state: str, rate: float | None = None) -> str:
    """Print what was done of what was to do: `33/44`, `33/44 · 75,00 %`, or why there is none."""
    if state != "reported":
        return formats.STATES[state]
    text = f"{formats.number(done)}/{formats.number(whole)}"
    return text if rate is None or pd.isna(rate) else f"{text} · {formats.with_unit(rate, '%')}"


def counts(measures: dict[str, str]) -> pd.DataFrame:
    """Give the figures of some indicators, their printed values and the heads of their columns."""
    values = ask("policy_counts", indicator_codes=tuple(measures))
    return values.assign(
        column_text=values["indicator_code"].map(measures),
        value_text=[
            formats.in_state(row.value, row.unit, row.value_state) for row in records(values)
        ],
        whole=float("nan"),
    )


def by_district(
    name: str, measures: dict[str, str], year: int, highlight: str | None, finding: str, line: str
) -> Picture:
    """Give some counts of a year by district; the table adds the sums since the first year."""
    values = counts(measures)
    values = values[values["year"].eq(year)]
    values = values.assign(
        row_text=[name_of(row) for row in records(values)],
        note=[
            of_province(row.value_text, row.units_reported, row.units_expected)
            for row in records(values)
        ],
    )
    table = wide(values, "Đơn vị")
    for head in measures.values():
        own = values[values["column_text"].eq(head)]
        if own["total"].notna().any():
            place = list(table.columns).index(head) + 1
            table.insert(
                place,
                f"{head}, cộng từ đầu",
                [formats.in_state(row.total, row.unit, row.value_state) for row in records(own)],
            )
    return district_picture(name, finding, line, values[CELLS], highlight, values, table=table)


def by_year(
    name: str, measures: dict[str, str], year: int, area_code: str | None, finding: str, line: str
) -> Picture:
    """Give some counts of an area over the years, and their sums up to a year."""
    values = counts(measures)
    values = values[
        values["area_code"].eq(area_code or PROVINCE)
        & values["year"].gt(int(snapshot()["baseline_year"]))
    ]
    totals = values[values["year"].eq(year)].set_index("column_text")["total"]
    first = int(values["year"].min())
    until = year_label(year, is_estimate=year_kind(year) == "estimate")
    values = values.assign(
        row_text=year_rows(values),
        value_text=[
            row.value_text + partial(row.units_reported, row.units_expected)
            if row.value_state == "reported"
            else row.value_text
            for row in records(values)
        ],
        note=[
            ""
            if year <= first or pd.isna(totals[row.column_text])
            else f"{first}–{until}: {formats.number(totals[row.column_text])}"
            for row in records(values)
        ],
    )
    return year_picture(name, finding, line, values[CELLS], values)


def year_rows(values: pd.DataFrame) -> list[str]:
    """Give the label of each row's year, one label a year even where one measure is missing."""
    return [
        year_label(row.year, is_estimate=year_kind(row.year) == "estimate")
        for row in records(values)
    ]


def partial(units_reported: int, units_expected: int) -> str:
    """Say on how many districts a value stands, where it is not all of them: ` (10/11)`."""
    return "" if units_reported == units_expected else f" ({units_reported}/{units_expected})"


def named_inside(area_code: str | None) -> str:
    """Name an area inside a sentence."""
    names = {code: name for name, code in district_codes().items()}
    return PROVINCE_NAME if area_code is None else names[area_code]


def figures_of(codes: tuple[str, ...], area_code: str | None, year: int) -> pd.DataFrame:
    """Give the figures of an area in a year, one row an indicator."""
    values = ask("policy_counts", indicator_codes=codes)
    return values[values["area_code"].eq(area_code or PROVINCE) & values["year"].eq(year)]


def least_known(figures: pd.DataFrame) -> tuple[int, int]:
    """Give on how many districts, of how many, the least known figure stands."""
    known = figures[figures["value_state"].eq("reported")]
    return (
        (0, 0)
        if known.empty
        else (int(known["units_reported"].min()), int(known["units_expected"].max()))
    )


def said(subject: str, phrases: dict[str, str], area_code: str | None, year: int) -> str:
    """Say some counts of an area in a year."""
    figures = figures_of(tuple(phrases), area_code, year)
    known, expected = least_known(figures)
    return programme_sentences.policy_counts(
        subject,
        in_year(year),
        named_inside(area_code),
        [(row.value, phrases[row.indicator_code]) for row in records(figures)],
        state=str(figures["value_state"].iloc[0]),
        known=known,
        expected=expected,
    )
