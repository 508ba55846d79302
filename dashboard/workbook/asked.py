"""What the form of a unit asks, and how far a file answers it."""

from dataclasses import dataclass
from functools import lru_cache

from dashboard.catalogue import forms
from dashboard.catalogue.forms import Cell
from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.workbook.cells import BLANKS, Reading, plain


@dataclass(frozen=True)
class Filled:
    """How far one sheet is filled in.

    Attributes:
        title: name of its tab; the form's where the file lacks the sheet.
        is_optional: the unit may leave the whole sheet out.
        asked: cells that the unit must fill in.
        lacking: those among them that the file does not have.
        blanks: those among them that stand empty, in the order of the form.
    """

    title: str
    is_optional: bool
    asked: int
    lacking: int
    blanks: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """What a unit's form asks: every number by its key, and the sheet it stands on."""

    cells: dict[Key, Cell]
    sheets: dict[Key, str]
    digest: str

    @property
    def inputs(self) -> int:
        """Count the cells that the unit fills in."""
        return sum(cell.kind == "input" for cell in self.cells.values())


def filled_sheets(
    form: Form, read_cells: dict[Key, Reading], reference: Reference
) -> tuple[Filled, ...]:
    """Say of each sheet of numbers how far it is filled in; what is optional is not asked."""
    asked: dict[str, list[Key]] = {}
    for key, cell in form.cells.items():
        if cell.kind == "input":
            asked.setdefault(form.sheets[key], []).append(key)
    found = []
    for code, keys in asked.items():
        plan = reference.sheets[code]
        empty = {
            key
            for key in keys
            if key not in read_cells or plain(read_cells[key].raw_text) in BLANKS
        }
        if not plan.is_optional:
            free = {key for key in keys if reference.indicators[key.indicator_code].is_optional}
            # What a unit may leave out is asked of it once it has begun to fill it in.
            if free <= empty:
                keys = [key for key in keys if key not in free]
        held = [read_cells[key] for key in keys if key in read_cells]
        found.append(
            Filled(
                title=held[0].sheet if held else plan.sheet_name,
                is_optional=plan.is_optional,
                asked=len(keys),
                lacking=len(keys) - len(held),
                blanks=tuple(
                    read_cells[key].cell for key in keys if key in empty and key in read_cells
                ),
            )
        )
    return tuple(found)


@lru_cache(maxsize=32)
def form_of(reference: Reference, unit_code: str) -> Form:
    """Give the form of a unit; cells that only repeat a number of another sheet are left out."""
    cells: dict[Key, Cell] = {}
    sheets: dict[Key, str] = {}
    laid = forms.sheets(reference, unit_code)
    for sheet in laid:
        for cell in sheet.cells.values():
            if cell.kind != "context":
                cells[cell.key] = cell
                sheets[cell.key] = sheet.plan.sheet_code
    return Form(cells, sheets, forms.digest_of(laid))
