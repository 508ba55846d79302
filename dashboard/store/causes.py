"""Names the one cause of many findings: a mistake that, undone, makes them disappear.

Each kind of mistake that people make is looked for in the numbers themselves; what is found gives
the numbers that may have been meant. The rules run again on these, and the findings that are gone
are those that the mistake explains. Nothing is corrected: a cause is a sentence to look at.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import log
from statistics import median

from dashboard.catalogue import forms
from dashboard.catalogue.findings import CAUSE, SEVERITIES, Finding, gravest_first, located
from dashboard.catalogue.forms import Formula
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.words import formats
from dashboard.workbook import completeness
from dashboard.workbook.reading import Filled, Form

# How many explanations are tried, and how many findings one must explain to be told.
TRIED, LEAST = 5, 2
# Below so few findings each one is read by itself, unless a single cell is the mistake.
FEW = 6
# What the capital of a year is a household, in triệu đồng: beyond is another unit of money.
MONEY_OF_HOUSEHOLD = (Decimal("0.002"), Decimal(20))
MONEY = "triệu đồng"
MONEY_UNITS = {
    Decimal(1000): "nghìn đồng",
    Decimal(10) ** 6: "đồng",
    Decimal("0.001"): "tỷ đồng",
}
# A number that may have been meant lies within this of the same number of the other years.
ALIKE = (Decimal("0.5"), Decimal(2))
OUTLYING = 8
# Where the cell says by itself that it is wrong, the other years need only be of its order.
NEAR = 20
NAMED = 12
# Numbers of a year in another unit of money lie within this of the other years' by that unit.
SCALED = (Decimal("0.2"), Decimal(5))
# Two lines of a year are swapped where so many of their pairs lie nearer to each other's years, by
# so much (in natural logarithms).
SWAPPED_SHARE, NEARER, MUCH_NEARER = 0.75, 0.2, 0.4
# From this part of a sheet on its blanks are one cause.
UNFILLED = 0.2
# Percentages stand for counts where a class has so many households.
MANY_HOUSEHOLDS = 200
# A number from here on hardly stays as it was for a year.
LARGE = 100
TWINS = (("settlement", "urban", "rural"), ("household_class", "poor", "near_poor"))
LINE_NAMES = {
    "urban": "Thành thị",
    "rural": "Nông thôn",
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
}
OF_POOR = re.compile("(^|_)poor(_|$)")
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
OF_CLASSES = {"V04", "V20", "V21", "V22", "V23", "V24b", "V28", "V30", "V33", "V34"}
# Rules that look at no number.
ALONE = {"R10", "V42", "V43"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the workbook and where it stands."""

    value: Decimal
    sheet: str
    cell: str


@dataclass(frozen=True)
class Mistake:
    """What may have happened: its sentence, and the numbers that may have been meant.

    None stands for a number that is not known; `place` is the cell, where it is a single
    one, `least` how many findings it must explain, `weight` how many speak for it, `is_evident`
    whether the numbers themselves do.
    """

    sentence: str
    meant: dict[Key, Decimal | None]
    place: tuple[str, str] = ("", "")
    least: int = LEAST
    weight: int = 0
    is_evident: bool = False


Entries = Mapping[Key, Entry]
# The middle of the other years of each number.
Levels = Mapping[Key, Decimal | None]
Judge = Callable[[dict[tuple[str, str], Decimal | None]], Sequence[Finding]]


def explained(
    findings: Sequence[Finding],
    entries: Entries,
    sheets: Sequence[Filled],
    form: Form,
    reference: Reference,
    judge: Judge,
) -> list[Finding]:
    """Give the findings with the causes that explain them, each before what it explains.

    Args:
        findings: what was found in a workbook.
        entries: its numbers, those that the form computes among them.
        sheets: how far its sheets are filled in.
        form: what the form asks of the unit.
        reference: reference data.
        judge: runs the rules again with other numbers at some cells.
    """
    told, left = unfilled(findings, sheets)
    trials = []
    for mistake in tried(mistakes(findings, entries, form, reference), findings):
        changes = with_totals(mistake.meant, entries, form)
        after = judge({place(entries[key]): value for key, value in changes.items()})
        gone = missing(findings, after)
        fresh = missing(after, findings)
        if len(gone) >= mistake.least and 2 * len(fresh) <= len(gone):
            trials.append((len(fresh) - len(gone), len(trials), mistake, gone))
    for *_, mistake, gone in sorted(trials, key=lambda each: each[:2]):
        own = [each for each in gone if each in left]
        if len(own) >= mistake.least:
            number = 1 + sum(each.rule == CAUSE for each in told)
            told += [header(mistake, own, entries, number)]
            told += [replace(each, cause=number) for each in own]
            left = [each for each in left if each not in own]
    return gravest_first([*told, *left])


def place(entry: Entry) -> tuple[str, str]:
    """Say where a number stands."""
    return entry.sheet, entry.cell


def tried(found: Iterable[Mistake], findings: Sequence[Finding]) -> list[Mistake]:
    """Choose the mistakes that are worth trying: the many at once first, few cells last."""
    is_few = sum(each.rule not in ALONE for each in findings) < FEW
    at = Counter((each.sheet, each.cell) for each in findings)
    mistakes = list(found)
    wide = [each for each in mistakes if len(each.meant) > 1 and (each.is_evident or not is_few)]
    wide.sort(key=lambda each: not each.is_evident)
    single = [each for each in mistakes if len(each.meant) == 1]
    single.sort(key=lambda each: (-each.weight, -at[each.place]))
    return [*wide[:TRIED], *single[: TRIED if is_few else TRIED // 2]]


def missing(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """Give the findings of the rules on numbers that are no longer there."""
    kept = Counter(identity(each) for each in after)
    gone = []
    for each in before:
        if kept[identity(each)]:
            kept[identity(each)] -= 1
        elif each.rule.startswith(("V", "P")):
            gone.append(each)
    return gone


def identity(finding: Finding) -> tuple[str, str, str]:
    """Say which finding this is; its numbers may change with other cells."""
    return finding.rule, finding.sheet, f"{finding.cell} {finding.indicator_code} {finding.year}"


def header(mistake: Mistake, gone: Sequence[Finding], entries: Entries, number: int) -> Finding:
    """Word the sentence that stands before the findings that it explains, at its first cell."""
    cells = [entries[key] for key in mistake.meant]
    sheet = cells[0].sheet
    listed = ", ".join(each.cell for each in cells[:NAMED])
    more = f"… ({formats.number(len(cells))} ô)" if len(cells) > NAMED else ""
    at = f"ô {listed}{more}" if len(cells) > 1 else f"ô {listed}"
    expected = ""
    if len(mistake.meant) == 1:
        [value] = mistake.meant.values()
        expected = "" if value is None else formats.entered(float(value), "amount")
    count = formats.number(len(gone))
    file = gone[0].file
    return Finding(
        file=file,
        sheet=sheet,
        cell=cells[0].cell,
        rule=CAUSE,
        severity=min((each.severity for each in gone), key=SEVERITIES.index),
        found=f"{count} phát hiện",
        expected=expected,
        cause=number,
        message=f"{located(file, sheet, cells[0].cell)}{mistake.sentence} ({at}). Nguyên "
        f"nhân này giải thích {count} phát hiện.",
    )


def unfilled(
    findings: Sequence[Finding], sheets: Sequence[Filled]
) -> tuple[list[Finding], list[Finding]]:
    """Put what comes of sheets that are blank in large part under one sentence.

    Returns the sentence with its findings, and the other findings.
    """
    blank_sheets = {
        each.title: each
        for each in completeness.asked(sheets)
        if len(each.blanks) > completeness.ONE_BY_ONE and len(each.blanks) >= UNFILLED * each.asked
    }
    own = [
        each
        for each in findings
        if each.sheet in blank_sheets
        and (each.rule == completeness.RULE or each.cell in ("", *blank_sheets[each.sheet].blanks))
    ]
    if len(own) < LEAST:
        return [], list(findings)
    first = min(own, key=lambda each: SEVERITIES.index(each.severity))
    told = ", ".join(
        f"“{title}” {formats.number(len(each.blanks))} trong {formats.number(each.asked)} ô"
        for title, each in blank_sheets.items()
    )
    count = formats.number(len(own))
    cell = blank_sheets[first.sheet].blanks[0]
    head = Finding(
        file=first.file,
        sheet=first.sheet,
        cell=cell,
        rule=CAUSE,
        severity=first.severity,
        found=f"{count} phát hiện",
        expected="",
        cause=1,
        message=f"{located(first.file, first.sheet, cell)}biểu còn để trống nhiều ({told}), "
        "có thể gửi khi chưa điền xong; nếu không phát sinh thì nhập 0. Nguyên nhân này giải thích "
        f"{count} phát hiện.",
    )
    return [head, *(replace(each, cause=1) for each in own)], [
        each for each in findings if each not in own
    ]


def with_totals(
    meant: Mapping[Key, Decimal | None], entries: Entries, form: Form
) -> dict[Key, Decimal | None]:
    """Give the numbers meant and the totals of the sheets that they would lead to."""
    known: dict[Key, Decimal | None] = {key: entry.value for key, entry in entries.items()}
    known.update(meant)
    changed = dict(meant)
    waiting = [
        (key, cell.formula)
        for key, cell in form.cells.items()
        if cell.formula is not None and key in entries and key not in meant
    ]
    # A total may be of totals: those of finer parts come first, at most three deep.
    for _ in range(3):
        moved = [
            (key, formula)
            for key, formula in waiting
            if any(part in changed for part in parts_of(formula))
        ]
        for key, formula in moved:
            known[key] = changed[key] = computed(formula, known)
    return changed


def parts_of(formula: Formula) -> Iterator[Key]:
    """Give all numbers that a formula is computed of."""
    yield from (key for _, key in formula.numerator)
    yield from formula.denominator


def computed(formula: Formula, known: Mapping[Key, Decimal | None]) -> Decimal | None:
    """Compute a formula; None where a number is missing."""
    numbers = [(factor, known.get(key)) for factor, key in formula.numerator]
    below = [known.get(key) for key in formula.denominator]
    if any(number is None for _, number in numbers) or None in below:
        return None
    total = sum((factor * number for factor, number in numbers if number), Decimal(0))
    if not below:
        return total * formula.scale
    bottom = sum((number for number in below if number), Decimal(0))
    return total * formula.scale / bottom if bottom else None


def mistakes(
    findings: Sequence[Finding], entries: Entries, form: Form, reference: Reference
) -> Iterator[Mistake]:
    """Look for each kind of mistake in the numbers of a workbook."""
    typed = {
        key: entry
        for key, entry in entries.items()
        if form.cells[key].formula is None and not key.area_code
    }
    series = by_series(typed)
    levels = {key: usual(key, typed, series) for key in typed}
    yield from thousands_point(findings, typed, form, levels)
    yield from outliers(findings, typed, reference, levels)
    yield from slips(findings, typed, reference)
    yield from rates_for_counts(typed, form)
    yield from whole_rates(typed)
    yield from wrong_money_unit(typed, form, reference)
    yield from money_of_years(typed, form, reference, levels)
    yield from swapped_lines(typed, reference)
    yield from cumulative_amounts(typed, form, series)
    yield from swapped_columns(findings, typed, form, reference)
    yield from pasted_years(typed, reference)


def by_series(typed: Entries) -> dict[Key, dict[int, Key]]:
    """Give the years of each number: what differs in nothing but the year."""
    series: dict[Key, dict[int, Key]] = defaultdict(dict)
    for key in typed:
        series[replace(key, year=0)][key.year] = key
    return series


def usual(key: Key, typed: Entries, series: Mapping[Key, Mapping[int, Key]]) -> Decimal | None:
    """Give the middle of a number's other years, None where fewer than two are above 0."""
    others = [
        typed[each].value
        for year, each in series[replace(key, year=0)].items()
        if year != key.year and typed[each].value > 0
    ]
    return median(others) if len(others) > 1 else None


def is_like(value: Decimal, other: Decimal | None) -> bool:
    """Tell whether a number lies near another."""
    return other is not None and ALIKE[0] * other <= value <= ALIKE[1] * other


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


def rates_for_counts(typed: Entries, form: Form) -> Iterator[Mistake]:
    """Find sheets where counts are mostly broken numbers up to 100: they are rates."""
    columns: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
    for key, entry in typed.items():
        if form.cells[key].value_type == "count":
            columns[entry.sheet, key.indicator_code, key.household_class].append(key)
    by_sheet: dict[str, list[Key]] = defaultdict(list)
    for (sheet, _, _), keys in columns.items():
        values = [typed[key].value for key in keys if typed[key].value]
        broken = [value for value in values if value != value.to_integral_value()]
        if len(broken) > 2 and 2 * len(broken) > len(values) and max(values) <= 100:
            by_sheet[sheet] += keys
    for keys in by_sheet.values():
        yield Mistake(
            "có thể đã nhập tỷ lệ (%) thay cho số hộ, số người",
            {key: count_of_rate(key, typed) for key in keys},
        )


def whole_rates(typed: Entries) -> Iterator[Mistake]:
    """Find classes whose parts are whole numbers up to 100, too small for their households.

    A poor household lacks three services or more, and each household has a cause.
    """
    groups: dict[tuple[str, str, int], list[Key]] = defaultdict(list)
    totals: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for key, entry in typed.items():
        totals[key.indicator_code, key.year] += entry.value
        least = {"deprived_households": 3, "households_by_poverty_cause": 1}.get(key.indicator_code)
        if least and (least == 1 or key.household_class == "poor"):
            groups[entry.sheet, key.household_class, least].append(key)
    for (_, household_class, least), keys in groups.items():
        code = forms.CLASS_TOTALS.get(household_class, "")
        years = {key.year for key in keys}
        classes = [totals[code, year] for year in years]
        sums = [
            sum((typed[key].value for key in keys if key.year == year), Decimal(0))
            for year in years
        ]
        if (
            min(classes) >= MANY_HOUSEHOLDS
            and all(typed[key].value <= 100 for key in keys)
            and all(value % 1 == 0 for value in sums)
            and all(
                90 * least <= value < least * number
                for value, number in zip(sums, classes, strict=True)
            )
        ):
            yield Mistake(
                "có thể đã nhập tỷ lệ (%) thay cho số hộ",
                {key: count_of_rate(key, typed) for key in keys},
                least=1,
                is_evident=True,
            )


def count_of_rate(key: Key, typed: Entries) -> Decimal | None:
    """Give the count that a rate stands for, None where what it is a part of is not known."""
    if key.household_class in forms.CLASS_TOTALS:
        whole = forms.CLASS_TOTALS[key.household_class]
        parts = [
            typed.get(Key(whole, key.year, settlement=settlement))
            for settlement in ("urban", "rural")
        ]
    elif key.indicator_code in forms.CLASS_TOTALS.values():
        parts = [typed.get(replace(key, indicator_code="households_total"))]
    else:
        return None
    known = [part.value for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    count = typed[key].value * sum(known, Decimal(0)) / 100
    return count.quantize(Decimal(1), ROUND_HALF_UP)


def wrong_money_unit(typed: Entries, form: Form, reference: Reference) -> Iterator[Mistake]:
    """Find sheets whose amounts a household are those of another unit of money."""
    households = [
        entry.value for key, entry in typed.items() if key.indicator_code == "households_total"
    ]
    years = len({key.year for key in typed if key.indicator_code == "households_total"})
    if not households:
        return
    number = sum(households, Decimal(0)) / years
    by_sheet: dict[str, list[Key]] = defaultdict(list)
    for key, entry in typed.items():
        is_money = reference.indicators[key.indicator_code].unit == MONEY
        if is_money and form.cells[key].value_type == "amount" and entry.value:
            by_sheet[entry.sheet].append(key)
    for keys in by_sheet.values():
        level = sum((typed[key].value for key in keys), Decimal(0)) / len(
            {(key.year, key.indicator_code) for key in keys}
        )
        least, most = (bound * number for bound in MONEY_OF_HOUSEHOLD)
        if least <= level <= most or len(keys) < 4:
            continue
        for factor, unit in MONEY_UNITS.items():
            if least <= level / factor <= most:
                yield Mistake(
                    f"có thể nhập bằng {unit}, biểu tính bằng triệu đồng",
                    {key: round(typed[key].value / factor, 4) for key in keys},
                )
                break


def money_of_years(
    typed: Entries, form: Form, reference: Reference, levels: Levels
) -> Iterator[Mistake]:
    """Find years of a sheet, or a project or column of one, in another unit of money."""
    groups: dict[tuple[str, int, str, str], list[Key]] = defaultdict(list)
    for key, entry in typed.items():
        is_money = reference.indicators[key.indicator_code].unit == MONEY
        if is_money and form.cells[key].value_type == "amount" and entry.value > 0:
            groups[entry.sheet, key.year, "", ""].append(key)
            if key.project_code != "all":
                groups[entry.sheet, key.year, key.project_code, ""].append(key)
                groups[entry.sheet, key.year, "", key.indicator_code].append(key)
    told: set[Key] = set()
    for (_, year, project, _), keys in sorted(groups.items(), key=lambda each: -len(each[1])):
        compared = [(typed[key].value, level) for key in keys if (level := levels[key])]
        if told.intersection(keys):
            continue
        for factor, unit in MONEY_UNITS.items():
            scaled = [
                level
                for value, level in compared
                if SCALED[0] * level <= value / factor <= SCALED[1] * level
            ]
            if len(scaled) > 2 and len(scaled) >= SWAPPED_SHARE * len(compared):
                told.update(keys)
                where = f", dự án {project}" if project else ""
                yield Mistake(
                    f"năm {year}{where}: có thể nhập bằng {unit}, biểu tính bằng triệu đồng",
                    {key: round(typed[key].value / factor, 4) for key in keys},
                    least=1,
                    is_evident=True,
                )
                break


def swapped_lines(typed: Entries, reference: Reference) -> Iterator[Mistake]:
    """Find two lines, or two columns, of a year that lie nearer to each other's years beside it."""
    groups: dict[tuple[str, int, str, str], list[tuple[Key, Key]]] = defaultdict(list)
    for key, entry in typed.items():
        for name, one, other in TWINS:
            if getattr(key, name) == one and (twin := replace(key, **{name: other})) in typed:
                lines = LINE_NAMES[one], LINE_NAMES[other]
                groups[entry.sheet, key.year, *lines].append((key, twin))
        twin = replace(key, indicator_code=OF_POOR.sub(r"\1near_poor\2", key.indicator_code, 1))
        is_other = twin != key and "near_poor" not in key.indicator_code and twin in typed
        if is_other and typed[twin].sheet == entry.sheet and key.household_class == "all":
            names = (column_name(key, reference), column_name(twin, reference))
            groups[entry.sheet, key.year, *names].append((key, twin))
    for (_, year, one, other), pairs in groups.items():
        gains = [gain for pair in pairs if abs(gain := gained(*pair, typed)) > NEARER]
        nearer = sum(gain > 0 for gain in gains)
        if nearer < 2 or nearer < SWAPPED_SHARE * len(gains) or median(gains) < MUCH_NEARER:
            continue
        is_column = pairs[0][0].indicator_code != pairs[0][1].indicator_code
        meant: dict[Key, Decimal | None] = {}
        for key, twin in pairs:
            meant[key], meant[twin] = typed[twin].value, typed[key].value
        yield Mistake(
            f"năm {year}: hai {'cột' if is_column else 'dòng'} “{one}” và “{other}” có thể đã đổi "
            "chỗ",
            meant,
            is_evident=True,
        )


def gained(key: Key, twin: Key, typed: Entries) -> float:
    """Give by how much two numbers, swapped, lie nearer to the years beside them, in logarithms."""
    own, other = beside(key, typed), beside(twin, typed)
    if own is None or other is None:
        return 0
    one, two = logarithm(typed[key]), logarithm(typed[twin])
    as_typed = abs(one - own) + abs(two - other)
    return as_typed - abs(two - own) - abs(one - other)


def beside(key: Key, typed: Entries) -> float | None:
    """Give the middle of the years before and after in logarithms, None where one is missing."""
    years = (replace(key, year=key.year - 1), replace(key, year=key.year + 1))
    found = [logarithm(typed[each]) for each in years if each in typed]
    return sum(found) / len(found) if len(found) == len(years) else None


def logarithm(entry: Entry) -> float:
    """Give the logarithm of a number; 0 counts as a half."""
    return log(max(entry.value, Decimal("0.5")))


def cumulative_amounts(
    typed: Entries, form: Form, series: Mapping[Key, Mapping[int, Key]]
) -> Iterator[Mistake]:
    """Find sheets of capital where the amounts of nearly every line never fall."""
    by_code: dict[str, list[dict[int, Key]]] = defaultdict(list)
    for start, years in series.items():
        if start.capital_source != "all" and len(years) > 2:
            values = [typed[years[year]].value for year in sorted(years)]
            if sum(value > 0 for value in values) > 1:
                by_code[start.indicator_code].append(dict(years))
    meant: dict[Key, Decimal | None] = {}
    for lines in by_code.values():
        rising = [years for years in lines if never_falls(years, typed)]
        if len(rising) < 3 or len(rising) < 0.9 * len(lines):
            continue
        for years in rising:
            for before, after in pairwise(sorted(years)):
                change = typed[years[after]].value - typed[years[before]].value
                meant[years[after]] = change
    if meant:
        yield Mistake("có thể nhập lũy kế từ đầu kỳ thay cho số của từng năm", meant)


def never_falls(years: Mapping[int, Key], typed: Entries) -> bool:
    """Tell whether a number is at least that of the year before in every year."""
    values = [typed[years[year]].value for year in sorted(years)]
    return all(before <= after for before, after in pairwise(values))


def swapped_columns(
    findings: Sequence[Finding], typed: Entries, form: Form, reference: Reference
) -> Iterator[Mistake]:
    """Find neighbouring columns, or those of poor and near-poor, that findings point at."""
    columns: dict[str, dict[tuple[str, str, int], dict[Key, Key]]] = {}
    for key, entry in typed.items():
        layout = reference.sheets[form.sheets[key]].layout
        if layout not in ("years_down", "capital"):
            continue
        column = (key.indicator_code, key.member_code, key.year if layout == "capital" else 0)
        row = replace(key, indicator_code="", member_code="all")
        columns.setdefault(entry.sheet, {}).setdefault(column, {})[row] = key
    at = Counter((each.sheet, each.cell) for each in findings)
    spoken = {
        name: sum(f"“{name}”" in each.message for each in findings)
        for name in {each.short_name for each in reference.indicators.values()}
    }
    # Where the classes do not fit their parts and movements, they may stand for each other.
    classes = sum(each.rule in OF_CLASSES for each in findings)
    ranked = []
    for held in columns.values():
        listed = list(held)
        twins = [
            (one, other)
            for one in listed
            for other in listed
            if other[0] == f"near_{one[0]}" and one[1:] == other[1:]
        ]
        for one, other in dict.fromkeys([*twins, *pairwise(listed)]):
            rows = held[one].keys() & held[other].keys()
            weight = sum(
                sum(at[place(typed[key])] for key in held[column].values())
                + (0 if column[1] != "all" else spoken[reference.indicators[column[0]].short_name])
                for column in (one, other)
            )
            if {one[0], other[0]} == set(forms.CLASS_TOTALS.values()):
                weight += classes
            if weight and rows and one[2] == other[2]:
                ranked.append((weight, one, other, held[one], held[other], sorted(rows, key=str)))
    ranked.sort(key=lambda each: (-each[0], each[1], each[2]))
    for _, _, _, first, second, rows in ranked[:3]:
        meant: dict[Key, Decimal | None] = {}
        for row in rows:
            meant[first[row]] = typed[second[row]].value
            meant[second[row]] = typed[first[row]].value
        names = [column_name(first[rows[0]], reference), column_name(second[rows[0]], reference)]
        yield Mistake(
            f"hai cột “{names[0]}” và “{names[1]}” có thể đã đổi chỗ",
            meant,
            least=max(LEAST, len(rows) // 2),
        )


def column_name(key: Key, reference: Reference) -> str:
    """Name the column that a number stands in."""
    indicator = reference.indicators[key.indicator_code]
    members = reference.members.get(indicator.member_dimension, ())
    own = next((member.name for member in members if member.code == key.member_code), "")
    return f"{indicator.short_name}: {own}" if own else indicator.short_name


def pasted_years(typed: Entries, reference: Reference) -> Iterator[Mistake]:
    """Find sheets, or columns of them, where the numbers of a year are those of the year before."""
    by_sheet: dict[str, dict[int, dict[Key, Key]]] = {}
    for key, entry in typed.items():
        if not reference.indicators[key.indicator_code].is_plan:
            own = by_sheet.setdefault(entry.sheet, {}).setdefault(key.year, {})
            own[replace(key, year=0)] = key
    in_part = []
    for sheet in by_sheet.values():
        for year in sorted(sheet):
            before = sheet.get(year - 1, {})
            both = [
                key
                for start, key in sheet[year].items()
                if start in before and (typed[key].value or typed[before[start]].value)
            ]
            equal = [
                key for key in both if typed[key].value == typed[before[replace(key, year=0)]].value
            ]
            sentence = f"số liệu năm {year} trùng với năm {year - 1}: có thể đã chép nhầm cột, dòng"
            if len(equal) > 4 and len(equal) >= 0.8 * len(both):
                yield Mistake(sentence, dict.fromkeys(equal))
            elif columns := whole_columns(equal, both, typed):
                in_part.append(Mistake(sentence, dict.fromkeys(columns)))
    yield from sorted(in_part, key=lambda each: -len(each.meant))


def whole_columns(equal: Sequence[Key], both: Sequence[Key], typed: Entries) -> list[Key]:
    """Give the cells of the columns that are equal in all their rows.

    Small numbers often stay as they were, and a row alone may: neither says that it was pasted.
    """
    rows: dict[Key, list[Key]] = defaultdict(list)
    for key in both:
        is_line = key.capital_source != "all"
        rows[
            Key(key.indicator_code, key.year) if is_line else replace(key, settlement="total")
        ].append(key)
    pasted = [
        keys
        for keys in rows.values()
        if len(keys) > 1
        and set(keys) <= set(equal)
        and sum(typed[key].value for key in keys) >= LARGE
    ]
    return [key for keys in pasted for key in keys]
