"""What was done: houses, credit, insurance and other support, Fund for the Poor, commendations."""

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.charts.progress import progress_columns
from dashboard.pictures.common import (
    PROVINCE,
    Picture,
    district_codes,
    districts_of,
    made,
    snapshot,
    year_kind,
    year_label,
)
from dashboard.pictures.native import Native, bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, programme_sentences
from dashboard.words.frames import records

PROVINCE_NAME = "toàn tỉnh"
# The forms do not ask for towns and countryside apart.
EVERYWHERE = formats.SETTLEMENTS["total"]
HOUSES, MONEY, HOUSEHOLDS = "nhà", "triệu đồng", "hộ"
CREDIT = {
    "policy_credit_loans": "Lượt hộ vay",
    "policy_credit_disbursed": "Doanh số cho vay (triệu đồng)",
    "policy_credit_outstanding": "Dư nợ (triệu đồng)",
    "policy_credit_overdue_rate": "Tỷ lệ nợ quá hạn (%)",
}
SUPPORT = {
    "health_insurance_cards_poor": "Thẻ BHYT hộ nghèo",
    "health_insurance_cards_near_poor": "Thẻ BHYT hộ cận nghèo",
    "health_insurance_spending": "Kinh phí thẻ (triệu đồng)",
    "tuition_supported_students": "Học phí (lượt học sinh)",
    "electricity_supported_households": "Tiền điện (lượt hộ)",
    "legal_aid_cases": "Trợ giúp pháp lý (vụ việc)",
    "job_connected_workers": "Kết nối việc làm (người)",
}
UNITY_HOUSES = {
    "great_unity_houses_new": "Nhà Đại đoàn kết xây mới",
    "great_unity_houses_repaired": "Nhà Đại đoàn kết sửa chữa",
}
DONATIONS = {
    "social_security_mobilised": "Ủng hộ an sinh ngoài Quỹ (triệu đồng)",
    "households_helped_by_sponsors": "Hộ nghèo được nhận giúp đỡ",
}
# How a count is said after its number.
CARDS_SAID = {
    "health_insurance_cards_poor": "thẻ BHYT hộ nghèo",
    "health_insurance_cards_near_poor": "thẻ BHYT hộ cận nghèo",
    "tuition_supported_students": "lượt học sinh được hỗ trợ học phí, chi phí học tập",
}
SUPPORT_SAID = {
    "electricity_supported_households": "lượt hộ được hỗ trợ tiền điện",
    "legal_aid_cases": "vụ việc trợ giúp pháp lý",
    "job_connected_workers": "người được kết nối việc làm",
}
UNITY_HOUSES_SAID = {
    "great_unity_houses_new": "nhà Đại đoàn kết xây mới",
    "great_unity_houses_repaired": "nhà Đại đoàn kết sửa chữa",
}
DONATIONS_SAID = {
    "social_security_mobilised": "triệu đồng ủng hộ an sinh xã hội ngoài Quỹ",
    "households_helped_by_sponsors": "hộ nghèo được tổ chức, cá nhân nhận giúp đỡ",
}
RECEIVERS = {
    "collectives": "Tập thể",
    "individuals": "Cá nhân",
    "households": "Hộ gia đình",
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
SUMMED = "dưới tên cột là số cộng các năm"
FUND_FORMULA = "dư cuối năm = dư năm trước chuyển sang + vận động − đã chi"
NO_COVERAGE = "không tính tỷ lệ có thẻ BHYT: thẻ của năm cấp theo danh sách hộ năm trước"
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


# Temporary houses


@remembered
def houses(year: int, highlight: str | None) -> Picture:
    """Give how many of the temporary houses on the list each district removed."""
    values = ask("temporary_houses", year=year)
    listed = int(values["list_year"].iloc[0])
    cells = pd.DataFrame(
        [cell for row in records(values) for cell in house_cells(row)], columns=CELLS
    )
    province = values.iloc[-1]
    rated = values[values["level"].eq("district") & values["completion_rate"].notna()]
    lowest = rated["completion_rate"].min() if len(rated) else None
    finding = programme_sentences.houses_removed(
        in_year(year),
        in_year(listed),
        state=str(province["asked_state"]),
        completed=province["completed"],
        to_remove=province["to_remove"],
        rate=province["completion_rate"],
        behind=[]
        if lowest is None or lowest >= 100
        else list(rated.loc[rated["completion_rate"].eq(lowest), "area_name"]),
        lowest=lowest,
        **known_units(province),
    )
    line = f"Nhà tạm, nhà dột nát · danh sách {in_year(listed)} · đã làm / cần làm (nhà)"
    return district_picture(
        "nha-tam",
        finding,
        line,
        cells,
        highlight,
        values,
        formula="số nhà hoàn thành / số nhà cần xóa theo danh sách của năm",
        native=bars(
            districts_of(values),
            {"Trong danh sách": "to_remove", "Hoàn thành": "completed"},
            unit="nhà",
        ),
    )


def house_cells(row: Any) -> list[tuple]:  # noqa: ANN401 a row of the answer
    """Give the four measures of an area's temporary houses."""
    measures = (
        (
            "Hoàn thành",
            row.completed,
            row.to_remove,
            row.house_state,
            row.completion_rate,
            row.units_reported,
        ),
        (
            "Đã khởi công",
            row.started,
            row.started_to_remove,
            row.started_state,
            None,
            row.started_units,
        ),
        (
            "Xây mới hoàn thành",
            row.new_completed,
            row.new_to_remove,
            row.new_state,
            None,
            row.new_units,
        ),
        (
            "Sửa chữa hoàn thành",
            row.repaired_completed,
            row.repaired_to_remove,
            row.repaired_state,
            None,
            row.repaired_units,
        ),
    )
    cells = []
    for head, done, needed, state, rate, units in measures:
        text = part_text(done, needed, state, rate)
        count = part_text(done, needed, state)
        note = of_province(count, units, row.units_expected)
        cells.append(
            (
                row.area_code,
                row.level,
                name_of(row),
                head,
                HOUSES,
                done,
                needed,
                text,
                row.is_estimate,
                note,
            )
        )
    return cells


def part_text(done: float, whole: float, state: str, rate: float | None = None) -> str:
    """Print what was done of what was to do: `33/44`, `33/44 · 75,00 %`, or why there is none."""
    if state != "reported":
        return formats.STATES[state]
    text = f"{formats.number(done)}/{formats.number(whole)}"
    return text if rate is None or pd.isna(rate) else f"{text} · {formats.with_unit(rate, '%')}"


@remembered
def house_funding(year: int, highlight: str | None) -> Picture:
    """Give the money that the removal of temporary houses took, by where it came from."""
    values = ask("temporary_houses", year=year)
    listed = int(values["list_year"].iloc[0])
    columns = {
        "funding": "Tổng kinh phí",
        "funding_central": "Ngân sách trung ương",
        "funding_local": "Ngân sách địa phương",
        "funding_social": "Xã hội hóa",
    }
    expected = int(values["level"].eq("district").sum())
    cells = pd.DataFrame(
        [
            (
                row.area_code,
                row.level,
                name_of(row),
                head,
                MONEY,
                getattr(row, column),
                float("nan"),
                text,
                row.is_estimate,
                of_province(text, row.funding_units, expected),
            )
            for row in records(values)
            for column, head in columns.items()
            for text in [
                formats.in_state(getattr(row, column), MONEY, getattr(row, f"{column}_state"))
            ]
        ],
        columns=CELLS,
    )
    province = values.iloc[-1]
    finding = programme_sentences.houses_funded(
        in_year(listed),
        total=province["funding"],
        social_share=province["social_share"],
        known=int(province["funding_units"]),
        expected=expected,
    )
    line = f"Kinh phí xóa nhà tạm, nhà dột nát (triệu đồng) · {in_year(listed)}"
    return district_picture("kinh-phi-nha-tam", finding, line, cells, highlight, values)


@remembered
def published() -> pd.DataFrame:
    """Give what was published about policies in the period beside what the districts sent."""
    rows = ask("published_policies")
    return pd.DataFrame(
        {
            "Chỉ tiêu": rows["indicator_name"],
            "Thời điểm": rows["period"],
            "Số đã công bố": [published_text(row) for row in records(rows)],
            "Số các huyện nộp": [
                formats.with_unit(row.submitted_value, row.submitted_unit, row.submitted_state)
                + (
                    district_sentences.coverage(row.units_reported, row.units_expected)
                    if row.submitted_state == "reported"
                    else ""
                )
                for row in records(rows)
            ],
            "Ghi chú": rows["note"].fillna(""),
            "Nguồn": rows["source_title"],
        }
    )


def published_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Print a published figure as it was printed, "khoảng" where its source rounds."""
    if isinstance(row.value_text, str):
        return row.value_text
    decimals = 0 if float(row.value).is_integer() else 2
    about = "khoảng " if row.is_approximate else ""
    return f"{about}{formats.number(row.value, decimals)} {row.unit}"


# What is counted: one question, by district or by year


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


# Credit


@remembered
def credit_by_year(year: int, area_code: str | None) -> Picture:
    """Give the policy loans of an area over the years."""
    figures = figures_of(tuple(CREDIT), area_code, year)
    known, expected = least_known(figures)
    loans, lent, outstanding, overdue_rate = figures["value"]
    place = named_inside(area_code)
    finding = programme_sentences.policy_credit(
        in_year(year),
        place,
        loans=loans,
        lent=lent,
        outstanding=outstanding,
        overdue_rate=overdue_rate,
        state=str(figures["value_state"].iloc[0]),
        known=known,
        expected=expected,
    )
    line = f"Tín dụng chính sách · {place} · theo năm; dư nợ là số cuối năm · {SUMMED}"
    return by_year("tin-dung-theo-nam", CREDIT, year, area_code, finding, line)


@remembered
def credit_by_district(year: int, highlight: str | None) -> Picture:
    """Give the policy loans of each district in a year."""
    values = counts(CREDIT)
    rates = values[
        values["year"].eq(year)
        & values["level"].eq("district")
        & values["indicator_code"].eq("policy_credit_overdue_rate")
    ]
    finding = programme_sentences.overdue_by_district(
        in_year(year),
        [
            (row.area_name, row.value_text, row.value)
            for row in records(rates[rates["value"].notna()])
        ],
        state=str(rates["value_state"].iloc[0]),
    )
    line = f"Tín dụng chính sách · {in_year(year)}"
    return by_district("tin-dung-theo-huyen", CREDIT, year, highlight, finding, line)


# Insurance, schooling, electricity, legal aid, jobs


@remembered
def support_by_district(year: int, highlight: str | None) -> Picture:
    """Give the cards, pupils, households, cases and workers supported in each district."""
    finding = said("thẻ BHYT, học phí", CARDS_SAID, None, year)
    line = f"Số thẻ, lượt, vụ việc · {in_year(year)} · {NO_COVERAGE}"
    return by_district("ho-tro-theo-huyen", SUPPORT, year, highlight, finding, line)


@remembered
def support_by_year(year: int, area_code: str | None) -> Picture:
    """Give the cards, pupils, households, cases and workers supported over the years."""
    finding = said("tiền điện, trợ giúp pháp lý, việc làm", SUPPORT_SAID, area_code, year)
    place = named_inside(area_code)
    line = f"Số thẻ, lượt, vụ việc · {place} · theo năm · {SUMMED} · {NO_COVERAGE}"
    return by_year("ho-tro-theo-nam", SUPPORT, year, area_code, finding, line)


# The Fund for the Poor, the houses built from it and what was given beside it


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


# Commendations


@remembered
def awards_by_form(year: int, area_code: str | None) -> Picture:
    """Give who was proposed for and given an award of each form in a year."""
    values = ask("awards_by_form", area_code=area_code or PROVINCE, year=year)
    place = named_inside(area_code)
    known, expected = least_known(values)
    forms = values.drop_duplicates("member_code")
    forms = forms[forms["form_commended"].notna()]
    finding = programme_sentences.awards_by_form(
        in_year(year),
        place,
        [(row.form_name, row.form_commended) for row in records(forms)],
        state=str(values["value_state"].iloc[0]),
        known=known,
        expected=expected,
    )
    rows = values.assign(
        area_code="",
        row_text=values["form_name"],
        level="",
        column_text=values["receiver"].map(RECEIVERS),
        value=values["commended"],
        whole=values["proposed"],
        value_text=[
            part_text(row.commended, row.proposed, row.value_state) for row in records(values)
        ],
        note="",
    )
    table = pd.DataFrame(
        {
            "Hình thức": values["form_name"],
            "Đối tượng": rows["column_text"],
            "Được khen thưởng": [
                formats.in_state(row.commended, row.unit, row.value_state)
                for row in records(values)
            ],
            "Được đề nghị": [
                formats.in_state(row.proposed, row.unit, row.value_state) for row in records(values)
            ],
            "Khen thưởng, cộng từ đầu": [
                formats.in_state(row.commended_total, row.unit, row.value_state)
                for row in records(values)
            ],
            "Đề nghị, cộng từ đầu": [
                formats.in_state(row.proposed_total, row.unit, row.value_state)
                for row in records(values)
            ],
        }
    )
    line = (
        f"Được khen thưởng / được đề nghị · {place} · {in_year(year)} · chỉ tổng hợp số lượng · "
        f"{EVERYWHERE}"
    )
    figure = progress_columns(rows.assign(column_note=""))
    return made("khen-thuong-theo-hinh-thuc", finding, line, figure, table, values)


@remembered
def awards_by_district(year: int, highlight: str | None) -> Picture:
    """Give the awards and the applications to leave the list in each district in a year."""
    values = ask("awards_by_district", year=year)
    province = values.iloc[-1]
    finding = programme_sentences.policy_counts(
        "khen thưởng",
        in_year(year),
        PROVINCE_NAME,
        [
            (province["collectives_commended"], "tập thể"),
            (province["individuals_commended"], "cá nhân"),
            (province["households_commended"], "hộ gia đình được khen thưởng"),
            (province["exit_applications"], "hộ có đơn tự nguyện xin thoát nghèo"),
        ],
        state=province["award_state"],
        **known_units(province),
    )
    cells = pd.DataFrame(
        [cell for row in records(values) for cell in award_cells(row)], columns=CELLS
    )
    line = f"Được khen thưởng / được đề nghị · {in_year(year)} · chỉ tổng hợp số lượng"
    native = bars(
        districts_of(values),
        {
            "Tập thể": "collectives_commended",
            "Cá nhân": "individuals_commended",
            "Hộ gia đình": "households_commended",
        },
        unit="đơn vị khen",
    )
    return district_picture("khen-thuong", finding, line, cells, highlight, values, native=native)


def award_cells(row: Any) -> list[tuple]:  # noqa: ANN401 a row of the answer
    """Give the awards of an area by receiver, and its applications to leave the list."""
    cells = []
    for receiver, head in RECEIVERS.items():
        given, asked = (getattr(row, f"{receiver}_{kind}") for kind in ("commended", "proposed"))
        text = part_text(given, asked, row.award_state)
        cells.append(
            (
                row.area_code,
                row.level,
                name_of(row),
                head,
                "khen thưởng",
                given,
                asked,
                text,
                row.is_estimate,
                of_province(text, row.units_reported, row.units_expected),
            )
        )
    text = formats.in_state(row.exit_applications, HOUSEHOLDS, row.exit_state)
    cells.append(
        (
            row.area_code,
            row.level,
            name_of(row),
            "Đơn tự nguyện xin thoát nghèo",
            HOUSEHOLDS,
            row.exit_applications,
            float("nan"),
            text,
            row.is_estimate,
            of_province(text, row.exit_units, row.units_expected),
        )
    )
    return cells
