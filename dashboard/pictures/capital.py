"""What the money did: plan, carried in, allotted, disbursed, by year, district, project, source."""

import pandas as pd

from dashboard.charts.bars import ranked_bars
from dashboard.charts.heat import heat
from dashboard.charts.pairs import paired_bars
from dashboard.charts.panels import two_panels
from dashboard.pictures.common import PROVINCE, Picture, made, place_of, year_kind
from dashboard.pictures.native import NativeTable, bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, programme_sentences
from dashboard.words.frames import records

ALL = "Tất cả"
MONEY = "triệu đồng"
# Classes of a disbursement rate, in percent.
LIMITS = (50, 70, 85, 95)
RATE_FORMULA = (
    "giải ngân / (kế hoạch các năm + vốn chuyển sang của năm đầu), lũy kế; "
    "vốn chuyển sang chỉ tính một lần"
)


@remembered
def sources() -> dict[str, str]:
    """Give the sources of capital by name, all first."""
    rows = ask("capital_kinds")
    return {ALL: "all"} | kinds(rows, "source")


@remembered
def types() -> dict[str, str]:
    """Give the types of capital by name, all first."""
    return {ALL: "all"} | kinds(ask("capital_kinds"), "type")


def kinds(rows: pd.DataFrame, kind: str) -> dict[str, str]:
    """Give the codes of one kind by name."""
    own = rows[rows["kind"].eq(kind)]
    return dict(zip(own["name"], own["code"], strict=True))


def of_kinds(capital_source: str, capital_type: str) -> str:
    """Say which source and type a picture is limited to."""
    names = [
        name
        for options, code in ((sources(), capital_source), (types(), capital_type))
        for name, own in options.items()
        if own == code and code != "all"
    ]
    return f" · {', '.join(names)}" if names else ""


@remembered
def by_year(area_code: str | None, capital_source: str, capital_type: str) -> Picture:
    """Give what was available and disbursed in each year."""
    values = ask(
        "capital_by_year",
        area_code=area_code or PROVINCE,
        capital_source=capital_source,
        capital_type=capital_type,
    )
    known = values["value_state"].eq("reported")
    rows = values.assign(
        area_code=area_code or PROVINCE,
        row_text=[
            f"{row.year}{' (ước)' if row.is_estimate else ''}"
            f"{district_sentences.coverage(row.units_reported, row.units_expected)}"
            for row in records(values)
        ],
        first_value=values["available"].where(known),
        second_value=values["disbursed"].where(known),
        first_text=[
            formats.in_state(row.available, MONEY, row.value_state) for row in records(values)
        ],
        second_text=[
            f"{formats.in_state(row.disbursed, MONEY, row.value_state)}"
            + (
                f" · {formats.with_unit(row.disbursement_rate, '%')}"
                if row.rate_state == "reported"
                else ""
            )
            for row in records(values)
        ],
    )
    results = values[known & ~values["is_estimate"]]
    finding = programme_sentences.disbursed_in_year(
        None if results.empty else int(results["year"].iloc[-1]),
        rate=None if results.empty else results["disbursement_rate"].iloc[-1],
        carried=None if results.empty else results["carried_in"].iloc[-1],
        over=[
            str(row.year)
            for row in records(values[known])
            if not pd.isna(row.disbursement_rate)
            and formats.rounded(row.disbursement_rate, 2) > 100
        ],
    )
    table = pd.DataFrame(
        {
            "Năm": rows["row_text"],
            **{
                head: [
                    formats.in_state(row[column], MONEY, row["value_state"])
                    for _, row in values.iterrows()
                ]
                for head, column in (
                    ("Kế hoạch", "plan"),
                    ("Vốn chuyển sang", "carried_in"),
                    ("Đã phân bổ", "allotted"),
                    ("Đã giải ngân", "disbursed"),
                )
            },
            "Tỷ lệ giải ngân (%)": [
                formats.in_state(row.disbursement_rate, "%", row.rate_state)
                for row in records(values)
            ],
        }
    )
    line = f"{place_of(area_code)} · triệu đồng{of_kinds(capital_source, capital_type)}"
    figure = paired_bars(rows, first="kế hoạch và vốn chuyển sang", second="đã giải ngân")
    return made(
        "von-theo-nam",
        finding,
        line,
        figure,
        table,
        values,
        formula="giải ngân trong năm / (kế hoạch năm + vốn năm trước chuyển sang)",
        native=bars(
            rows,
            {"Vốn được sử dụng": "available", "Đã giải ngân": "disbursed"},
            unit=MONEY,
            names="row_text",
        ),
    )


@remembered
def by_district(
    year: int, capital_source: str, capital_type: str, highlight: str | None
) -> Picture:
    """Give the cumulative disbursement rate of each district."""
    values = ask(
        "capital_by_district", year=year, capital_source=capital_source, capital_type=capital_type
    )
    whole = values[values["project_code"].eq("all")]
    whole = whole.assign(value=whole["disbursement_rate"].where(whole["rate_state"].eq("reported")))
    districts = whole[whole["level"].eq("district")]
    rows = districts.assign(
        value_text=[formats.in_state(row.value, "%", row.rate_state) for row in records(districts)],
        target_bound=float("nan"),
        target_text="",
        target_status=None,
    )
    province = whole[whole["level"].eq("province")].iloc[0]
    complete = province["rate_state"] == "reported" and (
        province["units_reported"] == province["units_expected"]
    )
    finding = programme_sentences.disbursed_by_district(
        [(row.area_name, row.value) for row in records(districts) if not pd.isna(row.value)],
        province=province["value"] if complete else None,
        year=year,
    )
    table = pd.DataFrame(
        {
            "Đơn vị": [
                row.area_name
                if row.level == "district"
                else (
                    "Toàn "
                    f"tỉnh{district_sentences.coverage(row.units_reported, row.units_expected)}"
                )
                for row in records(whole)
            ],
            "Vốn (triệu đồng)": [
                formats.in_state(row.available, MONEY, row.value_state) for row in records(whole)
            ],
            "Đã giải ngân (triệu đồng)": [
                formats.in_state(row.disbursed, MONEY, row.value_state) for row in records(whole)
            ],
            "Tỷ lệ giải ngân (%)": [
                formats.in_state(row.value, "%", row.rate_state) for row in records(whole)
            ],
        }
    )
    line = f"Tỷ lệ giải ngân lũy kế đến năm {year} (%){of_kinds(capital_source, capital_type)}"
    figure = ranked_bars(
        rows,
        unit="%",
        province_value=float(province["value"]) if complete else None,
        province_text=f"Toàn tỉnh {formats.number(province['value'], 2)}",
        highlight=highlight,
    )
    native = bars(whole, {"Tỷ lệ giải ngân": "disbursement_rate"}, unit="%")
    return made(
        "giai-ngan-huyen", finding, line, figure, table, whole, formula=RATE_FORMULA, native=native
    )


@remembered
def matrix(year: int, capital_source: str, capital_type: str, highlight: str | None) -> Picture:
    """Give the cumulative disbursement rates of districts and projects."""
    values = ask(
        "capital_by_district", year=year, capital_source=capital_source, capital_type=capital_type
    )
    districts = values[values["level"].eq("district")]
    cells = districts.assign(
        row_label=districts["project_name"],
        column_label=districts["area_name"].str.replace(" ", "<br>", n=1),
        value=districts["disbursement_rate"].where(districts["rate_state"].eq("reported")),
        value_text=[
            formats.in_state(row.disbursement_rate, "%", row.rate_state)
            for row in records(districts)
        ],
    )
    cells = cells.sort_values(
        "project_code", key=lambda codes: codes.replace("all", "0"), kind="stable"
    )
    lowest = cells[cells["value"].notna() & cells["project_code"].ne("all")]
    low = lowest["value"].min()
    finding = programme_sentences.lowest_disbursement(
        [
            f"{row.project_name} ở {row.area_name}"
            for row in records(lowest[lowest["value"].eq(low)])
        ],
        low,
        year,
        is_alone=len(lowest) == 1,
    )
    table = cells.pivot_table(
        index="project_name", columns="area_name", values="value_text", aggfunc="first", sort=False
    ).reset_index(names="Dự án")
    line = (
        f"Tỷ lệ giải ngân lũy kế đến năm {year} (%){of_kinds(capital_source, capital_type)} · "
        "– không áp dụng hoặc không có kế hoạch, … chưa nộp"
    )
    figure = heat(cells, limits=LIMITS, unit="%", highlight=highlight)
    return made("giai-ngan-du-an", finding, line, figure, table, districts, formula=RATE_FORMULA)


@remembered
def by_source(area_code: str | None, year: int) -> Picture:
    """Give where the capital came from and what of it was disbursed."""
    values = ask("capital_by_source", area_code=area_code or PROVINCE, year=year)
    known = values["value_state"].eq("reported")
    rows = values.assign(
        area_code="",
        row_text=values["source_name"],
        first_value=values["available"].where(known),
        second_value=values["disbursed"].where(known),
        first_text=[
            formats.in_state(row.available, MONEY, row.value_state) for row in records(values)
        ],
        second_text=[
            formats.in_state(row.disbursed, MONEY, row.value_state)
            + (f" · {formats.number(row.share, 2)} %" if not pd.isna(row.share) else "")
            for row in records(values)
        ],
    )
    known_shares = values[values["share"].notna()].sort_values("share", kind="stable")
    largest = known_shares.iloc[-1] if len(known_shares) else None
    finding = programme_sentences.largest_source(
        None if largest is None else largest["source_name"],
        None if largest is None else largest["share"],
        values["counterpart"].sum(min_count=1) if len(values) else None,
        year,
    )
    table = pd.DataFrame(
        {
            "Nguồn vốn": values["source_name"],
            "Vốn (triệu đồng)": rows["first_text"],
            "Đã giải ngân (triệu đồng)": [
                formats.in_state(row.disbursed, MONEY, row.value_state) for row in records(values)
            ],
            "Tỷ trọng giải ngân (%)": [formats.number(share, 2) for share in values["share"]],
            "Tỷ lệ giải ngân (%)": [
                formats.in_state(row.disbursement_rate, "%", row.rate_state)
                for row in records(values)
            ],
            "Đối ứng so với ngân sách trung ương (%)": [
                formats.number(rate, 2) if not pd.isna(rate) else "–"
                for rate in values["counterpart"]
            ],
        }
    )
    line = f"{place_of(area_code)} · triệu đồng · lũy kế đến năm {year}"
    figure = paired_bars(rows, first="vốn được giao, huy động", second="đã giải ngân · tỷ trọng")
    return made(
        "nguon",
        finding,
        line,
        figure,
        table,
        values,
        formula="tỷ trọng = giải ngân của nguồn / tổng giải ngân; đối ứng = kế hoạch ngân sách địa "
        "phương / kế hoạch ngân sách trung ương",
    )


@remembered
def beside_result(year: int, highlight: str | None) -> Picture:
    """Give money and the fall of poverty side by side; nothing is said of one making the other."""
    values = ask("money_beside_result", year=year)
    finding = programme_sentences.money_beside_result(
        [(row.area_name, row.money, row.fall) for row in records(values)]
    )
    table = pd.DataFrame(
        {
            "Huyện": values["area_name"],
            "Giải ngân lũy kế (triệu đồng)": [formats.number(each) for each in values["disbursed"]],
            "Hộ nghèo, cận nghèo đầu kỳ": [
                formats.number(each) for each in values["households_start"]
            ],
            "Giải ngân trên một hộ (triệu đồng)": [
                formats.number(each, 2) for each in values["money"]
            ],
            "Tỷ lệ nghèo đa chiều giảm (điểm %)": [
                formats.number(each, 2) for each in values["fall"]
            ],
        }
    )
    line = (
        f"Đầu kỳ – {year}{' (ước)' if year_kind(year) == 'estimate' else ''} · đặt cạnh nhau để "
        "xem, không nói lên quan hệ nhân quả"
    )
    figure = two_panels(
        values.assign(
            left_value=values["money"],
            right_value=values["fall"],
            left_text=[formats.number(each, 2) for each in values["money"]],
            right_text=[formats.number(each, 2) for each in values["fall"]],
        ),
        left_title="Giải ngân trên một hộ (triệu đồng)",
        right_title="Tỷ lệ nghèo đa chiều giảm (điểm %)",
        highlight=highlight,
    )
    return made(
        "tien-va-ket-qua",
        finding,
        line,
        figure,
        table,
        values,
        formula="giải ngân các năm / hộ nghèo, cận nghèo đầu kỳ; tỷ lệ đầu kỳ − tỷ lệ năm chọn",
        native=NativeTable(table),
    )
