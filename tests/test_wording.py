"""Numbers, dates and sentences read as officials print them; a missing value is never a zero."""

import inspect
import math
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from dashboard.words import (
    district_sentences,
    formats,
    gap_sentences,
    markup,
    programme_sentences,
    submission_sentences,
)

TESTS = Path(__file__).parent
NAN = float("nan")


@pytest.mark.parametrize(
    ("position", "positions", "expected"),
    [
        (3, [1, 2, 3, NAN], "3"),
        (2, [1, 2, 2], "=2"),
        (NAN, [1, NAN, NAN], "–"),
        (None, [1], "–"),
        (1, [1, pd.NA], "1"),
    ],
)
def test_ties_share_a_rank_and_show_it(position, positions, expected):
    assert formats.place(position, positions) == expected


@pytest.mark.parametrize(
    ("text", "small", "expected"),
    [("50,00", True, "50,00 (số nhỏ)"), ("50,00", False, "50,00"), ("…", True, "…")],
)
def test_a_percentage_of_few_households_is_marked(text, small, expected):
    assert formats.small(text, small=small) == expected


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        (None, True),
        (NAN, True),
        (pd.NA, True),
        (pd.NaT, True),
        (math.inf, True),
        (-math.inf, True),
        ("12", True),
        (Decimal("NaN"), True),
        (0, False),
        (0.0, False),
        (-1, False),
        (Decimal("5.78"), False),
        (10**15, False),
    ],
)
def test_only_a_finite_number_is_a_value(value, missing):
    assert formats.is_missing(value) is missing


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (0, 2, "0,00"),
        (7, 0, "7"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (13834, 0, "13.834"),
        (1234567.891, 2, "1.234.567,89"),
        (10**15, 0, "1.000.000.000.000.000"),
        (5.78, 2, "5,78"),
        (11.3449, 2, "11,34"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2,68"),
        (1.005, 2, "1,01"),
        (5.775, 2, "5,78"),
        (99.995, 2, "100,00"),
        (0.004, 2, "0,00"),
        (0.005, 2, "0,01"),
        (-5, 0, "−5"),
        (-1234.5, 1, "−1.234,5"),
        (-0.5, 0, "−1"),
        (-2.675, 2, "−2,68"),
        (-0.004, 2, "0,00"),
        (-0.0, 0, "0"),
        (None, 2, "…"),
        (NAN, 0, "…"),
        (pd.NA, 0, "…"),
        (math.inf, 0, "…"),
    ],
)
def test_a_number_is_printed_with_a_decimal_comma_and_halves_up(value, decimals, text):
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (100 * 46 / 8000, "0.58"),
        (5.785 - 3.13, "2.66"),
        (3.13 - 5.785, "-2.66"),
        (0.1 + 0.2 - 0.295, "0.01"),
        (0.574999999, "0.57"),
        (Decimal("1E+22"), "10000000000000000000000.00"),
    ],
)
def test_what_a_subtraction_leaves_behind_never_turns_a_half(value, exact):
    assert str(formats.rounded(value, 2)) == exact


@pytest.mark.parametrize(
    ("unit", "decimals"),
    [("%", 2), ("điểm %", 2), ("chỉ số/hộ", 2), ("hộ", 0), ("lượt hộ", 0), ("triệu đồng", 0)],
)
def test_rates_and_means_have_two_decimals_and_counts_none(unit, decimals):
    assert formats.decimals_of(unit) == decimals


@pytest.mark.parametrize(
    ("value", "unit", "state", "bare", "full"),
    [
        (5.78, "%", "reported", "5,78", "5,78 %"),
        (13834, "hộ", "reported", "13.834", "13.834 hộ"),
        (0, "hộ", "reported", "0", "0 hộ"),
        (0.0, "%", "reported", "0,00", "0,00 %"),
        (-11.589, "điểm %", "reported", "−11,59", "−11,59 điểm %"),
        (NAN, "hộ", "not_submitted", "…", "…"),
        (None, "%", "not_submitted", "…", "…"),
        (NAN, "triệu đồng", "not_applicable", "–", "–"),
        (0, "hộ", "not_submitted", "…", "…"),
        (None, "hộ", "reported", "…", "…"),
    ],
)
def test_zero_not_submitted_and_not_applicable_are_three_things(value, unit, state, bare, full):
    assert formats.in_state(value, unit, state) == bare
    assert formats.with_unit(value, unit, state) == full


@pytest.mark.parametrize(
    ("unit", "difference"), [("%", "điểm %"), ("điểm %", "điểm %"), ("hộ", "hộ")]
)
def test_rates_differ_by_points(unit, difference):
    assert formats.points(unit) == difference


@pytest.mark.parametrize(
    ("value", "unit", "signed", "words"),
    [
        (-2.65, "%", "▼ 2,65 điểm %", "giảm 2,65 điểm %"),
        (0.125, "%", "▲ 0,13 điểm %", "tăng 0,13 điểm %"),
        (120, "hộ", "▲ 120 hộ", "tăng 120 hộ"),
        (-13834, "hộ", "▼ 13.834 hộ", "giảm 13.834 hộ"),
        (-12.5, "% so với đầu kỳ", "▼ 12,50 % so với đầu kỳ", "giảm 12,50 % so với đầu kỳ"),
        (0, "hộ", "không đổi", "không đổi"),
        (-0.004, "%", "không đổi", "không đổi"),
        (0.4, "hộ", "không đổi", "không đổi"),
        (None, "hộ", "…", "…"),
        (NAN, "%", "…", "…"),
    ],
)
def test_a_change_has_its_direction_as_sign_or_word(value, unit, signed, words):
    assert formats.change(value, unit) == signed
    assert formats.change_in_words(value, unit) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2024, 12, 31), "31/12/2024"),
        (datetime(2025, 3, 5, 9, 5), "05/03/2025"),
        (pd.Timestamp("2025-03-28"), "28/03/2025"),
        (None, "…"),
        (pd.NaT, "…"),
    ],
)
def test_a_date_is_day_month_year(value, text):
    assert formats.day(value) == text


def test_a_moment_is_hour_and_date():
    assert formats.moment(datetime(2024, 12, 31, 9, 5)) == "09:05 ngày 31/12/2024"


@pytest.mark.parametrize(
    ("year", "kind", "label", "sentence"),
    [
        (2021, "actual", "Đầu kỳ", "đầu kỳ"),
        (2024, "actual", "2024", "cuối năm 2024"),
        (2025, "estimate", "2025 (ước)", "ước cuối năm 2025"),
        (2025, "actual", "2025", "cuối năm 2025"),
    ],
)
def test_the_baseline_results_and_estimates_are_named_apart(year, kind, label, sentence):
    assert formats.year_label(year, 2021, kind) == label
    assert formats.year_in_sentence(year, 2021, kind) == sentence


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["An Lão"], "An Lão"),
        (["An Lão", "Vân Canh"], "An Lão và Vân Canh"),
        (["An Lão", "Vĩnh Thạnh", "Vân Canh"], "An Lão, Vĩnh Thạnh và Vân Canh"),
    ],
)
def test_names_are_joined_as_in_speech(names, text):
    assert formats.area_list(names) == text


@pytest.mark.parametrize(
    ("sentence", "text"),
    [("đầu kỳ: An Lão", "Đầu kỳ: An Lão"), ("ước 2025", "Ước 2025"), ("", "")],
)
def test_only_the_first_letter_becomes_a_capital(sentence, text):
    assert formats.capitalised(sentence) == text


@pytest.mark.parametrize(
    ("reported", "text"), [(11, ""), (10, " (mới có 10/11 huyện)"), (0, " (mới có 0/11 huyện)")]
)
def test_incomplete_districts_are_said(reported, text):
    assert district_sentences.coverage(reported, 11) == text


HEADLINE = {
    "value": 10163.0,
    "change_since_baseline": -13834.0,
    "year": 2024,
    "baseline_year": 2021,
    "kind": "actual",
    "settlement": "total",
    "units_reported": 11,
    "units_expected": 11,
}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Đến cuối năm 2024, toàn tỉnh còn 10.163 hộ nghèo, giảm 13.834 hộ so với đầu kỳ"),
        (
            {"year": 2025, "kind": "estimate"},
            "Ước đến cuối năm 2025, toàn tỉnh còn 10.163 hộ nghèo, giảm 13.834 hộ so với đầu kỳ",
        ),
        ({"year": 2021}, "Đầu kỳ, toàn tỉnh có 10.163 hộ nghèo"),
        (
            {"settlement": "rural", "change_since_baseline": 5},
            "Đến cuối năm 2024, khu vực nông thôn toàn tỉnh còn 10.163 hộ nghèo, tăng 5 hộ so với "
            "đầu kỳ",
        ),
        (
            {"value": 0, "change_since_baseline": 0},
            "Đến cuối năm 2024, toàn tỉnh còn 0 hộ nghèo, không đổi so với đầu kỳ",
        ),
        ({"change_since_baseline": NAN}, "Đến cuối năm 2024, toàn tỉnh còn 10.163 hộ nghèo"),
        (
            {"units_reported": 10},
            "Đến cuối năm 2024, toàn tỉnh còn 10.163 hộ nghèo, giảm 13.834 hộ so với đầu kỳ "
            "(mới có 10/11 huyện)",
        ),
        ({"value": NAN, "units_reported": 0}, "Cuối năm 2024: toàn tỉnh chưa có số liệu hộ nghèo"),
        (
            {"value": None, "settlement": "urban", "year": 2021},
            "Đầu kỳ: khu vực thành thị toàn tỉnh chưa có số liệu hộ nghèo",
        ),
    ],
)
def test_the_overview_says_how_many_poor_households_are_left(changes, text):
    assert district_sentences.headline(**HEADLINE | changes) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], "không huyện nào cao hơn gấp đôi mức toàn tỉnh"),
        (["An Lão"], "An Lão cao hơn gấp đôi mức toàn tỉnh"),
        (["Hoài Ân", "An Lão"], "Hoài Ân và An Lão cao hơn gấp đôi mức toàn tỉnh"),
    ],
)
def test_districts_above_twice_the_province_are_named(names, text):
    assert district_sentences.above_twice(names) == text


@pytest.mark.parametrize(
    ("highest", "high", "lowest", "low", "unit", "text"),
    [
        (
            ["Vĩnh Thạnh"],
            38.4,
            ["Quy Nhơn"],
            0.15,
            "%",
            "Cao nhất là Vĩnh Thạnh 38,40 %, thấp nhất là Quy Nhơn 0,15 %",
        ),
        (
            ["Phù Cát", "Phù Mỹ"],
            1200,
            ["Quy Nhơn"],
            0,
            "hộ",
            "Nhiều nhất là Phù Cát và Phù Mỹ 1.200 hộ, ít nhất là Quy Nhơn 0 hộ",
        ),
        (
            ["An Lão", "Vân Canh"],
            0,
            ["An Lão", "Vân Canh"],
            0,
            "hộ",
            "Các huyện có số liệu đều ở mức 0 hộ",
        ),
    ],
)
def test_the_ends_of_a_ranking_are_named_with_their_ties(highest, high, lowest, low, unit, text):
    assert district_sentences.extremes(highest, high, lowest, low, unit) == text


@pytest.mark.parametrize(
    ("fell", "rose", "same", "names", "size", "unit", "text"),
    [
        (
            11,
            0,
            0,
            ["An Lão"],
            -20.5,
            "%",
            "Cả 11 huyện đều giảm so với đầu kỳ, nhiều nhất ở An Lão (giảm 20,50 điểm %)",
        ),
        (0, 11, 0, [], None, "hộ", "Cả 11 huyện đều tăng so với đầu kỳ"),
        (
            8,
            2,
            1,
            ["An Lão", "Hoài Ân"],
            -120,
            "hộ",
            "So với đầu kỳ, 8 huyện giảm, 2 huyện tăng và 1 huyện không đổi, nhiều nhất "
            "ở An Lão và "
            "Hoài Ân (giảm 120 hộ)",
        ),
        (0, 0, 11, [], None, "hộ", "So với đầu kỳ, 11 huyện không đổi"),
        (0, 0, 0, [], None, "hộ", "Chưa có số liệu để so với đầu kỳ"),
    ],
)
def test_changes_since_the_baseline_are_counted(fell, rose, same, names, size, unit, text):
    said = district_sentences.changes(
        fell=fell, rose=rose, same=same, names=names, size=size, unit=unit
    )
    assert said == text


@pytest.mark.parametrize(
    ("first", "last", "unit", "text"),
    [
        (
            5.78,
            2.35,
            "%",
            "Tỷ lệ giảm 1,14 điểm %/năm bình quân từ đầu kỳ đến 2024: từ 5,78 % còn 2,35 %",
        ),
        (100, 130, "hộ", "Tỷ lệ tăng 10 hộ/năm bình quân từ đầu kỳ đến 2024: từ 100 hộ lên 130 hộ"),
        (0, 0, "hộ", "Tỷ lệ không đổi từ đầu kỳ đến 2024: 0 hộ"),
        (5.78, 5.78, "%", "Tỷ lệ không đổi từ đầu kỳ đến 2024: 5,78 %"),
        (5.79, 5.78, "%", "Tỷ lệ gần như không đổi từ đầu kỳ đến 2024: từ 5,79 % còn 5,78 %"),
        (100, 101, "hộ", "Tỷ lệ gần như không đổi từ đầu kỳ đến 2024: từ 100 hộ lên 101 hộ"),
    ],
)
def test_a_trend_is_its_mean_pace_with_both_ends(first, last, unit, text):
    said = district_sentences.trend_summary(
        "Tỷ lệ", first=first, last=last, years=3, last_year="2024", unit=unit
    )
    assert said == text


@pytest.mark.parametrize(
    ("comparator", "bound", "unit", "year", "text"),
    [
        ("lt", 0.7, "%", 2025, "chỉ tiêu 2025: dưới 0,70 %"),
        ("le", 819, "hộ", None, "chỉ tiêu: không quá 819 hộ"),
        ("eq", 0, "hộ", None, "chỉ tiêu: bằng 0 hộ"),
        ("ge", 50, "%", 2025, "chỉ tiêu 2025: ít nhất 50,00 %"),
        ("gt", 100, "%", None, "chỉ tiêu: trên 100,00 %"),
    ],
)
def test_a_target_says_its_comparator_in_words(comparator, bound, unit, year, text):
    assert district_sentences.target_phrase(comparator, bound, unit, year) == text


@pytest.mark.parametrize(
    ("value", "change", "when", "text"),
    [
        (
            14.0,
            -22.1,
            "cuối năm 2024",
            "Huyện An Lão có 14,00 % hộ nghèo cuối năm 2024, giảm 22,10 điểm % so với đầu kỳ",
        ),
        (36.1, 0, "đầu kỳ", "Huyện An Lão có 36,10 % hộ nghèo đầu kỳ"),
        (14.0, NAN, "cuối năm 2024", "Huyện An Lão có 14,00 % hộ nghèo cuối năm 2024"),
        (
            NAN,
            NAN,
            "ước cuối năm 2025",
            "Huyện An Lão: chưa có số liệu tỷ lệ hộ nghèo ước cuối năm 2025",
        ),
    ],
)
def test_a_profile_says_where_the_district_stands(value, change, when, text):
    said = district_sentences.profile_title(
        "Huyện An Lão", value=value, change_since_baseline=change, when=when
    )
    assert said == text


@pytest.mark.parametrize(
    ("out", "back", "unexplained", "text"),
    [
        (1200, 35, 0, "Năm 2024: 1.200 lượt hộ giảm, 35 lượt hộ tăng"),
        (1200, 0, None, "Năm 2024: 1.200 lượt hộ giảm, 0 lượt hộ tăng"),
        (1200, 35, NAN, "Năm 2024: 1.200 lượt hộ giảm, 35 lượt hộ tăng"),
        (
            1200,
            35,
            -4,
            "Năm 2024: 1.200 lượt hộ giảm, 35 lượt hộ tăng; còn 4 hộ chênh lệch chưa giải thích",
        ),
        (NAN, 35, 0, "Năm 2024: chưa đủ số liệu diễn biến"),
        (1200, None, 0, "Năm 2024: chưa đủ số liệu diễn biến"),
    ],
)
def test_a_movement_says_what_is_left_unexplained(out, back, unexplained, text):
    said = district_sentences.movement_summary(
        "Năm 2024", out=out, back=back, unexplained=unexplained
    )
    assert said == text


@pytest.mark.parametrize(
    ("names", "rate", "text"),
    [
        (
            ["Việc làm", "Nhà tiêu hợp vệ sinh"],
            61.256,
            "Hộ nghèo thiếu hụt nhiều nhất về Việc làm và Nhà tiêu hợp vệ sinh (61,26 %)",
        ),
        ([], None, "Không có số liệu thiếu hụt của năm này"),
    ],
)
def test_the_most_frequent_deprivation_is_named(names, rate, text):
    assert gap_sentences.deprivation_summary(names, rate) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (82.3045, "Lũy kế đến năm 2024, giải ngân 100.000/121.500 triệu đồng, đạt tỷ lệ 82,30 %"),
        (NAN, "Không có số liệu nguồn vốn đến năm này"),
        (None, "Không có số liệu nguồn vốn đến năm này"),
    ],
)
def test_capital_is_what_was_disbursed_of_what_was_available(rate, text):
    said = programme_sentences.capital_summary(2024, disbursed=100000, available=121500, rate=rate)
    assert said == text


@pytest.mark.parametrize(
    ("illustrative", "units", "text"),
    [
        (
            11,
            11,
            "Số liệu minh hoạ · Nguồn: biểu tổng kết của 11/11 huyện · tính đến ngày 28/03/2025",
        ),
        (
            1,
            10,
            "Số liệu minh hoạ · Nguồn: biểu tổng kết của 10/11 huyện · tính đến ngày 28/03/2025",
        ),
        (0, 11, "Nguồn: biểu tổng kết của 11/11 huyện · tính đến ngày 28/03/2025"),
    ],
)
def test_a_source_line_bears_the_mark_while_one_sample_is_in_use(illustrative, units, text):
    said = formats.source_line(
        as_of=date(2025, 3, 28), illustrative=illustrative, units=units, expected=11
    )
    assert said == text


def test_a_source_line_without_a_workbook_has_no_date():
    said = formats.source_line(as_of=None, illustrative=0, units=0, expected=11)
    assert said == "Nguồn: biểu tổng kết của 0/11 huyện · tính đến ngày …"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (-2.645, "%", "▼ 2,65"),
        (120, "hộ", "▲ 120"),
        (0.004, "%", "không đổi"),
        (None, "%", "…"),
    ],
)
def test_a_change_can_be_printed_beside_its_unit(value, unit, text):
    assert formats.bare_change(value, unit) == text


@pytest.mark.parametrize(("illustrative", "marks"), [(11, 1), (0, 0)])
def test_the_state_line_says_who_is_in_and_bears_the_mark(illustrative, marks):
    line = markup.state_line(
        as_of=date(2025, 3, 28), received=10, expected=11, illustrative=illustrative
    )
    who = (
        "Chưa huyện nào nộp biểu, đang hiện biểu minh hoạ của 10/11 huyện"
        if illustrative
        else "Đã nhận 10/11 huyện"
    )
    assert f"{who} · số liệu tính đến ngày 28/03/2025" in line
    assert line.count(formats.ILLUSTRATIVE) == marks


def test_the_state_line_counts_no_sample_as_received():
    line = markup.state_line(as_of=date(2025, 3, 28), received=11, expected=11, illustrative=7)
    assert "Đã nhận 4/11 huyện, 7 huyện đang hiện bằng biểu minh hoạ · số liệu" in line


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("−5", "−5"),
        ("–", "–"),
        ("…", "…"),
        ("▼ 2,65", "▼ 2,65"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_text_can_start_no_formula(text, safe):
    assert formats.without_formula(text) == safe


EVIL = '<script>alert("x")</script>&\''
HARMLESS = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#x27;"


@pytest.mark.parametrize(
    "html",
    [
        markup.escaped(EVIL),
        markup.card(EVIL, "1", "hộ", "", []),
        markup.card("Hộ nghèo", EVIL, "hộ", "", []),
        markup.card("Hộ nghèo", "1", EVIL, "", []),
        markup.project_card(EVIL, []),
        markup.project_card("Dự án 1", [(EVIL, "1")]),
        markup.project_card("Dự án 1", [("Mô hình", EVIL)]),
        markup.text_panels([(EVIL, "Nội dung")]),
        markup.text_panels([("Kiến nghị", EVIL)]),
    ],
)
def test_data_in_a_page_holds_no_tag(html):
    assert HARMLESS in html
    assert "<script" not in html


def test_a_card_keeps_its_notes_and_leaves_empty_ones_out():
    card = markup.card("Hộ nghèo", "10.163", "hộ", "", ["▼ 13.834 hộ so với đầu kỳ", ""])
    assert card.count('class="note"') == 1
    assert "10.163 <small>hộ</small>" in card


@pytest.mark.parametrize(
    ("value", "baseline", "target", "html"),
    [
        (
            50,
            100,
            None,
            '<div class="bullet"><b style="width:46.3%"></b>'
            '<i class="start" style="left:92.6%"></i></div>',
        ),
        (
            2,
            4,
            1,
            '<div class="bullet"><b style="width:46.3%"></b>'
            '<i class="start" style="left:92.6%"></i><i class="target" '
            'style="left:23.1%"></i></div>',
        ),
        (
            0,
            100,
            None,
            '<div class="bullet"><b style="width:0.0%"></b>'
            '<i class="start" style="left:92.6%"></i></div>',
        ),
        (-50, 100, NAN, '<div class="bullet"></div>'),
        (-50, -100, NAN, '<div class="bullet"></div>'),
        (50, None, NAN, '<div class="bullet"></div>'),
        (NAN, 100, 10, '<div class="bullet"></div>'),
        (None, 100, 10, '<div class="bullet"></div>'),
        (0, 0, 0, '<div class="bullet"></div>'),
    ],
)
def test_the_bar_of_a_number_is_drawn_only_beside_something(value, baseline, target, html):
    assert markup.bullet(value, baseline, target) == html


@pytest.mark.parametrize("status", formats.STATUS_WORDS)
def test_a_status_is_a_coloured_shape_and_a_word(status):
    badge = markup.status_badge(status, "▲", "#08306B")
    assert badge == (
        '<span class="status"><span style="color:#08306B">▲</span> '
        f"{formats.STATUS_WORDS[status]}</span>"
    )


@pytest.mark.parametrize(
    "module",
    [
        formats,
        markup,
        district_sentences,
        gap_sentences,
        programme_sentences,
        submission_sentences,
    ],
)
def test_no_words_are_left_untested(module):
    tests = " ".join(path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py"))
    own = [
        name
        for name, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__
    ]
    short = module.__name__.rpartition(".")[2]
    assert [name for name in own if f"{short}.{name}" not in tests] == []


@pytest.mark.parametrize(
    ("state", "done", "received", "expected", "text"),
    [
        ("done", date(2025, 2, 27), None, None, "xong 27/02/2025"),
        ("done", None, 24, 24, "xong · 24/24 đơn vị"),
        ("open", None, 3, 24, "còn hạn đến 31/03/2025 · 3/24 đơn vị"),
        ("overdue", None, 11, 24, "quá hạn 31/03/2025 · 11/24 đơn vị"),
        ("unknown", None, None, None, "hạn 31/03/2025 · chưa có thông tin"),
    ],
)
def test_a_task_says_its_deadline_and_what_is_known(state, done, received, expected, text):
    deadline = date(2025, 3, 31)
    assert text == submission_sentences.task_state(
        state, deadline=deadline, done=done, received=received, expected=expected
    )


def test_the_plan_counts_what_is_done_overdue_and_unknown():
    states = ["done", "done", "unknown", "overdue", "unknown", "overdue", "unknown"]
    assert submission_sentences.plan_summary(states) == (
        "2/7 nhiệm vụ của Kế hoạch 22/KH-UBND đã xong, 2 nhiệm vụ quá hạn, "
        "3 nhiệm vụ chưa có thông tin"
    )


@pytest.mark.parametrize(
    ("asked", "received", "filled", "cells", "errors", "warnings", "text"),
    [
        (False, False, 0, 0, 0, 0, "–"),
        (True, False, 0, 0, 0, 0, "…"),
        (True, True, 76, 76, 0, 0, "100%"),
        (True, True, 1999, 2000, 0, 0, "99%"),
        (True, True, 76, 76, 0, 2, "100% ▲2"),
        (True, True, 0, 76, 3, 1, "0% ✖3 ▲1"),
    ],
)
def test_a_sheet_says_how_complete_it_is_and_what_was_found(
    asked, received, filled, cells, errors, warnings, text
):
    assert text == submission_sentences.sheet_state(
        asked=asked,
        received=received,
        filled=filled,
        cells=cells,
        errors=errors,
        warnings=warnings,
    )


@pytest.mark.parametrize(
    ("state", "days", "text"),
    [
        ("in_time", 0, "● đúng hạn (28/03/2025)"),
        ("late", 4, "▼ chậm 4 ngày (28/03/2025)"),
        ("waiting", 0, "○ chưa nộp, còn hạn"),
        ("overdue", 30, "▼ quá hạn 30 ngày"),
    ],
)
def test_a_unit_is_in_time_or_late(state, days, text):
    assert submission_sentences.unit_state(state, days, date(2025, 3, 28)) == text


@pytest.mark.parametrize(
    ("severities", "text"),
    [
        ([], "UBND: không có lỗi, có thể nộp"),
        (["warning", "info"], "UBND: không có lỗi, có thể nộp; 1 cảnh báo cần giải trình"),
        (["error", "warning"], "UBND: còn 1 lỗi, biểu chưa nộp được"),
    ],
)
def test_the_verdict_on_a_workbook(severities, text):
    assert submission_sentences.verdict("UBND", severities) == text


def test_the_reminder_names_the_plan_the_deadline_and_what_is_asked():
    late = submission_sentences.reminder(
        "Sở Y tế",
        deadline=date(2025, 3, 31),
        today=date(2025, 4, 10),
        days_late=10,
        received=False,
        errors=0,
        warnings=0,
    )
    assert late.startswith("Kính gửi: Sở Y tế\n\nThực hiện Kế hoạch số 22/KH-UBND")
    assert "của Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh Bình Định về" in late
    assert "là ngày 31/03/2025." in late
    assert "Đến ngày 10/04/2025 (quá hạn 10 ngày), Sở Lao động - Thương binh và Xã hội" in late
    wrong = submission_sentences.reminder(
        "Sở Y tế",
        deadline=date(2025, 3, 31),
        today=date(2025, 4, 10),
        days_late=0,
        received=True,
        errors=2,
        warnings=1,
    )
    assert "còn 2 lỗi và 1 cảnh báo" in wrong
    assert "gửi lại biểu" in wrong


def test_a_table_of_texts_is_never_markup():
    made = markup.html_table([["![x](http://a.b)", "<img src=x>"]], ["Đơn vị", "Ô"], look="list")
    assert "<img" not in made
    assert "&lt;img src=x&gt;" in made


@pytest.mark.parametrize(
    ("overdue", "errors", "text"),
    [
        (0, 0, "Đã nhận biểu của 11/25 đơn vị"),
        (14, 0, "Đã nhận biểu của 11/25 đơn vị; 14 đơn vị quá hạn chưa nộp"),
        (14, 2, "Đã nhận biểu của 11/25 đơn vị; 14 đơn vị quá hạn chưa nộp; còn 2 lỗi"),
    ],
)
def test_who_has_sent_is_said_in_one_sentence(overdue, errors, text):
    assert submission_sentences.received_summary(11, 25, overdue, errors) == text


@pytest.mark.parametrize(
    ("received", "overdue", "text"),
    [
        (0, 0, "Chưa đơn vị nào nộp biểu: số liệu trên màn hình lấy từ 11 biểu minh hoạ"),
        (
            0,
            25,
            "Chưa đơn vị nào nộp biểu: số liệu trên màn hình lấy từ 11 biểu minh hoạ; "
            "25 đơn vị quá hạn",
        ),
        (1, 0, "Đã nhận biểu của 1/25 đơn vị, 11 đơn vị đang hiển thị bằng biểu minh hoạ"),
    ],
)
def test_samples_are_said_beside_who_has_sent(received, overdue, text):
    assert submission_sentences.received_summary(received, 25, overdue, 0, samples=11) == text


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("100%", "right"),
        ("97% ▲1", "doubtful"),
        ("0% ✖3 ▲1", "wrong"),
        ("▼ quá hạn", "wrong"),
        ("…", "none"),
        ("–", "none"),
    ],
)
def test_a_mark_decides_how_a_cell_looks(text, look):
    assert markup.cell_look(text) == look


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (None, date(2025, 3, 28), "số liệu tính đến ngày 28/03/2025"),
        (date(2025, 3, 28), date(2025, 3, 28), "số liệu tính đến ngày 28/03/2025"),
        (date(2025, 2, 28), date(2025, 3, 28), "số liệu từ 28/02 đến 28/03/2025"),
        (date(2024, 12, 31), date(2025, 3, 28), "số liệu từ 31/12/2024 đến 28/03/2025"),
    ],
)
def test_workbooks_of_several_days_are_told_with_their_spread(earliest, latest, text):
    assert formats.as_of_days(earliest, latest) == text
    assert text in markup.state_line(
        as_of=latest, earliest=earliest, received=1, expected=11, illustrative=0
    )
    assert text.removeprefix("số liệu ") in formats.source_line(
        as_of=latest, earliest=earliest, units=1, expected=11, illustrative=0
    )
