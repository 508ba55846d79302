"""Behind the intake page: a unit's empty form, and the verdict on a workbook kept nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from dashboard import checking, completeness, grids, marking, rules, tables, template
from dashboard.grids import UnreadableError
from dashboard.reference import Reference, data_folder, load

MOST_MEGABYTES = grids.MAX_FILE // grids.MEGABYTE


@dataclass(frozen=True)
class Verdict:
    """What came of checking one file, without the file.

    `marked` makes the marked workbook of the file's content; None where it could not be opened.
    """

    sentence: str
    is_accepted: bool
    table: pd.DataFrame
    marked: Callable[[bytes], bytes] | None


@cache
def reference() -> Reference:
    """Give the reference data of the data folder."""
    return load(data_folder())


@cache
def form_of(unit_code: str) -> bytes:
    """Give the empty workbook of a unit."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        template.write(unit_code, path, reference=reference())
        return path.read_bytes()


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
    findings = rules.gravest_first(checked.findings)
    unit = reference().units[checked.workbook.cover.unit_code]
    held = completeness.of(checked.workbook)
    severities = rules.severities(findings)
    return Verdict(
        completeness.verdict(unit.name, severities, held),
        "error" not in severities and not held.grave,
        tables.check_results(findings, name),
        partial(marking.mark, findings=findings, file_name=name),
    )
