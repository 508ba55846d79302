"""Names the one cause of many findings: a mistake that, undone, makes them disappear.

Each kind of mistake that people make is looked for in the numbers themselves; what is found gives
the numbers that may have been meant. The rules run again on these, and the findings that are gone
are those that the mistake explains. Nothing is corrected: a cause is a sentence to look at.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import median

from dashboard.catalogue import forms
from dashboard.catalogue.findings import CAUSE, SEVERITIES, Finding, gravest_first, located
from dashboard.catalogue.forms import Formula
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store import rules
from dashboard.words import formats
from dashboard.workbook.reading import Form

# How many explanations are tried, and how many findings one must explain to be told.
TRIED, LEAST = 5, 2
# Below so few findings each one is read by itself, unless a single cell is the mistake.
FEW = 6
# What the capital of a year is a household, in triệu đồng: beyond is another unit of money.
MONEY_OF_HOUSEHOLD = (Decimal("0.002"), Decimal(20))
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
# A number from here on hardly stays as it was for a year.
LARGE = 100
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
    one, `least` how many findings it must explain.
    """

    sentence: str
    meant: dict[Key, Decimal | None]
    place: tuple[str, str] = ("", "")
    least: int = LEAST


Entries = Mapping[Key, Entry]
Judge = Callable[[dict[tuple[str, str], Decimal | None]], Sequence[Finding]]


def explained(
    findings: Sequence[Finding],
    entries: Entries,
    form: Form,
    reference: Reference,
    judge: Judge,
) -> list[Finding]:
    """Give the findings with the causes that explain them, each before what it explains.

    Args:
        findings: what was found in a workbook.
        entries: its numbers, those that the form computes among them.
        form: what the form asks of the unit.
        reference: reference data.
        judge: runs the rules again with other numbers at some cells.
    """
    trials = []
    for mistake in tried(mistakes(findings, entries, form, reference), findings):
        changes = with_totals(mistake.meant, entries, form)
        after = judge({place(entries[key]): value for key, value in changes.items()})
        gone = missing(findings, after)
        fresh = missing(after, findings)
        if len(gone) >= mistake.least and 2 * len(fresh) <= len(gone):
            trials.append((len(fresh) - len(gone), len(trials), mistake, gone))
    left, told = list(findings), []
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
    wide = [] if is_few else [each for each in mistakes if len(each.meant) > 1]
    single = [each for each in mistakes if len(each.meant) == 1]
    single.sort(key=lambda each: -at[each.place])
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
        expected = "" if value is None else rules.printed(float(value), "amount")
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
    yield from thousands_point(findings, typed, series)
    yield from outliers(findings, typed, series)
    yield from swapped_digits(findings, typed, entries, reference)
    yield from rates_for_counts(typed, form)
    yield from wrong_money_unit(typed, form, reference)
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
    findings: Sequence[Finding], typed: Entries, series: Mapping[Key, Mapping[int, Key]]
) -> Iterator[Mistake]:
    """Find counts with three decimals: the point that parts thousands was taken for a decimal."""
    doubted = {(each.sheet, each.cell) for each in findings if each.rule == "V01"}
    for key, entry in typed.items():
        meant = entry.value * 1000
        if place(entry) not in doubted or entry.value <= 0 or meant != meant.to_integral_value():
            continue
        level = usual(key, typed, series)
        is_near = level is None or level / NEAR <= meant <= level * NEAR
        if entry.value != entry.value.to_integral_value() and is_near:
            whole = formats.number(meant)
            yield Mistake(
                f"có thể số {whole} nhập có dấu chấm nên thành "
                f"{rules.printed(float(entry.value), 'count')}; nhập liền, không có dấu chấm",
                {key: meant},
                place(entry),
                least=1,
            )


def outliers(
    findings: Sequence[Finding], typed: Entries, series: Mapping[Key, Mapping[int, Key]]
) -> Iterator[Mistake]:
    """Find single numbers, named by a finding, that a power of 10 brings back to other years'."""
    doubted = {(each.sheet, each.cell) for each in findings}
    for key, entry in typed.items():
        level = usual(key, typed, series) if place(entry) in doubted else None
        if level is None or entry.value <= 0:
            continue
        ratio = entry.value / level
        if OUTLYING * ratio > 1 and ratio < OUTLYING:
            continue
        for power in (1, 2, 3, 6, -1, -2, -3):
            meant = entry.value / Decimal(10) ** power
            if is_like(meant, level) and meant == round(meant, 4):
                zeros = abs(power)
                how = "thừa" if power > 0 else "thiếu"
                yield Mistake(
                    f"có thể {how} {zeros} chữ số 0"
                    + (" hoặc nhầm đơn vị" if zeros in (3, 6) else ""),
                    {key: meant},
                    place(entry),
                )
                break


def swapped_digits(
    findings: Sequence[Finding], typed: Entries, entries: Entries, reference: Reference
) -> Iterator[Mistake]:
    """Find numbers where two neighbouring digits, put the other way, close a difference.

    Such a difference is divisible by 9.
    """
    ends = {"V21": "poor_households", "V23": "near_poor_households"}
    for finding in findings:
        if finding.rule not in ends or not finding.expected:
            continue
        end = ends[finding.rule]
        codes = {term.term_code for term in reference.terms[f"{end}_by_movement"]} | {end}
        own = [key for key in typed if key.indicator_code in codes and key.year == finding.year]
        difference = number_in(finding.found) - number_in(finding.expected)
        if not difference or difference % 9:
            continue
        for key in own:
            for meant in with_swapped_digits(typed[key].value):
                if abs(meant - typed[key].value) == abs(difference):
                    yield Mistake(
                        f"có thể hai chữ số đã đổi chỗ: {formats.number(typed[key].value)} thay "
                        f"cho {formats.number(meant)}, chênh lệch {formats.number(abs(difference))}"
                        " chia hết cho 9",
                        {key: meant},
                        place(typed[key]),
                        least=1,
                    )


def number_in(text: str) -> Decimal:
    """Read a number that a finding printed."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def with_swapped_digits(value: Decimal) -> Iterator[Decimal]:
    """Give a whole number with each two neighbouring digits the other way."""
    if value != value.to_integral_value():
        return
    digits = str(int(value))
    for at in range(len(digits) - 1):
        other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if other != digits and other[0] != "0":
            yield Decimal(other)


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
        is_money = reference.indicators[key.indicator_code].unit == "triệu đồng"
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
        yield Mistake(f"hai cột “{names[0]}” và “{names[1]}” có thể đã đổi chỗ", meant)


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
        rows[replace(key, settlement="total")].append(key)
    pasted = [
        keys
        for keys in rows.values()
        if len(keys) > 1
        and set(keys) <= set(equal)
        and sum(typed[key].value for key in keys) >= LARGE
    ]
    return [key for keys in pasted for key in keys]
