"""What the poor are deprived of, and where."""

import pandas as pd

from dashboard.charts.change import dumbbells
from dashboard.charts.heat import heat
from dashboard.charts.pairs import paired_bars
from dashboard.pictures.common import PROVINCE, Picture, made, place_of, snapshot, when, year_label
from dashboard.pictures.native import bars
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, gap_sentences
from dashboard.words.frames import records

CLASSES = {"Hộ nghèo": "poor", "Hộ cận nghèo": "near_poor"}
# Classes of a deprivation rate, in percent.
LIMITS = (10, 20, 35, 50)
RATE_FORMULA = "số hộ thiếu hụt chỉ số / số hộ cùng loại"


def class_name(household_class: str) -> str:
    """Name a class of households inside a sentence."""
    return {"poor": "hộ nghèo", "near_poor": "hộ cận nghèo"}[household_class]


@remembered
def heat_table(year: int, household_class: str, highlight: str | None) -> Picture:
    """Give the twelve deprivations of every district."""
    values = ask("deprivations_by_district", year=year, household_class=household_class)
    cells = values.assign(
        row_label=values["member_name"],
        column_label=values["area_name"]
        .where(values["level"].eq("district"), "Toàn tỉnh")
        .str.replace(" ", "<br>", n=1),
        value=values["rate"],
        value_text=[formats.in_state(row.rate, "%", row.value_state) for row in records(values)],
    )
    districts = values[values["level"].eq("district")]
    first = districts[districts["place"].eq(1)]["member_name"].value_counts()
    finding = gap_sentences.commonest_deprivation(
        [] if first.empty else list(first[first.eq(first.max())].index),
        int(first.max()) if len(first) else 0,
        class_name(household_class),
        when(year),
        known=int(districts.loc[districts["rate"].notna(), "area_code"].nunique()),
        expected=int(snapshot()["units_expected"]),
    )
    table = cells.pivot_table(
        index="row_label", columns="area_name", values="value_text", aggfunc="first", sort=False
    ).reset_index(names="Chỉ số (%)")
    line = f"Tỷ lệ {class_name(household_class)} thiếu hụt (%) · {when(year)}"
    figure = heat(cells, limits=LIMITS, unit="%", highlight=highlight)
    return made("thieu-hut-huyen", finding, line, figure, table, values, formula=RATE_FORMULA)


@remembered
def changes(area_code: str | None, year: int, household_class: str) -> Picture:
    """Give how each deprivation changed since the first year that the form asks for."""
    values = ask(
        "deprivation_changes",
        area_code=area_code or PROVINCE,
        year=year,
        household_class=household_class,
    )
    first_year = int(values["first_year"].iloc[0]) if len(values) else None
    rows = values.assign(
        area_code="",
        area_name=values["member_name"],
        baseline_value=values["first_rate"],
        value=values["rate"],
        change_text=[formats.change(change, "%") for change in values["change"]],
    )
    low = values["change"].min() if len(values) else None
    finding = gap_sentences.deprivation_fall(
        [] if low is None else list(values.loc[values["change"].eq(low), "member_name"]),
        low,
        class_name(household_class),
        first_year,
        fell=int((values["change"] < 0).sum()),
    )
    table = pd.DataFrame(
        {
            "Chỉ số": values["member_name"],
            f"Năm {first_year or 'đầu'} (%)": [
                formats.number(each, 2) for each in values["first_rate"]
            ],
            f"Năm {year} (%)": [formats.number(each, 2) for each in values["rate"]],
            "Thay đổi": rows["change_text"],
        }
    )
    line = f"{place_of(area_code)} · tỷ lệ {class_name(household_class)} thiếu hụt (%)"
    if first_year:
        line += f" · năm {first_year} – {year}"
    estimate = bool(len(values)) and bool(values["is_estimate"].any())
    figure = dumbbells(
        rows,
        unit="%",
        start_label=str(first_year),
        end_label=year_label(year, is_estimate=estimate),
    )
    native = bars(values, {"Trước": "first_rate", "Nay": "rate"}, unit="%", names="member_name")
    return made("thieu-hut-thay-doi", finding, line, figure, table, values, native=native)


@remembered
def per_household(year: int, highlight: str | None) -> Picture:
    """Give the mean number of deprivations of a household by district."""
    values = ask("deprivations_per_household", year=year)
    rows = values.assign(
        row_text=values["area_name"].where(values["level"].eq("district"), "Toàn tỉnh"),
        first_value=values["poor"],
        second_value=values["near_poor"],
        first_text=[
            formats.in_state(row.poor, "chỉ số/hộ", row.poor_state) for row in records(values)
        ],
        second_text=[
            formats.in_state(row.near_poor, "chỉ số/hộ", row.near_poor_state)
            for row in records(values)
        ],
    )
    districts = rows[rows["level"].eq("district") & rows["poor"].notna()]
    province = rows[rows["level"].eq("province")].iloc[0]
    high = districts["poor"].max() if len(districts) else None
    finding = gap_sentences.most_deprivations(
        [] if high is None else list(districts.loc[districts["poor"].eq(high), "area_name"]),
        high,
        province["poor"] if province["is_complete"] else None,
        when(year),
        is_alone=len(districts) == 1,
    )
    table = pd.DataFrame(
        {
            "Đơn vị": rows["row_text"],
            "Hộ nghèo (chỉ số/hộ)": rows["first_text"],
            "Hộ cận nghèo (chỉ số/hộ)": rows["second_text"],
        }
    )
    figure = paired_bars(rows, first="hộ nghèo", second="hộ cận nghèo", highlight=highlight)
    line = f"Số chỉ số thiếu hụt bình quân một hộ · {when(year)}"
    return made(
        "thieu-hut-moi-ho",
        finding,
        line,
        figure,
        table,
        values,
        formula="tổng số thiếu hụt của các hộ / số hộ cùng loại",
        native=bars(values, {"Hộ nghèo": "poor", "Hộ cận nghèo": "near_poor"}, unit="chỉ số/hộ"),
    )


@remembered
def children(area_code: str | None, year: int) -> Picture:
    """Give what the children of poor and near-poor households are deprived of."""
    values = ask("children_deprived", area_code=area_code or PROVINCE, year=year)
    rows = values.assign(
        area_code="",
        row_text=values["member_name"],
        first_value=values["poor_share"],
        second_value=values["near_poor_share"],
        first_text=[
            share_text(
                row.poor_share,
                row.poor,
                row.value_state,
                row.poor_share_state,
                small=row.poor_is_small,
                coverage=coverage(row.units_reported, row.units_expected),
            )
            for row in records(values)
        ],
        second_text=[
            share_text(
                row.near_poor_share,
                row.near_poor,
                row.near_poor_state,
                row.near_poor_share_state,
                small=row.near_poor_is_small,
                coverage=coverage(row.near_poor_units_reported, row.near_poor_units_expected),
            )
            for row in records(values)
        ],
    )
    high = values["poor_share"].max()
    leading = values[values["poor_share"].eq(high)]
    finding = gap_sentences.children_deprived(list(leading["member_name"]), high, when(year))
    if len(leading):
        first = leading.iloc[0]
        finding += coverage(first["units_reported"], first["units_expected"])
    table = pd.DataFrame(
        {
            "Chỉ số": values["member_name"],
            "Trẻ em hộ nghèo": rows["first_text"],
            "Trẻ em hộ cận nghèo": rows["second_text"],
        }
    )
    line = f"{place_of(area_code)} · tỷ lệ trẻ em thiếu hụt (%) · {when(year)}"
    figure = paired_bars(rows, first="trẻ em hộ nghèo (%)", second="trẻ em hộ cận nghèo (%)")
    return made(
        "tre-em",
        finding,
        line,
        figure,
        table,
        values,
        formula="số trẻ em thiếu hụt / số trẻ em thuộc hộ cùng loại",
    )


def share_text(
    share: float | None,
    count: float | None,
    state: str,
    share_state: str,
    *,
    small: bool,
    coverage: str,
) -> str:
    """Print a share with the children counted, each in its own state."""
    text = formats.small(formats.in_state(share, "%", share_state), small=small)
    if state != "reported":
        return text
    return f"{text} · {formats.number(count)} trẻ em{coverage}"


def coverage(units_reported: float, units_expected: float) -> str:
    """Say how many districts a share stands on, when it is not all; nothing where none is known."""
    if pd.isna(units_reported):
        return ""
    return district_sentences.coverage(int(units_reported), int(units_expected))
