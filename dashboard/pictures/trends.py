"""How the districts moved over the years: panels, and beside averages."""

import pandas as pd

from dashboard.charts.beside import lines_beside
from dashboard.charts.multiples import small_multiples
from dashboard.pictures.common import (
    PROVINCE,
    Picture,
    indicator,
    made,
    snapshot,
    when,
    with_texts,
    year_kind,
    year_label,
)
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats
from dashboard.words.frames import records

WHOLE_PROVINCE = "Toàn tỉnh"
LEVEL, CHANGE, INDEX = "Theo mức", "So với đầu kỳ (điểm, số)", "Chỉ số (đầu kỳ = 100)"
MEASURES = {
    LEVEL: ("value", "value_state", "province_value"),
    CHANGE: ("change", "change_state", "province_change"),
    INDEX: ("index_value", "index_state", "province_index"),
}
NO_REFERENCE = "Không"
REFERENCES = {
    NO_REFERENCE: None,
    "Cả nước": "VN",
    "Bắc Trung Bộ và Duyên hải miền Trung": "BTB_DHMT",
}


def until(year: int) -> int:
    """Give the last year that a movement is told to: the chosen one, the latest at the baseline."""
    held = snapshot()
    return int(held["latest_actual_year"]) if year == held["baseline_year"] else year


def split_of(indicator_code: str, settlement: str) -> tuple[str, str]:
    """Give the settlement that an indicator can be shown for, and how the line under it says so."""
    if settlement == "total" or indicator(indicator_code)["has_settlement"]:
        return settlement, formats.SETTLEMENTS[settlement]
    return "total", f"{formats.SETTLEMENTS['total']} (chỉ tiêu không chia thành thị, nông thôn)"


def with_years(values: pd.DataFrame) -> pd.DataFrame:
    """Add the name of each row's year."""
    return values.assign(
        year_text=[
            year_label(row.year, is_estimate=year_kind(row.year) == "estimate")
            for row in records(values)
        ]
    )


def by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the printed values as a table: an area a row, a year a column."""
    table = rows.pivot_table(
        index="area_name", columns="year_text", values="value_text", aggfunc="first", sort=False
    )
    return table.reset_index(names="Đơn vị").rename_axis(columns=None)


def is_count(unit: str) -> bool:
    """Tell whether values are counted, so that the province is the sum of its districts."""
    return formats.decimals_of(unit) == 0


def measured(values: pd.DataFrame, unit: str, measure: str) -> pd.DataFrame:
    """Keep one measure of the series, printed: the level, the change or the index.

    The province is no reference where it is their sum: a line on another scale.
    """
    value, state, reference = MEASURES[measure]
    has_reference = values["level"].eq("district") & (measure == INDEX or not is_count(unit))
    has_target = values["target_bound"].notna() & (measure == LEVEL)
    decimals = 1 if measure == INDEX else formats.decimals_of(unit)
    return with_years(values).assign(
        value=values[value],
        value_state=values[state],
        reference=values[reference].where(has_reference),
        value_text=[
            formats.number(number, decimals) if each == "reported" else formats.STATES[each]
            for number, each in zip(values[value], values[state], strict=True)
        ],
        target_bound=values["target_bound"].where(has_target),
        target_text=[
            f"{formats.COMPARATORS[row.target_comparator]} "
            f"{formats.with_unit(row.target_bound, unit)}"
            if is_set
            else ""
            for row, is_set in zip(records(values), has_target, strict=True)
        ],
    )


def steady_finding(indicator_code: str, year: int, settlement: str, first_year: int) -> str:
    """Say in how many districts an indicator moved one way in every year."""
    moves = ask(
        "yearly_moves", indicator_code=indicator_code, settlement=settlement, year=until(year)
    )
    counts = moves["movement"].value_counts()
    return district_sentences.steady_moves(
        indicator(indicator_code)["short_name"],
        fell=int(counts.get("fell_always", 0)),
        rose=int(counts.get("rose_always", 0)),
        mixed=int(counts.get("mixed", 0)),
        districts=len(moves),
        expected=int(moves["is_asked"].sum()),
        start=when(first_year),
        end=when(until(year)),
    )


@remembered
def panels(
    indicator_code: str,
    year: int,
    settlement: str,
    highlight: str | None,
    measure: str,
    shared_axis: bool,
) -> Picture:
    """Give the small multiples of an indicator: every district and the province."""
    about = indicator(indicator_code)
    unit, name = about["unit"], about["short_name"]
    settlement, where = split_of(indicator_code, settlement)
    values = ask("district_series", indicator_code=indicator_code, settlement=settlement)
    province = values[values["level"].eq("province") & values["year"].le(until(year))].iloc[-1]
    partial = (
        ""
        if province["units_reported"] == province["units_expected"]
        else (f" ({province['units_reported']}/{province['units_expected']} huyện)")
    )
    is_apart = shared_axis and measure != INDEX and is_count(unit)
    title = f"{WHOLE_PROVINCE}{' (trục riêng)' if is_apart else ''}{partial}"
    rows = measured(values, unit, measure)
    rows = rows.assign(area_name=rows["area_name"].where(rows["level"].eq("district"), title))
    has_start = bool(values["change_state"].eq("reported").any())
    finding = (
        steady_finding(indicator_code, year, settlement, int(values["year"].min()))
        if measure == LEVEL or has_start
        else district_sentences.no_baseline(name)
    )
    units = {LEVEL: unit, CHANGE: formats.points(unit), INDEX: "đầu kỳ = 100"}
    line = (
        f"{name} ({units[measure]}) · {where} · "
        f"{'cùng trục' if shared_axis else 'mỗi ô một trục riêng, không so độ cao giữa các ô'}"
    )
    if rows["reference"].notna().any():
        line += " · đường xám: toàn tỉnh"
    targets = rows[rows["target_bound"].notna()]
    table = by_year(rows)
    if len(targets):
        line += " · vạch cam: chỉ tiêu"
        texts = targets["year_text"] + ": " + targets["target_text"]
        held = texts.groupby(targets["area_name"]).agg("; ".join)
        table = table.assign(**{"Chỉ tiêu": table["Đơn vị"].map(held).fillna("")})
    figure = small_multiples(
        rows,
        unit=units[measure],
        shared_axis=shared_axis,
        reference_name=WHOLE_PROVINCE,
        apart=PROVINCE if is_apart else None,
        highlight=highlight,
    )
    return made("xu-huong-tung-huyen", finding, line, figure, table, values)


@remembered
def beside_average(
    indicator_code: str, area_code: str | None, settlement: str, reference: str
) -> Picture:
    """Give a district, or the province, beside the province and a published average."""
    about = indicator(indicator_code)
    unit, chosen = about["unit"], area_code or PROVINCE
    settlement, where = split_of(indicator_code, settlement)
    codes = tuple(dict.fromkeys((PROVINCE, chosen)))
    values = ask(
        "indicator_trend", indicator_code=indicator_code, area_codes=codes, settlement=settlement
    )
    is_own = values["area_code"].eq(chosen)
    # A province without all its districts is shown, never set beside one of them.
    values = values[is_own | values["units_reported"].eq(values["units_expected"])]
    rows = with_years(with_texts(values, unit))
    rows = rows.assign(
        role=rows["area_code"].eq(chosen).map({True: "own", False: "province"}),
        area_name=rows["area_name"].where(rows["level"].eq("district"), WHOLE_PROVINCE),
    )
    rows = rows.sort_values("role", kind="stable")
    own = rows[rows["role"].eq("own")]
    published = published_rows(indicator_code, settlement, reference, unit, own)
    finding = own_finding(own, about["short_name"], unit)
    shared = published.merge(own, on="year", suffixes=("", "_own"))
    if len(shared):
        last = shared.iloc[-1]
        finding += district_sentences.beside_published(
            last["area_name_own"],
            last["value_own"],
            last["area_name"],
            last["value"],
            when(int(last["year"])),
        )
    drawn = pd.concat([rows, published]) if len(published) else rows
    changes = ask("boundary_changes_of_area", area_code=chosen, settlement=settlement)
    breaks = with_years(changes[changes["year"].isin(own["year"])]).assign(
        note_text="Địa giới<br>thay đổi"
    )
    line = f"{about['short_name']} ({unit}) · {where}"
    line += units_note(own) + reference_note(reference, published)
    line += "".join(f" · {row.note} (nguồn: {row.source_title})" for row in records(changes))
    figure = lines_beside(drawn, breaks, unit=unit)
    return made("so-voi-muc-chung", finding, line, figure, by_year(drawn), drawn)


def published_rows(
    indicator_code: str, settlement: str, reference: str, unit: str, own: pd.DataFrame
) -> pd.DataFrame:
    """Give the published average as rows of the picture, in the years of the area's own series."""
    found = ask(
        "published_average",
        area_code=REFERENCES[reference],
        indicator_code=indicator_code,
        settlement=settlement,
    )
    found = found[found["year"].isin(own["year"])]
    rows = found.assign(role="published", value_state="reported", is_estimate=False)
    return with_years(with_texts(rows, unit))


def own_finding(own: pd.DataFrame, short_name: str, unit: str) -> str:
    """Say how an area's own series moved from its start to the last result."""
    area = own["area_name"].iloc[0]
    name = f"{short_name} {'toàn tỉnh' if area == WHOLE_PROVINCE else area}"
    results = own[own["value"].notna() & ~own["is_estimate"]]
    results = results[results["units_reported"].eq(results["units_expected"])]
    if len(results) < 2:
        return f"{name}: chưa đủ số liệu để nói về xu hướng"
    first, last = results.iloc[0], results.iloc[-1]
    if first["year"] != snapshot()["baseline_year"]:
        return district_sentences.moved_between(
            name,
            first["value"],
            last["value"],
            unit,
            start=when(int(first["year"])),
            end=when(int(last["year"])),
        )
    return district_sentences.trend_summary(
        name,
        first=first["value"],
        last=last["value"],
        years=int(last["year"] - first["year"]),
        last_year=str(last["year"]),
        unit=unit,
    )


def units_note(own: pd.DataFrame) -> str:
    """Say in the line of a picture that the province stands on some districts only."""
    known = own[own["value"].notna()]
    if known.empty:
        return ""
    return district_sentences.coverage(
        known["units_reported"].iloc[-1], known["units_expected"].iloc[-1]
    )


def reference_note(reference: str, published: pd.DataFrame) -> str:
    """Name the sources of the published average in the line of a picture, or say there is none."""
    if reference == NO_REFERENCE:
        return ""
    if published.empty:
        return f" · chưa có số đã công bố của {reference} cho chỉ tiêu và khu vực này"
    titles = list(dict.fromkeys(published["source_title"]))
    return f" · {reference}: số đã công bố, {'; '.join(titles)}"
