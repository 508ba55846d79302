"""Pictures of one district."""

from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard.charts import comparison
from dashboard.charts.capital import nested_capital
from dashboard.charts.deprivations import deprivation_bars
from dashboard.charts.movements import waterfall
from dashboard.charts.position import position_strips
from dashboard.pictures.common import (
    POVERTY_RATE,
    Opening,
    Picture,
    districts_of,
    headline_cards,
    made,
    when,
    year_kind,
)
from dashboard.pictures.native import NativeTable, bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, gap_sentences, markup, programme_sentences
from dashboard.words.frames import records

# What of the positions a slide has room for.
POSITION_COLUMNS = ("Chỉ tiêu", "Giá trị", "Toàn tỉnh", "Thấp nhất", "Cao nhất", "So với tỉnh")
PROFILE_INDICATORS = (
    "multidimensional_poverty_rate",
    "poverty_rate",
    "poor_households",
    "near_poor_households",
    "poverty_rate_ethnic_minority",
)
NOT_SENT = f"{formats.NOT_SUBMITTED} chưa nộp"
MOVEMENTS = {
    "Hộ nghèo": ("movements_poor", "poor_households"),
    "Hộ cận nghèo": ("movements_near_poor", "near_poor_households"),
}
AREA_GROUPS = {
    "city": "thành phố",
    "town": "thị xã",
    "plain": "đồng bằng, ven biển",
    "midland": "trung du",
    "mountain": "miền núi",
}


@remembered
def position(area_code: str, year: int, most: int | None = None) -> Picture:
    """Give the spine chart of a district, of the first `most` indicators or of all."""
    values = ask("district_position", area_code=area_code, year=year)
    values = values[
        values["indicator_code"].isin(
            values.loc[values["value"].notna(), "indicator_code"].unique()[:most]
        )
    ]
    places = {code: list(rows["place"]) for code, rows in values.groupby("indicator_code")}
    spread = (values["highest"] - values["lowest"]).replace(0, float("nan"))
    rows = values.assign(
        row_text=values["short_name"],
        value_text=[
            formats.with_unit(row.value, row.unit, row.value_state) for row in records(values)
        ],
        place_text=[
            f"({formats.place(row.place, places[row.indicator_code])}/{row.places})"
            if pd.notna(row.place)
            else ""
            for row in records(values)
        ],
        province_text=[formats.in_state(row.province_value, row.unit) for row in records(values)],
        province_relative=(values["province_value"] - values["lowest"]) / spread,
        low_relative=((values["quartile_low"] - values["lowest"]) / spread).fillna(0.5),
        high_relative=((values["quartile_high"] - values["lowest"]) / spread).fillna(0.5),
    )
    own = rows[rows["is_chosen"]]
    counts = own["comparison"].value_counts()
    finding = (
        "Chưa có số liệu để so với mức toàn tỉnh"
        if counts.empty
        else (
            f"Tốt hơn mức toàn tỉnh ở {counts.get('better', 0)}, "
            f"tương đương {counts.get('similar', 0)}, kém hơn {counts.get('worse', 0)} "
            f"trong {len(own)} chỉ tiêu"
        )
    )
    table = pd.DataFrame(
        {
            "Chỉ tiêu": own["short_name"],
            "Giá trị": own["value_text"],
            "Toàn tỉnh": [formats.with_unit(row.province_value, row.unit) for row in records(own)],
            "Thấp nhất": [formats.with_unit(row.lowest, row.unit) for row in records(own)],
            "Cao nhất": [formats.with_unit(row.highest, row.unit) for row in records(own)],
            "So với tỉnh": [comparison.in_words(each) for each in own["comparison"]],
            "Thứ hạng (từ cao xuống)": own["place_text"],
        }
    )
    line = (
        f"{when(year)} · {comparison.COMPARISON_RULE}; vạch cam: toàn tỉnh; nền xám: nửa giữa của "
        "các huyện (giữa hai tứ phân vị); (=3/11): thứ hạng từ cao xuống, = là đồng hạng"
    )
    return made(
        "vi-tri",
        finding,
        formats.capitalised(line),
        position_strips(rows),
        table,
        values,
        native=NativeTable(table[list(POSITION_COLUMNS)]),
    )


@remembered
def movements(area_code: str, year: int, sheet_code: str, end_code: str) -> Picture:
    """Give the waterfall of poor or near-poor households of an area in a year."""
    values = ask(
        "movements", area_code=area_code, year=year, sheet_code=sheet_code, end_code=end_code
    )
    rows = values.assign(
        value_text=[
            formats.in_state(row.value, "hộ", row.value_state)
            if row.step in ("start", "end")
            else formats.bare_change(row.value, "hộ")
            for row in records(values)
        ]
    )
    by_step = rows.groupby("step")["value"].sum(min_count=1)
    year_text = formats.capitalised(f"{'ước ' if year_kind(year) == 'estimate' else ''}năm {year}")
    finding = district_sentences.movement_summary(
        year_text,
        out=abs(by_step.get("decrease", float("nan"))),
        back=by_step.get("increase", float("nan")),
        unexplained=by_step.get("unexplained", float("nan")),
    )
    named = "hộ nghèo" if end_code == "poor_households" else "hộ cận nghèo"
    table = pd.DataFrame({"Bước": rows["label"], "Số hộ": rows["value_text"]})
    line = f"Diễn biến {named} (hộ) · đầu năm đến cuối năm {year}"
    figure = waterfall(rows, unit="hộ")
    native = bars(values, {"Số hộ": "value"}, unit="hộ", names="label")
    return made("dien-bien", finding, line, figure, table, values, native=native)


@remembered
def deprivation_profile(area_code: str, year: int) -> Picture:
    """Give the twelve deprivations of an area's poor and near-poor households."""
    values = ask("deprivations", area_code=area_code, year=year)
    class_names = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
    rows = values.assign(
        class_name=values["household_class"].map(class_names),
        rate_text=[formats.in_state(row.rate, "%", row.value_state) for row in records(values)],
        province_text=[formats.number(rate, 2) for rate in values["province_rate"]],
    )
    poor = rows[rows["household_class"].eq("poor") & rows["rate"].notna()]
    most = float(poor["rate"].max()) if len(poor) else None
    finding = gap_sentences.deprivation_summary(
        [] if most is None else list(poor.loc[poor["rate"].eq(most), "member_name"]), most
    )
    table = pd.DataFrame(
        {
            "Dịch vụ": rows["member_group"],
            "Chỉ số": rows["member_name"],
            "Loại hộ": rows["class_name"],
            "Số hộ thiếu hụt": [
                formats.in_state(row.households, "hộ", row.value_state) for row in records(values)
            ],
            "Tỷ lệ (%)": rows["rate_text"],
            "Toàn tỉnh (%)": [formats.number(rate, 2) for rate in rows["province_rate"]],
        }
    )
    line = f"Tỷ lệ hộ thiếu hụt trong số hộ cùng loại (%) · {when(year)}"
    return made("thieu-hut", finding, line, deprivation_bars(rows), table, values)


@remembered
def capital(
    area_code: str, year: int, capital_source: str = "all", capital_type: str = "all"
) -> Picture:
    """Give the capital of an area by project, summed to a year; of one source or type, or all."""
    values = ask(
        "capital_by_project",
        area_code=area_code,
        year=year,
        capital_source=capital_source,
        capital_type=capital_type,
    )
    rows = values.assign(
        row_text=[
            f"{formats.number(row.disbursed)}/{formats.number(row.available)} · "
            f"{formats.with_unit(row.disbursement_rate, '%', row.rate_state)}"
            if row.value_state == "reported"
            else f"{formats.STATES[row.value_state]} {formats.STATE_REASONS[row.value_state]}"
            for row in records(values)
        ]
    )
    total = rows[rows["project_code"].eq("all")].iloc[0]
    known = total["value_state"] == "reported"
    finding = programme_sentences.capital_summary(
        year,
        disbursed=total["disbursed"],
        available=total["available"],
        rate=total["disbursement_rate"] if known else None,
    )
    finding += known_of(total, total["rate_state"])
    projects = rows[rows["project_code"].ne("all")]
    printed = partial(formats.in_state, unit="triệu đồng")
    table = pd.DataFrame(
        {
            "Dự án": rows["project_name"],
            "Kế hoạch": [printed(row.plan, state=row.value_state) for row in records(rows)],
            "Vốn chuyển sang": [
                printed(row.carried_in, state=row.value_state) for row in records(rows)
            ],
            "Đã phân bổ": [printed(row.allotted, state=row.value_state) for row in records(rows)],
            "Đã giải ngân": [
                printed(row.disbursed, state=row.value_state) for row in records(rows)
            ],
            "Tỷ lệ giải ngân (%)": [
                formats.in_state(row.disbursement_rate, "%", row.rate_state)
                for row in records(rows)
            ],
        }
    )
    line = f"Theo dự án (triệu đồng), kế hoạch gồm cả vốn chuyển sang · lũy kế đến năm {year}"
    figure = nested_capital(projects, unit="triệu đồng")
    return made("nguon-von", finding, line, figure, table, values)


@remembered
def profile(area_code: str, year: int) -> Opening:
    """Open the profile of a district."""
    about = ask("district_header", area_code=area_code).iloc[0]
    values = ask(
        "indicator_by_district", indicator_code=POVERTY_RATE, year=year, settlement="total"
    )
    own = values[values["area_code"].eq(area_code)].iloc[0]
    finding = district_sentences.profile_title(
        about["full_name"],
        value=own["value"],
        change_since_baseline=own["baseline_change"],
        when=when(year),
    )
    kind = AREA_GROUPS[about["area_group"]]
    line = f"{about['communes']} đơn vị cấp xã · {kind}"
    if pd.notna(own["place"]):
        counted = int(districts_of(values)["value"].notna().sum())
        line += f" · tỷ lệ cao thứ {own['place']} trong {counted} huyện"
    if about["is_poor_district"]:
        line += " · huyện nghèo"
    if pd.isna(about["file_name"]):
        line += " · chưa nộp biểu số liệu"
    else:
        line += (
            f" · số liệu tính đến ngày {formats.day(about['as_of_date'])}, "
            f"bản {about['version']} ({about['file_name']}), {about['warnings']} cảnh báo"
        )
    cards = headline_cards(area_code, year, "total", PROFILE_INDICATORS)
    return Opening(finding=finding, subtitle=line, cards=cards)


@remembered
def report_texts(area_code: str) -> list[tuple[str, str]]:
    """Give the sections of a district's assessment and proposals, each with what it says.

    A section without a text says that it was not submitted; no row when no report came.
    """
    return [
        (row.section_name, row.content if isinstance(row.content, str) else NOT_SENT)
        for row in records(ask("report_texts_of_area", area_code=area_code))
    ]


def known_of(row: Any, state: str) -> str:  # noqa: ANN401 a row of the answer
    """Say beside a known figure on how many districts it stands, when not on all of them."""
    if state != "reported":
        return ""
    return district_sentences.coverage(int(row.units_reported), int(row.units_expected))


@remembered
def project_cards(area_code: str, year: int) -> Markup:
    """Give the seven project cards of an area: capital and outputs summed to a year."""
    outputs = ask("project_outputs", area_code=area_code, year=year)
    capital_rows = records(
        ask(
            "capital_by_project",
            area_code=area_code,
            year=year,
            capital_source="all",
            capital_type="all",
        )
    )
    money = {row.project_code: row for row in capital_rows}
    cards = []
    for code, rows in outputs.groupby("project_code", sort=False):
        spent = money[code]
        state = spent.value_state
        lines = [
            (
                "Giải ngân lũy kế",
                formats.with_unit(spent.disbursed, "triệu đồng", state) + known_of(spent, state),
            ),
            (
                "Tỷ lệ giải ngân",
                formats.with_unit(spent.disbursement_rate, "%", spent.rate_state)
                + known_of(spent, spent.rate_state),
            ),
        ]
        lines += [
            (
                row.short_name,
                formats.with_unit(row.value, row.unit, row.value_state)
                + known_of(row, row.value_state),
            )
            for row in records(rows[rows["indicator_code"].notna()])
        ]
        cards.append(markup.project_card(f"{code}. {rows['project_name'].iloc[0]}", lines))
    return markup.cards(cards, look="projects")
