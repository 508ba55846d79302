"""Tables print every state in words, keep a row for what is missing, and lose no source."""

import pandas as pd
import pytest

from dashboard.store.database import ask
from dashboard.words import formats, tables

NOBODY = {"area_code": None}
ANY_FINDING = {"unit_code": None, "severity": None, "rule": None}
CELL = {
    "area_code": "542",
    "indicator_code": "poverty_rate",
    "year": 2024,
    "settlement": "total",
    "household_class": "all",
    "project_code": "all",
    "capital_source": "all",
    "capital_type": "all",
    "member_code": "all",
}
TABLES = {
    "values": (
        tables.values,
        "values_list",
        {"indicator_code": "poverty_rate", "area_code": None, "year": None},
    ),
    "cells": (tables.cells, "provenance", CELL),
    "published": (
        tables.published,
        "published_beside",
        {"indicator_code": None, "area_code": None},
    ),
    "findings": (tables.findings, "findings_list", NOBODY | ANY_FINDING),
    "submissions": (tables.submissions, "submissions_list", {}),
    "catalogue": (tables.catalogue, "catalogue", {}),
}
each_table = pytest.mark.parametrize(
    ("make", "question", "parameters"), TABLES.values(), ids=TABLES
)


@pytest.fixture(params=["complete_data", "data_without_a_district", "data_without_workbooks"])
def any_data(request, use):
    return use(request.getfixturevalue(request.param))


@each_table
def test_a_table_has_a_row_for_every_row_of_the_answer(any_data, make, question, parameters):
    rows = ask(question, **parameters)
    before = rows.copy(deep=True)
    table = make(rows)
    assert len(table) == len(rows)
    pd.testing.assert_frame_equal(rows, before)


@each_table
def test_a_table_holds_text_only_and_no_sign_of_a_missing_object(
    any_data, make, question, parameters
):
    table = make(ask(question, **parameters))
    for head in table:
        assert all(isinstance(text, str) for text in table[head]), head
        assert not {"nan", "None", "NaT", "<NA>"} & set(table[head]), head


@each_table
def test_a_table_of_no_rows_keeps_its_heads(data, make, question, parameters):
    rows = ask(question, **parameters)
    assert list(make(rows.iloc[:0]).columns) == list(make(rows).columns)


VALUES = pd.DataFrame(
    [
        ("Toàn tỉnh", 2024, "", 2.349, "%", "reported", "actual", 11, 11, True),
        ("Toàn tỉnh", 2025, "", 1.2, "%", "reported", "estimate", 10, 11, True),
        ("Huyện An Lão", 2024, "Thành thị", 0.0, "hộ", "reported", "actual", 1, 1, False),
        ("Huyện An Lão", 2024, "", float("nan"), "hộ", "not_submitted", "actual", 0, 1, False),
        ("Huyện An Lão", 2024, "", float("nan"), "nhà", "not_applicable", "actual", 0, 1, False),
    ],
    columns=[
        "area_name",
        "year",
        "breakdown",
        "value",
        "unit",
        "value_state",
        "value_kind",
        "units_reported",
        "units_expected",
        "is_illustrative",
    ],
)


def test_zero_not_submitted_and_not_applicable_are_printed_apart():
    table = tables.values(VALUES)
    assert list(table["Giá trị"]) == ["2,35", "1,20", "0", "…", "–"]
    assert list(table["Trạng thái"]) == ["đủ", "10/11 huyện", "đủ", "chưa nộp", "không áp dụng"]


def test_an_estimate_and_the_mark_follow_every_number():
    table = tables.values(VALUES)
    assert list(table["Năm"]) == ["2024", "2025 (ước)", "2024", "2024", "2024"]
    assert list(table["Ghi chú"]) == [formats.ILLUSTRATIVE] * 2 + [""] * 3
    assert list(table["Phân tổ"])[:3] == ["chung", "chung", "Thành thị"]


CELLS = pd.DataFrame(
    [
        ("numerator", 1, 150.0, "reported", "150"),
        ("denominator", 1, 10.25, "reported", "10,25"),
        ("numerator", -1, 0.0, "reported", "0"),
        ("numerator", 1, float("nan"), "not_submitted", None),
        ("numerator", 1, float("nan"), "not_applicable", "–"),
    ],
    columns=["role", "factor", "value", "value_state", "raw_text"],
).assign(
    area_name="Huyện An Lão",
    indicator_name="Số hộ nghèo",
    year=2024,
    breakdown="",
    file_name="542_an_lao.xlsx",
    version=2,
    sheet="1. Hộ và tỷ lệ",
    cell="E16",
    received_at=pd.Timestamp("2025-03-28T20:05"),
    as_of_date=pd.Timestamp("2025-03-28"),
    sha256="139ee9f9d926589bb60e",
    is_illustrative=True,
)


def test_a_cell_s_value_is_printed_as_exactly_as_it_was_sent():
    table = tables.cells(CELLS)
    assert list(table["Giá trị"]) == ["150", "10,25", "0", "…", "–"]
    assert list(table["Nội dung ô"]) == ["150", "10,25", "0", "", "–"]


def test_a_cell_says_what_part_it_has_in_the_number():
    roles = list(tables.cells(CELLS)["Vai trò"])
    assert roles[:3] == ["tử số, số hạng", "mẫu số", "trừ đi"]


def test_a_cell_names_its_file_sheet_and_address_and_when_it_came():
    first = tables.cells(CELLS).iloc[0]
    assert list(first[["Tệp", "Bản", "Biểu", "Ô"]]) == [
        "542_an_lao.xlsx",
        "2",
        "1. Hộ và tỷ lệ",
        "E16",
    ]
    assert first["Nhận lúc"] == "03:05 ngày 29/03/2025", "seven hours ahead of UTC"
    assert first["Số liệu đến ngày"] == "28/03/2025"
    assert first["Mã băm (SHA-256)"] == "139ee9f9d926"
    assert first["Ghi chú"] == formats.ILLUSTRATIVE


PUBLISHED = pd.DataFrame(
    [
        (13384.0, None, "hộ", False, True, "nghi đảo chữ số", "ghi chú", 13834.0),
        (39.0, "trên 39", "tỷ đồng", True, False, None, None, float("nan")),
        (5.78, None, "%", False, False, None, "theo chuẩn mới", 5.7812),
        (11.3, None, "%", True, False, None, None, 0.0),
    ],
    columns=[
        "value",
        "value_text",
        "unit",
        "is_approximate",
        "is_suspect",
        "suspect_reason",
        "comparability_note",
        "submitted_value",
    ],
).assign(
    area_name="Bình Định",
    indicator_name="Số hộ nghèo",
    period=["2023", None, "2022", "2022"],
    breakdown=None,
    value_kind=["actual", "estimate", "target", "forecast"],
    source_title="Báo cáo",
    source_url="https://a.example/1",
)


def test_a_published_figure_is_printed_as_it_was_published():
    table = tables.published(PUBLISHED)
    assert list(table["Giá trị"]) == ["13.384", "khoảng trên 39", "5,78", "khoảng 11,3"]
    assert list(table["Loại"]) == ["kết quả", "ước", "chỉ tiêu", "dự kiến"]
    assert set(table["Địa chỉ"]) == {"https://a.example/1"}


def test_a_suspected_misprint_is_flagged_with_its_reason():
    notes = list(tables.published(PUBLISHED)["Nghi lỗi in, lưu ý"])
    assert notes == ["⚠ nghi đảo chữ số", "", "theo chuẩn mới", ""]


def test_a_figure_nobody_submitted_has_nothing_beside_it():
    beside = list(tables.published(PUBLISHED)["Theo biểu đã nộp"])
    assert beside == ["13.834", "", "5,78", "0,00"]


@pytest.mark.parametrize(
    ("value", "decimals"), [(0.0, 0), (114.0, 0), (11.3, 1), (5.78, 2), (0.125, 2)]
)
def test_a_figure_keeps_the_decimals_it_was_printed_with(value, decimals):
    assert tables.printed_decimals(value) == decimals


def test_a_finding_says_its_severity_in_sign_and_word_and_its_place_once():
    message = "548.xlsx, biểu “2. Diễn biến”, ô D8: Năm 2023: số đầu năm ghi 1.651."
    rows = pd.DataFrame(
        {
            "unit_name": "Phù Cát",
            "severity": ["error", "warning", "info"],
            "rule": "V20",
            "file_name": "548.xlsx",
            "sheet": "2. Diễn biến",
            "cell": "D8",
            "message": message,
            "explanation": [None, "Đã rà soát lại", None],
        }
    )
    table = tables.findings(rows)
    assert list(table["Mức độ"]) == ["✖ Lỗi", "▲ Cảnh báo", "○ Thông tin"]
    assert set(table["Nội dung"]) == {"Năm 2023: số đầu năm ghi 1.651."}
    assert list(table["Giải trình"]) == ["", "Đã rà soát lại", ""]


def test_a_district_that_sent_nothing_keeps_its_row_and_has_no_zeros(use, data_without_a_district):
    use(data_without_a_district)
    table = tables.submissions(ask("submissions_list"))
    (missing,) = table[table["Tệp"].eq("")].to_dict("records")
    assert missing["Đơn vị"] == "Ủy ban nhân dân huyện Tây Sơn"
    assert missing["Đang dùng"] == "chưa nộp"
    for head in ("Bản", "Số liệu đến ngày", "Nhận lúc", "Số ô có số liệu", "Lỗi", "Cảnh báo"):
        assert missing[head] == "…", head


def test_a_version_that_was_replaced_says_so(data):
    rows = ask("submissions_list").head(2).assign(is_current=[True, False], version=[2, 1])
    table = tables.submissions(rows)
    assert list(table["Đang dùng"]) == ["✔", "đã thay"]
    assert list(table["Bản"]) == ["2", "1"]
    assert list(table["Nhận lúc"]) == ["07:00 ngày 28/03/2025"] * 2
    assert set(table["Ghi chú"]) == {formats.ILLUSTRATIVE}


def test_the_catalogue_says_how_far_each_definition_is_confirmed(data):
    table = tables.catalogue(ask("catalogue"))
    assert set(table["Xác thực"]) <= {"đã thấy", "suy đoán", "kiến thức chung"}
    assert set(table["Cách có số"]) == {"đơn vị nộp", "tính từ số đã nộp"}
    assert table["Mã"].is_unique
