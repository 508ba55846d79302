"""Writes the eleven illustrative district workbooks: `python -m dashboard.making.sample`.

They agree with the real published figures of the same key (the baseline of 22 rows, An Lão 2022,
the districts' and the province's 2023, the figures of whole periods, assigned targets, the list of
temporary houses) and are plausible inventions otherwise; every sheet says "Số liệu minh hoạ". Two
workbooks carry warnings on purpose: Phù Cát (a movement that does not close) and Tây Sơn (mirror
cells that differ, too many deprivations). The optional sheets are filled in by some districts only.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from dashboard.catalogue import forms
from dashboard.catalogue.observations import NOT_SUBMITTED, Key, Value
from dashboard.catalogue.reference import Reference, Unit, data_folder, load
from dashboard.making import sample_policies, sample_poverty, sample_programme
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover

AS_OF = date(2025, 3, 28)
SLUGS = {
    "540": "quy_nhon",
    "550": "tuy_phuoc",
    "549": "an_nhon",
    "548": "phu_cat",
    "545": "phu_my",
    "543": "hoai_nhon",
    "544": "hoai_an",
    "547": "tay_son",
    "551": "van_canh",
    "546": "vinh_thanh",
    "542": "an_lao",
}
# Of those that have held theirs.
CONFERENCES = {
    "540": date(2025, 4, 25),
    "543": date(2025, 4, 24),
    "544": date(2025, 4, 22),
    "551": date(2025, 4, 16),
    "542": date(2025, 4, 18),
}
# The optional sheets that a unit fills in; it leaves the others empty.
OPTIONAL_SHEETS = {
    "551": ("needs", "communes"),
    "546": ("needs",),
    "542": ("needs", "communes"),
}
# Left empty on purpose, so that "not submitted" can be seen.
EMPTY_CELLS = {
    "550": (
        Key("policy_credit_outstanding", 2025),
        Key("health_insurance_cards_near_poor", 2025),
    )
}


def values_of(unit_code: str, reference: Reference) -> dict[Key, Value]:
    """Give the input cells of a district's workbook."""
    capital = sample_programme.capital(unit_code, reference)
    numbers = (
        sample_poverty.households(unit_code)
        | sample_poverty.movements(unit_code)
        | sample_poverty.analyses(unit_code)
        | sample_policies.outcomes(unit_code, reference)
        | sample_policies.targets(unit_code)
        | capital
        | sample_programme.outputs(unit_code, capital)
        | sample_policies.policies(unit_code)
        | sample_policies.fund(unit_code)
        | sample_policies.commendations(unit_code)
    )
    filled = OPTIONAL_SHEETS.get(unit_code, ())
    if "needs" in filled:
        numbers |= sample_programme.needs(capital)
    if "communes" in filled:
        numbers |= sample_poverty.communes(unit_code)
    values = {key: Value(Decimal(number)) for key, number in numbers.items()}
    return values | dict.fromkeys(EMPTY_CELLS.get(unit_code, ()), NOT_SUBMITTED)


def asked(unit_code: str, reference: Reference) -> set[Key]:
    """Give the input cells of a district's form, of the optional sheets those that it fills in."""
    filled = OPTIONAL_SHEETS.get(unit_code, ())
    return {
        cell.key
        for sheet in forms.sheets(reference, unit_code)
        if not sheet.plan.is_optional or sheet.plan.sheet_code in filled
        for cell in sheet.cells.values()
        if cell.kind == "input"
    }


def cover_of(unit: Unit, reference: Reference) -> Cover:
    """Give the first sheet and the texts of a district's workbook."""
    return Cover(
        as_of_date=AS_OF,
        report_submitted_on=AS_OF,
        conference_held_on=CONFERENCES.get(unit.unit_code),
        prepared_by="Cơ quan thường trực Chương trình cấp huyện (số liệu minh hoạ)",
        texts={
            code: f"Nội dung minh hoạ: mục “{section.name}” do {unit.name} viết khi nộp biểu "
            "chính thức."
            for code, section in reference.sections.items()
            if section.is_asked
        },
    )


def write_all(folder: Path, reference: Reference) -> list[Path]:
    """Write the eleven workbooks into a folder and give their paths.

    Raises:
        ValueError: the cells of a workbook are not those that the form asks for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [write(unit_code, folder, reference) for unit_code in SLUGS]


def write(unit_code: str, folder: Path, reference: Reference) -> Path:
    """Write the workbook of one district into a folder and give its path.

    Raises:
        ValueError: its cells are not those that the form asks for.
    """
    values = values_of(unit_code, reference)
    differing = sorted(map(str, values.keys() ^ asked(unit_code, reference)))[:5]
    if differing:
        raise ValueError(f"{unit_code}: cells that differ from the form: {differing}")
    path = folder / f"{unit_code}_{SLUGS[unit_code]}.xlsx"
    writing.write(
        unit_code,
        path,
        reference=reference,
        values=values,
        cover=cover_of(reference.units[unit_code], reference),
        illustrative=True,
    )
    return path


if __name__ == "__main__":
    for each in write_all(data_folder() / "sample", load(data_folder())):
        print(each)
