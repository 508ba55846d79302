"""The contract of the committed CSV files: columns, keys, references, units and worked sums.

`TABLES` says what each file of `data/reference/` and `data/published/` must look like; a fault is
one sentence that names the file, the row (1 = first row under the header) and the column.
"""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.making.areas import area_rows, package_communes
from dashboard.workbook.doubts import CONDITIONS

DATA = Path(__file__).resolve().parents[1] / "data"
REFERENCE = DATA / "reference"
FIGURES = DATA / "published" / "figures.csv"

Row = dict[str, str]

UNITS = frozenset(
    {
        "%",
        "% huyện nghèo",
        "% xã ĐBKK bãi ngang",
        "báo cáo",
        "bộ, chương trình",
        "chỉ số",
        "chỉ số/hộ",
        "có/không",
        "công trình",
        "cuộc",
        "cá nhân",
        "căn",
        "cơ sở",
        "dự án",
        "hộ",
        "hộ gia đình",
        "km2",
        "lượt",
        "lượt hộ",
        "lượt học sinh",
        "lượt người",
        "lớp",
        "mô hình, dự án",
        "mô hình/dự án",
        "nghìn người",
        "nghìn đồng",
        "người",
        "ngày",
        "nhà",
        "phiên",
        "sản phẩm",
        "theo chỉ tiêu",
        "thẻ",
        "triệu người",
        "triệu đồng",
        "triệu đồng/người/năm",
        "trẻ em",
        "tập thể",
        "tỷ đồng",
        "vụ việc",
        "văn bản",
        "xã",
        "xã/phường",
        "xã/thị trấn",
        "đoàn",
        "đài",
        "điểm",
        "điểm %",
        "điểm %/năm",
        "đơn vị",
        "đồng/người/tháng",
    }
)
# What the press writes for a unit of the catalogue.
PUBLISHED_UNITS = {
    "triệu đồng": {"tỷ đồng"},
    "xã": {"xã/phường", "xã/thị trấn", "đơn vị"},
    "mô hình, dự án": {"dự án", "mô hình/dự án"},
    "nhà": {"căn", "hộ"},
    "lượt hộ": {"hộ"},
}
BOOLEANS = frozenset({"true", "false"})
EVIDENCE = frozenset({"F", "I", "B"})
SETTLEMENTS = frozenset({"total", "urban", "rural"})
ETHNICITIES = frozenset({"total", "ethnic_minority"})
ELIGIBILITIES = frozenset({"all", "poor_district"})
AREAS_OUTSIDE = frozenset({"VN", "BTB_DHMT", "GL-2025"})
COUNT = r"\d+"
NUMBER = r"\d+(\.\d+)?"
DATE = r"\d{4}-\d{2}-\d{2}"
YEAR = r"20\d\d"
ADDRESS = r"https?://\S+"
# Kinds of units and codes of single units.
REPORTERS = r"[a-z_]+( [a-z_]+)*"
ANY_CONDITION = "|".join(CONDITIONS)
PLAN_ANNEX = r"Phụ lục Kế hoạch số 22/KH-UBND.*"


@dataclass(frozen=True)
class Table:
    """What one CSV file must look like; a column outside `optional` is never empty."""

    path: Path
    columns: str
    key: str
    optional: str = ""
    enums: dict[str, frozenset[str]] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    """Column → `file.column` of `data/reference/`; other values allowed stand in `enums`."""


TABLES = (
    Table(
        REFERENCE / "areas.csv",
        "area_code parent_code level official_order name full_name kind area_group "
        "is_poor_district settlement",
        key="area_code",
        optional="parent_code area_group settlement",
        enums={
            "level": frozenset({"province", "district", "commune"}),
            "kind": frozenset(
                {"province", "city", "town", "district", "ward", "township", "commune"}
            ),
            "area_group": frozenset({"city", "town", "plain", "midland", "mountain"}),
            "is_poor_district": BOOLEANS,
            "settlement": frozenset({"urban", "rural"}),
        },
        patterns={"official_order": COUNT},
        references={"parent_code": "areas.area_code"},
    ),
    Table(
        REFERENCE / "deprivations.csv",
        "deprivation_code dimension name short_name threshold evidence note",
        key="deprivation_code",
        optional="note",
        enums={"evidence": EVIDENCE},
        patterns={"deprivation_code": COUNT, "short_name": ".{1,22}"},
    ),
    Table(
        REFERENCE / "causes.csv",
        "cause_code name short_name evidence note",
        key="cause_code",
        optional="note",
        enums={"evidence": EVIDENCE},
        patterns={"cause_code": COUNT, "short_name": ".{1,22}"},
    ),
    Table(
        REFERENCE / "projects.csv",
        "project_code parent_code level official_order name short_name is_leaf eligibility "
        "capital_types evidence note",
        key="project_code",
        optional="parent_code note",
        enums={
            "level": frozenset({"project", "sub_project"}),
            "is_leaf": BOOLEANS,
            "eligibility": ELIGIBILITIES,
            "capital_types": frozenset({"investment", "recurrent", "investment recurrent"}),
            "evidence": EVIDENCE,
        },
        patterns={"official_order": COUNT},
        references={"parent_code": "projects.project_code"},
    ),
    Table(
        REFERENCE / "capital_sources.csv",
        "capital_source official_order name evidence note",
        key="capital_source",
        optional="note",
        enums={"evidence": EVIDENCE},
        patterns={"official_order": COUNT},
    ),
    Table(
        REFERENCE / "capital_types.csv",
        "capital_type official_order name evidence note",
        key="capital_type",
        optional="note",
        enums={
            "capital_type": frozenset({"investment", "recurrent"}),
            "evidence": EVIDENCE,
        },
        patterns={"official_order": COUNT},
    ),
    Table(
        REFERENCE / "settlements.csv",
        "settlement official_order name full_name",
        key="settlement",
        enums={"settlement": SETTLEMENTS},
        patterns={"official_order": COUNT},
    ),
    Table(
        REFERENCE / "household_classes.csv",
        "household_class official_order name",
        key="household_class",
        patterns={"official_order": COUNT},
    ),
    Table(
        REFERENCE / "programmes.csv",
        "programme_code name first_year last_year baseline_year baseline_label standard",
        key="programme_code",
        patterns={"first_year": YEAR, "last_year": YEAR, "baseline_year": YEAR},
    ),
    Table(
        REFERENCE / "reporting_units.csv",
        "unit_code kind area_code official_order name short_name task_order evidence note",
        key="unit_code",
        optional="note",
        enums={
            "kind": frozenset({"district", "department", "front"}),
            "evidence": EVIDENCE,
        },
        patterns={"official_order": COUNT},
        references={"area_code": "areas.area_code", "task_order": "plan_tasks.task_order"},
    ),
    Table(
        REFERENCE / "plan_tasks.csv",
        "task_order name short_name responsible deadline_text deadline_date done_date "
        "done_source source note",
        key="task_order",
        optional="deadline_date done_date done_source note",
        patterns={
            "task_order": COUNT,
            "short_name": ".{1,46}",
            "deadline_date": DATE,
            "done_date": DATE,
            "source": PLAN_ANNEX,
        },
    ),
    Table(
        REFERENCE / "boundary_changes.csv",
        "area_code year settlement_only note source_title source_url",
        key="note",
        enums={"settlement_only": BOOLEANS},
        patterns={"year": YEAR},
        references={"area_code": "areas.area_code"},
    ),
    Table(
        REFERENCE / "report_sections.csv",
        "section_code parent_code official_order name evidence is_asked",
        key="section_code",
        optional="parent_code",
        enums={"evidence": frozenset({"B"}), "is_asked": frozenset({"true", "false"})},
        patterns={"official_order": COUNT},
        references={"parent_code": "report_sections.section_code"},
    ),
    Table(
        REFERENCE / "sheets.csv",
        "sheet_code official_order sheet_name short_name title layout row_dimension first_year "
        "last_year is_optional form_reference evidence",
        key="sheet_code",
        enums={
            "layout": frozenset({"years_down", "years_across", "capital", "communes", "text"}),
            "is_optional": BOOLEANS,
            "row_dimension": frozenset({"none", "settlement", "household_class"}),
            "evidence": EVIDENCE,
        },
        patterns={
            "official_order": COUNT,
            # Excel refuses a longer sheet name and these characters in it.
            "sheet_name": r"[^\[\]:*?/\\]{1,31}",
            "first_year": YEAR,
            "last_year": YEAR,
        },
    ),
    Table(
        REFERENCE / "indicators.csv",
        "indicator_code section section_name name short_name name_en unit value_type kind formula "
        "direction aggregation has_settlement household_class_split member_dimension project_code "
        "eligibility may_not_apply reported_by province_role sheet_code sheet_order commune_order "
        "rules "
        "source_form evidence is_optional is_plan profile_order class_limits",
        key="indicator_code",
        optional="formula member_dimension project_code may_not_apply reported_by province_role "
        "sheet_code "
        "sheet_order commune_order rules source_form profile_order class_limits",
        enums={
            "unit": UNITS,
            "value_type": frozenset({"count", "rate", "amount", "mean", "flag", "date", "text"}),
            "kind": frozenset({"submitted", "computed"}),
            "direction": frozenset({"higher", "lower", "neutral"}),
            "aggregation": frozenset(
                {
                    "stock_sum",
                    "flow_sum",
                    "times_sum",
                    "ratio",
                    "weighted_mean",
                    "count",
                    "own_value",
                    "not_summed",
                    "none",
                }
            ),
            "has_settlement": BOOLEANS,
            "household_class_split": BOOLEANS,
            "province_role": frozenset({"own", "whole"}),
            "is_plan": BOOLEANS,
            "member_dimension": frozenset({"deprivation", "cause"}),
            "eligibility": ELIGIBILITIES,
            "evidence": EVIDENCE,
            "is_optional": BOOLEANS,
        },
        patterns={
            "indicator_code": r"[a-z][a-z0-9_]*",
            "sheet_order": COUNT,
            "profile_order": COUNT,
            # Upper limits of the map classes, ascending.
            "class_limits": rf"{NUMBER}( {NUMBER})+",
            "rules": r"V\d\db?( V\d\db?)*",
            "reported_by": REPORTERS,
            "commune_order": COUNT,
            "may_not_apply": rf"({ANY_CONDITION})( ({ANY_CONDITION}))*",
        },
        references={
            "project_code": "projects.project_code",
            "sheet_code": "sheets.sheet_code",
            "member_dimension": "breakdowns.dimension",
        },
    ),
    Table(
        REFERENCE / "breakdowns.csv",
        "dimension member_code official_order name short_name adds_up reported_by evidence",
        key="dimension member_code",
        enums={"adds_up": BOOLEANS, "evidence": EVIDENCE},
        patterns={
            "member_code": r"[a-z_]+",
            "official_order": COUNT,
            "short_name": ".{1,26}",
            "reported_by": REPORTERS,
        },
    ),
    Table(
        REFERENCE / "indicator_terms.csv",
        "indicator_code role term_code factor household_class member_code",
        key="indicator_code role term_code household_class member_code",
        optional="household_class member_code",
        enums={
            "role": frozenset({"numerator", "denominator"}),
            "factor": frozenset({"1", "-1"}),
            "member_code": frozenset({"all"}),
        },
        references={
            "indicator_code": "indicators.indicator_code",
            "term_code": "indicators.indicator_code",
            "household_class": "household_classes.household_class",
            "member_code": "deprivations.deprivation_code",
        },
    ),
    Table(
        REFERENCE / "targets.csv",
        "target_id assignment indicator_code area_code level year due_date year_from basis "
        "comparator bound bound_high unit settlement document document_date issued_by "
        "source_title source_url is_background not_judged_because note",
        key="target_id",
        optional="due_date year_from comparator bound bound_high document_date not_judged_because "
        "note",
        enums={
            "level": frozenset({"national", "province", "district", "unit"}),
            "basis": frozenset(
                {"level", "reduction_total", "reduction_per_year", "reduction_share", "count"}
            ),
            "comparator": frozenset({"lt", "le", "eq", "ge", "gt"}),
            "unit": UNITS,
            "settlement": SETTLEMENTS,
            "is_background": frozenset({"false"}),
        },
        patterns={
            "target_id": r"T\d{3}",
            "due_date": DATE,
            "year": YEAR,
            "year_from": YEAR,
            "bound": NUMBER,
            "bound_high": NUMBER,
            "document_date": DATE,
            "source_url": ADDRESS,
        },
        references={
            "assignment": "targets.target_id",
            "indicator_code": "indicators.indicator_code",
            "area_code": "areas.area_code",
        },
    ),
    Table(
        FIGURES,
        "figure_id indicator_code published_indicator area_code area_name year period settlement "
        "ethnicity household_class member_code project_code value value_text unit value_kind "
        "is_approximate is_suspect suspect_reason comparability_note breakdown_as_published "
        "source_title source_url",
        key="figure_id",
        optional="indicator_code year value value_text suspect_reason comparability_note "
        "breakdown_as_published",
        enums={
            "area_code": AREAS_OUTSIDE,
            "settlement": SETTLEMENTS,
            "ethnicity": ETHNICITIES,
            "project_code": frozenset({"all"}),
            "unit": UNITS,
            "value_kind": frozenset(
                {"actual", "estimate", "forecast", "target", "standard", "context"}
            ),
            "is_approximate": BOOLEANS,
            "is_suspect": BOOLEANS,
        },
        patterns={
            "figure_id": r"PF\d{3}",
            "published_indicator": r"[a-z_]+",
            "year": YEAR,
            "member_code": rf"all|{COUNT}",
            "value": NUMBER,
            "source_url": ADDRESS,
        },
        references={
            "indicator_code": "indicators.indicator_code",
            "area_code": "areas.area_code",
            "household_class": "household_classes.household_class",
            "project_code": "projects.project_code",
        },
    ),
)


def read(path: Path) -> list[Row]:
    """Read a CSV file as text, one dict a row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reference_values(reference: str) -> set[str]:
    """Return the values of `file.column` in `data/reference/`."""
    name, column = reference.split(".")
    return {row[column] for row in read(REFERENCE / f"{name}.csv")}


def faults(table: Table) -> list[str]:
    """Return everything wrong with one file, each fault with its file, row and column."""
    columns = table.columns.split()
    with table.path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    if header != columns:
        return [f"{table.path.name}, header: found {header}, expected {columns}"]
    rows = read(table.path)
    return [*duplicate_keys(table, rows), *cell_faults(table, rows)]


def duplicate_keys(table: Table, rows: list[Row]) -> list[str]:
    """Return a fault for every row whose key stands above it already."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for number, row in enumerate(rows, start=1):
        key = tuple(row[column] for column in table.key.split())
        if key in seen:
            found.append(f"{table.path.name}, row {number}, {table.key}: {key} stands twice")
        seen.add(key)
    return found


def cell_faults(table: Table, rows: list[Row]) -> list[str]:
    """Return a fault for every cell that its column does not allow."""
    referenced = {column: reference_values(to) for column, to in table.references.items()}
    found = []
    for number, row in enumerate(rows, start=1):
        for column in table.columns.split():
            wrong = cell_fault(table, column, row[column], referenced.get(column))
            if wrong:
                found.append(f"{table.path.name}, row {number}, {column}: {wrong}")
    return found


def cell_fault(table: Table, column: str, value: str, referenced: set[str] | None) -> str:
    """Say what is wrong with one cell, or return an empty text."""
    if not value:
        return "" if column in table.optional.split() else "empty"
    if value != value.strip():
        return f"{value!r} has space around it"
    enum, pattern = table.enums.get(column), table.patterns.get(column)
    is_listed = enum is not None or referenced is not None
    if is_listed and value not in (enum or set()) | (referenced or set()):
        return f"{value!r} is not known"
    if pattern and not re.fullmatch(pattern, value):
        return f"{value!r} does not match {pattern}"
    return ""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.path.name)
def test_file_keeps_its_contract(table: Table) -> None:
    assert faults(table) == []


def test_every_file_has_a_contract() -> None:
    files = {*REFERENCE.glob("*.csv"), *FIGURES.parent.glob("*.csv")}
    assert files == {table.path for table in TABLES}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("code,name\n1,Một\n", "things.csv, header: found ['code', 'name']"),
        ("code,kind\n1,a\n1,a\n", "things.csv, row 2, code: ('1',) stands twice"),
        ("code,kind\n1,a\n2,z\n", "things.csv, row 2, kind: 'z' is not known"),
        ("code,kind\n1,\n", "things.csv, row 1, kind: empty"),
        ("code,kind\nx,a\n", r"things.csv, row 1, code: 'x' does not match \d+"),
        ("code,kind\n1, a\n", "things.csv, row 1, kind: ' a' has space around it"),
    ],
)
def test_fault_names_file_row_and_column(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "things.csv"
    path.write_text(text, encoding="utf-8")
    table = Table(
        path, "code kind", "code", enums={"kind": frozenset("a")}, patterns={"code": COUNT}
    )
    assert faults(table)[0].startswith(fault)


# --- areas ------------------------------------------------------------------------------------


def areas(level: str) -> list[Row]:
    """Return the rows of one level of `areas.csv`, in file order."""
    return [row for row in read(REFERENCE / "areas.csv") if row["level"] == level]


def test_areas_file_is_what_the_script_writes() -> None:
    assert read(REFERENCE / "areas.csv") == area_rows(package_communes())


def test_script_refuses_a_package_with_another_number_of_communes() -> None:
    with pytest.raises(ValueError, match="the package has"):
        area_rows(package_communes()[1:])


def test_script_refuses_a_package_with_another_district_name() -> None:
    communes = [{**row, "district": "Huyện Hoài Nhơn"} for row in package_communes()]
    with pytest.raises(ValueError, match="districts differ from the package"):
        area_rows(communes)


def test_districts_stand_in_the_official_order() -> None:
    codes = ["540", "550", "549", "548", "545", "543", "544", "547", "551", "546", "542"]
    assert [row["area_code"] for row in areas("district")] == codes
    assert [row["official_order"] for row in areas("district")] == [str(n) for n in range(1, 12)]


def test_province_has_155_communes_of_three_kinds() -> None:
    kinds = Counter(row["kind"] for row in areas("commune"))
    assert kinds == {"ward": 28, "township": 12, "commune": 115}


def test_communes_of_each_district_are_numbered_without_gaps() -> None:
    orders = defaultdict(list)
    for row in areas("commune"):
        orders[row["parent_code"]].append(int(row["official_order"]))
    assert {code: len(numbers) for code, numbers in orders.items()} == {
        "540": 17,
        "550": 13,
        "549": 15,
        "548": 18,
        "545": 19,
        "543": 17,
        "544": 15,
        "547": 15,
        "551": 7,
        "546": 9,
        "542": 10,
    }
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in orders.values())


def test_an_lao_is_the_only_poor_district() -> None:
    poor = [row["area_code"] for row in areas("district") if row["is_poor_district"] == "true"]
    assert poor == ["542"]


def test_a_commune_is_urban_unless_it_is_a_rural_commune() -> None:
    settlements = {(row["kind"], row["settlement"]) for row in areas("commune")}
    assert settlements == {("ward", "urban"), ("township", "urban"), ("commune", "rural")}


# --- programme --------------------------------------------------------------------------------

PROJECTS = read(REFERENCE / "projects.csv")


def test_programme_has_seven_projects_and_thirteen_leaves() -> None:
    parents = {row["parent_code"] for row in PROJECTS}
    leaves = {row["project_code"] for row in PROJECTS if row["is_leaf"] == "true"}
    assert sum(row["level"] == "project" for row in PROJECTS) == 7
    assert leaves == {row["project_code"] for row in PROJECTS} - parents
    assert leaves == {
        "1.1",
        "1.2",
        "2",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "4.3",
        "5",
        "6.1",
        "6.2",
        "7.1",
        "7.2",
    }


def test_a_project_allows_the_capital_types_of_its_sub_projects() -> None:
    allowed = {r["project_code"]: set(r["capital_types"].split()) for r in PROJECTS}
    children = defaultdict(set)
    for row in PROJECTS:
        children[row["parent_code"]] |= set(row["capital_types"].split())
    assert all(allowed[parent] == types for parent, types in children.items() if parent)


def test_only_the_poor_district_is_eligible_for_projects_1_and_5() -> None:
    eligible = {row["project_code"] for row in PROJECTS if row["eligibility"] == "poor_district"}
    assert eligible == {"1", "1.1", "1.2", "5"}


def test_deprivations_are_twelve_in_six_dimensions() -> None:
    rows = read(REFERENCE / "deprivations.csv")
    assert [row["deprivation_code"] for row in rows] == [str(n) for n in range(1, 13)]
    assert len({row["dimension"] for row in rows}) == 6


def test_every_district_is_a_reporting_unit_under_its_area_code() -> None:
    units = [row for row in read(REFERENCE / "reporting_units.csv") if row["kind"] == "district"]
    assert [(row["unit_code"], row["short_name"]) for row in units] == [
        (row["area_code"], row["name"]) for row in areas("district")
    ]
    assert all(row["unit_code"] == row["area_code"] for row in units)


def test_plan_annex_has_seven_tasks_with_month_end_deadlines() -> None:
    deadlines = [row["deadline_date"] for row in read(REFERENCE / "plan_tasks.csv")]
    assert deadlines == [
        "2025-03-31",
        "2024-12-31",
        "2025-03-31",
        "2025-03-31",
        "2025-03-31",
        "2025-02-28",
        "2025-05-31",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "capital_sources",
        "capital_types",
        "settlements",
        "household_classes",
        "projects",
        "reporting_units",
        "report_sections",
        "sheets",
    ],
)
def test_official_order_counts_from_one(name: str) -> None:
    rows = read(REFERENCE / f"{name}.csv")
    assert [row["official_order"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]


# --- targets ----------------------------------------------------------------------------------

TARGETS = read(REFERENCE / "targets.csv")


def test_target_has_a_number_with_a_comparator_or_a_note() -> None:
    for target in TARGETS:
        has_bound = target["bound"] != ""
        assert has_bound == (target["comparator"] != ""), target
        assert has_bound or target["note"], target
        high = target["bound_high"]
        assert not high or Decimal(high) > Decimal(target["bound"]), target


def test_reduction_target_says_from_which_year() -> None:
    for target in TARGETS:
        if target["basis"].startswith("reduction"):
            assert target["year_from"], target
            assert target["year_from"] < target["year"], target


@pytest.mark.parametrize(
    ("indicator", "area", "level", "year", "basis", "comparator", "bound"),
    [
        ("poverty_rate", "52", "province", "2024", "level", "le", "1.13"),
        ("poverty_rate", "52", "province", "2025", "level", "lt", "0.7"),
        ("poverty_rate", "551", "district", "2025", "level", "lt", "6"),
        ("poverty_rate", "546", "district", "2025", "level", "lt", "6"),
        ("poverty_rate", "542", "district", "2025", "level", "lt", "6"),
        (
            "multidimensional_poor_reduction_vs_baseline",
            "52",
            "national",
            "2025",
            "level",
            "ge",
            "50",
        ),
        (
            "multidimensional_poverty_rate",
            "542",
            "district",
            "2025",
            "reduction_per_year",
            "gt",
            "9",
        ),
        ("poor_households", "544", "district", "2024", "level", "le", "819"),
    ],
)
def test_target_is_loaded_as_its_document_says(
    indicator: str, area: str, level: str, year: str, basis: str, comparator: str, bound: str
) -> None:
    wanted = (indicator, area, level, year, basis, comparator, bound)
    columns = ("indicator_code", "area_code", "level", "year", "basis", "comparator", "bound")
    assert [tuple(row[column] for column in columns) for row in TARGETS].count(wanted) == 1


@pytest.mark.parametrize("document", ["Nghị quyết số 27/NQ-HĐND", "Quyết định số 2410/QĐ-UBND"])
def test_document_whose_figures_are_unknown_has_one_target_without_a_bound(document: str) -> None:
    rows = [row for row in TARGETS if row["document"] == document]
    assert [(row["bound"], bool(row["note"])) for row in rows] == [("", True)]


# --- who submits what -------------------------------------------------------------------------


def test_every_submitted_indicator_stands_on_a_sheet() -> None:
    rows = read(REFERENCE / "indicators.csv")
    lost = [r["indicator_code"] for r in rows if r["kind"] == "submitted" and not r["sheet_code"]]
    assert lost == []


@pytest.mark.parametrize("file", ["indicators", "breakdowns"])
def test_who_reports_is_a_kind_of_unit_or_a_unit(file: str) -> None:
    units = read(REFERENCE / "reporting_units.csv")
    known = {row["unit_code"] for row in units} | {row["kind"] for row in units}
    named = {word for row in read(REFERENCE / f"{file}.csv") for word in row["reported_by"].split()}
    assert named <= known


def test_what_a_province_level_unit_reports_says_how_it_counts() -> None:
    wrong = [
        row["indicator_code"]
        for row in read(REFERENCE / "indicators.csv")
        if row["kind"] == "submitted"
        and (set(row["reported_by"].split()) - {"district"} != set()) != bool(row["province_role"])
    ]
    assert wrong == []


def test_members_of_a_dimension_add_up_all_or_none() -> None:
    ways = defaultdict(set)
    for row in read(REFERENCE / "breakdowns.csv"):
        ways[row["dimension"]].add(row["adds_up"])
    assert {len(found) for found in ways.values()} == {1}


# --- published figures ------------------------------------------------------------------------

PUBLISHED = read(FIGURES)
MAPPED = [row for row in PUBLISHED if row["indicator_code"]]
BASELINE = [row for row in PUBLISHED if row["period"] == "đầu kỳ 2022–2025"]
INDICATORS = {row["indicator_code"]: row for row in read(REFERENCE / "indicators.csv")}

BREAKDOWNS: dict[str, set[str]] = defaultdict(set)
for member in read(REFERENCE / "breakdowns.csv"):
    BREAKDOWNS[member["dimension"]].add(member["member_code"])


def where(row: Row) -> tuple[str, str]:
    """Return the area and settlement of a figure."""
    return row["area_code"], row["settlement"]


def baseline(indicator: str) -> dict[tuple[str, str], Decimal]:
    """Return the baseline values of one indicator by area and settlement."""
    return {
        where(row): Decimal(row["value"]) for row in BASELINE if row["indicator_code"] == indicator
    }


def test_published_figures_are_numbered_in_file_order() -> None:
    assert [row["figure_id"] for row in PUBLISHED] == [f"PF{n:03d}" for n in range(1, 382)]


def test_a_figure_has_a_value_or_the_published_words() -> None:
    wrong = [r["figure_id"] for r in PUBLISHED if bool(r["value"]) == bool(r["value_text"])]
    assert wrong == []


def test_ranges_are_kept_as_published() -> None:
    ranges = [row["value_text"] for row in PUBLISHED if row["value_text"]]
    assert ranges == ["1,0–1,5", "4–5", "3–4"]


def test_suspected_misprints_are_flagged_with_a_reason() -> None:
    suspects = {row["value"] for row in PUBLISHED if row["is_suspect"] == "true"}
    assert suspects == {"39027", "13384", "2561"}
    assert all(bool(r["suspect_reason"]) == (r["is_suspect"] == "true") for r in PUBLISHED)


def test_new_rural_standard_figures_are_context_and_say_why() -> None:
    rows = [row for row in PUBLISHED if "NTM - có thể" in row["breakdown_as_published"]]
    assert [(row["area_code"], row["value_kind"]) for row in rows] == [
        ("547", "context"),
        ("545", "context"),
    ]
    assert all("nông thôn mới" in row["comparability_note"] for row in rows)


def test_what_the_source_only_expects_is_a_forecast() -> None:
    expected = {
        row["figure_id"]
        for row in PUBLISHED
        if "KHÔNG phải kết quả" in row["breakdown_as_published"]
    }
    assert expected == {r["figure_id"] for r in PUBLISHED if r["value_kind"] == "forecast"}


def test_figure_has_a_unit_of_its_indicator() -> None:
    for figure in MAPPED:
        unit = INDICATORS[figure["indicator_code"]]["unit"]
        assert figure["unit"] in {unit} | PUBLISHED_UNITS.get(unit, set()), figure["figure_id"]


def test_figure_has_a_member_of_its_indicators_dimension() -> None:
    members = {
        "": {"all"},
        "deprivation": reference_values("deprivations.deprivation_code"),
        "cause": reference_values("causes.cause_code"),
    } | {dimension: {"all"} | codes for dimension, codes in BREAKDOWNS.items()}
    wrong = [
        row["figure_id"]
        for row in MAPPED
        if row["member_code"] not in members[INDICATORS[row["indicator_code"]]["member_dimension"]]
    ]
    assert wrong == []


def test_sources_that_give_the_same_key_agree() -> None:
    columns = "indicator_code area_code year settlement ethnicity household_class member_code"
    values = defaultdict(set)
    for row in MAPPED:
        if row["value_kind"] == "actual" and row["year"] and row["is_suspect"] == "false":
            key = tuple(row[column] for column in [*columns.split(), "project_code"])
            values[key].add(row["value"])
    assert {key: found for key, found in values.items() if len(found) > 1} == {}


def test_baseline_is_22_district_rows_two_subtotals_and_the_provinces_rate() -> None:
    districts = {where(row) for row in BASELINE if row["area_code"] != "52"}
    codes = [row["area_code"] for row in areas("district")]
    assert districts == {(code, part) for code in codes for part in ("urban", "rural")}
    assert len(BASELINE) == 24 * 6 + 1
    assert baseline("multidimensional_poverty_rate")["52", "total"] == Decimal("11.34")
    assert {row["year"] for row in BASELINE} == {"2021"}


@pytest.mark.parametrize("part", ["urban", "rural"])
@pytest.mark.parametrize(
    "indicator", ["poor_households", "near_poor_households", "multidimensional_poor_households"]
)
def test_baseline_districts_add_up_to_the_printed_subtotal(indicator: str, part: str) -> None:
    values = baseline(indicator)
    districts = [
        n for (area, settlement), n in values.items() if area != "52" and settlement == part
    ]
    assert sum(districts) == values["52", part]


def test_baseline_poor_and_near_poor_add_up_to_the_printed_total() -> None:
    poor, near_poor = baseline("poor_households"), baseline("near_poor_households")
    total = baseline("multidimensional_poor_households")
    assert len(total) == 24
    assert total == {key: poor[key] + near_poor[key] for key in poor}


def test_baseline_rates_add_up_within_their_rounding() -> None:
    poor, near_poor = baseline("poverty_rate"), baseline("near_poverty_rate")
    total = baseline("multidimensional_poverty_rate")
    gaps = {key: abs(total[key] - poor[key] - near_poor[key]) for key in poor}
    assert {key: gap for key, gap in gaps.items() if gap > Decimal("0.01")} == {}


def test_baseline_province_total_is_25321_poor_and_24385_near_poor_households() -> None:
    poor, near_poor = baseline("poor_households"), baseline("near_poor_households")
    assert poor["52", "urban"] + poor["52", "rural"] == 25321
    assert near_poor["52", "urban"] + near_poor["52", "rural"] == 24385
