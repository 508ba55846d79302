"""How fast the districts' rates fell, and whether they drew closer to each other."""

import pandas as pd

from dashboard.charts import comparison
from dashboard.charts.convergence import distance_lines
from dashboard.charts.pace import pace_bars
from dashboard.pictures.common import (
    Picture,
    districts_of,
    indicator,
    made,
    snapshot,
    when,
    year_kind,
    year_label,
)
from dashboard.pictures.native import bars
from dashboard.pictures.trends import WHOLE_PROVINCE, until, with_years
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats
from dashboard.words.frames import records

NOT_A_FALLING_RATE = (
    "Tốc độ giảm và khoảng cách giữa các huyện chỉ tính cho tỷ lệ có số đầu kỳ và càng thấp càng "
    "tốt, ví dụ tỷ lệ hộ nghèo. Chọn chỉ tiêu khác ở phía trên."
)
PACE_FORMULA = (
    "giảm bình quân năm = (tỷ lệ đầu kỳ − tỷ lệ năm chọn) ÷ số năm; "
    "giảm tương đối = (tỷ lệ đầu kỳ − tỷ lệ năm chọn) ÷ tỷ lệ đầu kỳ × 100"
)
DISTANCE_FORMULA = (
    "khoảng cách = tỷ lệ huyện cao nhất − tỷ lệ huyện thấp nhất; "
    "độ lệch chuẩn = √[Σ mẫu số × (tỷ lệ huyện − tỷ lệ chung)² ÷ Σ mẫu số], "
    "mẫu số là mẫu số của tỷ lệ (ví dụ tổng số hộ của huyện); "
    "tỷ số = tỷ lệ chung các huyện miền núi ÷ tỷ lệ chung các huyện đồng bằng, ven biển"
)


def is_falling_rate(indicator_code: str) -> bool:
    """Tell whether an indicator is a rate that should fall and has a baseline."""
    about = indicator(indicator_code)
    has_baseline = about["first_year"] == snapshot()["baseline_year"]
    return bool(about["unit"] == "%" and about["direction"] == "lower" and has_baseline)


@remembered
def pace(indicator_code: str, year: int, settlement: str, highlight: str | None) -> Picture | None:
    """Give the two ranked lists of how fast a rate fell, None where it is no rate that falls."""
    if not is_falling_rate(indicator_code):
        return None
    end = until(year)
    values = ask("pace_by_district", indicator_code=indicator_code, year=end, settlement=settlement)
    rows = pace_texts(values)
    districts = districts_of(rows)
    by_points = districts[districts["place_points"].eq(1)]
    by_percent = districts[districts["place_relative"].eq(1)]
    finding = district_sentences.fastest(
        list(by_points["area_name"]),
        by_points["yearly_reduction"].max(),
        list(by_percent["area_name"]),
        by_percent["relative_reduction"].max(),
        end=when(end),
        known=int(districts["value_state"].eq("reported").sum()),
        expected=int(districts["value_state"].ne("not_applicable").sum()),
    )
    table = pd.DataFrame(
        {
            "Đơn vị": rows["area_name"].where(rows["level"].eq("district"), WHOLE_PROVINCE),
            "Đầu kỳ (%)": [
                formats.in_state(row.baseline_value, "%", row.value_state) for row in records(rows)
            ],
            f"{year_label(end, is_estimate=year_kind(end) == 'estimate')} (%)": [
                formats.in_state(row.value, "%", row.value_state) for row in records(rows)
            ],
            "Giảm bình quân (điểm %/năm)": rows["points_text"],
            "Thứ hạng theo điểm": [
                formats.place(place, rows["place_points"]) for place in rows["place_points"]
            ],
            "Mức giảm (% so với đầu kỳ)": rows["relative_text"],
            "Thứ hạng theo %": [
                formats.place(place, rows["place_relative"]) for place in rows["place_relative"]
            ],
        }
    )
    name = indicator(indicator_code)["short_name"]
    line = (
        f"{name} · {formats.SETTLEMENTS[settlement]} · từ đầu kỳ đến {when(end)} · "
        f"{'thanh rỗng: số ước · ' if year_kind(end) == 'estimate' else ''}{comparison.SMALL_RULE}"
    )
    figure = pace_bars(
        districts,
        points_title="Theo điểm (điểm %/năm)",
        relative_title="Theo % so với đầu kỳ",
        highlight=highlight,
    )
    native = bars(values, {"Giảm bình quân mỗi năm": "yearly_reduction"}, unit="điểm %/năm")
    return made(
        "toc-do-giam", finding, line, figure, table, values, formula=PACE_FORMULA, native=native
    )


def pace_texts(values: pd.DataFrame) -> pd.DataFrame:
    """Add the printed numbers of the two lists and the names with their places."""

    def printed(number: float | None, state: str) -> str:
        if state != "reported":
            return f"{formats.STATES[state]} {formats.STATE_REASONS[state]}"
        # Reported, yet without a percentage: the baseline is 0.
        return formats.NOT_APPLICABLE if pd.isna(number) else formats.number(number, 2)

    rows = values.assign(
        points_text=[printed(row.yearly_reduction, row.value_state) for row in records(values)],
        relative_text=[
            formats.small(printed(row.relative_reduction, row.value_state), small=row.is_small)
            for row in records(values)
        ],
    )
    return rows.assign(
        points_label=labels(rows, "place_points"), relative_label=labels(rows, "place_relative")
    )


def labels(rows: pd.DataFrame, column: str) -> list[str]:
    """Give the districts' names with their places, ties marked; an unranked one has none."""
    places = rows[column]
    return [
        name if pd.isna(place) else f"{formats.place(place, places.dropna())}. {name}"
        for name, place in zip(rows["area_name"], places, strict=True)
    ]


@remembered
def convergence(indicator_code: str, year: int, settlement: str) -> Picture | None:
    """Give how far apart the districts are over the years, None where it is no rate that falls."""
    if not is_falling_rate(indicator_code):
        return None
    end = until(year)
    values = ask("convergence", indicator_code=indicator_code, settlement=settlement)
    rows = with_years(values)
    spans = {
        ("Theo điểm %", "Cao nhất − thấp nhất"): "value_range",
        ("Theo điểm %", "Độ lệch chuẩn"): "weighted_deviation",
        ("Miền núi so với đồng bằng (lần)", "Tỷ số"): "group_ratio",
    }
    series = pd.concat(
        [
            rows.assign(
                panel=panel,
                series=series,
                value=rows[column],
                value_text=[formats.number(value, 2) for value in rows[column]],
            )
            for (panel, series), column in spans.items()
        ]
    )
    finding = "Chưa có năm nào đủ số liệu của các huyện để tính khoảng cách"
    told = values[values["year"].le(end)]
    if len(told) > 1:
        first, last = told.iloc[0], told.iloc[-1]
        finding = district_sentences.range_moved(
            first["value_range"],
            last["value_range"],
            start=when(int(first["year"])),
            end=when(int(last["year"])),
        ) + district_sentences.ratio_moved(first["group_ratio"], last["group_ratio"])
    headings = {
        "highest": "Cao nhất (%)",
        "lowest": "Thấp nhất (%)",
        "value_range": "Khoảng cách (điểm %)",
        "weighted_deviation": "Độ lệch chuẩn (điểm %)",
        "mountain_value": "Miền núi (%)",
        "plain_value": "Đồng bằng, ven biển (%)",
        "group_ratio": "Tỷ số (lần)",
    }
    table = pd.DataFrame(
        {
            "Năm": rows["year_text"],
            "Số huyện": [formats.number(count) for count in rows["districts"]],
            **{
                heading: [formats.number(value, 2) for value in rows[column]]
                for column, heading in headings.items()
            },
        }
    )
    name = indicator(indicator_code)["short_name"]
    line = (
        f"{name} · {formats.SETTLEMENTS[settlement]} · "
        "chỉ gồm các năm mọi huyện có chỉ tiêu này đều đã nộp"
    )
    figure = distance_lines(series)
    return made(
        "khoang-cach-cac-huyen", finding, line, figure, table, values, formula=DISTANCE_FORMULA
    )
