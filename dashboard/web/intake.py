"""Behind the intake page: a unit's empty form, and the verdict on a workbook kept nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from xlsxwriter.exceptions import XlsxWriterException

from dashboard.catalogue.findings import gravest_first, severities
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.store import checking
from dashboard.words import tables
from dashboard.workbook import completeness, grids, marking, writing, zeros
from dashboard.workbook.grids import UnreadableError

MOST_MEGABYTES = grids.MAX_FILE // grids.MEGABYTE


@dataclass(frozen=True)
class Verdict:
    """What came of checking one file, without the file.

    `marked` makes the marked workbook of the file's content; None where it could not be opened.
    `filled` makes the workbook with 0 in blank cells, `filling` says in how many and where; None
    where there is none to fill.
    """

    sentence: str
    is_accepted: bool
    table: pd.DataFrame
    marked: Callable[[bytes], bytes] | None
    filled: Callable[[bytes], bytes] | None = None
    filling: str = ""


@cache
def reference() -> Reference:
    """Give the reference data of the data folder."""
    return load(data_folder())


@cache
def form_of(unit_code: str) -> bytes:
    """Give the empty workbook of a unit."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        writing.write(unit_code, path, reference=reference())
        return path.read_bytes()


def form_or_reason(unit_code: str) -> tuple[bytes | None, str]:
    """Give the empty workbook of a unit, or none and the sentence that says why."""
    try:
        return form_of(unit_code), ""
    except (LookupError, ValueError, OSError, XlsxWriterException) as fault:
        reason = str(fault.args[0]) if fault.args else type(fault).__name__
        return None, (
            "Chưa tạo được biểu mẫu của đơn vị này. Hãy báo cán bộ phụ trách phần mềm, kèm nội "
            f"dung: {reason}."
        )


def units() -> dict[str, str]:
    """Give the codes of the reporting units by their name, in official order."""
    return {unit.name: unit.unit_code for unit in reference().units.values()}


def verdict(name: str, content: bytes, *, step: Callable[[str], None]) -> Verdict:
    """Check a workbook in memory.

    Args:
        name: file name.
        content: what the file holds.
        step: is told what is being done, in words.
    """
    try:
        checked = checking.check_content(name, content, reference=reference(), step=step)
    except UnreadableError as unreadable:
        sentence = "Không đọc được tệp này; chưa kiểm tra được số liệu."
        return Verdict(sentence, False, tables.check_results([unreadable.finding], name), None)
    findings = gravest_first(checked.findings)
    unit = reference().units[checked.workbook.cover.unit_code]
    held = completeness.of(checked.workbook)
    kinds = severities(findings)
    fillable = zeros.fillable(checked.workbook, reference())
    titles = [each.title for each in fillable.sheets if each.blanks]
    return Verdict(
        completeness.verdict(unit.name, kinds, held),
        "error" not in kinds and not held.grave,
        tables.check_results(findings, name),
        partial(marking.mark, findings=findings, file_name=name),
        partial(zeros.fill, workbook=fillable, titles=titles) if titles else None,
        zeros.said(checked.workbook, fillable) if titles else "",
    )
