"""Who is left behind: town and country, ethnic minorities, mountain districts, causes, groups."""

from typing import Any

import pandas as pd

from dashboard.charts import comparison
from dashboard.charts.figures import empty
from dashboard.charts.gaps import gap_dumbbells, gap_lines, paired_bars
from dashboard.charts.heat import heat
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
NOT_BY_SETTLEMENT = "toàn địa bàn (biểu không chia thành thị, nông thôn)"
SIMILAR = f"chênh dưới {formats.number(comparison.SIMILAR_WITHIN, 2)} điểm % coi là ngang nhau"
SMALL = f"{comparison.SMALL_POOR}, không nêu là cách xa nhất"
SETTLEMENT_FORMULA = "khoảng cách = tỷ lệ nông thôn − tỷ lệ thành thị"
ETHNIC_FORMULA = "khoảng cách = hộ nghèo DTTS ÷ tổng số hộ DTTS × 100 − hộ nghèo ÷ tổng số hộ × 100"
MOUNTAIN_FORMULA = (
    "tỷ lệ của nhóm = tổng hộ nghèo các huyện ÷ tổng số hộ các huyện × 100; "
    "khoảng cách = tỷ lệ miền núi − tỷ lệ các huyện còn lại"
)
CONCENTRATION_FORMULA = (
    "hộ nghèo của huyện ÷ hộ nghèo của tỉnh × 100; số hộ của huyện ÷ số hộ của tỉnh × 100"
)
CONTRIBUTION_FORMULA = (
    "theo hộ = hộ nghèo đầu kỳ − hộ nghèo năm chọn; theo điểm % = 100 × (hộ nghèo đầu kỳ ÷ số hộ "
    "của tỉnh đầu kỳ − hộ nghèo năm chọn ÷ số hộ của tỉnh năm chọn); cộng các huyện đúng bằng mức "
    "giảm của tỉnh (tính trên số chưa làm tròn)"
)
CAUSE_FORMULA = "số hộ nêu nguyên nhân ÷ tổng số hộ cùng loại × 100"
GROUP_FORMULA = "hộ nghèo thuộc nhóm ÷ tổng số hộ nghèo × 100"
# Where the classes of a cause's share begin, % of a district's poor households.
CAUSE_LIMITS = (5, 10, 20, 30)


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


def held_by(settlement: str, *years: int) -> tuple[int, int]:
    """Give how many districts reported, of how many, in the year with the fewest."""
    values = ask("mountain_gap", settlement=settlement)
    values = values[values["year"].isin(years)]
    return int(values["units_reported"].min()), int(values["units_expected"].max())


@remembered
def concentration(year: int, settlement: str, highlight: str | None) -> Picture:
    """Give what each district holds of the province's poor and of its households."""
    values = ask("contributions", year=year, settlement=settlement)
    held = mountain_of(year, settlement)
    finding = gap_sentences.concentration(
        mountain_names(),
        when(year),
        poor=held["mountain_share_poor"],
        households=held["mountain_share_households"],
        known=int(held["units_reported"]),
        expected=int(held["units_expected"]),
    )
    rows = values.assign(
        row_text=values["area_name"],
        first_value=values["share_poor"],
        second_value=values["share_households"],
        first_text=[formats.number(share, 2) for share in values["share_poor"]],
        second_text=[formats.number(share, 2) for share in values["share_households"]],
    )
    table = pd.DataFrame(
        {
            "Đơn vị": values["area_name"],
            "Hộ nghèo": [formats.number(count) for count in values["poor"]],
            "Trong hộ nghèo của tỉnh (%)": rows["first_text"],
            "Số hộ": [formats.number(count) for count in values["households"]],
            "Trong số hộ của tỉnh (%)": rows["second_text"],
        }
    )
    line = f"Tỷ trọng (%) · {formats.SETTLEMENTS[settlement]} · {when(year)} · {groups_note()}"
    figure = paired_bars(
        rows,
        first=with_mark("Trong hộ nghèo của tỉnh (%)", year),
        second=with_mark("Trong số hộ của tỉnh (%)", year),
        highlight=highlight,
    )
    native = bars(
        values,
        {"Trong hộ nghèo của tỉnh": "share_poor", "Trong số hộ của tỉnh": "share_households"},
        unit="%",
    )
    return made(
        "tap-trung",
        finding,
        line,
        figure,
        table,
        values,
        formula=CONCENTRATION_FORMULA,
        native=native,
    )


@remembered
def contribution(year: int, settlement: str, highlight: str | None) -> Picture:
    """Give what each district added to the fall of the province since the baseline.

    At the baseline itself the fall is told to the latest year with results.
    """
    held = snapshot()
    start = int(held["baseline_year"])
    end = int(held["latest_actual_year"]) if year == start else year
    values = ask("contributions", year=end, settlement=settlement)
    values = values[values["province_fall_households"].notna()]
    known, every = held_by(settlement, start, end)
    whole = values.iloc[0] if len(values) else pd.Series(dtype="float64")
    most = values["fall_households"].max()
    leading = values[values["fall_households"].eq(most)]
    finding = gap_sentences.contribution(
        list(leading["area_name"]),
        when(end),
        households=most,
        share=leading["fall_share"].max(),
        province_households=whole.get("province_fall_households"),
        province_points=whole.get("province_fall_points"),
        known=known,
        expected=every,
    )
    rows = values.assign(
        row_text=values["area_name"],
        first_value=values["fall_points"],
        second_value=float("nan"),
        second_text="",
        first_text=[
            f"{formats.with_unit(row.fall_points, 'điểm %')} · "
            f"{formats.with_unit(row.fall_households, 'hộ')}"
            for row in records(values)
        ],
    )
    figure = paired_bars(
        rows, first=with_mark("Giảm so với đầu kỳ, tính trên toàn tỉnh", end), highlight=highlight
    )
    line = f"Hộ nghèo · {formats.SETTLEMENTS[settlement]} · đầu kỳ đến {when(end)}"
    return made(
        "dong-gop",
        finding,
        line,
        figure,
        contribution_table(values),
        values,
        formula=CONTRIBUTION_FORMULA,
        native=bars(values, {"Đóng góp vào mức giảm": "fall_points"}, unit="điểm %"),
    )


def contribution_table(values: pd.DataFrame) -> pd.DataFrame:
    """Give the contributions as printed, the province as the last row."""
    columns = {
        "Giảm (hộ)": ("fall_households", "province_fall_households", 0),
        "Trong số giảm của tỉnh (%)": ("fall_share", None, 2),
        "Giảm (điểm % của tỉnh)": ("fall_points", "province_fall_points", 2),
    }
    table = pd.DataFrame(
        {
            "Đơn vị": values["area_name"],
            "Hộ nghèo đầu kỳ": [formats.number(count) for count in values["poor_start"]],
            "Hộ nghèo năm chọn": [formats.number(count) for count in values["poor"]],
            **{
                head: [formats.number(value, decimals) for value in values[column]]
                for head, (column, _, decimals) in columns.items()
            },
        }
    )
    if values.empty:
        return table
    whole = values.iloc[0]
    total = {
        "Đơn vị": WHOLE_PROVINCE,
        "Hộ nghèo đầu kỳ": formats.number(whole["province_poor_start"]),
        "Hộ nghèo năm chọn": formats.number(whole["province_poor"]),
        **{
            head: formats.number(100 if column is None else whole[column], decimals)
            for head, (_, column, decimals) in columns.items()
        },
    }
    if pd.isna(whole["fall_share"]):
        total["Trong số giảm của tỉnh (%)"] = formats.NOT_APPLICABLE
    return pd.concat([table, pd.DataFrame([total])], ignore_index=True)


def place_name(area_code: str | None) -> str:
    """Name the area of a picture inside a sentence: a district, or the province."""
    if area_code is None:
        return "toàn tỉnh"
    names = ask("districts").set_index("area_code")["area_name"]
    return str(names[area_code])


def share_text(
    share: float | None,
    households: float | None,
    state: str,
    *,
    small: bool,
    units_reported: float,
    units_expected: float,
) -> str:
    """Print a share of the households with their number: `20,62 % · 1.334 hộ`.

    A share that does not stand on all districts says so.
    """
    if state != "reported":
        return f"{formats.STATES[state]} {formats.STATE_REASONS[state]}"
    if pd.isna(share):
        return formats.with_unit(households, "hộ")
    percent = formats.small(formats.with_unit(share, "%"), small=small)
    known = district_sentences.coverage(counted(units_reported), expected(units_expected))
    return f"{percent} · {formats.with_unit(households, 'hộ')}{known}"


@remembered
def causes(area_code: str | None, year: int) -> Picture:
    """Give the causes that poor and near-poor households of an area name, most named first."""
    values = ask("causes", area_code=area_code or PROVINCE, year=year)
    sides = {"first": ("poor", ""), "second": ("near_poor", "near_poor_")}
    rows = values.assign(
        area_code=area_code or PROVINCE, row_text=values["member_name"], is_estimate=False
    )
    for side, (group, units) in sides.items():
        rows = rows.assign(
            **{
                f"{side}_value": values[f"{group}_share"],
                f"{side}_text": [
                    share_text(
                        getattr(row, f"{group}_share"),
                        getattr(row, group),
                        getattr(row, f"{group}_state"),
                        small=getattr(row, f"{group}_is_small"),
                        units_reported=getattr(row, f"{units}units_reported"),
                        units_expected=getattr(row, f"{units}units_expected"),
                    )
                    for row in records(values)
                ],
            }
        )
    named = values[values["poor"] > 0]
    most = named["poor_share"].max()
    leading = named[named["poor_share"].eq(most)]
    first = values.iloc[0]
    finding = gap_sentences.most_named(
        list(leading["member_name"]),
        most,
        place_name(area_code),
        when(year),
        state=first["poor_state"],
        known=counted(first["units_reported"]),
        expected=expected(first["units_expected"]),
    )
    is_known = bool(values["poor_state"].eq("reported").any())
    one_each = bool(values["poor_adds_up"].all() and values["near_poor_adds_up"].all())
    note = ""
    if is_known:
        note = (
            " · mỗi hộ nêu một nguyên nhân: cộng các nguyên nhân đúng bằng số hộ"
            if one_each
            else " · một hộ có thể chọn nhiều nguyên nhân, không cộng thành 100 %"
        )
    table = pd.DataFrame(
        {
            "Nguyên nhân": values["member_name"],
            **{
                f"{head} ({unit})": [
                    formats.in_state(getattr(row, column), unit, getattr(row, state))
                    for row in records(values)
                ]
                for head, column, unit, state in (
                    ("Hộ nghèo", "poor", "hộ", "poor_state"),
                    ("Hộ nghèo", "poor_share", "%", "poor_share_state"),
                    ("Hộ cận nghèo", "near_poor", "hộ", "near_poor_state"),
                    ("Hộ cận nghèo", "near_poor_share", "%", "near_poor_share_state"),
                )
            },
        }
    )
    line = (
        f"Nguyên nhân nghèo (%) · {place_name(area_code)} · {NOT_BY_SETTLEMENT} · "
        f"{when(year)}{note}"
    )
    figure = paired_bars(rows, first="Hộ nghèo (%)", second="Hộ cận nghèo (%)")
    native = bars(
        values,
        {"Hộ nghèo": "poor_share", "Hộ cận nghèo": "near_poor_share"},
        unit="%",
        names="member_name",
    )
    return made(
        "nguyen-nhan", finding, line, figure, table, values, formula=CAUSE_FORMULA, native=native
    )


@remembered
def causes_by_district(year: int, highlight: str | None) -> Picture:
    """Give the share of each cause among the poor households of each district."""
    values = ask("causes_by_district", year=year)
    cells = values.assign(
        row_label=values["short_name"],
        column_label=[
            row.area_name.replace(" ", "<br>") + ("<br>(số nhỏ)" if row.is_small else "")
            for row in records(values)
        ],
        value=values["share"],
        value_text=[formats.in_state(row.share, "%", row.share_state) for row in records(values)],
        is_estimate=False,
    )
    counts = values.loc[values["is_most_named"], "short_name"].value_counts()
    applied = values[values["share_state"].ne("not_applicable")]
    reported = values[values["value_state"].eq("reported")]
    finding = gap_sentences.causes_by_district(
        [(str(name), int(districts)) for name, districts in counts.items()],
        when(year),
        known=reported["area_code"].nunique(),
        expected=applied["area_code"].nunique(),
        state="not_applicable" if applied.empty else "reported",
    )
    table = cells.pivot_table(
        index="short_name", columns="area_name", values="value_text", aggfunc="first", sort=False
    )
    table = table.reset_index(names="Nguyên nhân (% hộ nghèo của huyện)")
    line = (
        f"Nguyên nhân nghèo (% hộ nghèo của huyện) · {NOT_BY_SETTLEMENT} · {when(year)} · "
        f"{comparison.SMALL_POOR}"
    )
    figure = (
        empty(f"Không áp dụng: biểu mẫu không hỏi số liệu {when(year)}")
        if applied.empty
        else heat(cells, limits=CAUSE_LIMITS, unit="%", highlight=highlight)
    )
    return made(
        "nguyen-nhan-theo-huyen",
        finding,
        line,
        figure,
        table.rename_axis(columns=None),
        values,
        formula=CAUSE_FORMULA,
    )


@remembered
def special_groups(area_code: str | None, year: int) -> Picture:
    """Give the groups of poor households that need care of their own; they overlap."""
    values = ask("special_groups", area_code=area_code or PROVINCE, year=year)
    province = ask("special_groups", area_code=PROVINCE, year=year)
    # A province without all its districts is shown alone, never beside one of them.
    is_beside = area_code is not None and bool(
        (province["units_reported"] == province["units_expected"]).fillna(value=True).all()
    )
    texts = {
        side: [
            share_text(
                row.share,
                row.households,
                row.value_state,
                small=row.is_small,
                units_reported=row.units_reported,
                units_expected=row.units_expected,
            )
            for row in records(rows)
        ]
        for side, rows in (("first", values), ("second", province))
    }
    rows = values.assign(
        area_code=area_code or PROVINCE,
        row_text=values["group_name"],
        is_estimate=False,
        first_value=values["share"],
        first_text=texts["first"],
        second_value=province["share"],
        second_text=texts["second"],
    )
    named = values[values["households"] > 0]
    most = named["share"].max()
    leading = named[named["share"].eq(most)]
    reported = values[values["value_state"].eq("reported")]
    finding = gap_sentences.largest_group(
        list(leading["group_name"]),
        most,
        place_name(area_code),
        when(year),
        groups=len(reported),
        known=counted(reported["units_reported"].min()),
        expected=expected(reported["units_expected"].max()),
    )
    own = formats.capitalised(place_name(area_code))
    table = pd.DataFrame(
        {"Nhóm": values["group_name"], own: texts["first"]}
        | ({WHOLE_PROVINCE: texts["second"]} if is_beside else {})
    )
    line = (
        f"Trong tổng số hộ nghèo (%) · {place_name(area_code)} · {NOT_BY_SETTLEMENT} · "
        f"{when(year)} · các nhóm trùng nhau, không cộng"
    )
    figure = paired_bars(rows, first=own, second=WHOLE_PROVINCE if is_beside else None)
    return made("nhom-doi-tuong", finding, line, figure, table, values, formula=GROUP_FORMULA)
