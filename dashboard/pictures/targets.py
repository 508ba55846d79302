"""Targets: which are met, how far the others are, and the published averages beside them."""

from typing import Any

import pandas as pd

from dashboard import sentences, theme, wording
from dashboard.charts.bullets import bullets
from dashboard.database import ask, remembered
from dashboard.frames import records
from dashboard.pictures.common import Opening, Picture, made, snapshot

LEVELS = {
    "Tất cả": None, "Toàn quốc": "national", "Tỉnh giao toàn tỉnh": "province",
    "Giao cho huyện": "district", "Huyện tự đặt": "unit",
}  # fmt: skip
LEVEL_WORDS = {
    "national": "toàn quốc", "province": "tỉnh", "district": "giao cho huyện",
    "unit": "huyện tự đặt",
}  # fmt: skip
STATUSES = {"Tất cả": None} | {
    wording.capitalised(look.label): status for status, look in theme.STATUS.items()
}
MEASURES = {
    "level": "mức", "reduction_per_year": "mức giảm mỗi năm", "reduction_total": "số giảm",
    "reduction_share": "tỷ lệ giảm", "count": "số lượng",
}  # fmt: skip
NO_NUMBER = "văn bản không nêu hoặc chưa xem được số"
RATE = "%"


def unit_of(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Give the unit a target's measure is printed with."""
    return {
        "level": row.indicator_unit, "reduction_per_year": "điểm %/năm",
        "reduction_share": "%",
    }.get(row.basis, row.indicator_unit)  # fmt: skip


def bound_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say what a target asks for: `dưới 0,70 %`, `giảm ít nhất 1,00–1,50 điểm %/năm`."""
    if pd.isna(row.bound):
        return NO_NUMBER
    unit = unit_of(row)
    falls = "giảm " if row.basis.startswith("reduction") else ""
    decimals = wording.decimals_of(unit)
    bound = wording.number(row.bound, decimals)
    if not pd.isna(row.bound_high):
        bound = f"{bound}–{wording.number(row.bound_high, decimals)}"
    return f"{falls}{wording.COMPARATORS[row.comparator]} {bound} {unit}"


def measured_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Print what was reached by a target's measure."""
    if pd.isna(row.measured):
        return wording.NOT_SUBMITTED
    estimate = " (ước)" if row.is_estimate else ""
    partial = "" if row.is_complete else " (chưa đủ huyện)"
    return f"{wording.with_unit(row.measured, unit_of(row))}{estimate}{partial}"


def left_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say what is left to an open target from the latest result, with the pace needed."""
    if pd.isna(row.latest_value) or pd.isna(row.pace_needed):
        return ""
    unit = row.indicator_unit
    pace_unit = f"{wording.points(unit)}/năm"
    parts = [f"cuối năm {row.latest_year}: {wording.with_unit(row.latest_value, unit)}"]
    if row.pace_needed > 0:
        parts.append(f"cần giảm {wording.number(row.pace_needed, 2)} {pace_unit}")
    else:
        parts.append("đã ở mức chỉ tiêu")
    if not pd.isna(row.pace_so_far):
        parts.append(f"bình quân đã giảm {wording.number(row.pace_so_far, 2)} {pace_unit}")
    if not pd.isna(row.latest_households) and row.latest_households:
        parts.append(f"còn {wording.number(row.latest_households)} hộ")
    return "; ".join(parts)


def status_text(status: str) -> str:
    """Say a status with its obligatory shape."""
    look = theme.STATUS[status]
    return f"{look.sign} {look.label}"


def unbroken(text: str) -> str:
    """Keep a short text on one line of a narrow column."""
    return text.replace(" ", "\u00a0")


def target_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the targets as officials print them."""
    return pd.DataFrame(
        {
            "Chỉ tiêu": [
                row.indicator_name + (" (DTTS)" if row.ethnicity != "total" else "")
                for row in records(rows)
            ],
            "Địa bàn": [unbroken(name) for name in rows["area_name"]],
            "Văn bản": [
                row.document + ("" if pd.isna(row.document_date)
                                else f" ngày {wording.day(row.document_date)}")
                for row in records(rows)
            ],
            "Cấp": rows["level"].map(LEVEL_WORDS),
            "Năm": rows["year"].astype(str),
            "Phải đạt": [bound_text(row) for row in records(rows)],
            "Thực hiện": [unbroken(measured_text(row)) for row in records(rows)],
            "Chênh lệch": [
                "" if pd.isna(row.distance)
                else unbroken(wording.change(row.distance, unit_of(row)))
                for row in records(rows)
            ],
            "Đánh giá": [unbroken(status_text(row.status)) for row in records(rows)],
            "Còn phải làm": [left_text(row) for row in records(rows)],
            "Ghi chú": rows["note"].fillna(""),
        }
    )  # fmt: skip


@remembered
def listed(area_code: str | None, level: str | None, status: str | None) -> pd.DataFrame:
    """Give the table of the chosen targets."""
    return target_table(ask("target_list", area_code=area_code, level=level, status=status))


@remembered
def opening(area_code: str | None) -> Opening:
    """Open the page: how many targets with a number are met, and the strip of counts."""
    rows = ask("target_list", area_code=area_code, level=None, status=None)
    own = rows[rows["level"].ne("national") & rows["bound"].notna()]
    counts = {status: int(own["status"].eq(status).sum()) for status in theme.STATUS}
    missed = own[own["status"].eq("not_met")]
    finding = sentences.targets_met(
        counts, [f"{row.indicator_name} {row.area_name} {row.year}" for row in records(missed)]
    )
    cards = "".join(
        wording.card(
            wording.capitalised(look.label), f"{look.sign} {counts[status]}", "chỉ tiêu", "", [],
        )
        for status, look in theme.STATUS.items()
    )  # fmt: skip
    line = (
        "Chỉ tiêu có số của tỉnh và huyện; đánh giá theo số đã in (hai chữ số lẻ), số ước và số "
        "chưa đủ huyện không đánh giá; chỉ tiêu toàn quốc để tham chiếu, không đếm"
    )
    return Opening(finding=finding, subtitle=line, cards=f'<div class="cards four">{cards}</div>')


@remembered
def rate_targets(area_code: str | None, level: str | None, highlight: str | None) -> Picture:
    """Give the targets on the level of a rate as bullets."""
    rows = ask("target_list", area_code=area_code, level=level, status=None)
    chosen = rows[rows["basis"].eq("level") & rows["bound"].notna()
                  & rows["indicator_unit"].eq(RATE) & rows["direction"].eq("lower")]  # fmt: skip
    drawn = pd.DataFrame(
        {
            "area_code": chosen["area_code"],
            "row_text": [
                f"{row.area_name}: {row.indicator_name} {row.year}"
                + (" (tự đặt)" if row.level == "unit" else "")
                for row in records(chosen)
            ],
            "value": chosen["measured"],
            "value_text": [
                wording.number(row.measured, 2) + (" (ước)" if row.is_estimate else "")
                for row in records(chosen)
            ],
            "target": chosen["bound"],
            "target_text": [
                f"{wording.COMPARATORS[row.comparator]} {wording.number(row.bound, 2)}"
                for row in records(chosen)
            ],
            "baseline": chosen["baseline_value"],
            "status": chosen["status"],
            "is_estimate": chosen["is_estimate"],
        }
    )
    open_ones = chosen[chosen["is_open"] & chosen["pace_needed"].notna()]
    finding = sentences.pace_needed(
        [
            (row.area_name, row.pace_needed, row.pace_so_far)
            for row in records(open_ones.drop_duplicates("area_code"))
        ],
        latest_year=snapshot()["latest_actual_year"],
    )
    line = (
        "Tỷ lệ (%) theo chỉ tiêu của từng năm; vạch cam: chỉ tiêu, vạch xám: mức đầu kỳ, "
        "cột rỗng: số ước"
    )
    formula = (
        "tốc độ cần = (mức năm gần nhất có kết quả − chỉ tiêu) / số năm còn lại; "
        "tốc độ đã đạt = (mức đầu kỳ − mức năm gần nhất) / số năm"
    )
    figure = bullets(drawn, unit=RATE, highlight=highlight)
    return made("chi-tieu", finding, line, figure, target_table(chosen), chosen, formula=formula)


@remembered
def averages() -> pd.DataFrame:
    """Give the published averages of the country and the region beside the province's value."""
    rows = ask("published_averages")
    return pd.DataFrame(
        {
            "Chỉ tiêu": rows["indicator_name"],
            "Cuối năm": rows["year"].astype(str),
            "Phạm vi": rows["area_name"],
            "Số đã công bố": [wording.with_unit(value, RATE) for value in rows["published_value"]],
            "Bình Định": [wording.with_unit(value, RATE) for value in rows["province_value"]],
            "Bình Định so với bình quân": [
                wording.change(value, RATE) for value in rows["difference"]
            ],
            "Nguồn": rows["source_title"],
            "Địa chỉ": rows["source_url"],
        }
    )
