"""Looks for slips of the hand: a point, zeros, digits of single numbers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store.mistakes import MONEY, MONEY_UNITS, Entries, Levels, Mistake, is_like, place
from dashboard.words import formats
from dashboard.workbook.asked import Form

OUTLYING = 8
# Where the cell says by itself that it is wrong, the other years need only be of its order.
NEAR = 20
# Which numbers a rule holds equal, each of the year of the finding or of one before.
TERMS_OF = {
    "V20": (("poor_households_beginning", 0), ("poor_households", -1)),
    "V21": (("poor_households", 0),),
    "V22": (("near_poor_households_beginning", 0), ("near_poor_households", -1)),
    "V23": (("near_poor_households", 0),),
    "V24b": (("poor_households_by_ethnic_group", 0), ("poor_households", 0)),
    "V25": (("poor_to_near_poor", 0), ("near_poor_from_poor", 0)),
    "V26": (("near_poor_to_poor", 0), ("near_poor_fell_into_poverty", 0)),
}
MOVEMENTS_OF = {"V21": "poor_households_by_movement", "V23": "near_poor_households_by_movement"}


def thousands_point(
    findings: Sequence[Finding], typed: Entries, form: Form, levels: Levels
) -> Iterator[Mistake]:
    """Find numbers with three decimals: the point that parts thousands was taken for a decimal.

    An amount may have decimals: there the other years must say that it was not meant so.
    """
    doubted = {(each.sheet, each.cell) for each in findings}
    not_whole = {(each.sheet, each.cell) for each in findings if each.rule == "V01"}
    for key, entry in typed.items():
        meant = entry.value * 1000
        is_count = form.cells[key].value_type == "count"
        if place(entry) not in (not_whole if is_count else doubted) or entry.value <= 0:
            continue
        level = levels[key]
        if meant != meant.to_integral_value() or entry.value == entry.value.to_integral_value():
            continue
        is_near = (
            level is None or level / NEAR <= meant <= level * NEAR
            if is_count
            else is_like(meant, level) and meant % 10 != 0
        )
        if is_near:
            whole = formats.number(meant)
            read = formats.number(entry.value, 4).rstrip("0")
            yield Mistake(
                f"có thể số {whole} nhập có dấu chấm nên thành {read}; nhập liền, không có dấu "
                "chấm",
                {key: meant},
                place(entry),
                least=1,
                weight=1,
            )


def outliers(
    findings: Sequence[Finding], typed: Entries, reference: Reference, levels: Levels
) -> Iterator[Mistake]:
    """Find single numbers, named by a finding, that a power of 10 brings back to other years'."""
    doubted = {(each.sheet, each.cell) for each in findings}
    for key, entry in typed.items():
        level = levels[key] if place(entry) in doubted else None
        if level is None or entry.value <= 0:
            continue
        ratio = entry.value / level
        if OUTLYING * ratio > 1 and ratio < OUTLYING:
            continue
        for power in (1, 2, 3, 6, -1, -2, -3):
            meant = entry.value / Decimal(10) ** power
            if is_like(meant, level) and meant == round(meant, 4):
                is_money = reference.indicators[key.indicator_code].unit == MONEY
                yield Mistake(
                    f"ghi {formats.entered(float(entry.value), 'amount')}, "
                    f"{'lớn' if power > 0 else 'nhỏ'} hơn nhiều so với các năm khác (khoảng "
                    f"{formats.entered(float(level), 'amount')}): "
                    f"{zeros(power, is_money=is_money)}",
                    {key: meant},
                    place(entry),
                )
                break


def zeros(power: int, *, is_money: bool) -> str:
    """Say what may have made a number so many powers of 10 larger, or smaller."""
    count = abs(power)
    how = "thừa" if power > 0 else "thiếu"
    unit = MONEY_UNITS.get(Decimal(10) ** power) if is_money else None
    if unit is not None:
        return f"có thể nhập bằng {unit} hoặc {how} {count} chữ số 0"
    if count == 3:
        times = "gấp" if power > 0 else "bằng một phần"
        return f"có thể {how} 3 chữ số 0 ({times} 1.000{' lần' if power > 0 else ''})"
    return f"có thể {how} {count} chữ số 0"


def slips(findings: Sequence[Finding], typed: Entries, reference: Reference) -> Iterator[Mistake]:
    """Find numbers where digits in another order, one more or one less close a difference.

    A difference that swapped digits make is divisible by 9.
    """
    by_term: dict[tuple[str, int], list[Key]] = defaultdict(list)
    for key in typed:
        by_term[key.indicator_code, key.year].append(key)
    found: dict[tuple[Key, Decimal], tuple[str, int]] = {}
    for finding in findings:
        if finding.rule not in TERMS_OF or not finding.expected:
            continue
        terms = [(code, finding.year + step) for code, step in TERMS_OF[finding.rule]]
        moves = reference.terms.get(MOVEMENTS_OF.get(finding.rule, ""), ())
        terms += [(term.term_code, finding.year) for term in moves]
        difference = number_in(finding.found) - number_in(finding.expected)
        for key in {key for term in terms for key in by_term[term]}:
            for meant in (typed[key].value - difference, typed[key].value + difference):
                if slip := slip_between(typed[key].value, meant):
                    found[key, meant] = slip, found.get((key, meant), ("", 0))[1] + 1
    for (key, meant), (slip, weight) in found.items():
        yield Mistake(slip, {key: meant}, place(typed[key]), least=1, weight=weight)


def slip_between(typed: Decimal, meant: Decimal) -> str:
    """Say how a hand that meant one whole number may have typed another, "" where hardly."""
    if meant < 0 or typed < 0 or typed == meant or typed % 1 or meant % 1:
        return ""
    one, other = str(int(typed)), str(int(meant))
    told = f"{formats.number(typed)} thay cho {formats.number(meant)}"
    if one[::-1] == other or meant in with_swapped_digits(typed):
        apart = formats.number(abs(typed - meant))
        return f"có thể hai chữ số đã đổi chỗ: {told}, chênh lệch {apart} chia hết cho 9"
    if len(one) > 1 and one in without_a_digit(other):
        return f"có thể thiếu một chữ số: {told}"
    if len(other) > 1 and other in without_a_digit(one):
        return f"có thể thừa một chữ số: {told}"
    return ""


def with_swapped_digits(value: Decimal) -> Iterator[Decimal]:
    """Give a whole number with each two of its digits the other way, neighbours first."""
    digits = str(int(value))
    for apart in range(1, len(digits)):
        for at in range(len(digits) - apart):
            other = list(digits)
            other[at], other[at + apart] = other[at + apart], other[at]
            if other[0] != "0" and "".join(other) != digits:
                yield Decimal("".join(other))


def without_a_digit(digits: str) -> set[str]:
    """Give what is left of digits when one of them is missing."""
    return {digits[:at] + digits[at + 1 :] for at in range(len(digits))}


def number_in(text: str) -> Decimal:
    """Read a number that a finding printed."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))
