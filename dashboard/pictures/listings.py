"""Lists: each joins a question and its table, kept for all viewers."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.store.database import ask, remembered
from dashboard.words import formats, submission_sentences, tables
from dashboard.words.frames import records


@dataclass(frozen=True)
class Progress:
    """Who has sent what: the finding, the matrix as a table, the rows of `unit_progress`."""

    finding: str
    table: pd.DataFrame
    units: pd.DataFrame


@remembered
def indicators() -> pd.DataFrame:
    """Give the indicators that have values: name, section_name, indicator_code."""
    rows = ask("catalogue")
    return rows.loc[rows["is_collected"], ["name", "section_name", "indicator_code"]]


@remembered
def values(
    indicator_code: str, area_code: str | None, year: int | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the numbers of an indicator: the rows of the answer and the table of the same rows."""
    rows = ask("values_list", indicator_code=indicator_code, area_code=area_code, year=year)
    return rows, tables.values(rows)


@remembered
def published(area_code: str | None) -> pd.DataFrame:
    """Give the published figures, of one area or of all."""
    return tables.published(ask("published_beside", indicator_code=None, area_code=area_code))


@remembered
def findings(
    area_code: str | None = None,
    unit_code: str | None = None,
    severity: str | None = None,
    rule: str | None = None,
) -> pd.DataFrame:
    """Give what the rules found in the workbooks in force; each choice is None for all."""
    rows = ask(
        "findings_list", area_code=area_code, unit_code=unit_code, severity=severity, rule=rule
    )
    return tables.findings(rows)


@remembered
def open_findings(
    unit_code: str | None = None, severity: str | None = None, rule: str | None = None
) -> pd.DataFrame:
    """Give what units have to correct in the workbooks they sent; each choice is None for all."""
    rows = ask("findings_list", area_code=None, unit_code=unit_code, severity=severity, rule=rule)
    return tables.findings(rows[rows["is_sent"]])


@remembered
def submissions() -> pd.DataFrame:
    """Give the workbooks that were received."""
    return tables.submissions(ask("submissions_list"))


@remembered
def catalogue() -> pd.DataFrame:
    """Give the catalogue of indicators."""
    return tables.catalogue(ask("catalogue"))


@remembered
def publication_days() -> dict[str, int]:
    """Give the days on which workbooks were published, newest first, with the last number."""
    rows = ask("publication_days")
    return {formats.day(row.day): int(row.publication) for row in records(rows)}


@remembered
def units_with_versions() -> dict[str, tuple[str, int]]:
    """Give the units that sent more than one version: name → code and number of versions."""
    rows = ask("units_with_versions")
    return {row.unit_name: (row.unit_code, int(row.versions)) for row in records(rows)}


@remembered
def version_differences(unit_code: str, before: int, after: int) -> pd.DataFrame:
    """Give what changed between two versions of a unit's workbook, cell by cell."""
    rows = ask("version_differences", unit_code=unit_code, before=before, after=after)
    return tables.version_differences(rows)


@remembered
def progress(today: date) -> Progress:
    """Give who has sent what, and whether in time, as of a day."""
    units = ask("unit_progress", today=today)
    received = units["version"].notna()
    finding = submission_sentences.received_summary(
        int(received.sum()),
        len(units),
        int(units["state"].eq("overdue").sum()),
        int(units["errors"].sum()),
        samples=int(units["has_sample"].sum()),
    )
    return Progress(finding, tables.progress(units, ask("sheet_progress")), units)


@remembered
def reminders(today: date) -> dict[str, str]:
    """Give the reminder of each unit that is late or has something to correct, by its name."""
    return {
        row.name: submission_sentences.reminder(
            row.name,
            deadline=row.deadline_date,
            today=today,
            days_late=row.days_late,
            received=not pd.isna(row.version),
            errors=row.errors,
            warnings=row.warnings,
        )
        for row in records(ask("unit_progress", today=today))
        if pd.isna(row.version) or row.errors or row.warnings
    }


@remembered
def rules_found() -> list[str]:
    """Give the codes of the rules that found something in the workbooks that units sent."""
    return sorted(set(open_findings()["Quy tắc"]))


@remembered
def unit_names() -> dict[str, str]:
    """Give the codes of the reporting units by their name, districts first, official order."""
    rows = ask("reporting_units")
    return dict(zip(rows["short_name"], rows["unit_code"], strict=True))
