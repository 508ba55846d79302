"""What a check finds: one sentence a cell, its severity and its order."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dashboard.catalogue.observations import Key

KEY_COLUMNS = [*Key.__dataclass_fields__, "value_kind"]
# The sentence that names the cause of other findings.
CAUSE = "N01"
# What these expect is the number of another year, version or publication, or the end of a range.
COMPARED = {"P01", "P02", "V12", "V32", "V34", "V69", "V70", "V80"}
# What these expect is the largest number that there may be.
BOUNDS = {
    "V04",
    "V05",
    "V11",
    "V27",
    "V28",
    "V30",
    "V33",
    "V51",
    "V53",
    "V60",
    "V62",
    "V65",
    "V66",
    "V71",
    "V73",
}
# The gravest first.
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or doubtful in one cell, in the words of the officer who must mend it."""

    file: str
    sheet: str
    cell: str
    rule: str
    severity: str
    found: str
    expected: str
    message: str
    indicator_code: str = ""
    year: int = 0
    # Findings of one cause have its number; the sentence that names it is of the rule `CAUSE`.
    cause: int = 0


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Give findings by severity, each severity in the order it came.

    Those of one cause stand together, where the gravest of them would.
    """
    listed = list(findings)
    grave = [SEVERITIES.index(each.severity) for each in listed]
    group = {
        cause: min(own for each, own in zip(listed, grave, strict=True) if each.cause == cause)
        for cause in {each.cause for each in listed if each.cause}
    }
    ordered = sorted(
        range(len(listed)),
        key=lambda at: (
            group.get(listed[at].cause, grave[at]),
            listed[at].cause or len(listed),
            grave[at],
            listed[at].rule != CAUSE,
        ),
    )
    return [listed[at] for at in ordered]


def severities(findings: Iterable[Finding]) -> list[str]:
    """Give the severity of each finding; a cause counts for nothing beside what it explains."""
    return [each.severity for each in findings if each.rule != CAUSE]


def needed(finding: Finding) -> str:
    """Say what a cell must hold; nothing where the other number is only one to compare with."""
    if finding.rule in COMPARED:
        return ""
    is_bound = finding.rule in BOUNDS and finding.expected
    return f"nhiều nhất {finding.expected}" if is_bound else finding.expected


def located(file: str, sheet: str, cell: str) -> str:
    """Give the opening of every sentence on a cell, or on a sheet where there is no one cell."""
    return f"{file}, biểu “{sheet}”{f', ô {cell}' if cell else ''}: "


def duplicates(observations: pd.DataFrame, *, file: str) -> list[Finding]:
    """Find the cells of a workbook that give a number which another cell gave before (V81).

    Args:
        observations: as read, one row a cell, with the columns of the key, sheet and cell.
        file: name of the workbook.
    """
    repeated = observations[observations.duplicated(KEY_COLUMNS)]
    if repeated.empty:
        return []
    first = observations.drop_duplicates(KEY_COLUMNS)
    both = repeated.merge(first, on=KEY_COLUMNS, suffixes=("", "_first"))
    return [
        Finding(
            file=file,
            sheet=row["sheet"],
            cell=row["cell"],
            rule="V81",
            severity="error",
            found=str(row["raw_text"]),
            expected="một ô cho mỗi số liệu",
            message=f"{located(file, row['sheet'], row['cell'])}số liệu này đã có ở biểu "
            f"“{row['sheet_first']}”, ô {row['cell_first']}. Hãy giữ một ô.",
            indicator_code=row["indicator_code"],
            year=int(row["year"]),
        )
        for row in both.to_dict("records")
    ]
