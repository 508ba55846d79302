"""Acceptance on real numbers: what is on screen agrees with what was published."""

import pytest

from dashboard.store.database import ask

BASELINE = 2021


def value(indicator_code, year, settlement="total", area_code="52"):
    rows = ask(
        "indicator_by_district", indicator_code=indicator_code, year=year, settlement=settlement
    ).set_index("area_code")
    return rows.loc[area_code, "value"]


def test_the_province_rate_is_a_ratio_of_sums_never_a_mean_of_rates(data):
    assert round(value("poverty_rate", BASELINE), 2) == 5.78
    assert round(value("multidimensional_poverty_rate", BASELINE), 2) == 11.34
    rows = ask(
        "indicator_by_district", indicator_code="poverty_rate", year=BASELINE, settlement="total"
    )
    assert round(rows["value"].iloc[:11].mean(), 1) == 12.8


def published():
    """Give the published figures that a submitted one of the same key stands beside."""
    rows = ask("published_beside", indicator_code=None, area_code=None)
    return rows[
        rows["submitted_value"].notna()
        & rows["value_kind"].eq("actual")
        & ~rows["is_suspect"]
        & ~rows["is_approximate"]
    ]


def test_every_published_figure_of_the_same_key_is_reproduced(data):
    rows = published()
    rates = rows["unit"].eq("%")
    assert len(rows) > 180
    assert (rows.loc[~rates, "value"] == rows.loc[~rates, "submitted_value"]).all()
    apart = (rows.loc[rates, "value"] - rows.loc[rates, "submitted_value"]).abs()
    assert (apart <= 0.005 + 1e-9).all()


def test_all_22_baseline_rows_are_reproduced(data):
    rows = published()
    baseline = rows[rows["source_title"].str.contains("đầu kỳ theo chuẩn nghèo đa chiều")]
    # Eleven districts and the subtotal, each urban and rural, six figures; and the province's rate.
    assert len(baseline) == 2 * 12 * 6 + 1


@pytest.mark.parametrize("misprint", [13384, 39027])
def test_a_suspected_misprint_is_kept_and_never_used(misprint, data):
    rows = ask("published_beside", indicator_code=None, area_code="52")
    [row] = rows[rows["value"].eq(misprint)].to_dict("records")
    assert row["is_suspect"]
    assert row["suspect_reason"]
    for code in ("poor_households", "multidimensional_poor_households"):
        trend = ask("indicator_trend", indicator_code=code, area_codes=("52",), settlement="total")
        assert misprint not in trend["value"].tolist()


def test_later_published_points_of_the_province_are_reproduced(data):
    assert value("poor_households", 2023) == 13834
    assert value("near_poor_households", 2023) == 13326
    assert round(value("multidimensional_poverty_rate", 2022), 2) == 9.04
