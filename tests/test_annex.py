"""The Word annex: form of official papers, the tables' numbers, automatic sentences, the mark."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from lxml import etree
from pypdf import PdfReader

from dashboard.exports import annex_tables, annex_word
from dashboard.exports.annex_tables import TEXT
from dashboard.pictures import districts
from dashboard.words import formats
from tests.tools import converted

YEAR = 2024
HOSTILE = "</w:t><script>=1+1</script>\x07 & {PAGE}"


@pytest.fixture(scope="module")
def content(complete_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(complete_data))
        yield annex_word.docx(YEAR)


@pytest.fixture(scope="module")
def paper(content):
    return Document(BytesIO(content))


def shown(table):
    """Give the texts of an annex table as paper shows them."""
    return [
        [
            value
            if isinstance(value, str)
            else formats.number(value, annex_word.DECIMALS[column.kind])
            for column, value in zip(table.columns, row.cells, strict=True)
        ]
        for row in table.rows
    ]


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_sheets_are_a4_with_the_margins_of_official_papers(paper):
    for section in paper.sections:
        across = section.orientation == WD_ORIENT.LANDSCAPE
        size = (round(section.page_width.mm), round(section.page_height.mm))
        assert size == ((297, 210) if across else (210, 297))
        margins = (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_text_is_times_new_roman_14(paper):
    style = paper.styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    faces = {run.font.name for paragraph in paper.paragraphs for run in paragraph.runs}
    assert faces == {"Times New Roman"}


def test_the_head_leaves_number_and_date_to_be_filled_in(paper):
    left, right = paper.tables[0].rows[0].cells
    assert left.text.splitlines() == ["UBND TỈNH BÌNH ĐỊNH", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"]
    assert right.text.splitlines() == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert "Số: ……/BC-……" in paper.tables[0].rows[1].cells[0].text


def test_every_table_of_the_annex_stands_in_it_with_its_numbers(paper, data):
    held = {table.code: table for table in annex_tables.tables(YEAR)}
    order = [code for _, _, codes in annex_word.parts(YEAR) for code in codes]
    assert sorted(order) == sorted(held)
    for code, written in zip(order, paper.tables[1:], strict=True):
        heads, marks, *rows = texts(written)
        assert heads == [column.heading for column in held[code].columns]
        assert marks[0] == "A"
        assert rows == shown(held[code])


def test_numbers_stand_to_the_right_and_headings_are_repeated_on_every_sheet(paper, data):
    first = annex_tables.tables(YEAR)[0]
    grid = paper.tables[1]
    body = etree.fromstring(paper.part.blob)
    rows = body.findall(".//{*}tbl")[1].findall("{*}tr")
    assert all(row.find("{*}trPr/{*}tblHeader") is not None for row in rows[:2])
    for place, column in enumerate(first.columns):
        right = grid.rows[3].cells[place].paragraphs[0].alignment == 2
        assert right == (column.kind != TEXT)


def test_sentences_are_the_findings_of_the_dashboard(paper, data):
    said = [paragraph.text for paragraph in paper.paragraphs]
    finding = districts.change_since_baseline("poverty_rate", YEAR, "total", None, False).finding
    assert annex_word.ended(finding) in said
    for _, sentences, _ in annex_word.parts(YEAR):
        assert all(annex_word.ended(sentence) in said for sentence in sentences)


def test_every_sheet_bears_the_mark_of_illustrative_figures(paper):
    assert "Số liệu minh hoạ" in paper.sections[0].footer.paragraphs[0].text
    assert "Số liệu minh hoạ" in paper.sections[0].first_page_footer.paragraphs[0].text
    assert all(section.footer.is_linked_to_previous for section in list(paper.sections)[1:])


def test_before_anything_was_sent_there_is_no_annex(use, data_without_workbooks):
    use(data_without_workbooks)
    with pytest.raises(ValueError, match="Chưa có huyện nào nộp số liệu năm 2024"):
        annex_word.docx(YEAR)


def test_without_illustrative_figures_there_is_no_mark():
    paper = Document()
    annex_word.number_pages(paper.sections[0])
    assert paper.sections[0].footer.paragraphs[0].text == ""


def test_text_stays_text(data):
    table = annex_tables.tables(YEAR)[8]
    row = replace(table.rows[0], cells=(HOSTILE, HOSTILE, *table.rows[0].cells[2:]))
    paper = Document()
    annex_word.place_table(paper, replace(table, rows=(row,), title=HOSTILE))
    file = BytesIO()
    paper.save(file)
    found = Document(BytesIO(file.getvalue()))
    assert found.tables[0].rows[2].cells[1].text == HOSTILE.replace("\x07", "")
    assert HOSTILE.replace("\x07", "") in found.paragraphs[0].text


def test_a_table_of_a_missing_district_shows_that_it_is_missing(use, data_without_a_district):
    use(data_without_a_district)
    paper = Document(BytesIO(annex_word.docx(YEAR)))
    row = next(row for row in texts(paper.tables[2]) if row[1] == "Huyện Tây Sơn")
    assert set(row[2:]) == {"…"}


def test_libreoffice_opens_it_and_numbers_the_sheets(content, tmp_path):
    file = tmp_path / "phu-luc.docx"
    file.write_bytes(content)
    pages = [page.extract_text() for page in PdfReader(converted(file, "pdf")).pages]
    assert 8 <= len(pages) <= 16
    # pypdf loses accented letters that LibreOffice took from another type.
    assert all("minh ho" in page for page in pages)
    assert not pages[0].startswith("1")
    for number, page in enumerate(pages[1:], start=2):
        assert page.split()[0] == str(number)
