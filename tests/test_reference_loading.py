"""Reference data that cannot be used is refused with the file, the row and the column."""

import shutil

import pytest

from dashboard.catalogue.reference import data_folder, load, unit_named


@pytest.fixture
def spoilt(tmp_path):
    """Give a function that replaces a text in a copied file and loads the copy."""
    shutil.copytree(data_folder() / "reference", tmp_path / "reference")

    def spoil(file, text, by):
        path = tmp_path / "reference" / file
        whole = path.read_text(encoding="utf-8")
        assert text in whole
        path.write_text(whole.replace(text, by, 1), encoding="utf-8")
        return load(tmp_path)

    return spoil


@pytest.mark.parametrize(
    ("file", "text", "by", "said"),
    [
        (
            "sheets.csv",
            "settlement,2021,2025",
            "settlement,nay,2025",
            "sheets.csv, dòng 2, cột first_year: “nay”, cần một số nguyên",
        ),
        (
            "projects.csv",
            ",true,poor_district",
            ",yes,poor_district",
            "projects.csv, dòng 3, cột is_leaf: “yes”, cần true hoặc false",
        ),
        (
            "settlements.csv",
            "urban,2,Thành thị,",
            "urban,2,",
            "settlements.csv, dòng 3: số cột không khớp",
        ),
        (
            "causes.csv",
            "cause_code,",
            "code,",
            "causes.csv, dòng 2: không có cột hoặc mã 'cause_code'",
        ),
        ("causes.csv", "\n2,", "\n1,", "causes.csv, cột cause_code: mã “1” lặp lại"),
        (
            "reporting_units.csv",
            "district,540,",
            "district,999,",
            "reporting_units.csv, dòng 2: không có cột hoặc mã '999'",
        ),
    ],
)
def test_a_fault_is_named_by_file_row_and_column(spoilt, file, text, by, said):
    with pytest.raises(ValueError, match=said):
        spoilt(file, text, by)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"Thiếu tệp .* trong thư mục reference"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["542", "An Lão", "an lão", " HUYỆN AN LÃO ", "An La\u0303o"])
def test_a_unit_is_found_by_code_and_by_name(text):
    assert unit_named(load(data_folder()), text).unit_code == "542"


def test_an_unknown_unit_is_none():
    assert unit_named(load(data_folder()), "Hà Nội") is None
