"""The page of trends: its sentences, one worked answer a question, its pictures in every state."""

from itertools import pairwise
from math import sqrt

import pandas as pd
import pytest

from dashboard.charts import beside, convergence, multiples, pace, theme
from dashboard.pictures import pace as speeds
from dashboard.pictures import trends
from dashboard.store.database import ask
from dashboard.words import district_sentences
from tests.chart_samples.trends import BREAKS, DISTANCES, LINES, PANELS, RANKED
from tests.pages import ENGLISH, opened

RATE = "poverty_rate"
NAN = float("nan")


def counted(code, year):
    """Give poor and all households of a district as they were entered."""
    answers = (
        ask("values_list", indicator_code=name, area_code=code, year=year)
        for name in ("poor_households", "households_total")
    )
    poor, households = (rows[rows["settlement"].eq("total")]["value"] for rows in answers)
    return poor.iloc[0], households.iloc[0]


# --- sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((11, 0, 0, 11), "Tỷ lệ, từ đầu kỳ đến cuối năm 2024: cả 11 huyện đều giảm qua từng năm"),
        ((0, 11, 0, 11), "Tỷ lệ, từ đầu kỳ đến cuối năm 2024: cả 11 huyện đều tăng qua từng năm"),
        (
            (10, 0, 0, 11),
            "Tỷ lệ, từ đầu kỳ đến cuối năm 2024: 10 huyện giảm qua từng năm (mới có 10/11 huyện)",
        ),
        (
            (8, 1, 2, 11),
            "Tỷ lệ, từ đầu kỳ đến cuối năm 2024: 8 huyện giảm qua từng năm, "
            "1 huyện tăng qua từng năm và 2 huyện có năm không đổi hoặc đổi chiều",
        ),
        (
            (6, 0, 3, 9),
            "Tỷ lệ, từ đầu kỳ đến cuối năm 2024: 6 huyện giảm qua từng năm và "
            "3 huyện có năm không đổi hoặc đổi chiều",
        ),
        ((0, 0, 0, 11), "Tỷ lệ: chưa đủ số liệu để nói về xu hướng"),
    ],
)
def test_all_districts_are_named_only_when_all_moved_one_way(counts, sentence):
    fell, rose, mixed, expected = counts
    assert sentence == district_sentences.steady_moves(
        "Tỷ lệ",
        fell=fell,
        rose=rose,
        mixed=mixed,
        districts=11,
        expected=expected,
        start="đầu kỳ",
        end="cuối năm 2024",
    )


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (45.34, 86.13, "Giải ngân từ 45,34 % (cuối năm 2022) lên 86,13 % (cuối năm 2024)"),
        (86.13, 45.34, "Giải ngân từ 86,13 % (cuối năm 2022) còn 45,34 % (cuối năm 2024)"),
        (0.001, 0.002, "Giải ngân không đổi từ cuối năm 2022 đến cuối năm 2024: 0,00 %"),
    ],
)
def test_a_series_without_a_baseline_tells_both_ends(first, last, sentence):
    assert sentence == district_sentences.moved_between(
        "Giải ngân", first, last, "%", start="cuối năm 2022", end="cuối năm 2024"
    )


@pytest.mark.parametrize(
    ("fastest", "known", "sentence"),
    [
        (
            (["Vĩnh Thạnh"], 9.37, ["An Nhơn", "Hoài Nhơn"], 96.31),
            11,
            "Từ đầu kỳ đến cuối năm 2024, giảm nhiều điểm nhất là Vĩnh Thạnh (9,37 điểm %/năm), "
            "giảm nhiều nhất tính theo % là An Nhơn và Hoài Nhơn (96,31 %)",
        ),
        (
            (["Vĩnh Thạnh"], 9.37, [], NAN),
            10,
            "Từ đầu kỳ đến cuối năm 2024, giảm nhiều điểm nhất là Vĩnh Thạnh (9,37 điểm %/năm) "
            "(mới có 10/11 huyện)",
        ),
        (
            (["Vĩnh Thạnh"], -0.5, ["Vĩnh Thạnh"], -2.0),
            11,
            "Từ đầu kỳ đến cuối năm 2024, không huyện nào giảm",
        ),
        (([], NAN, [], NAN), 0, "Chưa có số liệu để tính tốc độ giảm từ đầu kỳ đến cuối năm 2024"),
    ],
)
def test_the_fastest_are_named_in_points_and_in_percent(fastest, known, sentence):
    told = district_sentences.fastest(*fastest, end="cuối năm 2024", known=known, expected=11)
    assert told == sentence


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (38.23, 11.03, "thu hẹp từ 38,23 còn 11,03 điểm %, từ đầu kỳ đến cuối năm 2024"),
        (11.03, 38.23, "rộng ra từ 11,03 lên 38,23 điểm %, từ đầu kỳ đến cuối năm 2024"),
        (11.031, 11.032, "không đổi từ đầu kỳ đến cuối năm 2024: 11,03 điểm %"),
    ],
)
def test_a_range_narrows_or_widens(first, last, words):
    told = district_sentences.range_moved(first, last, start="đầu kỳ", end="cuối năm 2024")
    assert told == f"Khoảng cách giữa huyện cao nhất và huyện thấp nhất {words}"


def test_clauses_are_left_out_where_a_number_is_missing():
    assert district_sentences.ratio_moved(8.52, NAN) == ""
    assert district_sentences.ratio_moved(8.52, 10.02).endswith("từ 8,52 lần thành 10,02 lần")
    assert (
        district_sentences.beside_published("An Lão", NAN, "Cả nước", 1.93, "cuối năm 2024") == ""
    )
    assert district_sentences.beside_published(
        "An Lão", 10.95, "Cả nước", 1.93, "cuối năm 2024"
    ) == ("; cuối năm 2024: An Lão 10,95 %, Cả nước 1,93 %")
    assert "không hỏi số đầu kỳ" in district_sentences.no_baseline("Giải ngân")


# --- answers ----------------------------------------------------------------------------------


def of(rows, district, year=None):
    found = rows[rows["area_code"].eq(district)]
    return (found if year is None else found[found["year"].eq(year)]).iloc[0]


def test_points_and_index_are_against_the_published_baseline(data):
    rows = ask("district_series", indicator_code=RATE, settlement="total")
    start, row = of(rows, "52", 2021), of(rows, "52", 2023)
    assert (round(start["value"], 2), round(row["value"], 2)) == (5.78, 3.13)
    assert row["change"] == pytest.approx(row["value"] - start["value"])
    assert row["index_value"] == pytest.approx(100 * row["value"] / start["value"])
    assert (start["change"], start["index_value"]) == (0, 100)
    assert list(rows["level"].unique()) == ["district", "province"]
    assert of(rows, "542", 2024)["province_value"] == of(rows, "52", 2024)["value"]


def test_a_target_stands_in_its_year_only(data):
    rows = ask("district_series", indicator_code=RATE, settlement="total")
    own = rows[rows["area_code"].eq("542")].set_index("year")["target_bound"]
    assert own.dropna().to_dict() == {2025: 6.0}
    urban = ask("district_series", indicator_code=RATE, settlement="urban")
    assert urban["target_bound"].isna().all()


def test_without_a_baseline_there_is_nothing_to_compare_with(data):
    rows = ask("district_series", indicator_code="capital_disbursement_rate", settlement="total")
    assert set(rows["change_state"]) == {"not_applicable"}
    assert rows["change"].isna().all()


def test_an_index_needs_a_baseline_above_zero(data):
    rows = ask("district_series", indicator_code="poverty_rate_ethnic_minority", settlement="total")
    row = of(rows, "543", 2024)
    assert (row["value"], row["change"], row["index_state"]) == (0, 0, "not_applicable")
    assert pd.isna(row["index_value"])


def test_a_province_without_a_district_is_neither_differenced_nor_a_reference(
    use, data_without_a_district
):
    use(data_without_a_district)
    rows = ask("district_series", indicator_code=RATE, settlement="total")
    province = of(rows, "52", 2024)
    assert (province["units_reported"], province["change_state"]) == (10, "not_submitted")
    assert rows["province_value"].isna().all()
    assert of(rows, "547", 2024)["value_state"] == "not_submitted"


def test_a_district_fell_every_year_when_each_value_is_below_the_one_before(data):
    moves = ask("yearly_moves", indicator_code=RATE, settlement="total", year=2024)
    series = ask("district_series", indicator_code=RATE, settlement="total")
    for row in moves.itertuples():
        own = series[series["area_code"].eq(row.area_code) & series["year"].le(2024)]["value"]
        falls = sum(later < earlier for earlier, later in pairwise(own))
        assert (row.steps, row.falls) == (3, falls)
        assert (row.movement == "fell_always") == (falls == 3)


def test_a_district_that_the_indicator_does_not_apply_to_is_not_asked(data):
    moves = ask(
        "yearly_moves",
        indicator_code="poverty_rate_ethnic_minority",
        settlement="total",
        year=2024,
    ).set_index("area_code")
    assert not moves.loc["545", "is_asked"]
    assert moves.loc["543", ["falls", "rises", "movement"]].tolist() == [0, 0, "mixed"]


def test_the_baseline_alone_has_no_steps(data):
    moves = ask("yearly_moves", indicator_code=RATE, settlement="total", year=2021)
    assert moves["steps_expected"].eq(0).all()
    assert moves["movement"].isna().all()


def test_the_pace_is_the_fall_by_the_years_and_by_the_baseline(data):
    rows = ask("pace_by_district", indicator_code=RATE, year=2024, settlement="total")
    poor, households = counted("542", 2024)
    start, end = 100 * 3313 / 9169, 100 * poor / households
    row = of(rows, "542")
    assert row["yearly_reduction"] == pytest.approx((start - end) / 3)
    assert row["relative_reduction"] == pytest.approx(100 * (start - end) / start)
    districts = rows[rows["level"].eq("district")]
    order = districts.sort_values("place_points")["yearly_reduction"]
    assert order.is_monotonic_decreasing
    assert rows["place_points"].isna().tolist() == [False] * 11 + [True]


def test_fewer_than_twenty_at_either_end_are_never_ranked_by_percent(data):
    rows = ask("pace_by_district", indicator_code=RATE, year=2025, settlement="total")
    counts = rows.set_index("area_code")["count"]
    small = rows[rows["is_small"]]
    assert list(small["area_code"]) == ["540", "549"]
    assert counts[["540", "549", "543"]].tolist() == [6, 10, 20]
    assert small["place_relative"].isna().all()
    assert small["place_points"].notna().all()
    districts = rows[rows["level"].eq("district")]
    assert sorted(districts["place_relative"].dropna()) == list(range(1, 10))


def test_a_missing_district_has_no_pace_and_the_province_neither(use, data_without_a_district):
    use(data_without_a_district)
    rows = ask("pace_by_district", indicator_code=RATE, year=2024, settlement="total")
    assert of(rows, "547")["value_state"] == "not_submitted"
    assert pd.isna(of(rows, "52")["yearly_reduction"])
    assert rows["place_points"].notna().sum() == 10


def test_distances_follow_from_the_districts_values(data):
    row = ask("convergence", indicator_code=RATE, settlement="total").set_index("year").loc[2024]
    codes = {code: counted(code, 2024) for code in ask("districts")["area_code"]}
    rates = {code: 100 * poor / total for code, (poor, total) in codes.items()}
    all_poor = sum(poor for poor, _ in codes.values())
    households = sum(total for _, total in codes.values())
    centre = 100 * all_poor / households
    variance = (
        sum(total * (rates[code] - centre) ** 2 for code, (_, total) in codes.items()) / households
    )

    def group(*members):
        poor, total = (sum(codes[code][place] for code in members) for place in (0, 1))
        return poor / total

    assert row["value_range"] == pytest.approx(max(rates.values()) - min(rates.values()))
    assert row["weighted_deviation"] == pytest.approx(sqrt(variance))
    assert row["group_ratio"] == pytest.approx(
        group("551", "546", "542") / group("550", "548", "545")
    )


def test_no_distance_is_told_of_a_year_with_a_district_missing(use, data_without_a_district):
    use(data_without_a_district)
    assert ask("convergence", indicator_code=RATE, settlement="total").empty


def test_the_published_average_is_the_countrys_result_as_printed(data):
    rows = ask("published_average", area_code="VN", indicator_code=RATE, settlement="total")
    assert dict(zip(rows["year"], rows["value"], strict=True)) == {
        2022: 4.03,
        2023: 2.93,
        2024: 1.93,
    }


@pytest.mark.parametrize(
    ("indicator_code", "settlement"), [(RATE, "urban"), ("poor_households", "total")]
)
def test_no_average_is_published_for_a_settlement_or_shown_for_a_count(
    data, indicator_code, settlement
):
    assert ask(
        "published_average", area_code="VN", indicator_code=indicator_code, settlement=settlement
    ).empty


@pytest.mark.parametrize(
    ("area_code", "settlement", "years"),
    [
        ("548", "urban", [2024]),
        ("548", "rural", [2024]),
        ("52", "urban", [2024]),
        ("548", "total", []),
        ("547", "urban", []),
    ],
)
def test_a_township_breaks_its_districts_and_the_provinces_settlements(
    data, area_code, settlement, years
):
    rows = ask("boundary_changes_of_area", area_code=area_code, settlement=settlement)
    assert list(rows["year"]) == years
    assert rows["note"].str.contains("Cát Khánh").all()


# --- charts -----------------------------------------------------------------------------------


def test_a_panel_carries_its_district_on_every_point():
    figure = multiples.small_multiples(
        PANELS, unit="%", shared_axis=True, reference_name="Toàn tỉnh"
    )
    codes = [trace.customdata[0][0] for trace in figure.data if trace.customdata is not None]
    assert codes == ["542", "543", "545"]
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["<b>An Lão</b>", "<b>Hoài Nhơn</b>", "<b>Phù Mỹ</b>"]


@pytest.mark.parametrize("shared", [True, False])
def test_panels_share_one_scale_or_have_their_own(shared):
    layout = multiples.small_multiples(
        PANELS, unit="%", shared_axis=shared, reference_name="Toàn tỉnh"
    ).layout
    assert (layout.yaxis.range == layout.yaxis2.range) == shared


def test_a_sum_beside_its_parts_keeps_a_scale_of_its_own():
    layout = multiples.small_multiples(
        PANELS, unit="hộ", shared_axis=True, reference_name="Toàn tỉnh", apart="542"
    ).layout
    assert layout.yaxis2.range == layout.yaxis3.range != layout.yaxis.range


def test_missing_years_are_marked_and_zero_is_a_point():
    figure = multiples.small_multiples(
        PANELS, unit="%", shared_axis=True, reference_name="Toàn tỉnh"
    )
    marks = [list(trace.text) for trace in figure.data if trace.mode == "text"]
    assert marks == [["…"], ["–"], ["…", "…", "…"]]
    own = [trace for trace in figure.data if trace.customdata is not None][1]
    assert own.y == (3.0, 0.0, None)


@pytest.mark.parametrize(
    ("values", "reference", "ends"),
    [
        ([36.0, 5.0], [5.8, 0.7], [("a", 36.0, "top right"), ("b", 5.0, "middle right")]),
        ([3.0, 1.0], [5.0, 2.0], [("a", 5.0, "top right"), ("b", 1.0, "middle right")]),
        ([3.0, 9.0], [5.0, 2.0], [("a", 3.0, "bottom right"), ("b", 9.0, "middle right")]),
        ([3.0], [NAN], [("a", 3.0, "top right")]),
        ([], [], []),
    ],
)
def test_the_first_label_keeps_clear_of_the_lines(values, reference, ends):
    years = ["a", "b"][: len(values)]
    rows = pd.DataFrame(
        {"year_text": years, "value": values, "reference": reference, "value_text": years}
    )
    found = multiples.ends_of(rows, 20.0)
    assert [(year, height, position) for year, height, _, position in found] == ends


@pytest.mark.parametrize(
    ("wanted", "heights", "placed"),
    [
        ([10, 100], [20, 20], [10, 100]),
        ([10, 12, 14], [20, 20, 20], [10, 30, 50]),
        ([10, 12, 200], [40, 20, 20], [10, 40, 200]),
        ([], [], []),
    ],
)
def test_labels_move_down_until_none_touch(wanted, heights, placed):
    assert beside.spread(wanted, heights) == placed


def test_a_label_stands_where_no_other_line_is_near():
    years = ["2022", "2023", "2024"]
    values = pd.DataFrame(
        {
            "area_name": ["An Lão"] * 3 + ["Toàn tỉnh"] * 3,
            "year_text": years * 2,
            "value": [5.0, 5.0, NAN, 5.5, 4.5, 5.0],
        }
    )
    own = values[values["area_name"].eq("An Lão")]
    assert beside.sides(own, values, 1.0) == ["bottom left", "top right", "top right"]


def test_a_published_average_that_ends_early_names_its_year():
    figure = beside.lines_beside(LINES, BREAKS, unit="%")
    texts = [note.text for note in figure.layout.annotations]
    assert "<b>Cả nước 1,93 (2024)</b>" in texts
    assert "Địa giới<br>thay đổi" in texts
    (line,) = figure.layout.shapes
    assert line.x0 == line.x1 == 1


def test_the_two_lists_have_an_order_each_and_unranked_districts_stand_below():
    figure = pace.pace_bars(
        RANKED, points_title="Theo điểm", relative_title="Theo %", highlight="543"
    )
    assert figure.layout.yaxis.categoryarray[::-1][:2] == ("1. An Lão", "2. Hoài Nhơn")
    assert figure.layout.yaxis2.categoryarray[::-1] == (
        "1. Hoài Nhơn",
        "2. An Lão",
        "Quy Nhơn",
        "Phù Mỹ",
        "An Nhơn",
    )
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert bars[0].marker.line.color[:2] == (theme.STEPPED_BACK, theme.ACCENT)
    assert bars[0].marker.color[0] == theme.PAPER


def test_each_panel_of_distances_has_its_own_lines():
    figure = convergence.distance_lines(DISTANCES)
    assert [(trace.name, trace.xaxis) for trace in figure.data] == [
        ("Cao nhất − thấp nhất", "x"),
        ("Độ lệch chuẩn", "x"),
        ("Tỷ số", "x2"),
    ]
    assert figure.data[2].y == (8.52, None)


# --- pictures ---------------------------------------------------------------------------------


def panels(code=RATE, year=2024, settlement="total", measure=trends.LEVEL):
    return trends.panels(code, year, settlement, "542", measure, True)


def test_the_page_opens_with_how_many_districts_fell_every_year(data):
    assert panels().finding == (
        "Tỷ lệ hộ nghèo, từ đầu kỳ đến cuối năm 2024: cả 11 huyện đều giảm qua từng năm"
    )
    assert "đến ước cuối năm 2025" in panels(year=2025).finding
    assert panels(year=2021).finding == panels(year=2024).finding


def test_the_table_of_panels_has_a_year_a_column_and_the_targets(data):
    table = panels().table.set_index("Đơn vị")
    assert list(table.columns) == ["Đầu kỳ", "2022", "2023", "2024", "2025 (ước)", "Chỉ tiêu"]
    assert table.loc["Toàn tỉnh", "Đầu kỳ"] == "5,78"
    assert table.loc["An Lão", "Chỉ tiêu"] == "2025 (ước): dưới 6,00 %"
    assert table.loc["Quy Nhơn", "Chỉ tiêu"] == ""


def test_measures_change_the_unit_and_the_numbers(data):
    change, index = panels(measure=trends.CHANGE), panels(measure=trends.INDEX)
    assert "(điểm %)" in change.subtitle
    assert change.table.set_index("Đơn vị").loc["Toàn tỉnh", "2023"] == "−2,65"
    assert "(đầu kỳ = 100)" in index.subtitle
    assert index.table.set_index("Đơn vị").loc["Toàn tỉnh", "Đầu kỳ"] == "100,0"
    assert "(hộ)" in panels(code="poor_households", measure=trends.CHANGE).subtitle


def test_counts_keep_the_province_apart(data):
    picture = panels(code="poor_households")
    assert picture.table["Đơn vị"].iloc[-1] == "Toàn tỉnh (trục riêng)"
    assert "đường xám" not in picture.subtitle


def test_a_measure_without_a_baseline_says_so(data):
    picture = panels(code="capital_disbursement_rate", measure=trends.CHANGE)
    assert "không hỏi số đầu kỳ" in picture.finding
    assert picture.figure.layout.annotations[0].text.startswith("Không có giá trị")


def test_an_indicator_without_settlements_is_shown_as_a_whole_and_says_so(data):
    picture = panels(code="capital_disbursement_rate", settlement="urban")
    assert "chỉ tiêu không chia thành thị, nông thôn" in picture.subtitle
    assert picture.table["2024"].ne("…").all()


def test_a_missing_district_is_told_on_every_picture(use, data_without_a_district):
    use(data_without_a_district)
    picture = panels()
    assert picture.finding.endswith("10 huyện giảm qua từng năm (mới có 10/11 huyện)")
    assert picture.table["Đơn vị"].iloc[-1] == "Toàn tỉnh (10/11 huyện)"
    assert "đường xám" not in picture.subtitle
    own = trends.beside_average(RATE, None, "total", "Cả nước")
    assert "chưa đủ số liệu" in own.finding
    assert "mới có 10/11 huyện" in own.subtitle
    beside_district = trends.beside_average(RATE, "542", "total", trends.NO_REFERENCE)
    assert list(beside_district.table["Đơn vị"]) == ["An Lão"]
    assert "(mới có 10/11 huyện)" in speeds.pace(RATE, 2024, "total", None).finding
    assert speeds.convergence(RATE, 2024, "total").finding.startswith("Chưa có năm nào đủ")


def test_the_missing_district_itself_has_a_page(use, data_without_a_district):
    use(data_without_a_district)
    picture = trends.beside_average(RATE, "547", "total", "Cả nước")
    assert picture.finding == "Tỷ lệ hộ nghèo Tây Sơn: chưa đủ số liệu để nói về xu hướng"


def test_an_average_is_named_with_its_source_or_its_absence(data):
    picture = trends.beside_average(RATE, "542", "total", "Cả nước")
    assert picture.finding.endswith("cuối năm 2024: An Lão 10,90 %, Cả nước 1,93 %")
    assert "QĐ 217/QĐ-BLĐTBXH" in picture.subtitle
    urban = trends.beside_average(RATE, "542", "urban", "Cả nước")
    assert "chưa có số đã công bố của Cả nước" in urban.subtitle
    assert "Cát Khánh" not in urban.subtitle
    assert "Cát Khánh" in trends.beside_average(RATE, "548", "urban", "Không").subtitle
    assert "Cát Khánh" in trends.beside_average(RATE, None, "rural", "Không").subtitle


def test_an_older_start_is_told_as_it_is(data):
    picture = trends.beside_average("capital_disbursement_rate", None, "total", "Không")
    assert "(cuối năm 2022) lên" in picture.finding


def test_pace_and_distance_carry_their_formulas(data):
    pace_picture = speeds.pace(RATE, 2024, "total", None)
    distance = speeds.convergence(RATE, 2024, "total")
    assert "Cách tính: giảm bình quân năm = " in pace_picture.subtitle
    assert "Cách tính: khoảng cách = " in distance.subtitle
    assert "thu hẹp từ 38,23 còn 11,03 điểm %" in distance.finding
    assert "từ đầu kỳ đến ước cuối năm 2025" in speeds.convergence(RATE, 2025, "total").finding


def test_pace_names_small_districts_and_does_not_rank_them(data):
    table = speeds.pace(RATE, 2025, "total", None).table.set_index("Đơn vị")
    assert table.loc["Quy Nhơn", "Mức giảm (% so với đầu kỳ)"].endswith("(số nhỏ)")
    assert table.loc["Quy Nhơn", "Thứ hạng theo %"] == "–"
    assert table.loc["Vĩnh Thạnh", "Thứ hạng theo điểm"] == "1"


@pytest.mark.parametrize("code", ["capital_disbursement_rate", "poor_households"])
def test_pace_and_distance_are_of_falling_rates_only(data, code):
    assert speeds.pace(code, 2024, "total", None) is None
    assert speeds.convergence(code, 2024, "total") is None


def test_every_kind_of_indicator_has_a_picture(data):
    kinds = ["unit", "direction", "has_settlement", "first_year", "last_year"]
    for code in ask("comparable_indicators").drop_duplicates(kinds)["indicator_code"]:
        for year, measure in ((2021, trends.INDEX), (2025, trends.LEVEL)):
            assert panels(code=code, settlement="urban", year=year, measure=measure).finding
        assert trends.beside_average(code, "548", "urban", "Cả nước").finding


# --- page -------------------------------------------------------------------------------------

TABS = ("Từng huyện", "So với mức chung", "Tốc độ giảm", "Khoảng cách giữa các huyện")
STATES = {
    "latest": {},
    "baseline": {"nam": "Đầu kỳ"},
    "estimate": {"nam": "2025 (ước)", "huyen": "An Lão"},
    "urban": {"khu-vuc": "Thành thị", "huyen": "Phù Cát", "tham-chieu": "Cả nước"},
    "missing": {"huyen": "Tây Sơn", "cach-tinh": trends.INDEX, "truc": "Trục riêng"},
    "count": {"chi-tieu": "Số hộ nghèo (cuối kỳ)", "cach-tinh": trends.CHANGE},
}


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    ("folder", "state"),
    [("data_without_a_district", "missing"), *(("complete_data", state) for state in STATES)],
)
def test_the_page_stands_in_every_state(tab, state, folder, use, request):
    use(request.getfixturevalue(folder))
    app = opened("trends", **{"xu-huong": tab, **STATES[state]})
    assert not app.exception
    (title,) = app.title
    shown = [title.value, *(each.value for each in [*app.subheader, *app.info])]
    assert not ENGLISH.search(" ".join(shown))
    assert len(app.get("plotly_chart")) + len(app.info) == 1
    assert app.session_state["xu-huong"] == tab


def test_the_page_without_workbooks_says_so(use, data_without_workbooks):
    use(data_without_workbooks)
    app = opened("trends")
    assert not app.exception
    assert len(app.title) == 1
    assert not app.get("plotly_chart")
