"""Reads one cell: a number or a text as people type it, never a guess."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dashboard.catalogue.forms import Cell
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.words import formats
from dashboard.workbook import grids
from dashboard.workbook.collecting import Findings
from dashboard.workbook.grids import Doubled, Uncalculated

DASHES = {"–", "-", "—", "−"}
BLANKS = {"", "…", "..."}
LARGEST = Decimal(10) ** 15
PLACES = Decimal("0.0001")
LONGEST_NUMBER = 40
# How much of a cell a message repeats.
SHOWN_TEXT = 200
SPACES = " \t\r\n\u00a0\u2007\u2009\u202f"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
SPACE = f"[{SPACES[0]}{SPACES[4:]}]"
# One group of three (1.234) is certain for a count only; two groups, or both signs, always are.
WHOLE = re.compile(r"-?\d+", re.ASCII)
GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*", re.ASCII)
GROUPED_TWICE = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})+", re.ASCII)
SPACED = re.compile(rf"-?[1-9]\d{{0,2}}({SPACE})\d{{3}}(\1\d{{3}})*", re.ASCII)
# Three decimals could be thousands, unless what stands before them is grouped by the other sign.
DECIMAL = re.compile(r"-?\d+[.,](\d{1,2}|\d{4})", re.ASCII)
GROUPED_DECIMAL = re.compile(
    r"-?[1-9]\d{0,2}(\.\d{3})+,\d{1,4}|-?[1-9]\d{0,2}(,\d{3})+\.\d{1,4}", re.ASCII
)
SPACED_DECIMAL = re.compile(
    rf"-?[1-9]\d{{0,2}}({SPACE})\d{{3}}(\1\d{{3}})*[.,](\d{{1,2}}|\d{{4}})", re.ASCII
)
ERROR_CELL = re.compile(r"#[A-Z0-9/_]+[!?]?", re.ASCII)
NOT_DIGITS = re.compile(r"[^\d-]", re.ASCII)
# Control characters, and those that turn the direction of writing.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f{ZERO_WIDTH}\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell that was read: its value, where it stands and what it held.

    A spreadsheet adds up no text, whether it is read as a number or not.
    """

    value: Value
    sheet: str
    cell: str
    raw_text: str
    is_text: bool = False


def plain(value: object) -> str:
    """Give the text of a code or a word as the form writes it, however it was typed."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return unicodedata.normalize("NFC", text).strip(SPACES + ZERO_WIDTH)


def read_cell(title: str, cell: str, raw: object, form: Cell, found: Findings) -> Reading:
    """Read one cell of the form, and report what is doubtful in it."""
    value, fault = number_of(raw, form.value_type)
    is_computed = form.kind == "formula"
    # What the form computes is computed again: a formula not calculated yet does no harm there.
    if fault and not (is_computed and isinstance(raw, Uncalculated)):
        is_error_cell = isinstance(raw, str) and ERROR_CELL.fullmatch(raw)
        found.add(
            "R02",
            "warning" if is_computed and is_error_cell else "error",
            f"{fault} (đang ghi “{shown(raw)}”).",
            sheet=title,
            cell=cell,
            found=shown(raw),
            key=form.key,
            expected="một số",
        )
    if not is_computed and isinstance(raw, float) and value.number is not None:
        note_rounding(title, cell, raw, value.number, form.key, found)
    # A cell outside the unit's programme stays outside, whatever the sheet shows.
    if form.kind == "not_applicable" and value.number is None:
        value = NOT_APPLICABLE
    return Reading(value, title, cell, shown(raw), isinstance(raw, str) and bool(plain(raw)))


def note_rounding(
    title: str, cell: str, raw: float, kept: Decimal, key: Key, found: Findings
) -> None:
    """Report a number with more decimals than are kept, beyond what computing in binary adds."""
    if abs(Decimal(str(raw)) - kept) > Decimal("1e-9") * max(1, abs(kept)):
        exact = formats.number(kept, 4)
        found.add(
            "R09",
            "warning",
            f"số có hơn 4 chữ số thập phân ({shown(raw)}), được đọc là {exact}.",
            sheet=title,
            cell=cell,
            found=shown(raw),
            expected=exact,
            key=key,
        )


def shown(raw: object) -> str:
    """Give what a cell held, as people can see it: hidden characters by their code, not too long.

    A whole number stands without decimals, a date as `31/12/2024`.
    """
    if isinstance(raw, datetime):
        return raw.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(raw, date):
        return raw.strftime("%d/%m/%Y")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < LARGEST:
        return str(int(raw))
    text = UNSEEN.sub(lambda hidden: f"<U+{ord(hidden[0]):04X}>", str(raw)[:SHOWN_TEXT])
    return f"{text}…" if len(str(raw)) > SHOWN_TEXT else text


def number_of(raw: object, value_type: str) -> tuple[Value, str]:
    """Read a cell: its value, and why it could not be read for certain ("" when it could).

    Args:
        raw: what the cell holds.
        value_type: count, amount, rate or mean; only a count has no decimals, so that only
            there `1.234` can be nothing but a thousand and more; only a rate takes a `%`.
    """
    if isinstance(raw, bool | date | time | timedelta):
        return NOT_SUBMITTED, "ô chứa ngày hoặc đúng/sai, cần một số"
    if isinstance(raw, Doubled):
        return NOT_SUBMITTED, "tệp ghi hai giá trị khác nhau trong một ô, không biết số nào đúng"
    if isinstance(raw, Uncalculated):
        return NOT_SUBMITTED, "ô chứa công thức chưa được tính, hãy mở bằng Excel và lưu lại"
    if isinstance(raw, int | float):
        return number_within(Decimal(str(raw)))
    text = str(raw).strip(SPACES + ZERO_WIDTH)
    if text in BLANKS:
        return NOT_SUBMITTED, ""
    if text in DASHES:
        return NOT_APPLICABLE, ""
    if ERROR_CELL.fullmatch(text):
        return NOT_SUBMITTED, "ô báo lỗi công thức"
    if value_type == "rate" and text.endswith("%"):
        text = text[:-1].rstrip(SPACES)
    digits = certain_digits(text, value_type)
    if digits is None:
        return NOT_SUBMITTED, "ô chứa chữ không đọc chắc chắn được thành số"
    return number_within(Decimal(digits))


def certain_digits(text: str, value_type: str) -> str | None:
    """Give a number typed as text in the form `-1234.5`, None when it could be read two ways."""
    if len(text) > LONGEST_NUMBER:
        return None
    if WHOLE.fullmatch(text):
        return text
    grouped = GROUPED if value_type == "count" else GROUPED_TWICE
    if grouped.fullmatch(text) or SPACED.fullmatch(text):
        return NOT_DIGITS.sub("", text)
    if value_type == "count":
        return None
    if any(form.fullmatch(text) for form in (DECIMAL, GROUPED_DECIMAL, SPACED_DECIMAL)):
        whole, part = re.split(r"[.,](?=\d+$)", text)
        return f"{NOT_DIGITS.sub('', whole)}.{part}"
    return None


def number_within(number: Decimal) -> tuple[Value, str]:
    """Take a number, to four decimals, unless it is beyond anything that is counted here."""
    if not number.is_finite() or abs(number) >= LARGEST:
        return NOT_SUBMITTED, "số quá lớn hoặc không phải một số"
    # Adding 0 turns -0 into 0.
    return Value(number.quantize(PLACES) + 0), ""


def text_of(title: str, cell: str, raw: object, found: Findings) -> str | None:
    """Give the text of a cell as plain text, None when it is blank.

    Text is data: tags and formulas in it stay as they are. Control characters but line ends are
    taken out, what exceeds the length of a cell is cut, and both are reported.
    """
    if isinstance(raw, Uncalculated):
        found.add(
            "R02",
            "error",
            f"ô chứa công thức chưa được tính (đang ghi “{shown(raw)}”).",
            sheet=title,
            cell=cell,
            found=shown(raw),
            expected="nội dung bằng chữ",
        )
        return None
    if isinstance(raw, Doubled):
        found.add(
            "R02",
            "error",
            f"tệp ghi hai nội dung khác nhau trong một ô (đang ghi “{shown(raw)}”).",
            sheet=title,
            cell=cell,
            found=shown(raw),
            expected="một nội dung",
        )
        return None
    text = raw if isinstance(raw, str) else shown(raw)
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text, hidden = HIDDEN.subn("", text)
    if hidden:
        found.add(
            "R09",
            "warning",
            f"đã bỏ {formats.number(hidden, 0)} ký tự điều khiển trong ô.",
            sheet=title,
            cell=cell,
            found=f"{hidden} ký tự điều khiển",
            expected="chữ thường",
        )
    if len(text) > grids.MAX_TEXT:
        limit = formats.number(grids.MAX_TEXT, 0)
        found.add(
            "R02",
            "error",
            f"ô dài {formats.number(len(text), 0)} ký tự, giới hạn {limit}; phần sau không đọc.",
            sheet=title,
            cell=cell,
            found=f"{len(text)} ký tự",
            expected=f"không quá {limit} ký tự",
        )
        text = text[: grids.MAX_TEXT]
    return text.strip() or None
