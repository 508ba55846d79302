"""Pictures of one indicator by district: map, ranking, change, trend."""

import pandas as pd

from dashboard.charts import commune_map, comparison, map_years
from dashboard.charts.bars import ranked_bars
from dashboard.charts.change import dumbbells
from dashboard.charts.district_map import district_map
from dashboard.charts.pair import pair_strips
from dashboard.charts.trend import trend
from dashboard.pictures.common import (
    POVERTY_RATE,
    PROVINCE,
    Picture,
    district_codes,
    districts_of,
    indicator,
    made,
    snapshot,
    subtitle,
    when,
    with_texts,
    year_kind,
    year_label,
)
from dashboard.pictures.native import LINE, NativeChart, NativeMap, bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats
from dashboard.words.frames import records


def ranking_finding(values: pd.DataFrame, unit: str) -> str:
    """Name the highest and the lowest district."""
    known = values[values["value"].notna()]
    if known.empty:
        return "Chưa có số liệu để so sánh"
    high, low = known["value"].max(), known["value"].min()
    return district_sentences.extremes(
        list(known.loc[known["value"].eq(high), "area_name"]),
        high,
        list(known.loc[known["value"].eq(low), "area_name"]),
        low,
        unit,
    )


def ranking_table(values: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Give the ranking as printed, the province last."""
    rows = with_texts(values, unit)
    return pd.DataFrame(
        {
            "Đơn vị": rows["area_name"].where(rows["level"].eq("district"), "Toàn tỉnh"),
            f"Giá trị ({unit}{', ước' if rows['is_estimate'].any() else ''})": rows["value_text"],
            "Thứ hạng (từ cao xuống)": [
                formats.place(place, rows["place"]) for place in rows["place"]
            ],
            f"Đầu kỳ ({unit})": [formats.in_state(value, unit) for value in rows["baseline_value"]],
            "So với đầu kỳ": [formats.change(value, unit) for value in rows["baseline_change"]],
            "Mức giảm (%)": [
                formats.small(formats.number(-row.baseline_change_share, 2), small=row.is_small)
                if pd.notna(row.baseline_change_share)
                # Nothing falls from 0.
                else formats.NOT_APPLICABLE
                if row.baseline_value == 0
                else formats.NOT_SUBMITTED
                for row in records(rows)
            ],
        }
    )


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
    finding = formats.capitalised(f"{when(year)}: ") + (
        district_sentences.above_twice(list(twice["area_name"]))
        if rows["value"].notna().any()
        else "chưa có số liệu để lập lược đồ"
    )
    figure = district_map(
        rows,
        ask("boundary_vertices"),
        ask("label_anchors"),
        limits=tuple(ask("class_limits", indicator_code=indicator_code)["class_limit"]),
        unit=unit,
        highlight=highlight,
    )
    line = subtitle(about["short_name"], unit, year, settlement)
    if snapshot()["is_schematic_map"]:
        line += " · lược đồ, không phải địa giới hành chính"
    return made(
        "luoc-do", finding, line, figure, ranking_table(values, unit), values, native=NativeMap()
    )


@remembered
def map_over_years(
    indicator_code: str, year: int, settlement: str, highlight: str | None
) -> Picture:
    """Give the map of a rate with a slider over the years, opened at a year."""
    about = indicator(indicator_code)
    unit = about["unit"]
    codes = (PROVINCE, *district_codes().values())
    values = ask(
        "indicator_trend", indicator_code=indicator_code, area_codes=codes, settlement=settlement
    )
    rows = with_texts(values, unit).assign(
        year_text=[
            year_label(row.year, is_estimate=year_kind(row.year) == "estimate")
            for row in records(values)
        ],
        area_name=values["area_name"].where(values["level"].eq("district"), "Toàn tỉnh"),
    )
    counts = ask("districts_above_start", indicator_code=indicator_code, settlement=settlement)
    ends = counts[counts["year"].isin((int(snapshot()["baseline_year"]), year))]
    finding = f"{about['short_name']} từng huyện qua các năm"
    if len(ends) > 1:
        first, last = ends.iloc[0], ends.iloc[-1]
        finding = district_sentences.above_start(
            first["start_value"],
            unit,
            first=int(first["districts_above"]),
            last=int(last["districts_above"]),
            last_when=when(year),
            known=int(last["districts_known"]),
            expected=int(snapshot()["units_expected"]),
        )
    table = rows.pivot_table(
        index="area_name", columns="year_text", values="value_text", aggfunc="first", sort=False
    ).reset_index(names="Đơn vị")
    line = (
        f"{about['short_name']} ({unit}) · {formats.SETTLEMENTS[settlement]} · "
        "bấm ▶ để xem lần lượt các năm, hoặc chọn năm trên thanh"
    )
    if snapshot()["is_schematic_map"]:
        line += " · lược đồ, không phải địa giới hành chính"
    figure = map_years.map_over_years(
        districts_of(rows),
        ask("boundary_vertices"),
        ask("label_anchors"),
        limits=tuple(ask("class_limits", indicator_code=indicator_code)["class_limit"]),
        unit=unit,
        highlight=highlight,
        start=year_label(year, is_estimate=year_kind(year) == "estimate"),
    )
    return made("luoc-do-cac-nam", finding, line, figure, table, values)


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
            district_sentences.target_phrase(row.target_comparator, row.target_bound, unit)
            if pd.notna(row.target_bound)
            else ""
            for row in records(rows)
        ]
    )
    province = values[values["level"].eq("province")].iloc[0]
    is_rate = unit.startswith(("%", "điểm", "chỉ số/"))
    has_line = is_rate and pd.notna(province["value"])
    figure = ranked_bars(
        rows,
        unit=unit,
        province_value=float(province["value"]) if has_line else None,
        province_text=f"Toàn tỉnh {formats.in_state(province['value'], unit)}",
        highlight=highlight,
    )
    order = "xếp theo giá trị" if by_value else "theo thứ tự hành chính"
    line = f"{subtitle(about['short_name'], unit, year, settlement)} · {order}"
    finding = ranking_finding(rows, unit)
    native = bars(values, {"Tỷ lệ": "value"}, unit=unit)
    return made(
        "xep-hang", finding, line, figure, ranking_table(values, unit), values, native=native
    )


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
            formats.small(formats.change(change, "% so với đầu kỳ"), small=is_small)
            if as_share
            else formats.change(change, unit)
            for change, is_small in zip(rows[moved], rows["is_small"], strict=True)
        ]
    )
    moves = rows[moved].dropna()
    ranked = rows.loc[~rows["is_small"] | (not as_share), moved].dropna()
    furthest = ranked.min() if len(ranked) and ranked.min() < 0 else None
    finding = district_sentences.changes(
        fell=int((moves < 0).sum()),
        rose=int((moves > 0).sum()),
        same=int((moves == 0).sum()),
        names=[]
        if furthest is None
        else list(rows.loc[rows.index.isin(ranked.index) & rows[moved].eq(furthest), "area_name"]),
        size=furthest,
        unit="% so với mức đầu kỳ" if as_share else unit,
        expected=int(snapshot()["units_expected"]),
    )
    figure = dumbbells(
        rows,
        unit=unit,
        start_label="Đầu kỳ",
        end_label=year_label(year, is_estimate=year_kind(year) == "estimate"),
        highlight=highlight,
    )
    line = f"{about['short_name']} ({unit}) · {formats.SETTLEMENTS[settlement]} · đầu kỳ – {year}"
    if as_share:
        line += f" · {comparison.SMALL_RULE}"
    native = bars(values, {"Đầu kỳ": "baseline_value", "Nay": "value"}, unit=unit)
    return made(
        "thay-doi", finding, line, figure, ranking_table(values, unit), values, native=native
    )


def lines_of(rows: pd.DataFrame, unit: str) -> NativeChart:
    """Declare the lines of areas over the years, one series an area."""
    years = dict.fromkeys(rows.sort_values("year")["year_text"])
    wide = pd.DataFrame({"year_text": list(years)})
    for name, own in rows.groupby("area_name", sort=False):
        wide[name] = wide["year_text"].map(own.set_index("year_text")["value"])
    names = wide.columns.drop("year_text")
    return NativeChart(LINE, wide, "year_text", {name: name for name in names}, unit)


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
            f"{formats.COMPARATORS[row.comparator]} {formats.with_unit(row.bound, unit)}"
            for row in records(targets)
        ],
    )
    own = rows[~rows["is_reference"] & rows["value"].notna()]
    results = own[~own["is_estimate"]]
    finding = f"{about['short_name']}: chưa đủ số liệu để nói về xu hướng"
    if len(results) > 1 and results["year"].iloc[0] == baseline_year:
        finding = district_sentences.trend_summary(
            about["short_name"],
            first=results["value"].iloc[0],
            last=results["value"].iloc[-1],
            years=int(results["year"].iloc[-1]) - baseline_year,
            last_year=str(results["year"].iloc[-1]),
            unit=unit,
        )
    table = rows.pivot_table(
        index="area_name", columns="year_text", values="value_text", aggfunc="first", sort=False
    ).reset_index(names="Đơn vị")
    documents = formats.area_list(list(dict.fromkeys(targets["document"])))
    line = f"{about['short_name']} ({unit}) · {formats.SETTLEMENTS[settlement]} · đầu kỳ đến nay"
    if documents:
        line += f" · vạch: chỉ tiêu theo {documents}"
    figure = trend(rows, targets, unit=unit, height=420 if area_code == PROVINCE else 340)
    return made("xu-huong", finding, line, figure, table, values, native=lines_of(rows, unit))


@remembered
def communes(area_code: str, year: int) -> Picture | None:
    """Give the communes of a district on the map, None where it sent no figures of them."""
    values = ask("communes_of_district", area_code=area_code, year=year)
    if values.empty:
        return None
    rows = with_texts(values, "%").assign(
        number_text=[str(place) for place in range(1, len(values) + 1)],
    )
    known = values[values["value"].notna()]
    high = known["value"].max()
    finding = district_sentences.highest_communes(
        list(known.loc[known["value"].eq(high), "area_name"]),
        high,
        when(year),
        known=len(known),
        expected=len(values),
    )
    figure = commune_map.commune_map(
        rows,
        ask("commune_cells", area_code=area_code),
        limits=tuple(ask("class_limits", indicator_code=POVERTY_RATE)["class_limit"]),
        unit="%",
    )
    counts = {
        "Số hộ": "households",
        "Hộ nghèo": "poor_households",
        "Hộ cận nghèo": "near_poor_households",
    }
    table = pd.DataFrame(
        {
            "Xã": [f"{place}. {name}" for place, name in enumerate(rows["area_name"], 1)],
            **{
                head: [formats.number(count) for count in rows[column]]
                for head, column in counts.items()
            },
            "Tỷ lệ hộ nghèo (%)": rows["value_text"],
            "Tỷ lệ nghèo đa chiều (%)": [
                formats.number(rate, 2) for rate in rows["multidimensional_poverty_rate"]
            ],
            "So với đầu kỳ (điểm %)": [
                formats.bare_change(change, "%") for change in rows["baseline_change"]
            ],
            "Thứ hạng": [formats.place(place, rows["place"]) for place in rows["place"]],
        }
    )
    line = f"Tỷ lệ hộ nghèo (%) theo xã · {when(year)} · lược đồ, không phải địa giới hành chính"
    return made("cap-xa", finding, line, figure, table, values)


@remembered
def side_by_side(area_code: str, other_code: str, year: int) -> Picture:
    """Give two districts beside each other on the indicators of the profile."""
    names = {code: name for name, code in district_codes().items()}
    first, other = names[area_code], names[other_code]
    values = ask("two_districts", area_code=area_code, other_code=other_code, year=year)
    rows = values.assign(
        row_text=values["short_name"],
        value_text=[
            formats.with_unit(row.value, row.unit, row.value_state) for row in records(values)
        ],
        other_text=[
            formats.with_unit(row.other_value, row.unit, row.other_state) for row in records(values)
        ],
    )
    counts = values["better"].value_counts()
    finding = district_sentences.two_districts(
        first,
        other,
        first_better=int(counts.get("first", 0)),
        other_better=int(counts.get("other", 0)),
        even=int(counts.get("even", 0)),
    )
    sides = {"first": first, "other": other, "even": "ngang nhau"}
    table = pd.DataFrame(
        {
            "Chỉ tiêu": rows["short_name"],
            first: rows["value_text"],
            other: rows["other_text"],
            "Toàn tỉnh": [formats.with_unit(row.province_value, row.unit) for row in records(rows)],
            "Chênh lệch": [formats.change(row.difference, row.unit) for row in records(rows)],
            "Tốt hơn": rows["better"].map(sides).fillna(formats.NOT_APPLICABLE),
        }
    )
    line = f"{first} và {other} · {when(year)} · mỗi dòng từ huyện kém nhất đến huyện tốt nhất"
    known = rows[rows["relative"].notna() | rows["other_relative"].notna()]
    figure = pair_strips(known, first=first, other=other)
    return made("hai-huyen", finding, line, figure, table, values)
