"""The reference data as frozen records: what the workbook, its reading and its checks stand on."""

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the catalogue, as far as the workbook needs it."""

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
    reported_by: tuple[str, ...]
    sheet_code: str
    sheet_order: int


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


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a further dimension, a settlement, a class, a source or a type of capital."""

    code: str
    name: str
    group: str = ""


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


@dataclass(frozen=True)
class Reference:
    """All reference data, each table by its code in the official order."""

    baseline_year: int
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
    sections: dict[str, Section]


def data_folder() -> Path:
    """Give the data folder: `DASHBOARD_DATA`, or `data/` of the project."""
    return Path(os.environ.get("DASHBOARD_DATA") or Path(__file__).parent.parent / "data")


def load(data: Path) -> Reference:
    """Load the reference data of a data folder.

    Raises:
        ValueError: names the file, the row and the column that cannot be read.
    """
    folder = data / "reference"
    poor = {row["area_code"] for row in rows(folder / "areas.csv")
            if row["is_poor_district"] == "true"}  # fmt: skip
    terms: dict[str, list[Term]] = {}
    for row in rows(folder / "indicator_terms.csv"):
        terms.setdefault(row["indicator_code"], []).append(
            Term(row["role"], row["term_code"], int(row["factor"]), row["household_class"],
                 row["member_code"])
        )  # fmt: skip
    return Reference(
        baseline_year=int(rows(folder / "programmes.csv")[0]["baseline_year"]),
        sheets=table(folder / "sheets.csv", "sheet_code", as_sheet),
        indicators=table(folder / "indicators.csv", "indicator_code", as_indicator),
        terms={code: tuple(parts) for code, parts in terms.items()},
        members={
            "deprivation": members(folder / "deprivations.csv", "deprivation_code", "dimension"),
            "cause": members(folder / "causes.csv", "cause_code"),
        },
        settlements=named(folder / "settlements.csv", "settlement"),
        household_classes=named(folder / "household_classes.csv", "household_class"),
        projects=table(folder / "projects.csv", "project_code", as_project),
        capital_sources=named(folder / "capital_sources.csv", "capital_source"),
        capital_types=named(folder / "capital_types.csv", "capital_type"),
        units=table(
            folder / "reporting_units.csv", "unit_code",
            lambda row: Unit(row["unit_code"], row["kind"], row["area_code"], row["name"],
                             row["short_name"], row["area_code"] in poor),
        ),
        sections=table(
            folder / "report_sections.csv", "section_code",
            lambda row: Section(row["section_code"], row["name"], row["is_asked"] == "true"),
        ),
    )  # fmt: skip


def unit_named(reference: Reference, text: str) -> Unit | None:
    """Find a unit by its code, its name or its short name, upper and lower case alike."""
    wanted = text.casefold().strip()
    return next(
        (
            unit
            for unit in reference.units.values()
            if wanted in (unit.unit_code, unit.name.casefold(), unit.short_name.casefold())
        ),
        None,
    )


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


def table(path: Path, key: str, record: Callable[[dict[str, str]], Record]) -> dict[str, Record]:
    """Read a CSV file into records by their key, in the order of the file.

    Raises:
        ValueError: names the file and the row that cannot be read.
    """
    found: dict[str, Record] = {}
    for number, row in enumerate(rows(path), 2):
        try:
            found[row[key]] = record(row)
        except (KeyError, ValueError) as fault:
            raise ValueError(f"{path.name}, dòng {number}: {fault}") from fault
    return found


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


def as_sheet(row: dict[str, str]) -> SheetPlan:
    """Make a sheet plan of a row."""
    return SheetPlan(
        row["sheet_code"], row["sheet_name"], row["title"], row["layout"], row["row_dimension"],
        int(row["first_year"]), int(row["last_year"]),
    )  # fmt: skip


def as_project(row: dict[str, str]) -> Project:
    """Make a project of a row."""
    return Project(
        row["project_code"], row["parent_code"], row["name"], row["is_leaf"] == "true",
        row["eligibility"], tuple(row["capital_types"].split()),
    )  # fmt: skip


def as_indicator(row: dict[str, str]) -> Indicator:
    """Make an indicator of a row."""
    return Indicator(
        indicator_code=row["indicator_code"], name=row["name"], short_name=row["short_name"],
        unit=row["unit"], value_type=row["value_type"], kind=row["kind"],
        has_settlement=row["has_settlement"] == "true",
        household_class_split=row["household_class_split"] == "true",
        member_dimension=row["member_dimension"], project_code=row["project_code"],
        section_name=row["section_name"], eligibility=row["eligibility"],
        reported_by=tuple(row["reported_by"].split()), sheet_code=row["sheet_code"],
        sheet_order=int(row["sheet_order"] or 0),
    )  # fmt: skip
