"""What the poor are deprived of: rates of sums, changes since the first year, children."""

import pytest

from dashboard.pictures import deprivation
from dashboard.store.database import ask
from dashboard.words import gap_sentences


def test_a_rate_is_deprived_households_of_the_class(data):
    rows = ask("deprivations_by_district", year=2024, household_class="poor")
    assert len(rows) == 12 * 12
    own = rows[rows["area_code"].eq("542")].set_index("member_code")
    poor = (
        ask(
            "indicator_by_district", indicator_code="poor_households", year=2024, settlement="total"
        )
        .set_index("area_code")
        .loc["542", "value"]
    )
    assert own.loc["10", "rate"] == pytest.approx(100 * own.loc["10", "households"] / poor)
    province = rows[rows["level"].eq("province")].set_index("member_code")
    districts = rows[rows["level"].eq("district")].groupby("member_code")["households"].sum()
    assert province["households"].to_dict() == districts.to_dict()
    assert own["place"].min() == 1
    assert own["rate"].idxmax() == own["place"].idxmin()


def test_changes_are_points_since_the_first_year_asked(data):
    rows = ask("deprivation_changes", area_code="52", year=2024, household_class="poor")
    assert len(rows) == 12
    assert rows["change"].tolist() == pytest.approx((rows["rate"] - rows["first_rate"]).tolist())
    first = int(rows["first_year"].iloc[0])
    assert ask("deprivation_changes", area_code="52", year=first, household_class="poor").empty


def test_deprivations_a_household_are_a_ratio_of_sums(data):
    rows = ask("deprivations_per_household", year=2024).set_index("area_code")
    parts = ask("deprivations_by_district", year=2024, household_class="poor")
    own = parts[parts["area_code"].eq("52")]["households"].sum()
    poor = (
        ask(
            "indicator_by_district", indicator_code="poor_households", year=2024, settlement="total"
        )
        .set_index("area_code")
        .loc["52", "value"]
    )
    assert rows.loc["52", "poor"] == pytest.approx(own / poor)


def test_children_are_shares_of_their_class(data):
    rows = ask("children_deprived", area_code="52", year=2024).set_index("member_code")
    assert rows.loc["nutrition", "poor_share"] == pytest.approx(
        100 * 1229 / rows.loc["nutrition", "poor_children"]
    )
    assert rows.loc["nutrition", "poor_children"] == 6042


def test_a_year_no_form_asks_for_is_not_zero(data):
    table = deprivation.heat_table(2021, "poor", None).table
    assert set(table.drop(columns="Chỉ số (%)").to_numpy().ravel()) <= {"–", "…"}
    assert deprivation.heat_table(2021, "poor", None).finding.startswith("Không có số liệu")
    assert deprivation.children(None, 2021).finding.startswith("Không có số liệu")
    assert deprivation.per_household(2021, None).finding.startswith("Không có số liệu")


def test_a_missing_district_keeps_its_column(use, data_without_a_district):
    use(data_without_a_district)
    picture = deprivation.heat_table(2024, "poor", None)
    assert set(picture.table["Tây Sơn"]) == {"…"}
    assert picture.finding.endswith("(mới có 10/11 huyện)")
    assert deprivation.changes(None, 2024, "poor").finding.startswith("Chưa đủ hai năm")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            gap_sentences.commonest_deprivation(
                ["Việc làm"], 7, "hộ nghèo", "cuối năm 2024", known=11, expected=11
            ),
            "Việc làm là thiếu hụt phổ biến nhất của hộ nghèo ở 7/11 huyện cuối năm 2024",
        ),
        (
            gap_sentences.commonest_deprivation([], 0, "hộ nghèo", "đầu kỳ", known=0, expected=11),
            "Không có số liệu thiếu hụt của hộ nghèo đầu kỳ",
        ),
        (
            gap_sentences.deprivation_fall(["Việc làm"], -4.2, "hộ nghèo", 2022, fell=9),
            "Từ năm 2022, 9 chỉ số thiếu hụt của hộ nghèo giảm, nhiều nhất: Việc làm "
            "(giảm 4,20 điểm %)",
        ),
        (
            gap_sentences.deprivation_fall(["Việc làm"], 0.4, "hộ nghèo", 2022, fell=0),
            "Không chỉ số thiếu hụt nào của hộ nghèo giảm từ năm 2022",
        ),
        (
            gap_sentences.deprivation_fall([], None, "hộ nghèo", None, fell=0),
            "Chưa đủ hai năm số liệu thiếu hụt của hộ nghèo để so sánh",
        ),
        (
            gap_sentences.most_deprivations(["An Lão"], 3.22, 2.34, "cuối năm 2024"),
            "Cuối năm 2024, hộ nghèo thiếu hụt bình quân 2,34 chỉ số toàn tỉnh, nhiều "
            "nhất ở An Lão "
            "(3,22 chỉ số/hộ)",
        ),
        (
            gap_sentences.most_deprivations(["An Lão"], 3.22, None, "cuối năm 2024"),
            "Cuối năm 2024, hộ nghèo thiếu hụt nhiều nhất ở An Lão (3,22 chỉ số/hộ)",
        ),
        (
            gap_sentences.most_deprivations([], None, None, "đầu kỳ"),
            "Không có số liệu thiếu hụt bình quân một hộ đầu kỳ",
        ),
        (
            gap_sentences.children_deprived(
                ["trẻ em thiếu hụt dinh dưỡng"], 20.34, "cuối năm 2024"
            ),
            "Trẻ em thiếu hụt dinh dưỡng nhiều nhất trong trẻ em hộ nghèo cuối năm 2024: 20,34 %",
        ),
        (
            gap_sentences.children_deprived([], float("nan"), "đầu kỳ"),
            "Không có số liệu trẻ em thiếu hụt đầu kỳ",
        ),
    ],
)
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected
