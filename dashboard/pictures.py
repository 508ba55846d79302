"""Pictures: each joins a question, a chart, a finding in words and a table of the same numbers."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dashboard import tables, theme, wording
from dashboard.charts.bars import ranked_bars
from dashboard.charts.capital import nested_capital
from dashboard.charts.change import dumbbells
from dashboard.charts.deprivations import deprivation_bars
from dashboard.charts.district_map import district_map
from dashboard.charts.figures import Figure, signed
from dashboard.charts.movements import waterfall
from dashboard.charts.position import position_strips
from dashboard.charts.timeline import timeline
from dashboard.charts.trend import trend
from dashboard.database import ask, remembered
from dashboard.frames import records

PROVINCE = "52"
POVERTY_RATE = "poverty_rate"
OVERVIEW_INDICATORS = (
    "multidimensional_poverty_rate",
    "poverty_rate",
    "multidimensional_poor_reduction_vs_baseline",
    "poverty_rate_ethnic_minority",
    "capital_disbursement_rate",
)
PROFILE_INDICATORS = (
    "multidimensional_poverty_rate",
    "poverty_rate",
    "poor_households",
    "near_poor_households",
    "poverty_rate_ethnic_minority",
)
AGGREGATIONS = {
    "stock_sum": "cộng các huyện (số tại thời điểm)", "flow_sum": "cộng các huyện (số trong kỳ)",
    "times_sum": "cộng số lượt, không phải số hộ hoặc người khác nhau",
    "ratio": "tổng tử số chia tổng mẫu số, không lấy bình quân tỷ lệ của huyện",
    "not_summed": "cộng các huyện, không cộng qua các năm", "count": "đếm",
    "own_value": "mỗi cấp một giá trị riêng", "weighted_mean": "bình quân gia quyền theo dân số",
    "none": "không tổng hợp",
}  # fmt: skip
AREA_GROUPS = {
    "city": "thành phố", "town": "thị xã", "plain": "đồng bằng, ven biển", "midland": "trung du",
    "mountain": "miền núi",
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A figure with everything that goes beside it.

    `table` holds formatted text under Vietnamese headings; `data` holds the same numbers raw, for
    files.
    """

    name: str
    finding: str
    subtitle: str
    figure: Figure
    alt: str
    table: pd.DataFrame
    data: pd.DataFrame
    source: str


@dataclass(frozen=True)
class Opening:
    """How a page opens: its finding, the line under it, its big numbers (HTML)."""

    finding: str
    subtitle: str
    cards: str


@remembered
def snapshot() -> pd.Series:
    """Give the one row that says what the snapshot holds."""
    return ask("snapshot").iloc[0]


@remembered
def source() -> str:
    """Give the source line of everything drawn from the current workbooks."""
    held = snapshot()
    return wording.source_line(
        as_of=held["as_of_date"],
        illustrative=int(held["illustrative_units"]),
        units=int(held["units_received"]),
        expected=int(held["units_expected"]),
    )


@remembered
def indicator(indicator_code: str) -> pd.Series:
    """Give the row of an indicator that districts can be compared on."""
    rows = ask("comparable_indicators")
    return rows[rows["indicator_code"].eq(indicator_code)].iloc[0]


def year_label(year: int, *, is_estimate: bool = False) -> str:
    """Name a year of the series."""
    kind = "estimate" if is_estimate else "actual"
    return wording.year_label(year, int(snapshot()["baseline_year"]), kind)


@remembered
def year_kind(year: int) -> str:
    """Tell whether a year's figures are results or estimates."""
    kinds = ask("years").set_index("year")["value_kind"]
    return str(kinds.get(year, "actual"))


@remembered
def year_options() -> dict[str, int]:
    """Give the years to choose from by their label, oldest first."""
    return {
        year_label(row.year, is_estimate=row.value_kind == "estimate"): int(row.year)
        for row in records(ask("years"))
    }


@remembered
def district_codes() -> dict[str, str]:
    """Give the districts' codes by name, in official order."""
    districts = ask("districts")
    return dict(zip(districts["area_name"], districts["area_code"], strict=True))


def when(year: int) -> str:
    """Name a year inside a sentence."""
    return wording.year_in_sentence(year, int(snapshot()["baseline_year"]), year_kind(year))


def subtitle(name: str, unit: str, year: int, settlement: str) -> str:
    """Give the line under a finding: indicator, unit, place, time."""
    where = wording.SETTLEMENTS[settlement]
    return f"{name} ({unit}) · {where} · {when(year)}"


def with_texts(values: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Add the printed value of each row."""
    return values.assign(
        value_text=[
            wording.in_state(row.value, unit, row.value_state) for row in records(values)
        ]
    )


def made(name: str, finding: str, line: str, figure: Figure, table: pd.DataFrame,
         data: pd.DataFrame) -> Picture:  # fmt: skip
    """Sign a figure and put it together with its words."""
    signature = source()
    return Picture(
        name=name, finding=finding, subtitle=line, figure=signed(figure, line, signature),
        alt=f"{finding}. {line}.", table=table, data=data, source=signature,
    )  # fmt: skip


def districts_of(values: pd.DataFrame) -> pd.DataFrame:
    """Keep the districts; the province is a line, never a rank."""
    return values[values["level"].eq("district")]


def ranking_finding(values: pd.DataFrame, unit: str) -> str:
    """Name the highest and the lowest district."""
    known = values[values["value"].notna()]
    if known.empty:
        return "Chưa có số liệu để so sánh"
    high, low = known["value"].max(), known["value"].min()
    return wording.extremes(
        list(known.loc[known["value"].eq(high), "area_name"]), high,
        list(known.loc[known["value"].eq(low), "area_name"]), low, unit,
    )  # fmt: skip


def ranking_table(values: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Give the ranking as printed, the province last."""
    rows = with_texts(values, unit)
    return pd.DataFrame(
        {
            "Đơn vị": rows["area_name"].where(rows["level"].eq("district"), "Toàn tỉnh"),
            f"Giá trị ({unit}{', ước' if rows['is_estimate'].any() else ''})": rows["value_text"],
            "Thứ hạng (từ cao xuống)": [wording.number(place) if pd.notna(place) else "–"
                                        for place in rows["place"]],
            f"Đầu kỳ ({unit})": [wording.in_state(value, unit) for value in rows["baseline_value"]],
            "So với đầu kỳ": [wording.change(value, unit) for value in rows["baseline_change"]],
            "Mức giảm (%)": [wording.number(-share, 2) if pd.notna(share) else "…"
                             for share in rows["baseline_change_share"]],
        }
    )  # fmt: skip


@remembered
def map_of_districts(
    indicator_code: str, year: int, settlement: str, highlight: str | None
) -> Picture:
    """Give the map of a rate by district."""
    about = indicator(indicator_code)
    unit = about["unit"]
    values = ask(
        "indicator_by_district", indicator_code=indicator_code, year=year, settlement=settlement
    )
    rows = with_texts(districts_of(values), unit)
    twice = rows[rows["value"] > 2 * rows["province_value"]]
    finding = wording.capitalised(f"{when(year)}: ") + (
        wording.above_twice(list(twice["area_name"]))
        if rows["value"].notna().any()
        else "chưa có số liệu để lập lược đồ"
    )
    figure = district_map(
        rows, ask("boundary_vertices"), ask("label_anchors"),
        limits=tuple(ask("class_limits", indicator_code=indicator_code)["class_limit"]),
        unit=unit, highlight=highlight,
    )  # fmt: skip
    line = subtitle(about["short_name"], unit, year, settlement)
    if snapshot()["is_schematic_map"]:
        line += " · lược đồ, không phải địa giới hành chính"
    return made("luoc-do", finding, line, figure, ranking_table(values, unit), values)


@remembered
def ranking(
    indicator_code: str, year: int, settlement: str, highlight: str | None, by_value: bool
) -> Picture:
    """Give the bars of an indicator by district, in official order or by value."""
    about = indicator(indicator_code)
    unit = about["unit"]
    values = ask(
        "indicator_by_district", indicator_code=indicator_code, year=year, settlement=settlement
    )
    rows = with_texts(districts_of(values), unit)
    if by_value:
        rows = rows.sort_values("value", ascending=False, na_position="last", kind="stable")
    rows = rows.assign(
        target_text=[
            wording.target_phrase(row.target_comparator, row.target_bound, unit)
            if pd.notna(row.target_bound)
            else ""
            for row in records(rows)
        ]
    )
    province = values[values["level"].eq("province")].iloc[0]
    is_rate = unit.startswith(("%", "điểm", "chỉ số/"))
    has_line = is_rate and pd.notna(province["value"])
    figure = ranked_bars(
        rows, unit=unit,
        province_value=float(province["value"]) if has_line else None,
        province_text=f"Toàn tỉnh {wording.in_state(province['value'], unit)}",
        highlight=highlight,
    )  # fmt: skip
    order = "xếp theo giá trị" if by_value else "theo thứ tự hành chính"
    line = f"{subtitle(about['short_name'], unit, year, settlement)} · {order}"
    finding = ranking_finding(rows, unit)
    return made("xep-hang", finding, line, figure, ranking_table(values, unit), values)


@remembered
def change_since_baseline(
    indicator_code: str, year: int, settlement: str, highlight: str | None, as_share: bool
) -> Picture:
    """Give the dumbbells from the baseline to a year, the fall in points or in percent."""
    about = indicator(indicator_code)
    unit = about["unit"]
    values = ask(
        "indicator_by_district", indicator_code=indicator_code, year=year, settlement=settlement
    )
    rows = districts_of(values)
    moved = "baseline_change_share" if as_share else "baseline_change"
    rows = rows.assign(
        change_text=[
            wording.change(change, "% so với đầu kỳ")
            if as_share
            else wording.change(change, unit)
            for change in rows[moved]
        ]
    )
    moves = rows[moved].dropna()
    furthest = moves.min() if len(moves) and moves.min() < 0 else None
    finding = wording.changes(
        fell=int((moves < 0).sum()), rose=int((moves > 0).sum()), same=int((moves == 0).sum()),
        names=[] if furthest is None else list(rows.loc[rows[moved].eq(furthest), "area_name"]),
        size=furthest, unit="% so với mức đầu kỳ" if as_share else unit,
        expected=int(snapshot()["units_expected"]),
    )  # fmt: skip
    figure = dumbbells(
        rows, unit=unit, start_label="Đầu kỳ",
        end_label=year_label(year, is_estimate=year_kind(year) == "estimate"), highlight=highlight,
    )  # fmt: skip
    line = f"{about['short_name']} ({unit}) · {wording.SETTLEMENTS[settlement]} · đầu kỳ – {year}"
    return made("thay-doi", finding, line, figure, ranking_table(values, unit), values)


@remembered
def movement_over_years(indicator_code: str, area_code: str, settlement: str) -> Picture:
    """Give an indicator over the years with its targets; a district beside the province."""
    about = indicator(indicator_code)
    unit, baseline_year = about["unit"], int(snapshot()["baseline_year"])
    codes = tuple(dict.fromkeys((PROVINCE, area_code)))
    values = ask(
        "indicator_trend", indicator_code=indicator_code, area_codes=codes, settlement=settlement
    )
    rows = with_texts(values, unit).assign(
        year_text=[
            year_label(row.year, is_estimate=year_kind(row.year) == "estimate")
            for row in records(values)
        ],
        is_reference=values["area_code"].ne(area_code),
        area_name=values["area_name"].where(values["level"].eq("district"), "Toàn tỉnh"),
    )
    names = dict(zip(rows["year"], rows["year_text"], strict=True))
    targets = ask("indicator_targets", indicator_code=indicator_code, area_code=area_code)
    targets = targets[targets["year"].isin(names) & (settlement == "total")]
    targets = targets.assign(
        year_text=targets["year"].map(names),
        target_text=[
            f"{wording.COMPARATORS[row.comparator]} {wording.with_unit(row.bound, unit)}"
            for row in records(targets)
        ],
    )
    own = rows[~rows["is_reference"] & rows["value"].notna()]
    results = own[~own["is_estimate"]]
    finding = f"{about['short_name']}: chưa đủ số liệu để nói về xu hướng"
    if len(results) > 1 and results["year"].iloc[0] == baseline_year:
        finding = wording.trend_summary(
            about["short_name"], first=results["value"].iloc[0], last=results["value"].iloc[-1],
            years=int(results["year"].iloc[-1]) - baseline_year,
            last_year=str(results["year"].iloc[-1]), unit=unit,
        )  # fmt: skip
    table = rows.pivot_table(
        index="area_name", columns="year_text", values="value_text", aggfunc="first", sort=False
    ).reset_index(names="Đơn vị")
    documents = wording.area_list(list(dict.fromkeys(targets["document"])))
    line = f"{about['short_name']} ({unit}) · {wording.SETTLEMENTS[settlement]} · đầu kỳ đến nay"
    if documents:
        line += f" · vạch: chỉ tiêu theo {documents}"
    figure = trend(rows, targets, unit=unit, height=420 if area_code == PROVINCE else 340)
    return made("xu-huong", finding, line, figure, table, values)


@remembered
def position(area_code: str, year: int) -> Picture:
    """Give the spine chart of a district."""
    values = ask("district_position", area_code=area_code, year=year)
    values = values[values["indicator_code"].isin(
        values.loc[values["value"].notna(), "indicator_code"])]  # fmt: skip
    spread = (values["highest"] - values["lowest"]).replace(0, float("nan"))
    rows = values.assign(
        row_text=values["short_name"],
        value_text=[
            wording.with_unit(row.value, row.unit, row.value_state) for row in records(values)
        ],
        place_text=[
            f"({row.place:.0f}/{row.places})" if pd.notna(row.place) else ""
            for row in records(values)
        ],
        province_relative=(values["province_value"] - values["lowest"]) / spread,
        low_relative=((values["quartile_low"] - values["lowest"]) / spread).fillna(0.5),
        high_relative=((values["quartile_high"] - values["lowest"]) / spread).fillna(0.5),
    )
    own = rows[rows["is_chosen"]]
    counts = own["comparison"].value_counts()
    finding = "Chưa có số liệu để so với mức toàn tỉnh" if counts.empty else (
        f"Tốt hơn mức toàn tỉnh ở {counts.get('better', 0)}, "
        f"tương đương {counts.get('similar', 0)}, kém hơn {counts.get('worse', 0)} "
        f"trong {len(own)} chỉ tiêu"
    )
    table = pd.DataFrame(
        {
            "Chỉ tiêu": own["short_name"],
            "Giá trị": own["value_text"],
            "Toàn tỉnh": [wording.with_unit(row.province_value, row.unit)
                          for row in records(own)],
            "Thấp nhất": [wording.with_unit(row.lowest, row.unit) for row in records(own)],
            "Cao nhất": [wording.with_unit(row.highest, row.unit) for row in records(own)],
            "Thứ hạng (từ cao xuống)": own["place_text"],
        }
    )  # fmt: skip
    line = (
        f"{when(year)} · ▲ tốt hơn, ● tương đương (chênh dưới 0,05), ▼ kém hơn mức toàn tỉnh; "
        "vạch cam: toàn tỉnh; nền xám: nửa giữa của các huyện"
    )
    return made("vi-tri", finding, wording.capitalised(line), position_strips(rows), table, values)


@remembered
def movements(area_code: str, year: int, sheet_code: str, end_code: str) -> Picture:
    """Give the waterfall of poor or near-poor households of an area in a year."""
    values = ask("movements", area_code=area_code, year=year, sheet_code=sheet_code,
                 end_code=end_code)  # fmt: skip
    rows = values.assign(
        value_text=[
            wording.in_state(row.value, "hộ", row.value_state)
            if row.step in ("start", "end")
            else wording.change(row.value, "hộ").removesuffix(" hộ")
            for row in records(values)
        ]
    )
    by_step = rows.groupby("step")["value"].sum(min_count=1)
    year_text = wording.capitalised(
        f"{'ước ' if year_kind(year) == 'estimate' else ''}năm {year}"
    )
    finding = wording.movement_summary(
        year_text, out=abs(by_step.get("decrease", float("nan"))),
        back=by_step.get("increase", float("nan")),
        unexplained=by_step.get("unexplained", float("nan")),
    )  # fmt: skip
    named = "hộ nghèo" if end_code == "poor_households" else "hộ cận nghèo"
    table = pd.DataFrame({"Bước": rows["label"], "Số hộ": rows["value_text"]})
    line = f"Diễn biến {named} (hộ) · đầu năm đến cuối năm {year}"
    return made("dien-bien", finding, line, waterfall(rows, unit="hộ"), table, values)


@remembered
def deprivation_profile(area_code: str, year: int) -> Picture:
    """Give the twelve deprivations of an area's poor and near-poor households."""
    values = ask("deprivations", area_code=area_code, year=year)
    class_names = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
    rows = values.assign(
        class_name=values["household_class"].map(class_names),
        rate_text=[wording.in_state(row.rate, "%", row.value_state) for row in records(values)],
        province_text=[wording.number(rate, 2) for rate in values["province_rate"]],
    )
    poor = rows[rows["household_class"].eq("poor") & rows["rate"].notna()]
    most = float(poor["rate"].max()) if len(poor) else None
    finding = wording.deprivation_summary(
        [] if most is None else list(poor.loc[poor["rate"].eq(most), "member_name"]), most
    )
    table = pd.DataFrame(
        {
            "Dịch vụ": rows["member_group"],
            "Chỉ số": rows["member_name"],
            "Loại hộ": rows["class_name"],
            "Số hộ thiếu hụt": [wording.in_state(row.households, "hộ", row.value_state)
                                for row in records(rows)],
            "Tỷ lệ (%)": rows["rate_text"],
            "Toàn tỉnh (%)": [wording.number(rate, 2) for rate in rows["province_rate"]],
        }
    )  # fmt: skip
    line = f"Tỷ lệ hộ thiếu hụt trong số hộ cùng loại (%) · {when(year)}"
    return made("thieu-hut", finding, line, deprivation_bars(rows), table, values)


@remembered
def capital(area_code: str, year: int) -> Picture:
    """Give the capital of an area by project, summed to a year."""
    values = ask("capital_by_project", area_code=area_code, year=year)
    rows = values.assign(available=values["plan"] + values["carried_in"].fillna(0))
    rows = rows.assign(
        row_text=[
            f"{wording.number(row.disbursed)}/{wording.number(row.available)} · "
            f"{wording.with_unit(row.disbursement_rate, '%')}"
            if row.value_state == "reported"
            else f"{wording.STATES[row.value_state]} {wording.STATE_REASONS[row.value_state]}"
            for row in records(rows)
        ]
    )
    total = rows[rows["project_code"].eq("all")].iloc[0]
    known = total["value_state"] == "reported"
    finding = wording.capital_summary(
        year, disbursed=total["disbursed"], available=total["available"],
        rate=total["disbursement_rate"] if known else None,
    )  # fmt: skip
    projects = rows[rows["project_code"].ne("all")]
    printed = partial(wording.in_state, unit="triệu đồng")
    table = pd.DataFrame(
        {
            "Dự án": rows["project_name"],
            "Kế hoạch": [printed(row.plan, state=row.value_state) for row in records(rows)],
            "Vốn chuyển sang": [printed(row.carried_in, state=row.value_state)
                                for row in records(rows)],
            "Đã phân bổ": [printed(row.allotted, state=row.value_state)
                           for row in records(rows)],
            "Đã giải ngân": [printed(row.disbursed, state=row.value_state)
                             for row in records(rows)],
            "Tỷ lệ giải ngân (%)": [wording.in_state(row.disbursement_rate, "%", row.value_state)
                                    for row in records(rows)],
        }
    )  # fmt: skip
    line = f"Theo dự án (triệu đồng), kế hoạch gồm cả vốn chuyển sang · lũy kế đến năm {year}"
    figure = nested_capital(projects, unit="triệu đồng")
    return made("nguon-von", finding, line, figure, table, values)


def headline_card(row: Any, *, of_province: bool) -> str:  # noqa: ANN401 a row of the answer
    """Give the card of one headline figure: value, change since the baseline, target and status."""
    unit, state = row.unit, row.value_state
    value = wording.in_state(row.value, unit, state)
    notes = []
    if state != "reported":
        missing = "chưa đủ số liệu các huyện" if of_province else wording.STATE_REASONS[state]
        notes.append(
            wording.capitalised(missing if state == "not_submitted" else "không áp dụng")
        )
    elif row.units_reported < row.units_expected:
        notes.append(f"Mới có {row.units_reported}/{row.units_expected} huyện")
    if pd.notna(row.baseline_change) and row.baseline_change:
        notes.append(f"{wording.change(row.baseline_change, unit)} so với đầu kỳ")
    if pd.notna(row.target_bound):
        target = wording.capitalised(
            wording.target_phrase(row.target_comparator, row.target_bound, unit,
                                  int(row.target_year))
        )  # fmt: skip
        badge = ""
        if pd.notna(row.target_status):
            status = theme.STATUS[row.target_status]
            badge = " " + wording.status_badge(row.target_status, status.sign, status.colour)
        notes.append(f"{target}{badge}")
    if pd.isna(row.target_bound):
        notes.append("Không có chỉ tiêu bằng số")
    estimate = " (ước)" if row.value_kind == "estimate" and state == "reported" else ""
    return wording.card(
        row.short_name, value, unit + estimate if state == "reported" else "",
        wording.bullet(row.value, row.baseline_value, row.target_bound), notes,
    )  # fmt: skip


def headline_cards(area_code: str, year: int, settlement: str, codes: tuple[str, ...]) -> str:
    """Give the row of big numbers of an area."""
    rows = ask("headline_figures", area_code=area_code, year=year, settlement=settlement,
               indicator_codes=codes)  # fmt: skip
    cards = [headline_card(row, of_province=area_code == PROVINCE) for row in records(rows)]
    return f'<div class="cards">{"".join(cards)}</div>'


@remembered
def overview(year: int, settlement: str) -> Opening:
    """Open the overview."""
    poor = ask("headline_figures", area_code=PROVINCE, year=year, settlement=settlement,
               indicator_codes=("poor_households",)).iloc[0]  # fmt: skip
    held = snapshot()
    finding = wording.headline(
        value=poor["value"], change_since_baseline=poor["baseline_change"], year=year,
        baseline_year=int(held["baseline_year"]), kind=year_kind(year), settlement=settlement,
        units_reported=int(poor["units_reported"]), units_expected=int(poor["units_expected"]),
    )  # fmt: skip
    line = (
        f"Theo {held['standard']} · {wording.SETTLEMENTS[settlement]} · {when(year)} "
        "so với đầu kỳ"
    )
    cards = headline_cards(PROVINCE, year, settlement, OVERVIEW_INDICATORS)
    return Opening(finding=finding, subtitle=line, cards=cards)


@remembered
def profile(area_code: str, year: int) -> Opening:
    """Open the profile of a district."""
    about = ask("district_header", area_code=area_code).iloc[0]
    values = ask("indicator_by_district", indicator_code=POVERTY_RATE, year=year,
                 settlement="total")  # fmt: skip
    own = values[values["area_code"].eq(area_code)].iloc[0]
    finding = wording.profile_title(
        about["full_name"], value=own["value"], change_since_baseline=own["baseline_change"],
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
            f" · số liệu tính đến ngày {wording.day(about['as_of_date'])}, "
            f"bản {about['version']} ({about['file_name']}), {about['warnings']} cảnh báo"
        )
    cards = headline_cards(area_code, year, "total", PROFILE_INDICATORS)
    return Opening(finding=finding, subtitle=line, cards=cards)


@remembered
def project_cards(area_code: str, year: int) -> str:
    """Give the seven project cards of an area: capital and outputs summed to a year."""
    outputs = ask("project_outputs", area_code=area_code, year=year)
    capital_rows = records(ask("capital_by_project", area_code=area_code, year=year))
    money = {row.project_code: row for row in capital_rows}
    cards = []
    for code, rows in outputs.groupby("project_code", sort=False):
        spent = money[code]
        state = spent.value_state
        lines = [
            ("Giải ngân lũy kế", wording.with_unit(spent.disbursed, "triệu đồng", state)),
            ("Tỷ lệ giải ngân", wording.with_unit(spent.disbursement_rate, "%", state)),
        ]
        lines += [
            (row.short_name, wording.with_unit(row.value, row.unit, row.value_state))
            for row in records(rows[rows["indicator_code"].notna()])
        ]
        cards.append(wording.project_card(f"{code}. {rows['project_name'].iloc[0]}", lines))
    return '<div class="projects">' + "".join(cards) + "</div>"


@remembered
def indicator_card(indicator_code: str) -> tuple[tuple[str, str], ...]:
    """Give the definition of an indicator as labelled lines."""
    card = ask("indicator_card", indicator_code=indicator_code).iloc[0]
    directions = {"lower": "càng thấp càng tốt", "higher": "càng cao càng tốt",
                  "neutral": "không đánh giá"}  # fmt: skip
    evidence = {"F": "đã thấy trong văn bản, biểu mẫu", "I": "suy đoán, cần xác nhận",
                "B": "kiến thức chung, cần xác nhận"}  # fmt: skip
    lines = [
        ("Tên chỉ tiêu", card["name"]),
        ("Mã", indicator_code),
        ("Đơn vị tính", card["unit"]),
        ("Công thức", card["formula_text"]),
        ("Chiều đánh giá", directions[card["direction"]]),
        ("Tổng hợp toàn tỉnh", AGGREGATIONS[card["aggregation"]]),
        ("Biểu mẫu", card["source_form"]),
        ("Quy tắc kiểm tra", card["rules"]),
        ("Mức độ xác thực của định nghĩa", evidence[card["evidence"]]),
    ]
    return tuple((label, text) for label, text in lines if not pd.isna(text))


@remembered
def plan_of_tasks(today: date) -> Picture:
    """Give the tasks of the plan with their deadlines and how far each is."""
    rows = ask("plan_progress", today=today)
    drawn = rows.assign(
        task_text=[f"{row.task_order}. {row.short_name}" for row in records(rows)],
        state_text=[
            wording.task_state(
                row.state, deadline=row.deadline_date,
                done=None if pd.isna(row.done_date) else row.done_date,
                received=row.units_received, expected=row.units_expected,
            )
            for row in records(rows)
        ],
    )  # fmt: skip
    table = tables.plan(drawn)
    # The counts of units come from workbooks: their source and mark go along.
    source_line = f"{source()} · Phụ lục Kế hoạch số 22/KH-UBND ngày 27/02/2025"
    finding = wording.plan_summary([str(state) for state in rows["state"]])
    subtitle = f"Vạch đứng: thời hạn trong kế hoạch; trạng thái tính đến ngày {wording.day(today)}"
    return Picture(
        name="nhiem-vu-tong-ket", finding=finding, subtitle=subtitle,
        figure=signed(timeline(drawn), subtitle, source_line),
        alt=f"{finding}. " + "; ".join(f"{row.task_text}: {row.state_text}"
                                       for row in records(drawn)),
        table=table, data=rows, source=source_line,
    )  # fmt: skip
