"""Files as other programs write them: equal, a finding at the cell, or refused with the reason."""

import shutil
import subprocess

import pytest

from dashboard.catalogue.reference import Reference, data_folder, load
from dashboard.workbook import reading
from dashboard.workbook.cells import text_of
from dashboard.workbook.collecting import Findings
from dashboard.workbook.files import open_grids
from dashboard.workbook.grids import UnreadableError
from tests import foreign_files
from tests.foreign_files import CASES, Case
from tests.test_files import package, rows_of, sheet


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load(data_folder())


@pytest.fixture(scope="module")
def original(reference) -> bytes:
    return foreign_files.workbook(reference)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_file_is_read_equal_or_says_why_not(case: Case, original, reference):
    result = foreign_files.result_of(case, original, reference)
    assert result.outcome == case.outcome, result.said
    assert case.sentence in result.said


def warnings_of(case_name: str, original, reference) -> list[tuple[str, str]]:
    [case] = [case for case in CASES if case.name == case_name]
    read = reading.read_content(case.file_name, case.make(original), reference=reference)
    return [(each.rule, each.found) for each in read.findings]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("the same value twice", "hai lần cùng một giá trị"),
        ("a sheet without a relation", "Nháp"),
        ("a sheet with an unknown relation", "Nháp"),
        ("a sheet missing that nobody needs", "Nháp"),
    ],
)
def test_what_was_passed_over_is_said(name, found, original, reference):
    assert warnings_of(name, original, reference) == [("R09", found)]


def test_two_texts_in_a_section_are_a_finding_and_none_is_taken():
    found = Findings("b.xlsx")
    cell = '<c t="inlineStr"><is><t>một</t></is><v>hai</v></c>'
    [[raw]] = rows_of(package(sheet(f"<row>{cell}</row>")))
    assert text_of("Trang", "C5", raw, found) is None
    [finding] = found.all()
    assert (finding.rule, finding.cell, finding.found) == ("R02", "C5", "một và hai")


def test_a_shared_text_that_is_missing_is_not_guessed():
    cells = '<row><c t="s"><v>0</v></c></row>'
    with pytest.raises(UnreadableError):
        open_grids("b.xlsx", package(sheet(cells)))


def test_what_looks_like_a_cell_outside_the_cells_is_none():
    after = '<extLst><ext><row r="9"><c r="A9"><v>9</v></c></row></ext></extLst>'
    assert rows_of(package(sheet("<row><c><v>1</v></c></row>", after))) == [[1.0]]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_what_libreoffice_saves_again_is_read_equal(kind, original, reference, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice Calc is not installed")

    def saved_again(content: bytes) -> bytes:
        (tmp_path / "mttq.xlsx").write_bytes(content)
        command = [
            office,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "mttq.xlsx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (tmp_path / "out" / f"mttq.{kind}").read_bytes()

    case = Case("LibreOffice", saved_again, file_name=f"mttq.{kind}")
    result = foreign_files.result_of(case, original, reference)
    assert result.outcome == foreign_files.EQUAL, result.said
