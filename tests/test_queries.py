"""Every question keeps the contract of its header, and one worked answer a question."""

import ast
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.store import database
from dashboard.store.database import ask

ROOT = Path(__file__).parent.parent
QUESTIONS = sorted((ROOT / "queries").glob("*.sql"))
HEADLINES = ("poverty_rate", "capital_disbursement_rate")
EXAMPLES = {
    "unit_code": "542",
    "other_code": "551",
    "before": 1,
    "after": 2,
    "today": date(2025, 4, 10),
    "severity": "warning",
    "rule": "V20",
    "area_code": "542",
    "year": 2024,
    "settlement": "total",
    "indicator_code": "poverty_rate",
    "indicator_codes": HEADLINES,
    "area_codes": ("52", "542"),
    "household_class": "all",
    "project_code": "all",
    "capital_source": "all",
    "capital_type": "all",
    "member_code": "all",
    "sheet_code": "movements_poor",
    "section_code": "P3.1",
    "fall_low": 10.0,
    "fall_high": 40.0,
    "jump_low": 1.0,
    "jump_high": 1.5,
    "change_year": 2027,
    "start_year": 2025,
    "start_rate": 2.3,
    "households": 444280.0,
    "level": None,
    "status": None,
    "end_code": "poor_households",
}


def header(path):
    """Give the header of a question as its parts by name."""
    parts, name = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--").strip()
        match = re.match(r"(question|params|returns):\s*(.*)", text)
        if match:
            name, text = match.groups()
        parts[name] = f"{parts.get(name, '')}\n{text}".strip()
    return parts


def parameters(path):
    return set(re.findall(r"^\$(\w+)", header(path)["params"], re.MULTILINE))


def named_columns(path):
    """Give the columns a header promises: the words after its first colon, remarks left out."""
    text = header(path)["returns"].partition(":")[2].replace("\n", " ")
    text = re.sub(r"\([^()]*\)", "", text)
    return [word.strip() for word in text.split(",") if word.strip()]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_keeps_its_contract(path, data):
    parts = header(path)
    assert list(parts) == ["question", "params", "returns"]
    assert parts["question"].endswith("?")
    (statement,) = duckdb.extract_statements(path.read_text(encoding="utf-8"))
    assert statement.type == duckdb.StatementType.SELECT
    assert statement.named_parameters == parameters(path)
    answer = ask(path.stem, **{name: EXAMPLES[name] for name in parameters(path)})
    assert list(answer.columns) == named_columns(path)


def asked():
    """Give every question that the code asks, with the names of its parameters."""
    found = []
    for path in [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ask":
                names = {word.arg for word in node.keywords}
                found.append((node.args[0].value, names))
    return [(question, names) for question, names in found if None not in names]


def test_every_question_asked_exists_and_gets_its_parameters():
    for question, names in asked():
        assert parameters(ROOT / "queries" / f"{question}.sql") == names, question


def test_no_question_is_left_unasked():
    text = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    assert [path.stem for path in QUESTIONS if f'"{path.stem}"' not in text] == []


def test_a_question_with_a_parameter_in_excess_is_refused(data):
    with pytest.raises(duckdb.Error):
        ask("districts", year=2024)


def test_the_same_question_is_answered_once(data):
    assert ask("districts") is ask("districts")


def test_districts_come_in_the_official_order(data):
    assert list(ask("districts")["area_name"]) == [
        "Quy Nhơn",
        "Tuy Phước",
        "An Nhơn",
        "Phù Cát",
        "Phù Mỹ",
        "Hoài Nhơn",
        "Hoài Ân",
        "Tây Sơn",
        "Vân Canh",
        "Vĩnh Thạnh",
        "An Lão",
    ]
    assert ask("districts")["communes"].sum() == 155


def test_years_run_from_the_baseline_to_the_estimate(data):
    assert list(ask("years").itertuples(index=False, name=None)) == [
        (2021, "actual"),
        (2022, "actual"),
        (2023, "actual"),
        (2024, "actual"),
        (2025, "estimate"),
    ]


def test_the_province_stands_last_and_is_never_ranked(data):
    rows = ask(
        "indicator_by_district", indicator_code="poverty_rate", year=2021, settlement="total"
    )
    assert rows["level"].iloc[-1] == "province"
    assert rows["place"].isna().tolist() == [False] * 11 + [True]
    assert round(rows["value"].iloc[-1], 2) == 5.78
    assert rows.set_index("area_name").loc["Vĩnh Thạnh", "place"] == 1


def test_a_change_is_against_the_baseline(data):
    rows = ask(
        "indicator_by_district", indicator_code="poverty_rate", year=2022, settlement="total"
    ).set_index("area_code")
    assert rows.loc["542", "baseline_change"] == pytest.approx(
        100 * 2829 / 9493 - rows.loc["542", "baseline_value"]
    )


@pytest.mark.parametrize(
    ("code", "year", "small"),
    [
        ("near_poor_households", 2025, []),
        ("poor_households", 2025, ["Quy Nhơn", "An Nhơn"]),
        ("poverty_rate", 2025, ["Quy Nhơn", "An Nhơn"]),
        ("poor_households", 2024, []),
        ("children_in_poor_households", 2024, ["Quy Nhơn"]),
        ("capital_disbursement_rate", 2024, []),
    ],
)
def test_a_small_number_is_the_indicator_s_own(code, year, small, data):
    rows = ask("indicator_by_district", indicator_code=code, year=year, settlement="total")
    counts = rows[rows["is_small"]]
    assert list(counts["area_name"]) == small


def test_a_missing_district_is_not_ranked_and_the_province_says_so(use, data_without_a_district):
    use(data_without_a_district)
    rows = ask(
        "indicator_by_district", indicator_code="poverty_rate", year=2024, settlement="total"
    ).set_index("area_code")
    assert rows.loc["547", "value_state"] == "not_submitted"
    assert rows.loc["52", ["units_reported", "units_expected"]].tolist() == [10, 11]
    assert rows["baseline_change"].isna()["52"]


def test_a_headline_knows_the_nearest_target(data):
    row = ask(
        "headline_figures",
        area_code="52",
        year=2024,
        settlement="total",
        indicator_codes=("poverty_rate",),
    ).iloc[0]
    nearest = row[["target_year", "target_bound", "target_status"]].tolist()
    assert nearest == [2024, 1.13, "not_met"]
    open_one = ask(
        "headline_figures",
        area_code="52",
        year=2023,
        settlement="total",
        indicator_codes=("poverty_rate",),
    ).iloc[0]
    assert (open_one["target_year"], open_one["target_status"]) == (2024, None)


def test_a_year_no_form_asks_for_is_not_applicable(data):
    row = ask(
        "headline_figures",
        area_code="52",
        year=2021,
        settlement="total",
        indicator_codes=("capital_disbursement_rate",),
    ).iloc[0]
    assert row["value_state"] == "not_applicable"


def test_the_movement_of_a_year_adds_up(data):
    rows = ask(
        "movements",
        area_code="548",
        year=2023,
        sheet_code="movements_poor",
        end_code="poor_households",
    ).set_index("step")["value"]
    steps = rows.loc["start"] + rows.loc[["decrease", "increase"]].sum() + rows.loc["unexplained"]
    assert steps == rows.loc["end"]
    assert rows.loc["unexplained"] != 0


def test_projects_that_do_not_apply_are_no_zero(data):
    rows = ask(
        "capital_by_project", area_code="540", year=2024, capital_source="all", capital_type="all"
    ).set_index("project_code")
    assert rows.loc[["1", "5"], "value_state"].tolist() == ["not_applicable", "not_applicable"]
    assert rows.loc["all", "value_state"] == "reported"


def test_a_number_leads_to_its_cells(data):
    rows = ask(
        "provenance",
        area_code="542",
        indicator_code="poverty_rate",
        year=2022,
        settlement="total",
        household_class="all",
        project_code="all",
        capital_source="all",
        capital_type="all",
        member_code="all",
    )
    assert rows.groupby("role")["value"].sum().to_dict() == {
        "numerator": 2829.0,
        "denominator": 9493.0,
    }
    assert set(rows["file_name"]) == {"542_an_lao.xlsx"}
    assert rows["cell"].str.fullmatch(r"[A-Z]+\d+").all()


def test_the_province_leads_to_the_cells_of_every_district(data):
    rows = ask(
        "provenance",
        area_code="52",
        indicator_code="poor_households",
        year=2021,
        settlement="total",
        household_class="all",
        project_code="all",
        capital_source="all",
        capital_type="all",
        member_code="all",
    )
    assert (len(rows), rows["value"].sum()) == (22, 25321)


def test_a_published_figure_stands_beside_the_submitted_one(data):
    rows = ask("published_beside", indicator_code="poor_households", area_code="52")
    suspect = rows[rows["is_suspect"]]
    assert suspect["value"].tolist() == [13384.0]
    assert suspect["suspect_reason"].notna().all()


def test_the_five_classes_of_a_map_are_the_stated_ones(data):
    assert ask("class_limits", indicator_code="poverty_rate")["class_limit"].tolist() == [
        2,
        5,
        10,
        30,
    ]


def test_the_snapshot_is_read_only_closed_and_locked(data):
    connection = database.connect(database.current_snapshot())
    for statement in (
        "create table intruder (x integer)",
        "select * from read_csv('/etc/hostname')",
        "set enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            connection.cursor().execute(statement)
