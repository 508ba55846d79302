"""Names the one cause of many findings: a mistake that, undone, makes them disappear.

Each kind of mistake that people make is looked for in the numbers themselves; what is found gives
the numbers that may have been meant. The rules run again on these, and the findings that are gone
are those that the mistake explains. Nothing is corrected: a cause is a sentence to look at.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue.findings import CAUSE, SEVERITIES, Finding, gravest_first, located
from dashboard.catalogue.forms import Formula
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store.copies import cumulative_amounts, pasted_years
from dashboard.store.mistakes import LEAST, Entries, Mistake, by_series, entries_of, place, usual
from dashboard.store.scales import money_of_years, rates_for_counts, whole_rates, wrong_money_unit
from dashboard.store.slips import outliers, slips, thousands_point
from dashboard.store.swaps import swapped_columns, swapped_lines
from dashboard.words import formats
from dashboard.workbook import completeness
from dashboard.workbook.asked import Filled, Form, form_of
from dashboard.workbook.reading import Workbook

# How many explanations are tried.
TRIED = 5
# Below so few findings each one is read by itself, unless a single cell is the mistake.
FEW = 6
NAMED = 12
# From this part of a sheet on its blanks are one cause.
UNFILLED = 0.2
# Rules that look at no number.
ALONE = {"R10", "V42", "V43"}
Judge = Callable[[dict[tuple[str, str], Decimal | None]], Sequence[Finding]]


def named(
    findings: Sequence[Finding], workbook: Workbook, reference: Reference, judge: Judge
) -> list[Finding]:
    """Give what was found in a workbook with the causes, each before what it explains.

    `judge` runs the rules again with other numbers at some cells.
    """
    if all(each.severity == "info" for each in findings):
        return list(findings)
    return explained(
        findings,
        entries_of(workbook, reference),
        workbook.sheets,
        form_of(reference, workbook.cover.unit_code),
        reference,
        judge,
    )


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
    listed = ", ".join(each.cell for each in cells[:NAMED])
    more = f"… ({formats.number(len(cells))} ô)" if len(cells) > NAMED else ""
    expected = ""
    if len(mistake.meant) == 1:
        [value] = mistake.meant.values()
        expected = "" if value is None else formats.entered(float(value), "amount")
    return sentence_over(
        gone,
        cells[0].sheet,
        cells[0].cell,
        f"{mistake.sentence} (ô {listed}{more})",
        number,
        expected,
    )


def sentence_over(
    own: Sequence[Finding], sheet: str, cell: str, cause: str, number: int, expected: str = ""
) -> Finding:
    """Word the finding that names the cause of others, as grave as the gravest of them."""
    count = formats.number(len(own))
    return Finding(
        file=own[0].file,
        sheet=sheet,
        cell=cell,
        rule=CAUSE,
        severity=min((each.severity for each in own), key=SEVERITIES.index),
        found=f"{count} phát hiện",
        expected=expected,
        cause=number,
        message=f"{located(own[0].file, sheet, cell)}{cause}. Nguyên nhân này giải thích {count} "
        "phát hiện.",
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
    cause = (
        f"biểu còn để trống nhiều ({told}), có thể gửi khi chưa điền xong; nếu không phát sinh thì "
        "nhập 0"
    )
    head = sentence_over(own, first.sheet, blank_sheets[first.sheet].blanks[0], cause, 1)
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
