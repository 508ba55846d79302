"""The PowerPoint file: native charts and tables with the query's numbers, no picture, notes."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from lxml import etree
from pandas.api.types import is_numeric_dtype
from pptx import Presentation
from pypdf import PdfReader

from dashboard.exports import talk_powerpoint
from dashboard.pictures.native import NativeChart, NativeMap, NativeTable
from dashboard.talk import storyboard, talks
from dashboard.talk.storyboard import Scene, Storyboard
from tests.tools import converted

HOSTILE = "=1+1 \x07<b>@SUM(A1) http://vi.du"


@pytest.fixture(scope="module")
def talk(complete_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(complete_data))
        yield talks.talk(storyboard.load())


@pytest.fixture(scope="module")
def content(talk):
    return talk_powerpoint.pptx(talk)


@pytest.fixture(scope="module")
def document(content):
    return Presentation(BytesIO(content))


def texts(sheet):
    return " ".join(shape.text_frame.text for shape in sheet.shapes if shape.has_text_frame)


def charts(sheet):
    return [shape.chart for shape in sheet.shapes if shape.has_chart]


def test_there_is_a_title_and_one_slide_a_scene_in_order(document, talk):
    titles = [sheet.shapes.title.text_frame.text for sheet in document.slides]
    assert titles == [talk.title, *(slide.views[""].message for slide in talk.slides)]
    assert document.slide_width / document.slide_height == pytest.approx(16 / 9, abs=0.001)


def test_every_slide_has_source_mark_and_number(document, talk):
    for number, sheet in enumerate(list(document.slides)[1:], start=1):
        words = texts(sheet)
        assert talk.source in words
        assert "Số liệu minh hoạ" in words
        assert f"{number}/{len(talk.slides)}" in words


def test_every_slide_has_the_speakers_notes(document, talk):
    for sheet, slide in zip(list(document.slides)[1:], talk.slides, strict=True):
        notes = sheet.notes_slide.notes_text_frame.text
        assert notes.startswith(slide.note)
        assert slide.question in notes
        assert talk.source in notes


def test_nothing_is_a_picture(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert [name for name in package.namelist() if "/media/" in name] == []


def test_every_part_is_whole_xml_and_leads_nowhere_outside(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name), name


@pytest.mark.parametrize("code", talks.DRAWINGS)
def test_a_chart_holds_the_numbers_of_the_picture_and_a_gap_where_there_is_none(code, data):
    made = talks.talk(Storyboard("T", "S", (Scene("mot", "P", "Q?", code),)))
    picture = made.slides[0].views[""].picture
    sheet = list(Presentation(BytesIO(talk_powerpoint.pptx(made))).slides)[1]
    look = picture.native
    assert len(charts(sheet)) == isinstance(look, NativeChart)
    if not isinstance(look, NativeChart):
        assert len(list(sheet.shapes)) > 5
        return
    for series, (name, column) in zip(
        charts(sheet)[0].plots[0].series, look.series.items(), strict=True
    ):
        expected = [None if pd.isna(value) else pytest.approx(value) for value in look.rows[column]]
        assert list(series.values) == expected
        assert series.name == name


@pytest.mark.parametrize("code", talks.DRAWINGS)
def test_every_drawing_declares_its_native_form_with_the_pictures_own_numbers(code, data):
    drawing = talks.DRAWINGS[code]
    for area in (None, "540") if drawing.takes_district else (None,):
        picture = drawing.draw(2024, "total", area)
        look = picture.native
        assert isinstance(look, NativeChart | NativeTable | NativeMap)
        if isinstance(look, NativeChart):
            numbers = picture.data.select_dtypes("number").to_numpy().ravel()
            shown = look.rows[list(look.series.values())]
            values = shown.to_numpy().ravel()
            assert set(values[~pd.isna(values)]) <= set(numbers)
            assert all(is_numeric_dtype(kind) for kind in shown.dtypes)
            assert look.rows[look.names].is_unique
        if isinstance(look, NativeTable):
            assert 2 <= len(look.table.columns) <= 12


def test_a_picture_without_a_declared_form_is_refused(talk):
    view = talk.slides[0].views[""]
    undeclared = replace(view, picture=replace(view.picture, native=None))
    slide = replace(talk.slides[0], views={"": undeclared})
    with pytest.raises(ValueError, match=f"{view.picture.name}: no native chart"):
        talk_powerpoint.pptx(replace(talk, slides=(slide,)))


def test_the_labels_of_the_map_are_told_apart_from_their_look(data):
    figure = talks.DRAWINGS["luoc-do"].draw(2024, "total", None).figure
    lines = [line for trace in figure.data if trace.meta for line in trace.meta]
    assert [name for name, _ in lines].count("An Lão") == 1
    assert len(lines) == 11
    assert not any("<" in text for line in lines for text in line)


def test_a_district_that_is_missing_is_a_gap(use, data_without_a_district):
    use(data_without_a_district)
    made = talks.talk(Storyboard("T", "S", (Scene("mot", "P", "Q?", "thay-doi"),)))
    sheet = list(Presentation(BytesIO(talk_powerpoint.pptx(made))).slides)[1]
    plot = charts(sheet)[0].plots[0]
    place = list(plot.categories).index("Tây Sơn")
    assert [tuple(each.values)[place] for each in plot.series] == [None, None]


def test_a_scene_without_data_says_so(use, few_data):
    use(few_data)
    made = talks.talk(Storyboard("T", "S", (Scene("mot", "P", "Q?", "tap-trung"),)))
    sheet = list(Presentation(BytesIO(talk_powerpoint.pptx(made))).slides)[1]
    assert charts(sheet) == []
    assert "Chưa có số liệu để hiển thị" in texts(sheet)


def test_labels_stand_on_the_chart_in_vietnamese_format(document):
    for sheet in document.slides:
        for chart in charts(sheet):
            labels = chart.plots[0].data_labels
            assert labels.show_value
            assert labels.number_format in talk_powerpoint.NUMBER.values()
            assert chart.element.find(".//{*}lang").get("val") == "vi-VN"


def test_the_map_is_one_shape_a_district_with_its_name_as_text(document, talk):
    sheet = next(
        sheet
        for sheet, slide in zip(list(document.slides)[1:], talk.slides, strict=True)
        if slide.scene_id == "luoc-do"
    )
    words = texts(sheet)
    assert all(name in words for name in talk.districts.values())
    filled = [shape for shape in sheet.shapes if shape.shape_type == 5 and shape.fill.type == 1]
    assert len(filled) >= len(talk.districts)


def test_text_stays_text(talk):
    made = talk_powerpoint.pptx(replace(talk, title=HOSTILE, slides=talk.slides[:1]))
    sheet = Presentation(BytesIO(made)).slides[0]
    assert sheet.shapes.title.text_frame.text == HOSTILE.replace("\x07", "")
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert not [name for name in package.namelist() if b"hlinkClick" in package.read(name)]


def test_libreoffice_opens_it_and_shows_the_numbers(content, talk, tmp_path):
    file = tmp_path / "talk.pptx"
    file.write_bytes(content)
    printed = PdfReader(converted(file, "pdf"))
    assert len(printed.pages) == 1 + len(talk.slides)
    for page, slide in zip(list(printed.pages)[1:], talk.slides, strict=True):
        text = " ".join(page.extract_text().split())
        for number in re.findall(r"\d+,\d+", slide.views[""].message):
            assert number in text
    shown = list(printed.pages)[1].extract_text()
    rates = talk.slides[0].views[""].picture.data["value"]
    assert all(f"{rate:.2f}".replace(".", ",") in shown for rate in rates)
