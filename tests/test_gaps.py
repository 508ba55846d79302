"""Who is left behind: its sentences, one worked answer a question, its pictures in every state."""

import re
from fractions import Fraction

import pytest

from dashboard.charts import gaps as charts
from dashboard.charts import theme
from dashboard.pictures import contributions, gaps, poverty_causes
from dashboard.store.database import ask
from dashboard.words import gap_sentences
from tests.chart_samples.gaps import APART, LINES, SHARES
from tests.pages import ENGLISH, opened

NAN = float("nan")
MOUNTAIN = ["551", "546", "542"]


def rates(year):
    rows = ask(
        "indicator_by_district", indicator_code="poverty_rate", year=year, settlement="total"
    )
    return rows.set_index("area_code")["value"]


def entered(code, year, indicator, settlement="total"):
    """Give a number of households of a district as it was entered."""
    rows = ask("values_list", indicator_code=indicator, area_code=code, year=year)
    return int(rows[rows["settlement"].eq(settlement)]["value"].iloc[0])


# --- sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            (1.38, 5, 11, ["Vĩnh Thạnh"], 3.68, 11),
            "Cuối năm 2024: tỷ lệ hộ nghèo nông thôn cao hơn thành thị 1,38 điểm % toàn tỉnh và ở "
            "5/11 huyện so sánh được, cách xa nhất ở Vĩnh Thạnh (3,68 điểm %)",
        ),
        (
            (-0.5, 2, 11, ["An Lão", "Vân Canh"], 0.2, 11),
            "Cuối năm 2024: tỷ lệ hộ nghèo nông thôn thấp hơn thành thị 0,50 điểm % "
            "toàn tỉnh; nông "
            "thôn cao hơn thành thị ở 2/11 huyện so sánh được, cách xa nhất ở An Lão và Vân Canh "
            "(0,20 điểm %)",
        ),
        (
            (0.001, 0, 11, [], NAN, 11),
            "Cuối năm 2024: tỷ lệ hộ nghèo nông thôn ngang thành thị toàn tỉnh; không "
            "huyện nào nông "
            "thôn cao hơn thành thị",
        ),
        (
            (NAN, 5, 10, ["Vĩnh Thạnh"], 3.68, 10),
            "Cuối năm 2024: tỷ lệ hộ nghèo nông thôn cao hơn thành thị ở 5/10 huyện so sánh được, "
            "cách xa nhất ở Vĩnh Thạnh (3,68 điểm %) (mới có 10/11 huyện)",
        ),
        (
            (2.0, 1, 11, [], NAN, 11),
            "Cuối năm 2024: tỷ lệ hộ nghèo nông thôn cao hơn thành thị 2,00 điểm % toàn tỉnh và ở "
            "1/11 huyện so sánh được",
        ),
        (
            (NAN, 0, 0, [], NAN, 0),
            "Cuối năm 2024: chưa có số liệu để so tỷ lệ hộ nghèo của nông thôn với thành thị",
        ),
    ],
)
def test_a_gap_is_told_of_the_province_and_of_the_districts(found, sentence):
    province, higher, compared, names, widest, known = found
    assert sentence == gap_sentences.group_gap(
        "nông thôn",
        "thành thị",
        "cuối năm 2024",
        province=province,
        higher=higher,
        compared=compared,
        names=names,
        widest=widest,
        known=known,
        expected=11,
    )


@pytest.mark.parametrize(
    ("gap", "start", "known", "sentence"),
    [
        (
            9.91,
            31.52,
            11,
            "Cuối năm 2024: tỷ lệ hộ nghèo các huyện miền núi cao hơn các huyện còn "
            "lại 9,91 điểm % (đầu kỳ: 31,52 điểm %)",
        ),
        (
            -0.3,
            None,
            11,
            "Cuối năm 2024: tỷ lệ hộ nghèo các huyện miền núi thấp hơn các huyện còn "
            "lại 0,30 điểm %",
        ),
        (
            NAN,
            31.52,
            10,
            "Cuối năm 2024: chưa đủ số liệu để so các huyện miền núi với các huyện "
            "còn lại (mới có 10/11 huyện)",
        ),
    ],
)
def test_the_mountain_s_gap_is_told_beside_its_start(gap, start, known, sentence):
    assert sentence == gap_sentences.mountain_gap(
        "cuối năm 2024", gap=gap, start=start, known=known, expected=11
    )


def test_concentration_counts_and_names_the_districts():
    told = {"when": "cuối năm 2024", "expected": 11}
    assert gap_sentences.concentration(
        ["Vân Canh", "An Lão"], poor=47.84, households=6.51, known=11, **told
    ) == (
        "Cuối năm 2024: 2 huyện miền núi (Vân Canh và An Lão) có 47,84 % hộ nghèo và 6,51 % số hộ "
        "của tỉnh"
    )
    assert gap_sentences.concentration(
        ["Vân Canh"], poor=NAN, households=NAN, known=10, **told
    ) == (
        "Cuối năm 2024: chưa đủ số liệu để chia hộ nghèo của tỉnh theo huyện (mới có 10/11 huyện)"
    )


@pytest.mark.parametrize(
    ("whole", "points", "known", "sentence"),
    [
        (
            18853,
            4.32,
            11,
            "Từ đầu kỳ đến cuối năm 2024: tỉnh giảm 18.853 hộ nghèo, tỷ lệ giảm 4,32 "
            "điểm %; nhiều nhất ở Vĩnh Thạnh (2.820 hộ, 14,96 % số giảm của tỉnh)",
        ),
        (-20, -0.01, 11, "Từ đầu kỳ đến cuối năm 2024: số hộ nghèo của tỉnh tăng 20 hộ"),
        (0, 0.0, 11, "Từ đầu kỳ đến cuối năm 2024: số hộ nghèo của tỉnh không đổi"),
        (
            None,
            None,
            10,
            "Từ đầu kỳ đến cuối năm 2024: chưa đủ số liệu để tính đóng góp của từng "
            "huyện (mới có 10/11 huyện)",
        ),
    ],
)
def test_a_contribution_is_told_of_a_fall_only(whole, points, known, sentence):
    assert sentence == gap_sentences.contribution(
        ["Vĩnh Thạnh"],
        "cuối năm 2024",
        households=2820,
        share=14.958,
        province_households=whole,
        province_points=points,
        known=known,
        expected=11,
    )


@pytest.mark.parametrize(
    ("answers", "share", "state", "known", "sentence"),
    [
        (
            ["A", "B"],
            20.0,
            "reported",
            11,
            "Hộ nghèo toàn tỉnh cuối năm 2024 nêu nhiều nhất: “A” và “B” (20,00 % hộ nghèo)",
        ),
        (
            ["A"],
            20.0,
            "reported",
            10,
            "Hộ nghèo toàn tỉnh cuối năm 2024 nêu nhiều nhất: “A” (20,00 % hộ nghèo) "
            "(mới có 10/11 huyện)",
        ),
        ([], NAN, "not_submitted", 0, "Toàn tỉnh: chưa có số liệu nguyên nhân nghèo cuối năm 2024"),
        (
            [],
            NAN,
            "not_applicable",
            0,
            "Nguyên nhân nghèo: biểu mẫu không hỏi số liệu cuối năm 2024",
        ),
    ],
)
def test_the_cause_named_most_is_quoted(answers, share, state, known, sentence):
    assert sentence == gap_sentences.most_named(
        answers, share, "toàn tỉnh", "cuối năm 2024", state=state, known=known, expected=11
    )


@pytest.mark.parametrize(
    ("leading", "state", "sentence"),
    [
        (
            [("A", 8), ("B", 3)],
            "reported",
            "Cuối năm 2024: nguyên nhân được nêu nhiều nhất là “A” ở 8 huyện và “B” ở 3 huyện",
        ),
        ([], "reported", "Chưa có số liệu nguyên nhân nghèo cuối năm 2024"),
        ([], "not_applicable", "Nguyên nhân nghèo: biểu mẫu không hỏi số liệu cuối năm 2024"),
    ],
)
def test_causes_are_counted_by_district(leading, state, sentence):
    assert sentence == gap_sentences.causes_by_district(
        leading, "cuối năm 2024", known=11, expected=11, state=state
    )


@pytest.mark.parametrize(
    ("names", "share", "groups", "known", "sentence"),
    [
        (
            ["Hộ nghèo DTTS"],
            31.46,
            4,
            11,
            "Nhóm đông nhất trong hộ nghèo toàn tỉnh đầu kỳ: Hộ nghèo DTTS (31,46 %)",
        ),
        (["Hộ nghèo DTTS"], 25.77, 1, 11, "Hộ nghèo DTTS: 25,77 % số hộ nghèo toàn tỉnh đầu kỳ"),
        (
            [],
            NAN,
            2,
            10,
            "Toàn tỉnh: không có hộ nghèo thuộc các nhóm này đầu kỳ (mới có 10/11 huyện)",
        ),
        ([], NAN, 0, 0, "Toàn tỉnh: chưa có số liệu các nhóm hộ nghèo đầu kỳ"),
    ],
)
def test_the_largest_group_is_named_only_among_several(names, share, groups, known, sentence):
    assert sentence == gap_sentences.largest_group(
        names, share, "toàn tỉnh", "đầu kỳ", groups=groups, known=known, expected=11
    )


# --- answers ----------------------------------------------------------------------------------


def test_the_gap_of_town_and_country_is_of_the_published_baseline(data):
    rows = ask("settlement_gap", year=2021).set_index("area_code")
    province = rows.loc["52"]
    assert (round(province["first_value"], 2), round(province["second_value"], 2)) == (7.40, 3.13)
    assert province["gap"] == pytest.approx(province["first_value"] - province["second_value"])
    assert (province["units_reported"], province["units_expected"]) == (11, 11)
    assert list(rows.index)[-1] == "52"


def test_a_gap_below_the_rule_counts_as_equal(data):
    rows = ask("settlement_gap", year=2024).set_index("area_code")
    judged = rows[rows["gap"].notna()]
    assert judged.loc[judged["gap"].abs() < 0.05, "comparison"].eq("similar").all()
    assert judged.loc[judged["gap"] >= 0.05, "comparison"].eq("worse").all()
    assert rows.loc["540", "is_small"]


def test_ethnic_minorities_are_compared_with_all_households(data):
    rows = ask("ethnic_gap", year=2024, settlement="total").set_index("area_code")
    poor, households = (
        entered("542", 2024, name)
        for name in ("poor_households_ethnic_minority", "ethnic_minority_households")
    )
    assert rows.loc["542", "first_value"] == pytest.approx(100 * poor / households)
    assert rows.loc["542", "gap"] == pytest.approx(100 * poor / households - rates(2024)["542"])
    assert rows.loc["540", "is_small"]
    assert not rows.loc["542", "is_small"]
    assert rows.loc["549", "first_state"] == "not_applicable"


def test_the_mountain_districts_are_a_ratio_of_sums(data):
    row = ask("mountain_gap", settlement="total").set_index("year").loc[2021]
    poor, households = (
        {code: entered(code, 2021, name) for code in rates(2021).index if code != "52"}
        for name in ("poor_households", "households_total")
    )
    rate = 100 * sum(poor[code] for code in MOUNTAIN) / sum(households[code] for code in MOUNTAIN)
    assert (sum(poor.values()), sum(households.values())) == (25321, 438226)
    assert row["mountain_rate"] == pytest.approx(rate)
    assert row["mountain_rate"] != pytest.approx(rates(2021)[MOUNTAIN].mean())
    others = [code for code in poor if code not in MOUNTAIN]
    other_rate = 100 * sum(poor[c] for c in others) / sum(households[c] for c in others)
    assert row["gap"] == pytest.approx(rate - other_rate)
    share = 100 * sum(poor[code] for code in MOUNTAIN) / 25321
    assert row["mountain_share_poor"] == pytest.approx(share)


@pytest.mark.parametrize("settlement", ["total", "urban", "rural"])
@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_contributions_add_up_exactly(year, settlement, data):
    rows = ask("contributions", year=year, settlement=settlement)
    start = ask("contributions", year=2021, settlement=settlement)
    counts = rows[["poor_start", "poor", "households"]].astype(int)
    whole_start, whole_now = int(start["households"].sum()), int(counts["households"].sum())
    parts = [
        100 * (Fraction(before, whole_start) - Fraction(now, whole_now))
        for before, now in zip(counts["poor_start"], counts["poor"], strict=True)
    ]
    whole = 100 * (
        Fraction(int(counts["poor_start"].sum()), whole_start)
        - Fraction(int(counts["poor"].sum()), whole_now)
    )
    assert sum(parts) == whole
    assert rows["fall_points"].tolist() == pytest.approx([float(part) for part in parts])
    assert rows["province_fall_points"].iloc[0] == pytest.approx(float(whole))
    assert rows["fall_households"].sum() == rows["province_fall_households"].iloc[0]
    assert rows["fall_share"].sum() == pytest.approx(100)
    assert rows[["share_poor", "share_households"]].sum().tolist() == pytest.approx([100, 100])
    if settlement == "total":
        assert rates(2021)["52"] - rates(year)["52"] == pytest.approx(float(whole))


def test_a_province_that_did_not_fall_has_no_shares_of_a_fall(data):
    rows = ask("contributions", year=2021, settlement="total")
    assert rows["fall_households"].eq(0).all()
    assert rows["fall_share"].isna().all()


def test_causes_are_shares_of_their_class(data):
    rows = ask("causes", area_code="52", year=2024).set_index("member_code")
    assert rows["poor"].is_monotonic_decreasing
    assert rows["poor"].sum() == 6468
    assert rows["poor_adds_up"].all()
    assert rows.loc["4", "poor_share"] == pytest.approx(100 * rows.loc["4", "poor"] / 6468)
    near_poor = rows["near_poor"].sum()
    assert rows.loc["3", "near_poor_share"] == pytest.approx(
        100 * rows.loc["3", "near_poor"] / near_poor
    )


def test_the_causes_of_the_districts_add_up_to_the_province(data):
    rows = ask("causes_by_district", year=2024)
    province = ask("causes", area_code="52", year=2024).set_index("member_code")["poor"]
    assert rows.groupby("member_code")["households"].sum().to_dict() == province.to_dict()
    own = rows[rows["area_code"].eq("542")]
    assert own["share"].sum() == pytest.approx(100)
    assert own.loc[own["is_most_named"], "households"].eq(own["households"].max()).all()


def test_groups_are_shares_of_the_poor(data):
    rows = ask("special_groups", area_code="52", year=2024).set_index("indicator_code")
    female = rows.loc["poor_households_female_headed"]
    assert female["share"] == pytest.approx(100 * female["households"] / 6468)
    merit = rows.loc["poor_households_merit"]
    assert (merit["households"], merit["share"], merit["value_state"]) == (0, 0, "reported")


@pytest.mark.parametrize("year", [2021, 2025])
def test_what_a_form_does_not_ask_is_not_applicable(year, data):
    causes = ask("causes", area_code="542", year=year)
    assert causes["poor_state"].eq("not_applicable").all()
    assert ask("causes_by_district", year=year)["value_state"].eq("not_applicable").all()
    groups = ask("special_groups", area_code="542", year=year).set_index("indicator_code")
    states = groups["value_state"].to_dict()
    assert states.pop("poor_households_ethnic_minority") == "reported"
    assert set(states.values()) == {"not_applicable"}


def test_a_missing_district_is_not_submitted(use, data_without_a_district):
    use(data_without_a_district)
    assert ask("causes", area_code="547", year=2024)["poor_state"].eq("not_submitted").all()
    groups = ask("special_groups", area_code="547", year=2024)
    assert groups["value_state"].eq("not_submitted").all()
    for rows in (
        ask("settlement_gap", year=2024),
        ask("ethnic_gap", year=2024, settlement="total"),
    ):
        states = rows.set_index("area_code")[["first_state", "second_state"]].loc["547"]
        assert states.eq("not_submitted").all()


def test_a_province_without_a_district_is_not_compared(use, data_without_a_district):
    use(data_without_a_district)
    for rows in (
        ask("settlement_gap", year=2024),
        ask("ethnic_gap", year=2024, settlement="total"),
    ):
        province = rows.set_index("area_code").loc["52"]
        assert province[["gap", "comparison"]].isna().all()
    assert ask("contributions", year=2024, settlement="total").empty
    assert ask("mountain_gap", settlement="total")["gap"].isna().all()


# --- charts -----------------------------------------------------------------------------------


def test_a_row_with_one_group_keeps_its_mark_and_has_no_line():
    figure = charts.gap_dumbbells(
        APART, unit="%", first="A", second="B", apart="52", highlight="542"
    )
    spans, first, second = figure.data
    assert {name for name in spans.y if name} == {"An Lão", "Quy Nhơn", "Toàn tỉnh"}
    assert (first.x[2], second.x[2]) == (None, 0.96)
    assert first.marker.color[1] == theme.PAPER
    assert first.marker.line.color == (theme.WARM, *[theme.STEPPED_BACK] * 3, theme.WARM)
    (line,) = figure.layout.shapes
    assert line.y0 == line.y1 == 0.5
    texts = [note.text for note in figure.layout.annotations]
    assert {"… chưa nộp", "– không áp dụng", "+14,07 điểm %"} <= set(texts)


def test_the_upper_line_has_its_numbers_above():
    figure = charts.gap_lines(LINES, unit="%", first="A", second="B")
    _, first, second, gap = figure.data
    assert first.textposition[0::2] == ("top center", "bottom center")
    assert second.textposition[0::2] == ("bottom center", "top center")
    assert list(gap.x) == ["Đầu kỳ", "2023", "2025 (ước)"]
    assert first.marker.color == (*[theme.WARM] * 3, theme.PAPER)


@pytest.mark.parametrize(("second", "bars"), [("B", 2), (None, 1)])
def test_a_bar_without_a_value_says_why_and_zero_is_drawn(second, bars):
    figure = charts.paired_bars(SHARES, first="A", second=second)
    drawn = [trace for trace in figure.data if trace.type == "bar"]
    assert len(drawn) == bars
    assert drawn[0].x == (16.1, 0.0, -0.2, None, None)
    assert drawn[0].marker.color[1] == theme.PAPER
    texts = figure.data[1].text
    assert texts[3:] == (" … chưa nộp", " – không áp dụng")
    low, high = figure.layout.xaxis.range
    assert low < -0.2
    assert high > 16.1


# --- pictures ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "text"),
    [(1.381, "+1,38 điểm %"), (-0.7777, "−0,78 điểm %"), (0.001, "0,00 điểm %")],
)
def test_a_difference_is_printed_with_its_sign(points, text):
    assert gaps.signed_points(points) == text


def test_the_page_opens_with_town_and_country(data):
    picture = gaps.town_and_country(2024, None)
    assert picture.finding.startswith("Cuối năm 2024: tỷ lệ hộ nghèo nông thôn cao hơn thành thị ")
    assert picture.table["Đơn vị"].iloc[-1] == "Toàn tỉnh"
    assert "Cách tính: khoảng cách = " in picture.subtitle
    heads = [note.text for note in gaps.town_and_country(2025, None).figure.layout.annotations]
    assert "<b>◆ Nông thôn (ước)</b>" in heads


def test_a_small_number_is_marked_and_never_the_widest(data):
    picture = gaps.ethnic_minorities(2024, "total", None)
    marked = picture.table[picture.table["Khoảng cách"].str.contains("số nhỏ")]
    assert len(marked)
    assert not any(name in picture.finding for name in marked["Đơn vị"])
    kept = picture.table.set_index("Đơn vị")["Khoảng cách"]
    assert kept["Phù Mỹ"] == "– không áp dụng"


def test_the_groups_of_districts_are_named_on_screen(data):
    picture = gaps.mountain(2024, "total")
    assert "miền núi: Vân Canh, Vĩnh Thạnh và An Lão; còn lại: Quy Nhơn, " in picture.subtitle
    assert "(đầu kỳ: 31,52 điểm %)" in picture.finding
    assert "(đầu kỳ" not in gaps.mountain(2021, "total").finding


def test_the_table_of_contributions_ends_with_the_province(data):
    table = contributions.contribution(2024, "total", None).table
    assert table["Đơn vị"].iloc[-1] == "Toàn tỉnh"
    falls = [int(text.replace(".", "")) for text in table["Giảm (hộ)"]]
    assert sum(falls[:-1]) == falls[-1] == 25321 - 6468
    assert table["Trong số giảm của tỉnh (%)"].iloc[-1] == "100,00"


def test_at_the_baseline_the_fall_is_told_to_the_latest_year(data):
    assert contributions.contribution(2021, "total", None).finding == (
        contributions.contribution(2024, "total", None).finding
    )
    assert "39,20 % hộ nghèo" in contributions.concentration(2021, "total", None).finding


def test_a_missing_district_is_told_and_nothing_is_shared_out(use, data_without_a_district):
    use(data_without_a_district)
    for picture in (
        gaps.mountain(2024, "total"),
        contributions.concentration(2024, "total", None),
        contributions.contribution(2024, "total", None),
    ):
        assert "chưa đủ số liệu" in picture.finding
        assert picture.finding.endswith("(mới có 10/11 huyện)")
        assert not picture.figure.data
    rows = gaps.town_and_country(2024, None).table.set_index("Đơn vị")["Khoảng cách"]
    assert (rows["Tây Sơn"], rows["Toàn tỉnh"]) == ("… chưa nộp", "mới có 10/11 huyện")
    assert poverty_causes.causes(None, 2024).finding.endswith("(mới có 10/11 huyện)")
    assert "Toàn tỉnh" not in poverty_causes.special_groups("542", 2024).table.columns


def test_causes_say_whether_they_add_up(data):
    assert "cộng các nguyên nhân đúng bằng số hộ" in poverty_causes.causes(None, 2024).subtitle
    picture = poverty_causes.causes("542", 2025)
    assert picture.finding == "Nguyên nhân nghèo: biểu mẫu không hỏi số liệu ước cuối năm 2025"
    assert picture.table["Hộ nghèo (hộ)"].eq("–").all()
    assert "đúng bằng" not in picture.subtitle


def test_groups_that_overlap_are_not_added(data):
    picture = poverty_causes.special_groups("542", 2024)
    assert "các nhóm trùng nhau, không cộng" in picture.subtitle
    assert list(picture.table.columns) == ["Nhóm", "An Lão", "Toàn tỉnh"]
    assert list(poverty_causes.special_groups(None, 2024).table.columns) == ["Nhóm", "Toàn tỉnh"]


# --- page -------------------------------------------------------------------------------------

TABS = (
    "Nông thôn – thành thị",
    "Dân tộc thiểu số",
    "Miền núi",
    "Tập trung",
    "Đóng góp",
    "Nguyên nhân",
    "Nguyên nhân theo huyện",
    "Nhóm đối tượng",
)
STATES = {
    "latest": {},
    "baseline": {"nam": "Đầu kỳ"},
    "estimate": {"nam": "2025 (ước)", "huyen": "An Lão"},
    "urban": {"khu-vuc": "Thành thị", "huyen": "Phù Cát"},
    "missing": {"huyen": "Tây Sơn"},
}
CAUSAL = re.compile(r"\b(do|nhờ|vì)\b")


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    ("folder", "state"),
    [("data_without_a_district", "missing"), *(("complete_data", state) for state in STATES)],
)
def test_the_page_stands_in_every_state(tab, state, folder, use, request):
    use(request.getfixturevalue(folder))
    app = opened("gaps", **{"khoang-cach": tab, **STATES[state]})
    assert not app.exception
    (title,) = app.title
    assert not ENGLISH.search(title.value)
    assert not CAUSAL.search(title.value)
    assert len(app.get("plotly_chart")) == 1
    assert app.session_state["khoang-cach"] == tab


def test_the_page_without_workbooks_says_so(use, data_without_workbooks):
    use(data_without_workbooks)
    app = opened("gaps")
    assert not app.exception
    assert len(app.title) == 1
    assert not app.get("plotly_chart")


def test_a_distance_says_who_is_lower():
    assert "1,38 điểm %" in gap_sentences.apart(1.38, "thành thị")
    assert gap_sentences.apart(1.38, "thành thị") != gap_sentences.apart(-1.38, "thành thị")
