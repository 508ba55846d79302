"""Changed workbooks: no crash, no number changed in silence, every cell accepted or refused.

`HYPOTHESIS_PROFILE=long` runs eighty times as many, at random.
"""

import csv
import io
import os
import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.utility import xl_cell_to_rowcol

from dashboard.catalogue import forms
from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.workbook import reading, writing
from dashboard.workbook.asked import Form, form_of
from dashboard.workbook.cells import shown
from dashboard.workbook.codes import sheet_parts
from dashboard.workbook.files import open_grids
from dashboard.workbook.grids import Grid, Merge, Uncalculated, UnreadableError

UNIT = "mttq"
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def examples(count):
    """Set how often a test runs: the same cases each time, or many at random."""
    return settings(
        max_examples=count * 80 if IS_LONG else count,
        derandomize=not IS_LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@cache
def reference() -> Reference:
    return load(data_folder())


@cache
def form() -> Form:
    return form_of(reference(), UNIT)


@cache
def content() -> bytes:
    """Give the workbook of the Front, with a number in every second entry."""
    entries = [cell for cell in form().cells.values() if cell.kind == "input"]
    values = {
        cell.key: Value(Decimal(997 * at) / (1 if cell.value_type == "count" else 4))
        for at, cell in enumerate(entries)
        if at % 2
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mttq.xlsx"
        writing.write(
            UNIT,
            path,
            reference=reference(),
            values=values,
            cover=writing.Cover(as_of_date=date(2025, 3, 28)),
        )
        return path.read_bytes()


@cache
def opened() -> dict[str, Grid]:
    return open_grids("mttq.xlsx", content())


@cache
def original() -> dict[Key, Decimal]:
    """Give the numbers of the workbook before anything is changed."""
    return numbers(reading.read_content("mttq.xlsx", content(), reference=reference()))


def key(row) -> Key:
    names = Key.__dataclass_fields__
    parts = {name: row[name] for name in names}
    return Key(**parts | {"area_code": "" if row["area_code"] == "52" else row["area_code"]})


def numbers(workbook) -> dict[Key, Decimal]:
    rows = workbook.observations.to_dict("records")
    return {key(row): row["value"] for row in rows if row["value_state"] == "reported"}


# The changes: each takes sheets as lists of lists and gives others

GARBAGE = [
    "khoảng 50",
    "12 hộ",
    "1.23.456",
    "１２３",
    "٣٤",
    "12О",
    "1²",
    "1\u200b2",
    "12\x07",
    "1e5",
    "=1+1",
    "#REF!",
    "<b>7</b>",
    "NaN",
    "--5",
    "1,2,3",
    "0x10",
    "1_000",
    "5%",
    "x" * 50_000,
    "9" * 3000,
    1e308,
    -1e308,
    float("nan"),
    float("inf"),
    1e15,
    True,
    date(2024, 3, 1),
    datetime(2024, 3, 1, 7),
    Uncalculated("A1"),
    Uncalculated('WEBSERVICE("http://x")'),
]
BLANKS = ["", " ", "\u00a0", "…", "..."]
DASHES = ["–", "-", " − "]
# Texts that stand for one number only, in an amount as in a count.
CERTAIN = {
    "1234": "1234",
    " 12\u00a0": "12",
    "1.234.567": "1234567",
    "1,234,567": "1234567",
    "1 234": "1234",
    "1\u202f234\u202f567": "1234567",
    "\u200b8\ufeff": "8",
    "-0": "0",
    "-17": "-17",
}
# These stand for one number only where decimals are possible, or only where they are not.
ONLY_DECIMAL = {"12,5": "12.5", "1.234,5": "1234.5", "1,234.25": "1234.25", "33,3333": "33.3333"}
ONLY_WHOLE = {"1.234": "1234", "1,234": "1234"}
places = st.tuples(st.integers(0, 5), st.integers(0, 80), st.integers(0, 40))
contents = st.one_of(
    st.sampled_from(GARBAGE + BLANKS + DASHES),
    st.sampled_from([*CERTAIN, *ONLY_DECIMAL]),
    st.sampled_from(list(ONLY_WHOLE)),
    st.text(max_size=12),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-(10**6), 10**6).map(lambda number: number / 4),
)
mutations = st.one_of(
    st.tuples(st.just("set"), places, contents),
    st.tuples(st.just("set"), places, contents),
    st.tuples(
        st.sampled_from(
            [
                "insert_row",
                "delete_row",
                "swap_rows",
                "insert_column",
                "delete_column",
                "swap_columns",
                "copy_row",
                "copy_sheet",
                "delete_sheet",
                "rename",
                "reorder",
                "decompose",
                "retype",
                "merge",
                "blank_sheet",
            ]
        ),
        places,
        st.integers(0, 40),
    ),
)


def changed(sheets, merges, mutation):
    """Apply one change, in place."""
    kind, (at, row, column), extra = mutation
    if not sheets:
        return
    title = list(sheets)[at % len(sheets)]
    rows = sheets[title]
    row, column = row % max(1, len(rows)), column % max(1, len(rows[0]) if rows else 1)
    other = extra if isinstance(extra, int) else 0
    if kind == "rename":
        sheets[f"Trang đổi tên {len(sheets)}"] = sheets.pop(title)
        merges[f"Trang đổi tên {len(sheets)}"] = merges.pop(title, [])
    elif kind == "reorder":
        sheets[title] = sheets.pop(title)
    elif kind == "delete_sheet":
        del sheets[title]
    elif kind == "copy_sheet":
        sheets[f"{title} ({len(sheets)})"] = [list(cells) for cells in rows]
    elif not rows or not rows[0]:
        return
    elif kind == "set":
        rows[row][column] = extra
    elif kind == "insert_row":
        rows.insert(row, [""] * len(rows[0]))
    elif kind == "delete_row":
        del rows[row]
    elif kind == "swap_rows":
        rows[row], rows[other % len(rows)] = rows[other % len(rows)], rows[row]
    elif kind == "copy_row":
        rows.insert(other % len(rows), list(rows[row]))
    elif kind == "merge":
        merges.setdefault(title, []).append(Merge(row, column, row + other % 4, column + other % 3))
    else:
        change_cells(rows, kind, column, other % len(rows[0]))


def change_cells(rows, kind, column, other):
    """Change every row of a sheet, in place."""
    for cells in rows:
        if kind == "insert_column":
            cells.insert(column, "")
        elif kind == "delete_column":
            del cells[column]
        elif kind == "swap_columns":
            cells[column], cells[other] = cells[other], cells[column]
        else:
            cells[:] = [rewritten(cell, kind) for cell in cells]


def rewritten(cell, kind):
    """Give a cell as another program or person would have written the same."""
    if kind == "blank_sheet":
        return "" if isinstance(cell, float) else cell
    if kind == "decompose":
        return unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e9:
        return str(int(cell))
    return cell


def meaning(raw, value_type) -> Decimal | None:
    """Give the number that a cell stands for, None where it stands for none for certain.

    Written apart from the reader, from lists of texts rather than by patterns.
    """
    if isinstance(raw, bool | date | Uncalculated):
        return None
    if isinstance(raw, float):
        number = Decimal(str(raw))
        is_counted = number.is_finite() and abs(number) < 10**15
        return round(number, 4) if is_counted else None
    certain = CERTAIN | (ONLY_WHOLE if value_type == "count" else ONLY_DECIMAL)
    if raw in certain:
        return Decimal(certain[raw])
    bare = raw.strip(" \t\r\n\u00a0\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff")
    if bare.isascii() and bare.removeprefix("-").isdigit() and len(bare) < 16:
        return Decimal(bare)
    return None


def is_drawn_text(raw) -> bool:
    """Tell a text that came out of Hypothesis from the lists above and from what was written."""
    known = {*GARBAGE[:21], *BLANKS, *DASHES, *CERTAIN, *ONLY_DECIMAL, *ONLY_WHOLE}
    return isinstance(raw, str) and raw not in known


def checked(sheets, merges):
    """Read changed sheets and assert what must hold of any workbook."""
    grids = {
        title: Grid([list(cells) for cells in rows], tuple(merges.get(title, ())))
        for title, rows in sheets.items()
    }
    try:
        workbook = reading.read_grids("mttq.xlsx", grids, reference=reference())
    except UnreadableError:
        return
    assert_nothing_changed_in_silence(workbook, sheets)
    assert_every_cell_is_accounted_for(workbook)


def assert_nothing_changed_in_silence(workbook, sheets):
    errors = {(each.sheet, each.cell) for each in workbook.findings if each.rule == "R02"}
    for row in workbook.observations.to_dict("records"):
        at_row, at_column = xl_cell_to_rowcol(row["cell"])
        rows = sheets[row["sheet"]]
        raw = rows[at_row][at_column]
        codes_row, codes_column = next(
            (number, cells.index(cell))
            for number, cells in enumerate(rows)
            for cell in cells
            if isinstance(cell, str) and cell.startswith("#codes")
        )
        codes = (rows[at_row][codes_column], rows[codes_row][at_column])
        assert forms.key_of(*(code.strip() for code in codes)) == key(row)
        cell = form().cells[key(row)]
        number = meaning(raw, cell.value_type)
        if row["value_state"] == "reported":
            if number is None:
                # A text drawn at random may be a number by the patterns alone.
                assert is_drawn_text(raw)
            else:
                assert row["value"] == number
        else:
            assert number is None
            is_named = (row["sheet"], row["cell"]) in errors
            is_harmless = cell.kind == "formula" and isinstance(raw, Uncalculated)
            assert (
                is_named
                or is_harmless
                or str(raw).strip(" \u00a0\t\r\n\u200b")
                in (
                    *map(str.strip, BLANKS),
                    *map(str.strip, DASHES),
                    "—",
                )
                or is_drawn_text(raw)
            )


def assert_every_cell_is_accounted_for(workbook):
    asked = {each for each, cell in form().cells.items() if cell.kind == "input"}
    assert workbook.cells_asked == len(asked)
    errors = {
        (each.sheet, each.cell)
        for each in workbook.findings
        if each.rule == "R02" and each.severity == "error"
    }
    rows = workbook.observations.to_dict("records")
    held = {key(row): (row["sheet"], row["cell"]) for row in rows}
    assert len(held) == len(rows)
    accepted = {each for each in asked & held.keys() if held[each] not in errors}
    named = {each for each in asked & held.keys() if held[each] in errors}
    missing = asked - held.keys()
    assert len(accepted) + len(named) + len(missing) == workbook.cells_asked
    # What the file lacks is counted, sheet by sheet.
    lacking = Counter(form().sheets[each] for each in form().cells.keys() - held.keys())
    counted = {
        each.sheet: int(re.sub(r"[^0-9]", "", each.found))
        for each in workbook.findings
        if each.rule == "R04"
    }
    names = {code: plan.sheet_name for code, plan in reference().sheets.items()}
    assert counted == {names[code]: count for code, count in lacking.items()}


@examples(500)
@given(st.lists(mutations, min_size=1, max_size=5))
def test_a_changed_workbook_never_crashes_nor_changes_a_number_in_silence(changes):
    sheets = {title: [list(cells) for cells in grid.rows] for title, grid in opened().items()}
    merges: dict[str, list[Merge]] = {}
    for change in changes:
        changed(sheets, merges, change)
    checked(sheets, merges)


@examples(80)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "insert_row",
                    "swap_rows",
                    "insert_column",
                    "rename",
                    "reorder",
                    "decompose",
                    "retype",
                ]
            ),
            places,
            st.integers(0, 40),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_only_moves_or_is_typed_otherwise_gives_the_same_numbers(changes):
    """Rows above the head, the cover and hidden columns stay where the form has them."""
    sheets = {title: [list(cells) for cells in grid.rows] for title, grid in opened().items()}
    for kind, (_, row, column), extra in changes:
        titles = [title for title in sheets if sheets[title][0][0].startswith("#sheet=fund")]
        at = list(sheets).index(titles[0])
        rows = sheets[titles[0]]
        first, width = 6, len(rows[0])
        place = (at, first + row % (len(rows) - first), 1 + column % (width - 1))
        changed(sheets, {}, (kind, place, first + extra % (len(rows) - first)))
    grids = {title: Grid(rows) for title, rows in sheets.items()}
    workbook = reading.read_grids("mttq.xlsx", grids, reference=reference())
    assert workbook.findings == ()
    assert numbers(workbook) == original()


# Changes of the bytes: pieces taken out or put in, or a letter or digit in place of another


places_within = st.integers(0, 10**6)
cuts = st.tuples(places_within, st.integers(0, 40), st.binary(max_size=20))
swaps = st.tuples(places_within, st.none(), st.sampled_from([*b"0123456789", *b"ABrsteZ"]))
changes_of_bytes = st.one_of(
    st.lists(swaps, min_size=1, max_size=4),
    st.lists(swaps, min_size=1, max_size=4),
    st.lists(cuts, min_size=1, max_size=3),
)
LETTERS = re.compile(rb"[0-9A-Za-z]")


def spoiled(whole: bytes, changes) -> bytes:
    """Put other bytes in place of some."""
    for place, length, other in changes:
        if length is None:
            letters = [found.start() for found in LETTERS.finditer(whole)] or [0]
            at = letters[place * 7919 % len(letters)]
            whole = whole[:at] + bytes([other]) + whole[at + 1 :]
        else:
            at = place * 7919 % max(1, len(whole))
            whole = whole[:at] + other + whole[at + length :]
    return whole


def read_or_refused(name: str, whole: bytes) -> reading.Workbook | None:
    try:
        return reading.read_content(name, whole, reference=reference())
    except UnreadableError:
        return None


@examples(80)
@given(changes_of_bytes)
def test_spoiled_bytes_of_an_xlsx_are_refused_or_change_no_number(changes):
    workbook = read_or_refused("b.xlsx", spoiled(content(), changes))
    if workbook is not None:
        assert numbers(workbook) == original()


@examples(80)
@given(
    st.sampled_from(
        [
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/_rels/workbook.xml.rels",
        ]
    ),
    changes_of_bytes,
)
def test_a_spoiled_part_of_an_xlsx_never_crashes(part, changes):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content())) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, spoiled(data, changes) if name == part else data)
    workbook = read_or_refused("b.xlsx", stream.getvalue())
    if workbook is not None:
        assert_every_cell_is_accounted_for(workbook)


@cache
def old_content() -> bytes:
    """Give the same workbook as an .xls."""
    book = xlwt.Workbook()
    for title, grid in opened().items():
        page = book.add_sheet(title)
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if cell != "" and not isinstance(cell, Uncalculated):
                    page.write(row, column, shown(cell) if isinstance(cell, date) else cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_same_workbook_as_xls_gives_the_same_numbers():
    workbook = read_or_refused("b.xls", old_content())
    assert workbook is not None
    assert workbook.findings == ()
    assert numbers(workbook) == original()


@examples(80)
@given(changes_of_bytes)
def test_a_spoiled_xls_never_crashes(changes):
    workbook = read_or_refused("b.xls", spoiled(old_content(), changes))
    if workbook is not None:
        assert_every_cell_is_accounted_for(workbook)


@cache
def csv_content() -> bytes:
    """Give the sheet of the Fund as .csv, as Excel writes it here: semicolons, decimal commas."""
    grid = next(grid for grid in opened().values() if sheet_parts(grid)["sheet"] == "fund")
    stream = io.StringIO()
    rows = [[as_typed(cell) for cell in row] for row in grid.rows]
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def as_typed(cell) -> str:
    """Give a cell as a program set to Vietnamese writes it."""
    if isinstance(cell, float):
        return shown(cell).replace(".", ",")
    return "" if isinstance(cell, Uncalculated) else shown(cell)


def test_the_same_sheet_as_csv_gives_the_same_numbers():
    workbook = read_or_refused("b.csv", csv_content())
    assert workbook is not None
    assert {each.rule for each in workbook.findings} == {"R07"}
    assert numbers(workbook) == original()


@examples(60)
@given(changes_of_bytes)
def test_a_spoiled_csv_never_crashes(changes):
    workbook = read_or_refused("b.csv", spoiled(csv_content(), changes))
    if workbook is not None:
        assert_every_cell_is_accounted_for(workbook)


def test_merged_blocks_alone_are_reported():
    title = next(title for title, grid in opened().items() if sheet_parts(grid)["sheet"] == "fund")
    grids = opened() | {title: replace(opened()[title], merges=(Merge(6, 3, 9, 6),))}
    workbook = reading.read_grids("mttq.xlsx", grids, reference=reference())
    assert {each.rule for each in workbook.findings} == {"R02"}
    assert_every_cell_is_accounted_for(workbook)
