import csv
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest

from dashboard import checking, forms, reading
from dashboard.making import sample
from dashboard.observations import Key
from dashboard.reference import data_folder, load

PROVINCE = "52"
FLOW_YEARS = (2022, 2023, 2024)
ESCAPED = ("poor_to_near_poor", "poor_above_near_poor_line")
HEADCOUNTS = {
    "poverty_rate": ("poor_households",),
    "near_poverty_rate": ("near_poor_households",),
    "multidimensional_poverty_rate": ("poor_households", "near_poor_households"),
}
DELIBERATE_WARNINGS = {
    "548": {"V20", "V21"},
    "547": {"V25", "V26", "V33"},
}


@pytest.fixture(scope="module")
def reference():
    return load(data_folder())


@pytest.fixture(scope="module")
def written(tmp_path_factory, reference):
    return sample.write_all(tmp_path_factory.mktemp("sample"), reference)


@pytest.fixture(scope="module")
def workbooks(written, reference):
    return {book.cover.unit_code: book for book in
            (reading.read(path, reference=reference) for path in written)}  # fmt: skip


@pytest.fixture(scope="module")
def numbers(workbooks):
    """Give every reported number as it was read back, formula cells included."""
    names = Key.__dataclass_fields__
    found = {}
    for unit_code, book in workbooks.items():
        for row in book.observations.to_dict("records"):
            if row["value_state"] == "reported":
                key = Key(**{name: row[name] for name in names} | {"area_code": ""})
                found[unit_code, key] = row["value"]
    return found


@pytest.fixture(scope="module")
def number(numbers, reference):
    def get(area_code, code, year, settlement="total", **parts):
        units = sample.SLUGS if area_code == PROVINCE else (area_code,)
        key = Key(code, year, settlement, **parts)
        return sum(numbers[unit_code, key] for unit_code in units)

    return get


@pytest.fixture(scope="module")
def rate(number):
    def get(area_code, code, year, settlement="total"):
        part = sum(number(area_code, each, year, settlement) for each in HEADCOUNTS[code])
        return 100 * part / number(area_code, "households_total", year, settlement)

    return get


def rounded(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def published():
    """Give the exact, comparable published figures of one year that a district's form asks for."""
    reference = load(data_folder())
    path = data_folder() / "published" / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            indicator = reference.indicators.get(row["indicator_code"])
            if (
                indicator is None
                or not indicator.sheet_code
                or row["value_kind"] != "actual"
                or row["is_suspect"] == "true"
                or row["is_approximate"] == "true"
                or not row["year"]
                or row["ethnicity"] != "total"
                or row["area_code"] not in (*sample.SLUGS, PROVINCE)
            ):
                continue
            yield pytest.param(row, id=row["figure_id"])


PUBLISHED = list(published())


@pytest.mark.parametrize("figure", PUBLISHED)
def test_the_samples_agree_with_every_published_figure(figure, number, rate):
    area_code, code = figure["area_code"], figure["indicator_code"]
    year, settlement = int(figure["year"]), figure["settlement"]
    if code in HEADCOUNTS:
        got = rounded(rate(area_code, code, year, settlement))
    elif figure["member_code"] != "all":
        got = sum(
            number(area_code, code, year, household_class=each, member_code=figure["member_code"])
            for each in ("poor", "near_poor")
        )
    else:
        got = number(area_code, code, year, settlement)
    assert got == Decimal(figure["value"])


def test_the_published_figures_compared_include_the_whole_baseline():
    baseline = Counter(
        (row["area_code"], row["settlement"])
        for row in (param.values[0] for param in PUBLISHED)
        if row["year"] == "2021" and row["area_code"] != PROVINCE
    )
    assert len(baseline) == 22
    assert set(baseline.values()) == {6}
    assert len(PUBLISHED) > 170


@pytest.mark.parametrize(
    ("area_code", "years", "codes", "expected"),
    [
        (PROVINCE, FLOW_YEARS, ESCAPED, 25027),
        (PROVINCE, FLOW_YEARS, ("near_poor_escaped",), 14519),
        ("542", (2022, 2023), ESCAPED, 1736),
        ("542", FLOW_YEARS, ESCAPED, 2990),
        ("542", FLOW_YEARS, ("near_poor_escaped",), 1223),
        ("542", FLOW_YEARS, ("livelihood_households",), 420),
        ("542", FLOW_YEARS, ("livelihood_models",), 32),
        ("544", FLOW_YEARS, ("livelihood_models",), 36),
        ("544", FLOW_YEARS, ("livelihood_households",), 615),
        ("544", FLOW_YEARS, ("agri_production_projects",), 48),
        ("544", FLOW_YEARS, ("agri_production_households",), 441),
        ("546", FLOW_YEARS, ("workers_vocational_trained",), 490),
    ],
)
def test_the_years_add_up_to_the_published_figure_of_the_period(
    area_code, years, codes, expected, number
):
    assert sum(number(area_code, code, year) for code in codes for year in years) == expected


@pytest.mark.parametrize(
    ("area_code", "code", "last_year", "points_a_year"),
    [
        (PROVINCE, "poverty_rate", 2024, "1.44"),
        (PROVINCE, "near_poverty_rate", 2024, "1.12"),
        ("542", "poverty_rate", 2023, "6.82"),
        ("542", "multidimensional_poverty_rate", 2023, "12.79"),
        ("542", "poverty_rate", 2024, "8.41"),
        ("542", "near_poverty_rate", 2024, "4.50"),
    ],
)
def test_the_average_annual_reduction_is_the_published_one(
    area_code, code, last_year, points_a_year, rate
):
    fall = rate(area_code, code, 2021) - rate(area_code, code, last_year)
    assert rounded(fall / (last_year - 2021)) == Decimal(points_a_year)


def test_what_the_press_tells_of_several_numbers_at_once_holds(number, rate):
    assert rounded(rate(PROVINCE, "poverty_rate", 2021)) == Decimal("5.78")
    fell = rounded(rate("546", "near_poverty_rate", 2022)) - Decimal("10.09")
    assert fell == Decimal("2.92")
    both = [
        sum(number(PROVINCE, code, year) for code in ("poor_households", "near_poor_households"))
        for year in (2022, 2023)
    ]
    assert both[0] - both[1] == 12667
    assert both[0] != 39027
    knowledge_and_skills = sum(
        number("551", "households_by_poverty_cause", 2023, household_class=each, member_code=cause)
        for each in ("poor", "near_poor")
        for cause in ("5", "6")
    )
    assert knowledge_and_skills == 881


def test_the_2025_estimate_is_in_reach_of_the_target_and_one_district_is_not(rate):
    assert rate(PROVINCE, "poverty_rate", 2025) < Decimal("0.7")
    above = [code for code in sample.SLUGS if rate(code, "poverty_rate", 2025) >= 6]
    assert above == ["546"]


@pytest.mark.parametrize("code", HEADCOUNTS)
def test_rates_fall_every_year_in_every_district_and_area(code, rate):
    for unit_code in sample.SLUGS:
        for settlement in ("urban", "rural", "total"):
            rates = [rate(unit_code, code, year, settlement) for year in range(2021, 2026)]
            assert rates == sorted(rates, reverse=True), (unit_code, settlement, rates)


@pytest.mark.parametrize(
    ("unit_code", "code", "year", "parts", "least", "below"),
    [
        # "hơn 6 tỷ đồng", of it "hơn 5,2" central; the others likewise; "gần 110 tỷ đồng".
        ("540", "capital_allotted", 2024, {}, 6000, 6500),
        ("540", "capital_allotted", 2024, {"capital_source": "central"}, 5200, 5300),
        ("549", "capital_allotted", 2024, {"project_code": "2"}, 3200, 3300),
        ("549", "capital_allotted", 2024, {"project_code": "3.1"}, 1400, 1500),
        ("549", "capital_allotted", 2024, {"project_code": ("4.1", "4.3")}, 2650, 2750),
        ("544", "capital_allotted", 2024, {"project_code": "2"}, 3750, 3850),
        ("544", "capital_allotted", 2024, {"project_code": ("3.1", "3.2")}, 1600, 1700),
        ("544", "capital_allotted", 2024, {"project_code": ("4.1", "4.2", "4.3")}, 2450, 2550),
        (
            PROVINCE, "capital_plan", 2023,
            {"capital_source": "central", "capital_type": "recurrent"}, 109000, 110000,
        ),
    ],
)  # fmt: skip
def test_capital_is_near_what_the_press_tells(unit_code, code, year, parts, least, below, numbers):
    units = sample.SLUGS if unit_code == PROVINCE else (unit_code,)
    total = sum(
        value
        for (unit, key), value in numbers.items()
        if unit in units
        and (key.indicator_code, key.year) == (code, year)
        and "all" not in (key.project_code, key.capital_source, key.capital_type)
        and all(
            getattr(key, name) in (wanted if isinstance(wanted, tuple) else (wanted,))
            for name, wanted in parts.items()
        )
    )
    assert least <= total < below


def test_capital_carried_over_is_what_was_left(numbers):
    for (unit_code, key), carried in numbers.items():
        if key.indicator_code != "capital_carried_in" or key.year == 2022:
            continue
        line = {"project_code": key.project_code, "capital_source": key.capital_source,
                "capital_type": key.capital_type}  # fmt: skip
        before = {
            code: numbers[unit_code, Key(f"capital_{code}", key.year - 1, **line)]
            for code in ("plan", "carried_in", "disbursed")
        }
        assert carried == before["plan"] + before["carried_in"] - before["disbursed"]


def test_money_and_outputs_go_together(number, reference):
    for indicator in reference.indicators.values():
        if indicator.sheet_code != "outputs":
            continue
        paying = [
            project.project_code
            for project in reference.projects.values()
            if project.is_leaf
            and indicator.project_code in (project.project_code, project.parent_code)
        ]
        units = sample.SLUGS if indicator.eligibility == "all" else ("542",)
        for unit_code in units:
            for year in (*FLOW_YEARS, 2025):
                spent = sum(
                    number(unit_code, "capital_disbursed", year, project_code=code)
                    for code in paying
                )
                output = number(unit_code, indicator.indicator_code, year)
                assert (spent > 0) == (output > 0), (unit_code, indicator.indicator_code, year)


def test_the_three_states_can_all_be_seen(workbooks):
    states = {
        unit_code: Counter(book.observations.value_state) for unit_code, book in workbooks.items()
    }
    # Where no ethnic-minority household lives, their rate has no denominator and stays empty.
    assert all(counts["not_submitted"] == 0 for code, counts in states.items()
               if code not in ("550", "549", "545"))  # fmt: skip
    empty = workbooks["550"].observations.query("value_state == 'not_submitted'")
    assert set(empty.indicator_code) >= {key.indicator_code for key in sample.EMPTY_CELLS["550"]}
    assert states["542"]["not_applicable"] == 0
    assert all(states[code]["not_applicable"] > 0 for code in sample.SLUGS if code != "542")


def test_every_workbook_says_that_its_numbers_are_illustrative(workbooks):
    assert list(workbooks) == list(sample.SLUGS)
    for book in workbooks.values():
        assert book.cover.is_illustrative
        assert book.cover.value_kinds[2025] == "estimate"
        assert book.texts.content.str.startswith("Nội dung minh hoạ").all()


def test_writing_twice_gives_the_same_bytes(written, reference, tmp_path):
    again = sample.write_all(tmp_path, reference)
    for first, second in zip(written, again, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_the_committed_workbooks_are_those_that_the_script_writes(written):
    # Part by part: another zlib packs the same parts into other bytes.
    committed = sorted((data_folder() / "sample").glob("*.xlsx"))
    assert [path.name for path in committed] == sorted(path.name for path in written)
    for path in written:
        with (
            zipfile.ZipFile(path) as fresh,
            zipfile.ZipFile(data_folder() / "sample" / path.name) as kept,
        ):
            assert fresh.namelist() == kept.namelist()
            for name in fresh.namelist():
                assert fresh.read(name) == kept.read(name), f"{path.name}: {name}"


@pytest.mark.parametrize("unit_code", sample.SLUGS)
def test_the_rules_find_the_deliberate_warnings_and_nothing_else(unit_code, written, reference):
    path = next(path for path in written if path.name.startswith(unit_code))
    findings = [
        finding
        for finding in checking.check(path, reference=reference).findings
        if finding.severity != "info"
    ]
    messages = [finding.message for finding in findings]
    assert {finding.rule for finding in findings} == DELIBERATE_WARNINGS.get(unit_code, set()), (
        messages
    )
    assert {finding.severity for finding in findings} <= {"warning"}, messages


def test_a_number_the_form_does_not_ask_for_is_refused(monkeypatch, reference, tmp_path):
    monkeypatch.setitem(sample.EMPTY_CELLS, "540", (Key("income_per_capita", 2024),))
    with pytest.raises(ValueError, match="540: cells that differ from the form"):
        sample.write_all(tmp_path, reference)


def test_the_form_asks_for_nothing_that_is_left_out(reference):
    for unit_code in sample.SLUGS:
        asked = {
            cell.key
            for sheet in forms.sheets(reference, unit_code)
            for cell in sheet.cells.values()
            if cell.kind == "input"
        }
        assert sample.values_of(unit_code, reference).keys() == asked
