"""An indicator added as a row of the catalogue is everywhere, with no code."""

import csv
import io
import shutil
from datetime import date
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.catalogue import forms
from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import load
from dashboard.exports import table_files
from dashboard.pictures import listings
from dashboard.store import checking, publishing
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover

UNIT, CODE, NAME = "so_tp", "legal_aid_hours", "Số giờ trợ giúp pháp lý"
CELL = Key(CODE, 2024)


@pytest.fixture
def folder(tmp_path, use, complete_data):
    """Give a data folder whose catalogue has one row more, reported by one department."""
    data = use(shutil.copytree(complete_data, tmp_path / "data"))
    catalogue = data / "reference" / "indicators.csv"
    rows = list(csv.DictReader(io.StringIO(catalogue.read_text(encoding="utf-8"))))
    model = next(row for row in rows if row["indicator_code"] == "legal_aid_cases")
    own = {"indicator_code": CODE, "name": NAME, "short_name": "Giờ trợ giúp"}
    place = {"reported_by": UNIT, "province_role": "own", "sheet_order": "99"}
    rows.append(model | own | place)
    with catalogue.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return data


def workbook(folder, hours):
    path = folder.parent / "so_tp.xlsx"
    writing.write(
        UNIT,
        path,
        reference=load(folder),
        values={CELL: Value(Decimal(hours))},
        cover=Cover(date(2025, 3, 20)),
    )
    return path


def test_it_stands_in_the_template(folder):
    labels = [row.label for sheet in forms.sheets(load(folder), UNIT) for row in sheet.rows]
    assert NAME in labels


def test_it_is_read_and_checked(folder):
    checked = checking.check(workbook(folder, -7), reference=load(folder))
    read = checked.workbook.observations.query("indicator_code == @CODE and year == 2024")
    assert read["value"].tolist() == [Decimal(-7)]
    [fault] = [found for found in checked.findings if found.indicator_code == CODE]
    assert (fault.rule, fault.severity, fault.found) == ("V01", "error", "−7")


def test_it_is_on_the_data_page_and_in_the_exports(folder):
    path = workbook(folder, 1234)
    publishing.publish(publishing.contents_of([path]), data=folder, by="An")
    app = AppTest.from_file("../dashboard/web/frame.py", default_timeout=60)
    app.query_params["so-lieu"] = NAME
    app.query_params["nam"] = "2024"
    app.run()
    app.switch_page("../../pages/sources.py").run()
    assert not app.exception
    assert app.dataframe[0].value["Giá trị"].tolist() == ["1.234"]
    _, table = listings.values(CODE, None, 2024)
    file = io.StringIO(table_files.csv(table, []).decode("utf-8-sig"))
    rows = list(csv.reader(file, delimiter=";"))
    assert ["Tỉnh Bình Định", "2024", "chung", "1.234"] in [row[:4] for row in rows]
