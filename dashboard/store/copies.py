"""Looks for numbers that repeat others: cumulative amounts, a year pasted into the next."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store.mistakes import LARGE, Entries, Mistake
from dashboard.workbook.asked import Form


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
