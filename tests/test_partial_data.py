"""With cells missing: a rate is the ratio of sums over the districts that stand in it, or none.

Cells are removed from random districts; what every question answers is held against sums of the
entered cells in exact fractions, made here from the catalogue's terms alone. More seeds:
`SEEDS=40 pytest tests/test_partial_data.py`.
"""

import os
import random
import re
import shutil
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from dashboard.store import build, database
from dashboard.words import formats

ROOT = Path(__file__).parent.parent
PROVINCE = "52"
YEARS = (2021, 2022, 2023, 2024, 2025)
SHARES = {
    ("households_by_poverty_cause", "poor"): "poor_households",
    ("households_by_poverty_cause", "near_poor"): "near_poor_households",
    ("children_deprived", "poor"): "children_in_poor_households",
    ("children_deprived", "near_poor"): "children_in_near_poor_households",
    ("poor_households_ethnic_minority", "all"): "poor_households",
    ("poor_households_female_headed", "all"): "poor_households",
    ("poor_households_no_labour_capacity", "all"): "poor_households",
    ("poor_households_merit", "all"): "poor_households",
}
CELLS = """
select
    o.area_code, o.indicator_code, o.year, o.settlement, o.household_class, o.project_code,
    projects.parent_code, o.capital_source, o.capital_type, o.member_code, o.value, o.value_state
from observations as o
inner join submissions using (submission_id)
inner join areas using (area_code)
left join projects on o.project_code = projects.project_code
where
    submissions.is_current and not o.is_stated_total and o.value_kind in ('actual', 'estimate')
    and areas.level = 'district'
"""
TERMS = """
select t.indicator_code, t.role, t.term_code, t.factor, t.household_class, t.member_code
from indicator_terms as t
"""
# Questions that give a percentage and are not asked here, and why.
ELSEWHERE = {
    "awards_by_form": "counts beside counts",
    "fund_balances": "amounts, no rate",
    "indicator_card": "words",
    "indicator_targets": "bounds",
    "communes_of_district": "one commune is no sum",
    "published_average": "published figures",
    "published_averages": "reads the province's complete rates",
    "scenario": "assumptions",
    "scenario_assumptions": "reads the province's complete rates",
    "class_limits": "limits of a scale",
    "target_list": "see test_targets",
    "talk_facts": "reads the province's complete rates",
    "provenance": "cells, no rate",
    "version_differences": "cells, no rate",
}


class Cells:
    """The entered cells of the districts, and what can be known from them."""

    def __init__(self, connection):
        self.cells = defaultdict(list)
        for area, code, year, *rest in connection.execute(CELLS).fetchall():
            self.cells[area, code, year].append(rest)
        self.areas = sorted({area for area, _, _ in self.cells})
        self.districts = [
            area
            for [area] in connection.execute(
                "select area_code from areas where level = 'district'"
            ).fetchall()
        ]
        self.terms = defaultdict(list)
        for code, *term in connection.execute(TERMS).fetchall():
            self.terms[code].append(term)

    def known(
        self,
        area,
        code,
        year,
        *,
        settlement="total",
        household_class="all",
        project="all",
        source="all",
        kind="all",
        member="all",
    ):
        """Give the state of a total, its value and the parts that do not apply."""
        value, states, left_out = Fraction(0), set(), set()
        for cell in self.cells[area, code, year]:
            of_settlement, of_class, of_project, parent, of_source, of_kind, of_member = cell[:7]
            number, given = cell[7:]
            if (
                (settlement != "total" and of_settlement != settlement)
                or (household_class != "all" and of_class != household_class)
                or (project != "all" and project not in (of_project, parent))
                or (source != "all" and of_source != source)
                or (kind != "all" and of_kind != kind)
                or (member != "all" and of_member != member)
            ):
                continue
            states.add(given)
            value += Fraction(number or 0)
            if given == "not_applicable":
                left_out.add((of_settlement, of_project, of_source, of_kind))
        return joined(states), value, frozenset(left_out)

    def sides(self, area, code, year, household_class="all", member="all", **selected):
        """Give the numerator and the denominator of a rate in a district."""
        found = {"numerator": [], "denominator": []}
        for role, term, factor, of_class, of_member in self.terms[code]:
            if of_class is not None and of_class != household_class:
                continue
            part = "all"
            if of_member is not None:
                part = of_member
            elif role == "numerator":
                part = member
            state, value, left_out = self.known(
                area,
                term,
                year,
                household_class=household_class if of_class is None else "all",
                member=part,
                **selected,
            )
            found[role].append((state, factor * value, left_out))
        return found["numerator"], found["denominator"]


def joined(states):
    """Give the state of a total from those of its parts; a total of nothing was not submitted."""
    if not states or "not_submitted" in states:
        return "not_submitted"
    return "not_applicable" if states == {"not_applicable"} else "reported"


def pair(numerators, denominators, factor=100):
    """Give the state of a district's rate, its numerator and its denominator."""
    terms = [*numerators, *denominators]
    states = {state for state, _, _ in terms}
    top = sum(value for _, value, _ in numerators)
    bottom = sum(value for _, value, _ in denominators)
    if states == {"not_applicable"}:
        return "not_applicable", None, None
    sides = ({state for state, _, _ in side} for side in (numerators, denominators))
    if any(joined(side) != "reported" for side in sides):
        return "not_submitted", None, None
    if len({left_out for _, _, left_out in terms}) > 1:
        return "not_submitted", None, None
    return ("reported", factor * top, bottom) if bottom else ("not_applicable", None, None)


def together(pairs):
    """Give the rate over several districts: those that stand, or why there is none."""
    standing = [(top, bottom) for state, top, bottom in pairs if state == "reported"]
    if standing:
        return sum(top for top, _ in standing) / sum(bottom for _, bottom in standing)
    states = {state for state, _, _ in pairs}
    return "not_applicable" if states == {"not_applicable"} else "not_submitted"


def standing(pairs):
    """Give how many districts stand in a rate, and how many should."""
    return (
        sum(state == "reported" for state, _, _ in pairs),
        sum(state != "not_applicable" for state, _, _ in pairs),
    )


def printed(exact):
    """Print a fraction with two decimals, halves up."""
    whole, rest = divmod(abs(exact.numerator) * 100, exact.denominator)
    cents = whole + (2 * rest >= exact.denominator)
    return f"{'-' if exact < 0 and cents else ''}{cents // 100}.{cents % 100:02d}"


def hold(answered, state, expected, where):
    """Hold an answer against what it must be: a fraction, or the reason for none."""
    if isinstance(expected, Fraction):
        assert not formats.is_missing(answered), where
        assert state in ("reported", None), where
        assert formats.rounded(answered, 2) == Decimal(printed(expected)), where
        assert abs(answered - float(expected)) <= 1e-9 * max(1.0, abs(answered)), where
    else:
        assert formats.is_missing(answered), where
        assert state in (expected, None), where


def spoiled(few_data, folder, seed):
    """Give a snapshot with cells removed at random, and rebuilt."""
    name = (few_data / "snapshot" / database.POINTER).read_text(encoding="utf-8").split()[0]
    path = folder / f"{seed}.duckdb"
    shutil.copy(few_data / "snapshot" / name, path)
    chance = random.Random(seed)
    connection = duckdb.connect(str(path))
    keys = connection.execute(
        "select o.submission_id, o.sheet, o.cell, i.may_not_apply is not null from observations o "
        "inner join indicators i using (indicator_code) order by all"
    ).fetchall()
    share = (0.004, 0.05, 0.02, 0.3)[seed % 4]
    chosen = [key for key in keys if chance.random() < share]
    connection.execute(
        "create temp table gone (submission_id varchar, sheet varchar, cell varchar, s varchar)"
    )
    connection.executemany(
        "insert into gone values (?, ?, ?, ?)",
        [
            (*key[:3], "not_applicable" if key[3] and chance.random() < 0.5 else "not_submitted")
            for key in chosen
        ]
        or [("", "", "", "")],
    )
    connection.execute(
        "update observations set value = null, value_state = gone.s from gone where "
        "observations.submission_id = gone.submission_id and observations.sheet = gone.sheet "
        "and observations.cell = gone.cell"
    )
    for table in ("indicator_values", "capital_sums", "shares"):
        connection.execute(f"drop table {table}")
    build.execute(connection, (*build.statements("40", "42"), *build.statements("43", "45")))
    return connection


@pytest.fixture(scope="module", params=range(int(os.environ.get("SEEDS", "2"))))
def world(request, few_data, tmp_path_factory):
    """Give the questions of a spoiled snapshot and its cells."""
    with spoiled(few_data, tmp_path_factory.mktemp("spoiled"), request.param) as connection:

        def ask(question, **given):
            return connection.execute(database.statement(question), given).df().to_dict("records")

        yield ask, Cells(connection), connection


def areas_of(cells, area):
    return cells.districts if area == PROVINCE else [area]


def rate(cells, area, code, year, factor=100, **selected):
    return [
        pair(*cells.sides(one, code, year, **selected), factor) for one in areas_of(cells, area)
    ]


def share(
    cells, area, part, whole, year, *, household_class="all", member="all", whole_member="all"
):
    return [
        pair(
            [cells.known(one, part, year, household_class=household_class, member=member)],
            [cells.known(one, whole, year, member=whole_member)],
        )
        for one in areas_of(cells, area)
    ]


def test_every_rate_of_the_lists(world):
    ask, cells, connection = world
    units = dict(connection.execute("select indicator_code, unit from indicators").fetchall())
    rates = {
        code for code, terms in cells.terms.items() if any(r == "denominator" for r, *_ in terms)
    }
    counted = 0
    for code in sorted(rates):
        for row in ask("values_list", indicator_code=code, area_code=None, year=None):
            broken = [
                row[part] != "all" for part in ("project_code", "capital_source", "capital_type")
            ]
            if row["area_code"] not in (PROVINCE, *cells.areas) or sum(broken) > 1:
                continue
            pairs = rate(
                cells,
                row["area_code"],
                code,
                row["year"],
                100 if units[code] == "%" else 1,
                settlement=row["settlement"],
                household_class=row["household_class"],
                project=row["project_code"],
                source=row["capital_source"],
                kind=row["capital_type"],
                member=row["member_code"],
            )
            where = (code, row["area_code"], row["year"], row["breakdown"])
            hold(row["value"], row["value_state"], together(pairs), where)
            if row["area_code"] == PROVINCE:
                assert (row["units_reported"], row["units_expected"]) == standing(pairs), where
            counted += 1
    assert counted > 500


def test_the_shares(world):
    ask, cells, _ = world
    for year in (2023, 2024):
        for area in (PROVINCE, *cells.areas):
            for row in ask("causes", area_code=area, year=year):
                for group in ("poor", "near_poor"):
                    part = "households_by_poverty_cause"
                    pairs = share(
                        cells,
                        area,
                        part,
                        SHARES[part, group],
                        year,
                        household_class=group,
                        member=row["member_code"],
                    )
                    hold(
                        row[f"{group}_share"],
                        row[f"{group}_share_state"],
                        together(pairs),
                        ("causes", area, year, group, row["member_code"]),
                    )
            for row in ask("children_deprived", area_code=area, year=year):
                for group in ("poor", "near_poor"):
                    pairs = share(
                        cells,
                        area,
                        "children_deprived",
                        SHARES["children_deprived", group],
                        year,
                        household_class=group,
                        member=row["member_code"],
                    )
                    hold(
                        row[f"{group}_share"],
                        row[f"{group}_share_state"],
                        together(pairs),
                        ("children", area, year, group, row["member_code"]),
                    )
            for row in ask("special_groups", area_code=area, year=year):
                pairs = share(cells, area, row["indicator_code"], "poor_households", year)
                hold(row["share"], row["share_state"], together(pairs), (area, year, row))
        for row in ask("causes_by_district", year=year):
            if row["area_code"] in cells.areas:
                pairs = share(
                    cells,
                    row["area_code"],
                    "households_by_poverty_cause",
                    "poor_households",
                    year,
                    household_class="poor",
                    member=row["member_code"],
                )
                hold(row["share"], row["share_state"], together(pairs), (year, row))


def test_the_houses(world):
    ask, cells, _ = world
    for year in (2024, 2025):
        for row in ask("temporary_houses", year=year):
            area, listed = row["area_code"], row["list_year"]
            if area not in (PROVINCE, *cells.areas):
                continue
            hold(
                row["completion_rate"],
                None,
                together(
                    share(
                        cells,
                        area,
                        "temporary_houses_completed",
                        "temporary_houses_to_remove",
                        listed,
                    )
                ),
                row,
            )
            hold(
                row["social_share"],
                None,
                together(
                    share(
                        cells,
                        area,
                        "temporary_houses_funding",
                        "temporary_houses_funding",
                        listed,
                        member="social",
                    )
                ),
                row,
            )
            for done, wanted, part, member in (
                ("completed", "to_remove", "temporary_houses_completed", "all"),
                ("started", "started_to_remove", "temporary_houses_started", "all"),
                ("new_completed", "new_to_remove", "temporary_houses_completed", "new"),
                (
                    "repaired_completed",
                    "repaired_to_remove",
                    "temporary_houses_completed",
                    "repaired",
                ),
            ):
                pairs = share(
                    cells,
                    area,
                    part,
                    "temporary_houses_to_remove",
                    listed,
                    member=member,
                    whole_member=member,
                )
                if area == PROVINCE and any(state == "reported" for state, _, _ in pairs):
                    tops = [top / 100 for state, top, _ in pairs if state == "reported"]
                    bottoms = [bottom for state, _, bottom in pairs if state == "reported"]
                    assert (row[done], row[wanted]) == (sum(tops), sum(bottoms)), (row, done)


def spent(cells, area, first, last, **selected):
    """Give the pairs of what was disbursed over what was available, over years."""
    pairs = []
    for one in areas_of(cells, area):
        top, bottom, outs, states = Fraction(0), Fraction(0), [], set()
        for year in range(first, last + 1):
            terms = [
                cells.known(one, "capital_plan", year, **selected),
                cells.known(one, "capital_disbursed", year, **selected),
            ]
            if year == first:
                terms.append(cells.known(one, "capital_carried_in", year, **selected))
                bottom += terms[-1][1]
            bottom += terms[0][1]
            top += terms[1][1]
            outs.append(len({left_out for _, _, left_out in terms}) == 1)
            states |= {state for state, _, _ in terms}
        if states == {"not_applicable"}:
            pairs.append(("not_applicable", None, None))
        elif "not_submitted" in states or not all(outs):
            pairs.append(("not_submitted", None, None))
        elif bottom == 0:
            # Amounts that are known; only their rate is none.
            pairs.append(("zero", Fraction(0), Fraction(0)))
        else:
            pairs.append(("reported", 100 * top, bottom))
    return pairs


def hold_capital(row, pairs, where):
    known = [pair for pair in pairs if pair[0] == "reported"]
    if known:
        expected = together(known)
    elif any(state == "zero" for state, _, _ in pairs):
        expected = "not_applicable"
    else:
        expected = together(pairs)
    hold(row["disbursement_rate"], row["rate_state"], expected, where)


def test_the_capital(world):
    ask, cells, _ = world
    for area in (PROVINCE, *cells.areas):
        for row in ask("capital_by_year", area_code=area, capital_source="all", capital_type="all"):
            hold_capital(row, spent(cells, area, row["year"], row["year"]), (area, row))
        for year in (2023, 2024):
            for row in ask(
                "capital_by_project",
                area_code=area,
                year=year,
                capital_source="all",
                capital_type="all",
            ):
                hold_capital(
                    row,
                    spent(cells, area, 2022, year, project=row["project_code"]),
                    (area, year, row),
                )
            for row in ask("capital_by_source", area_code=area, year=year):
                hold_capital(
                    row,
                    spent(cells, area, 2022, year, source=row["capital_source"]),
                    (area, year, row),
                )
    for row in ask("capital_by_district", year=2024, capital_source="all", capital_type="all"):
        if row["area_code"] in (PROVINCE, *cells.areas):
            hold_capital(
                row, spent(cells, row["area_code"], 2022, 2024, project=row["project_code"]), row
            )


def one(expected):
    """Give a rate as a number, none where there is none."""
    return expected if isinstance(expected, Fraction) else None


def test_the_same_rate_wherever_it_is_asked_for(world):
    ask, cells, _ = world
    codes = tuple(
        code
        for code, terms in cells.terms.items()
        if any(role == "denominator" for role, *_ in terms)
        and code not in ("deprivation_rate", "deprivations_per_household")
    )
    year = 2024
    for code in codes:
        said = {area: together(rate(cells, area, code, year)) for area in (PROVINCE, *cells.areas)}
        for row in ask("indicator_by_district", indicator_code=code, year=year, settlement="total"):
            if row["area_code"] in said:
                hold(row["value"], None, said[row["area_code"]], (year, row))
        for row in ask(
            "indicator_trend", indicator_code=code, area_codes=[PROVINCE], settlement="total"
        ):
            if row["year"] == year:
                hold(row["value"], None, said[PROVINCE], (code, row))
        for row in ask(
            "headline_figures",
            area_code=PROVINCE,
            year=year,
            settlement="total",
            indicator_codes=[code],
        ):
            hold(row["value"], None, said[PROVINCE], (year, row))
        for row in ask("district_series", indicator_code=code, settlement="total"):
            if row["year"] == year and row["area_code"] in said:
                hold(row["value"], None, said[row["area_code"]], (year, row))
        for row in ask("policy_counts", indicator_codes=[code]):
            if row["year"] == year and row["area_code"] in said:
                hold(row["value"], None, said[row["area_code"]], (year, row))
        for row in ask("pace_by_district", indicator_code=code, year=year, settlement="total"):
            if row["area_code"] in said and row["value_state"] == "reported":
                hold(row["value"], None, said[row["area_code"]], (year, row))
    district = cells.areas[0]
    for row in ask("district_position", area_code=district, year=year):
        if row["indicator_code"] in codes and row["area_code"] in cells.areas:
            hold(
                row["value"],
                None,
                together(rate(cells, row["area_code"], row["indicator_code"], year)),
                row,
            )
    for row in ask("two_districts", area_code=district, other_code=cells.areas[1], year=year):
        if row["indicator_code"] in codes:
            hold(
                row["province_value"],
                None,
                together(rate(cells, PROVINCE, row["indicator_code"], year)),
                row,
            )
    for group in ("poor", "near_poor"):
        for row in ask("deprivations_by_district", year=year, household_class=group):
            if row["area_code"] in (PROVINCE, *cells.areas):
                hold(
                    row["rate"],
                    row["value_state"],
                    together(
                        rate(
                            cells,
                            row["area_code"],
                            "deprivation_rate",
                            year,
                            household_class=group,
                            member=row["member_code"],
                        )
                    ),
                    (year, row),
                )
    for row in ask("deprivations_per_household", year=year):
        if row["area_code"] in (PROVINCE, *cells.areas):
            for group in ("poor", "near_poor"):
                hold(
                    row[group],
                    row[f"{group}_state"],
                    together(
                        rate(
                            cells,
                            row["area_code"],
                            "deprivations_per_household",
                            year,
                            1,
                            household_class=group,
                        )
                    ),
                    (year, row),
                )


def test_what_compares_groups_of_districts_stands_on_all_or_is_none(world):
    ask, cells, connection = world
    groups = dict(connection.execute("select area_code, area_group from areas").fetchall())
    for row in ask("mountain_gap", settlement="total"):
        pairs = {area: rate(cells, area, "poverty_rate", row["year"])[0] for area in cells.areas}
        known = {area: one for area, one in pairs.items() if one[0] == "reported"}
        if row["units_reported"] < row["units_expected"]:
            assert formats.is_missing(row["mountain_rate"]), row
            continue
        for column, is_mountain in (("mountain_rate", True), ("other_rate", False)):
            group = [
                one for area, one in known.items() if (groups[area] == "mountain") == is_mountain
            ]
            hold(row[column], None, together(group), row)
    for year in YEARS:
        rows = ask("contributions", year=year, settlement="total")
        pairs = {area: rate(cells, area, "poverty_rate", year)[0] for area in cells.areas}
        known = [one for one in pairs.values() if one[0] == "reported"]
        for row in rows:
            hold(
                row["share_poor"],
                None,
                100 * pairs[row["area_code"]][1] / sum(top for _, top, _ in known)
                if sum(top for _, top, _ in known)
                else "not_applicable",
                row,
            )


def test_deprivations_and_their_changes(world):
    ask, cells, _ = world

    def expected(area, year, group, member):
        return rate(cells, area, "deprivation_rate", year, household_class=group, member=member)

    for area in (PROVINCE, *cells.areas):
        for year in (2022, 2024):
            for row in ask("deprivations", area_code=area, year=year):
                group, member = row["household_class"], row["member_code"]
                pairs = expected(area, year, group, member)
                hold(row["rate"], row["value_state"], together(pairs), (area, year, row))
                whole = together(expected(PROVINCE, year, group, member))
                hold(row["province_rate"], None, whole, (area, year, row))
        for group in ("poor", "near_poor"):
            for row in ask("deprivation_changes", area_code=area, year=2024, household_class=group):
                sides = [
                    expected(area, year, group, row["member_code"])
                    for year in (row["first_year"], 2024)
                ]
                assert all(len(set(standing(pairs))) == 1 for pairs in sides), (area, row)
                first, last = (together(pairs) for pairs in sides)
                hold(row["first_rate"], None, first, (area, row))
                hold(row["rate"], None, last, (area, row))
                hold(row["change"], None, last - first, (area, row))


def hold_gap(row, first, second):
    """Hold two rates and their gap; the province has one where every district stands in both."""
    rates = [together(pairs) for pairs in (first, second)]
    hold(row["first_value"], row["first_state"], rates[0], row)
    hold(row["second_value"], row["second_state"], rates[1], row)
    whole = row["level"] == "district" or all(
        len(set(standing(pairs))) == 1 for pairs in (first, second)
    )
    if whole and all(isinstance(each, Fraction) for each in rates):
        hold(row["gap"], None, rates[0] - rates[1], row)
    else:
        assert formats.is_missing(row["gap"]), row


def test_the_gaps_between_groups(world):
    ask, cells, _ = world
    for year in (2021, 2024):
        for row in ask("ethnic_gap", year=year, settlement="total"):
            if row["area_code"] in (PROVINCE, *cells.areas):
                hold_gap(
                    row,
                    rate(cells, row["area_code"], "poverty_rate_ethnic_minority", year),
                    rate(cells, row["area_code"], "poverty_rate", year),
                )
        for row in ask("settlement_gap", year=year):
            if row["area_code"] in (PROVINCE, *cells.areas):
                hold_gap(
                    row,
                    *(
                        rate(cells, row["area_code"], "poverty_rate", year, settlement=settlement)
                        for settlement in ("rural", "urban")
                    ),
                )


@pytest.fixture
def whole_world(world):
    """Give the spoiled snapshot as if the province had no districts but those that sent."""
    ask, _, connection = world
    connection.execute("begin")
    connection.execute(
        "delete from areas where level = 'district' and area_code not in "
        "(select area_code from observations)"
    )
    for table in ("indicator_values", "capital_sums", "shares"):
        connection.execute(f"drop table {table}")
    build.execute(connection, (*build.statements("40", "42"), *build.statements("43", "45")))
    yield ask, Cells(connection), connection
    connection.execute("rollback")


def test_how_far_the_districts_are_apart(whole_world):
    ask, cells, connection = whole_world
    groups = dict(connection.execute("select area_code, area_group from areas").fetchall())
    rows = {
        row["year"]: row
        for row in ask("convergence", indicator_code="poverty_rate", settlement="total")
    }
    complete = {
        year
        for year in YEARS
        if len(set(standing(rate(cells, PROVINCE, "poverty_rate", year)))) == 1
    }
    assert set(rows) == complete
    for year, row in rows.items():
        pairs = {area: rate(cells, area, "poverty_rate", year) for area in cells.areas}
        values = [together(own) for own in pairs.values()]
        hold(row["value_range"], None, max(values) - min(values), row)
        for group in ("mountain", "plain"):
            own = [one for area, [one] in pairs.items() if groups[area] == group]
            if own:
                hold(row[f"{group}_value"], None, together(own), row)


def test_the_gaps_of_a_whole_province(whole_world):
    ask, cells, _ = whole_world
    for year in YEARS:
        for row in ask("settlement_gap", year=year):
            hold_gap(
                row,
                *(
                    rate(cells, row["area_code"], "poverty_rate", year, settlement=settlement)
                    for settlement in ("rural", "urban")
                ),
            )


def test_money_beside_what_it_reached(world):
    ask, cells, _ = world
    for row in ask("money_beside_result", year=2024):
        area = row["area_code"]
        spent_cells = [cells.known(area, "capital_disbursed", year) for year in (2022, 2023, 2024)]
        assert {state for state, _, _ in spent_cells} == {"reported"}, row
        [start], [now] = (
            rate(cells, area, "multidimensional_poverty_rate", year) for year in (2021, 2024)
        )
        disbursed, households = sum(value for _, value, _ in spent_cells), start[1] / 100
        assert (row["disbursed"], row["households_start"]) == (disbursed, households), row
        hold(row["money"], None, disbursed / households if households else "not_applicable", row)
        hold(row["fall"], None, together([start]) - together([now]), row)


def test_no_question_with_a_rate_is_forgotten():
    text = Path(__file__).read_text(encoding="utf-8")
    asked = set(re.findall(r'ask\(\s*"(\w+)"', text))
    giving = {
        path.stem
        for path in (ROOT / "queries").glob("*.sql")
        if "%" in path.read_text(encoding="utf-8").partition("\nwith")[0].partition("returns:")[2]
    }
    assert giving - asked - set(ELSEWHERE) == set()


TOLD = (
    "poverty_rate",
    "poor_households",
    "near_poor_households",
    "poverty_rate_ethnic_minority",
    "deprivations_per_household",
    "poor_to_near_poor",
    "capital_disbursement_rate",
    "health_insurance_coverage_poor",
    "policy_credit_overdue_rate",
)
END = {"movements_poor": "poor_households", "movements_near_poor": "near_poor_households"}


def told_of_an_indicator(ask, code, areas, year):
    """Give each question that tells the state of an indicator without breakdown, and the state."""
    asked = {"indicator_code": code, "settlement": "total"}
    for row in ask("indicator_by_district", year=year, **asked):
        yield "indicator_by_district", (code, row["area_code"], year), row["value_state"]
    for row in ask("district_series", **asked):
        if row["year"] == year:
            yield "district_series", (code, row["area_code"], year), row["value_state"]
    for row in ask("indicator_trend", area_codes=areas, **asked):
        if row["year"] == year:
            yield "indicator_trend", (code, row["area_code"], year), row["value_state"]
    for row in ask("official_values", indicator_codes=[code], year=year, household_class="all"):
        if (row["settlement"], row["member_code"]) == ("total", "all"):
            yield "official_values", (code, row["area_code"], year), row["value_state"]
    for row in ask("policy_counts", indicator_codes=[code]):
        if row["year"] == year:
            yield "policy_counts", (code, row["area_code"], year), row["value_state"]


def told_of_an_area(ask, area, other, year):
    """Give each question about one area that tells states, and the states."""
    where = {"area_code": area, "year": year}
    for row in ask("headline_figures", settlement="total", indicator_codes=TOLD, **where):
        yield "headline_figures", (row["indicator_code"], area, year), row["value_state"]
    for sheet, end in END.items():
        for row in ask("movements", sheet_code=sheet, end_code=end, **where):
            if row["step"] != "unexplained":
                yield "movements", (row["indicator_code"], area, year), row["value_state"]
    for row in ask("deprivations", **where):
        key = ("deprivation", area, year, row["household_class"], row["member_code"])
        yield "deprivations", key, row["value_state"]
    if area != PROVINCE:
        for row in ask("two_districts", other_code=other, **where):
            yield "two_districts", (row["indicator_code"], area, year), row["value_state"]
            yield "two_districts", (row["indicator_code"], other, year), row["other_state"]
        for row in ask("district_position", **where):
            key = (row["indicator_code"], row["area_code"], year)
            yield "district_position", key, row["value_state"]


def told_of_districts(ask, year):
    """Give each question that sets the districts side by side, and the states."""
    for row in ask("ethnic_gap", year=year, settlement="total"):
        area = row["area_code"]
        yield "ethnic_gap", ("poverty_rate_ethnic_minority", area, year), row["first_state"]
        yield "ethnic_gap", ("poverty_rate", area, year), row["second_state"]
    for row in ask("settlement_gap", year=year):
        for settlement, state in (("rural", "first_state"), ("urban", "second_state")):
            yield "settlement_gap", (settlement, row["area_code"], year), row[state]
    for settlement in ("rural", "urban"):
        for row in ask(
            "indicator_by_district", indicator_code="poverty_rate", year=year, settlement=settlement
        ):
            key = (settlement, row["area_code"], year)
            yield "indicator_by_district", key, row["value_state"]
    for row in ask("deprivations_per_household", year=year):
        for group in ("poor", "near_poor"):
            key = ("per household", row["area_code"], year, group)
            yield "deprivations_per_household", key, row[f"{group}_state"]
    for group in ("poor", "near_poor"):
        for row in ask("deprivations_by_district", year=year, household_class=group):
            key = ("deprivation", row["area_code"], year, group, row["member_code"])
            yield "deprivations_by_district", key, row["value_state"]
        for row in ask(
            "official_values",
            indicator_codes=["deprivations_per_household"],
            year=year,
            household_class=group,
        ):
            if (row["settlement"], row["member_code"]) == ("total", "all"):
                key = ("per household", row["area_code"], year, group)
                yield "official_values", key, row["value_state"]


def test_a_cell_has_one_state_whichever_question_tells_it(world):
    ask, cells, _ = world
    missing = next(code for code in cells.districts if code not in cells.areas)
    areas = [PROVINCE, *cells.areas, missing]
    states = defaultdict(lambda: defaultdict(set))
    for year in (2021, 2022, 2024, 2025):
        told = [*told_of_districts(ask, year)]
        for code in TOLD:
            told += told_of_an_indicator(ask, code, areas, year)
        for area in areas:
            told += told_of_an_area(ask, area, missing, year)
        for question, key, state in told:
            states[key][state].add(question)
    assert len(states) > 500
    differing = {key: dict(said) for key, said in states.items() if len(said) > 1}
    assert differing == {}, differing
