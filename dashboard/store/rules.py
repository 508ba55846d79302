"""Runs the rules of `queries/checks/` on loaded workbooks and words what they find."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dashboard.catalogue import findings
from dashboard.catalogue.findings import Finding
from dashboard.words import formats

CHECKS = Path(__file__).parents[2] / "queries" / "checks"
HEADER = ("rule", "severity", "question", "params", "message", "returns")
# The members of these two need a word before their short name; others are named in full.
MEMBER_WORDS = {"deprivation": "chỉ số", "cause": "nguyên nhân"}
PROJECT_WORDS = {"project": "dự án", "sub_project": "tiểu dự án"}


class Result(Protocol):
    """What a connection answers."""

    def fetchall(self) -> list[tuple]:
        """Give all rows."""
        ...


class Connection(Protocol):
    """A connection to a DuckDB that holds the reference tables, submissions and observations."""

    def execute(self, query: str, /) -> Result:
        """Run one statement."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of `queries/checks/`: the question it asks and the sentence for what it finds."""

    code: str
    severity: str
    question: str
    message: str
    sql: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that a rule gives; the fields are its columns, in their order."""

    submission_id: str
    severity: str
    indicator_code: str
    year: int
    settlement: str
    household_class: str
    project_code: str
    member_code: str
    sheet: str
    cell: str
    found: float | None
    expected: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What a sentence needs to know of an indicator."""

    name: str
    value_type: str
    has_settlement: bool
    member_dimension: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """How the tables name what a row holds in codes."""

    baseline_year: int
    last_year: int
    files: dict[str, str]
    measures: dict[str, Measure]
    settlements: dict[str, str]
    household_classes: dict[str, str]
    members: dict[tuple[str, str], str]
    projects: dict[str, str]
    communes: dict[tuple[str, str, str], str]


def header(sql: str) -> dict[str, str]:
    """Give the fields of the comment that opens a file: `-- name: text`, lines below continue it.

    Raises:
        ValueError: the fields are not those of `HEADER`, in that order.
    """
    fields: dict[str, str] = {}
    name = ""
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--").strip()
        word, colon, rest = text.partition(":")
        if colon and word in HEADER:
            name, text = word, rest.strip()
        fields[name] = f"{fields[name]} {text}" if name in fields else text
    if tuple(fields) != HEADER:
        raise ValueError(f"the header must have {HEADER}, it has {tuple(fields)}")
    return fields


def discovered(folder: Path) -> tuple[Rule, ...]:
    """Read the rules of a folder, in the order of their codes.

    Raises:
        ValueError: names the file whose header is not complete.
    """
    found = []
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        try:
            fields = header(sql)
        except ValueError as fault:
            raise ValueError(f"{path.name}: {fault}") from fault
        found.append(
            Rule(fields["rule"], fields["severity"], fields["question"], fields["message"], sql)
        )
    return tuple(found)


RULES = discovered(CHECKS)
# A rule that compares units or versions asks which one is current; all others look at one workbook.
ACROSS = tuple(rule for rule in RULES if "is_current" in rule.sql)
ALONE = tuple(rule for rule in RULES if rule not in ACROSS)


def run(connection: Connection, rules: tuple[Rule, ...] = RULES) -> list[tuple[str, Finding]]:
    """Run rules on all submissions; give what they find, each with its submission.

    A workbook holds the figures of its unit's area and of the communes in it, and one kind (plan,
    actual, estimate) of each indicator and year.
    """
    names = names_of(connection)
    return [
        (row.submission_id, worded(rule, row, names))
        for rule in rules
        for row in (Row(*values) for values in connection.execute(rule.sql).fetchall())
    ]


def of_codes(among: Iterable[Rule], codes: Collection[str]) -> tuple[Rule, ...]:
    """Choose rules by their codes."""
    return tuple(rule for rule in among if rule.code in codes)


def of_submission(found: Iterable[tuple[str, Finding]], submission_id: str) -> list[Finding]:
    """Give what was found in one workbook."""
    return [finding for name, finding in found if name == submission_id]


def names_of(connection: Connection) -> Names:
    """Read the names of everything a finding can speak of."""

    def pairs(query: str) -> dict[str, str]:
        return dict(connection.execute(query).fetchall())

    measures = connection.execute(
        "select indicator_code, short_name, value_type, has_settlement, member_dimension "
        "from indicators"
    ).fetchall()
    members = connection.execute(
        "select dimension, member_code, name, short_name from members"
    ).fetchall()
    projects = connection.execute("select project_code, level from projects").fetchall()
    [[baseline_year, last_year]] = connection.execute(
        "select min(baseline_year), max(last_year) from programmes"
    ).fetchall()
    communes = connection.execute(
        "select submission_id, sheet, cell, full_name from observations "
        "inner join areas using (area_code) where level = 'commune'"
    ).fetchall()
    return Names(
        baseline_year=baseline_year,
        last_year=last_year,
        files=pairs("select submission_id, file_name from submissions"),
        measures={code: Measure(*rest) for code, *rest in measures},
        settlements=pairs("select settlement, full_name from settlements"),
        household_classes=pairs("select household_class, name from household_classes"),
        members={
            (dimension, code): member_name(dimension, name, short_name)
            for dimension, code, name, short_name in members
        },
        projects={code: f"{PROJECT_WORDS[level]} {code}" for code, level in projects},
        communes={
            (submission_id, sheet, cell): name for submission_id, sheet, cell, name in communes
        },
    )


def member_name(dimension: str, name: str, short_name: str) -> str:
    """Name a member inside a sentence: `chỉ số Nguồn nước sinh hoạt`, `hộ cận nghèo`."""
    if dimension in MEMBER_WORDS:
        return f"{MEMBER_WORDS[dimension]} {short_name}"
    return uncapitalised(name)


def worded(rule: Rule, row: Row, names: Names) -> Finding:
    """Put a row of a rule into words."""
    measure = names.measures[row.indicator_code]
    file = names.files[row.submission_id]
    found = formats.entered(row.found, measure.value_type)
    expected = formats.entered(row.expected, measure.value_type)
    sentence = rule.message.format(
        place=place(row, measure, names),
        indicator=measure.name,
        found=found,
        expected=expected,
        difference=formats.entered(difference(row), measure.value_type),
        note=row.note,
    )
    # A count is whole: what comes of a broken number elsewhere is nothing to be typed in.
    is_possible = measure.value_type != "count" or not (row.expected or 0) % 1
    return Finding(
        file=file,
        sheet=row.sheet,
        cell=row.cell,
        rule=rule.code,
        severity=row.severity,
        found=found,
        expected=row.note if row.expected is None else expected if is_possible else "",
        message=f"{findings.located(file, row.sheet, row.cell)}{sentence.strip()}",
        indicator_code=row.indicator_code,
        year=row.year,
    )


def difference(row: Row) -> float | None:
    """Give how far the two numbers of a row lie apart."""
    if row.found is None or row.expected is None:
        return None
    return abs(row.found - row.expected)


def place(row: Row, measure: Measure, names: Names) -> str:
    """Say which number it is: `Năm 2023, hộ cận nghèo, chỉ số Nguồn nước sinh hoạt`."""
    parts = [year_name(row.year, names)]
    commune = names.communes.get((row.submission_id, row.sheet, row.cell))
    if commune is not None:
        parts.append(uncapitalised(commune))
    elif measure.has_settlement:
        parts.append(uncapitalised(names.settlements[row.settlement]))
    if row.household_class != "all":
        parts.append(uncapitalised(names.household_classes[row.household_class]))
    if row.member_code != "all" and measure.member_dimension is not None:
        parts.append(names.members[measure.member_dimension, row.member_code])
    if row.project_code != "all":
        parts.append(names.projects[row.project_code])
    return ", ".join(parts)


def year_name(year: int, names: Names) -> str:
    """Name a year; one past the programme stands for the whole next period."""
    if year == names.baseline_year:
        return "Đầu kỳ"
    if year > names.last_year:
        return f"Giai đoạn {names.last_year + 1}–{year}"
    return f"Năm {year}"


def uncapitalised(name: str) -> str:
    """Give a name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
