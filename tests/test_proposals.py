"""What units propose, the capital they ask for, and a scenario that is never a forecast."""

import pytest

from dashboard.pictures import proposals
from dashboard.store.database import ask
from dashboard.words import programme_sentences


def test_every_text_keeps_its_cell(data):
    rows = ask("proposals", section_code="P3.1", area_code="542")
    assert len(rows) == 1
    assert rows["cell"].str.fullmatch(r"[A-Z]+[0-9]+").all()
    assert len(ask("proposals", section_code="P3.1", area_code=None)) == 11


def test_sections_count_the_units_that_wrote_in_them(data):
    rows = ask("proposal_sections")
    assert len(rows) == 13
    assert set(rows["units"]) == {11}
    assert next(iter(proposals.sections())) == proposals.EVERY


def test_nothing_submitted_is_said(use, data_without_workbooks):
    use(data_without_workbooks)
    assert proposals.finding() == "Chưa có đơn vị nào gửi đề xuất"
    assert set(ask("proposal_sections")["units"]) == {0}
    assert proposals.assumptions() is None


def test_capital_needs_are_of_the_units_that_asked(data):
    rows = ask("capital_needs").set_index("unit_code")
    assert set(rows.index) == {"542", "546", "551"}
    assert set(rows["other_units"]) == {8}
    picture = proposals.needs(None)
    assert picture.table.iloc[-1, 0] == "Tổng của 3 đơn vị đã đề xuất"
    assert "8 đơn vị đã nộp biểu nhưng để trống" in picture.subtitle


def test_the_assumptions_come_from_results_and_publications(data):
    held = proposals.assumptions()
    trend = ask(
        "indicator_trend",
        indicator_code="multidimensional_poverty_rate",
        area_codes=("52",),
        settlement="total",
    ).set_index("year")["value"]
    falls = [100 * (1 - trend[year] / trend[year - 1]) for year in (2022, 2023, 2024)]
    assert (held["fall_low"], held["fall_high"]) == pytest.approx((min(falls), max(falls)))
    assert (held["rural_line"], held["urban_line"]) == (2_200_000, 2_800_000)
    assert held["line_ratio"] == pytest.approx(2.2 / 1.5)
    assert held["start_year"] == 2025


def test_the_scenario_keeps_the_standard_in_2026_and_changes_it_in_2027(data):
    rows = ask(
        "scenario",
        fall_low=10.0,
        fall_high=50.0,
        jump_low=1.0,
        jump_high=2.0,
        change_year=2027,
        start_year=2025,
        start_rate=4.0,
        households=1000.0,
    )
    by_year = rows.set_index("year")
    assert by_year.index.tolist() == [2025, 2026, 2027, 2028, 2029, 2030]
    assert by_year.loc[2025, ["low_rate", "high_rate"]].tolist() == [4, 4]
    assert by_year.loc[2026, ["low_rate", "high_rate"]].tolist() == pytest.approx([2, 3.6])
    assert by_year.loc[2027, ["low_rate", "high_rate"]].tolist() == pytest.approx([1, 6.48])
    assert by_year.loc[2027, "high_households"] == 65


def test_a_scenario_is_called_so(data):
    picture = proposals.scenario(10.0, 50.0, 1.0, 1.5)
    assert picture.finding.startswith("Theo kịch bản")
    assert picture.subtitle.startswith("Kịch bản để thảo luận, không phải dự báo")


@pytest.mark.parametrize(("ends", "expected"), [((1.0, 2.0), (1.0, 2.0)), ((2.0, 1.0), (1.0, 2.0))])
def test_the_ends_of_an_assumption_are_put_in_order(ends, expected):
    assert proposals.clamped(*ends) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            programme_sentences.proposals(11, ["Giải pháp"], 11),
            "11 đơn vị đã gửi đề xuất, nhiều nhất ở mục “Giải pháp” (11 đơn vị)",
        ),
        (
            programme_sentences.proposals(11, list("abcd"), 9),
            "11 đơn vị đã gửi đề xuất, 4 mục có 9 đơn vị cùng viết",
        ),
        (programme_sentences.proposals(0, [], 0), "Chưa có đơn vị nào gửi đề xuất"),
        (
            programme_sentences.capital_needs(3, 606580),
            "3 đơn vị đề xuất 606,58 tỷ đồng cho giai đoạn 2026–2030",
        ),
        (
            programme_sentences.capital_needs(0, None),
            "Chưa có đơn vị nào đề xuất nhu cầu vốn 2026–2030",
        ),
        (
            programme_sentences.scenario_range(2030, 0.5, 2.345),
            "Theo kịch bản, tỷ lệ nghèo đa chiều cuối năm 2030 từ 0,50 đến 2,35 %",
        ),
        (
            programme_sentences.scenario_range(2030, None, None),
            "Kịch bản: chưa đủ số liệu các huyện",
        ),
    ],
)
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected
