"""What every picture shares: its words, its signature, the names of years and areas."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard.charts import theme
from dashboard.charts.figures import Figure, signed
from dashboard.pictures.native import Native
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, markup
from dashboard.words.frames import records

PROVINCE = "52"
POVERTY_RATE = "poverty_rate"
AGGREGATIONS = {
    "stock_sum": "cộng các huyện (số tại thời điểm)",
    "flow_sum": "cộng các huyện (số trong kỳ)",
    "times_sum": "cộng số lượt, không phải số hộ hoặc người khác nhau",
    "ratio": "tổng tử số chia tổng mẫu số, không lấy bình quân tỷ lệ của huyện",
    "not_summed": "cộng các huyện, không cộng qua các năm",
    "count": "đếm",
    "own_value": "mỗi cấp một giá trị riêng",
    "weighted_mean": "bình quân gia quyền theo dân số",
    "none": "không tổng hợp",
}
CHANGES = (
    "hiệu của hai số chưa làm tròn, chỉ làm tròn một lần khi in (hai chữ số lẻ, nửa làm tròn lên), "
    "nên có thể lệch 0,01 so với hiệu của hai số đã in; riêng chênh lệch với chỉ tiêu tính trên "
    "số đã in, để đánh giá khớp với số bên cạnh"
)


class NothingSubmittedError(ValueError):
    """Raised when what is asked for needs figures that nobody sent."""


@dataclass(frozen=True)
class Picture:
    """A figure with everything that goes beside it.

    `subtitle` is `line` with how a statistic is made. `table` holds formatted text under Vietnamese
    headings; `data` holds the same numbers raw, for files; `native` is what a scene of a talk
    becomes in an office file; `standing` says which part of the province is missing.
    """

    name: str
    finding: str
    subtitle: str
    figure: Figure
    alt: str
    table: pd.DataFrame
    data: pd.DataFrame
    source: str
    line: str
    native: Native | None = None
    standing: str = ""

    @property
    def said(self) -> str:
        """Give the finding for running text, with the part of the province that is missing."""
        if not self.standing or "mới có" in self.finding:
            return self.finding
        return f"{self.finding} ({self.standing})"


@dataclass(frozen=True)
class Opening:
    """How a page opens: its finding, the line under it, its big numbers."""

    finding: str
    subtitle: str
    cards: Markup


@remembered
def snapshot() -> pd.Series:
    """Give the one row that says what the snapshot holds."""
    return ask("snapshot").iloc[0]


@remembered
def source() -> str:
    """Give the source line of everything drawn from the current workbooks."""
    held = snapshot()
    return formats.source_line(
        as_of=held["as_of_date"],
        earliest=held["earliest_as_of_date"],
        illustrative=int(held["illustrative_units"]),
        units=int(held["units_received"]),
        expected=int(held["units_expected"]),
    )


@remembered
def indicator(indicator_code: str) -> pd.Series:
    """Give the row of an indicator that districts can be compared on."""
    rows = ask("comparable_indicators")
    return rows[rows["indicator_code"].eq(indicator_code)].iloc[0]


@remembered
def awaited(sheet_code: str) -> str:
    """Name the units of the province whose own figures the province's sums still lack."""
    names = list(ask("units_awaited", sheet_code=sheet_code)["short_name"])
    if not names:
        return ""
    return (
        f"Số toàn tỉnh chưa có số của {formats.number(len(names))} đơn vị cấp tỉnh chưa nộp biểu: "
        f"{', '.join(names)}."
    )


def year_label(year: int, *, is_estimate: bool = False) -> str:
    """Name a year of the series."""
    kind = "estimate" if is_estimate else "actual"
    return formats.year_label(year, int(snapshot()["baseline_year"]), kind)


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


def latest_year() -> int:
    """Give the latest year with results, not an estimate.

    Raises:
        NothingSubmittedError: nobody sent a workbook yet.
    """
    year = snapshot()["latest_actual_year"]
    if formats.is_missing(year):
        raise NothingSubmittedError("Chưa có đơn vị nào nộp biểu.")
    return int(year)


def check_year(year: int) -> None:
    """Refuse a year without results.

    Raises:
        NothingSubmittedError: no district has figures of the year.
    """
    if year not in year_options().values():
        raise NothingSubmittedError(f"Chưa có huyện nào nộp số liệu năm {year}.")


@remembered
def district_codes() -> dict[str, str]:
    """Give the districts' codes by name, in official order."""
    districts = ask("districts")
    return dict(zip(districts["area_name"], districts["area_code"], strict=True))


def when(year: int) -> str:
    """Name a year inside a sentence."""
    return formats.year_in_sentence(year, int(snapshot()["baseline_year"]), year_kind(year))


def subtitle(name: str, unit: str, year: int, settlement: str) -> str:
    """Give the line under a finding: indicator, unit, place, time."""
    where = formats.SETTLEMENTS[settlement]
    return f"{name} ({unit}) · {where} · {when(year)}"


def with_texts(values: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Add the printed value of each row."""
    return values.assign(
        value_text=[formats.in_state(row.value, unit, row.value_state) for row in records(values)]
    )


def made(
    name: str,
    finding: str,
    line: str,
    figure: Figure,
    table: pd.DataFrame,
    data: pd.DataFrame,
    *,
    formula: str | None = None,
    native: Native | None = None,
) -> Picture:
    """Sign a figure and put it together with its words; `formula` says how a statistic is made."""
    signature = source()
    known = standing(data)
    if known and "mới có" not in f"{finding} {line}":
        line = f"{formats.capitalised(known)} · {line}"
    under = line if formula is None else f"{line} · Cách tính: {formula}"
    return Picture(
        name=name,
        finding=finding,
        subtitle=under,
        figure=signed(figure, under, signature),
        alt=f"{finding}. {under}.",
        table=table,
        data=data,
        source=signature,
        line=line,
        native=native,
        standing=known,
    )


def standing(data: pd.DataFrame) -> str:
    """Say on how many districts the province's figures stand, where a part is missing.

    A district's own figure is expected of one unit, the province's of more.
    """
    if not {"units_reported", "units_expected"} <= set(data.columns):
        return ""
    reported, expected = data["units_reported"], data["units_expected"]
    partial = data[expected.gt(1) & reported.gt(0) & reported.lt(expected)]
    if partial.empty:
        return ""
    # Not every figure is expected of the same districts: `10/11, 8/9`.
    groups = [
        (whole, partial.loc[partial["units_expected"].eq(whole), "units_reported"])
        for whole in sorted(set(partial["units_expected"].astype(int)), reverse=True)
    ]
    spans = [f"{_span(int(held.min()), int(held.max()))}/{whole}" for whole, held in groups]
    return f"số toàn tỉnh mới có {', '.join(spans)} huyện, thị xã, thành phố"


def _span(least: int, most: int) -> str:
    return f"{least}" if least == most else f"{least}–{most}"


def districts_of(values: pd.DataFrame) -> pd.DataFrame:
    """Keep the districts; the province is a line, never a rank."""
    return values[values["level"].eq("district")]


def place_of(area_code: str | None) -> str:
    """Name the area of a picture: a district, or the province."""
    if area_code is None:
        return "Toàn tỉnh"
    return str(ask("districts").set_index("area_code")["area_name"][area_code])


def headline_card(row: Any, *, of_province: bool) -> Markup:  # noqa: ANN401 a row of the answer
    """Give the card of one headline figure: value, change since the baseline, target and status."""
    unit, state = row.unit, row.value_state
    value = formats.in_state(row.value, unit, state)
    notes: list[str] = []
    if state != "reported":
        is_awaited = of_province and state == "not_submitted"
        missing = "chưa đủ số liệu các huyện" if is_awaited else formats.STATE_REASONS[state]
        notes.append(formats.capitalised(missing))
    elif row.units_reported < row.units_expected:
        notes.append(f"Mới có {row.units_reported}/{row.units_expected} huyện")
    if pd.notna(row.baseline_change) and row.baseline_change:
        notes.append(f"{formats.change(row.baseline_change, unit)} so với đầu kỳ")
    if pd.notna(row.target_bound):
        target = formats.capitalised(
            district_sentences.target_phrase(
                row.target_comparator, row.target_bound, unit, int(row.target_year)
            )
        )
        note = markup.escaped(target)
        if pd.notna(row.target_status):
            status = theme.STATUS[row.target_status]
            note += " " + markup.status_badge(row.target_status, status.sign, status.colour)
            if row.measure_status != row.target_status:
                own = formats.STATUS_WORDS[row.measure_status]
                note += markup.escaped(f" cả chỉ tiêu; riêng mức này: {own}")
        notes.append(note)
    if pd.isna(row.target_bound):
        notes.append("Không có chỉ tiêu bằng số")
    estimate = " (ước)" if row.value_kind == "estimate" and state == "reported" else ""
    return markup.card(
        row.short_name,
        value,
        unit + estimate if state == "reported" else "",
        markup.bullet(row.value, row.baseline_value, row.target_bound),
        notes,
    )


def headline_cards(area_code: str, year: int, settlement: str, codes: tuple[str, ...]) -> Markup:
    """Give the row of big numbers of an area."""
    rows = ask(
        "headline_figures",
        area_code=area_code,
        year=year,
        settlement=settlement,
        indicator_codes=codes,
    )
    return markup.cards(
        headline_card(row, of_province=area_code == PROVINCE) for row in records(rows)
    )


@remembered
def indicator_card(indicator_code: str) -> tuple[tuple[str, str], ...]:
    """Give the definition of an indicator as labelled lines."""
    card = ask("indicator_card", indicator_code=indicator_code).iloc[0]
    directions = {
        "lower": "càng thấp càng tốt",
        "higher": "càng cao càng tốt",
        "neutral": "không đánh giá",
    }
    evidence = {
        "F": "đã thấy trong văn bản, biểu mẫu",
        "I": "suy đoán, cần xác nhận",
        "B": "kiến thức chung, cần xác nhận",
    }
    lines = [
        ("Tên chỉ tiêu", card["name"]),
        ("Mã", indicator_code),
        ("Đơn vị tính", card["unit"]),
        ("Công thức", card["formula_text"]),
        ("Chiều đánh giá", directions[card["direction"]]),
        ("Tổng hợp toàn tỉnh", AGGREGATIONS[card["aggregation"]]),
        ("Mức tăng, giảm, chênh lệch", CHANGES),
        ("Biểu mẫu", card["source_form"]),
        ("Quy tắc kiểm tra", card["rules"]),
        ("Mức độ xác thực của định nghĩa", evidence[card["evidence"]]),
    ]
    return tuple((label, text) for label, text in lines if not pd.isna(text))
