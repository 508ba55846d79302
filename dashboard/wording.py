"""Numbers, dates, names and sentences in the Vietnamese that officials print."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from html import escape
from math import isfinite

NOT_SUBMITTED = "…"
NOT_APPLICABLE = "–"
ILLUSTRATIVE = "Số liệu minh hoạ"
NOISE = Decimal(1).scaleb(-12)
PRODUCT = "Giảm nghèo bền vững Bình Định 2021–2025"
BASELINE = "đầu kỳ"
UNCHANGED = "không đổi"
NOT_COMPUTED = "chưa tính"
STATES = {
    "not_submitted": NOT_SUBMITTED, "not_applicable": NOT_APPLICABLE, "not_computed": NOT_COMPUTED,
}  # fmt: skip
STATE_REASONS = {"not_submitted": "chưa nộp", "not_applicable": "không áp dụng"}
STATUS_WORDS = {
    "exceeded": "vượt",
    "met": "đạt",
    "not_met": "chưa đạt",
    "not_assessed": "chưa đánh giá",
}
COMPARATORS = {"lt": "dưới", "le": "không quá", "eq": "bằng", "ge": "ít nhất", "gt": "trên"}
SETTLEMENTS = {"total": "toàn địa bàn", "urban": "khu vực thành thị", "rural": "khu vực nông thôn"}


def is_missing(value: object) -> bool:
    """Tell whether `value` is no number: None, NaN, NA or infinite."""
    if value is None:
        return True
    try:
        return not isfinite(value)  # ty: ignore[invalid-argument-type]
    except (TypeError, ValueError):
        return True


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round halves up on the exact decimal, as `rounded` does in `queries/build/00_judgements.sql`.

    What a subtraction leaves past the twelfth decimal is the machine, not the data.
    """
    with localcontext(prec=60):
        exact = Decimal(str(value)).quantize(NOISE, ROUND_HALF_UP)
        return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """Print a number as officials do: `1.234,56`, halves up, "−" for minus, "…" for none."""
    if value is None or is_missing(value):
        return NOT_SUBMITTED
    exact = rounded(value, decimals)
    text = f"{abs(exact):,.{decimals}f}".translate(str.maketrans({",": ".", ".": ","}))
    return f"−{text}" if exact < 0 else text


def decimals_of(unit: str) -> int:
    """Give the decimals that a unit is printed with: two for rates and means, none for counts."""
    return 2 if unit.startswith(("%", "điểm %", "chỉ số/")) else 0


def in_state(value: float | None, unit: str, state: str = "reported") -> str:
    """Print a value without its unit, or the mark of the reason why there is none."""
    if state != "reported":
        return STATES[state]
    return number(value, decimals_of(unit))


def with_unit(value: float | None, unit: str, state: str = "reported") -> str:
    """Print a value with its unit: `5,78 %`, `13.834 hộ`, or the mark of the missing state."""
    text = in_state(value, unit, state)
    return text if text in STATES.values() else f"{text} {unit}"


def points(unit: str) -> str:
    """Give the unit of a difference: points for a rate, the unit itself for anything else."""
    return "điểm %" if unit == "%" else unit


def change(value: float | None, unit: str) -> str:
    """Print a change with its arrow: `▼ 2,65 điểm %`, `▲ 120 hộ`, `không đổi`."""
    if value is None or is_missing(value):
        return NOT_SUBMITTED
    size = number(abs(value), decimals_of(unit))
    if not size.strip("0,."):
        return UNCHANGED
    return f"{'▼' if value < 0 else '▲'} {size} {points(unit)}"


def change_in_words(value: float | None, unit: str) -> str:
    """Say a change in words: `giảm 2,65 điểm %`, `tăng 120 hộ`, `không đổi`."""
    return change(value, unit).replace("▼", "giảm").replace("▲", "tăng")


def day(value: date | datetime | None) -> str:
    """Print a date: `31/12/2024`."""
    return NOT_SUBMITTED if value is None or value != value else f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """Print a moment: `09:05 ngày 31/12/2024`."""
    return f"{value:%H:%M} ngày {value:%d/%m/%Y}"


def year_label(year: int, baseline_year: int, kind: str = "actual") -> str:
    """Name a year on an axis or in a table: `Đầu kỳ`, `2024`, `2025 (ước)`."""
    if year == baseline_year:
        return "Đầu kỳ"
    return f"{year} (ước)" if kind == "estimate" else str(year)


def year_in_sentence(year: int, baseline_year: int, kind: str = "actual") -> str:
    """Name a year inside a sentence: `đầu kỳ`, `cuối năm 2024`, `ước cuối năm 2025`."""
    if year == baseline_year:
        return BASELINE
    return f"ước cuối năm {year}" if kind == "estimate" else f"cuối năm {year}"


def area_list(names: Sequence[str]) -> str:
    """Join names: `An Lão`, `An Lão và Vân Canh`, `An Lão, Vĩnh Thạnh và Vân Canh`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def place(position: float | None, positions: Iterable[float]) -> str:
    """Print a rank, ties marked with `=`: `3`, `=3`; none is `–`."""
    if position is None or is_missing(position):
        return NOT_APPLICABLE
    shared = sum(1 for other in positions if not is_missing(other) and other == position) > 1
    return f"{'=' if shared else ''}{number(position)}"


def small(text: str, *, small: bool) -> str:
    """Mark a percentage that stands on few households: `50,00 (số nhỏ)`."""
    return f"{text} (số nhỏ)" if small and text != NOT_SUBMITTED else text


def capitalised(sentence: str) -> str:
    """Give a sentence its capital without touching the rest."""
    return sentence[:1].upper() + sentence[1:]


# Sentences: each states a result of a query, never a cause.


def coverage(units_reported: int, units_expected: int) -> str:
    """Say how many districts a figure stands on, when it is not all of them."""
    if units_reported == units_expected:
        return ""
    return f" (mới có {units_reported}/{units_expected} huyện)"


def headline(
    *,
    value: float | None,
    change_since_baseline: float | None,
    year: int,
    baseline_year: int,
    kind: str,
    settlement: str,
    units_reported: int,
    units_expected: int,
) -> str:
    """Say how many poor households the province has left: the title of the overview."""
    place = "toàn tỉnh" if settlement == "total" else f"{SETTLEMENTS[settlement]} toàn tỉnh"
    when = year_in_sentence(year, baseline_year, kind)
    if is_missing(value):
        return capitalised(f"{when}: {place} chưa có số liệu hộ nghèo")
    partial = coverage(units_reported, units_expected)
    if year == baseline_year:
        return f"Đầu kỳ, {place} có {number(value)} hộ nghèo{partial}"
    until = f"Ước đến cuối năm {year}" if kind == "estimate" else f"Đến cuối năm {year}"
    since = (
        ""
        if is_missing(change_since_baseline)
        else f", {change_in_words(change_since_baseline, 'hộ')} so với {BASELINE}"
    )
    return f"{until}, {place} còn {number(value)} hộ nghèo{since}{partial}"


def above_twice(names: Sequence[str]) -> str:
    """Say which districts exceed twice the province's rate."""
    if not names:
        return "không huyện nào cao hơn gấp đôi mức toàn tỉnh"
    return f"{area_list(names)} cao hơn gấp đôi mức toàn tỉnh"


def extremes(
    highest: Sequence[str], high: float, lowest: Sequence[str], low: float, unit: str
) -> str:
    """Say who has the highest and the lowest value; ties are all named."""
    if high == low and len(highest) == 1:
        return f"Chỉ {highest[0]} có số liệu: {with_unit(high, unit)}"
    if high == low:
        return f"Các huyện có số liệu đều ở mức {with_unit(high, unit)}"
    is_size = decimals_of(unit) > 0
    most, least = ("Cao nhất", "thấp nhất") if is_size else ("Nhiều nhất", "ít nhất")
    return (
        f"{most} là {area_list(highest)} {with_unit(high, unit)}, "
        f"{least} là {area_list(lowest)} {with_unit(low, unit)}"
    )


def changes(
    *, fell: int, rose: int, same: int, names: Sequence[str], size: float | None, unit: str,
    expected: int | None = None,
) -> str:  # fmt: skip
    """Say how many districts moved which way since the baseline, and who moved furthest down.

    With fewer districts than `expected`, "all" speaks of those that have figures.
    """
    counted = fell + rose + same
    known = " có số liệu" if expected is not None and counted < expected else ""
    if not counted:
        return f"Chưa có số liệu để so với {BASELINE}"
    if fell == counted:
        opening = f"Cả {counted} huyện{known} đều giảm so với {BASELINE}"
    elif rose == counted:
        opening = f"Cả {counted} huyện{known} đều tăng so với {BASELINE}"
    else:
        parts = [
            f"{count} huyện {word}"
            for count, word in ((fell, "giảm"), (rose, "tăng"), (same, UNCHANGED))
            if count
        ]
        opening = f"So với {BASELINE}, {area_list(parts)}"
    if is_missing(size) or not names:
        return opening
    if counted == 1:
        return f"{opening}: {area_list(names)} ({change_in_words(size, unit)})"
    return f"{opening}, nhiều nhất ở {area_list(names)} ({change_in_words(size, unit)})"


def trend_summary(
    name: str, *, first: float, last: float, years: int, last_year: str, unit: str
) -> str:
    """Say how fast a series moved a year on average from the baseline to the last result."""
    pace = change_in_words((last - first) / years, unit)
    span = f"từ {BASELINE} đến {last_year}"
    start, end = with_unit(first, unit), with_unit(last, unit)
    if start == end:
        return f"{name} {UNCHANGED} {span}: {end}"
    moved = f"gần như {UNCHANGED}" if pace == UNCHANGED else f"{pace}/năm bình quân"
    return f"{name} {moved} {span}: từ {start} {'còn' if last < first else 'lên'} {end}"


def target_phrase(comparator: str, bound: float, unit: str, year: int | None = None) -> str:
    """Name a target on a picture: `chỉ tiêu 2025: dưới 0,70 %`."""
    due = "" if year is None else f" {year}"
    return f"chỉ tiêu{due}: {COMPARATORS[comparator]} {with_unit(bound, unit)}"


def profile_title(
    full_name: str, *, value: float | None, change_since_baseline: float | None, when: str
) -> str:
    """Say where a district stands: its rate and the change since the baseline."""
    if is_missing(value):
        return f"{full_name}: chưa có số liệu tỷ lệ hộ nghèo {when}"
    sentence = f"{full_name} có {with_unit(value, '%')} hộ nghèo {when}"
    if is_missing(change_since_baseline) or when == BASELINE:
        return sentence
    return f"{sentence}, {change_in_words(change_since_baseline, '%')} so với {BASELINE}"


def movement_summary(year_text: str, *, out: float | None, back: float | None,
                     unexplained: float | None) -> str:  # fmt: skip
    """Say how many households left the class in a year, how many entered, what is unexplained."""
    if is_missing(out) or is_missing(back):
        return f"{year_text}: chưa đủ số liệu diễn biến"
    sentence = f"{year_text}: {number(out)} lượt hộ giảm, {number(back)} lượt hộ tăng"
    if unexplained is not None and not is_missing(unexplained) and unexplained:
        sentence += f"; còn {number(abs(unexplained))} hộ chênh lệch chưa giải thích"
    return sentence


def deprivation_summary(names: Sequence[str], rate: float | None) -> str:
    """Say of which service the poor households are most often deprived."""
    if is_missing(rate):
        return "Không có số liệu thiếu hụt của năm này"
    return f"Hộ nghèo thiếu hụt nhiều nhất về {area_list(names)} ({with_unit(rate, '%')})"


def capital_summary(until: int, *, disbursed: float | None, available: float | None,
                    rate: float | None) -> str:  # fmt: skip
    """Say what was disbursed of what was available, as officials print it."""
    if is_missing(rate):
        return "Không có số liệu nguồn vốn đến năm này"
    return (
        f"Lũy kế đến năm {until}, giải ngân {number(disbursed)}/{number(available)} triệu đồng, "
        f"đạt tỷ lệ {with_unit(rate, '%')}"
    )


def as_of_days(earliest: date | None, latest: date | None) -> str:
    """Say as of when figures of several workbooks are: one day, or from the first to the last."""
    first, last = day(earliest), day(latest)
    if earliest is None or first == last:
        return f"số liệu tính đến ngày {last}"
    same_year = first[-5:] == last[-5:]
    return f"số liệu từ {first[:-5] if same_year else first} đến {last}"


def source_line(
    *, as_of: date | None, illustrative: int, units: int, expected: int,
    earliest: date | None = None,
) -> str:  # fmt: skip
    """Sign a picture: where its figures come from, as of when, and the mark when it applies."""
    days = as_of_days(earliest, as_of).replace("số liệu tính", "tính")
    text = f"Nguồn: biểu tổng kết của {units}/{expected} huyện · {days}"
    return f"{ILLUSTRATIVE} · {text}" if illustrative else text


# Small pieces of the page that are words more than layout. Text is data: always escaped.


def escaped(text: str) -> str:
    """Make text safe inside HTML: it can hold no tag."""
    return escape(text)


def without_formula(text: str) -> str:
    """Make text safe in a spreadsheet: it can start no formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def state_line(
    *, as_of: date | None, received: int, expected: int, illustrative: int,
    state_day: str | None = None, earliest: date | None = None,
) -> str:  # fmt: skip
    """Give the line beside the controls: who is in, as of when, and the mark when it applies.

    A sample is no workbook that a district sent.

    `state_day` is the day whose state is shown when it is not the latest.
    """
    samples = min(received, illustrative)
    if samples and samples == received:
        who = f"Chưa huyện nào nộp biểu, đang hiện biểu minh hoạ của {samples}/{expected} huyện"
    else:
        who = f"Đã nhận {received - samples}/{expected} huyện"
        who += f", {samples} huyện đang hiện bằng biểu minh hoạ" if samples else ""
    text = f"{who} · {as_of_days(earliest, as_of)}"
    earlier = (
        f'<span class="mark">Đang xem số liệu tại ngày {state_day}, không phải mới nhất</span>'
        if state_day
        else ""
    )
    mark = f'<span class="mark">{ILLUSTRATIVE}</span>' if illustrative else ""
    return f'<p class="state"><b>{PRODUCT}</b><br>{text}{mark}{earlier}</p>'


def bullet(value: float | None, baseline: float | None, target: float | None) -> str:
    """Give the bar of a number with a grey tick for the baseline and a warm one for the target.

    The bar is left empty where nothing stands beside the number, or below zero, where it has no
    room.
    """
    known = [each for each in (value, baseline, target)
             if each is not None and not is_missing(each)]  # fmt: skip
    reach = 1.08 * max(known, default=0)
    if value is None or is_missing(value) or len(known) < 2 or not reach or min(known) < 0:
        return '<div class="bullet"></div>'
    ticks = "".join(
        f'<i class="{kind}" style="left:{100 * each / reach:.1f}%"></i>'
        for kind, each in (("start", baseline), ("target", target))
        if each is not None and not is_missing(each)
    )
    return f'<div class="bullet"><b style="width:{100 * value / reach:.1f}%"></b>{ticks}</div>'


def card(name: str, value: str, unit: str, bar: str, notes: Sequence[str]) -> str:
    """Give one big number with its bar and its notes."""
    lines = "".join(f'<div class="note">{note}</div>' for note in notes if note)
    return (
        f'<div class="card"><div class="name">{escaped(name)}</div>'
        f'<div class="value">{escaped(value)} <small>{escaped(unit)}</small></div>'
        f"{bar}{lines}</div>"
    )


def status_badge(status: str, shape: str, colour: str) -> str:
    """Give a status in its colour with its obligatory shape: `● đạt`."""
    return (
        f'<span class="status"><span style="color:{colour}">{shape}</span> '
        f"{STATUS_WORDS[status]}</span>"
    )


def project_card(name: str, lines: Sequence[tuple[str, str]]) -> str:
    """Give a project with its outputs, one a line."""
    rows = "".join(
        f"<dt>{escaped(label)}</dt><dd>{escaped(value)}</dd>" for label, value in lines
    )
    return f'<div class="project"><h4>{escaped(name)}</h4><dl>{rows}</dl></div>'


def text_panels(texts: Iterable[tuple[str, str]]) -> str:
    """Give texts of a report under their headings."""
    panels = "".join(
        f"<section><h4>{escaped(title)}</h4><p>{escaped(text)}</p></section>"
        for title, text in texts
    )
    return f'<div class="texts">{panels}</div>'


def task_state(
    state: str, *, deadline: date, done: date | None, received: float | None,
    expected: float | None,
) -> str:  # fmt: skip
    """Say how far a task of the plan is: its deadline, and what is known of it."""
    counts = "" if is_missing(expected) else f" · {number(received)}/{number(expected)} đơn vị"
    words = {
        "done": f"xong {day(done)}" if done else "xong",
        "open": f"còn hạn đến {day(deadline)}",
        "overdue": f"quá hạn {day(deadline)}",
        "unknown": f"hạn {day(deadline)} · chưa có thông tin",
    }
    return f"{words[state]}{counts}"


def plan_summary(states: Sequence[str]) -> str:
    """Say in one sentence how the tasks of the plan stand."""
    parts = [f"{states.count('done')}/{len(states)} nhiệm vụ của Kế hoạch 22/KH-UBND đã xong"]
    if overdue := states.count("overdue"):
        parts.append(f"{overdue} nhiệm vụ quá hạn")
    if unknown := states.count("unknown"):
        parts.append(f"{unknown} nhiệm vụ chưa có thông tin")
    return ", ".join(parts)


def received_summary(
    received: int, expected: int, overdue: int, errors: int, *, samples: int = 0
) -> str:
    """Say how many units have sent their workbook, and how many a sample stands in for."""
    if samples and not received:
        text = f"Chưa đơn vị nào nộp biểu: số liệu trên màn hình lấy từ {samples} biểu minh hoạ"
        return f"{text}; {overdue} đơn vị quá hạn" if overdue else text
    text = f"Đã nhận biểu của {received}/{expected} đơn vị"
    if samples:
        text += f", {samples} đơn vị đang hiển thị bằng biểu minh hoạ"
    if overdue:
        text += f"; {overdue} đơn vị quá hạn chưa nộp"
    return f"{text}; còn {errors} lỗi" if errors else text


def unit_state(state: str, days_late: int, sent_on: date | None) -> str:
    """Say whether a unit's workbook came in time."""
    words = {
        "in_time": f"● đúng hạn ({day(sent_on)})",
        "late": f"▼ chậm {days_late} ngày ({day(sent_on)})",
        "waiting": "○ chưa nộp, còn hạn",
        "overdue": f"▼ quá hạn {days_late} ngày",
    }
    return words[state]


def sheet_state(
    *, asked: bool, received: bool, filled: int, cells: int, errors: int, warnings: int
) -> str:
    """Say how a sheet of a unit stands: `100%`, `96% ▲3`, `… chưa nộp`, `–` where none is asked."""
    if not asked:
        return NOT_APPLICABLE
    if not received:
        return NOT_SUBMITTED
    # Cut, not rounded: a sheet with an empty cell is never shown as complete.
    share = f"{100 * filled // cells}%"
    marks = [f"✖{errors}"] * bool(errors) + [f"▲{warnings}"] * bool(warnings)
    return " ".join([share, *marks])


def reminder(
    name: str, *, deadline: date, today: date, days_late: int, received: bool, errors: int,
    warnings: int,
) -> str:  # fmt: skip
    """Write the reminder to a unit that is late, or whose workbook needs correction."""
    opening = (
        f"Kính gửi: {name}\n\n"
        "Thực hiện Kế hoạch số 22/KH-UBND ngày 27/02/2025 của Ban Chỉ đạo các Chương trình mục "
        "tiêu quốc gia tỉnh Bình Định về tổng kết Chương trình mục tiêu quốc gia giảm nghèo bền "
        "vững giai đoạn 2021–2025 trên địa bàn tỉnh, "
        f"thời hạn gửi báo cáo và biểu số liệu của quý cơ quan là ngày {day(deadline)}."
    )
    if not received:
        late = f" (quá hạn {days_late} ngày)" if days_late else ""
        body = (
            f"Đến ngày {day(today)}{late}, Sở Lao động - Thương binh và Xã hội chưa nhận được "
            "biểu số liệu của quý cơ quan."
        )
        request = "Đề nghị quý cơ quan lập biểu theo mẫu và gửi về Sở trong thời gian sớm nhất."
    else:
        parts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        body = (
            f"Qua kiểm tra đến ngày {day(today)}, biểu số liệu của quý cơ quan còn "
            f"{' và '.join(parts)}."
        )
        request = (
            "Đề nghị quý cơ quan rà soát, sửa các ô được đánh dấu hoặc giải trình, và gửi lại biểu."
        )
    return f"{opening}\n\n{body}\n\n{request}\n\nTrân trọng./."


def verdict(unit: str, severities: Sequence[str]) -> str:
    """Say whether a checked workbook can be sent."""
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors:
        return f"{unit}: còn {number(errors)} lỗi, biểu chưa nộp được"
    if warnings:
        return f"{unit}: không có lỗi, có thể nộp; {number(warnings)} cảnh báo cần giải trình"
    return f"{unit}: không có lỗi, có thể nộp"


def html_table(table: Iterable[Sequence[object]], heads: Sequence[str], *, look: str) -> str:
    """Give a table as HTML in which every text is text: no markup, no link, no image.

    Args:
        table: rows of cells, as many as there are heads; the first of each is the row's head.
        heads: column heads.
        look: `matrix` for short centred marks, `list` for sentences.
    """
    top = "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escaped(str(first))}</th>'
        + "".join(f'<td class="{cell_look(str(cell))}">{escaped(str(cell))}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in table
    )
    return (
        f'<div class="{look}"><table><thead><tr>'
        f"{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def cell_look(text: str) -> str:
    """Give the class of a cell by the mark it carries."""
    if "✖" in text or "▼" in text:
        return "wrong"
    if "▲" in text:
        return "doubtful"
    return "none" if text in (NOT_SUBMITTED, NOT_APPLICABLE) else "right"
