"""Reads a workbook into observations: tolerant of moved rows and sheets, strict with numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pandas as pd

from dashboard.catalogue import forms
from dashboard.catalogue.findings import Finding, duplicates
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.words import formats
from dashboard.workbook import files, writing
from dashboard.workbook.asked import Filled, Form, filled_sheets, form_of
from dashboard.workbook.cells import Reading, plain, shown
from dashboard.workbook.codes import find, sheet_parts
from dashboard.workbook.collecting import LISTED, Findings
from dashboard.workbook.cover import Cover, cover_of
from dashboard.workbook.doubts import recompute_around_texts, refuse_dashes
from dashboard.workbook.grids import Grid
from dashboard.workbook.sheets import read_numbers, read_texts

KEY_COLUMNS = (
    "unit_code",
    "area_code",
    "indicator_code",
    "year",
    "settlement",
    "household_class",
    "project_code",
    "capital_source",
    "capital_type",
    "member_code",
    "value_kind",
)
COLUMNS = (
    *KEY_COLUMNS,
    "value",
    "value_state",
    "is_stated_total",
    "sheet",
    "cell",
    "raw_text",
)
TEXT_COLUMNS = ("unit_code", "section_code", "content", "sheet", "cell")
KEY_PARTS = attrgetter(*KEY_COLUMNS[2:-1])


@dataclass(frozen=True)
class Workbook:
    """A workbook as read: one row an observation, one row a text, and what reading found.

    `cells_asked` is the number of cells that the form asks the unit to fill in. Each of them is
    exactly one of: an observation that no error names (accepted), an observation
    "not_submitted" whose cell an error R02 names (refused), or a cell that the file lacks, counted
    in the finding R04 of its sheet (refused).
    """

    file_name: str
    cover: Cover
    observations: pd.DataFrame
    texts: pd.DataFrame
    findings: tuple[Finding, ...]
    cells_asked: int = 0
    sheets: tuple[Filled, ...] = ()


def read(path: Path, *, reference: Reference) -> Workbook:
    """Read a workbook on disk, as `read_content` does.

    Raises:
        UnreadableError: the file is missing, too large, or no workbook of a known unit.
    """
    return read_content(path.name, files.content_of(path), reference=reference)


def read_content(name: str, content: bytes, *, reference: Reference) -> Workbook:
    """Read a workbook; what cannot be read for certain is a finding, never a guess.

    Returns observations with `COLUMNS` (value a Decimal or None) and texts with `TEXT_COLUMNS`.

    Raises:
        UnreadableError: the file is no workbook of a known unit.
    """
    return read_grids(name, files.open_grids(name, content), reference=reference)


def read_grids(name: str, grids: dict[str, Grid], *, reference: Reference) -> Workbook:
    """Read the sheets of a workbook.

    Raises:
        UnreadableError: they do not say which unit's, as of when, or of which form.
    """
    found = Findings(name)
    # The list of findings in a workbook that came back marked repeats what cells hold.
    grids = {
        title: grid
        for title, grid in grids.items()
        if not plain(title).startswith(writing.RESULT_SHEET)
    }
    cover = cover_of(grids, reference, found)
    form = form_of(reference, cover.unit_code)
    on_older_form = is_older(grids, cover, form)
    read_cells: dict[Key, Reading] = {}
    repeated: list[tuple[Key, Reading]] = []
    texts: dict[str, dict[str, object]] = {}
    note_foreign_sheets(grids, cover, reference, found)
    for title, grid in grids.items():
        note_extras(title, grid, found)
        if sheet_parts(grid).get("sheet") == "cover":
            continue
        if (at := find(grid.rows, writing.CODES_CODE)) is not None:
            repeated += read_numbers(
                title, grid, at, form, read_cells, found, on_older_form=on_older_form
            )
        else:
            read_texts(title, grid.rows, cover, reference, texts, found)
    refuse_dashes(form, read_cells, reference, found)
    recompute_around_texts(form, read_cells, found)
    note_missing(form, read_cells, reference, found, on_older_form=on_older_form)
    note_repeated(repeated, form, read_cells, cover, reference, found)
    return Workbook(
        file_name=name,
        cover=cover,
        observations=observations_of(read_cells.items(), form, read_cells, cover, reference),
        texts=pd.DataFrame(list(texts.values()), columns=list(TEXT_COLUMNS)),
        findings=found.all(),
        cells_asked=form.inputs,
        sheets=filled_sheets(form, read_cells, reference),
    )


def observations_of(
    pairs: Iterable[tuple[Key, Reading]],
    form: Form,
    read_cells: dict[Key, Reading],
    cover: Cover,
    reference: Reference,
) -> pd.DataFrame:
    """Give one row a cell, with `COLUMNS`.

    In a file of an older form a number may be typed where the form now adds up finer parts that
    the file does not have: there it is an entry, not a stated total.
    """
    area_code = reference.units[cover.unit_code].area_code
    rows = []
    for key, cell in pairs:
        formula = form.cells[key].formula
        is_total = formula is not None and any(
            part in read_cells
            for part in (*(part for _, part in formula.numerator), *formula.denominator)
        )
        is_plan = reference.indicators[key.indicator_code].is_plan
        kind = "plan" if is_plan else cover.value_kinds.get(key.year, "actual")
        rows.append(
            (
                cover.unit_code,
                key.area_code or area_code,
                *KEY_PARTS(key),
                kind,
                cell.value.number,
                cell.value.state,
                is_total,
                cell.sheet,
                cell.cell,
                cell.raw_text,
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def note_foreign_sheets(
    grids: dict[str, Grid], cover: Cover, reference: Reference, found: Findings
) -> None:
    """Report sheets whose hidden code says that they are another unit's."""
    for title, grid in grids.items():
        unit_code = sheet_parts(grid).get("unit", cover.unit_code)
        if unit_code != cover.unit_code:
            unit = reference.units.get(unit_code)
            found.add(
                "R03",
                "error",
                f"trang này thuộc biểu của đơn vị {unit.name if unit else shown(unit_code)}, còn "
                f"tệp là của {reference.units[cover.unit_code].name}.",
                sheet=title,
                found=shown(unit_code),
                expected=cover.unit_code,
            )


def note_extras(title: str, grid: Grid, found: Findings) -> None:
    """Report what a sheet carries besides cells."""
    for note in grid.notes:
        found.add(
            note.rule,
            "warning",
            note.message,
            sheet=title if note.cell else "",
            cell=note.cell,
            found=note.found,
        )


def is_older(grids: dict[str, Grid], cover: Cover, form: Form) -> bool:
    """Tell whether a file was made on another form: an older version or another catalogue."""
    made_on = {sheet_parts(grid).get("form", form.digest) for grid in grids.values()}
    return cover.template_version != forms.TEMPLATE_VERSION or made_on != {form.digest}


def note_missing(
    form: Form,
    read_cells: Mapping[Key, object],
    reference: Reference,
    found: Findings,
    *,
    on_older_form: bool,
) -> None:
    """Report, once a sheet, how many cells of the form the file lacks.

    Cells that the form gained after the file was made are a warning, and a sheet that a unit may
    leave out is an information when the file has nothing of it.
    """
    asked = Counter(form.sheets.values())
    lacking = Counter(form.sheets[key] for key in form.cells.keys() - read_cells.keys())
    for code, plan in reference.sheets.items():
        count = lacking[code]
        if not count:
            continue
        severity, lack = "error", f"thiếu {count} ô"
        message = f"{lack} của biểu mẫu (trang, dòng hoặc cột đã bị xóa)."
        if plan.is_optional and count == asked[code]:
            severity = "info"
            message = f"{lack} của trang không bắt buộc này, coi như chưa nộp."
        elif on_older_form:
            severity, lack = "warning", f"{count} ô mới của biểu mẫu"
            message = f"tệp chưa có {lack}, coi như chưa nộp."
        found.add(
            "R04",
            severity,
            message,
            sheet=plan.sheet_name,
            found=lack,
            expected="đủ dòng và cột của biểu mẫu",
        )


def note_repeated(
    repeated: list[tuple[Key, Reading]],
    form: Form,
    read_cells: dict[Key, Reading],
    cover: Cover,
    reference: Reference,
    found: Findings,
) -> None:
    """Report numbers that stand twice (V81): once for a copied sheet, else cell by cell."""
    own = Counter(cell.sheet for cell in read_cells.values())
    by_sheet: dict[str, list[tuple[Key, Reading]]] = {}
    for key, cell in repeated:
        by_sheet.setdefault(cell.sheet, []).append((key, cell))
    for sheet, pairs in by_sheet.items():
        if not own[sheet] and len(pairs) > 1:
            first = read_cells[pairs[0][0]].sheet
            found.add(
                "V81",
                "error",
                f"trang này lặp lại {formats.number(len(pairs), 0)} ô đã có ở biểu “{first}”. Hãy "
                "giữ một trang.",
                sheet=sheet,
                found=f"lặp lại {len(pairs)} ô",
                expected="một ô cho mỗi số liệu",
            )
            continue
        listed = pairs[:LISTED]
        both = [(key, read_cells[key]) for key in dict(listed)] + listed
        frame = observations_of(both, form, read_cells, cover, reference)
        found.listed += duplicates(frame, file=found.file)
        found.counts[sheet, "V81", "error"] = len(pairs)
