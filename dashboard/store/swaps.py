"""Looks for neighbouring lines and columns that stand for each other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import log
from statistics import median

from dashboard.catalogue import forms
from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store.mistakes import (
    LEAST,
    MOST,
    Entries,
    Entry,
    Mistake,
    column_name,
    place,
)
from dashboard.workbook.asked import Form

# Swapped lines lie nearer to each other's years by so much (in natural logarithms).
NEARER, MUCH_NEARER = 0.2, 0.4
TWINS = (("settlement", "urban", "rural"), ("household_class", "poor", "near_poor"))
LINE_NAMES = {
    "urban": "Thành thị",
    "rural": "Nông thôn",
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
}
OF_POOR = re.compile("(^|_)poor(_|$)")
OF_CLASSES = {"V04", "V20", "V21", "V22", "V23", "V24b", "V28", "V30", "V33", "V34"}


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
        if nearer < 2 or nearer < MOST * len(gains) or median(gains) < MUCH_NEARER:
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
