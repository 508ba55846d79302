"""The map draws every district with its label, and says in signs and words what is not there."""

from pathlib import Path

import pandas as pd
import pytest

from dashboard.charts import theme
from dashboard.charts.district_map import class_labels, district_map
from dashboard.store import boundaries

FOLDER = Path(__file__).parents[1] / "data" / "boundaries"
LIMITS = (2, 5, 10, 30)
BASELINE = (
    ("540", "Quy Nhơn", 0.15, "0,15"),
    ("550", "Tuy Phước", 4.93, "4,93"),
    ("549", "An Nhơn", 3.03, "3,03"),
    ("548", "Phù Cát", 3.60, "3,60"),
    ("545", "Phù Mỹ", 3.89, "3,89"),
    ("543", "Hoài Nhơn", 3.00, "3,00"),
    ("544", "Hoài Ân", 10.48, "10,48"),
    ("547", "Tây Sơn", 6.34, "6,34"),
    ("551", "Vân Canh", 30.8, "30,80"),
    ("546", "Vĩnh Thạnh", 38.4, "38,40"),
    ("542", "An Lão", 36.1, "36,10"),
)


@pytest.fixture(scope="module")
def shapes():
    return boundaries.load(FOLDER)


@pytest.fixture(scope="module")
def anchors():
    return pd.read_csv(FOLDER / "anchors.csv", dtype={"area_code": str})


@pytest.fixture
def values():
    frame = pd.DataFrame(BASELINE, columns=["area_code", "area_name", "value", "value_text"])
    return frame.assign(value_state="reported", is_estimate=False)


def without(values, code, state, mark):
    """The values with one district's value missing."""
    return values.assign(
        value=values["value"].where(values["area_code"].ne(code)),
        value_text=values["value_text"].where(values["area_code"].ne(code), mark),
        value_state=values["value_state"].where(values["area_code"].ne(code), state),
    )


def drawn(values, shapes, anchors, **options):
    return district_map(values, shapes, anchors, limits=LIMITS, unit="%", **options)


def fills(figure):
    return [trace for trace in figure.data if trace.fill == "toself"]


def texts(figure):
    return [text for trace in figure.data if trace.text is not None for text in trace.text]


def strokes(figure, colour):
    return [trace for trace in figure.data if not trace.fill and trace.line.color == colour]


def test_each_district_is_filled_by_its_class(values, shapes, anchors):
    districts = fills(drawn(values, shapes, anchors))[: len(BASELINE)]
    classes = [theme.SEQUENTIAL.index(trace.fillcolor) for trace in districts]
    assert classes == [0, 1, 1, 1, 1, 1, 3, 2, 4, 4, 4]


def test_each_district_has_one_label_with_name_and_value(values, shapes, anchors):
    labels = texts(drawn(values, shapes, anchors))
    for _, name, _, value_text in BASELINE:
        assert labels.count(f"<b>{name}</b><br>{value_text}") == 1


def test_a_label_can_be_read_on_what_it_stands_on(values, shapes, anchors):
    figure = drawn(values, shapes, anchors)
    inks = {
        text: trace.textfont.color
        for trace in figure.data
        if trace.text is not None
        for text in trace.text
    }
    assert inks["<b>An Lão</b><br>36,10"] == theme.PAPER
    assert inks["<b>Phù Mỹ</b><br>3,89"] == theme.INK
    assert inks["<b>Vĩnh Thạnh</b><br>38,40"] == theme.INK, "it stands outside, on white"


def test_a_click_anywhere_gives_a_district_and_fades_no_label(values, shapes, anchors):
    figure = drawn(values, shapes, anchors)
    points = figure.data[-1]
    codes = [code for (code,) in points.customdata]
    assert set(codes) == {code for code, *_ in BASELINE}
    assert len(codes) == len(points.x) == len(points.hovertext) == len(points.marker.size)
    assert points.selected.marker.opacity == points.unselected.marker.opacity == 0.01
    for trace in figure.data:
        if trace.mode == "text":
            assert trace.unselected.textfont.color == trace.textfont.color


def test_the_pointer_reads_name_value_and_unit(values, shapes, anchors):
    values = without(values, "545", "not_submitted", "…")
    hovers = drawn(values, shapes, anchors).data[-1].hovertext
    assert "<b>Quy Nhơn</b><br>0,15 %" in hovers
    assert "<b>Phù Mỹ</b><br>chưa nộp" in hovers


@pytest.mark.parametrize(
    ("state", "mark", "shape", "word"),
    [("not_submitted", "…", "/", "chưa nộp"), ("not_applicable", "–", ".", "không áp dụng")],
)
def test_each_kind_of_emptiness_has_its_pattern_and_its_word(
    values, shapes, anchors, state, mark, shape, word
):
    figure = drawn(without(values, "545", state, mark), shapes, anchors)
    patterns = [trace.fillpattern.shape for trace in fills(figure)]
    assert patterns.count(shape) == 2, "the district and its swatch"
    assert f"<b>Phù Mỹ</b><br>{mark}" in texts(figure)
    assert word in texts(figure)


def test_a_full_map_explains_no_emptiness(values, shapes, anchors):
    assert not {"chưa nộp", "không áp dụng", "ước"} & set(texts(drawn(values, shapes, anchors)))


def test_zero_is_a_value(values, shapes, anchors):
    values = values.assign(value=0.0, value_text="0,00")
    districts = fills(drawn(values, shapes, anchors))[: len(BASELINE)]
    assert {trace.fillcolor for trace in districts} == {theme.SEQUENTIAL[0]}


def test_an_estimate_is_dashed_and_named(values, shapes, anchors):
    values = values.assign(is_estimate=values["area_code"].eq("547"))
    figure = drawn(values, shapes, anchors)
    dashed = [trace for trace in figure.data if trace.line.dash and not trace.fill]
    assert len(dashed) == 1
    assert "ước" in texts(figure)


@pytest.mark.parametrize(("highlight", "count"), [(None, 0), ("544", 1), ("999", 0)])
def test_the_highlighted_district_has_a_warm_outline(values, shapes, anchors, highlight, count):
    marked = strokes(drawn(values, shapes, anchors, highlight=highlight), theme.WARM)
    outlines = [trace for trace in marked if trace.x]
    assert len(outlines) == count
    assert all(trace.line.width == 3 for trace in outlines)


def test_the_limits_of_the_classes_are_printed(values, shapes, anchors):
    labels = texts(drawn(values, shapes, anchors))
    assert {"Đơn vị: %", "dưới 2", "2–5", "5–10", "10–30", "từ 30"} <= set(labels)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((), []),
        ((5,), ["dưới 5", "từ 5"]),
        ((2.5, 1000), ["dưới 2,5", "2,5–1.000", "từ 1.000"]),
        ((0.25, 0.5), ["dưới 0,25", "0,25–0,5", "từ 0,5"]),
    ],
)
def test_limits_are_worded_the_vietnamese_way(limits, expected):
    assert class_labels(limits) == expected


def test_a_map_without_a_single_value_still_names_the_districts(values, shapes, anchors):
    values = values.assign(value=float("nan"), value_text="…", value_state="not_submitted")
    figure = district_map(values, shapes, anchors, limits=(), unit="%")
    assert "<b>An Lão</b><br>…" in texts(figure)
    assert "chưa nộp" in texts(figure)


def test_an_empty_frame_gives_a_sentence(values, shapes, anchors):
    figure = drawn(values.iloc[:0], shapes, anchors)
    assert not figure.data
    assert figure.layout.annotations[0].text == "Chưa có số liệu để hiển thị"


def test_a_missing_column_is_named(values, shapes, anchors):
    with pytest.raises(ValueError, match="value_state"):
        drawn(values.drop(columns="value_state"), shapes, anchors)


def test_a_reported_value_that_is_no_number_is_refused(values, shapes, anchors):
    values = values.assign(value=values["value"].where(values["area_code"].ne("545")))
    with pytest.raises(ValueError, match="545"):
        drawn(values, shapes, anchors)


def test_the_frames_stay_as_they_were(values, shapes, anchors):
    before = [frame.copy() for frame in (values, shapes, anchors)]
    drawn(values, shapes, anchors, highlight="542")
    for frame, copy in zip((values, shapes, anchors), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


def test_the_map_keeps_its_proportions_and_needs_no_network(values, shapes, anchors):
    figure = drawn(values, shapes, anchors)
    assert figure.layout.yaxis.scaleanchor == "x"
    assert figure.layout.yaxis.scaleratio == pytest.approx(1.0311, abs=1e-4)
    assert {trace.type for trace in figure.data} == {"scatter"}
