"""Housing, credit, insurance, the Fund and commendations: worked answers, findings, states."""

import shutil
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from dashboard.catalogue.observations import Key, Value
from dashboard.catalogue.reference import load
from dashboard.charts import progress
from dashboard.making import sample
from dashboard.pictures import awards, common, fund, houses, policy_columns, support
from dashboard.store import build
from dashboard.store.database import ask
from dashboard.words import programme_sentences
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover
from tests.chart_samples.policies import DONE

NAN = float("nan")
PROVINCIAL_FUND = {"opening_balance": 500, "mobilised": 2000, "spent": 1800}


def of(question, area_code, **parameters):
    rows = ask(question, **parameters)
    return rows[rows["area_code"].eq(area_code)]


def of_year(rows, year):
    return rows[rows["year"].eq(year)].iloc[0]


def counted(code, area_code):
    return of("policy_counts", area_code, indicator_codes=(code,)).set_index("year")


def pictures(year, area_code):
    """Give every picture of the page."""
    return [
        houses.houses(year, area_code),
        houses.house_funding(year, area_code),
        fund.unity_houses(year, area_code),
        support.credit_by_year(year, area_code),
        support.credit_by_district(year, area_code),
        support.support_by_district(year, area_code),
        support.support_by_year(year, area_code),
        *fund.fund(year, area_code, "all"),
        *fund.fund(year, area_code, "province"),
        *fund.fund(year, area_code, "commune"),
        fund.donations(year, area_code),
        awards.awards_by_form(year, area_code),
        awards.awards_by_district(year, area_code),
    ]


@pytest.fixture(scope="session")
def data_with_the_front(tmp_path_factory, complete_data):
    """Give a data folder where the Front gave the provincial fund and An Lão lacks a number."""
    folder = shutil.copytree(complete_data, tmp_path_factory.mktemp("front") / "data")
    reference = load(folder)
    fund = {
        Key(f"fund_for_poor_{part}", 2024, member_code="province"): Value(Decimal(amount))
        for part, amount in PROVINCIAL_FUND.items()
    }
    writing.write(
        "mttq",
        folder / "sample" / "mttq.xlsx",
        reference=reference,
        values=fund,
        cover=Cover(date(2025, 3, 28)),
        illustrative=True,
    )
    values = sample.values_of("542", reference)
    del values[Key("fund_for_poor_spent", 2023, member_code="commune")]
    writing.write(
        "542",
        folder / "sample" / "542_an_lao.xlsx",
        reference=reference,
        values=values,
        cover=Cover(date(2025, 3, 28)),
        illustrative=True,
    )
    build.build(folder)
    return folder


# Temporary houses


def test_the_houses_of_the_list_are_the_published_ones(data):
    province = of("temporary_houses", "52", year=2025).iloc[0]
    assert province[["completed", "to_remove", "new_completed", "repaired_completed"]].tolist() == [
        4411,
        4411,
        2531,
        1880,
    ]
    assert province["completion_rate"] == 100
    assert province["funding_central"] + province["funding_local"] == pytest.approx(208_260)
    assert province["social_share"] == pytest.approx(100 * 99_140 / 307_400)


@pytest.mark.parametrize(
    ("year", "state"), [(2021, "not_applicable"), (2024, "reported"), (2025, "reported")]
)
def test_a_year_without_a_list_shows_the_latest_list_and_says_so(year, state, data):
    rows = ask("temporary_houses", year=year)
    assert set(rows["list_year"]) == {2025}
    assert set(rows["asked_state"]) == {state}
    picture = houses.houses(year, None)
    assert "danh sách năm 2025 (ước)" in picture.subtitle
    assert "năm 2025 (ước)" in picture.finding.lower()


@pytest.mark.parametrize(
    ("year", "opening"),
    [
        (2021, "Biểu mẫu không hỏi nhà tạm đầu kỳ; năm 2025 (ước) toàn tỉnh hoàn thành"),
        (2024, "Năm 2024 không có nhà tạm trong danh sách; năm 2025 (ước) toàn tỉnh hoàn thành"),
        (2025, "Năm 2025 (ước) toàn tỉnh hoàn thành 4.411/4.411 nhà tạm (100,00 %); cả 11 huyện"),
    ],
)
def test_the_finding_of_houses_tells_no_list_from_not_asked(year, opening, data):
    assert houses.houses(year, None).finding.startswith(opening)


def test_houses_of_a_missing_district_are_not_submitted(use, data_without_a_district):
    use(data_without_a_district)
    picture = houses.houses(2025, "547")
    table = picture.table.set_index("Đơn vị")
    assert set(table.loc["Tây Sơn"]) == {"…"}
    assert table.loc["Toàn tỉnh", "Hoàn thành"] == "3.940/3.940 · 100,00 %"
    assert picture.finding.endswith("3.940/3.940 nhà tạm (100,00 %) (mới có 10/11 huyện)")


def test_published_houses_stand_beside_the_sent_ones_with_their_source(data):
    table = support.published()
    row = table[table["Thời điểm"].eq("16/05/2025")].iloc[0]
    assert (row["Số đã công bố"], row["Số các huyện nộp"]) == ("4.411 hộ", "4.411 nhà")
    assert "4.411" in row["Nguồn"]
    funding = table[table["Chỉ tiêu"].eq("Kinh phí xóa nhà tạm")].iloc[0]
    assert funding["Số đã công bố"] == "khoảng 307 tỷ đồng"
    assert funding["Số các huyện nộp"] == "307.400 triệu đồng"


def test_published_figures_before_the_period_are_left_out(data):
    assert not ask("published_policies")["figure_id"].isin(["PF342", "PF343"]).any()


# Counts, credit


def test_flows_add_up_over_the_years_and_stocks_do_not(data):
    loans = counted("policy_credit_loans", "542")
    assert loans.loc[2024, "total"] == loans.loc[[2022, 2023, 2024], "value"].sum() == 2677
    assert counted("policy_credit_outstanding", "542")["total"].isna().all()
    assert loans.loc[2021, "value_state"] == "not_applicable"


def test_a_sum_over_the_years_with_a_hole_is_not_known(data):
    cards = counted("health_insurance_cards_near_poor", "550")
    assert cards["value_state"].to_dict() == {
        2021: "not_applicable",
        2022: "reported",
        2023: "reported",
        2024: "reported",
        2025: "not_submitted",
    }
    assert pd.isna(cards.loc[2025, "total"])
    assert pd.isna(counted("health_insurance_cards_near_poor", "52").loc[2025, "total"])


def test_the_overdue_rate_of_the_province_is_a_ratio_of_sums(data):
    owed, late = (
        counted(f"policy_credit_{part}", "52").loc[2024, "value"]
        for part in ("outstanding", "overdue")
    )
    rate = counted("policy_credit_overdue_rate", "52").loc[2024, "value"]
    assert rate == pytest.approx(100 * late / owed)


def test_the_table_by_district_adds_the_sums_of_flows_only(data):
    table = support.credit_by_district(2024, None).table
    assert "Lượt hộ vay, cộng từ đầu" in table.columns
    assert "Dư nợ (triệu đồng), cộng từ đầu" not in table.columns
    assert table.set_index("Đơn vị").loc["An Lão", "Lượt hộ vay, cộng từ đầu"] == "2.677"


def test_an_incomplete_year_of_the_province_says_of_how_many_districts(data):
    row = support.credit_by_year(2024, None).table.set_index("Năm").loc["2025 (ước)"]
    assert row["Dư nợ (triệu đồng)"].endswith("(10/11)")
    assert "(mới có 10/11 huyện)" in support.credit_by_year(2025, None).finding


def test_coverage_of_insurance_is_not_computed_and_why(data):
    for picture in (support.support_by_district(2024, None), support.support_by_year(2024, None)):
        assert "không tính tỷ lệ có thẻ BHYT" in picture.subtitle
        assert not any("Tỷ lệ" in head for head in picture.table.columns)


# The Fund


def test_a_balance_is_what_was_held_and_raised_less_what_was_spent(data):
    rows = of("fund_balances", "542", member_code="all")
    first = of_year(rows, 2022)
    assert first[["opening", "raised", "spent", "closing"]].tolist() == [61, 160, 153, 68]
    assert (first["next_opening"], first["unexplained"]) == (68, 0)
    assert of_year(rows, 2021)["value_state"] == "not_applicable"


def test_the_levels_of_the_fund_make_the_whole(data):
    whole, district, commune = (
        of_year(of("fund_balances", "52", member_code=level), 2024)["closing"]
        for level in ("all", "district", "commune")
    )
    assert whole == district + commune


def test_without_the_front_the_total_is_of_the_districts_only(data):
    by_year, by_district = fund.fund(2024, None, "all")
    assert by_year.finding.endswith("chỉ gồm Quỹ của các huyện, chưa có Quỹ cấp tỉnh")
    assert "chỉ gồm" not in fund.fund(2024, "542", "all")[0].finding
    assert by_district.finding.startswith("Quỹ Vì người nghèo năm 2024 vận động nhiều nhất ở")


def test_the_provincial_fund_has_no_districts_and_waits_for_the_front(data):
    (picture,) = fund.fund(2024, "542", "province")
    assert picture.finding == "Chưa có số liệu Quỹ Vì người nghèo cấp tỉnh năm 2024"
    assert (
        of("fund_balances", "542", member_code="province")["value_state"].eq("not_applicable").all()
    )


def test_with_the_front_the_provincial_fund_is_in_the_total(use, data_with_the_front):
    use(data_with_the_front)
    province = of_year(of("fund_balances", "52", member_code="province"), 2024)
    assert (province["closing"], province["value_state"]) == (500 + 2000 - 1800, "reported")
    levels = [
        of_year(of("fund_balances", "52", member_code=level), 2024)["closing"]
        for level in ("district", "commune", "province", "all")
    ]
    assert sum(levels[:3]) == levels[3]
    assert "chỉ gồm" not in fund.fund(2024, None, "all")[0].finding
    assert fund.fund(2024, None, "province")[0].finding == (
        "Năm 2024 Quỹ Vì người nghèo cấp tỉnh vận động 2,00 tỷ đồng, chi 1,80 tỷ đồng, dư cuối "
        "năm 700 triệu đồng"
    )


def test_no_balance_is_struck_of_amounts_of_different_districts(use, data_with_the_front):
    use(data_with_the_front)
    year = of_year(of("fund_balances", "52", member_code="commune"), 2023)
    assert (year["units_reported"], year["units_expected"]) == (10, 11)
    assert pd.isna(year["closing"])
    assert not pd.isna(year["raised"])


# Commendations


def test_awards_of_a_form_are_of_all_who_received_it(data):
    rows = ask("awards_by_form", area_code="52", year=2024)
    province = rows[rows["member_code"].eq("province")].set_index("receiver")
    assert province["commended"].to_dict() == {
        "collectives": 11,
        "individuals": 14,
        "households": 21,
    }
    assert set(province["form_commended"]) == {46}
    before = ask("awards_by_form", area_code="52", year=2023)
    assert (
        rows["commended_total"].tolist() == (before["commended_total"] + rows["commended"]).tolist()
    )


def test_awards_of_a_district_are_counts_by_receiver(data):
    row = of("awards_by_district", "542", year=2024).iloc[0]
    assert row["collectives_commended":"exit_applications"].tolist() == [5, 7, 7, 10, 10, 13, 87]
    assert (row["award_state"], row["exit_state"]) == ("reported", "reported")
    table = awards.awards_by_district(2024, None).table.set_index("Đơn vị")
    assert list(table.loc["An Lão"]) == ["5/7", "7/10", "10/13", "87"]


def test_the_baseline_has_no_awards_and_that_is_no_zero(data):
    assert set(ask("awards_by_district", year=2021)["award_state"]) == {"not_applicable"}
    assert set(awards.awards_by_form(2021, None).table["Được khen thưởng"]) == {"–"}
    assert awards.awards_by_form(2021, None).finding == ("Biểu mẫu không hỏi khen thưởng đầu kỳ")


# Every state


@pytest.mark.parametrize("area_code", [None, "542"])
@pytest.mark.parametrize("year", [2021, 2022, 2024, 2025])
def test_every_picture_stands_in_every_year(year, area_code, data):
    made = pictures(year, area_code)
    names = [picture.name for picture in made]
    for picture in made:
        assert picture.finding
        assert "nan" not in picture.finding.lower()
        assert not picture.table.isna().any(axis=None)
        assert "toàn địa bàn" in picture.subtitle
    assert len({*names}) == len(names) - 3


@pytest.mark.parametrize("year", [2021, 2024, 2025])
def test_every_picture_stands_with_a_district_missing(year, use, data_without_a_district):
    use(data_without_a_district)
    for picture in pictures(year, "547"):
        assert picture.finding
        assert "nan" not in picture.finding.lower()
    assert "(mới có 10/11 huyện)" in support.credit_by_year(2024, None).finding
    assert support.credit_by_year(2024, "547").finding == (
        "Chưa có số liệu tín dụng chính sách năm 2024"
    )


def test_every_picture_stands_without_a_workbook(use, data_without_workbooks):
    use(data_without_workbooks)
    for picture in pictures(2024, None):
        assert picture.finding.startswith(("Chưa có", "Tỷ lệ"))
        assert set(picture.table.iloc[:, -1]) <= {"…", "–"}
    assert set(support.published()["Số các huyện nộp"]) == {"…"}


# Words


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            programme_sentences.houses_removed(
                "năm 2024",
                "năm 2024",
                state="reported",
                completed=90,
                to_remove=120,
                rate=75,
                behind=["An Lão", "Vân Canh"],
                lowest=50,
                known=11,
                expected=11,
            ),
            "Năm 2024 toàn tỉnh hoàn thành 90/120 nhà tạm (75,00 %); thấp nhất An Lão và Vân Canh "
            "(50,00 %)",
        ),
        (
            programme_sentences.houses_removed(
                "năm 2023",
                "năm 2024",
                state="not_submitted",
                completed=8,
                to_remove=8,
                rate=100,
                behind=[],
                lowest=100,
                known=3,
                expected=4,
            ),
            "Chưa có danh sách nhà tạm năm 2023; năm 2024 toàn tỉnh hoàn thành 8/8 nhà "
            "tạm (100,00 %) "
            "(mới có 3/4 huyện)",
        ),
        (
            programme_sentences.houses_removed(
                "năm 2023",
                "năm 2023",
                state="reported",
                completed=NAN,
                to_remove=NAN,
                rate=NAN,
                behind=[],
                lowest=None,
                known=0,
                expected=0,
            ),
            "Năm 2023 không có nhà tạm trong danh sách",
        ),
        (
            programme_sentences.houses_funded(
                "năm 2025", total=950, social_share=NAN, known=11, expected=11
            ),
            "Kinh phí xóa nhà tạm năm 2025: 950 triệu đồng",
        ),
        (
            programme_sentences.houses_funded(
                "năm 2025", total=307_400, social_share=32.25, known=10, expected=11
            ),
            "Kinh phí xóa nhà tạm năm 2025: 307,40 tỷ đồng, xã hội hóa chiếm 32,25 % "
            "(mới có 10/11 huyện)",
        ),
        (
            programme_sentences.houses_funded(
                "năm 2025", total=NAN, social_share=NAN, known=0, expected=11
            ),
            "Chưa có số liệu kinh phí xóa nhà tạm năm 2025",
        ),
        (
            programme_sentences.no_policy_figures("khen thưởng", "đầu kỳ", "not_applicable"),
            "Biểu mẫu không hỏi khen thưởng đầu kỳ",
        ),
        (
            programme_sentences.no_policy_figures("khen thưởng", "năm 2024", "not_submitted"),
            "Chưa có số liệu khen thưởng năm 2024",
        ),
        (
            programme_sentences.policy_counts(
                "nhà",
                "năm 2024",
                "An Lão",
                [(0, "nhà xây mới"), (NAN, "nhà")],
                state="reported",
                known=1,
                expected=1,
            ),
            "Năm 2024 An Lão có 0 nhà xây mới",
        ),
        (
            programme_sentences.policy_counts(
                "nhà",
                "năm 2024",
                "toàn tỉnh",
                [(2, "nhà mới"), (1, "nhà sửa")],
                state="reported",
                known=10,
                expected=11,
            ),
            "Năm 2024 toàn tỉnh có 2 nhà mới và 1 nhà sửa (mới có 10/11 huyện)",
        ),
        (
            programme_sentences.policy_credit(
                "năm 2024",
                "toàn tỉnh",
                loans=1200,
                lent=2500,
                outstanding=900,
                overdue_rate=0.06,
                state="reported",
                known=11,
                expected=11,
            ),
            "Năm 2024 toàn tỉnh: 1.200 lượt hộ vay, doanh số cho vay 2,50 tỷ đồng, dư nợ 900 triệu "
            "đồng, tỷ lệ nợ quá hạn 0,06 %",
        ),
        (
            programme_sentences.policy_credit(
                "năm 2024",
                "An Lão",
                loans=0,
                lent=NAN,
                outstanding=NAN,
                overdue_rate=NAN,
                state="reported",
                known=1,
                expected=1,
            ),
            "Năm 2024 An Lão: 0 lượt hộ vay",
        ),
        (
            programme_sentences.overdue_by_district(
                "năm 2024",
                [("A", "0,08", 0.081), ("B", "0,08", 0.079), ("C", "0,05", 0.05)],
                state="reported",
            ),
            "Tỷ lệ nợ quá hạn năm 2024 cao nhất ở A và B (0,08 %), thấp nhất ở C (0,05 %)",
        ),
        (
            programme_sentences.overdue_by_district(
                "năm 2024", [("A", "0,08", 0.081), ("B", "0,08", 0.079)], state="reported"
            ),
            "Tỷ lệ nợ quá hạn năm 2024 của các huyện có số liệu đều ở mức 0,08 %",
        ),
        (
            programme_sentences.overdue_by_district("năm 2024", [], state="not_submitted"),
            "Chưa có số liệu nợ quá hạn theo huyện năm 2024",
        ),
        (
            programme_sentences.overdue_by_district("đầu kỳ", [], state="not_applicable"),
            "Biểu mẫu không hỏi nợ quá hạn theo huyện đầu kỳ",
        ),
        (
            programme_sentences.most_raised("năm 2024", "Quỹ", ["A", "B"], 1500, state="reported"),
            "Quỹ năm 2024 vận động nhiều nhất ở A và B (1,50 tỷ đồng)",
        ),
        (
            programme_sentences.most_raised("đầu kỳ", "Quỹ", [], None, state="not_applicable"),
            "Biểu mẫu không hỏi Quỹ theo huyện đầu kỳ",
        ),
        (
            programme_sentences.fund_balance(
                "năm 2024",
                "Quỹ toàn tỉnh",
                raised=2000,
                spent=1800,
                closing=NAN,
                state="reported",
                known=10,
                expected=11,
                lacks_province=True,
            ),
            "Năm 2024 Quỹ toàn tỉnh vận động 2,00 tỷ đồng, chi 1,80 tỷ đồng (mới có 10/11 "
            "huyện); chỉ "
            "gồm Quỹ của các huyện, chưa có Quỹ cấp tỉnh",
        ),
        (
            programme_sentences.awards_by_form(
                "năm 2024",
                "An Lão",
                [("Huân chương", 0), ("Giấy khen", 17)],
                state="reported",
                known=1,
                expected=1,
            ),
            "Năm 2024 An Lão có 17 Giấy khen",
        ),
        (
            programme_sentences.awards_by_form(
                "năm 2024", "An Lão", [("Huân chương", 0)], state="reported", known=1, expected=1
            ),
            "Năm 2024 An Lão chưa có khen thưởng",
        ),
        (
            programme_sentences.awards_by_form(
                "năm 2024", "An Lão", [], state="not_submitted", known=0, expected=0
            ),
            "Chưa có số liệu khen thưởng năm 2024",
        ),
    ],
)
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected


# The picture


def test_columns_of_one_unit_share_one_scale_and_a_column_is_one_wide():
    places = progress.placed(DONE, ["Hoàn thành", "Kinh phí"])
    houses, money = places.iloc[0], places.iloc[1]
    assert (houses["start"], money["start"]) == (0, 1)
    assert houses["done"] == houses["whole"] == money["done"] == progress.BAR_SHARE
    assert places.iloc[2]["whole"] == pytest.approx(progress.BAR_SHARE * 36 / 418)


def test_zero_is_a_bar_of_no_length_and_a_missing_value_is_no_bar():
    bars = progress.progress_columns(DONE).data[1]
    lengths = dict(zip(zip(bars.y, bars.base, strict=True), bars.x, strict=True))
    assert lengths["Quy Nhơn", 0] == 0
    assert lengths["Tây Sơn", 0] is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("…", "Chưa có số liệu để hiển thị"), ("–", "Không áp dụng: biểu mẫu không hỏi năm này")],
)
def test_a_picture_without_a_value_says_which_emptiness_it_is(text, sentence):
    figure = progress.progress_columns(DONE.assign(value=NAN, whole=NAN, value_text=text))
    assert not figure.data
    assert figure.layout.annotations[0].text == sentence


def test_an_estimate_is_hollow_and_the_others_step_back():
    figure = progress.progress_columns(DONE, highlight="542")
    marker = figure.data[1].marker
    assert marker.color[0] == "#FFFFFF"
    assert marker.line.color[0] != marker.line.color[2]


@pytest.mark.parametrize(
    ("done", "whole", "state", "rate", "expected"),
    [
        (33, 44, "reported", None, "33/44"),
        (33, 44, "reported", 75.0, "33/44 · 75,00 %"),
        (0, 0, "reported", NAN, "0/0"),
        (NAN, NAN, "not_submitted", None, "…"),
        (NAN, NAN, "not_applicable", None, "–"),
    ],
)
def test_a_part_is_printed_with_its_whole(done, whole, state, rate, expected):
    assert policy_columns.part_text(done, whole, state, rate) == expected


# Units of the province


def test_units_of_the_province_that_sent_nothing_are_named(data):
    assert common.awaited("capital").startswith(
        "Số toàn tỉnh chưa có số của 13 đơn vị cấp tỉnh chưa nộp biểu: Sở LĐTBXH, Sở KHĐT, "
    )
    assert common.awaited("fund").endswith("1 đơn vị cấp tỉnh chưa nộp biểu: Mặt trận tỉnh.")


def test_what_only_districts_add_up_waits_for_no_other_unit(data):
    assert common.awaited("policies") == ""
    assert common.awaited("households") == ""


def test_a_sample_of_the_front_is_no_workbook_that_it_sent(use, data_with_the_front):
    use(data_with_the_front)
    assert "Mặt trận tỉnh" in common.awaited("fund")
