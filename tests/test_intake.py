"""The intake page gives a unit its form and checks a workbook without keeping it."""

import io
from pathlib import Path

import openpyxl
import pytest

from dashboard.catalogue.reference import data_folder
from dashboard.web import intake

SAMPLE = data_folder() / "sample" / "547_tay_son.xlsx"


def verdict(name, content):
    said = []
    return intake.verdict(name, content, step=said.append), said


def test_every_unit_has_a_form():
    units = intake.units()
    assert len(units) == 25
    book = openpyxl.load_workbook(io.BytesIO(intake.form_of(units["Sở Y tế"])))
    assert book["Bìa"]["C5"].value == "so_yt"


def test_a_form_that_cannot_be_made_says_so():
    form, reason = intake.form_or_reason("so_la")
    assert form is None
    assert reason.startswith("Chưa tạo được biểu mẫu của đơn vị này.")
    assert "so_la" in reason


def test_a_workbook_with_warnings_is_accepted_and_its_cells_are_named():
    found, said = verdict("tay_son.xlsx", SAMPLE.read_bytes())
    assert found.is_accepted
    assert found.sentence.startswith("Ủy ban nhân dân huyện Tây Sơn: không có lỗi, có thể nộp")
    row = found.table[found.table["Quy tắc"].eq("V25")].iloc[0]
    assert (row["Biểu"], row["Ô"], row["Đang ghi"], row["Cần là"]) == (
        "3. Diễn biến hộ cận nghèo",
        "H9",
        "167",
        "163",
    )
    assert row["Nội dung"].startswith("Năm 2024: số hộ nghèo trở thành hộ cận nghèo ghi 167")
    assert said == ["Đang đọc các biểu…", "Đang kiểm tra các quy tắc…"]


def test_errors_come_first_and_the_workbook_cannot_be_sent():
    book = openpyxl.load_workbook(SAMPLE)
    book["11. Chính sách"]["D8"] = -5
    file = io.BytesIO()
    book.save(file)
    found, _ = verdict("sai.xlsx", file.getvalue())
    assert not found.is_accepted
    assert "biểu chưa nộp được" in found.sentence
    assert found.table["Mức độ"].iloc[0] == "✖ Lỗi"


def test_the_marked_workbook_is_the_sender_s():
    found, _ = verdict("tay_son.xlsx", SAMPLE.read_bytes())
    assert found.marked is not None
    book = openpyxl.load_workbook(io.BytesIO(found.marked(SAMPLE.read_bytes())))
    assert book["3. Diễn biến hộ cận nghèo"]["H9"].comment is not None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>x</html>", bytes(2000)])
def test_a_file_that_is_no_workbook_gets_a_sentence(content):
    found, _ = verdict("la <b>.xlsx", content)
    assert (found.is_accepted, found.marked) == (False, None)
    assert found.sentence == "Không đọc được tệp này; chưa kiểm tra được số liệu."
    assert len(found.table) == 1


def test_nothing_is_kept(tmp_path, use):
    before = {path: path.stat().st_mtime_ns for path in data_folder().rglob("*")}
    verdict("tay_son.xlsx", SAMPLE.read_bytes())
    assert {path: path.stat().st_mtime_ns for path in Path(data_folder()).rglob("*")} == before
