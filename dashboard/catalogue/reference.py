"""The reference data as frozen records: what the workbook, its reading and its checks stand on."""

import csv
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

Record = TypeVar("Record")
COMMITTEE = "Ủy ban nhân dân "


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the catalogue, as far as the workbook needs it.

    `may_not_apply` lists the conditions under which a unit that it is asked of may write “–”;
    `aggregation` tells how it adds up, and so whether it is a state or happens in the course of
    a year.
    """

    indicator_code: str
    name: str
    short_name: str
    unit: str
    value_type: str
    kind: str
    has_settlement: bool
    household_class_split: bool
    member_dimension: str
    project_code: str
    section_name: str
    eligibility: str
    may_not_apply: tuple[str, ...]
    aggregation: str
    reported_by: tuple[str, ...]
    sheet_code: str
    sheet_order: int
    commune_order: int
    is_plan: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a computed indicator."""

    role: str
    term_code: str
    factor: int
    household_class: str
    member_code: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet of the workbook, as the reference data describes it."""

    sheet_code: str
    sheet_name: str
    title: str
    layout: str
    row_dimension: str
    first_year: int
    last_year: int
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a further dimension, a settlement, a class, a source or a type of capital.

    Members that add up are the parts of a total; the others overlap. Without `reported_by`
    every unit that reports the indicator reports the member.
    """

    code: str
    name: str
    group: str = ""
    adds_up: bool = False
    reported_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project or sub-project of the programme."""

    project_code: str
    parent_code: str
    name: str
    is_leaf: bool
    eligibility: str
    capital_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that submits a workbook."""

    unit_code: str
    kind: str
    area_code: str
    name: str
    short_name: str
    is_poor_district: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the final report."""

    section_code: str
    name: str
    is_asked: bool


# Compared by identity: what is worked out from it may be kept.
@dataclass(frozen=True, eq=False)
class Reference:
    """All reference data, each table by its code in the official order."""

    baseline_year: int
    last_year: int
    sheets: dict[str, SheetPlan]
    indicators: dict[str, Indicator]
    terms: dict[str, tuple[Term, ...]]
    members: dict[str, tuple[Member, ...]]
    settlements: dict[str, Member]
    household_classes: dict[str, Member]
    projects: dict[str, Project]
    capital_sources: dict[str, Member]
    capital_types: dict[str, Member]
    units: dict[str, Unit]
    communes: dict[str, tuple[Member, ...]]
    sections: dict[str, Section]


def data_folder() -> Path:
    """Give the data folder: `DASHBOARD_DATA`, or `data/` of the project."""
    return Path(os.environ.get("DASHBOARD_DATA") or Path(__file__).parents[2] / "data")


def load(data: Path) -> Reference:
    """Load the reference data of a data folder.

    Raises:
        ValueError: names the file, the row and the column that cannot be read.
    """
    folder = data / "reference"
    poor = table(folder / "areas.csv", "area_code", lambda row: flag(row, "is_poor_district"))
    programme = records(
        folder / "programmes.csv",
        "programme_code",
        lambda row: (whole(row, "baseline_year"), whole(row, "last_year")),
    )[0][1]
    terms: dict[str, list[Term]] = {}
    for code, term in records(folder / "indicator_terms.csv", "indicator_code", as_term):
        terms.setdefault(code, []).append(term)
    return Reference(
        baseline_year=programme[0],
        last_year=programme[1],
        sheets=table(folder / "sheets.csv", "sheet_code", as_sheet),
        indicators=table(folder / "indicators.csv", "indicator_code", as_indicator),
        terms={code: tuple(parts) for code, parts in terms.items()},
        members={
            "deprivation": members(folder / "deprivations.csv", "deprivation_code", "dimension"),
            "cause": members(folder / "causes.csv", "cause_code"),
        }
        | grouped(records(folder / "breakdowns.csv", "dimension", as_member)),
        settlements=named(folder / "settlements.csv", "settlement"),
        household_classes=named(folder / "household_classes.csv", "household_class"),
        projects=table(folder / "projects.csv", "project_code", as_project),
        capital_sources=named(folder / "capital_sources.csv", "capital_source"),
        capital_types=named(folder / "capital_types.csv", "capital_type"),
        units=table(
            folder / "reporting_units.csv",
            "unit_code",
            lambda row: Unit(
                row["unit_code"],
                row["kind"],
                row["area_code"],
                row["name"],
                row["short_name"],
                poor[row["area_code"]],
            ),
        ),
        communes=grouped(
            (row["parent_code"], Member(row["area_code"], row["full_name"]))
            for row in rows(folder / "areas.csv")
            if row["level"] == "commune"
        ),
        sections=table(
            folder / "report_sections.csv",
            "section_code",
            lambda row: Section(row["section_code"], row["name"], flag(row, "is_asked")),
        ),
    )


def unit_named(reference: Reference, text: str) -> Unit | None:
    """Find a unit by code, name, short name or area name, upper and lower case alike."""
    wanted = normalize("NFC", text).casefold().strip()
    for unit in reference.units.values():
        area_name = unit.name.removeprefix(COMMITTEE)
        names = (unit.unit_code, unit.name, unit.short_name, area_name)
        if wanted in [name.casefold() for name in names]:
            return unit
    return None


def rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a CSV file.

    Raises:
        ValueError: the file is missing, or a row is longer or shorter than the head.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
    except FileNotFoundError as missing:
        raise ValueError(f"Thiếu tệp {path.name} trong thư mục {path.parent.name}") from missing
    for number, row in enumerate(read, 2):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}, dòng {number}: số cột không khớp với dòng tiêu đề")
    return read


def records(
    path: Path, key: str, record: Callable[[dict[str, str]], Record]
) -> list[tuple[str, Record]]:
    """Read a CSV file into records, each with the code in its key column.

    Raises:
        ValueError: names the file, the row and the column that cannot be read.
    """
    found: list[tuple[str, Record]] = []
    for number, row in enumerate(rows(path), 2):
        try:
            found.append((row[key], record(row)))
        except KeyError as fault:
            raise ValueError(f"{path.name}, dòng {number}: không có cột hoặc mã {fault}") from fault
        except ValueError as fault:
            raise ValueError(f"{path.name}, dòng {number}, {fault}") from fault
    return found


def table(path: Path, key: str, record: Callable[[dict[str, str]], Record]) -> dict[str, Record]:
    """Read a CSV file into records by their key, in the order of the file.

    Raises:
        ValueError: names the file, the row and the column that cannot be read, or the key that
            stands twice.
    """
    read = records(path, key, record)
    found = dict(read)
    if len(found) < len(read):
        codes = [code for code, _ in read]
        twice = next(code for code in codes if codes.count(code) > 1)
        raise ValueError(f"{path.name}, cột {key}: mã “{twice}” lặp lại")
    return found


def flag(row: dict[str, str], column: str) -> bool:
    """Read true or false.

    Raises:
        ValueError: names the column.
    """
    if row[column] not in ("true", "false"):
        raise ValueError(f"cột {column}: “{row[column]}”, cần true hoặc false")
    return row[column] == "true"


def whole(row: dict[str, str], column: str) -> int:
    """Read a whole number.

    Raises:
        ValueError: names the column.
    """
    try:
        return int(row[column])
    except ValueError as fault:
        raise ValueError(f"cột {column}: “{row[column]}”, cần một số nguyên") from fault


def named(path: Path, key: str) -> dict[str, Member]:
    """Read a CSV file of codes and names."""
    return table(path, key, lambda row: Member(row[key], row["name"]))


def members(path: Path, key: str, group: str = "") -> tuple[Member, ...]:
    """Read the members of a further dimension in the order of the file."""
    return tuple(
        table(
            path, key, lambda row: Member(row[key], row["name"], row[group] if group else "")
        ).values()
    )


def grouped(pairs: Iterable[tuple[str, Member]]) -> dict[str, tuple[Member, ...]]:
    """Gather members under the code they belong to, in the order given."""
    found: dict[str, list[Member]] = {}
    for code, member in pairs:
        found.setdefault(code, []).append(member)
    return {code: tuple(each) for code, each in found.items()}


def as_member(row: dict[str, str]) -> Member:
    """Make a member of a further dimension of a row."""
    return Member(
        row["member_code"],
        row["name"],
        adds_up=flag(row, "adds_up"),
        reported_by=tuple(row["reported_by"].split()),
    )


def as_term(row: dict[str, str]) -> Term:
    """Make a term of a computed indicator of a row."""
    return Term(
        row["role"],
        row["term_code"],
        whole(row, "factor"),
        row["household_class"],
        row["member_code"],
    )


def as_sheet(row: dict[str, str]) -> SheetPlan:
    """Make a sheet plan of a row."""
    return SheetPlan(
        row["sheet_code"],
        row["sheet_name"],
        row["title"],
        row["layout"],
        row["row_dimension"],
        whole(row, "first_year"),
        whole(row, "last_year"),
        flag(row, "is_optional"),
    )


def as_project(row: dict[str, str]) -> Project:
    """Make a project of a row."""
    return Project(
        row["project_code"],
        row["parent_code"],
        row["name"],
        flag(row, "is_leaf"),
        row["eligibility"],
        tuple(row["capital_types"].split()),
    )


def as_indicator(row: dict[str, str]) -> Indicator:
    """Make an indicator of a row."""
    return Indicator(
        indicator_code=row["indicator_code"],
        name=row["name"],
        short_name=row["short_name"],
        unit=row["unit"],
        value_type=row["value_type"],
        kind=row["kind"],
        has_settlement=flag(row, "has_settlement"),
        household_class_split=flag(row, "household_class_split"),
        member_dimension=row["member_dimension"],
        project_code=row["project_code"],
        section_name=row["section_name"],
        eligibility=row["eligibility"],
        may_not_apply=tuple(row["may_not_apply"].split()),
        aggregation=row["aggregation"],
        reported_by=tuple(row["reported_by"].split()),
        sheet_code=row["sheet_code"],
        sheet_order=whole(row, "sheet_order") if row["sheet_code"] else 0,
        commune_order=whole(row, "commune_order") if row["commune_order"] else 0,
        is_plan=flag(row, "is_plan"),
        is_optional=flag(row, "is_optional"),
    )
