"""Commendations, and applications to leave the list of the poor."""

from typing import Any

import pandas as pd

from dashboard.charts.progress import progress_columns
from dashboard.pictures.common import PROVINCE, Picture, districts_of, made
from dashboard.pictures.native import bars
from dashboard.pictures.policy_columns import (
    CELLS,
    EVERYWHERE,
    HOUSEHOLDS,
    PROVINCE_NAME,
    district_picture,
    in_year,
    known_units,
    least_known,
    name_of,
    named_inside,
    of_province,
    part_text,
)
from dashboard.store.database import ask, remembered
from dashboard.words import formats, programme_sentences
from dashboard.words.frames import records

RECEIVERS = {
    "collectives": "Tập thể",
    "individuals": "Cá nhân",
    "households": "Hộ gia đình",
}


@remembered
def awards_by_form(year: int, area_code: str | None) -> Picture:
    """Give who was proposed for and given an award of each form in a year."""
    values = ask("awards_by_form", area_code=area_code or PROVINCE, year=year)
    place = named_inside(area_code)
    known, expected = least_known(values)
    forms = values.drop_duplicates("member_code")
    forms = forms[forms["form_commended"].notna()]
    finding = programme_sentences.awards_by_form(
        in_year(year),
        place,
        [(row.form_name, row.form_commended) for row in records(forms)],
        state=str(values["value_state"].iloc[0]),
        known=known,
        expected=expected,
    )
    rows = values.assign(
        area_code="",
        row_text=values["form_name"],
        level="",
        column_text=values["receiver"].map(RECEIVERS),
        value=values["commended"],
        whole=values["proposed"],
        value_text=[
            part_text(row.commended, row.proposed, row.value_state) for row in records(values)
        ],
        note="",
    )
    table = pd.DataFrame(
        {
            "Hình thức": values["form_name"],
            "Đối tượng": rows["column_text"],
            "Được khen thưởng": [
                formats.in_state(row.commended, row.unit, row.value_state)
                for row in records(values)
            ],
            "Được đề nghị": [
                formats.in_state(row.proposed, row.unit, row.value_state) for row in records(values)
            ],
            "Khen thưởng, cộng từ đầu": [
                formats.in_state(row.commended_total, row.unit, row.value_state)
                for row in records(values)
            ],
            "Đề nghị, cộng từ đầu": [
                formats.in_state(row.proposed_total, row.unit, row.value_state)
                for row in records(values)
            ],
        }
    )
    line = (
        f"Được khen thưởng / được đề nghị · {place} · {in_year(year)} · chỉ tổng hợp số lượng · "
        f"{EVERYWHERE}"
    )
    figure = progress_columns(rows.assign(column_note=""))
    return made("khen-thuong-theo-hinh-thuc", finding, line, figure, table, values)


@remembered
def awards_by_district(year: int, highlight: str | None) -> Picture:
    """Give the awards and the applications to leave the list in each district in a year."""
    values = ask("awards_by_district", year=year)
    province = values.iloc[-1]
    finding = programme_sentences.policy_counts(
        "khen thưởng",
        in_year(year),
        PROVINCE_NAME,
        [
            (province["collectives_commended"], "tập thể"),
            (province["individuals_commended"], "cá nhân"),
            (province["households_commended"], "hộ gia đình được khen thưởng"),
            (province["exit_applications"], "hộ có đơn tự nguyện xin thoát nghèo"),
        ],
        state=province["award_state"],
        **known_units(province),
    )
    cells = pd.DataFrame(
        [cell for row in records(values) for cell in award_cells(row)], columns=CELLS
    )
    line = f"Được khen thưởng / được đề nghị · {in_year(year)} · chỉ tổng hợp số lượng"
    native = bars(
        districts_of(values),
        {
            "Tập thể": "collectives_commended",
            "Cá nhân": "individuals_commended",
            "Hộ gia đình": "households_commended",
        },
        unit="đơn vị khen",
    )
    return district_picture("khen-thuong", finding, line, cells, highlight, values, native=native)


def award_cells(row: Any) -> list[tuple]:  # noqa: ANN401 a row of the answer
    """Give the awards of an area by receiver, and its applications to leave the list."""
    cells = []
    for receiver, head in RECEIVERS.items():
        given, asked = (getattr(row, f"{receiver}_{kind}") for kind in ("commended", "proposed"))
        text = part_text(given, asked, row.award_state)
        cells.append(
            (
                row.area_code,
                row.level,
                name_of(row),
                head,
                "khen thưởng",
                given,
                asked,
                text,
                row.is_estimate,
                of_province(text, row.units_reported, row.units_expected),
            )
        )
    text = formats.in_state(row.exit_applications, HOUSEHOLDS, row.exit_state)
    cells.append(
        (
            row.area_code,
            row.level,
            name_of(row),
            "Đơn tự nguyện xin thoát nghèo",
            HOUSEHOLDS,
            row.exit_applications,
            float("nan"),
            text,
            row.is_estimate,
            of_province(text, row.exit_units, row.units_expected),
        )
    )
    return cells
