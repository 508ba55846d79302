"""The annex of the summary report in Word: sentences and tables in the form of official papers.

Form: Decree 30/2020/NĐ-CP, Annex I: A4, margins 20, 20, 30 and 15 mm, Times New Roman 13 to 14, the
page number above in the middle from the second page on.
"""

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from dashboard.exports import annex_tables
from dashboard.exports.annex_excel import ATTACHED, MOTTO, NATION, mark_text, signs
from dashboard.exports.annex_tables import COUNT, MONEY, RATE, TEXT, UNIT, OfficialTable
from dashboard.pictures import (
    awards,
    capital,
    common,
    contributions,
    deprivation,
    districts,
    fund,
    gaps,
    poverty_causes,
    profile,
    support,
    targets,
)
from dashboard.words import formats

TYPE = "Times New Roman"
TEXT_SIZE, TABLE_SIZE, SMALL_SIZE, HEAD_SIZE = Pt(14), Pt(10), Pt(9), Pt(13)
SHORT, LONG = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
# A table with more columns stands across the sheet, one with many more in smaller letters.
MOST_UPRIGHT, MOST_USUAL = 10, 12
# A table with no more rows is never broken across two sheets.
MOST_KEPT = 15
NUMBER_WIDTH, NAME_SHARE, TEXT_SHARE, FIGURE_SHARE = Mm(9), 2.8, 2.0, 1.0
INNER_MARGIN = Mm(0.8)
HEAD_WIDTHS = (Mm(64), Mm(101))
DECIMALS = {COUNT: 0, MONEY: 0, RATE: 2}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
EVERY = "all"


def docx(year: int) -> bytes:
    """Write the annex of a year."""
    paper = Document()
    set_type(paper)
    set_sheet(paper.sections[0], across=False)
    number_pages(paper.sections[0])
    if common.snapshot()["illustrative_units"]:
        mark_pages(paper.sections[0])
    head(paper)
    held = {table.code: table for table in annex_tables.tables(year)}
    for number, (title, sentences, codes) in enumerate(parts(year), start=1):
        tables = [held[code] for code in codes]
        turn(paper, across=any(len(table.columns) > MOST_UPRIGHT for table in tables))
        line(paper, f"{number}. {title}", bold=True, space=6)
        for sentence in sentences:
            line(paper, ended(sentence), indent=True, justified=True)
        for table in tables:
            place_table(paper, table)
    line(paper, signs(), italic=True, size=HEAD_SIZE)
    file = BytesIO()
    paper.core_properties.language = "vi-VN"
    paper.core_properties.title = f"Phụ lục báo cáo tổng kết {year}"
    paper.core_properties.author = formats.PRODUCT
    paper.save(file)
    return file.getvalue()


def parts(year: int) -> list[tuple[str, list[str], list[str]]]:
    """Give the parts in the order of the report: title, findings, codes of tables."""
    rate = common.POVERTY_RATE
    return [
        (
            "Kết quả giảm nghèo",
            [
                districts.movement_over_years(rate, common.PROVINCE, "total").said,
                districts.change_since_baseline(rate, year, "total", None, False).said,
                contributions.contribution(year, "total", None).said,
            ],
            ["PL01", "PL10"],
        ),
        (
            "Kết quả thực hiện các chỉ tiêu",
            [targets.opening(None).finding, targets.by_district(year, None).said],
            ["PL07"],
        ),
        (
            "Diễn biến hộ nghèo, hộ cận nghèo",
            [
                f"{name}: {profile.movements(common.PROVINCE, year, *codes).said.lower()}"
                for name, codes in profile.MOVEMENTS.items()
            ],
            ["PL02", "PL03"],
        ),
        (
            "Mức độ thiếu hụt các dịch vụ xã hội cơ bản",
            [
                deprivation.changes(None, year, "poor").said,
                deprivation.per_household(year, None).said,
            ],
            ["PL04"],
        ),
        (
            "Nguyên nhân nghèo do hộ nghèo nêu",
            [poverty_causes.causes(None, year).said],
            ["PL05"],
        ),
        (
            "Hộ nghèo dân tộc thiểu số và khoảng cách",
            [
                gaps.ethnic_minorities(year, "total", None).said,
                gaps.mountain(year, "total").said,
            ],
            ["PL06"],
        ),
        (
            "Huy động, phân bổ và giải ngân nguồn lực",
            [
                capital.by_year(None, EVERY, EVERY).said,
                capital.by_district(year, EVERY, EVERY, None).said,
            ],
            ["PL08", "PL09"],
        ),
        (
            "Chính sách giảm nghèo, Quỹ Vì người nghèo, khen thưởng",
            [
                support.credit_by_year(year, None).said,
                fund.fund_by_district(year, "district", None).said,
                awards.awards_by_district(year, None).said,
            ],
            [],
        ),
    ]


def ended(sentence: str) -> str:
    """End a finding as a sentence of running text."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def plain(text: str) -> str:
    """Take out what a file of XML cannot hold."""
    return CONTROL.sub("", text)


def set_type(paper: Paper) -> None:
    """Set the type of everything that names no other, for Latin and all other letters."""
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = TYPE, TEXT_SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), TYPE)
    style.paragraph_format.space_after = Pt(0)


def set_sheet(section: Section, *, across: bool) -> None:
    """Set a section's paper and margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if across else (SHORT, LONG)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT


def turn(paper: Paper, *, across: bool) -> None:
    """Go on with sheets upright or across; a new sheet only where that changes."""
    if across != (paper.sections[-1].orientation == WD_ORIENT.LANDSCAPE):
        section = paper.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        set_sheet(section, across=across)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: Pt = TEXT_SIZE,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """Write a text as it is: no field, no link."""
    run = paragraph.add_run(plain(text))
    run.font.name, run.font.size, run.bold, run.italic = TYPE, size, bold, italic


def line(
    paper: Paper,
    text: str,
    *,
    size: Pt = TEXT_SIZE,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    indent: bool = False,
    justified: bool = False,
    space: float = 3,
) -> Paragraph:
    """Write one paragraph."""
    paragraph = paper.add_paragraph()
    look = paragraph.paragraph_format
    look.space_before = look.space_after = Pt(space)
    look.keep_with_next = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif justified:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        look.first_line_indent = Mm(12.7)
    write(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def head(paper: Paper) -> None:
    """Write the issuing body, the nation's name, number and date to be filled in, the title."""
    grid = paper.add_table(2, 2)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for place, width in enumerate(HEAD_WIDTHS):
        set_width(grid, place, width)
    texts = (
        (("UBND TỈNH BÌNH ĐỊNH", False), ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", True)),
        ((NATION, True), (MOTTO, True)),
        (("Số: ……/BC-……", False),),
        (("Bình Định, ngày …… tháng …… năm ……", False),),
    )
    for place, lines in enumerate(texts):
        cell = grid.cell(place // 2, place % 2)
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
        for text, bold in lines:
            paragraph = cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write(paragraph, text, size=Pt(12), bold=bold, italic=place == 3)
        if place < 2:
            underline(cell.paragraphs[-1])
    line(paper, "PHỤ LỤC", bold=True, centred=True, space=12)
    line(paper, "KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG", bold=True, centred=True)
    line(paper, ATTACHED, italic=True, centred=True)
    line(paper, common.source(), italic=True, centred=True, size=HEAD_SIZE)


def underline(paragraph: Paragraph) -> None:
    """Draw the short line under the motto and under the issuing body."""
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties.append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(12)


def number_pages(section: Section) -> None:
    """Number the pages above in the middle, from the second on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_field(paragraph)


def mark_pages(section: Section) -> None:
    """Set the mark of illustrative figures at the foot of every page."""
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write(paragraph, formats.ILLUSTRATIVE, size=HEAD_SIZE, bold=True)


def page_field(paragraph: Paragraph) -> None:
    """Write the number of the page."""
    run = paragraph.add_run()
    run.font.size = HEAD_SIZE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def place_table(paper: Paper, table: OfficialTable) -> None:
    """Write a table under its title."""
    line(
        paper, f"Biểu {table.code}. {table.title}", bold=True, centred=True, size=HEAD_SIZE, space=6
    )
    if table.unit_line:
        unit_line = line(paper, table.unit_line, italic=True, size=HEAD_SIZE, space=2)
        unit_line.paragraph_format.keep_with_next = True
    grid = paper.add_table(2 + len(table.rows), len(table.columns))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = TABLE_SIZE if len(table.columns) <= MOST_USUAL else SMALL_SIZE
    for place, column in enumerate(table.columns):
        fill(grid, 0, place, column.heading, size=size, bold=True, centred=True)
        fill(grid, 1, place, mark_text(column), size=size, italic=True, centred=True)
    for number, row in enumerate(table.rows, start=2):
        for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
            text = value if isinstance(value, str) else formats.number(value, DECIMALS[column.kind])
            fill(
                grid,
                number,
                place,
                text,
                size=size,
                bold=row.kind != UNIT,
                centred=column.mark == "A",
                right=column.kind != TEXT,
            )
    set_widths(paper, grid, table)
    for row in grid.rows[:2]:
        mark_row(row, "w:tblHeader")
    for row in grid.rows:
        mark_row(row, "w:cantSplit")
    if len(table.rows) <= MOST_KEPT:
        for cell in grid._cells[: -len(table.columns)]:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for text in (table.note, common.source()):
        if text:
            line(paper, text, italic=True, size=Pt(12), space=2)


def fill(
    grid: Table,
    row: int,
    place: int,
    text: str,
    *,
    size: Pt,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    right: bool = False,
) -> None:
    """Write the text of a cell."""
    paragraph = grid.cell(row, place).paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(paragraph, text, size=size, bold=bold, italic=italic)


def set_widths(paper: Paper, grid: Table, table: OfficialTable) -> None:
    """Share the width of the sheet: little for the number, much for names, the rest alike."""
    section: Any = paper.sections[-1]
    room = section.page_width - LEFT - RIGHT - NUMBER_WIDTH
    shares = {
        column.mark: NAME_SHARE
        if column.mark == "B"
        else TEXT_SHARE
        if column.kind == TEXT
        else FIGURE_SHARE
        for column in table.columns
        if column.mark != "A"
    }
    widths = {mark: int(room * share / sum(shares.values())) for mark, share in shares.items()}
    grid.autofit = False
    for place, column in enumerate(table.columns):
        set_width(grid, place, widths.get(column.mark, NUMBER_WIDTH))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(INNER_MARGIN.twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tblPr.append(margins)


def set_width(grid: Table, place: int, width: int) -> None:
    """Set the width of a column, for readers that heed the column and those that heed cells."""
    column = grid.columns[place]
    column.width = width
    for cell in column.cells:
        cell.width = width


def mark_row(row: Any, name: str) -> None:  # noqa: ANN401 a row of python-docx
    """Set a property of a row: repeated on every page, or never broken across two."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))
