"""What the money did: carry-over counted once, nothing above 100 % unsaid, no cause stated."""

import pytest

from dashboard.pictures import capital, profile
from dashboard.store.database import ask
from dashboard.words import district_sentences, programme_sentences

ALL = {"capital_source": "all", "capital_type": "all"}


def test_a_year_has_its_plan_and_what_was_carried_into_it(data):
    rows = ask("capital_by_year", area_code="52", **ALL).set_index("year")
    row = rows.loc[2024]
    assert row["available"] == row["plan"] + row["carried_in"]
    assert row["disbursement_rate"] == pytest.approx(100 * row["disbursed"] / row["available"])
    headline = ask(
        "headline_figures",
        area_code="52",
        year=2024,
        settlement="total",
        indicator_codes=("capital_disbursement_rate",),
    ).iloc[0]
    assert row["disbursement_rate"] == pytest.approx(headline["value"])


def test_carried_in_capital_is_counted_once_over_the_years(data):
    years = ask("capital_by_year", area_code="542", **ALL)
    until = years[years["year"].le(2024)]
    available = until["plan"].sum() + until["carried_in"].iloc[0]
    row = ask("capital_by_district", year=2024, **ALL).set_index(["area_code", "project_code"])
    assert row.loc[("542", "all"), "available"] == available
    assert row.loc[("542", "all"), "disbursement_rate"] == pytest.approx(
        100 * until["disbursed"].sum() / available
    )
    projects = ask("capital_by_project", area_code="542", year=2024, **ALL)
    assert projects["disbursement_rate"].iloc[-1] == pytest.approx(
        row.loc[("542", "all"), "disbursement_rate"]
    )


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_no_rate_passes_a_hundred_without_a_finding(year, data):
    rows = ask("capital_by_district", year=year, **ALL)
    assert not rows["disbursement_rate"].gt(100).any()


def test_projects_1_and_5_do_not_apply_outside_the_poor_district(data):
    rows = ask("capital_by_district", year=2024, **ALL)
    districts = rows[rows["level"].eq("district") & rows["project_code"].isin(["1", "5"])]
    poor = districts["area_code"].eq("542")
    assert districts.loc[poor, "value_state"].eq("reported").all()
    assert districts.loc[~poor, "value_state"].eq("not_applicable").all()
    table = capital.matrix(2024, "all", "all", None).table.set_index("Dự án")
    assert set(table.loc["Nhà ở huyện nghèo"].drop("An Lão")) == {"–"}


def test_the_sources_add_up_to_all_that_was_disbursed(data):
    rows = ask("capital_by_source", area_code="52", year=2024)
    years = ask("capital_by_year", area_code="52", **ALL)
    assert rows["disbursed"].sum() == years[years["year"].le(2024)]["disbursed"].sum()
    assert rows["share"].sum() == pytest.approx(100)
    assert rows.set_index("capital_source")["counterpart"].notna().to_dict() == {
        "central": False,
        "province": True,
        "district": True,
        "commune": True,
        "credit": False,
        "other": False,
    }


def test_money_stands_beside_the_fall(data):
    rows = ask("money_beside_result", year=2024).set_index("area_code")
    trend = ask(
        "indicator_trend",
        indicator_code="multidimensional_poverty_rate",
        area_codes=("542",),
        settlement="total",
    ).set_index("year")["value"]
    assert rows.loc["542", "fall"] == pytest.approx(trend[2021] - trend[2024])
    assert rows.loc["542", "money"] == pytest.approx(
        rows.loc["542", "disbursed"] / rows.loc["542", "households_start"]
    )
    assert "không nói lên quan hệ nhân quả" in capital.beside_result(2024, None).subtitle


def test_before_the_first_plan_there_is_nothing_and_no_zero(data):
    table = capital.by_district(2021, "all", "all", None).table
    assert set(table["Tỷ lệ giải ngân (%)"]) == {"–"}
    assert ask("money_beside_result", year=2021).empty


def test_a_missing_district_keeps_its_place(use, data_without_a_district):
    use(data_without_a_district)
    table = capital.by_district(2024, "all", "all", None).table.set_index("Đơn vị")
    assert table.loc["Tây Sơn", "Tỷ lệ giải ngân (%)"] == "…"
    assert "toàn tỉnh" not in capital.by_district(2024, "all", "all", None).finding


def test_a_picture_of_one_source_says_so(data):
    central = capital.sources()["Ngân sách trung ương"]
    assert "Ngân sách trung ương" in capital.by_year(None, central, "all").subtitle
    assert list(capital.types()) == ["Tất cả", "Vốn đầu tư phát triển", "Vốn sự nghiệp"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (programme_sentences.amount(999.4), "999 triệu đồng"),
        (programme_sentences.amount(1240), "1,24 tỷ đồng"),
        (
            programme_sentences.disbursed_in_year(2024, rate=86.13, carried=1500, over=[]),
            "Năm 2024 giải ngân 86,13 % vốn của năm, kể cả 1,50 tỷ đồng năm trước chuyển sang",
        ),
        (
            programme_sentences.disbursed_in_year(2024, rate=101, carried=0, over=["2024"]),
            "Năm 2024 giải ngân 101,00 % vốn của năm; vượt 100 % ở 2024, xem kết quả kiểm tra",
        ),
        (
            programme_sentences.disbursed_in_year(None, rate=None, carried=None, over=[]),
            "Không có số liệu nguồn vốn theo năm",
        ),
        (
            programme_sentences.disbursed_by_district(
                [("A", 90.0), ("B", 80.0), ("C", 90.0)], province=85, year=2024
            ),
            "Đến năm 2024 toàn tỉnh giải ngân 85,00 %; cao nhất A và C 90,00 %, thấp "
            "nhất B 80,00 %",
        ),
        (
            programme_sentences.disbursed_by_district([], province=None, year=2021),
            "Không có số liệu giải ngân đến năm 2021",
        ),
        (
            programme_sentences.lowest_disbursement(["Sinh kế ở A"], 70.5, 2024),
            "Đến năm 2024, giải ngân thấp nhất: Sinh kế ở A (70,50 %)",
        ),
        (
            programme_sentences.lowest_disbursement([], float("nan"), 2021),
            "Không có số liệu giải ngân theo dự án đến năm 2021",
        ),
        (
            programme_sentences.largest_source("Ngân sách trung ương", 85.5, 12.5, 2024),
            "Đến năm 2024, Ngân sách trung ương chiếm 85,50 % vốn đã giải ngân; ngân "
            "sách địa phương "
            "đối ứng 12,50 %",
        ),
        (
            programme_sentences.largest_source(None, None, None, 2021),
            "Không có số liệu nguồn vốn đến năm 2021",
        ),
        (
            programme_sentences.money_beside_result([("A", 60.0, 30.0), ("B", 10.0, 35.0)]),
            "Giải ngân trên một hộ cao nhất ở A (60,00 triệu đồng); tỷ lệ nghèo đa "
            "chiều giảm nhiều "
            "nhất ở B (35,00 điểm %)",
        ),
        # Of one district there is no highest and no lowest; where all are even, neither.
        (
            programme_sentences.disbursed_by_district(
                [("Phù Cát", 90.0)], province=None, year=2024
            ),
            "Đến năm 2024; chỉ Phù Cát có số liệu: 90,00 %",
        ),
        (
            programme_sentences.disbursed_by_district(
                [("A", 90.0), ("B", 90.0)], province=90.0, year=2024
            ),
            "Đến năm 2024 toàn tỉnh giải ngân 90,00 %; các huyện có số liệu đều ở mức 90,00 %",
        ),
        (
            programme_sentences.money_beside_result([("Phù Cát", 60.0, 5.5)]),
            "Chỉ Phù Cát có số liệu: giải ngân 60,00 triệu đồng trên một hộ; tỷ lệ nghèo đa chiều "
            "giảm 5,50 điểm %",
        ),
        (
            programme_sentences.overdue_by_district(
                "năm 2024", [("Phù Cát", "0,08", 0.08)], state="reported"
            ),
            "Tỷ lệ nợ quá hạn năm 2024: chỉ Phù Cát có số liệu, 0,08 %",
        ),
        (
            district_sentences.extremes(["Phù Cát"], 3.7, ["Phù Cát"], 3.7, "%"),
            "Chỉ Phù Cát có số liệu: 3,70 %",
        ),
        (
            district_sentences.changes(
                fell=1, rose=0, same=0, names=["Phù Cát"], size=-7.0, unit="%", expected=11
            ),
            "Cả 1 huyện có số liệu đều giảm so với đầu kỳ: Phù Cát (giảm 7,00 điểm %)",
        ),
        (
            programme_sentences.money_beside_result([]),
            "Chưa đủ số liệu để đặt giải ngân cạnh mức giảm nghèo",
        ),
    ],
)
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected


def test_a_figure_of_the_province_that_lacks_a_district_says_so(data, use, data_without_a_district):
    def told():
        return profile.project_cards("52", 2024), profile.capital("52", 2024).finding

    assert not any("mới có" in text for text in told())
    use(data_without_a_district)
    cards, finding = told()
    assert cards.count("(mới có 10/11 huyện)") > 20
    assert finding.endswith("(mới có 10/11 huyện)")
    assert "mới có" not in profile.project_cards("542", 2024)
