import csv
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import data_folder, load
from dashboard.making import sample, sample_poverty
from dashboard.store import checking
from dashboard.workbook import reading

PROVINCE = "52"
FLOW_YEARS = (2022, 2023, 2024)
ESCAPED = ("poor_to_near_poor", "poor_above_near_poor_line")
HEADCOUNTS = {
    "poverty_rate": ("poor_households",),
    "near_poverty_rate": ("near_poor_households",),
    "multidimensional_poverty_rate": ("poor_households", "near_poor_households"),
}
OPTIONAL_SHEETS = {
    "14. Nhu cầu vốn": {"542", "546", "551"},
    "16. Xã, phường": {"542", "551"},
}
DELIBERATE_WARNINGS = {
    "548": {"V20", "V21"},
    "547": {"V25", "V26", "V33"},
    "550": {"R10"},
}


@pytest.fixture(scope="module")
def reference():
    return load(data_folder())


@pytest.fixture(scope="module")
def written(tmp_path_factory, reference):
    return sample.write_all(tmp_path_factory.mktemp("sample"), reference)


@pytest.fixture(scope="module")
def workbooks(written, reference):
    return {
        book.cover.unit_code: book
        for book in (reading.read(path, reference=reference) for path in written)
    }


@pytest.fixture(scope="module")
def numbers(workbooks):
    """Give every reported number as it was read back, formula cells included."""
    names = Key.__dataclass_fields__
    found = {}
    for unit_code, book in workbooks.items():
        for row in book.observations.to_dict("records"):
            if row["value_state"] == "reported":
                own = row["area_code"] == unit_code
                area = {"area_code": "" if own else row["area_code"]}
                key = Key(**{name: row[name] for name in names} | area)
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
            PROVINCE,
            "capital_plan",
            2023,
            {"capital_source": "central", "capital_type": "recurrent"},
            109000,
            110000,
        ),
    ],
)
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
        line = {
            "project_code": key.project_code,
            "capital_source": key.capital_source,
            "capital_type": key.capital_type,
        }
        before = {
            code: numbers[unit_code, Key(f"capital_{code}", key.year - 1, **line)]
            for code in ("plan", "carried_in", "disbursed", "cancelled")
        }
        left = before["plan"] + before["carried_in"] - before["disbursed"] - before["cancelled"]
        assert carried == left


def test_money_and_outputs_go_together(number, reference):
    outputs: dict[str, list[str]] = {}
    for indicator in reference.indicators.values():
        if (
            indicator.sheet_code == "outputs"
            and indicator.project_code
            and "district" in indicator.reported_by
        ):
            outputs.setdefault(indicator.project_code, []).append(indicator.indicator_code)
    for project_code, codes in outputs.items():
        paying = [
            project.project_code
            for project in reference.projects.values()
            if project.is_leaf and project_code in (project.project_code, project.parent_code)
        ]
        is_open = reference.projects[paying[0]].eligibility == "all"
        for unit_code in sample.SLUGS if is_open else ("542",):
            for year in (*FLOW_YEARS, 2025):
                spent = sum(
                    number(unit_code, "capital_disbursed", year, project_code=code)
                    for code in paying
                )
                made = sum(number(unit_code, code, year) for code in codes)
                assert (spent > 0) == (made > 0), (unit_code, project_code, year)


@pytest.mark.parametrize(
    ("code", "member_code", "expected"),
    [
        ("temporary_houses_to_remove", "new", 2531),
        ("temporary_houses_completed", "new", 2531),
        ("temporary_houses_completed", "repaired", 1880),
        ("temporary_houses_started", "all", 4411),
    ],
)
def test_the_temporary_houses_are_those_of_the_last_list(code, member_code, expected, number):
    assert number(PROVINCE, code, 2025, member_code=member_code) == expected


def test_the_temporary_houses_cost_what_the_press_tells(number):
    total = number(PROVINCE, "temporary_houses_funding", 2025)
    donated = number(PROVINCE, "temporary_houses_funding", 2025, member_code="social")
    # “hơn 307 tỷ đồng”, of it 208 from the state.
    assert 307_000 < total < 308_000
    assert round((total - donated) / 1000) == 208


@pytest.mark.parametrize(
    ("unit_code", "year", "member_code", "assigned"),
    [
        ("544", 2024, "poor_households", "819"),
        ("544", 2024, "near_poor_households", "1152"),
        ("544", 2024, "poverty_rate", "2.93"),
        ("544", 2024, "multidimensional_poverty_rate", "7.05"),
        ("549", 2024, "multidimensional_poverty_rate", "1.86"),
        ("551", 2025, "poverty_rate", "6"),
        ("546", 2025, "poverty_rate", "6"),
        ("542", 2025, "poverty_rate", "6"),
    ],
)
def test_an_assigned_target_is_the_published_one(unit_code, year, member_code, assigned, number):
    assert number(unit_code, "target_value", year, member_code=member_code) == Decimal(assigned)


@pytest.mark.parametrize("unit_code", sample_poverty.COMMUNES)
def test_the_communes_of_a_district_add_up_to_it(unit_code, numbers, reference):
    communes = [commune.code for commune in reference.communes[unit_code]]
    for code in ("households_total", "poor_households", "near_poor_households"):
        for year in sample_poverty.YEARS:
            parts = [numbers[unit_code, Key(code, year, area_code=each)] for each in communes]
            assert sum(parts) == numbers[unit_code, Key(code, year)]
    for commune in communes:
        for year in sample_poverty.YEARS:
            own = {
                code: numbers[unit_code, Key(code, year, area_code=commune)]
                for code in ("households_total", "poor_households", "near_poor_households")
            }
            in_poverty = own["poor_households"] + own["near_poor_households"]
            assert 0 < in_poverty < own["households_total"]


def test_ethnic_groups_add_up_to_the_poor_households(number):
    for unit_code in sample.SLUGS:
        for year in FLOW_YEARS:
            by_group = number(unit_code, "poor_households_by_ethnic_group", year)
            assert by_group == number(unit_code, "poor_households", year)
            minority = number(unit_code, "poor_households_ethnic_minority", year)
            kinh = number(unit_code, "poor_households_by_ethnic_group", year, member_code="kinh")
            assert by_group - kinh == minority


@pytest.mark.parametrize(
    ("persons", "households"),
    [
        ("population_total", "households_total"),
        ("poor_persons", "poor_households"),
        ("near_poor_persons", "near_poor_households"),
        ("ethnic_minority_population", "ethnic_minority_households"),
    ],
)
def test_households_have_a_plausible_number_of_persons(persons, households, number):
    for year in sample_poverty.YEARS:
        size = number(PROVINCE, persons, year) / number(PROVINCE, households, year)
        assert Decimal("3.1") < size < Decimal("3.9")


def test_the_fund_carries_over_what_was_not_spent(number):
    for unit_code in sample.SLUGS:
        for level in ("district", "commune"):
            for year in FLOW_YEARS:
                opening, mobilised, spent = (
                    number(unit_code, f"fund_for_poor_{code}", year, member_code=level)
                    for code in ("opening_balance", "mobilised", "spent")
                )
                following = number(
                    unit_code, "fund_for_poor_opening_balance", year + 1, member_code=level
                )
                assert following == opening + mobilised - spent


def test_the_three_states_can_all_be_seen(workbooks):
    required = {
        unit_code: book.observations[~book.observations.sheet.isin(OPTIONAL_SHEETS)]
        for unit_code, book in workbooks.items()
    }
    states = {unit_code: Counter(rows.value_state) for unit_code, rows in required.items()}
    # Where no ethnic-minority household lives, their rate has no denominator and stays empty.
    assert all(
        counts["not_submitted"] == 0
        for code, counts in states.items()
        if code not in ("550", "549", "545")
    )
    empty = required["550"].query("value_state == 'not_submitted'")
    assert set(empty.indicator_code) >= {key.indicator_code for key in sample.EMPTY_CELLS["550"]}
    assert states["542"]["not_applicable"] == 0
    assert all(states[code]["not_applicable"] > 0 for code in sample.SLUGS if code != "542")


@pytest.mark.parametrize("sheet", OPTIONAL_SHEETS)
def test_an_optional_sheet_is_filled_in_by_some_and_left_empty_by_others(sheet, workbooks):
    filled = set()
    for unit_code, book in workbooks.items():
        states = set(book.observations[book.observations.sheet.eq(sheet)].value_state)
        assert len(states - {"not_applicable"}) <= 1
        if "reported" in states:
            filled.add(unit_code)
    assert filled == OPTIONAL_SHEETS[sheet]


def test_every_workbook_says_that_its_numbers_are_illustrative(workbooks):
    assert list(workbooks) == list(sample.SLUGS)
    for book in workbooks.values():
        assert book.cover.is_illustrative
        assert book.cover.value_kinds[2025] == "estimate"
        assert book.texts.content.str.startswith("Nội dung minh hoạ").all()


def test_writing_twice_gives_the_same_bytes(written, reference, tmp_path):
    for first in written[:2]:
        again = sample.write(first.name.partition("_")[0], tmp_path, reference)
        assert again.read_bytes() == first.read_bytes()


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


def is_fall(finding):
    """Tell a stock that fell by more than half: the published story of the poor, not a slip."""
    if finding.rule != "V80":
        return False
    found, before = (
        Decimal(text.replace(".", "").replace(",", "."))
        for text in (finding.found, finding.expected)
    )
    return found < before


@pytest.mark.parametrize("unit_code", sample.SLUGS)
def test_the_rules_find_the_deliberate_warnings_and_nothing_else(unit_code, written, reference):
    path = next(path for path in written if path.name.startswith(unit_code))
    findings = [
        finding
        for finding in checking.check(path, reference=reference).findings
        if finding.severity != "info" and not is_fall(finding)
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
        values = sample.values_of(unit_code, reference)
        assert values.keys() == sample.asked(unit_code, reference)


def test_some_conferences_have_been_held_and_some_have_not(workbooks):
    held = {code for code, book in workbooks.items() if book.cover.conference_held_on}
    assert held == set(sample.CONFERENCES) < set(sample.SLUGS)
