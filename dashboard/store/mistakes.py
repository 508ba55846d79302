"""A mistake that people may have made in a workbook, and what its numbers are compared with."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.workbook.reading import Workbook

KEY_FIELDS = list(Key.__dataclass_fields__)
# How many findings a mistake must explain to be told.
LEAST = 2
MONEY = "triệu đồng"
MONEY_UNITS = {
    Decimal(1000): "nghìn đồng",
    Decimal(10) ** 6: "đồng",
    Decimal("0.001"): "tỷ đồng",
}
# A number that may have been meant lies within this of the same number of the other years.
ALIKE = (Decimal("0.5"), Decimal(2))
# A year is swapped, or in another unit, where so large a part of its numbers says so.
MOST = 0.75
# A number from here on hardly stays as it was for a year.
LARGE = 100


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


def place(entry: Entry) -> tuple[str, str]:
    """Say where a number stands."""
    return entry.sheet, entry.cell


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


def column_name(key: Key, reference: Reference) -> str:
    """Name the column that a number stands in."""
    indicator = reference.indicators[key.indicator_code]
    members = reference.members.get(indicator.member_dimension, ())
    own = next((member.name for member in members if member.code == key.member_code), "")
    return f"{indicator.short_name}: {own}" if own else indicator.short_name


def entries_of(workbook: Workbook, reference: Reference) -> dict[Key, Entry]:
    """Give the numbers of a workbook, as read or as kept, by their keys as the form has them."""
    own = reference.units[workbook.cover.unit_code].area_code
    held = workbook.observations
    held = held[held["value_state"].eq("reported")]
    held = held.astype({"year": int, "value": object})
    places = held[["value", "sheet", "cell"]].itertuples(index=False, name=None)
    keys = held[KEY_FIELDS].itertuples(index=False, name=None)
    return {
        Key(*parts, area_code="" if area == own else area): Entry(Decimal(value), sheet, cell)
        for (*parts, area), (value, sheet, cell) in zip(keys, places, strict=True)
    }
