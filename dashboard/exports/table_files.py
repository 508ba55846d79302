"""Files to take away; text from a workbook stays text, and the mark goes along."""

from io import BytesIO

import pandas as pd

from dashboard.words import formats


def signed(table: pd.DataFrame, lines: list[str]) -> pd.DataFrame:
    """Add lines under a table, in its first column."""
    return pd.concat([table, pd.DataFrame({table.columns[0]: lines})], ignore_index=True)


def csv(table: pd.DataFrame, lines: list[str]) -> bytes:
    """Give a table as a CSV file that a Vietnamese Excel opens: BOM, `;`, decimal comma."""
    safe = signed(table, lines).map(
        lambda value: formats.without_formula(value) if isinstance(value, str) else value
    )
    # With this ending a bare carriage return is quoted too, so that no text starts a line.
    text = safe.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx(table: pd.DataFrame, lines: list[str]) -> bytes:
    """Give a table as an Excel workbook whose text cells can hold no formula and no link."""
    file = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        signed(table, lines).to_excel(writer, sheet_name="Số liệu", index=False)
        writer.sheets["Số liệu"].autofit()
    return file.getvalue()


def parquet(table: pd.DataFrame, lines: list[str]) -> bytes:
    """Give a table as a Parquet file; the lines are in the column `ghi_chu`."""
    return table.assign(ghi_chu=" · ".join(lines)).to_parquet(index=False)
