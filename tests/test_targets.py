"""Targets are judged by their own measure; open ones say the pace that is needed."""

import pytest

from dashboard.pictures import targets
from dashboard.store.database import ask
from dashboard.words import programme_sentences


def listed(**choice):
    options = {"area_code": None, "level": None, "status": None} | choice
    return ask("target_list", **options).set_index("target_id")


def value(code, area, year, column="value"):
    rows = ask("indicator_trend", indicator_code=code, area_codes=(area,), settlement="total")
    return float(rows.set_index("year").loc[year, column])


def test_every_target_of_the_catalogue_is_listed_once(data):
    rows = listed()
    assert len(rows) == 60
    assert rows.index.is_unique
    assert list(dict.fromkeys(rows["level"])) == ["province", "district", "unit", "national"]


@pytest.mark.parametrize(
    ("target", "measured", "status"),
    [
        # Level: KH 117 asks for 1,13 % at most in 2024.
        ("T014", lambda: value("poverty_rate", "52", 2024), "not_met"),
        # Reduction a year from 2022 to 2023, at least 1,8 points.
        (
            "T012",
            lambda: (
                value("multidimensional_poverty_rate", "52", 2022)
                - value("multidimensional_poverty_rate", "52", 2023)
            ),
            "exceeded",
        ),
        # Reduction in households in 2023, at least 7.928.
        (
            "T013",
            lambda: (
                value("multidimensional_poor_households", "52", 2022)
                - value("multidimensional_poor_households", "52", 2023)
            ),
            "exceeded",
        ),
        # Net fall in poor households in 2024, at least 8.848: not the households that escaped.
        (
            "T016",
            lambda: value("poor_households", "52", 2023) - value("poor_households", "52", 2024),
            "not_met",
        ),
        # The same of Vân Canh, poor and near-poor.
        (
            "T048",
            lambda: value("poor_households", "551", 2023) - value("poor_households", "551", 2024),
            "not_met",
        ),
        (
            "T050",
            lambda: (
                value("near_poor_households", "551", 2023)
                - value("near_poor_households", "551", 2024)
            ),
            "exceeded",
        ),
        # Reduction a year with estimates is shown and not judged.
        (
            "T029",
            lambda: (value("poverty_rate", "542", 2021) - value("poverty_rate", "542", 2025)) / 4,
            "not_assessed",
        ),
        # Reduction as a share, An Lão from 2022 to 2025.
        (
            "T030",
            lambda: (
                100
                * (
                    1
                    - value("multidimensional_poor_households", "542", 2025)
                    / value("multidimensional_poor_households", "542", 2022)
                )
            ),
            "not_assessed",
        ),
    ],
)
def test_a_target_is_measured_as_its_document_measures_it(target, measured, status, data):
    row = listed().loc[target]
    assert row["measured"] == pytest.approx(measured(), abs=0.0051)
    assert row["status"] == status


def test_levels_are_judged_as_the_series_judges_them(data):
    rows = listed()
    levels = rows[rows["basis"].eq("level")]
    for target, row in levels.iterrows():
        own = ask(
            "indicator_targets", indicator_code=row["indicator_code"], area_code=row["area_code"]
        ).set_index("target_id")
        if target in own.index:
            assert own.loc[target, "status"] == row["status"], target


def test_an_open_target_says_what_is_left(data):
    row = listed().loc["T021"]
    now, start = value("poverty_rate", "542", 2024), value("poverty_rate", "542", 2021)
    assert row["pace_needed"] == pytest.approx(now - 6, abs=0.0051)
    assert row["pace_so_far"] == pytest.approx((start - now) / 3, abs=0.0051)
    poor, households = (
        value(code, "542", 2024) for code in ("poor_households", "households_total")
    )
    assert row["latest_households"] == -int(-(poor - 0.06 * households) // 1)
    assert "còn 469 hộ" in targets.left_text(row)


def test_a_rate_above_its_target_is_told_in_households(data):
    row = listed().loc["T014"]
    poor, households = (value(code, "52", 2024) for code in ("poor_households", "households_total"))
    beyond = -int(-(poor - 0.0113 * households) // 1)
    assert row["distance_households"] == beyond
    assert beyond == 1461
    assert targets.distance_text(row) == "cao hơn 0,33 điểm % (1.461 hộ)"


def test_an_open_reduction_says_the_pace_for_the_years_left(data):
    row = listed().loc["T029"]
    now, start = value("poverty_rate", "542", 2024), value("poverty_rate", "542", 2021)
    assert row["latest_measure"] == pytest.approx((start - now) / 3, abs=0.0051)
    assert row["pace_needed"] == pytest.approx(now - (start - 7 * 4), abs=0.0051)
    assert targets.left_text(row) == (
        "cuối năm 2024: giảm 8,41 điểm %/năm, còn 265 hộ; mỗi năm cần giảm 2,77 điểm % "
        "(từ đầu kỳ bình quân đã giảm 8,41)"
    )


def test_an_open_target_that_is_to_rise_says_so(data):
    assert targets.left_text(listed().loc["T032"]) == (
        "cuối năm 2024: 36 triệu đồng/người/năm; mỗi năm cần tăng 4 triệu đồng/người/năm"
    )


def test_a_target_already_reached_asks_for_nothing_more(data):
    assert targets.left_text(listed().loc["T030"]) == (
        "cuối năm 2024: giảm 61,57 %, đã ở mức phải đạt"
    )


def test_a_yes_or_no_has_no_distance_and_no_pace(data):
    row = listed().loc["T022"]
    assert (targets.bound_text(row), targets.measured_text(row)) == ("có", "có (ước)")
    assert targets.distance_text(row) == targets.left_text(row) == ""


@pytest.mark.parametrize(("target", "text"), [("T027", "chưa tính"), ("T009", "–")])
def test_a_missing_figure_says_why(target, text, data):
    assert targets.measured_text(listed().loc[target]) == text


def test_a_target_without_a_number_says_so(data):
    row = listed().loc["T001"]
    assert targets.bound_text(row) == targets.NO_NUMBER
    assert row["status"] == "not_assessed"


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        ("T014", "không quá 1,13 %"),
        ("T018", "giảm ít nhất 3,00–4,00 điểm %/năm"),
        ("T013", "giảm ít nhất 7.928 hộ"),
        ("T030", "giảm ít nhất 60,00 %"),
        ("T016", "giảm ít nhất 8.848 hộ"),
        ("T054", "bằng 0 hộ"),
    ],
)
def test_what_a_target_asks_for_is_worded(target, asked, data):
    assert targets.bound_text(listed().loc[target]) == asked


def test_an_incomplete_province_is_not_judged(use, data_without_a_district):
    use(data_without_a_district)
    row = listed().loc["T014"]
    assert (row["status"], row["is_complete"]) == ("not_assessed", False)
    assert targets.measured_text(row).endswith("(chưa đủ huyện)")


@pytest.mark.parametrize(
    ("assignment", "measures", "status"),
    [
        # Rate, fall in points and fall in households of KH 117 for 2024.
        ("T014", ["T014", "T015", "T016"], "not_met"),
        ("T012", ["T012", "T013"], "exceeded"),
        ("T033", ["T033", "T034"], "not_met"),
        ("T055", ["T055", "T056"], "exceeded"),
        ("T028", ["T028", "T030"], "not_assessed"),
    ],
)
def test_one_assignment_written_several_ways_is_one_target(assignment, measures, status, data):
    rows = listed()
    own = rows[rows["assignment"].eq(assignment)]
    assert list(own.index) == measures
    assert set(own["assignment_status"]) == {status}


def test_an_assignment_is_missed_with_one_measure_and_reached_with_all(data):
    rows = listed()
    for _, own in rows[rows["bound"].notna()].groupby("assignment"):
        statuses = set(own["status"])
        whole = (
            "not_met"
            if "not_met" in statuses
            else "not_assessed"
            if "not_assessed" in statuses
            else "exceeded"
            if statuses == {"exceeded"}
            else "met"
        )
        assert set(own["assignment_status"]) == {whole}


def test_no_target_is_judged_by_households_that_only_moved_one_way(data):
    rows = listed()
    numbered = rows[rows["bound"].notna()]
    gross = {"households_escaped_poverty", "near_poor_escaped", "new_poor", "relapsed_poor"}
    assert not set(numbered["indicator_code"]) & gross


def test_facts_for_a_talk_count_an_assignment_once(data):
    facts = ask("talk_facts", year=2024).set_index("fact_code")["value"]
    assert (facts["chi_tieu_dat"], facts["chi_tieu_danh_gia"]) == (0, 1)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (
            "T007",
            "văn bản đặt cho số xã của cả nước, không giao riêng cho tỉnh; tỉnh không có xã "
            "trong danh sách",
        ),
        ("T009", "biểu mẫu không hỏi số liệu năm 2025"),
        ("T010", "văn bản đặt số mô hình của cả nước, không giao riêng cho tỉnh"),
        ("T011", "nguồn không nêu số hộ phải đạt"),
        ("T027", "chưa tính: danh mục chưa có công thức cho chỉ tiêu này"),
        ("T052", "hạn 31/01/2025, số liệu mới đến cuối năm 2024 và chưa đạt"),
        ("T017", "mới có số ước"),
        ("T001", targets.NO_NUMBER),
        ("T014", ""),
    ],
)
def test_a_target_that_is_not_judged_says_why(target, reason, data):
    row = listed().loc[target]
    assert targets.reason_text(row.rename(target)) == reason


def test_every_target_is_judged_or_says_why(
    use, complete_data, data_without_workbooks, data_without_a_district
):
    for folder in (complete_data, data_without_a_district, data_without_workbooks):
        use(folder)
        rows = listed()
        assert (rows["status"].eq("not_assessed") == rows["reason"].notna()).all()
        assert all(targets.reason_text(row) for _, row in rows[rows["reason"].notna()].iterrows())
        assert "chưa nộp" not in targets.reason_text(rows.loc["T027"])


def test_a_further_measure_says_that_it_is_one(data):
    table = targets.listed(None, None, None)[targets.OWN]
    first, second, third = table.iloc[2:5]["Chỉ tiêu"]
    assert not first.startswith(targets.SAME)
    assert second.startswith(targets.SAME)
    assert third.startswith(targets.SAME)


def test_a_chosen_status_keeps_whole_assignments(data):
    missed = ask("target_list", area_code=None, level=None, status="not_met")
    every = listed()
    for assignment, own in missed.groupby("assignment"):
        assert len(own) == every["assignment"].eq(assignment).sum()


def test_national_targets_stand_apart(data):
    assert list(targets.listed(None, None, None)) == [targets.OWN, targets.NATIONAL]
    assert list(targets.listed(None, "national", None)) == [targets.NATIONAL]
    tables = targets.listed(None, None, None)
    assert sum(map(len, tables.values())) == len(listed())


def test_the_scorecard_counts_the_targets_of_the_year(data):
    rows = ask("target_scores", year=2024)
    assert len(rows) == 11 * len(rows[["indicator_code", "basis"]].drop_duplicates())
    own = rows[rows["area_code"].eq("544")]
    judged = own[own["status"].isin(["met", "exceeded", "not_met"])]
    assert set(own["area_judged"]) == {judged["assignment"].nunique()}
    assert targets.by_district(2024, None).finding == (
        "Số chỉ tiêu đạt hoặc vượt, đến hạn cuối năm 2024: "
        "Quy Nhơn 0/1, An Nhơn 1/3, Phù Cát 2/3, Hoài Ân 0/3, Vân Canh 1/2; "
        "1 chỉ tiêu chưa đánh giá"
    )


def test_an_assigned_target_goes_before_one_set_by_the_district(data):
    rows = ask("target_scores", year=2024).set_index(["indicator_code", "basis", "area_code"])
    assert rows.loc[("multidimensional_poverty_rate", "level", "549"), "target_id"] == "T039"


@pytest.mark.parametrize(
    ("year", "finding"),
    [
        (2021, "Không có chỉ tiêu nào giao cho huyện đến hạn đầu kỳ"),
        (2025, "Chỉ tiêu của huyện đến hạn cuối năm 2025: 12 chỉ tiêu chưa đánh giá"),
    ],
)
def test_the_scorecard_stands_without_anything_to_judge(year, finding, data):
    assert targets.by_district(year, "542").finding == finding


def test_without_a_district_its_targets_are_not_judged(use, data_without_a_district):
    use(data_without_a_district)
    assert targets.opening(None).finding.endswith("chỉ tiêu chưa đánh giá")
    assert "Bình Định" not in targets.rate_targets(None).finding


def test_without_workbooks_nothing_is_judged_and_nothing_breaks(use, data_without_workbooks):
    use(data_without_workbooks)
    rows = listed()
    assert set(rows["status"]) == {"not_assessed"}
    assert set(rows.drop("T027")["value_state"]) == {"not_submitted"}
    assert targets.opening(None).finding == "29 chỉ tiêu chưa đánh giá"
    assert targets.by_district(2024, None).finding == (
        "Chỉ tiêu của huyện đến hạn cuối năm 2024: 13 chỉ tiêu chưa đánh giá"
    )
    assert targets.rate_targets(None).finding == "Chưa có kết quả để so với chỉ tiêu"
    assert targets.listed(None, None, None)


def test_the_published_averages_stand_beside_complete_years(data):
    rows = ask("published_averages")
    country = rows[rows["area_name"].eq("Cả nước") & rows["indicator_code"].eq("poverty_rate")]
    assert country.set_index("year").loc[2022, "published_value"] == 4.03
    assert country.set_index("year").loc[2023, "published_value"] == 2.93
    assert (rows["difference"] - (rows["province_value"] - rows["published_value"])).abs().max() < (
        1e-9
    )


def test_the_opening_counts_what_the_table_shows(data):
    rows = listed()
    own = rows[rows["level"].ne("national") & rows["bound"].notna()]
    counted = own.drop_duplicates("assignment")["assignment_status"].value_counts()
    reached = counted.get("met", 0) + counted.get("exceeded", 0)
    finding = targets.opening(None).finding
    assert finding.startswith(f"{reached}/{reached + counted['not_met']} chỉ tiêu đã đến hạn")


COUNTS = {"exceeded": 1, "met": 1, "not_met": 1, "not_assessed": 2}


@pytest.mark.parametrize(
    ("counts", "missed", "expected"),
    [
        (
            COUNTS,
            ["Tỷ lệ hộ nghèo Bình Định 2024"],
            "2/3 chỉ tiêu đã đến hạn đạt hoặc vượt, chưa đạt: Tỷ lệ hộ nghèo Bình Định 2024; "
            "2 chỉ tiêu chưa đánh giá",
        ),
        (
            COUNTS | {"not_met": 4, "not_assessed": 0},
            list("abcd"),
            "2/6 chỉ tiêu đã đến hạn đạt hoặc vượt",
        ),
        (
            {"exceeded": 0, "met": 0, "not_met": 0, "not_assessed": 3},
            [],
            "3 chỉ tiêu chưa đánh giá",
        ),
        (dict.fromkeys(COUNTS, 0), [], "Không có chỉ tiêu bằng số"),
    ],
)
def test_the_sentence_counts_and_names(counts, missed, expected):
    assert programme_sentences.targets_met(counts, missed) == expected


def test_the_pace_is_said_beside_the_pace_so_far():
    paces = [("An Lão", 4.9, 8.41), ("Tây Sơn", -0.1, 1.0)]
    assert programme_sentences.pace_needed(paces, latest_year=2024) == (
        "Từ cuối năm 2024, mỗi năm (điểm %): An Lão cần giảm 4,90 (đã giảm bình quân 8,41); "
        "Tây Sơn đã ở mức chỉ tiêu"
    )
    assert programme_sentences.pace_needed([], latest_year=2024) == (
        "Không còn chỉ tiêu tỷ lệ nào chưa đến hạn"
    )


@pytest.mark.parametrize(
    ("scores", "waiting", "expected"),
    [
        (
            [("An Nhơn", 2, 7), ("Hoài Ân", 0, 6)],
            0,
            "Số chỉ tiêu đạt hoặc vượt, đến hạn cuối năm 2024: An Nhơn 2/7, Hoài Ân 0/6",
        ),
        (
            [("An Nhơn", 2, 7)],
            3,
            "Số chỉ tiêu đạt hoặc vượt, đến hạn cuối năm 2024: An Nhơn 2/7; 3 chỉ tiêu "
            "chưa đánh giá",
        ),
        ([], 3, "Chỉ tiêu của huyện đến hạn cuối năm 2024: 3 chỉ tiêu chưa đánh giá"),
        ([], 0, "Không có chỉ tiêu nào giao cho huyện đến hạn cuối năm 2024"),
    ],
)
def test_the_scores_of_districts_are_told(scores, waiting, expected):
    assert (
        programme_sentences.targets_by_district(scores, "cuối năm 2024", waiting=waiting)
        == expected
    )
