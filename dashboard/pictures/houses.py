"""Temporary houses: how many were removed, and with whose money."""

from typing import Any

import pandas as pd

from dashboard.pictures.common import Picture, districts_of
from dashboard.pictures.native import bars
from dashboard.pictures.policy_columns import (
    CELLS,
    MONEY,
    district_picture,
    in_year,
    known_units,
    name_of,
    of_province,
    part_text,
)
from dashboard.store.database import ask, remembered
from dashboard.words import formats, programme_sentences
from dashboard.words.frames import records

HOUSES = "nhà"


@remembered
def houses(year: int, highlight: str | None) -> Picture:
    """Give how many of the temporary houses on the list each district removed."""
    values = ask("temporary_houses", year=year)
    listed = int(values["list_year"].iloc[0])
    cells = pd.DataFrame(
        [cell for row in records(values) for cell in house_cells(row)], columns=CELLS
    )
    province = values.iloc[-1]
    rated = values[values["level"].eq("district") & values["completion_rate"].notna()]
    lowest = rated["completion_rate"].min() if len(rated) else None
    finding = programme_sentences.houses_removed(
        in_year(year),
        in_year(listed),
        state=str(province["asked_state"]),
        completed=province["completed"],
        to_remove=province["to_remove"],
        rate=province["completion_rate"],
        behind=[]
        if lowest is None or lowest >= 100
        else list(rated.loc[rated["completion_rate"].eq(lowest), "area_name"]),
        lowest=lowest,
        **known_units(province),
    )
    line = f"Nhà tạm, nhà dột nát · danh sách {in_year(listed)} · đã làm / cần làm (nhà)"
    return district_picture(
        "nha-tam",
        finding,
        line,
        cells,
        highlight,
        values,
        formula="số nhà hoàn thành / số nhà cần xóa theo danh sách của năm",
        native=bars(
            districts_of(values),
            {"Trong danh sách": "to_remove", "Hoàn thành": "completed"},
            unit="nhà",
        ),
    )


def house_cells(row: Any) -> list[tuple]:  # noqa: ANN401 a row of the answer
    """Give the four measures of an area's temporary houses."""
    measures = (
        (
            "Hoàn thành",
            row.completed,
            row.to_remove,
            row.house_state,
            row.completion_rate,
            row.units_reported,
        ),
        (
            "Đã khởi công",
            row.started,
            row.started_to_remove,
            row.started_state,
            None,
            row.started_units,
        ),
        (
            "Xây mới hoàn thành",
            row.new_completed,
            row.new_to_remove,
            row.new_state,
            None,
            row.new_units,
        ),
        (
            "Sửa chữa hoàn thành",
            row.repaired_completed,
            row.repaired_to_remove,
            row.repaired_state,
            None,
            row.repaired_units,
        ),
    )
    cells = []
    for head, done, needed, state, rate, units in measures:
        text = part_text(done, needed, state, rate)
        count = part_text(done, needed, state)
        note = of_province(count, units, row.units_expected)
        cells.append(
            (
                row.area_code,
                row.level,
                name_of(row),
                head,
                HOUSES,
                done,
                needed,
                text,
                row.is_estimate,
                note,
            )
        )
    return cells


@remembered
def house_funding(year: int, highlight: str | None) -> Picture:
    """Give the money that the removal of temporary houses took, by where it came from."""
    values = ask("temporary_houses", year=year)
    listed = int(values["list_year"].iloc[0])
    columns = {
        "funding": "Tổng kinh phí",
        "funding_central": "Ngân sách trung ương",
        "funding_local": "Ngân sách địa phương",
        "funding_social": "Xã hội hóa",
    }
    expected = int(values["level"].eq("district").sum())
    cells = pd.DataFrame(
        [
            (
                row.area_code,
                row.level,
                name_of(row),
                head,
                MONEY,
                getattr(row, column),
                float("nan"),
                text,
                row.is_estimate,
                of_province(text, row.funding_units, expected),
            )
            for row in records(values)
            for column, head in columns.items()
            for text in [
                formats.in_state(getattr(row, column), MONEY, getattr(row, f"{column}_state"))
            ]
        ],
        columns=CELLS,
    )
    province = values.iloc[-1]
    finding = programme_sentences.houses_funded(
        in_year(listed),
        total=province["funding"],
        social_share=province["social_share"],
        known=int(province["funding_units"]),
        expected=expected,
    )
    line = f"Kinh phí xóa nhà tạm, nhà dột nát (triệu đồng) · {in_year(listed)}"
    return district_picture("kinh-phi-nha-tam", finding, line, cells, highlight, values)
