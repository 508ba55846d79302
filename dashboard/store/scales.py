"""Looks for numbers on another scale: rates in place of counts, another unit of money."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from dashboard.catalogue import forms
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.store.mistakes import MONEY, MONEY_UNITS, MOST, Entries, Levels, Mistake
from dashboard.workbook.asked import Form

# What the capital of a year is a household, in triệu đồng: beyond is another unit of money.
MONEY_OF_HOUSEHOLD = (Decimal("0.002"), Decimal(20))
# Numbers of a year in another unit of money lie within this of the other years' by that unit.
SCALED = (Decimal("0.2"), Decimal(5))
# Percentages stand for counts where a class has so many households.
MANY_HOUSEHOLDS = 200


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
            if len(scaled) > 2 and len(scaled) >= MOST * len(compared):
                told.update(keys)
                where = f", dự án {project}" if project else ""
                yield Mistake(
                    f"năm {year}{where}: có thể nhập bằng {unit}, biểu tính bằng triệu đồng",
                    {key: round(typed[key].value / factor, 4) for key in keys},
                    least=1,
                    is_evident=True,
                )
                break
