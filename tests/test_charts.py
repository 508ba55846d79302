"""Every picture keeps the same contract: its columns, its empty state, its colours, its sizes."""

import importlib
import inspect
import json
import pkgutil
import re
from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import charts
from dashboard.charts import (
    bars,
    capital,
    change,
    commune_map,
    comparison,
    deprivations,
    district_map,
    figures,
    map_years,
    movements,
    pair,
    position,
    theme,
    timeline,
    trend,
)
from tests import chart_samples

NAN = float("nan")
SUBTITLE = "Tỷ lệ hộ nghèo (%) · toàn địa bàn · cuối năm 2024"
SOURCE = "Số liệu minh hoạ · Nguồn: biểu tổng kết của 11/11 huyện · tính đến ngày 28/03/2025"
# White with no opacity, and nothing at all: what takes a click unseen, what has no background.
UNSEEN = {"rgba(255,255,255,0)", "rgba(0,0,0,0)"}
PALETTE = {
    theme.INK,
    theme.MUTED,
    theme.PAPER,
    theme.GRID,
    theme.QUIET,
    theme.STEPPED_BACK,
    theme.COAST,
    theme.ACCENT,
    theme.WARM,
    *theme.SEQUENTIAL,
    *(status.colour for status in theme.STATUS.values()),
    *UNSEEN,
}

RANKED = pd.DataFrame(
    [
        ("542", "An Lão", 14.0, "14,00", "reported", False, 6.0, "chỉ tiêu: dưới 6,00 %"),
        ("543", "Hoài Nhơn", 0.0, "0,00", "reported", True, NAN, ""),
        ("545", "Phù Mỹ", NAN, "…", "not_submitted", False, NAN, ""),
    ],
    columns=[
        "area_code",
        "area_name",
        "value",
        "value_text",
        "value_state",
        "is_estimate",
        "target_bound",
        "target_text",
    ],
).assign(target_status=["not_met", None, None])
CHANGED = pd.DataFrame(
    [
        ("542", "An Lão", 36.1, 14.0, "▼ 22,10 điểm %", False),
        ("543", "Hoài Nhơn", 3.0, 0.0, "▼ 3,00 điểm %", True),
        ("545", "Phù Mỹ", 3.89, NAN, "…", False),
    ],
    columns=["area_code", "area_name", "baseline_value", "value", "change_text", "is_estimate"],
)
SERIES = pd.DataFrame(
    [
        ("542", "An Lão", "Đầu kỳ", 36.1, "36,10", False, False),
        ("542", "An Lão", "2022", NAN, "…", False, False),
        ("542", "An Lão", "2025 (ước)", 0.0, "0,00", True, False),
        ("52", "Toàn tỉnh", "Đầu kỳ", 5.78, "5,78", False, True),
        ("52", "Toàn tỉnh", "2022", 4.5, "4,50", False, True),
        ("52", "Toàn tỉnh", "2025 (ước)", 1.2, "1,20", True, True),
    ],
    columns=[
        "area_code",
        "area_name",
        "year_text",
        "value",
        "value_text",
        "is_estimate",
        "is_reference",
    ],
)
TARGETS = pd.DataFrame(
    {"year_text": ["2025 (ước)"], "bound": [6.0], "target_text": ["dưới 6,00 %"]}
)
STEPS = pd.DataFrame(
    [
        ("start", "Đầu năm", 1000.0, "1.000", "reported"),
        ("decrease", "Thoát nghèo", -300.0, "▼ 300", "reported"),
        ("decrease", "Chuyển đi", NAN, "…", "not_submitted"),
        ("increase", "Phát sinh", 40.0, "▲ 40", "reported"),
        ("increase", "Tái nghèo", 0.0, "không đổi", "reported"),
        ("unexplained", "Chênh lệch chưa giải thích", -15.0, "▼ 15", "reported"),
        ("end", "Cuối năm", 725.0, "725", "reported"),
    ],
    columns=["step", "label", "value", "value_text", "value_state"],
)
PROJECTS = pd.DataFrame(
    [
        ("Dự án 1", 1000.0, 900.0, 600.0, "600/1.000 · 60,00 %", "reported"),
        ("Dự án 2", 0.0, 0.0, 0.0, "0/0", "reported"),
        ("Dự án 5", NAN, NAN, NAN, "– không áp dụng", "not_applicable"),
    ],
    columns=["project_name", "available", "allotted", "disbursed", "row_text", "value_state"],
)
DEPRIVED = pd.DataFrame(
    [
        ("Việc làm", "poor", "Hộ nghèo", 61.25, "61,25", "40,00"),
        ("Việc làm", "near_poor", "Hộ cận nghèo", 0.0, "0,00", "20,00"),
        ("Dinh dưỡng", "poor", "Hộ nghèo", NAN, "…", "5,00"),
        ("Dinh dưỡng", "near_poor", "Hộ cận nghèo", 2.5, "2,50", "2,00"),
    ],
    columns=[
        "member_name",
        "household_class",
        "class_name",
        "rate",
        "rate_text",
        "province_text",
    ],
)
PLACES = pd.DataFrame(
    [
        (
            "poverty_rate",
            "Tỷ lệ hộ nghèo",
            "An Lão",
            True,
            "14,00 %",
            "lower",
            1.0,
            "worse",
            "(1/11)",
        ),
        ("poverty_rate", "Tỷ lệ hộ nghèo", "Quy Nhơn", False, "0,03 %", "lower", 0.0, "better", ""),
        ("disbursed", "Tỷ lệ giải ngân", "An Lão", True, "…", "higher", NAN, None, ""),
        ("disbursed", "Tỷ lệ giải ngân", "Quy Nhơn", False, "90,00 %", "higher", 1.0, "better", ""),
    ],
    columns=[
        "indicator_code",
        "row_text",
        "area_name",
        "is_chosen",
        "value_text",
        "direction",
        "relative",
        "comparison",
        "place_text",
    ],
).assign(province_text="1,46", province_relative=0.2, low_relative=0.1, high_relative=0.4)
OUTLINES = pd.DataFrame(
    [
        (code, 0, 0, place, x + west, 14.0 + y)
        for code, west in (("542", 108.5), ("543", 108.8), ("545", 109.1))
        for place, (x, y) in enumerate([(0, 0), (0.2, 0), (0.2, 0.2), (0, 0.2), (0, 0)])
    ],
    columns=list(district_map.SHAPE_COLUMNS),
)
ANCHORS = pd.DataFrame(
    [
        ("542", 108.6, 14.1, 108.6, 14.1, False, "center"),
        ("543", 108.9, 14.1, 108.9, 14.1, False, "center"),
        ("545", 109.2, 14.1, 109.5, 14.1, True, "left"),
    ],
    columns=list(district_map.ANCHOR_COLUMNS),
)
PAIRED = pd.DataFrame(
    [
        ("Tỷ lệ hộ nghèo", 0.2, 0.1, "10,90 %", "11,06 %"),
        ("Tỷ lệ giải ngân", 0.0, NAN, "0,00 %", "…"),
        ("Hoàn thành xóa nhà tạm", NAN, 1.0, "–", "100,00 %"),
    ],
    columns=list(pair.COLUMNS),
)


@dataclass(frozen=True)
class Chart:
    """A chart function, its other arguments set, with a sample frame and the columns it needs."""

    function: partial
    sample: pd.DataFrame
    columns: tuple[str, ...]


TASKS = pd.DataFrame(
    {
        "task_text": ["1. Ban hành kế hoạch", "2. Gửi báo cáo", "3. Hội nghị"],
        "deadline_date": pd.to_datetime(["2025-03-31", "2025-03-31", "2025-05-31"]),
        "done_date": pd.to_datetime(["2025-02-27", None, None]),
        "state": ["done", "overdue", "unknown"],
        "state_text": ["xong 27/02/2025", "quá hạn 31/03/2025", "hạn 31/05/2025"],
    }
)
CHARTS = {
    "ranked_bars": Chart(
        partial(bars.ranked_bars, unit="%", province_value=2.35, province_text="Toàn tỉnh 2,35"),
        RANKED,
        bars.COLUMNS,
    ),
    "dumbbells": Chart(
        partial(change.dumbbells, unit="%", start_label="Đầu kỳ", end_label="2024"),
        CHANGED,
        change.COLUMNS,
    ),
    "trend": Chart(partial(trend.trend, targets=TARGETS, unit="%"), SERIES, trend.COLUMNS),
    "waterfall": Chart(partial(movements.waterfall, unit="hộ"), STEPS, movements.COLUMNS),
    "nested_capital": Chart(
        partial(capital.nested_capital, unit="triệu đồng"), PROJECTS, capital.COLUMNS
    ),
    "deprivation_bars": Chart(
        partial(deprivations.deprivation_bars), DEPRIVED, deprivations.COLUMNS
    ),
    "position_strips": Chart(partial(position.position_strips), PLACES, position.COLUMNS),
    "timeline": Chart(partial(timeline.timeline), TASKS, timeline.COLUMNS),
    "district_map": Chart(
        partial(
            district_map.district_map,
            shapes=OUTLINES,
            anchors=ANCHORS,
            limits=(2, 5, 10, 30),
            unit="%",
            highlight="542",
        ),
        RANKED,
        district_map.VALUE_COLUMNS,
    ),
    "pair_strips": Chart(
        partial(pair.pair_strips, first="An Lão", other="Vân Canh"), PAIRED, pair.COLUMNS
    ),
    "commune_map": Chart(
        partial(
            commune_map.commune_map,
            cells=OUTLINES.assign(label_longitude=108.6, label_latitude=14.1, label_radius=0.1),
            limits=(2, 5, 10, 30),
            unit="%",
        ),
        RANKED.assign(number_text=["1", "2", "3"]),
        commune_map.VALUE_COLUMNS,
    ),
    "map_over_years": Chart(
        partial(
            map_years.map_over_years,
            shapes=OUTLINES,
            anchors=ANCHORS,
            limits=(2, 5, 10, 30),
            unit="%",
            highlight="542",
        ),
        pd.concat([RANKED.assign(year_text="Đầu kỳ"), RANKED.assign(year_text="2024")]),
        map_years.COLUMNS,
    ),
}
for found in pkgutil.iter_modules(chart_samples.__path__):
    samples = importlib.import_module(f"{chart_samples.__name__}.{found.name}").SAMPLES
    CHARTS |= {
        name: Chart(partial(function), frame, columns)
        for name, (function, frame, columns) in samples.items()
    }
each_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def drawn(name, frame=None, **options):
    chart = CHARTS[name]
    return chart.function(chart.sample if frame is None else frame, **options)


def as_sent(figure):
    """Give the figure as the browser gets it."""
    return json.loads(figure.to_json())


def leaves(node, path=()):
    """Yield every value of a figure with the names that lead to it."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, (*path, name))
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, path)
    else:
        yield path, node


def colours(figure):
    """Give every colour of a figure: named as one, or written inside a text."""
    found = set()
    for path, value in leaves(as_sent(figure)):
        if isinstance(value, str):
            if path[-1].endswith(("color", "colorway")):
                found.add(value)
            found |= set(re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\([^)]*\)", value))
    return found


def font_sizes(node):
    """Give every font size of a figure."""
    return [size for path, size in leaves(node) if path[-1] == "size" and path[-2].endswith("font")]


def trace_of(figure, kind, at=0):
    return [trace for trace in figure.data if kind in (trace.type, getattr(trace, "mode", ""))][at]


def by_row(trace):
    """Give the lengths of horizontal bars, or the places of marks, by row."""
    return dict(zip(trace.y, trace.x, strict=True))


def texts_by_row(figure):
    trace = trace_of(figure, "text")
    return {row: text.strip() for row, text in zip(trace.y, trace.text, strict=True)}


def test_a_task_stands_on_the_day_it_was_done_else_on_its_deadline():
    marks = drawn("timeline").data[-1]
    assert [str(day)[:10] for day in marks.x] == ["2025-02-27", "2025-03-31", "2025-05-31"]
    assert list(marks.marker.symbol) == ["circle", "triangle-down", "diamond-open"]


def test_every_picture_is_in_the_registry():
    public = {
        name
        for module in pkgutil.iter_modules(charts.__path__)
        if module.name != "figures"
        for name, function in inspect.getmembers(
            importlib.import_module(f"dashboard.charts.{module.name}"), inspect.isfunction
        )
        if function.__module__.endswith(f".{module.name}")
        and function.__annotations__.get("return") is go.Figure
    }
    assert public == CHARTS.keys()


@each_chart
def test_the_sample_makes_a_figure_of_our_own_traces(chart):
    figure = chart.function(chart.sample)
    assert figure.data
    assert {trace.type for trace in figure.data} <= {"scatter", "bar"}
    assert figure.layout.template.layout == theme.TEMPLATE.layout
    assert figure.layout.height > 0


@each_chart
def test_an_empty_frame_makes_a_sentence(chart):
    figure = chart.function(chart.sample.iloc[:0])
    assert not figure.data
    (sentence,) = [note.text for note in figure.layout.annotations]
    assert re.match(r"(Chưa|Không) ", sentence)


@pytest.mark.parametrize(
    ("chart", "column"),
    [
        pytest.param(chart, column, id=f"{name}-{column}")
        for name, chart in CHARTS.items()
        for column in chart.columns
    ],
)
def test_a_missing_column_is_named(chart, column):
    with pytest.raises(ValueError, match=rf"columns {column}$"):
        chart.function(chart.sample.drop(columns=column))


@each_chart
def test_the_frame_stays_as_it_was_and_gives_the_same_figure_again(chart):
    before = chart.sample.copy(deep=True)
    first = chart.function(chart.sample)
    pd.testing.assert_frame_equal(chart.sample, before)
    assert as_sent(chart.function(chart.sample)) == as_sent(first)


@each_chart
@pytest.mark.parametrize("rows", [None, 0], ids=["sample", "empty"])
def test_only_colours_of_the_palette_are_drawn(chart, rows):
    figure = figures.signed(chart.function(chart.sample.iloc[:rows]), SUBTITLE, SOURCE)
    assert colours(figure) <= PALETTE


@each_chart
@pytest.mark.parametrize("rows", [None, 0], ids=["sample", "empty"])
def test_text_is_large_enough_for_the_last_row_of_seats(chart, rows):
    figure = figures.signed(chart.function(chart.sample.iloc[:rows]), SUBTITLE, SOURCE)
    sizes = font_sizes(as_sent(figure))
    assert figure.layout.title.font.size == theme.SOURCE_SIZE
    sizes.remove(theme.SOURCE_SIZE)
    assert theme.LABEL_SIZE >= 18
    assert min(sizes) >= theme.LABEL_SIZE


@each_chart
@pytest.mark.parametrize("rows", [None, 0], ids=["sample", "empty"])
def test_no_figure_goes_without_its_subtitle_and_source(chart, rows):
    plain = chart.function(chart.sample.iloc[:rows])
    height, bottom = plain.layout.height, plain.layout.margin.b or 0
    figure = figures.signed(plain, SUBTITLE, SOURCE)
    written = figure.layout.title.text.replace("<br>", " ")
    assert written == f"{SUBTITLE} {SOURCE}"
    assert figure.layout.height - height == figure.layout.margin.b - bottom
    assert figure.layout.height - height >= figures.SIGNATURE_LINE * 2


def test_a_signature_wider_than_the_picture_is_broken_between_words():
    long = " · ".join(["chỉ tiêu theo Kế hoạch 22/KH-UBND"] * 6)
    figure = figures.signed(drawn("waterfall"), long, SOURCE)
    lines = figure.layout.title.text.split("<br>")
    assert " ".join(lines) == f"{long} {SOURCE}"
    assert max(map(len, lines)) <= figures.SIGNATURE_WIDTH


@each_chart
def test_no_picture_can_be_zoomed_or_dragged_away(chart):
    layout = chart.function(chart.sample).layout
    assert layout.template.layout.dragmode is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange


@each_chart
def test_a_frame_without_a_single_value_is_drawn_without_a_fault(chart):
    numbers = ["value", "baseline_value", "rate", "available", "allotted", "disbursed", "relative"]
    held = chart.sample.columns.intersection(numbers)
    frame = chart.sample.assign(**dict.fromkeys(held, NAN))
    if "value_state" in frame:
        frame["value_state"] = "not_submitted"
    figure = chart.function(frame)
    assert figure.data or figure.layout.annotations[0].text


@pytest.mark.parametrize("name", ["ranked_bars", "dumbbells"])
def test_districts_stand_in_the_order_of_the_frame_first_on_top(name):
    figure = drawn(name)
    assert figure.layout.yaxis.categoryarray == ("Phù Mỹ", "Hoài Nhơn", "An Lão")


@pytest.mark.parametrize("name", ["ranked_bars", "dumbbells"])
def test_the_highlighted_district_keeps_its_colour_and_the_others_step_back(name):
    trace = next(each for each in drawn(name, highlight="542").data if each.customdata is not None)
    assert [code for (code,) in trace.customdata] == ["542", "543", "545"]
    assert trace.marker.line.color == (theme.ACCENT, theme.STEPPED_BACK, theme.STEPPED_BACK)


def test_bars_keep_a_row_for_a_missing_value_and_draw_zero_as_zero():
    figure = drawn("ranked_bars")
    assert by_row(trace_of(figure, "bar")) == {"An Lão": 14.0, "Hoài Nhơn": 0.0, "Phù Mỹ": None}
    assert texts_by_row(figure) == {"An Lão": "14,00", "Hoài Nhơn": "0,00", "Phù Mỹ": "…"}


def test_an_estimate_is_a_hollow_bar():
    fills = trace_of(drawn("ranked_bars"), "bar").marker.color
    assert fills == (theme.ACCENT, theme.PAPER, theme.ACCENT)


def test_the_province_is_a_labelled_line():
    figure = drawn("ranked_bars")
    (line,) = figure.layout.shapes
    (label,) = figure.layout.annotations
    assert (line.x0, line.x1, line.line.color) == (2.35, 2.35, theme.WARM)
    assert (label.x, label.text) == (2.35, "<b>Toàn tỉnh 2,35</b>")


def test_bars_of_sums_have_no_line_of_the_province():
    figure = drawn("ranked_bars", province_value=None)
    assert not figure.layout.shapes
    assert not figure.layout.annotations


@pytest.mark.parametrize("bound", [0.0, 6.0, 60.0])
def test_a_target_is_a_tick_that_lies_on_the_picture(bound):
    frame = RANKED.assign(target_bound=[bound, NAN, NAN])
    figure = drawn("ranked_bars", frame)
    ticks = trace_of(figure, "markers")
    assert (ticks.x, ticks.y, ticks.text) == ((bound,), ("An Lão",), ("chỉ tiêu: dưới 6,00 %",))
    low, high = figure.layout.xaxis.range
    assert low <= bound < high


@pytest.mark.parametrize("values", [(-11.59, -0.04, NAN), (-1.0, 2.0, 0.0), (0.0, 0.0, 0.0)])
@pytest.mark.parametrize("name", ["ranked_bars", "dumbbells"])
def test_values_below_zero_lie_on_the_picture(name, values):
    frame = CHARTS[name].sample.assign(value=values)
    if name == "dumbbells":
        frame["baseline_value"] = NAN
    low, high = drawn(name, frame).layout.xaxis.range
    assert low <= min(0, frame["value"].min()) <= max(0, frame["value"].max()) < high


def test_a_district_with_one_end_missing_has_a_dot_and_no_line():
    figure = drawn("dumbbells")
    lines = [row for row in trace_of(figure, "lines").y if row]
    start, end = (trace_of(figure, "markers", at) for at in (0, 1))
    assert set(lines) == {"An Lão", "Hoài Nhơn"}
    assert by_row(start)["Phù Mỹ"] == 3.89
    assert by_row(end) == {"An Lão": 14.0, "Hoài Nhơn": 0.0, "Phù Mỹ": None}
    assert texts_by_row(figure)["Phù Mỹ"] == "…"


def test_the_start_is_hollow_and_so_is_an_estimated_end():
    figure = drawn("dumbbells")
    assert set(trace_of(figure, "markers", 0).marker.color) == {theme.PAPER}
    assert trace_of(figure, "markers", 1).marker.color == (theme.ACCENT, theme.PAPER, theme.ACCENT)
    assert figure.layout.annotations[0].text == "○ Đầu kỳ   ● 2024"


def test_a_trend_leaves_a_gap_for_a_missing_year_and_marks_the_estimate():
    own, reference, target = drawn("trend").data
    assert own.y == (36.1, None, 0.0)
    assert own.connectgaps is None
    assert own.marker.color == (theme.ACCENT, theme.ACCENT, theme.PAPER)
    assert reference.line.width < own.line.width
    assert (target.x, target.y, target.text) == (("2025 (ước)",), (6.0,), ("dưới 6,00 %",))


def test_the_baseline_comes_first_on_a_trend():
    axis = drawn("trend").layout.xaxis
    assert axis.categoryarray == ("Đầu kỳ", "2022", "2025 (ước)")


def test_every_line_of_a_trend_is_named_at_its_last_value():
    names = {note.text: (note.x, note.y) for note in drawn("trend").layout.annotations}
    assert names == {"<b>An Lão</b>": (2, 0.0), "<b>Toàn tỉnh</b> 1,20": (2, 1.2)}


def test_names_of_lines_that_end_close_together_do_not_overlap():
    province, own = drawn("trend").layout.annotations
    pixels = drawn("trend").layout.height - 66
    low, high = drawn("trend").layout.yaxis.range
    apart = (province.y - own.y) / (high - low) * pixels + province.yshift - own.yshift
    assert apart >= trend.NAME_GAP - 0.01


def test_a_trend_takes_no_target():
    *lines, target = drawn("trend", targets=TARGETS.iloc[:0]).data
    assert len(lines) == 2
    assert not target.x


@pytest.mark.parametrize("column", ["year_text", "bound", "target_text"])
def test_a_column_missing_from_the_targets_is_named(column):
    with pytest.raises(ValueError, match=rf"columns {column}$"):
        drawn("trend", targets=TARGETS.drop(columns=column))


def test_the_steps_of_a_waterfall_lead_from_the_start_to_the_end():
    figure = drawn("waterfall")
    bar = trace_of(figure, "bar")
    level = 0.0
    for row, base, length in zip(STEPS.itertuples(), bar.base, bar.x, strict=True):
        if row.step == "end":
            assert (base, base + length) == (0, level)
        elif row.step == "start":
            assert (base, length) == (0, row.value)
            level = length
        else:
            value = 0 if pd.isna(row.value) else row.value
            assert sorted((level, level + value)) == [base, base + length]
            level += value


def test_the_unexplained_difference_is_a_grey_bar_of_its_own():
    bar = trace_of(drawn("waterfall"), "bar")
    marks = dict(zip(bar.y, zip(bar.x, bar.marker.color, strict=True), strict=True))
    assert marks["Chênh lệch chưa giải thích"] == (15.0, theme.STATUS["not_assessed"].colour)
    assert marks["Phát sinh"] == (40.0, theme.WARM)


@pytest.mark.parametrize("nothing", [0.0, NAN])
def test_a_year_that_adds_up_has_no_bar_of_the_unexplained(nothing):
    steps = STEPS.assign(value=STEPS["value"].where(STEPS["step"].ne("unexplained"), nothing))
    labels = trace_of(drawn("waterfall", steps), "bar").y
    assert "Chênh lệch chưa giải thích" not in labels
    assert len(labels) == len(STEPS) - 1


def test_a_step_of_zero_and_one_not_submitted_read_differently():
    texts = texts_by_row(drawn("waterfall"))
    assert (texts["Tái nghèo"], texts["Chuyển đi"]) == ("không đổi", "…")


@pytest.mark.parametrize("end", ["start", "end"])
def test_a_waterfall_without_one_of_its_ends_is_a_sentence(end):
    steps = STEPS.assign(value=STEPS["value"].where(STEPS["step"].ne(end)))
    figure = drawn("waterfall", steps)
    assert figure.layout.annotations[0].text == "Chưa đủ số liệu diễn biến của năm này"


def test_a_project_the_district_takes_no_part_in_says_so_and_has_no_bar():
    figure = drawn("nested_capital")
    for bar in figure.data[:3]:
        assert bar.y == ("Dự án 1", "Dự án 2")
    assert texts_by_row(figure)["Dự án 5"] == "– không áp dụng"
    assert figure.layout.yaxis.categoryarray == ("Dự án 5", "Dự án 2", "Dự án 1")


def test_disbursed_lies_within_allotted_within_the_plan():
    plan, allotted, disbursed = drawn("nested_capital").data[:3]
    assert [bar.x[0] for bar in (plan, allotted, disbursed)] == [1000.0, 900.0, 600.0]
    assert plan.width > allotted.width > disbursed.width
    assert [bar.name for bar in (plan, allotted, disbursed)] == [
        "Kế hoạch",
        "Đã phân bổ",
        "Đã giải ngân",
    ]


def test_a_deprivation_without_a_rate_keeps_its_row_and_zero_is_drawn():
    near_poor, poor = drawn("deprivation_bars").data[:2]
    assert by_row(poor) == {"Việc làm": 61.25, "Dinh dưỡng": None}
    assert poor.text == ("61,25", "…")
    assert by_row(near_poor) == {"Việc làm": 0.0, "Dinh dưỡng": 2.5}
    assert near_poor.text == ("0,00", "2,50")


def test_the_best_district_stands_on_the_right_whichever_way_is_better():
    _, _, others, chosen = drawn("position_strips").data
    assert by_row(others) == {"Tỷ lệ hộ nghèo": 1.0, "Tỷ lệ giải ngân": 1.0}
    assert by_row(chosen)["Tỷ lệ hộ nghèo"] == 0.0


def test_better_similar_and_worse_differ_in_shape_and_colour():
    judged = comparison.COMPARISONS.values()
    for look in ("symbol", "sign", "colour", "word"):
        assert len({getattr(each, look) for each in judged}) == 4, look
    chosen = drawn("position_strips").data[-1]
    assert chosen.marker.symbol[0] == "triangle-down"
    assert chosen.marker.color[0] == theme.STATUS["not_met"].colour


def test_a_strip_without_the_district_s_value_keeps_its_row_and_says_so():
    figure = drawn("position_strips")
    assert figure.layout.yaxis.categoryarray == ("Tỷ lệ giải ngân", "Tỷ lệ hộ nghèo")
    notes = {note.y: note.text for note in figure.layout.annotations if note.xshift == 16}
    provinces = {note.y: note.text for note in figure.layout.annotations if note.xshift == 262}
    assert provinces["Tỷ lệ hộ nghèo"] == "1,46"
    assert notes["Tỷ lệ hộ nghèo"] == "<b>14,00 %</b>  (1/11)"
    assert notes["Tỷ lệ giải ngân"].startswith("<b>…</b>")
