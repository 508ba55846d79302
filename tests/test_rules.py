"""Every rule of `queries/checks/` finds its fault, at its cell, and nothing in a sound workbook."""

from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter

import pandas as pd
import pytest
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard import build, database, forms, rules
from dashboard.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key, Value
from dashboard.reading import COLUMNS, TEXT_COLUMNS, Cover, Workbook
from dashboard.reference import data_folder, load

UNIT = "542"
FILE = "an_lao.xlsx"
RESULT = [
    "submission_id", "severity", "indicator_code", "year", "settlement", "household_class",
    "project_code", "member_code", "sheet", "cell", "found", "expected", "note",
]  # fmt: skip
WANTED = [
    "P01", "V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V20", "V21", "V22",
    "V23", "V24", "V25", "V26", "V30", "V31", "V32", "V33", "V50", "V51", "V53",
]  # fmt: skip
# The models of An Lão in 2022, of project 2.
PUBLISHED = "PF321"
SEVERITIES = {"error", "warning", "info"}

# A district whose poor households fall by 100 a year and whose near-poor stay as many.
URBAN = {
    "households_total": 2000, "ethnic_minority_households": 30,
    "avg_living_standard_households": 100, "near_poor_households": 50,
    "poor_households_ethnic_minority": 5, "near_poor_households_ethnic_minority": 2,
}  # fmt: skip
RURAL = {
    "households_total": 8000, "ethnic_minority_households": 270,
    "avg_living_standard_households": 400, "near_poor_households": 450,
    "poor_households_ethnic_minority": 45, "near_poor_households_ethnic_minority": 18,
}  # fmt: skip
TOTAL = {
    "poor_to_near_poor": 60, "poor_above_near_poor_line": 60, "poor_other_decrease": 0,
    "near_poor_to_poor": 10, "relapsed_poor": 5, "newly_poor": 5, "poor_other_increase": 0,
    "near_poor_households_beginning": 500, "near_poor_escaped": 50,
    "near_poor_fell_into_poverty": 10, "near_poor_other_decrease": 0, "near_poor_from_poor": 60,
    "relapsed_near_poor": 0, "newly_near_poor": 0, "near_poor_other_increase": 0,
    "poor_households_no_labour_capacity": 50, "near_poor_households_no_labour_capacity": 20,
    "poor_households_merit": 5, "near_poor_households_merit": 2,
    "capital_plan": 100, "capital_allotted": 90, "capital_carried_in": 5, "capital_disbursed": 80,
}  # fmt: skip


def sound(key):
    """Give a number of the sound workbook."""
    years = key.year - 2021
    if key.indicator_code == "poor_households":
        return 100 - 10 * years if key.settlement == "urban" else 900 - 90 * years
    if key.indicator_code == "poor_households_beginning":
        return 1100 - 100 * years
    if key.indicator_code == "deprived_households":
        return 300 if key.household_class == "poor" else 50
    by_settlement = {"urban": URBAN, "rural": RURAL, "total": TOTAL}[key.settlement]
    return by_settlement.get(key.indicator_code, 10)


@pytest.fixture(scope="module")
def form():
    """Give the cells of the district's form with their sheet and address."""
    reference = load(data_folder())
    return {
        cell.key: (cell, sheet.plan.sheet_name, xl_rowcol_to_cell(*at))
        for sheet in forms.sheets(reference, UNIT)
        for at, cell in sheet.cells.items()
        if cell.kind != "context"
    }


def filled(form, changes):
    """Fill the form: entries first, then formulas, as a spreadsheet does; changes win."""
    values = {
        key: changes.get(key, Value(Decimal(sound(key))))
        for key, (cell, _, _) in form.items()
        if cell.kind == "input"
    }

    def value_of(key):
        if key not in values:
            values[key] = changes[key] if key in changes else computed(form[key][0].formula)
        return values[key]

    def computed(formula):
        # A form's sum passes over blanks and dashes.
        numerator = sum(factor * (value_of(key).number or 0) for factor, key in formula.numerator)
        if not formula.denominator:
            return Value(Decimal(numerator * formula.scale))
        denominator = sum(value_of(key).number or 0 for key in formula.denominator)
        if not denominator:
            return NOT_SUBMITTED
        exact = Decimal(numerator * formula.scale) / denominator
        return Value(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))

    return {key: value_of(key) for key in form}


def frame_of(form, values):
    rows = [
        asdict(key)
        | {
            "area_code": UNIT, "unit_code": UNIT, "value": values[key].number,
            "value_kind": "estimate" if key.year == 2025 else "actual",
            "value_state": values[key].state, "is_stated_total": cell.kind == "formula",
            "sheet": sheet, "cell": address, "raw_text": str(values[key].number),
        }
        for key, (cell, sheet, address) in form.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def submission(form, changes, *, version=1):
    cover = Cover(
        unit_code=UNIT, as_of_date=date(2025, 3, 31), report_submitted_on=None, prepared_by="",
        template_version=forms.TEMPLATE_VERSION, is_illustrative=False, value_kinds={},
    )  # fmt: skip
    texts = pd.DataFrame(columns=list(TEXT_COLUMNS), dtype="str")
    book = Workbook(FILE, cover, frame_of(form, filled(form, changes)), texts, ())
    received_at = datetime(2025, 4, 1)
    return build.Submission(f"{UNIT}-{version}", version, True, received_at, "", book)


@pytest.fixture(scope="module")
def connection():
    with database.scratch() as opened:
        build.load_reference(opened, data_folder())
        # One published figure is left, set to what the sound workbook says.
        opened.execute("delete from published_figures where figure_id <> ?", [PUBLISHED])
        opened.execute("update published_figures set value = 10")
        yield opened


@pytest.fixture
def findings(connection, form):
    """Give what the rules find in the sound workbook with some cells changed."""

    def find(changes):
        connection.execute("begin")
        try:
            build.load_submissions(connection, [submission(form, changes)])
            return [finding for _, finding in rules.run(connection)]
        finally:
            connection.execute("rollback")

    return find


def number(text):
    return Value(Decimal(text))


def urban(code, year):
    return Key(code, year, settlement="urban")


def rural(code, year):
    return Key(code, year, settlement="rural")


def poor(member, year=2023, household_class="poor"):
    return Key("deprived_households", year, household_class=household_class, member_code=member)


def members(household_class, value):
    return {poor(str(k), 2023, household_class): number(value) for k in range(1, 13)}


def line(code, year, project="2"):
    return Key(code, year, project_code=project, capital_source="central",
               capital_type="recurrent")  # fmt: skip


# rule, what is changed in the sound workbook, the cell it is found at, severity, found, expected,
# a piece of the sentence.
FAULTS = [
    (
        "P01", {Key("livelihood_models", 2022): number("9")}, Key("livelihood_models", 2022),
        "warning", "9", "10", "số đã công bố là 10 (",
    ),
    (
        "V01", {urban("poor_households", 2023): number("-3")}, urban("poor_households", 2023),
        "error", "−3", "số nguyên không âm",
        "Năm 2023, khu vực thành thị: “Hộ nghèo” ghi −3, cần số nguyên không âm.",
    ),
    (
        "V01", {Key("livelihood_models", 2024): number("2.5")}, Key("livelihood_models", 2024),
        "error", "2,5", "số nguyên không âm", "Năm 2024: “Mô hình, dự án sinh kế” ghi 2,5",
    ),
    (
        "V01", {line("capital_carried_in", 2022, "4.1"): number("-0.5")},
        line("capital_carried_in", 2022, "4.1"),
        "error", "−0,5", "số không âm", "Năm 2022, tiểu dự án 4.1: ",
    ),
    (
        "V02", {rural("households_total", 2024): number("0")}, rural("households_total", 2024),
        "error", "0", "số lớn hơn 0", "Năm 2024, khu vực nông thôn: “Tổng số hộ” ghi 0",
    ),
    (
        "V02", {urban("households_total", 2021): NOT_SUBMITTED}, urban("households_total", 2021),
        "error", "…", "số lớn hơn 0", "Đầu kỳ, khu vực thành thị: “Tổng số hộ” ghi …",
    ),
    (
        "V03", {Key("poor_households", 2023): number("801")}, Key("poor_households", 2023),
        "error", "801", "800",
        "Năm 2023, toàn địa bàn: “Hộ nghèo” ghi 801, thành thị cộng nông thôn là 800.",
    ),
    (
        "V04", {urban("poor_households_ethnic_minority", 2022): number("31")},
        urban("poor_households_ethnic_minority", 2022), "error", "31", "30",
        "“Hộ nghèo DTTS” là 31, lớn hơn “Hộ dân tộc thiểu số” (30).",
    ),
    (
        "V04", {Key("poor_households_merit", 2024): number("1234")},
        Key("poor_households_merit", 2024), "error", "1.234", "700",
        "Năm 2024: “Hộ nghèo có người có công” là 1.234, lớn hơn “Hộ nghèo” (700).",
    ),
    (
        "V05", {urban("avg_living_standard_households", 2025): number("1900")},
        urban("households_total", 2025), "error", "2.010", "2.000", "cộng lại là 2.010",
    ),
    (
        "V05",
        {urban("near_poor_households", 2025): number("1950"),
         urban("avg_living_standard_households", 2025): NOT_SUBMITTED},
        urban("households_total", 2025), "error", "2.010", "2.000", "lớn hơn tổng số hộ 2.000",
    ),
    (
        "V06", {urban("multidimensional_poor_households", 2021): number("151")},
        urban("multidimensional_poor_households", 2021), "error", "151", "150",
        "Đầu kỳ, khu vực thành thị",
    ),
    (
        "V06", {Key("multidimensional_poor_households", 2021): number("1501")},
        Key("multidimensional_poor_households", 2021), "error", "1.501", "1.500", "toàn địa bàn",
    ),
    (
        "V07", {Key("poverty_rate", 2023): number("8.02")}, Key("poverty_rate", 2023),
        "warning", "8,02", "8,00", "“Tỷ lệ hộ nghèo” ghi 8,02 %, tính từ số hộ là 8,00 %.",
    ),
    (
        # 274 typed as 247: the rate of the right count was kept.
        "V07",
        {rural("poor_households", 2024): number("247"),
         rural("poverty_rate", 2024): number("3.43")},
        rural("poverty_rate", 2024), "warning", "3,43", "3,09",
        "Nếu “Hộ nghèo” là 274 thay vì 247 (đổi chỗ hai chữ số liền nhau) thì tỷ lệ khớp.",
    ),
    (
        # The denominator: 8,450 typed as 8,540.
        "V07",
        {rural("households_total", 2024): number("8540"),
         rural("poverty_rate", 2024): number("7.46")},
        rural("poverty_rate", 2024), "warning", "7,46", "7,38",
        "Nếu “Tổng số hộ” là 8.450 thay vì 8.540 (đổi chỗ hai chữ số liền nhau) thì tỷ lệ khớp.",
    ),
    (
        "V08", {urban("near_poverty_rate", 2022): number("250")}, urban("near_poverty_rate", 2022),
        "error", "250,00", "100,00", "ghi 250,00 %, tỷ lệ phải từ 0 đến 100 %",
    ),
    (
        "V08", {urban("near_poverty_rate", 2022): number("-1")}, urban("near_poverty_rate", 2022),
        "error", "−1,00", "0,00", "ghi −1,00 %",
    ),
    (
        "V09", {Key("multidimensional_poverty_rate", 2023): number("13.03")},
        Key("multidimensional_poverty_rate", 2023), "warning", "13,03", "13,00",
        "tỷ lệ hộ nghèo cộng tỷ lệ hộ cận nghèo là 13,00 %",
    ),
    (
        "V20", {Key("poor_households_beginning", 2022): number("1001")},
        Key("poor_households_beginning", 2022), "warning", "1.001", "1.000",
        "Năm 2022: số hộ nghèo đầu năm ghi 1.001, cuối năm trước là 1.000.",
    ),
    (
        "V21", {Key("newly_poor", 2023): number("50")}, Key("poor_households_by_movement", 2023),
        "warning", "845", "800", "cuối năm còn 845 hộ nghèo",
    ),
    (
        "V21", {Key("newly_poor", 2023): number("51")}, Key("poor_households_by_movement", 2023),
        "error", "846", "800", "chênh lệch 46 hộ.",
    ),
    (
        "V21",
        {Key("poor_above_near_poor_line", 2023): number("50"),
         Key("poor_other_decrease", 2023): NOT_SUBMITTED},
        Key("poor_households_by_movement", 2023), "warning", "810", "800",
        "Ô để trống được tính là 0: “Giảm khác” (ô ",
    ),
    (
        "V22", {Key("near_poor_households_beginning", 2025): number("499")},
        Key("near_poor_households_beginning", 2025), "warning", "499", "500",
        "số hộ cận nghèo đầu năm ghi 499",
    ),
    (
        "V23", {Key("near_poor_escaped", 2024): number("40")},
        Key("near_poor_households_by_movement", 2024), "warning", "510", "500",
        "cuối năm còn 510 hộ cận nghèo",
    ),
    (
        "V23",
        {Key("near_poor_escaped", 2024): number("0"),
         Key("near_poor_other_increase", 2024): NOT_SUBMITTED},
        Key("near_poor_households_by_movement", 2024), "error", "550", "500", "“Tăng khác” (ô ",
    ),
    (
        "V24", {Key("poor_households_no_labour_capacity", 2022): number("850")},
        Key("poor_households_no_labour_capacity", 2022), "info", "−5", "0",
        "Năm 2022, hộ nghèo: trừ các nhóm đặc thù thì còn −5 hộ khác",
    ),
    (
        "V25", {Key("near_poor_from_poor", 2022): number("61")}, Key("near_poor_from_poor", 2022),
        "warning", "61", "60", "nhưng biểu “2. Diễn biến hộ nghèo”, ô ",
    ),
    (
        "V26", {Key("near_poor_to_poor", 2025): number("11")},
        Key("near_poor_fell_into_poverty", 2025), "warning", "10", "11",
        "số hộ cận nghèo trở thành hộ nghèo ghi 10",
    ),
    (
        "V30", {poor("9", household_class="near_poor"): number("501")},
        poor("9", household_class="near_poor"), "error", "501", "500",
        "Năm 2023, hộ cận nghèo, chỉ số Nguồn nước sinh hoạt: 501 hộ thiếu hụt",
    ),
    (
        "V31", {Key("deprivations_total", 2023, household_class="poor"): number("3601")},
        Key("deprivations_total", 2023, household_class="poor"), "warning", "3.601", "3.600",
        "Năm 2023, hộ nghèo: ",
    ),
    (
        "V32", members("poor", "199"), Key("deprivations_total", 2023, household_class="poor"),
        "warning", "2.388", "2.400", "chưa đủ 3 chỉ số mỗi hộ nghèo, tức ít nhất 2.400.",
    ),
    (
        "V32", members("poor", "801"), Key("deprivations_total", 2023, household_class="poor"),
        "warning", "9.612", "9.600", "quá 12 chỉ số mỗi hộ nghèo, tức nhiều nhất 9.600.",
    ),
    (
        "V33", members("near_poor", "84"),
        Key("deprivations_total", 2023, household_class="near_poor"),
        "warning", "1.008", "1.000", "quá 2 chỉ số mỗi hộ cận nghèo, tức nhiều nhất 1.000",
    ),
    (
        "V50",
        {Key("capital_plan", 2024, project_code="2"): number("601.5"),
         Key("capital_plan", 2024): number("10200")},
        Key("capital_plan", 2024, project_code="2"), "error", "601,5", "600",
        "Năm 2024, dự án 2: “Kế hoạch vốn” ghi 601,5 triệu đồng, các dòng chi tiết cộng lại là "
        "600 triệu đồng.",
    ),
    (
        "V50", {line("capital_plan", 2024): number("100000")}, line("capital_plan", 2024),
        "warning", "100.000", "100", "có thể nhập gấp 1.000 lần do nhầm đơn vị",
    ),
    (
        "V50", {line("capital_plan", 2024): number("90000000")}, line("capital_plan", 2024),
        "warning", "90.000.000", "100", "có thể nhập gấp 1.000.000 lần do nhầm đơn vị",
    ),
    (
        "V50", {line("capital_plan", 2024, "7.2"): number("0.1")},
        line("capital_plan", 2024, "7.2"), "warning", "0,1", "100",
        "Năm 2024, tiểu dự án 7.2: “Kế hoạch vốn” ghi 0,1 triệu đồng, có thể nhập thiếu 1.000 lần",
    ),
    (
        "V51", {line("capital_allotted", 2023): number("105.25")}, line("capital_allotted", 2023),
        "error", "105,25", "105", "phân bổ 105,25 triệu đồng",
    ),
    (
        "V53", {line("capital_disbursed", 2023): number("106")}, line("capital_disbursed", 2023),
        "error", "106", "105", "lớn hơn kế hoạch cộng vốn năm trước chuyển sang (105 triệu đồng)",
    ),
    (
        # Carried in without a remainder of the years before: more than all plans together.
        "V53",
        {line("capital_disbursed", 2022): number("105"),
         line("capital_carried_in", 2023): number("50"),
         line("capital_disbursed", 2023): number("120")},
        line("capital_disbursed", 2023), "error", "120", "100",
        "phần còn lại của kế hoạch lũy kế và vốn chuyển sang ban đầu (100 triệu đồng)",
    ),
]  # fmt: skip

# rule, changes after which it must stay silent, why.
NO_FAULTS = [
    ("V02", {urban("households_total", 2023): NOT_APPLICABLE}, "no urban area"),
    ("V03", {urban("poor_households", 2023): NOT_SUBMITTED,
             Key("poor_households", 2023): number("5")}, "a blank is not 0"),
    ("V06", {urban("near_poor_households", 2023): NOT_SUBMITTED}, "a blank is not 0"),
    ("V07", {Key("poverty_rate", 2023): number("8.0149")}, "0,01 apart"),
    ("V07", {urban("poor_households", 2023): NOT_SUBMITTED}, "a blank is not 0"),
    ("V09", {Key("multidimensional_poverty_rate", 2023): number("13.02")}, "0,02 apart"),
    ("V20", {urban("poor_households", 2022): NOT_SUBMITTED}, "last year unknown"),
    ("V21", {Key("newly_poor", 2023): NOT_SUBMITTED}, "only “khác” may be blank"),
    ("V21", {Key("poor_other_decrease", 2023): NOT_SUBMITTED}, "the sum holds without it"),
    ("V25", {Key("near_poor_from_poor", 2022): NOT_SUBMITTED}, "a blank is not 0"),
    ("V31", {poor("9"): NOT_SUBMITTED}, "a blank is not 0"),
    ("V32", members("poor", "199") | {poor("9"): NOT_SUBMITTED}, "a blank is not 0"),
    ("V50", {line("capital_plan", 2024): NOT_SUBMITTED,
             Key("capital_plan", 2024, project_code="2"): number("777"),
             Key("capital_plan", 2024): number("777")}, "a blank is not 0"),
    ("V50", {line("capital_plan", 2024): number("0")}, "0 is no scale"),
    ("V51", {line("capital_allotted", 2023): number("500"),
             line("capital_carried_in", 2023): NOT_SUBMITTED}, "a blank is not 0"),
    ("V53", {line("capital_disbursed", 2023): number("104")}, "carry-over may be spent"),
    ("V53", {line("capital_carried_in", 2022): NOT_SUBMITTED,
             line("capital_disbursed", 2022): number("120")}, "a blank is not 0"),
]  # fmt: skip


def test_the_rules_are_those_of_the_catalogue():
    assert [rule.code for rule in rules.RULES] == WANTED
    assert {rule for rule, *_ in FAULTS} == set(WANTED)


def test_a_sound_workbook_has_no_findings(findings):
    assert findings({}) == []


@pytest.mark.parametrize(
    ("rule", "changes", "at", "severity", "found", "expected", "piece"),
    FAULTS,
    ids=[f"{rule}-{found}-{expected}" for rule, _, _, _, found, expected, _ in FAULTS],
)
def test_a_rule_finds_its_fault_at_its_cell(
    rule, changes, at, severity, found, expected, piece, findings, form
):
    [finding] = [each for each in findings(changes) if each.rule == rule]
    _, sheet, cell = form[at]
    assert (finding.file, finding.sheet, finding.cell) == (FILE, sheet, cell)
    assert (finding.severity, finding.found, finding.expected) == (severity, found, expected)
    assert (finding.indicator_code, finding.year) == (at.indicator_code, at.year)
    assert finding.message.startswith(f"{FILE}, biểu “{sheet}”, ô {cell}: ")
    assert piece in finding.message
    assert finding.message.endswith(".")


@pytest.mark.parametrize(
    ("rule", "changes", "why"), NO_FAULTS, ids=[f"{rule}-{why}" for rule, _, why in NO_FAULTS]
)
def test_a_rule_keeps_silent_where_nothing_is_certain(rule, changes, why, findings):
    assert [each.message for each in findings(changes) if each.rule == rule] == [], why


def test_an_overwritten_grand_total_of_capital_is_found(findings, form):
    key = Key("capital_disbursed", 2025)
    [finding] = findings({key: number("1")})
    assert (finding.rule, finding.cell) == ("V50", form[key][2])
    assert "Năm 2025: “Đã giải ngân” ghi 1 triệu đồng" in finding.message


def test_a_blank_other_cell_is_named_with_its_address(findings, form):
    blank = Key("poor_other_increase", 2024)
    changes = {blank: NOT_SUBMITTED, Key("newly_poor", 2024): number("4")}
    [finding] = findings(changes)
    assert f"“Tăng khác” (ô {form[blank][2]})" in finding.message


def test_an_empty_form_lacks_only_its_households(findings, form):
    found = findings(dict.fromkeys(form, NOT_SUBMITTED))
    assert [finding.rule for finding in found] == ["V02"] * 10


def test_versions_are_checked_each_by_itself(connection, form):
    wrong = {Key("poor_households", 2023): number("801")}
    both = [
        replace(submission(form, {}), is_current=False),
        submission(form, wrong, version=2),
    ]
    connection.execute("begin")
    build.load_submissions(connection, both)
    found = rules.run(connection)
    connection.execute("rollback")
    assert {submission_id for submission_id, _ in found} == {f"{UNIT}-2"}
    assert {finding.rule for _, finding in found} == {"V03", "V06"}


def test_the_second_cell_of_the_same_number_is_found_with_the_first(form):
    observations = frame_of(form, filled(form, {}))
    again = observations.iloc[[7]].assign(sheet="Sao chép", cell="Z9", raw_text="12")
    [finding] = rules.duplicates(pd.concat([observations, again]), file=FILE)
    first = observations.iloc[7]
    assert (finding.rule, finding.severity, finding.found) == ("V81", "error", "12")
    assert (finding.sheet, finding.cell) == ("Sao chép", "Z9")
    assert f"đã có ở biểu “{first['sheet']}”, ô {first['cell']}" in finding.message


def test_a_workbook_without_duplicates_has_none(form):
    assert rules.duplicates(frame_of(form, filled(form, {})), file=FILE) == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_keeps_the_header_contract(rule):
    fields = rules.header((rules.CHECKS / f"{rule.code.lower()}.sql").read_text(encoding="utf-8"))
    assert fields["rule"] == rule.code
    assert set(rule.severity.split(", ")) <= SEVERITIES
    assert rule.question.endswith("?")
    assert fields["params"] == "none"
    assert fields["returns"].startswith("one row a finding, by submission")
    used = {name for _, name, _, _ in Formatter().parse(rule.message) if name is not None}
    assert "place" in used
    assert used <= {"place", "indicator", "found", "expected", "difference", "note"}


@pytest.fixture(scope="module")
def columns(connection, form):
    """Give the columns of every rule with their types."""
    connection.execute("begin")
    build.load_submissions(connection, [submission(form, {})])
    described = {
        rule.code: connection.execute(f"describe {rule.sql}").fetchall() for rule in rules.RULES
    }
    connection.execute("rollback")
    return {code: {name: kind for name, kind, *_ in rows} for code, rows in described.items()}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_a_rule_is_one_ordered_select_with_the_agreed_columns(rule, connection, columns):
    [statement] = connection.extract_statements(rule.sql)
    assert statement.named_parameters == set()
    assert rule.sql.endswith("order by all\n")
    assert list(columns[rule.code]) == RESULT
    assert list(columns[rule.code].values())[-3:] == ["DOUBLE", "DOUBLE", "VARCHAR"]


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select 1", "the header must have"),
        ("-- rule: V99\n-- severity: error\nselect 1", "the header must have"),
    ],
)
def test_a_file_without_its_header_is_refused_by_name(sql, fault, tmp_path):
    (tmp_path / "v99.sql").write_text(sql, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"v99\.sql: {fault}"):
        rules.discovered(tmp_path)


def test_a_header_line_may_continue_below():
    text = "".join(f"-- {name}: a\n--   b: c\n" for name in rules.HEADER)
    assert rules.header(f"{text}select 1") == dict.fromkeys(rules.HEADER, "a b: c")


@pytest.mark.parametrize(
    ("value", "value_type", "text"),
    [
        (13834.0, "count", "13.834"),
        (12.5, "count", "12,5"),
        (0.0, "count", "0"),
        (None, "count", "…"),
        (3.1, "rate", "3,10"),
        (1500.0, "amount", "1.500"),
        (1500.5, "amount", "1.500,5"),
        (1500.256, "amount", "1.500,26"),
        (-40.0, "amount", "−40"),
        (1000000.0, "amount", "1.000.000"),
    ],
)
def test_numbers_are_printed_with_the_decimals_they_need(value, value_type, text):
    assert rules.printed(value, value_type) == text
