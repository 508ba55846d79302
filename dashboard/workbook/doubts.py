"""Looks at cells beside each other: dashes that may not stand, totals around texts."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue.forms import Formula
from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import Reference
from dashboard.words import formats
from dashboard.workbook import writing
from dashboard.workbook.asked import Form
from dashboard.workbook.cells import Reading
from dashboard.workbook.collecting import Findings

# Cells that one finding names.
NAMED = 12
# When the catalogue lets a unit write “–”, and what to say where the condition does not hold.
CONDITIONS = {
    "unused_line": "dòng vốn này có số ở ô khác trong năm",
    "off_budget": "vốn ngân sách luôn có số liệu này",
    "project_without_capital": "dự án này có vốn trong năm",
    "no_ethnic_minority": "biểu không ghi 0 hộ dân tộc thiểu số ở khu vực và năm này",
    "target_not_assigned": "chỉ tiêu này được giao",
}
ALWAYS_APPLIES = "chỉ tiêu này luôn áp dụng với đơn vị"
OFF_BUDGET = {"credit", "other"}


def refuse_dashes(
    form: Form, read_cells: dict[Key, Reading], reference: Reference, found: Findings
) -> None:
    """Refuse “–” where the catalogue does not let the number be inapplicable to this unit.

    A number refused is not submitted: taken as inapplicable it would leave the totals in silence.
    """
    dashed = [
        (key, cell)
        for key, cell in read_cells.items()
        if cell.value == NOT_APPLICABLE and form.cells[key].kind == "input"
    ]
    if not dashed:
        return
    paid = [
        key
        for key, cell in read_cells.items()
        if key.capital_source != "all" and (cell.value.number or 0) > 0
    ]
    paid_lines = {line_of(key) for key in paid}
    paid_projects = {
        (key.year, code)
        for key in paid
        for code in (key.project_code, reference.projects[key.project_code].parent_code)
    }
    for key, cell in dashed:
        indicator = reference.indicators[key.indicator_code]
        minority = read_cells.get(replace(key, indicator_code="ethnic_minority_households"))
        holds = {
            "unused_line": line_of(key) not in paid_lines,
            "off_budget": key.capital_source in OFF_BUDGET,
            "project_without_capital": (key.year, indicator.project_code) not in paid_projects,
            "no_ethnic_minority": minority is not None and minority.value.number == 0,
            # Only the document that assigns it knows.
            "target_not_assigned": True,
        }
        if any(holds[condition] for condition in indicator.may_not_apply):
            continue
        why = next(map(CONDITIONS.get, indicator.may_not_apply), ALWAYS_APPLIES)
        read_cells[key] = replace(cell, value=NOT_SUBMITTED)
        found.add(
            "R02",
            "error",
            f"ô ghi dấu “{cell.raw_text}” (không áp dụng), nhưng {why}. Hãy nhập số; không có thì "
            "nhập 0.",
            sheet=cell.sheet,
            cell=cell.cell,
            found=cell.raw_text,
            expected="một số; không có thì 0",
            key=key,
        )


def recompute_around_texts(form: Form, read_cells: dict[Key, Reading], found: Findings) -> None:
    """Compute again what the spreadsheet computed without the cells that were typed as text.

    Of numbers typed as text that a total lacked, each sheet has one warning.
    """
    stated = {key: cell.value for key, cell in read_cells.items()}
    texts = {
        key
        for key, cell in read_cells.items()
        if cell.is_text and form.cells[key].formula is None and cell.value != NOT_APPLICABLE
    }
    moved, lacked = set(texts), set()
    # A total may be of totals: those of finer parts come first, at most three deep.
    for _ in range(3 if texts else 0):
        for key, cell in form.cells.items():
            if cell.formula is None or key not in read_cells:
                continue
            parts = {part for _, part in cell.formula.numerator} | {*cell.formula.denominator}
            around = shown_around(cell.formula, stated, texts) if parts & moved else None
            # Around an error it shows one, too.
            if parts & moved and stated[key].number in (None, around):
                moved.add(key)
                if stated[key].number is not None:
                    lacked |= parts & texts
                value = writing.computed(cell.formula, lambda part: read_value(part, read_cells))
                read_cells[key] = replace(read_cells[key], value=value)
    recomputed = {(read_cells[key].sheet, read_cells[key].cell) for key in moved - texts}
    found.drop("R02", recomputed)
    by_sheet: dict[str, list[Reading]] = {}
    for key in read_cells:
        if key in lacked and read_cells[key].value.number is not None:
            by_sheet.setdefault(read_cells[key].sheet, []).append(read_cells[key])
    for sheet, cells in by_sheet.items():
        listed = ", ".join(
            f"{each.cell} (“{each.raw_text}” được đọc là {printed_whole(each.value)})"
            for each in cells[:NAMED]
        )
        more = f"… ({formats.number(len(cells), 0)} ô)" if len(cells) > NAMED else ""
        found.add(
            "R09",
            "warning",
            f"số nhập dạng chữ nên bảng tính không cộng vào tổng: ô {listed}{more}. Các tổng đã "
            "được tính lại; hãy nhập lại dạng số.",
            sheet=sheet,
            cell=cells[0].cell,
            found=cells[0].raw_text,
            expected=printed_whole(cells[0].value),
        )


def read_value(key: Key, read_cells: Mapping[Key, Reading]) -> Value:
    """Give what was read of a number; what the file lacks is not submitted."""
    return read_cells[key].value if key in read_cells else NOT_SUBMITTED


def printed_whole(value: Value) -> str:
    """Print a number that was read with the decimals that it has."""
    return formats.entered(float(value.number or 0), "count")


def shown_around(formula: Formula, stated: Mapping[Key, Value], texts: set[Key]) -> Decimal | None:
    """Give what a spreadsheet shows for a formula of which some parts are text."""
    return writing.computed(
        formula, lambda part: NOT_APPLICABLE if part in texts else stated.get(part, NOT_SUBMITTED)
    ).number


def line_of(key: Key) -> tuple[int, str, str, str]:
    """Say which line of capital a number stands on, and of which year."""
    return key.year, key.project_code, key.capital_source, key.capital_type
