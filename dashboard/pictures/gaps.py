"""Who is left behind: town and country, ethnic minorities, mountain districts, causes, groups."""

import pandas as pd

from dashboard import judgement, sentences, wording
from dashboard.charts.beside import COLUMNS, lines_beside
from dashboard.charts.gaps import gap_dumbbells, paired_bars
from dashboard.database import ask, remembered
from dashboard.frames import records
from dashboard.pictures.common import (
    PROVINCE,
    Picture,
    made,
    snapshot,
    when,
    year_label,
)

PROVINCE_NAME = "Toàn tỉnh"
GROUPS = "miền núi: Vân Canh, Vĩnh Thạnh, An Lão; các huyện khác: tám huyện, thị xã, thành phố"


def gap_picture(
    name: str, finding: str, line: str, values: pd.DataFrame, *, first: str, second: str,
    highlight: str | None, formula: str,
) -> Picture:  # fmt: skip
    """Put the dumbbells of two groups together with their table."""
    rows = values.assign(
        area_name=values["area_name"].where(values["level"].eq("district"), PROVINCE_NAME),
        gap_text=[
            wording.small(wording.change(row.gap, "%").replace("▼ ", "−").replace("▲ ", ""),
                          small=bool(getattr(row, "is_small", False)))
            if not pd.isna(row.gap) else wording.NOT_APPLICABLE
            for row in records(values)
        ],
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Đơn vị": rows["area_name"],
            f"{first} (%)": [wording.in_state(row.first_value, "%", row.first_state)
                             for row in records(rows)],
            f"{second} (%)": [wording.in_state(row.second_value, "%", row.second_state)
                              for row in records(rows)],
            "Khoảng cách": rows["gap_text"],
        }
    )  # fmt: skip
    figure = gap_dumbbells(rows, unit="%", first=first, second=second, highlight=highlight)
    return made(name, finding, line, figure, table, values, formula=formula)


def widest(values: pd.DataFrame, subject: str, at: str) -> str:
    """Say where the gap is widest and what it is in the province."""
    districts = values[values["level"].eq("district") & values["gap"].notna()]
    if "is_small" in districts:
        districts = districts[~districts["is_small"]]
    province = values[values["level"].eq("province")].iloc[0]
    high = districts["gap"].max() if len(districts) else None
    return sentences.widest_gap(
        subject, at, province["gap"] if province["is_complete"] else None,
        [] if high is None else list(districts.loc[districts["gap"].eq(high), "area_name"]), high,
    )  # fmt: skip


@remembered
def town_and_country(year: int, highlight: str | None) -> Picture:
    """Give the poverty rates of rural and urban areas by district."""
    values = ask("settlement_gap", year=year)
    return gap_picture(
        "thanh-thi-nong-thon", widest(values, "nông thôn và thành thị", when(year)),
        f"Tỷ lệ hộ nghèo (%) · {when(year)} · – là huyện không có khu vực ấy hoặc chưa nộp",
        values, first="Nông thôn", second="Thành thị", highlight=highlight,
        formula="tỷ lệ nông thôn − tỷ lệ thành thị",
    )  # fmt: skip


@remembered
def ethnic_minorities(year: int, settlement: str, highlight: str | None) -> Picture:
    """Give the poverty rates of ethnic-minority and of all households by district."""
    values = ask("ethnic_gap", year=year, settlement=settlement)
    place = wording.SETTLEMENTS[settlement]
    return gap_picture(
        "dan-toc-thieu-so", widest(values, "hộ dân tộc thiểu số và hộ chung", when(year)),
        f"Tỷ lệ hộ nghèo (%) · {place} · {when(year)} · {judgement.SMALL_RULE}",
        values, first="Hộ DTTS", second="Tất cả hộ", highlight=highlight,
        formula="tỷ lệ hộ nghèo trong hộ DTTS − tỷ lệ hộ nghèo trong tất cả hộ",
    )  # fmt: skip


@remembered
def mountain(settlement: str) -> Picture:
    """Give the poverty rates of the mountain districts and of the others over the years."""
    values = ask("mountain_gap", settlement=settlement)
    values = values[values["is_complete"]]
    results = values[~values["is_estimate"]]
    labels = {
        row.year: year_label(row.year, is_estimate=row.is_estimate) for row in records(values)
    }
    finding = "Chưa đủ số liệu các huyện để so miền núi với các huyện khác"
    if len(results) > 1:
        first, last = results.iloc[0], results.iloc[-1]
        finding = sentences.mountain_share(
            last["mountain_share_poor"], last["mountain_share_households"],
            first_gap=first["gap"], last_gap=last["gap"],
            start=when(int(first["year"])), end=when(int(last["year"])),
        )  # fmt: skip
    lines = pd.DataFrame(
        [
            (role, name, labels[row.year], value, wording.number(value, 2), "reported",
             row.is_estimate)
            for role, name, column in (("own", "Miền núi", "mountain_rate"),
                                       ("province", "Các huyện khác", "other_rate"))
            for row in records(values)
            for value in [getattr(row, column)]
        ],
        columns=list(COLUMNS),
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Năm": [labels[year] for year in values["year"]],
            "Miền núi (%)": [wording.number(rate, 2) for rate in values["mountain_rate"]],
            "Các huyện khác (%)": [wording.number(rate, 2) for rate in values["other_rate"]],
            "Khoảng cách (điểm %)": [wording.number(gap, 2) for gap in values["gap"]],
            "Miền núi giữ bao nhiêu hộ nghèo của tỉnh (%)": [
                wording.number(share, 2) for share in values["mountain_share_poor"]
            ],
            "… và bao nhiêu hộ của tỉnh (%)": [
                wording.number(share, 2) for share in values["mountain_share_households"]
            ],
        }
    )
    line = f"Tỷ lệ hộ nghèo (%) · {wording.SETTLEMENTS[settlement]} · {GROUPS}"
    formula = (
        "tổng hộ nghèo / tổng số hộ của nhóm huyện; "
        "tập trung = hộ nghèo miền núi / hộ nghèo cả tỉnh"
    )
    return made(
        "mien-nui", finding, line,
        lines_beside(lines, pd.DataFrame(columns=["year_text", "note_text"]), unit="%"),
        table, values, formula=formula,
    )


@remembered
def concentration(year: int, settlement: str, highlight: str | None) -> Picture:
    """Give what each district holds of the province's poor and of its households."""
    values = ask("contributions", year=year, settlement=settlement)
    rows = values.assign(
        row_text=values["area_name"],
        first_value=values["share_poor"], second_value=values["share_households"],
        first_text=[wording.number(share, 2) for share in values["share_poor"]],
        second_text=[wording.number(share, 2) for share in values["share_households"]],
    )  # fmt: skip
    high = values["share_poor"].max() if len(values) else None
    finding = sentences.largest_share(
        [] if high is None else list(values.loc[values["share_poor"].eq(high), "area_name"]),
        high, when(year), "hộ nghèo của tỉnh",
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Huyện": values["area_name"],
            "Hộ nghèo": [wording.number(count) for count in values["poor"]],
            "Trong hộ nghèo của tỉnh (%)": rows["first_text"],
            "Trong số hộ của tỉnh (%)": rows["second_text"],
        }
    )
    line = f"Tỷ trọng (%) · {wording.SETTLEMENTS[settlement]} · {when(year)}"
    figure = paired_bars(rows, first="trong hộ nghèo của tỉnh", second="trong số hộ của tỉnh",
                         highlight=highlight)  # fmt: skip
    return made(
        "tap-trung", finding, line, figure, table, values,
        formula="hộ nghèo (số hộ) của huyện / hộ nghèo (số hộ) của tỉnh",
    )


@remembered
def contribution(year: int, settlement: str, highlight: str | None) -> Picture:
    """Give what each district added to the fall of the province since the baseline."""
    values = ask("contributions", year=year, settlement=settlement)
    start = int(snapshot()["baseline_year"])
    if year == start:
        values = values.iloc[0:0]
    rows = values.assign(
        row_text=values["area_name"],
        first_value=values["fall_share"], second_value=values["share_poor"],
        first_text=[
            f"{wording.number(row.fall_share, 2)} % · {wording.number(row.fall_households)} hộ"
            for row in records(values)
        ],
        second_text=[wording.number(share, 2) for share in values["share_poor"]],
    )  # fmt: skip
    high = values["fall_share"].max() if len(values) else None
    finding = sentences.largest_share(
        [] if high is None else list(values.loc[values["fall_share"].eq(high), "area_name"]),
        high, f"từ đầu kỳ đến {when(year)}", "số hộ nghèo giảm của tỉnh",
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Huyện": values["area_name"],
            "Hộ nghèo đầu kỳ": [wording.number(count) for count in values["poor_start"]],
            "Hộ nghèo": [wording.number(count) for count in values["poor"]],
            "Số hộ giảm": [wording.number(count) for count in values["fall_households"]],
            "Đóng góp (% số hộ giảm)": [wording.number(share, 2)
                                        for share in values["fall_share"]],
            "Đóng góp (điểm % của tỉnh)": [wording.number(points, 2)
                                           for points in values["fall_points"]],
        }
    )  # fmt: skip
    if len(values):
        total = values.iloc[0]
        table.loc[len(table)] = [
            PROVINCE_NAME, wording.number(values["poor_start"].sum()),
            wording.number(values["poor"].sum()),
            wording.number(total["province_fall_households"]), wording.number(100, 2),
            wording.number(total["province_fall_points"], 2),
        ]  # fmt: skip
    line = f"{wording.SETTLEMENTS[settlement].capitalize()} · đầu kỳ – {year}"
    formula = (
        "số hộ nghèo giảm của huyện / của tỉnh; theo điểm %: 100·(hộ nghèo đầu kỳ / số hộ của tỉnh "
        "đầu kỳ − hộ nghèo / số hộ của tỉnh), cộng lại đúng bằng mức giảm của tỉnh"
    )
    figure = paired_bars(
        rows, first="đóng góp vào số hộ giảm (%)", second="đang giữ trong hộ nghèo của tỉnh (%)",
        highlight=highlight,
    )  # fmt: skip
    return made("dong-gop", finding, line, figure, table, values, formula=formula)


@remembered
def causes(area_code: str | None, year: int) -> Picture:
    """Give the causes that poor and near-poor households of an area name."""
    values = ask("causes", area_code=area_code or PROVINCE, year=year)
    poor = values[values["household_class"].eq("poor")].sort_values(
        "share", ascending=False, na_position="last", kind="stable"
    )
    near = values[values["household_class"].eq("near_poor")].set_index("member_code")["share"]
    rows = poor.assign(
        area_code="", row_text=poor["member_name"],
        first_value=poor["share"], second_value=poor["member_code"].map(near),
    )  # fmt: skip
    for side in ("first", "second"):
        rows[f"{side}_text"] = [wording.number(share, 2) for share in rows[f"{side}_value"]]
    high = poor["share"].max()
    finding = sentences.most_named_cause(
        list(poor.loc[poor["share"].eq(high), "member_name"]), high, when(year)
    )
    one_each = bool(len(values)) and bool(values["adds_up"].all())
    note = (
        "mỗi hộ một nguyên nhân chính" if one_each
        else "một hộ có thể có nhiều nguyên nhân, không cộng thành 100 %"
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Nguyên nhân": values["member_name"],
            "Loại hộ": values["household_class"].map(
                {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
            ),
            "Số hộ": [wording.in_state(row.households, "hộ", row.value_state)
                      for row in records(values)],
            "Tỷ lệ (%)": [wording.in_state(row.share, "%", row.value_state)
                          for row in records(values)],
        }
    )  # fmt: skip
    line = f"{area_words(area_code)} · {when(year)} · {note}"
    figure = paired_bars(rows, first="hộ nghèo (%)", second="hộ cận nghèo (%)")
    return made("nguyen-nhan", finding, line, figure, table, values,
                formula="số hộ nêu nguyên nhân / số hộ cùng loại")  # fmt: skip


@remembered
def special_groups(area_code: str | None, year: int) -> Picture:
    """Give the groups of poor households that need care of their own; they overlap."""
    values = ask("special_groups", area_code=area_code or PROVINCE, year=year)
    shown = values[values["value_state"].eq("reported")]
    rows = shown.assign(
        area_code="", row_text=shown["group_name"],
        first_value=shown["share"], second_value=float("nan"),
        first_text=[
            f"{wording.small(wording.number(row.share, 2), small=row.is_small)} · "
            f"{wording.number(row.households)} hộ"
            for row in records(shown)
        ],
        second_text="",
    )  # fmt: skip
    high = shown["share"].max()
    finding = sentences.largest_group(
        list(shown.loc[shown["share"].eq(high), "group_name"]), high, when(year)
    )
    table = pd.DataFrame(
        {
            "Nhóm": values["group_name"],
            "Số hộ": [wording.in_state(row.households, "hộ", row.value_state)
                      for row in records(values)],
            "Trong hộ nghèo (%)": [wording.in_state(row.share, "%", row.value_state)
                                   for row in records(values)],
        }
    )  # fmt: skip
    line = f"{area_words(area_code)} · {when(year)} · các nhóm trùng nhau, không cộng"
    figure = paired_bars(rows, first="trong hộ nghèo (%)", second="")
    return made("nhom-dac-thu", finding, line, figure, table, values,
                formula="hộ nghèo của nhóm / tổng số hộ nghèo")  # fmt: skip


def area_words(area_code: str | None) -> str:
    """Name the area of a picture: a district, or the province."""
    if area_code is None:
        return PROVINCE_NAME
    names = ask("districts").set_index("area_code")["area_name"]
    return str(names[area_code])
