"""Pictures of one indicator by district: maps over the years, communes, two districts."""

import pandas as pd
import pytest

from dashboard.pictures import districts
from dashboard.store.database import ask

NAMES = ("Quy Nhơn", "An Lão")


def test_districts_above_where_the_province_started_are_counted(data):
    rows = ask("districts_above_start", indicator_code="poverty_rate", settlement="total")
    assert round(rows["start_value"].iloc[0], 2) == 5.78
    # The published baseline: Hoài Ân 10,48, Tây Sơn 6,35 and the three mountain districts.
    assert rows.set_index("year").loc[2021, ["districts_above", "districts_known"]].tolist() == [
        5,
        11,
    ]
    for year, above in zip(rows["year"], rows["districts_above"], strict=True):
        values = ask(
            "indicator_by_district",
            indicator_code="poverty_rate",
            year=int(year),
            settlement="total",
        )
        rates = values[values["level"].eq("district")]["value"]
        assert above == (rates > rows["start_value"].iloc[0]).sum()


def test_an_incomplete_province_has_no_start_to_compare_with(use, data_without_a_district):
    use(data_without_a_district)
    assert ask("districts_above_start", indicator_code="poverty_rate", settlement="total").empty


def test_the_communes_add_up_to_their_district(data):
    rows = ask("communes_of_district", area_code="542", year=2024)
    assert len(rows) == 10
    district = ask(
        "indicator_by_district", indicator_code="poor_households", year=2024, settlement="total"
    ).set_index("area_code")
    assert rows["poor_households"].sum() == district.loc["542", "value"]
    first = rows.iloc[0]
    assert first["value"] == pytest.approx(100 * first["poor_households"] / first["households"])
    assert first["baseline_change"] == pytest.approx(first["value"] - first["baseline_value"])
    assert rows.sort_values("value", ascending=False)["place"].tolist() == list(range(1, 11))


def test_every_commune_has_a_cell_with_its_label_inside_the_frame(data):
    for code in ask("districts")["area_code"]:
        cells = ask("commune_cells", area_code=code)
        communes = ask("districts").set_index("area_code").loc[code, "communes"]
        assert cells["area_code"].nunique() == communes
        assert cells["label_longitude"].between(*cells["longitude"].agg(["min", "max"])).all()


def test_a_district_without_commune_figures_has_no_commune_map(data):
    assert districts.communes("545", 2024) is None
    assert districts.communes("542", 2024).table["Xã"].iloc[0] == "1. An Lão"


def test_two_districts_are_compared_on_what_is_better(data):
    rows = ask("two_districts", area_code="542", other_code="540", year=2024)
    rate = rows.set_index("indicator_code").loc["poverty_rate"]
    assert rate["better"] == "other"
    assert rate["difference"] == pytest.approx(rate["value"] - rate["other_value"])
    assert (rate["relative"], rate["other_relative"]) == (pytest.approx(0.015, abs=0.02), 1.0)
    back = ask("two_districts", area_code="540", other_code="542", year=2024)
    turned = rows["better"].map({"first": "other", "other": "first", "even": "even"})
    assert turned.dropna().tolist() == back["better"].dropna().tolist()


def test_a_missing_district_is_compared_on_nothing(use, data_without_a_district):
    use(data_without_a_district)
    picture = districts.side_by_side("542", "547", 2024)
    assert picture.finding == "An Lão và Tây Sơn: chưa đủ số liệu để so sánh"
    assert set(picture.table["Tốt hơn"]) == {"–"}


def test_the_map_of_the_years_turns_in_the_browser(data):
    figure = districts.map_over_years("poverty_rate", 2024, "total", None).figure
    assert [frame.name for frame in figure.frames] == [
        "Đầu kỳ",
        "2022",
        "2023",
        "2024",
        "2025 (ước)",
    ]
    assert figure.layout.sliders[0].active == 3
    changed = {place for frame in figure.frames for place in frame.traces}
    assert all(len(frame.data) == len(changed) for frame in figure.frames)


def test_nothing_falls_from_0_and_an_unknown_start_is_told_apart():
    rows = pd.DataFrame(
        {
            "area_name": ["A", "B", "C"],
            "level": "district",
            "value": [5.0, 5.0, 5.0],
            "value_state": "reported",
            "is_estimate": False,
            "place": [1.0, 1.0, 1.0],
            "baseline_value": [10.0, 0.0, None],
            "baseline_change": [-5.0, 5.0, None],
            "baseline_change_share": [-50.0, None, None],
            "is_small": False,
            "units_reported": 1,
            "units_expected": 1,
        }
    )
    assert list(districts.ranking_table(rows, "hộ")["Mức giảm (%)"]) == ["50,00", "–", "…"]
