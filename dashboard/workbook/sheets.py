"""Reads a sheet by the codes of its rows and columns."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.workbook.asked import Form
from dashboard.workbook.cells import Reading, number_of, read_cell, shown, text_of
from dashboard.workbook.codes import code_of, key_of
from dashboard.workbook.collecting import Findings
from dashboard.workbook.cover import Cover
from dashboard.workbook.grids import Grid, Place, Rows


def read_numbers(
    title: str,
    grid: Grid,
    at: Place,
    form: Form,
    read_cells: dict[Key, Reading],
    found: Findings,
    *,
    on_older_form: bool,
) -> list[tuple[Key, Reading]]:
    """Read a sheet of numbers by the codes of its rows and columns.

    New cells are put into `read_cells`; those of numbers read before are given back.
    """
    codes_row, codes_column = at
    columns = {
        column: code_of(code)
        for column, code in enumerate(grid.rows[codes_row])
        if column > codes_column and code_of(code)
    }
    repeated: list[tuple[Key, Reading]] = []
    inputs: dict[Place, Key] = {}
    for row in range(codes_row + 1, len(grid.rows)):
        cells = grid.rows[row]
        row_code = code_of(cells[codes_column])
        if not row_code:
            note_unread_row(title, row, cells, columns, found)
            continue
        for column, column_code in columns.items():
            cell = xl_rowcol_to_cell(row, column)
            key = key_of(row_code, column_code)
            if key is None or key not in form.cells:
                code = f"{row_code};{column_code}"
                found.add(
                    # What the catalogue no longer has still stands in a form made before.
                    "R03",
                    "warning" if on_older_form and key is not None else "error",
                    f"mã ẩn của dòng hoặc cột không có trong biểu mẫu của đơn vị ({code}).",
                    sheet=title,
                    cell=cell,
                    found=code,
                    expected="mã của biểu mẫu",
                )
            elif key in read_cells:
                value, _ = number_of(cells[column], form.cells[key].value_type)
                repeated.append((key, Reading(value, title, cell, shown(cells[column]))))
            else:
                read_cells[key] = read_cell(title, cell, cells[column], form.cells[key], found)
                if form.cells[key].kind == "input":
                    inputs[row, column] = key
    note_merges(title, grid, inputs, found)
    return repeated


def note_merges(title: str, grid: Grid, inputs: dict[Place, Key], found: Findings) -> None:
    """Report merged blocks that hide input cells: what stood there cannot be seen or typed."""
    seen = dict(inputs)
    for merge in grid.merges:
        hidden = [place for place in seen if merge.hides(place)]
        count = len(hidden) + ((merge.first_row, merge.first_column) in inputs)
        for place in hidden:
            del seen[place]
            found.add(
                "R02",
                "error",
                f"ô gộp {merge.range} che {count} ô của biểu mẫu, trong đó có ô này. Hãy bỏ gộp và "
                "nhập từng ô.",
                sheet=title,
                cell=xl_rowcol_to_cell(*place),
                found=f"ô gộp {merge.range}",
                expected="mỗi số liệu một ô",
                key=inputs[place],
            )


def note_unread_row(
    title: str, row: int, cells: Sequence[object], columns: dict[int, str], found: Findings
) -> None:
    """Report a row that holds numbers but lost, or never had, its hidden code."""
    column = next((at for at in columns if isinstance(cells[at], float)), None)
    if column is not None:
        number = shown(cells[column])
        found.add(
            "R05",
            "warning",
            f"dòng này có số ({number}) nhưng không có mã ẩn ở cột A nên không được đọc.",
            sheet=title,
            cell=xl_rowcol_to_cell(row, column),
            found=number,
            expected="dòng của biểu mẫu",
        )


def read_texts(
    title: str,
    rows: Rows,
    cover: Cover,
    reference: Reference,
    texts: dict[str, dict[str, object]],
    found: Findings,
) -> None:
    """Read the sections of the assessment that a sheet holds; the first of each is kept."""
    for row, cells in enumerate(rows):
        for column, code in enumerate(cells):
            section = code_of(code).removeprefix("section=") if isinstance(code, str) else ""
            if section not in reference.sections or column + 2 >= len(cells):
                continue
            cell = xl_rowcol_to_cell(row, column + 2)
            content = text_of(title, cell, cells[column + 2], found)
            if section not in texts:
                texts[section] = {
                    "unit_code": cover.unit_code,
                    "section_code": section,
                    "content": content,
                    "sheet": title,
                    "cell": cell,
                }
            elif content is not None:
                first = texts[section]
                found.add(
                    "V81",
                    "error",
                    f"mục này đã có ở biểu “{first['sheet']}”, ô {first['cell']}. Hãy giữ một ô.",
                    sheet=title,
                    cell=cell,
                    found=shown(content),
                    expected="một ô cho mỗi mục",
                )
