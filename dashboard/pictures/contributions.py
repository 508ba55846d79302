"""What each district holds of the province's poor, and what it added to their fall."""

import pandas as pd

from dashboard.charts.gaps import paired_bars
from dashboard.pictures.common import Picture, made, snapshot, when
from dashboard.pictures.gaps import (
    WHOLE_PROVINCE,
    groups_note,
    mountain_names,
    mountain_of,
    with_mark,
)
from dashboard.pictures.native import bars
from dashboard.store.database import ask, remembered
from dashboard.words import formats, gap_sentences
from dashboard.words.frames import records

CONCENTRATION_FORMULA = (
    "hộ nghèo của huyện ÷ hộ nghèo của tỉnh × 100; số hộ của huyện ÷ số hộ của tỉnh × 100"
)
CONTRIBUTION_FORMULA = (
    "theo hộ = hộ nghèo đầu kỳ − hộ nghèo năm chọn; theo điểm % = 100 × (hộ nghèo đầu kỳ ÷ số hộ "
    "của tỉnh đầu kỳ − hộ nghèo năm chọn ÷ số hộ của tỉnh năm chọn); cộng các huyện đúng bằng mức "
    "giảm của tỉnh (tính trên số chưa làm tròn)"
)


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
