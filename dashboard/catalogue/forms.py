"""The workbook's layout from the reference data: which number stands in which row and column.

Template and reader share it, so that they cannot disagree. A row and a column each carry a code
(`year=2022;settlement=urban`, `indicator=poor_households`); together they name the number, wherever
the row, the column or the sheet is moved to.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from operator import attrgetter
from typing import Literal

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import (
    Indicator,
    Member,
    Project,
    Reference,
    SheetPlan,
    Term,
    Unit,
)

TEMPLATE_VERSION = "2"
KEY_PARTS = attrgetter(*Key.__dataclass_fields__)
CodeParts = dict[str, str]
FIELDS = {
    "indicator": "indicator_code",
    "year": "year",
    "settlement": "settlement",
    "area": "area_code",
    "class": "household_class",
    "project": "project_code",
    "source": "capital_source",
    "type": "capital_type",
    "member": "member_code",
}
SETTLEMENT_MARKS = {"urban": "I. ", "rural": "II. "}
CLASS_TOTALS = {"poor": "poor_households", "near_poor": "near_poor_households"}
PART_LABEL = "– "


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its code, what is printed beside or above it, and how it is set."""

    code: str
    label: str
    detail: str = ""
    mark: str = ""
    style: Literal["entry", "total", "heading"] = "entry"


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell the form computes: `scale` × Σ numerators over Σ denominators (1 when none)."""

    numerator: tuple[tuple[int, Key], ...]
    denominator: tuple[Key, ...] = ()
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: which number it is, who fills it and how it is printed.

    A context cell repeats a number of another sheet for the eye; it is never read back.
    `may_not_apply` tells that a unit may answer it with a dash.
    """

    key: Key
    kind: Literal["input", "formula", "not_applicable", "context"]
    value_type: str
    formula: Formula | None = None
    may_not_apply: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: its plan, its lines, and the cells where they cross."""

    plan: SheetPlan
    heads: tuple[str, str]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: dict[tuple[int, int], Cell]


def coded(parts: CodeParts) -> str:
    """Write a code: `year=2022;settlement=urban`."""
    return ";".join(f"{name}={value}" for name, value in parts.items())


@lru_cache(maxsize=4096)
def decoded(code: str) -> CodeParts:
    """Read a code back; the parts are shared, since a workbook repeats its codes cell by cell.

    Raises:
        ValueError: it is no code.
    """
    parts = dict(part.split("=", 1) for part in code.split(";"))
    if not parts.keys() <= FIELDS.keys():
        raise ValueError(f"unknown parts in the code {code!r}")
    return parts


def key_of(row_code: str, column_code: str) -> Key:
    """Unite the codes of a row and a column into the key of the number where they cross.

    Raises:
        ValueError: the two do not name a number.
    """
    parts = decoded(row_code) | decoded(column_code)
    if not {"indicator", "year"} <= parts.keys():
        raise ValueError(f"{row_code!r} and {column_code!r} name no number")
    fields = {FIELDS[name]: value for name, value in parts.items()}
    year = int(fields.pop("year"))
    return Key(year=year, **fields)


def sheets(reference: Reference, unit_code: str) -> tuple[Sheet, ...]:
    """Lay out the sheets of numbers of a unit's workbook, without those that would be empty."""
    unit = reference.units[unit_code]
    layouts = {
        "years_down": years_down,
        "years_across": years_across,
        "capital": capital,
        "communes": communes,
    }
    laid = (
        layouts[plan.layout](reference, unit, plan)
        for plan in reference.sheets.values()
        if plan.layout in layouts
    )
    return tuple(sheet for sheet in laid if sheet.cells)


def digest_of(laid: Iterable[Sheet]) -> str:
    """Name the form that sheets make: another digest when a number is asked more or less."""
    # Forms handed out earlier named a further part after the settlement, always `total`: their
    # digests stay what they are.
    keys = sorted(
        repr((*KEY_PARTS(cell.key)[:3], "total", *KEY_PARTS(cell.key)[3:]))
        for sheet in laid
        for cell in sheet.cells.values()
        if cell.kind != "context"
    )
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:12]


def collected(reference: Reference, unit: Unit, plan: SheetPlan) -> list[Indicator]:
    """List the indicators of a sheet that a unit reports, in the order of the form."""
    return sorted(
        (
            indicator
            for indicator in reference.indicators.values()
            if indicator.sheet_code == plan.sheet_code and reports(unit, indicator.reported_by)
        ),
        key=lambda indicator: indicator.sheet_order,
    )


def reports(unit: Unit, reported_by: tuple[str, ...]) -> bool:
    """Tell whether a unit is among those that report something, by its kind or by its code."""
    return unit.kind in reported_by or unit.unit_code in reported_by


def years(plan: SheetPlan) -> range:
    """Give the years a sheet asks for."""
    return range(plan.first_year, plan.last_year + 1)


def year_text(reference: Reference, year: int) -> str:
    """Name a year in a form; one past the programme stands for the whole next period."""
    if year > reference.last_year:
        return f"{reference.last_year + 1}–{year}"
    return "Đầu kỳ" if year == reference.baseline_year else str(year)


def is_applicable(unit: Unit, owner: Indicator | Project) -> bool:
    """Tell whether an indicator or a project applies to a unit at all."""
    return owner.eligibility == "all" or unit.is_poor_district or unit.kind != "district"


def years_down(reference: Reference, unit: Unit, plan: SheetPlan) -> Sheet:
    """Lay out a sheet with a row a year (and settlement or class) and a column an indicator."""
    rows = tuple(year_rows(reference, plan))
    columns = tuple(indicator_columns(reference, unit, plan))
    second = {"settlement": "Khu vực", "household_class": "Loại hộ", "none": ""}
    sheet = crossed(reference, unit, plan, ("Năm", second[plan.row_dimension]), rows, columns)
    if columns and has_class_totals(reference, unit, plan):
        sheet.cells.update(class_totals(reference, sheet))
    return sheet


def has_class_totals(reference: Reference, unit: Unit, plan: SheetPlan) -> bool:
    """Tell whether a sheet repeats the households of a class: only those that the unit reports."""
    return plan.row_dimension == "household_class" and all(
        reports(unit, reference.indicators[code].reported_by) for code in CLASS_TOTALS.values()
    )


def class_totals(reference: Reference, sheet: Sheet) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Give the cells of the first column: the households of the class, from the first sheet."""
    for at, line in enumerate(sheet.rows):
        parts = decoded(line.code)
        key = Key(CLASS_TOTALS[parts["class"]], int(parts["year"]))
        value_type = reference.indicators[key.indicator_code].value_type
        yield (at, 0), Cell(key, "context", value_type, Formula(((1, key),)))


def year_rows(reference: Reference, plan: SheetPlan) -> Iterator[Line]:
    """Give the rows of a sheet by year."""
    for year in years(plan):
        text = year_text(reference, year)
        if plan.row_dimension == "settlement":
            for code in ("urban", "rural", "total"):
                member = reference.settlements[code]
                is_total = code == "total"
                yield Line(
                    coded({"year": str(year), "settlement": code}),
                    text,
                    "Tổng cộng (I+II)" if is_total else SETTLEMENT_MARKS[code] + member.name,
                    style="total" if is_total else "entry",
                )
        elif plan.row_dimension == "household_class":
            for code in ("poor", "near_poor"):
                name = reference.household_classes[code].name
                yield Line(coded({"year": str(year), "class": code}), text, name)
        else:
            yield Line(coded({"year": str(year)}), text)


def indicator_columns(reference: Reference, unit: Unit, plan: SheetPlan) -> Iterator[Line]:
    """Give the columns of a sheet by indicator, one a member where it has members, numbered."""
    entered = [
        (indicator, member)
        for indicator in collected(reference, unit, plan)
        for member in dimension_members(reference, indicator, unit)
    ]
    has_totals = bool(entered) and has_class_totals(reference, unit, plan)
    numbers: dict[str, list[int]] = {}
    for number, (indicator, _) in enumerate(entered, 2 if has_totals else 1):
        numbers.setdefault(indicator.indicator_code, []).append(number)
    if has_totals:
        yield Line("", "Tổng số hộ", "hộ", "1", "total")
    for number, (indicator, member) in enumerate(entered, 2 if has_totals else 1):
        parts = {"indicator": indicator.indicator_code}
        if member is not None:
            parts["member"] = member.code
        yield Line(
            coded(parts),
            indicator.name if member is None else member.name,
            indicator.unit,
            column_mark(reference, indicator, number, numbers),
            "total"
            if indicator.kind == "computed" or is_total_of_members(indicator, member)
            else "entry",
        )


def column_mark(
    reference: Reference, indicator: Indicator, own: int, numbers: dict[str, list[int]]
) -> str:
    """Give the number under a column head, with the formula as the forms print it: `3=2/1·100`."""
    terms = reference.terms.get(indicator.indicator_code, ())
    if not terms or not all(term.term_code in numbers for term in terms):
        return str(own)
    numerator = column_sum(terms, "numerator", numbers)
    denominator = column_sum(terms, "denominator", numbers)
    if not denominator:
        return f"{own}={numerator}"
    over = f"({numerator})" if "+" in numerator else numerator
    return f"{own}={over}/{denominator}·100"


def column_sum(terms: tuple[Term, ...], role: str, numbers: dict[str, list[int]]) -> str:
    """Print the terms of a role as a sum of column numbers: `1−2+5`, `3+…+14`."""
    text = ""
    for term in terms:
        if term.role == role:
            first, last = numbers[term.term_code][0], numbers[term.term_code][-1]
            span = str(first) if first == last else f"{first}+…+{last}"
            text += f"{'+' if term.factor > 0 else '−'}{span}"
    return text.removeprefix("+")


def dimension_members(
    reference: Reference, indicator: Indicator, unit: Unit
) -> tuple[Member | None, ...]:
    """Give what an indicator has a line for: None for its total, and its members."""
    if not indicator.member_dimension:
        return (None,)
    members = members_of(reference, indicator, unit)
    return (None, *members) if members[0].adds_up else members


def members_of(reference: Reference, indicator: Indicator, unit: Unit) -> tuple[Member, ...]:
    """Give the members of an indicator's dimension that a unit reports."""
    return tuple(
        member
        for member in reference.members[indicator.member_dimension]
        if not member.reported_by or reports(unit, member.reported_by)
    )


def is_total_of_members(indicator: Indicator, member: Member | None) -> bool:
    """Tell whether a line is the sum of the member lines below or beside it."""
    return member is None and bool(indicator.member_dimension)


def years_across(reference: Reference, unit: Unit, plan: SheetPlan) -> Sheet:
    """Lay out a sheet with a row an indicator, under a heading a project, and a column a year."""
    rows: list[Line] = []
    for indicator in collected(reference, unit, plan):
        if not rows or rows[-1].mark != indicator.section_name:
            rows.append(
                Line("", indicator.section_name, mark=indicator.section_name, style="heading")
            )
        for member in dimension_members(reference, indicator, unit):
            parts = {"indicator": indicator.indicator_code}
            if member is not None:
                parts["member"] = member.code
            style = "total" if is_total_of_members(indicator, member) else "entry"
            part = f"{PART_LABEL}{indicator.short_name}: {'' if member is None else member.name}"
            rows.append(
                Line(
                    coded(parts),
                    indicator.name if member is None else part,
                    indicator.unit,
                    indicator.section_name,
                    style,
                )
            )
    columns = tuple(
        Line(coded({"year": str(year)}), year_text(reference, year), mark=str(number))
        for number, year in enumerate(years(plan), 1)
    )
    return crossed(reference, unit, plan, ("Chỉ tiêu", "Đơn vị tính"), tuple(rows), columns)


def capital(reference: Reference, unit: Unit, plan: SheetPlan) -> Sheet:
    """Lay out capital: a row a sub-project × type × source under its subtotal, columns by year."""
    every = {"project": "all", "source": "all", "type": "all"}
    rows = [Line(coded(every), "TỔNG CỘNG", style="total")]
    for project in reference.projects.values():
        if not project.is_leaf:
            continue
        own = every | {"project": project.project_code}
        name = f"{project.project_code}. {project.name}"
        rows.append(Line(coded(own), name, "Cộng", style="total"))
        for type_code in project.capital_types:
            for source in reference.capital_sources.values():
                parts = own | {"source": source.code, "type": type_code}
                type_name = reference.capital_types[type_code].name
                detail = f"{type_name} · {source.name}"
                rows.append(Line(coded(parts), name, detail))
    indicators = collected(reference, unit, plan)
    columns = tuple(
        Line(
            coded({"year": str(year), "indicator": each.indicator_code}),
            f"{year_text(reference, year)}: {each.short_name}",
            each.unit,
            str(number),
        )
        for number, (year, each) in enumerate(product(years(plan), indicators), 1)
    )
    heads = ("Tiểu dự án", "Loại vốn · nguồn vốn")
    return crossed(reference, unit, plan, heads, tuple(rows), columns)


def communes(reference: Reference, unit: Unit, plan: SheetPlan) -> Sheet:
    """Lay out the communes of a district: a row a commune, columns by year."""
    heads = ("Xã, phường, thị trấn", "")
    if unit.kind != "district":
        return Sheet(plan, heads, (), (), {})
    rows = tuple(
        Line(coded({"area": commune.code}), commune.name)
        for commune in reference.communes.get(unit.area_code, ())
    )
    indicators = sorted(
        (each for each in reference.indicators.values() if each.commune_order),
        key=lambda each: each.commune_order,
    )
    columns = tuple(
        Line(
            coded({"year": str(year), "indicator": each.indicator_code}),
            f"{year_text(reference, year)}: {each.short_name}",
            each.unit,
            str(number),
        )
        for number, (year, each) in enumerate(product(years(plan), indicators), 1)
    )
    return crossed(reference, unit, plan, heads, rows, columns)


def crossed(
    reference: Reference,
    unit: Unit,
    plan: SheetPlan,
    heads: tuple[str, str],
    rows: tuple[Line, ...],
    columns: tuple[Line, ...],
) -> Sheet:
    """Give the sheet with a cell wherever a row with a code crosses a column."""
    cells = {
        (at_row, at_column): cell_of(reference, unit, key_of(row.code, column.code))
        for at_row, row in enumerate(rows)
        if row.code
        for at_column, column in enumerate(columns)
        if column.code
    }
    return Sheet(plan, heads, rows, columns, cells)


def cell_of(reference: Reference, unit: Unit, key: Key) -> Cell:
    """Say of a cell who fills it: the unit, a formula, or nobody because it does not apply."""
    indicator = reference.indicators[key.indicator_code]
    owner = reference.projects.get(key.project_code, indicator)
    formula = formula_of(reference, unit, key, indicator)
    if not (is_applicable(unit, indicator) and is_applicable(unit, owner)):
        # It keeps its formula, so that a number typed over it is still known for a total.
        return Cell(key, "not_applicable", indicator.value_type, formula)
    kind = "input" if formula is None else "formula"
    return Cell(key, kind, indicator.value_type, formula, bool(indicator.may_not_apply))


def formula_of(reference: Reference, unit: Unit, key: Key, indicator: Indicator) -> Formula | None:
    """Give the formula of a cell, None for one that is typed in."""
    if key.area_code:
        return None
    if indicator.kind == "computed":
        return formula_of_terms(reference, key, indicator)
    if indicator.has_settlement and key.settlement == "total":
        return Formula(tuple((1, replace(key, settlement=part)) for part in ("urban", "rural")))
    if key.capital_source == "all" and reference.sheets[indicator.sheet_code].layout == "capital":
        return Formula(tuple((1, part) for part in capital_parts(reference, key)))
    if key.member_code == "all" and indicator.member_dimension:
        members = members_of(reference, indicator, unit)
        return Formula(tuple((1, replace(key, member_code=each.code)) for each in members))
    return None


def formula_of_terms(reference: Reference, key: Key, indicator: Indicator) -> Formula:
    """Give the formula of a computed indicator from its terms."""
    parts: dict[str, list[tuple[int, Key]]] = {"numerator": [], "denominator": []}
    for term in reference.terms[key.indicator_code]:
        if term.household_class not in ("", key.household_class):
            continue
        entered = replace(key, indicator_code=term.term_code)
        if term.member_code == "all":
            dimension = reference.indicators[term.term_code].member_dimension
            parts[term.role] += [
                (term.factor, replace(entered, member_code=member.code))
                for member in reference.members[dimension]
            ]
        else:
            parts[term.role].append((term.factor, entered))
    return Formula(
        tuple(parts["numerator"]),
        tuple(part for _, part in parts["denominator"]),
        100 if indicator.unit == "%" else 1,
    )


def capital_parts(reference: Reference, key: Key) -> Iterator[Key]:
    """Give what a capital total is the sum of: sub-projects, or the lines of one."""
    if key.project_code == "all":
        for project in reference.projects.values():
            if project.is_leaf:
                yield replace(key, project_code=project.project_code)
        return
    for type_code in reference.projects[key.project_code].capital_types:
        for source in reference.capital_sources:
            yield replace(key, capital_type=type_code, capital_source=source)
