"""Targets: which are met, how far the others are, and the published averages beside them."""

from typing import Any

import pandas as pd

from dashboard.charts import theme
from dashboard.charts.bullets import bullets
from dashboard.charts.scorecard import scorecard
from dashboard.pictures.common import Opening, Picture, district_codes, made, snapshot
from dashboard.pictures.native import NativeTable
from dashboard.store.database import ask, remembered
from dashboard.words import formats, markup, programme_sentences
from dashboard.words.frames import records

LEVELS = {
    "Tất cả": None,
    "Toàn quốc": "national",
    "Tỉnh giao toàn tỉnh": "province",
    "Giao cho huyện": "district",
    "Huyện tự đặt": "unit",
}
STATUSES = {"Tất cả": None} | {
    formats.capitalised(look.label): status for status, look in theme.STATUS.items()
}
OWN, NATIONAL = "Chỉ tiêu của tỉnh và huyện", "Chỉ tiêu toàn quốc (chỉ để tham chiếu)"
NO_NUMBER = "văn bản không nêu hoặc chưa xem được số"
NO_LEVEL = "không có mức cho địa bàn này"
SAME = "· cùng chỉ tiêu"
SELF_SET = "huyện tự đặt"
RATE, FLAG = "%", "có/không"
LONGEST_UNBROKEN = 18
ROW_LABEL_WIDTH = 30
# What of the targets a slide has room for.
SLIDE_COLUMNS = ("Chỉ tiêu", "Địa bàn", "Năm", "Phải đạt", "Thực hiện", "Đánh giá")
PACE_FORMULA = (
    "tốc độ cần = (mức năm gần nhất có kết quả − mức phải đạt) / số năm còn lại; "
    "tốc độ đã đạt = (mức đầu kỳ − mức năm gần nhất) / số năm"
)


def amount(value: float, unit: str) -> str:
    """Print a number of a target with its unit; a yes or no in words."""
    if unit == FLAG:
        return "có" if value else "không"
    return formats.with_unit(value, unit)


def bound_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say what a target asks for: `dưới 0,70 %`, `giảm ít nhất 1,00–1,50 điểm %/năm`."""
    if pd.isna(row.bound):
        return NO_NUMBER if pd.isna(row.not_judged_because) else NO_LEVEL
    if row.measure_unit == FLAG:
        return amount(row.bound, FLAG)
    asked = amount(row.bound, row.measure_unit)
    if not pd.isna(row.bound_high):
        low = formats.number(row.bound, formats.decimals_of(row.measure_unit))
        asked = f"{low}–{amount(row.bound_high, row.measure_unit)}"
    falls = "giảm " if row.basis.startswith("reduction") else ""
    return f"{falls}{formats.COMPARATORS[row.comparator]} {asked}"


def result_text(value: float, row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Print what a target measures; a reduction says that it is one."""
    if not row.basis.startswith("reduction"):
        return amount(value, row.measure_unit)
    turn = "giảm" if value >= 0 else "tăng"
    return f"{turn} {amount(abs(value), row.measure_unit)}"


def measured_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Print what was reached by a target's measure, or why there is no figure."""
    if pd.isna(row.measured):
        return formats.STATES.get(row.value_state, formats.NOT_SUBMITTED)
    estimate = " (ước)" if row.is_estimate else ""
    partial = "" if row.is_complete else " (chưa đủ huyện)"
    return f"{result_text(row.measured, row)}{estimate}{partial}"


def distance_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say how far the result is from the target, for a rate of households also in households."""
    if pd.isna(row.distance) or row.measure_unit == FLAG:
        return ""
    if not row.distance:
        return "bằng mức phải đạt"
    more, less = ("cao hơn", "thấp hơn") if row.basis == "level" else ("hơn", "thiếu")
    size = formats.with_unit(abs(row.distance), formats.points(row.measure_unit))
    beyond = "" if pd.isna(row.distance_households) else row.distance_households
    households = f" ({formats.number(beyond)} hộ)" if beyond else ""
    return f"{more if row.distance > 0 else less} {size}{households}"


def left_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say what is left to an open target from the latest result, beside the pace so far."""
    if pd.isna(row.latest_value) or pd.isna(row.pace_needed):
        return ""
    reached = row.pace_needed < 0 or (row.pace_needed == 0 and row.comparator not in ("lt", "gt"))
    latest = row.latest_value if pd.isna(row.latest_measure) else row.latest_measure
    now = f"cuối năm {row.latest_year}: {result_text(latest, row)}"
    if reached:
        return f"{now}, đã ở mức phải đạt"
    unit, wanted = formats.points(row.indicator_unit), {"lower": "giảm", "higher": "tăng"}
    decimals = formats.decimals_of(unit)
    if not pd.isna(row.latest_households) and row.latest_households:
        now += f", còn {formats.number(row.latest_households)} hộ"
    turn = wanted[row.direction]
    pace = f"mỗi năm cần {turn} {formats.number(row.pace_needed, decimals)} {unit}"
    if not pd.isna(row.pace_so_far):
        went = turn if row.pace_so_far >= 0 else ({"giảm", "tăng"} - {turn}).pop()
        pace += f" (từ đầu kỳ bình quân đã {went} {formats.number(abs(row.pace_so_far), decimals)})"
    return f"{now}; {pace}"


def reason_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say why a target is not judged; nothing for one that is."""
    if pd.isna(row.reason):
        return ""
    if not pd.isna(row.not_judged_because):
        return row.not_judged_because
    words = {
        "no_number": NO_NUMBER,
        "not_computed": f"{formats.NOT_COMPUTED}: danh mục chưa có công thức cho chỉ tiêu này",
        "not_asked": f"biểu mẫu không hỏi số liệu năm {row.year}",
        "not_applicable": "không áp dụng với địa bàn này",
        "not_submitted": f"chưa nộp số liệu năm {row.year}",
        "no_start": f"chưa có số liệu năm gốc {row.year_from:.0f}",
        "estimate": "mới có số ước",
        "incomplete": "chưa đủ huyện",
        "before_due_date": (
            f"hạn {formats.day(row.due_date)}, số liệu mới đến cuối năm {row.year} và chưa đạt"
        ),
    }
    return words[row.reason]


def judgement_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Say how a measure is judged, why it is not, and the whole assignment where it differs."""
    why = reason_text(row)
    own = status_text(row.status) + (f": {why}" if why else "")
    if row.target_id != row.assignment or row.assignment_status == row.status:
        return own
    return f"{own} (cả chỉ tiêu: {theme.STATUS[row.assignment_status].label})"


def document_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Name the document of a target with its date, and what has to be known of the target."""
    dated = "" if pd.isna(row.document_date) else f" ngày {formats.day(row.document_date)}"
    own = f" ({SELF_SET})" if row.level == "unit" else ""
    note = "" if pd.isna(row.note) else f". {row.note}"
    return f"{row.document}{dated}{own}{note}"


def status_text(status: str) -> str:
    """Say a status with its obligatory shape."""
    look = theme.STATUS[status]
    return f"{look.sign} {look.label}"


def unbroken(text: str) -> str:
    """Keep a short text on one line of a narrow column, and a percent sign with its number."""
    if len(text) <= LONGEST_UNBROKEN:
        return text.replace(" ", "\u00a0")
    return text.replace(" %", "\u00a0%")


def name_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Name the indicator of a target; a further measure of one assignment says that it is one."""
    if row.target_id == row.assignment:
        return row.indicator_name
    return f"{SAME}: {row.indicator_name}"


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row of each assignment, the first, however many measures it is written in."""
    return rows.drop_duplicates("assignment")


def target_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the targets as officials print them."""
    return pd.DataFrame(
        {
            "Chỉ tiêu": [name_text(row) for row in records(rows)],
            "Địa bàn": [unbroken(name) for name in rows["area_name"]],
            "Năm": rows["year"].astype(str),
            "Phải đạt": [unbroken(bound_text(row)) for row in records(rows)],
            "Thực hiện": [unbroken(measured_text(row)) for row in records(rows)],
            "Chênh lệch": [unbroken(distance_text(row)) for row in records(rows)],
            "Đánh giá": [unbroken(judgement_text(row)) for row in records(rows)],
            "Còn phải làm": [unbroken(left_text(row)) for row in records(rows)],
            "Văn bản, ghi chú": [document_text(row) for row in records(rows)],
        }
    )


@remembered
def listed(area_code: str | None, level: str | None, status: str | None) -> dict[str, pd.DataFrame]:
    """Give the tables of the chosen targets: the province's own, then the country's apart."""
    rows = ask("target_list", area_code=area_code, level=level, status=status)
    national = rows["level"].eq("national")
    parts = {OWN: rows[~national], NATIONAL: rows[national]}
    return {title: target_table(part) for title, part in parts.items() if len(part)}


@remembered
def opening(area_code: str | None) -> Opening:
    """Open the page: how many targets with a number are met, and the strip of counts."""
    rows = ask("target_list", area_code=area_code, level=None, status=None)
    own = counted(rows[rows["level"].ne("national") & rows["bound"].notna()])
    judged_as = own["assignment_status"]
    counts = {status: int(judged_as.eq(status).sum()) for status in theme.STATUS}
    missed = own[judged_as.eq("not_met")]
    finding = programme_sentences.targets_met(
        counts, [f"{row.indicator_name} {row.area_name} {row.year}" for row in records(missed)]
    )
    cards = markup.cards(
        (
            markup.card(
                formats.capitalised(look.label),
                f"{look.sign} {counts[status]}",
                "chỉ tiêu",
                "",
                [],
            )
            for status, look in theme.STATUS.items()
        ),
        look="cards four",
    )
    names = {code: name for name, code in district_codes().items()}
    whose = "của tỉnh và huyện" if area_code is None else f"của {names.get(area_code, area_code)}"
    line = (
        f"Chỉ tiêu có số {whose}; một chỉ tiêu ghi bằng số hộ, tỷ lệ, mức giảm đếm một lần và chỉ "
        "đạt khi mọi cách đo đều đạt; đánh giá theo số đã in (hai chữ số lẻ), số ước và số chưa đủ "
        "huyện không đánh giá; chỉ tiêu toàn quốc để tham chiếu, không đếm"
    )
    return Opening(finding=finding, subtitle=line, cards=cards)


def row_name(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Name a kind of target with its unit: `Giảm tỷ lệ hộ nghèo (điểm %/năm)`."""
    return f"{measure_name(row)} ({row.measure_unit})"


def measure_name(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Name what a target measures: `Giảm tỷ lệ hộ nghèo`."""
    name = row.indicator_name
    return f"Giảm {name[0].lower()}{name[1:]}" if row.basis.startswith("reduction") else name


def row_label(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Name a kind of target at its row of the figure, a long one in two lines."""
    name = row_name(row)
    is_long = len(name) > ROW_LABEL_WIDTH
    return f"{measure_name(row)}<br>({row.measure_unit})" if is_long else name


def cell_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Print what a district reached, without its unit, an estimate marked under it."""
    if pd.isna(row.target_id):
        return ""
    if pd.isna(row.measured):
        return formats.STATES.get(row.value_state, formats.NOT_SUBMITTED)
    if row.measure_unit == FLAG:
        text = amount(row.measured, FLAG)
    else:
        text = formats.number(row.measured, formats.decimals_of(row.measure_unit))
    return f"{text}<br> (ước)" if row.is_estimate else text


def scores_table(drawn: pd.DataFrame) -> NativeTable:
    """Declare the targets of districts as a table: one row a target, one column a district."""
    cells = drawn.assign(
        row=[row_name(row) for row in records(drawn)],
        text=[f"{theme.STATUS[row.status].sign} {measured_text(row)}" for row in records(drawn)],
    )
    wide = cells.pivot_table(index="row", columns="area_name", values="text", aggfunc="first")
    wide = wide.loc[list(dict.fromkeys(cells["row"])), list(dict.fromkeys(cells["area_name"]))]
    return NativeTable(wide.fillna("").reset_index(names="Chỉ tiêu").rename_axis(columns=None))


@remembered
def by_district(year: int, highlight: str | None) -> Picture:
    """Give the targets set for districts that are due in a year as a scorecard."""
    values = ask("target_scores", year=year)
    due = formats.year_in_sentence(year, int(snapshot()["baseline_year"]))
    is_set = values["target_id"].notna()
    cells = values.assign(
        row_label=[row_label(row) for row in records(values)],
        column_label=[name.replace(" ", "<br>", 1) for name in values["area_name"]],
        value_text=[cell_text(row) for row in records(values)],
        hover_text=[
            f"{measured_text(row)}, phải đạt {bound_text(row)}, {theme.STATUS[row.status].label}"
            if pd.notna(row.target_id)
            else ""
            for row in records(values)
        ],
    )
    judged = values[values["area_judged"] > 0].drop_duplicates("area_code")
    finding = programme_sentences.targets_by_district(
        [(row.area_name, row.area_reached, row.area_judged) for row in records(judged)],
        due,
        waiting=int(counted(values[is_set])["assignment_status"].eq("not_assessed").sum()),
    )
    signs = ", ".join(unbroken(status_text(status)) for status in theme.STATUS)
    line = (
        f"Chỉ tiêu giao cho huyện hoặc huyện tự đặt, đến hạn {due}: {signs}; ô trống: không "
        "có chỉ tiêu; nơi có cả hai loại thì lấy chỉ tiêu được giao; nhiều cách đo của một chỉ "
        "tiêu đếm một lần"
    )
    drawn = values[is_set]
    table = pd.DataFrame(
        {
            "Chỉ tiêu": [row_name(row) for row in records(drawn)],
            "Huyện": drawn["area_name"],
            "Phải đạt": [bound_text(row) for row in records(drawn)],
            "Thực hiện": [measured_text(row) for row in records(drawn)],
            "Đánh giá": [status_text(row.status) for row in records(drawn)],
        }
    )
    figure = scorecard(cells, highlight=highlight)
    return made(
        "chi-tieu-theo-huyen", finding, line, figure, table, drawn, native=scores_table(drawn)
    )


@remembered
def rate_targets(highlight: str | None, *, assigned_only: bool = False) -> Picture:
    """Give the targets on the level of a rate as bullets, with or without self-set ones."""
    rows = ask("target_list", area_code=None, level=None, status=None)
    chosen = rows[
        rows["basis"].eq("level")
        & rows["bound"].notna()
        & rows["indicator_unit"].eq(RATE)
        & rows["direction"].eq("lower")
    ]
    if assigned_only:
        chosen = chosen[chosen["level"].ne("unit")]
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
                formats.in_state(row.measured, RATE, row.value_state)
                + (" (ước)" if row.is_estimate else "")
                for row in records(chosen)
            ],
            "target": chosen["bound"],
            "target_text": [
                f"{formats.COMPARATORS[row.comparator]} {formats.number(row.bound, 2)}"
                for row in records(chosen)
            ],
            "baseline": chosen["baseline_value"],
            "baseline_text": [formats.number(value, 2) for value in chosen["baseline_value"]],
            "status": chosen["status"],
            "is_estimate": chosen["is_estimate"],
        }
    )
    open_ones = chosen[chosen["is_open"] & chosen["pace_needed"].notna()]
    finding = programme_sentences.pace_needed(
        [
            (row.area_name, row.pace_needed, row.pace_so_far)
            for row in records(open_ones.drop_duplicates(["area_code", "indicator_code"]))
        ],
        latest_year=snapshot()["latest_actual_year"],
    )
    line = (
        "Tỷ lệ (%) theo chỉ tiêu của từng năm; vạch cam: chỉ tiêu, vạch xám: từ mức đầu kỳ, "
        "cột rỗng: số ước"
    )
    figure = bullets(drawn, unit=RATE, highlight=highlight)
    table = target_table(chosen)
    return made(
        "chi-tieu",
        finding,
        line,
        figure,
        table,
        chosen,
        formula=PACE_FORMULA,
        native=NativeTable(table[list(SLIDE_COLUMNS)]),
    )


@remembered
def averages() -> pd.DataFrame:
    """Give the published averages of the country and the region beside the province's value."""
    rows = ask("published_averages")
    return pd.DataFrame(
        {
            "Chỉ tiêu": rows["indicator_name"],
            "Cuối năm": rows["year"].astype(str),
            "Phạm vi": rows["area_name"],
            "Số đã công bố": [formats.with_unit(value, RATE) for value in rows["published_value"]],
            "Bình Định": [formats.with_unit(value, RATE) for value in rows["province_value"]],
            "Bình Định so với bình quân": [
                unbroken(formats.change(value, RATE)) for value in rows["difference"]
            ],
            "Nguồn": rows["source_title"],
            "Địa chỉ": rows["source_url"],
        }
    )
