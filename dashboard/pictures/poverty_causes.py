"""Why households are poor, and the groups that need care of their own."""

import pandas as pd

from dashboard.charts import comparison
from dashboard.charts.figures import empty
from dashboard.charts.gaps import paired_bars
from dashboard.charts.heat import heat
from dashboard.pictures.common import PROVINCE, Picture, made, when
from dashboard.pictures.gaps import WHOLE_PROVINCE, counted, expected
from dashboard.pictures.native import bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, gap_sentences
from dashboard.words.frames import records

NOT_BY_SETTLEMENT = "toàn địa bàn (biểu không chia thành thị, nông thôn)"
CAUSE_FORMULA = "số hộ nêu nguyên nhân ÷ tổng số hộ cùng loại × 100"
GROUP_FORMULA = "hộ nghèo thuộc nhóm ÷ tổng số hộ nghèo × 100"
# Where the classes of a cause's share begin, % of a district's poor households.
CAUSE_LIMITS = (5, 10, 20, 30)


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
