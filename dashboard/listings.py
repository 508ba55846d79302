"""Lists: each joins a question and its table, kept for all viewers."""

import pandas as pd

from dashboard import tables
from dashboard.database import ask, remembered


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
def findings(area_code: str | None) -> pd.DataFrame:
    """Give what the rules found, in one district or in all."""
    return tables.findings(ask("findings_list", area_code=area_code))


@remembered
def submissions() -> pd.DataFrame:
    """Give the workbooks that were received."""
    return tables.submissions(ask("submissions_list"))


@remembered
def catalogue() -> pd.DataFrame:
    """Give the catalogue of indicators."""
    return tables.catalogue(ask("catalogue"))
