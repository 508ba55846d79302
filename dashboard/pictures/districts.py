"""Pictures of one indicator by district: map, ranking, change, trend."""

import pandas as pd

from dashboard import wording
from dashboard.charts.bars import ranked_bars
from dashboard.charts.change import dumbbells
from dashboard.charts.district_map import district_map
from dashboard.charts.trend import trend
from dashboard.database import ask, remembered
from dashboard.frames import records
from dashboard.pictures.common import (
    PROVINCE,
    Picture,
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
