"""The Fund for the Poor, the houses built from it and what was given beside it."""

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.pictures.common import PROVINCE, Picture, districts_of, snapshot
from dashboard.pictures.native import bars
from dashboard.pictures.policy_columns import (
    CELLS,
    MONEY,
    SUMMED,
    by_year,
    district_picture,
    in_year,
    known_units,
    name_of,
    named_inside,
    partial,
    said,
    year_picture,
    year_rows,
)
from dashboard.store.database import ask, remembered
from dashboard.words import formats, programme_sentences
from dashboard.words.frames import records

UNITY_HOUSES = {
    "great_unity_houses_new": "Nhà Đại đoàn kết xây mới",
    "great_unity_houses_repaired": "Nhà Đại đoàn kết sửa chữa",
}
DONATIONS = {
    "social_security_mobilised": "Ủng hộ an sinh ngoài Quỹ (triệu đồng)",
    "households_helped_by_sponsors": "Hộ nghèo được nhận giúp đỡ",
}
UNITY_HOUSES_SAID = {
    "great_unity_houses_new": "nhà Đại đoàn kết xây mới",
    "great_unity_houses_repaired": "nhà Đại đoàn kết sửa chữa",
}
DONATIONS_SAID = {
    "social_security_mobilised": "triệu đồng ủng hộ an sinh xã hội ngoài Quỹ",
    "households_helped_by_sponsors": "hộ nghèo được tổ chức, cá nhân nhận giúp đỡ",
}
FUND_LEVELS = {
    "Tất cả các cấp": "all",
    "Cấp tỉnh": "province",
    "Cấp huyện": "district",
    "Cấp xã": "commune",
}
FUND_COLUMNS = {
    "opening": "Dư năm trước chuyển sang",
    "raised": "Vận động",
    "spent": "Đã chi hỗ trợ",
    "closing": "Dư cuối năm",
}
FUND_FORMULA = "dư cuối năm = dư năm trước chuyển sang + vận động − đã chi"


@remembered
def unity_houses(year: int, area_code: str | None) -> Picture:
    """Give the Great Unity houses built and repaired over the years."""
    finding = said("nhà Đại đoàn kết", UNITY_HOUSES_SAID, area_code, year)
    line = f"Nhà Đại đoàn kết (nhà) · {named_inside(area_code)} · theo năm · {SUMMED}"
    return by_year("nha-dai-doan-ket", UNITY_HOUSES, year, area_code, finding, line)


@remembered
def donations(year: int, area_code: str | None) -> Picture:
    """Give what was donated outside the Fund, and the households helped, over the years."""
    finding = said("ủng hộ ngoài Quỹ", DONATIONS_SAID, area_code, year)
    line = f"Ủng hộ an sinh xã hội ngoài Quỹ · {named_inside(area_code)} · theo năm · {SUMMED}"
    return by_year("ung-ho-ngoai-quy", DONATIONS, year, area_code, finding, line)


def fund(year: int, area_code: str | None, level: str) -> tuple[Picture, ...]:
    """Give the Fund over the years and by district; its provincial level has no districts."""
    if level == "province":
        return (fund_by_year(year, None, level),)
    return fund_by_year(year, area_code, level), fund_by_district(year, level, area_code)


@remembered
def fund_by_year(year: int, area_code: str | None, level: str) -> Picture:
    """Give what the Fund of an area held, raised and spent over the years."""
    values = ask("fund_balances", member_code=level)
    values = values[values["area_code"].eq(area_code or PROVINCE)]
    name = fund_name(level)
    if level != "province":
        name = f"{name} {named_inside(area_code)}"
    chosen = values[values["year"].eq(year)].iloc[0]
    finding = programme_sentences.fund_balance(
        in_year(year),
        name,
        raised=chosen["raised"],
        spent=chosen["spent"],
        closing=chosen["closing"],
        state=chosen["value_state"],
        lacks_province=area_code is None and level == "all" and not chosen["has_province_fund"],
        **known_units(chosen),
    )
    values = values[values["year"].gt(int(snapshot()["baseline_year"]))]
    values = values.assign(row_text=year_rows(values))
    picture = year_picture(
        "quy-theo-nam",
        finding,
        f"{name} · triệu đồng · theo năm",
        fund_cells(values).assign(note=""),
        values,
        formula=FUND_FORMULA,
    )
    differences = [
        formats.NOT_APPLICABLE if pd.isna(row.unexplained) else formats.number(row.unexplained)
        for row in records(values)
    ]
    return replace(
        picture, table=picture.table.assign(**{"Chênh với dư chuyển sang năm sau": differences})
    )


@remembered
def fund_by_district(year: int, level: str, highlight: str | None) -> Picture:
    """Give what the Fund of each district held, raised and spent in a year."""
    values = ask("fund_balances", member_code=level)
    values = values[values["year"].eq(year)]
    known = values[values["level"].eq("district") & values["raised"].notna()]
    most = known["raised"].max() if len(known) else None
    names = [] if most is None else list(known.loc[known["raised"].eq(most), "area_name"])
    finding = programme_sentences.most_raised(
        in_year(year),
        fund_name(level),
        names,
        most,
        state=str(values["value_state"].iloc[0]),
        is_alone=len(known) == 1,
    )
    values = values.assign(row_text=[name_of(row) for row in records(values)])
    line = f"{fund_name(level)} · triệu đồng · {in_year(year)}"
    return district_picture(
        "quy-theo-huyen",
        finding,
        line,
        fund_cells(values),
        highlight,
        values,
        formula=FUND_FORMULA,
        native=bars(
            districts_of(values), {"Vận động": "raised", "Đã chi hỗ trợ": "spent"}, unit=MONEY
        ),
    )


def fund_name(level: str) -> str:
    """Name the Fund, or one level of it."""
    names = {code: name for name, code in FUND_LEVELS.items()}
    own = "" if level == "all" else f" {names[level].lower()}"
    return f"Quỹ Vì người nghèo{own}"


def fund_cells(values: pd.DataFrame) -> pd.DataFrame:
    """Give the four amounts of each row of balances."""
    return pd.DataFrame(
        [
            (
                row.area_code,
                row.level,
                row.row_text,
                head,
                MONEY,
                amount,
                float("nan"),
                text,
                row.is_estimate,
                f"Toàn tỉnh {text}",
            )
            for row in records(values)
            for column, head in FUND_COLUMNS.items()
            for amount in [getattr(row, column)]
            for text in [amount_text(row, amount)]
        ],
        columns=CELLS,
    )


def amount_text(row: Any, amount: float) -> str:  # noqa: ANN401 a row of the answer
    """Print an amount of a row of balances, or why there is none."""
    if row.value_state != "reported" or pd.isna(amount):
        return formats.STATES.get(row.value_state, formats.NOT_SUBMITTED)
    return formats.number(amount) + partial(row.units_reported, row.units_expected)
