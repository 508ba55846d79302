"""The cells listed for a number are those that entered it: their sum or ratio is the number."""

import random
import shutil
from fractions import Fraction

import duckdb
import pytest

from dashboard.store import build, database

NAMES = (
    "area_code",
    "indicator_code",
    "year",
    "settlement",
    "household_class",
    "project_code",
    "capital_source",
    "capital_type",
    "member_code",
)
# Departments: one with a plan alone, one with every term, one with blank parts, figures of the
# whole province, and the Front with its own workbook.
UNITS = ("so_nnptnt", "so_xd", "so_ldtbxh", "front")
SUBMISSIONS = """
insert into submissions by name
select submissions.* replace (
    given.unit || '-1' as submission_id, given.unit as unit_code, 1 as version,
    given.unit || '.xlsx' as file_name
)
from (select * from submissions limit 1) as submissions
cross join (select unnest($units) as unit) as given
"""
GAPS = """
update observations set value = null, value_state = 'not_submitted'
where hash(submission_id, sheet, cell) % 61 = 0
"""
COPIED = """
insert into observations by name
select * replace (
    $unit || '-1' as submission_id, $unit as unit_code, '52' as area_code,
    case when value is not null then 1000 + value end as value
)
from observations
where
    area_code = '542' and year in (2023, 2024) and indicator_code in (select unnest($codes))
    and (not $partial or hash(cell) % 3 <> 0)
"""
CAPITAL = ("capital_plan", "capital_carried_in", "capital_disbursed", "capital_allotted")
GIVEN = (
    ("so_nnptnt", ("capital_plan", "jobs_supported"), False),
    ("so_xd", CAPITAL, True),
    ("so_ldtbxh", ("households_total", "poor_households", *CAPITAL), False),
    ("front", ("great_unity_houses_new", "fund_for_poor_mobilised"), False),
)


@pytest.fixture(scope="module")
def sent(few_data, tmp_path_factory):
    """Give a snapshot of districts and departments with cells missing in all of them."""
    name = (few_data / "snapshot" / database.POINTER).read_text(encoding="utf-8").split()[0]
    path = tmp_path_factory.mktemp("sent") / "sent.duckdb"
    shutil.copy(few_data / "snapshot" / name, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(SUBMISSIONS, {"units": list(UNITS)})
        for unit, codes, partial in GIVEN:
            connection.execute(COPIED, {"unit": unit, "codes": list(codes), "partial": partial})
        connection.execute(GAPS)
        for table in ("indicator_values", "capital_sums", "shares"):
            connection.execute(f"drop table {table}")
        build.execute(connection, build.statements("40", "42"))
        build.execute(connection, build.statements("43", "45"))
        yield connection


def numbers(connection):
    """Give known numbers: all of the province without breakdown, and many of all kinds."""
    rows = connection.execute(
        f"select {', '.join(f'v.{name}' for name in NAMES)}, v.value, a.level, i.unit "  # noqa: S608
        "from indicator_values as v inner join areas as a using (area_code) "
        "inner join indicators as i using (indicator_code) "
        "where v.value_state = 'reported' and a.level <> 'commune' "
        "and v.indicator_code not in ('poverty_rate_change_pp', "
        "'poverty_rate_avg_annual_reduction_pp', 'multidimensional_poor_reduction_vs_baseline') "
        "order by all"
    ).fetchall()
    plain = [row for row in rows if row[2] == 2024 and set(row[4:9]) == {"all"}]
    province = [row for row in plain if row[10] == "province"]
    return [*province, *random.Random(7).sample(rows, 100)]


def of_cells(cells, unit):
    """Give the number that cells make: their sum, or the ratio of numerator and denominator."""
    sums = {"numerator": Fraction(0), "denominator": None}
    for role, factor, value in cells:
        sums[role] = (sums[role] or Fraction(0)) + int(factor) * Fraction(value or 0)
    if sums["denominator"] is None:
        return sums["numerator"]
    return (100 if unit == "%" else 1) * sums["numerator"] / sums["denominator"]


def test_the_cells_of_a_number_make_the_number(sent):
    question = database.statement("provenance")
    wrong = []
    for row in numbers(sent):
        listed = sent.execute(question, dict(zip(NAMES, row[:9], strict=True))).df()
        cells = listed[["role", "factor", "value"]].fillna({"value": 0})
        made = of_cells(cells.itertuples(index=False, name=None), row[11])
        if abs(float(made) - row[9]) > 1e-9 * max(1, abs(row[9])):
            wrong.append((row[:9], row[9], float(made)))
    assert wrong == []


def test_a_department_that_gave_one_term_alone_enters_no_rate(sent):
    def files(code):
        asked = zip(NAMES, ("52", code, 2024, "total", *["all"] * 5), strict=True)
        return set(sent.execute(database.statement("provenance"), dict(asked)).df()["file_name"])

    assert {"so_nnptnt.xlsx", "so_xd.xlsx"} <= files("capital_plan")
    assert "so_xd.xlsx" in files("capital_disbursement_rate")
    assert "so_nnptnt.xlsx" not in files("capital_disbursement_rate")
    assert "so_ldtbxh.xlsx" not in files("households_total")
