"""Numbers, dates, states and names as officials print them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
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
    "not_submitted": NOT_SUBMITTED,
    "not_applicable": NOT_APPLICABLE,
    "not_computed": NOT_COMPUTED,
}
STATE_REASONS = {
    "not_submitted": "chưa nộp",
    "not_applicable": "không áp dụng",
    "not_computed": "danh mục chưa có công thức",
}
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


def entered(value: float | None, value_type: str) -> str:
    """Print a number: a rate with two decimals, anything else with those it needs."""
    if value is None or value_type == "rate":
        return number(value, 2)
    most = 2 if value_type == "amount" else 4
    exact = rounded(value, most).normalize()
    return number(exact, max(0, -int(exact.as_tuple().exponent)))


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


def bare_change(value: float | None, unit: str) -> str:
    """Print a change with its arrow and no unit: `▼ 2,65`, `▲ 120`, `không đổi`."""
    if value is None or is_missing(value):
        return NOT_SUBMITTED
    size = rounded(abs(value), decimals_of(unit))
    if not size:
        return UNCHANGED
    return f"{'▼' if value < 0 else '▲'} {number(size, decimals_of(unit))}"


def change(value: float | None, unit: str) -> str:
    """Print a change with its arrow: `▼ 2,65 điểm %`, `▲ 120 hộ`, `không đổi`."""
    text = bare_change(value, unit)
    return text if text in (NOT_SUBMITTED, UNCHANGED) else f"{text} {points(unit)}"


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


def as_of_days(earliest: date | None, latest: date | None) -> str:
    """Say as of when figures of several workbooks are: one day, or from the first to the last."""
    first, last = day(earliest), day(latest)
    if earliest is None or first == last:
        return f"số liệu tính đến ngày {last}"
    same_year = first[-5:] == last[-5:]
    return f"số liệu từ {first[:-5] if same_year else first} đến {last}"


def source_line(
    *,
    as_of: date | None,
    illustrative: int,
    units: int,
    expected: int,
    earliest: date | None = None,
) -> str:
    """Sign a picture: where its figures come from, as of when, and the mark when it applies."""
    days = as_of_days(earliest, as_of).replace("số liệu tính", "tính")
    text = f"Nguồn: biểu tổng kết của {units}/{expected} huyện · {days}"
    return f"{ILLUSTRATIVE} · {text}" if illustrative else text


def without_formula(text: str) -> str:
    """Make text safe in a spreadsheet: it can start no formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text
