"""One arithmetic: halves go up everywhere, rates are ratios of sums over the same districts."""

import ast
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.store import build, database
from dashboard.words import formats

ROOT = Path(__file__).parent.parent
MACROS = ROOT / "queries" / "build" / "00_judgements.sql"
# Divisions and roundings outside the macros, and why. Assertions check what the macros made, so
# they count by themselves.
OWN_ARITHMETIC = {
    "p01.sql": "digits of a whole number; two decimals of decimals are compared",
    "v07.sql": "digits and powers of ten of a whole number",
    "v15.sql": "the mean of two years, a level to be far from",
    "v35.sql": "logarithms and weights, nothing is printed",
    "v55.sql": "a level that is hundreds of times off",
}
TEXT = re.compile(r"'(?:[^']|'')*'")
DIVISION = re.compile(r"/|\bround\(")
SUBMISSION = """
insert into submissions
select * replace ('front-1' as submission_id, 'front' as unit_code, 1 as version)
from submissions limit 1
"""
WHOLE = """
insert into observations
select * replace (
    'front-1' as submission_id, 'front' as unit_code, '52' as area_code, 1000 as value,
    'reported' as value_state, 'Z9' as cell
)
from observations
where indicator_code = 'great_unity_houses_new' and year = 2024
limit 1
"""
GAPS = """
update observations set value = null, value_state = 'not_submitted'
where
    indicator_code in ('capital_plan', 'capital_carried_in', 'capital_disbursed')
    and hash(submission_id, cell) % 97 = 0
"""
# Each year's rate of the province from the districts that know every term of it.
RATIOS = """
with districts as (
    select year, project_code, capital_source, capital_type, numerator, denominator
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'district' and indicator_code = 'capital_disbursement_rate'
        and value_state = 'reported'
),
expected as (
    select
        year, project_code, capital_source, capital_type, count(*) as units,
        100.0 * cast(sum(numerator) as double) / cast(sum(denominator) as double) as rate
    from districts
    group by all
)
select count(*) as rates, count(*) filter (
    where rate is distinct from disbursement_rate and abs(rate - disbursement_rate) > 1e-12
    or disbursement_rate is null
)
from expected
inner join capital_sums using (project_code, capital_source, capital_type)
where area_code = '52' and first_year = last_year and last_year = year
"""


@pytest.fixture(scope="module")
def gaps(few_data, tmp_path_factory):
    """Give a snapshot with capital cells missing and a whole figure of the Front."""
    name = (few_data / "snapshot" / database.POINTER).read_text(encoding="utf-8").split()[0]
    path = tmp_path_factory.mktemp("gaps") / "gaps.duckdb"
    shutil.copy(few_data / "snapshot" / name, path)
    with duckdb.connect(str(path)) as connection:
        for text in (
            SUBMISSION,
            WHOLE,
            GAPS,
            "drop table indicator_values",
            "drop table capital_sums",
            "drop table shares",
            *build.statements("40", "41"),
            *build.statements("43", "45"),
        ):
            connection.execute(text)
        yield connection


def code_of(path):
    """Give the SQL of a file without comments, texts and the sentences of a rule."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return TEXT.sub("''", "\n".join(line.partition("--")[0] for line in lines))


def test_no_question_divides_or_rounds_on_its_own():
    dividing = {
        path.name
        for path in (ROOT / "queries").rglob("*.sql")
        if path != MACROS and path.parent.name != "assertions" and DIVISION.search(code_of(path))
    }
    assert dividing == set(OWN_ARITHMETIC)


def test_no_picture_or_sentence_rounds_as_the_machine_does():
    folder = ROOT / "dashboard"
    files = [
        *(folder / "pictures").glob("*.py"),
        *(folder / "words").glob("*.py"),
        folder / "talk" / "talks.py",
        *(folder / "web").glob("*.py"),
    ]
    rounding = {
        path.name
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "round"
    }
    assert rounding == set()


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(46, 8000), (1, 8), (1, 3), (13834, 443150), (207, 36000)]
)
def test_a_rate_is_rounded_in_sql_as_it_is_printed(numerator, denominator):
    with duckdb.connect() as connection:
        connection.execute(next(build.statements("00", "01")))
        [[value, rounded]] = connection.execute(
            "select value, rounded(value, 2) from (select ratio($n, $d, 100) as value)",
            {"n": numerator, "d": denominator},
        ).fetchall()
    assert rounded == formats.rounded(value, 2)
    if (numerator, denominator) == (46, 8000):
        assert formats.number(value, 2) == "0,58"


def test_capital_of_the_province_stands_on_the_same_districts_in_every_term(gaps):
    [[rates, wrong]] = gaps.execute(RATIOS).fetchall()
    assert rates > 100
    assert wrong == 0


def test_capital_over_the_years_is_known_only_where_every_term_is(gaps):
    [[partial]] = gaps.execute(
        "select count(*) from capital_sums where area_code = '52' and first_year < last_year "
        "and value_state = 'reported' and units_reported < 3"
    ).fetchall()
    assert partial > 0


def test_one_workbook_moves_the_latest_year_of_nobody_else(gaps):
    def latest(*areas):
        gaps.execute("begin")
        gaps.execute(
            "update indicator_values set value_kind = 'actual' where year = 2025 "
            "and list_contains($areas, area_code)",
            {"areas": list(areas)},
        )
        gaps.execute("create table incoming_snapshot (built_at timestamp, source_digest varchar)")
        gaps.execute("insert into incoming_snapshot values (now(), '')")
        gaps.execute("drop table snapshots")
        build.execute(gaps, build.statements("60", "61"))
        [[year]] = gaps.execute("select latest_actual_year from snapshots").fetchall()
        gaps.execute("rollback")
        return year

    assert latest("540") == 2024
    assert latest("540", "542") == 2025


def test_a_published_whole_is_no_cell_of_the_sum_of_districts(gaps):
    names = ("household_class", "project_code", "capital_source", "capital_type", "member_code")
    listed = gaps.execute(
        database.statement("provenance"),
        {
            "area_code": "52",
            "indicator_code": "great_unity_houses_new",
            "year": 2024,
            "settlement": "total",
            **dict.fromkeys(names, "all"),
        },
    ).df()
    [[value]] = gaps.execute(
        "select value from indicator_values where area_code = '52' and year = 2024 "
        "and indicator_code = 'great_unity_houses_new' and member_code = 'all'"
    ).fetchall()
    assert listed["value"].sum() == value
    assert "Z9" not in set(listed["cell"])
