"""Who is left behind: gaps, concentration, contributions that add up, causes, groups."""

from fractions import Fraction

import pytest

from dashboard import sentences
from dashboard.database import ask
from dashboard.pictures import gaps


def rates(year):
    rows = ask("indicator_by_district", indicator_code="poverty_rate", year=year,
               settlement="total").set_index("area_code")  # fmt: skip
    return rows["value"]


def test_the_gap_of_town_and_country_is_of_the_published_baseline(data):
    rows = ask("settlement_gap", year=2021).set_index("area_code")
    assert rows["gap"].dropna().equals(
        (rows["first_value"] - rows["second_value"]).dropna()
    )
    province = rows.loc["52"]
    assert (round(province["first_value"], 2), round(province["second_value"], 2)) == (7.40, 3.13)
    assert province["is_complete"]


def test_ethnic_minorities_are_compared_with_all_households(data):
    rows = ask("ethnic_gap", year=2024, settlement="total").set_index("area_code")
    assert rows.loc["542", "gap"] == pytest.approx(
        rows.loc["542", "first_value"] - rates(2024)["542"]
    )
    assert rows.loc["540", "is_small"]
    assert not rows.loc["542", "is_small"]


def test_a_small_number_is_marked_and_never_the_widest(data):
    picture = gaps.ethnic_minorities(2024, "total", None)
    marked = picture.table[picture.table["Khoảng cách"].str.contains("số nhỏ")]
    assert len(marked)
    assert not any(name in picture.finding for name in marked["Đơn vị"])


def test_the_mountain_districts_are_a_ratio_of_sums(data):
    row = ask("mountain_gap", settlement="total").set_index("year").loc[2021]
    district = ask("contributions", year=2021, settlement="total")
    mountain = district[district["is_mountain"]]
    assert set(mountain["area_name"]) == {"Vân Canh", "Vĩnh Thạnh", "An Lão"}
    rate = 100 * mountain["poor"].sum() / mountain["households"].sum()
    assert row["mountain_rate"] == pytest.approx(rate)
    assert row["mountain_rate"] != pytest.approx(rates(2021)[["551", "546", "542"]].mean())
    assert row["mountain_share_poor"] == pytest.approx(
        100 * mountain["poor"].sum() / district["poor"].sum()
    )


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_contributions_add_up_exactly(year, data):
    rows = ask("contributions", year=year, settlement="total")
    assert rows["fall_households"].sum() == rows["province_fall_households"].iloc[0]
    start, households = (
        ask("contributions", year=2021, settlement="total")[column].astype(int)
        for column in ("poor", "households")
    )
    parts = [
        100 * (Fraction(before, int(households.sum())) - Fraction(int(now), int(all_now)))
        for before, now, all_now in zip(
            start, rows["poor"], [rows["households"].sum()] * len(rows), strict=True
        )
    ]
    whole = 100 * (
        Fraction(int(start.sum()), int(households.sum()))
        - Fraction(int(rows["poor"].sum()), int(rows["households"].sum()))
    )
    assert sum(parts) == whole
    assert rows["fall_points"].tolist() == pytest.approx([float(part) for part in parts])
    assert rows["fall_share"].sum() == pytest.approx(100)
    assert rates(2021)["52"] - rates(year)["52"] == pytest.approx(float(whole))


def test_nothing_is_shared_out_while_a_district_is_missing(use, data_without_a_district):
    use(data_without_a_district)
    assert ask("contributions", year=2024, settlement="total").empty
    assert gaps.contribution(2024, "total", None).finding.startswith("Chưa đủ số liệu")
    assert gaps.concentration(2024, "total", None).finding.startswith("Chưa đủ số liệu")
    assert gaps.mountain("total").finding.startswith("Chưa đủ số liệu")


def test_the_baseline_has_nothing_to_share_out(data):
    assert gaps.contribution(2021, "total", None).table.empty


def test_causes_are_shares_of_their_class(data):
    rows = ask("causes", area_code="52", year=2024)
    poor = rows[rows["household_class"].eq("poor")].set_index("member_code")
    assert poor.loc["4", "share"] == pytest.approx(100 * 1334 / 6468)
    assert poor["adds_up"].all()
    assert "mỗi hộ một nguyên nhân chính" in gaps.causes(None, 2024).subtitle


def test_groups_are_shares_of_the_poor_and_not_added(data):
    rows = ask("special_groups", area_code="52", year=2024).set_index("indicator_code")
    assert rows.loc["poor_households_female_headed", "share"] == pytest.approx(
        100 * 2407 / 6468
    )
    picture = gaps.special_groups("542", 2024)
    assert "An Lão" in picture.subtitle
    assert "không cộng" in picture.subtitle


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (sentences.widest_gap("A và B", "cuối năm 2024", 6.2, ["An Lão"], 9.5),
         "Cuối năm 2024: khoảng cách giữa A và B là 6,20 điểm % toàn tỉnh, rộng nhất ở An Lão "
         "(9,50 điểm %)"),
        (sentences.widest_gap("A và B", "đầu kỳ", None, ["X", "Y"], 9.5),
         "Đầu kỳ: khoảng cách giữa A và B rộng nhất ở X và Y (9,50 điểm %)"),
        (sentences.widest_gap("A và B", "đầu kỳ", 1.0, [], None),
         "Chưa có số liệu để so A và B đầu kỳ"),
        (sentences.mountain_share(40, 6, first_gap=30, last_gap=9.5, start="đầu kỳ",
                                  end="cuối năm 2024"),
         "Ba huyện miền núi giữ 40,00 % hộ nghèo và 6,00 % số hộ của tỉnh cuối năm 2024; khoảng "
         "cách với các huyện khác thu hẹp từ 30,00 (đầu kỳ) đến 9,50 điểm % (cuối năm 2024)"),
        (sentences.largest_share(["An Lão"], 16.1, "cuối năm 2024", "hộ nghèo của tỉnh"),
         "An Lão chiếm nhiều nhất hộ nghèo của tỉnh cuối năm 2024: 16,10 %"),
        (sentences.largest_share([], None, "đầu kỳ", "hộ nghèo của tỉnh"),
         "Chưa đủ số liệu các huyện để chia hộ nghèo của tỉnh"),
        (sentences.most_named_cause(["Không có lao động"], 20, "cuối năm 2024"),
         "Hộ nghèo cuối năm 2024 nêu nhiều nhất: “Không có lao động” (20,00 % hộ nghèo)"),
        (sentences.most_named_cause([], float("nan"), "đầu kỳ"),
         "Chưa có số liệu nguyên nhân nghèo đầu kỳ"),
        (sentences.largest_group(["Hộ nghèo DTTS"], 31.5, "cuối năm 2024"),
         "Nhóm đông nhất trong hộ nghèo cuối năm 2024: Hộ nghèo DTTS (31,50 %)"),
        (sentences.largest_group([], float("nan"), "đầu kỳ"),
         "Chưa có số liệu các nhóm hộ nghèo đầu kỳ"),
    ],
)  # fmt: skip
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected
