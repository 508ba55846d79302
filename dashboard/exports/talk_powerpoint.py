"""The talk as a PowerPoint file: native charts and tables that can be edited, notes, sources."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pandas as pd
from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Document
from pptx.slide import Slide as Sheet
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Length, Pt

from dashboard.charts import theme
from dashboard.charts.figures import Figure
from dashboard.pictures.common import Picture
from dashboard.pictures.native import BAR, NativeChart, NativeMap, NativeTable
from dashboard.talk.talks import MOST_ITEMS, Slide, Talk
from dashboard.words import formats

FONT = "Arial"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, BODY_WIDTH = Inches(0.45), Inches(12.43)
BODY_TOP, BODY_HEIGHT = Inches(1.62), Inches(5.2)
FOOT_TOP = Inches(6.95)
# The second size is for a sentence of two lines.
TITLE_SIZE, LONG_TITLE, LONG_TITLE_SIZE = Pt(30), 62, Pt(26)
SUBTITLE_SIZE, LABEL_SIZE, FOOT_SIZE, CELL_SIZE = Pt(16), Pt(14), Pt(12), Pt(14)
# The locale before the format makes readers that heed it write 1.234,56; labels stay live.
NUMBER = {0: "[$-42A]#,##0", 2: "[$-42A]#,##0.00"}
COLOURS = (theme.ACCENT, theme.SEQUENTIAL[2], theme.WARM, theme.MUTED)
# What XML cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Box = tuple[Length, Length, Length, Length]
Point = tuple[Length, Length]
Trace = Any  # one of a Plotly figure's


def pptx(talk: Talk) -> bytes:
    """Write the talk: a title slide, then one slide a scene."""
    document = Presentation()
    document.slide_width, document.slide_height = WIDTH, HEIGHT
    clean(document)
    properties = document.core_properties
    properties.title, properties.language = plain(talk.title), "vi-VN"
    properties.author = properties.last_modified_by = formats.PRODUCT
    opening(document, talk)
    for slide in talk.slides:
        sheet_of(document, slide, talk)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def clean(document: Document) -> None:
    """Leave one layout, a title over an empty body, with the master in the house's type."""
    master = document.slide_masters[0]
    layouts = list(master.slide_layouts)
    kept = next(layout for layout in layouts if layout.name == "Title Only")
    for layout in layouts:
        if layout is not kept:
            master.slide_layouts.remove(layout)
    kept.name = "Cảnh"
    for holder in (master, kept):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type is not None and "TITLE" not in str(
                shape.placeholder_format.type
            ):
                holder.shapes.element.remove(shape.element)
                continue
            shape.left, shape.top = LEFT, Inches(0.2)
            shape.width, shape.height = BODY_WIDTH, Inches(0.98)
    theme_part = next(
        each.target_part for each in master.part.rels.values() if each.reltype.endswith("/theme")
    )
    held = etree.fromstring(theme_part.blob)
    for face in held.iter(qn("a:latin")):
        face.set("typeface", FONT)
    theme_part._blob = etree.tostring(held, xml_declaration=True, encoding="UTF-8", standalone=True)


def plain(text: str) -> str:
    """Take out what a file of XML cannot hold."""
    return CONTROL.sub("", text)


def write(
    frame: TextFrame,
    text: str,
    *,
    size: Pt,
    colour: str = theme.INK,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> None:
    """Write a text as it is: no field, no link."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    frame.text = plain(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = size, bold, FONT
            run.font.color.rgb = colour_of(colour)
            run.font.language_id = 1066  # Vietnamese


def colour_of(colour: str) -> RGBColor:
    """Give a colour "#RRGGBB" as PowerPoint's."""
    return RGBColor.from_string(colour.removeprefix("#"))


def text_box(
    sheet: Sheet,
    box: Box,
    text: str,
    *,
    size: Pt,
    colour: str = theme.INK,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> None:
    """Place a text in a box of left, top, width, height."""
    frame = sheet.shapes.add_textbox(*box).text_frame
    write(frame, text, size=size, colour=colour, bold=bold, align=align)


def opening(document: Document, talk: Talk) -> None:
    """Write the title slide."""
    sheet = document.slides.add_slide(document.slide_layouts[0])
    title = sheet.shapes.title
    title.left, title.width = LEFT, BODY_WIDTH
    title.top, title.height = Inches(2.2), Inches(1.7)
    write(title.text_frame, talk.title, size=Pt(40), bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    text_box(
        sheet,
        (LEFT, Inches(4.1), BODY_WIDTH, Inches(0.6)),
        talk.subtitle,
        size=Pt(24),
        colour=theme.MUTED,
    )
    footer(sheet, talk, "")


def sheet_of(document: Document, slide: Slide, talk: Talk) -> None:
    """Write one scene: its sentence, its chart or table, its source, its notes."""
    sheet = document.slides.add_slide(document.slide_layouts[0])
    view = slide.views[""]
    size = LONG_TITLE_SIZE if len(view.message) > LONG_TITLE else TITLE_SIZE
    write(sheet.shapes.title.text_frame, view.message, size=size, bold=True)
    sheet.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    text_box(
        sheet,
        (LEFT, Inches(1.2), BODY_WIDTH, Inches(0.36)),
        shortened(view.picture.line),
        size=SUBTITLE_SIZE,
        colour=theme.MUTED,
    )
    body(sheet, view.picture)
    footer(sheet, talk, f"{slide.number}/{len(talk.slides)}")
    write_notes(sheet, slide)


def shortened(text: str, most: int = 115) -> str:
    """Cut a line at a mark between its parts so that it fits; the whole stands in the notes."""
    for mark in (" · ", "; "):
        while len(text) > most and mark in text:
            text = text.rpartition(mark)[0]
    return text


def write_notes(sheet: Sheet, slide: Slide) -> None:
    """Write what the speaker says, what the scene answers and where its numbers come from."""
    picture = slide.views[""].picture
    parts = (slide.note, f"Câu hỏi: {slide.question}", picture.subtitle, picture.source)
    frame: Any = sheet.notes_slide.notes_text_frame
    frame.text = plain("\n\n".join(part for part in parts if part))


def footer(sheet: Sheet, talk: Talk, number: str) -> None:
    """Write the source, the mark and the slide's number."""
    source = f"{talk.source} · số liệu {talk.version}"
    text_box(
        sheet,
        (LEFT, FOOT_TOP, Inches(9.2), Inches(0.4)),
        source,
        size=FOOT_SIZE,
        colour=theme.MUTED,
    )
    if talk.illustrative:
        mark = sheet.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Inches(10.0),
            Emu(FOOT_TOP - Inches(0.06)),
            Inches(1.95),
            Inches(0.36),
        )
        mark.fill.background()
        mark.line.color.rgb, mark.line.width = colour_of(theme.WARM), Pt(1.5)
        mark.shadow.inherit = False
        write(
            mark.text_frame,
            formats.ILLUSTRATIVE,
            size=Pt(13),
            colour="#8A4404",
            bold=True,
            align=PP_ALIGN.CENTER,
        )
        mark.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    text_box(
        sheet,
        (Inches(12.1), FOOT_TOP, Inches(0.78), Inches(0.3)),
        number,
        size=FOOT_SIZE,
        bold=True,
        align=PP_ALIGN.RIGHT,
    )


def body(sheet: Sheet, picture: Picture) -> None:
    """Place the one chart, map or table of a scene, or why there is none."""
    if not picture.figure.data:
        [why] = picture.figure.layout.annotations
        text_box(
            sheet,
            (LEFT, BODY_TOP, BODY_WIDTH, Inches(0.6)),
            why.text,
            size=TITLE_SIZE,
            colour=theme.MUTED,
        )
        return
    match picture.native:
        case NativeMap():
            place_map(sheet, picture.figure)
        case NativeTable(table):
            place_table(sheet, table)
        case NativeChart():
            place_chart(sheet, picture.name, picture.native)
        case None:
            raise ValueError(f"{picture.name}: no native chart, table or map is declared")


def place_chart(sheet: Sheet, name: str, look: NativeChart) -> None:
    """Place a native chart; a value that is missing is a gap, never a zero."""
    data: Any = CategoryChartData(number_format=NUMBER[look.decimals])
    data.categories = [plain(str(text)) for text in look.rows[look.names]]
    for series, column in look.series.items():
        values = [None if pd.isna(value) else float(value) for value in look.rows[column]]
        data.add_series(plain(series), values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if look.kind == BAR else XL_CHART_TYPE.LINE_MARKERS
    frame: Any = sheet.shapes.add_chart(kind, LEFT, BODY_TOP, BODY_WIDTH, BODY_HEIGHT, data)
    frame.name = name
    dress(frame.chart, look)


def dress(chart: Chart, look: NativeChart) -> None:
    """Give a native chart the house's colours, labels on the chart and Vietnamese formats."""
    chart.font.size, chart.font.name = LABEL_SIZE, FONT
    chart.font.color.rgb = colour_of(theme.INK)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    space = chart._chartSpace
    language = space.find(qn("c:lang"))
    if language is None:
        language = etree.SubElement(space, qn("c:lang"))
        space.remove(language)
        space.insert(1, language)
    language.set("val", "vi-VN")
    values, names = chart.value_axis, chart.category_axis
    values.visible = False
    values.has_major_gridlines = False
    values.minimum_scale = 0
    names.format.line.color.rgb = colour_of(theme.GRID)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines = False
    names.reverse_order = look.kind == BAR
    plot = chart.plots[0]
    if look.kind == BAR:
        plot.gap_width = 40 if len(look.series) == 1 else 30
        plot.overlap = 0
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = NUMBER[look.decimals], False
    crowded = len(look.rows) * len(look.series) > 2 * MOST_ITEMS
    labels.font.size, labels.font.name = (Pt(11) if crowded else LABEL_SIZE), FONT
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END if look.kind == BAR else XL_LABEL_POSITION.ABOVE
    for series, colour in zip(plot.series, COLOURS, strict=False):
        if look.kind == BAR:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour_of(colour)
            series.invert_if_negative = False
        else:
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = colour_of(colour), Pt(3)
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour_of(colour)


def place_table(sheet: Sheet, table: pd.DataFrame) -> None:
    """Place a native table of at most `MOST_ITEMS` rows and say what is left out."""
    shown = table.iloc[:MOST_ITEMS]
    rows, columns = len(shown) + 1, len(shown.columns)
    height = Emu(min(BODY_HEIGHT, Inches(0.4 * rows)))
    frame = sheet.shapes.add_table(rows, columns, LEFT, BODY_TOP, BODY_WIDTH, height)
    grid = frame.table
    widths = [max([len(str(name)), *(len(str(text)) for text in shown[name])]) for name in shown]
    for place, width in enumerate(widths):
        grid.columns[place].width = Emu(int(BODY_WIDTH * width / sum(widths)))
    for row, texts in enumerate([shown.columns, *shown.itertuples(index=False)]):
        for column, text in enumerate(texts):
            cell = grid.cell(row, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = colour_of(theme.ACCENT if row == 0 else theme.PAPER)
            write(
                cell.text_frame,
                "" if pd.isna(text) else str(text),
                size=CELL_SIZE,
                colour=theme.PAPER if row == 0 else theme.INK,
                bold=row == 0,
            )
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
    if len(table) > len(shown):
        text_box(
            sheet,
            (LEFT, Emu(FOOT_TOP - Inches(0.3)), BODY_WIDTH, Inches(0.3)),
            f"Còn {len(table) - len(shown)} dòng nữa trong tệp số liệu.",
            size=FOOT_SIZE,
            colour=theme.MUTED,
        )


def place_map(sheet: Sheet, figure: Figure) -> None:
    """Draw the map as shapes: every district, its name and value, the classes of the legend."""
    (west, east), (south, north) = figure.layout.xaxis.range, figure.layout.yaxis.range
    scale = BODY_HEIGHT / (north - south)
    left = LEFT + (BODY_WIDTH - (east - west) * scale) / 2

    def at(x: float, y: float) -> Point:
        return Emu(int(left + (x - west) * scale)), Emu(int(BODY_TOP + (north - y) * scale))

    for trace in figure.data:
        if trace.mode == "text":
            colour = trace.textfont.color or theme.INK
            for x, y, lines, place in zip(
                trace.x, trace.y, label_lines(trace), positions(trace), strict=True
            ):
                map_text(sheet, at(x, y), lines, place, colour)
        elif trace.mode == "lines":
            for ring in rings(trace):
                draw(sheet, [at(x, y) for x, y in ring], trace)


def label_lines(trace: Trace) -> list[tuple[str, ...]]:
    """Give the lines of each text: name and value of an area, or a text of the legend."""
    if trace.meta:
        return [tuple(lines) for lines in trace.meta]
    return [(text,) for text in trace.text]


def positions(trace: Trace) -> list[str]:
    """Give where each text stands beside its point."""
    place = trace.textposition or "middle center"
    return [place] * len(trace.x) if isinstance(place, str) else list(place)


def rings(trace: Trace) -> list[list[tuple[float, float]]]:
    """Give the lines of a trace, which are parted by gaps."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(trace.x, trace.y, strict=True):
        if x is None or y is None or pd.isna(x) or pd.isna(y):
            found.append([])
        else:
            found[-1].append((float(x), float(y)))
    return [ring for ring in found if len(ring) > 1]


def draw(sheet: Sheet, points: list[Point], trace: Trace) -> None:
    """Draw one line or filled ring as a shape."""
    is_filled = trace.fill == "toself"
    builder = sheet.shapes.build_freeform(*points[0])
    builder.add_line_segments(points[1:], close=is_filled)
    shape = builder.convert_to_shape()
    shape.shadow.inherit = False
    if is_filled:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(trace.fillcolor)
    else:
        shape.fill.background()
    shape.line.color.rgb, shape.line.width = colour_of(trace.line.color or theme.INK), Pt(1)


def map_text(sheet: Sheet, point: Point, lines: Sequence[str], place: str, colour: str) -> None:
    """Write a text of the map beside its point, the label of an area bold."""
    width, height = Inches(1.9), Inches(0.26 * len(lines))
    x, y = point
    align = PP_ALIGN.CENTER
    left = Emu(x - width // 2)
    if place.endswith("left"):
        align, left = PP_ALIGN.RIGHT, Emu(x - width)
    elif place.endswith("right"):
        align, left = PP_ALIGN.LEFT, x
    top = Emu(y - height // 2)
    if place.startswith("top"):
        top = Emu(y - height)
    elif place.startswith("bottom"):
        top = y
    box = sheet.shapes.add_textbox(left, top, width, height)
    write(
        box.text_frame,
        "\n".join(lines),
        size=LABEL_SIZE,
        colour=colour,
        align=align,
        bold=len(lines) > 1,
    )
