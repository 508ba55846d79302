"""Housing, credit, insurance, the Fund for the Poor, commendations: what was done."""

import pytest

from dashboard import sentences
from dashboard.database import ask
from dashboard.pictures import policies

KNOWN = {"state": "reported", "known": 11, "expected": 11}


def value(code, year, area="52"):
    rows = ask("indicator_trend", indicator_code=code, area_codes=(area,), settlement="total")
    return rows.set_index("year").loc[year, "value"]


def test_the_houses_of_the_province_are_those_of_its_districts(data):
    rows = ask("temporary_houses", year=2025)
    districts, province = (rows[rows["level"].eq(level)] for level in ("district", "province"))
    assert districts["completed"].sum() == province["completed"].iloc[0]
    assert province["completion_rate"].iloc[0] == pytest.approx(
        100 * province["completed"].iloc[0] / province["to_remove"].iloc[0]
    )


def test_the_fund_closes_with_what_it_opened_raised_and_spent(data):
    rows = ask("fund_balances", member_code="district")
    known = rows[rows["closing"].notna()]
    assert len(known)
    assert (known["opening"] + known["raised"] - known["spent"]).equals(known["closing"])


def test_counts_of_policies_are_those_of_the_year(data):
    picture = policies.credit_by_year(2024, None)
    loans = value("policy_credit_loans", 2024)
    assert f"{loans:,.0f}".replace(",", ".") in picture.finding


def test_awards_are_counted_and_not_named(data):
    rows = ask("awards_by_form", area_code="52", year=2024)
    assert not {"name", "person"} & set(rows.columns)
    assert len(policies.awards_by_form(2024, None).table)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
@pytest.mark.parametrize("area_code", [None, "542"])
def test_every_picture_stands_in_every_year(year, area_code, data):
    for make in (
        policies.houses, policies.house_funding, policies.unity_houses, policies.credit_by_year,
        policies.credit_by_district, policies.support_by_year, policies.support_by_district,
        policies.donations, policies.awards_by_form, policies.awards_by_district,
    ):  # fmt: skip
        assert make(year, area_code).finding
    for level in policies.FUND_LEVELS.values():
        assert policies.fund_by_year(year, area_code, level).finding
        assert policies.fund_by_district(year, level, area_code).finding


def test_published_houses_stand_beside_as_a_second_source(data):
    assert len(policies.published())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (sentences.houses_funded("năm 2025", total=1500.0, social_share=25.0, known=11,
                                 expected=11),
         "Kinh phí xóa nhà tạm năm 2025: 1,50 tỷ đồng, xã hội hóa chiếm 25,00 %"),
        (sentences.houses_funded("đầu kỳ", total=None, social_share=None, known=0, expected=11),
         "Chưa có số liệu kinh phí xóa nhà tạm đầu kỳ"),
        (sentences.no_policy_figures("khen thưởng", "đầu kỳ", "not_applicable"),
         "Biểu mẫu không hỏi khen thưởng đầu kỳ"),
        (sentences.no_policy_figures("khen thưởng", "năm 2024", "not_submitted"),
         "Chưa có số liệu khen thưởng năm 2024"),
        (sentences.policy_counts("hỗ trợ", "năm 2024", "toàn tỉnh", [(10, "thẻ"), (None, "vụ")],
                                 **KNOWN),
         "Năm 2024 toàn tỉnh có 10 thẻ"),
        (sentences.policy_credit("năm 2024", "toàn tỉnh", loans=5, lent=1200.0, outstanding=None,
                                 overdue_rate=0.1, **KNOWN),
         "Năm 2024 toàn tỉnh: 5 lượt hộ vay, doanh số cho vay 1,20 tỷ đồng, tỷ lệ nợ quá hạn "
         "0,10 %"),
        (sentences.overdue_by_district("năm 2024", [("A", "0,10", 0.1), ("B", "0,30", 0.3)]),
         "Tỷ lệ nợ quá hạn năm 2024 cao nhất ở B (0,30 %), thấp nhất ở A (0,10 %)"),
        (sentences.overdue_by_district("năm 2024", []),
         "Chưa có số liệu nợ quá hạn theo huyện năm 2024"),
        (sentences.most_raised("năm 2024", "Quỹ", ["A"], 900.0, state="reported"),
         "Quỹ năm 2024 vận động nhiều nhất ở A (900 triệu đồng)"),
        (sentences.most_raised("đầu kỳ", "Quỹ", [], None, state="not_applicable"),
         "Biểu mẫu không hỏi Quỹ theo huyện đầu kỳ"),
        (sentences.fund_balance("năm 2024", "Quỹ", raised=5.0, spent=3.0, closing=4.0,
                                lacks_province=True, **KNOWN),
         "Năm 2024 Quỹ vận động 5 triệu đồng, chi 3 triệu đồng, dư cuối năm 4 triệu đồng; chỉ gồm "
         "Quỹ của các huyện, chưa có Quỹ cấp tỉnh"),
        (sentences.awards_by_form("năm 2024", "toàn tỉnh", [("bằng khen", 3), ("giấy khen", 0)],
                                  **KNOWN),
         "Năm 2024 toàn tỉnh có 3 bằng khen"),
        (sentences.houses_removed("năm 2025", "năm 2025", completed=9, to_remove=10, rate=90.0,
                                  behind=["A"], lowest=50.0, **KNOWN),
         "Năm 2025 toàn tỉnh hoàn thành 9/10 nhà tạm (90,00 %); thấp nhất A (50,00 %)"),
    ],
)  # fmt: skip
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected
