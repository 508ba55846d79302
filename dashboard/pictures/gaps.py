"""Who is left behind: town and country, ethnic minorities, mountain districts."""

from typing import Any

import pandas as pd

from dashboard.charts import comparison
from dashboard.charts.gaps import gap_dumbbells, gap_lines
from dashboard.pictures.common import (
    PROVINCE,
    Picture,
    made,
    snapshot,
    when,
    year_kind,
    year_label,
)
from dashboard.pictures.native import bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, gap_sentences
from dashboard.words.frames import records

WHOLE_PROVINCE = "Toàn tỉnh"
SIMILAR = f"chênh dưới {formats.number(comparison.SIMILAR_WITHIN, 2)} điểm % coi là ngang nhau"
SMALL = f"{comparison.SMALL_POOR}, không nêu là cách xa nhất"
SETTLEMENT_FORMULA = "khoảng cách = tỷ lệ nông thôn − tỷ lệ thành thị"
ETHNIC_FORMULA = "khoảng cách = hộ nghèo DTTS ÷ tổng số hộ DTTS × 100 − hộ nghèo ÷ tổng số hộ × 100"
MOUNTAIN_FORMULA = (
    "tỷ lệ của nhóm = tổng hộ nghèo các huyện ÷ tổng số hộ các huyện × 100; "
    "khoảng cách = tỷ lệ miền núi − tỷ lệ các huyện còn lại"
)


def counted(units: Any) -> int:  # noqa: ANN401 a cell of a frame
    """Give a number of districts; none reported is 0."""
    return 0 if pd.isna(units) else int(units)


def expected(units: Any) -> int:  # noqa: ANN401 a cell of a frame
    """Give how many districts are expected; all of them where nothing was reported."""
    return int(snapshot()["units_expected"]) if pd.isna(units) else int(units)


def with_mark(name: str, year: int) -> str:
    """Name a group on a picture, marked where its figures are estimates."""
    return f"{name} (ước)" if year_kind(year) == "estimate" else name


def signed_points(points: float) -> str:
    """Print a difference with its sign: `+1,38 điểm %`."""
    text = formats.with_unit(points, "điểm %")
    return f"+{text}" if points > 0 and formats.number(points, 2).strip("0,") else text


def reasons(*states: str) -> str:
    """Say why two groups cannot be compared: `… chưa nộp`, `– không áp dụng`."""
    state = "not_submitted" if "not_submitted" in states else "not_applicable"
    return f"{formats.STATES[state]} {formats.STATE_REASONS[state]}"


def gap_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Give what stands beside a row of two groups: their gap, or why there is none."""
    if pd.notna(row.gap):
        return formats.small(signed_points(row.gap), small=row.is_small)
    if row.first_state == row.second_state == "reported":
        return district_sentences.coverage(row.units_reported, row.units_expected).strip(" ()")
    return reasons(row.first_state, row.second_state)


def gap_finding(values: pd.DataFrame, first: str, second: str, year: int) -> str:
    """Say how far two groups are apart; districts with small numbers are never the furthest."""
    province = values[values["level"].eq("province")].iloc[0]
    districts = values[values["level"].eq("district") & values["gap"].notna()]
    higher = districts[districts["comparison"].eq("worse")]
    ranked = higher[~higher["is_small"]]
    widest = ranked["gap"].max()
    return gap_sentences.group_gap(
        first,
        second,
        when(year),
        province=province["gap"],
        higher=len(higher),
        compared=len(districts),
        names=list(ranked.loc[ranked["gap"].eq(widest), "area_name"]),
        widest=widest,
        known=counted(province["units_reported"]),
        expected=expected(province["units_expected"]),
    )


def gap_picture(
    name: str,
    finding: str,
    line: str,
    values: pd.DataFrame,
    *,
    first: str,
    second: str,
    year: int,
    highlight: str | None,
    formula: str,
) -> Picture:
    """Put the dumbbells of two groups together with their table."""
    rows = values.assign(
        area_name=values["area_name"].where(values["level"].eq("district"), WHOLE_PROVINCE),
        gap_text=[gap_text(row) for row in records(values)],
    )
    table = pd.DataFrame(
        {
            "Đơn vị": rows["area_name"],
            f"{first} (%)": [
                formats.in_state(row.first_value, "%", row.first_state) for row in records(rows)
            ],
            f"{second} (%)": [
                formats.in_state(row.second_value, "%", row.second_state) for row in records(rows)
            ],
            "Khoảng cách": rows["gap_text"],
        }
    )
    figure = gap_dumbbells(
        rows,
        unit="%",
        first=with_mark(first, year),
        second=with_mark(second, year),
        apart=PROVINCE,
        highlight=highlight,
    )
    native = bars(values, {first: "first_value", second: "second_value"}, unit="%")
    return made(name, finding, line, figure, table, values, formula=formula, native=native)


@remembered
def town_and_country(year: int, highlight: str | None) -> Picture:
    """Give the poverty rates of rural and urban areas by district."""
    values = ask("settlement_gap", year=year)
    line = (
        f"Tỷ lệ hộ nghèo (%) · nông thôn và thành thị, không theo ô “Khu vực” · {when(year)} · "
        f"{SIMILAR} · {SMALL}"
    )
    return gap_picture(
        "nong-thon-thanh-thi",
        gap_finding(values, "nông thôn", "thành thị", year),
        line,
        values,
        first="Nông thôn",
        second="Thành thị",
        year=year,
        highlight=highlight,
        formula=SETTLEMENT_FORMULA,
    )


@remembered
def ethnic_minorities(year: int, settlement: str, highlight: str | None) -> Picture:
    """Give the poverty rates of ethnic-minority and of all households by district."""
    values = ask("ethnic_gap", year=year, settlement=settlement)
    line = (
        f"Tỷ lệ hộ nghèo (%) · {formats.SETTLEMENTS[settlement]} · {when(year)} · "
        f"– không áp dụng: không có hộ DTTS · {SIMILAR} · {SMALL}"
    )
    return gap_picture(
        "dan-toc-thieu-so",
        gap_finding(values, "hộ DTTS", "tất cả các hộ", year),
        line,
        values,
        first="Hộ DTTS",
        second="Tất cả các hộ",
        year=year,
        highlight=highlight,
        formula=ETHNIC_FORMULA,
    )


def mountain_names() -> list[str]:
    """Give the mountain districts in official order."""
    districts = ask("districts")
    return list(districts.loc[districts["area_group"].eq("mountain"), "area_name"])


def groups_note() -> str:
    """Say which districts the two groups hold."""
    districts = ask("districts")
    others = districts.loc[districts["area_group"].ne("mountain"), "area_name"]
    return (
        f"miền núi: {formats.area_list(mountain_names())}; "
        f"còn lại: {formats.area_list(list(others))}"
    )


def mountain_of(year: int, settlement: str) -> pd.Series:
    """Give the row of a year of the two groups of districts."""
    values = ask("mountain_gap", settlement=settlement)
    return values[values["year"].eq(year)].iloc[0]


@remembered
def mountain(year: int, settlement: str) -> Picture:
    """Give the poverty rates of the mountain districts and of the others over the years."""
    values = ask("mountain_gap", settlement=settlement)
    baseline_year = int(snapshot()["baseline_year"])
    now, start = (mountain_of(each, settlement) for each in (year, baseline_year))
    finding = gap_sentences.mountain_gap(
        when(year),
        gap=now["gap"],
        start=None if year == baseline_year else start["gap"],
        known=int(now["units_reported"]),
        expected=int(now["units_expected"]),
    )
    rows = values.assign(
        year_text=[year_label(row.year, is_estimate=row.is_estimate) for row in records(values)],
        first_value=values["mountain_rate"],
        second_value=values["other_rate"],
        first_text=[formats.number(rate, 2) for rate in values["mountain_rate"]],
        second_text=[formats.number(rate, 2) for rate in values["other_rate"]],
        gap_text=[formats.with_unit(gap, "điểm %") for gap in values["gap"]],
    )
    table = pd.DataFrame(
        {
            "Năm": rows["year_text"],
            "Miền núi (%)": rows["first_text"],
            "Các huyện còn lại (%)": rows["second_text"],
            "Khoảng cách": rows["gap_text"],
            "Miền núi trong hộ nghèo của tỉnh (%)": [
                formats.number(share, 2) for share in values["mountain_share_poor"]
            ],
            "Miền núi trong số hộ của tỉnh (%)": [
                formats.number(share, 2) for share in values["mountain_share_households"]
            ],
        }
    )
    line = f"Tỷ lệ hộ nghèo (%) · {formats.SETTLEMENTS[settlement]} · {groups_note()}"
    figure = gap_lines(rows, unit="%", first="Miền núi", second="Các huyện còn lại")
    return made("mien-nui", finding, line, figure, table, values, formula=MOUNTAIN_FORMULA)
