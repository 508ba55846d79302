"""The rules of capital, outputs, policies, the Fund and awards find their faults, nothing else."""

import pytest

from dashboard.catalogue.observations import NOT_APPLICABLE, NOT_SUBMITTED, Key
from dashboard.store import build, rules
from tests import test_rules
from tests.test_rules import FILE, UNIT, form_of, line, number, rural, submission, urban

connection = test_rules.connection
sound_connection = test_rules.sound_connection
form = test_rules.form
found_in = test_rules.found_in
findings = test_rules.findings

CODES = {
    "V50",
    "V52",
    "V54",
    "V60",
    "V61",
    "V62",
    "V63",
    "V64",
    "V65",
    "V66",
    "V67",
    "V68",
    "V69",
    "V70",
    "V71",
    "V72",
    "V73",
}
PLAIN_DISTRICT = "545"
CAPITAL = (
    "capital_plan",
    "capital_allotted",
    "capital_carried_in",
    "capital_disbursed",
    "capital_cancelled",
)
NEED = "capital_need_2026_2030"


def member(code, year, of):
    return Key(code, year, member_code=of)


def cells(form, *codes, year, **said):
    """Give the entered cells of indicators in a year, of a project when one is said."""
    return [
        key
        for key, (cell, _, _) in form.items()
        if key.indicator_code in codes
        and key.year == year
        and cell.kind == "input"
        and all(getattr(key, name) == value for name, value in said.items())
    ]


def outputs(form, project, year):
    """Give the entered cells of the outputs of a project in a year."""
    codes = [
        code
        for code, each in test_rules.REFERENCE.indicators.items()
        if each.project_code == project
    ]
    return cells(form, *codes, year=year)


def no_capital(form, project, year):
    """Give the changes that take all capital from a project in a year."""
    return dict.fromkeys(cells(form, *CAPITAL, year=year, project_code=project), number("0"))


def no_outputs(form, project, year):
    """Give the changes that take all outputs from a project in a year."""
    return dict.fromkeys(outputs(form, project, year), number("0"))


def houses(code, year, new, repaired):
    return {
        member(code, year, "new"): number(new),
        member(code, year, "repaired"): number(repaired),
    }


WORKS = Key("infrastructure_works_completed", 2023)
STARTED = "temporary_houses_started"
COMPLETED = "temporary_houses_completed"
LISTED = "temporary_houses_to_remove"
SPENT = "fund_for_poor_spent"
NEED_LINE = Key(NEED, 2030, project_code="2", capital_source="central", capital_type="recurrent")
FEW_HOUSEHOLDS = {
    urban("poor_households", 2023): number("0"),
    rural("poor_households", 2023): number("10"),
    urban("near_poor_households", 2023): number("0"),
    rural("near_poor_households", 2023): number("20"),
    Key("poor_to_near_poor", 2023): number("3"),
    Key("poor_above_near_poor_line", 2023): number("4"),
}

# rule, what is changed in the sound workbook, the cell it is found at, severity, found, expected,
# a piece of the sentence.
FAULTS = [
    (
        "V50",
        {Key("capital_mobilised_other", 2023): number("31")},
        Key("capital_mobilised_other", 2023),
        "error",
        "31",
        "30",
        "Năm 2023: “Vốn huy động khác” ghi 31 triệu đồng, các dòng chi tiết cộng lại là 30 triệu "
        "đồng.",
    ),
    (
        "V50",
        {Key("temporary_houses_funding", 2025): number("30.01")},
        Key("temporary_houses_funding", 2025),
        "error",
        "30,01",
        "30",
        "cộng lại là 30 triệu đồng",
    ),
    (
        "V50",
        {Key(NEED, 2030, project_code="2"): number("61"), Key(NEED, 2030): number("1020")},
        Key(NEED, 2030, project_code="2"),
        "error",
        "61",
        "60",
        "Giai đoạn 2026–2030, dự án 2: “Nhu cầu vốn 2026–2030” ghi 61 triệu đồng",
    ),
    (
        "V50",
        {member("temporary_houses_funding", 2024, "social"): number("10000")},
        member("temporary_houses_funding", 2024, "social"),
        "warning",
        "10.000",
        "10",
        "Năm 2024, xã hội hóa: “Kinh phí xóa nhà tạm” ghi 10.000 triệu đồng, có thể nhập gấp 1.000",
    ),
    (
        "V50",
        {Key("health_insurance_spending", 2022): number("10000000")},
        Key("health_insurance_spending", 2022),
        "warning",
        "10.000.000",
        "10",
        "1.000.000 lần",
    ),
    (
        "V54",
        {
            line("capital_carried_in", 2024): number("6"),
            line("capital_cancelled", 2024): number("21"),
        },
        line("capital_carried_in", 2024),
        "warning",
        "6",
        "5",
        "Năm 2024, dự án 2: vốn năm trước chuyển sang ghi 6 triệu đồng, phần còn lại của năm trước "
        "(kế hoạch + chuyển sang − giải ngân − hủy, nộp trả) là 5 triệu đồng.",
    ),
    (
        "V54",
        {line("capital_cancelled", 2022): NOT_SUBMITTED},
        line("capital_carried_in", 2023),
        "warning",
        "5",
        "25",
        "là 25 triệu đồng. Vốn hủy, nộp trả để trống được tính là 0.",
    ),
    (
        # 8 of 10 in 2022, then 13 of 10: 21 of 20.
        "V60",
        {member(WORKS.indicator_code, 2023, "transport"): number("6")},
        WORKS,
        "warning",
        "21",
        "20",
        "Năm 2023: lũy kế 21 công trình hoàn thành, lớn hơn số công trình được phê duyệt (20); nếu "
        "có công trình phê duyệt từ trước 2022 thì giải trình.",
    ),
    (
        "V62",
        FEW_HOUSEHOLDS | {Key("infrastructure_beneficiary_households", 2023): number("38")},
        Key("infrastructure_beneficiary_households", 2023),
        "warning",
        "38",
        "37",
        "Năm 2023: “Số hộ hưởng lợi” ghi 38, lớn hơn số hộ nghèo, hộ cận nghèo và hộ thoát nghèo "
        "trong năm (37).",
    ),
    (
        "V62",
        {Key("households_helped_by_sponsors", 2025): number("1221")},
        Key("households_helped_by_sponsors", 2025),
        "warning",
        "1.221",
        "1.220",
        "ghi 1.221, lớn hơn",
    ),
    (
        "V63",
        {Key("livelihood_households", 2024): number("41")},
        Key("livelihood_households", 2024),
        "error",
        "41",
        "40",
        "“Lượt hộ tham gia mô hình” ghi 41, các nhóm hộ cộng lại là 40.",
    ),
    (
        "V63",
        {Key("agri_production_households", 2022): number("39")},
        Key("agri_production_households", 2022),
        "error",
        "39",
        "40",
        "cộng lại là 40.",
    ),
    (
        "V63",
        {Key("infrastructure_works_completed", 2023): number("81")},
        Key("infrastructure_works_completed", 2023),
        "error",
        "81",
        "8",
        "ghi 81, các phần cộng lại là 8.",
    ),
    (
        "V63",
        {Key("commended_collectives", 2023): number("39")},
        Key("commended_collectives", 2023),
        "error",
        "39",
        "40",
        "các phần cộng lại là 40.",
    ),
    (
        # 10 of 40 in 2022, then 71 of 40: 81 of 80.
        "V63",
        {Key("livelihood_households_escaped", 2023): number("71")},
        Key("livelihood_households_escaped", 2023),
        "error",
        "71",
        "80",
        "ghi 71, lũy kế là 81, lớn hơn số lượt hộ tham gia lũy kế là 80.",
    ),
    (
        "V64",
        {Key("workers_vocational_trained", 2022): number("50")},
        Key("workers_vocational_trained", 2022),
        "error",
        "50",
        "40",
        "ghi 50, các nhóm đối tượng cộng lại là 40.",
    ),
    (
        "V64",
        {Key("workers_vocational_trained_female", 2024): number("41")},
        Key("workers_vocational_trained_female", 2024),
        "error",
        "41",
        "40",
        "“Lao động nữ được đào tạo nghề” ghi 41, lớn hơn số lao động được đào tạo nghề là 40.",
    ),
    (
        # 10 of 40 a year are 30 of 120, then 131 of 40.
        "V64",
        {Key("workers_employed_after_training", 2025): number("131")},
        Key("workers_employed_after_training", 2025),
        "error",
        "131",
        "160",
        "lũy kế là 161, lớn hơn số lao động được đào tạo nghề lũy kế là 160.",
    ),
    (
        # 10 of 10 in 2022, 10 of 20 in 2023, then 25 of 10: 45 of 40.
        "V65",
        {
            Key("overseas_workers_supported", 2023): number("20"),
            Key("overseas_workers_departed", 2024): number("25"),
            Key("overseas_workers_supported", 2025): number("20"),
        },
        Key("overseas_workers_departed", 2024),
        "warning",
        "45",
        "40",
        "Năm 2024: lũy kế 45 lao động đi làm việc ở nước ngoài, lớn hơn số lao động được hỗ trợ "
        "(40).",
    ),
    (
        "V66",
        {Key("job_connected_workers", 2023): number("11")},
        Key("job_connected_workers", 2023),
        "warning",
        "11",
        "10",
        "ghi 11, lớn hơn số lao động được tư vấn, giới thiệu việc làm (10).",
    ),
    (
        "V67",
        {Key(LISTED, 2025): number("121")},
        Key(LISTED, 2025),
        "error",
        "121",
        "120",
        "Năm 2025: “Nhà tạm cần xóa” là 121, khác xây mới cộng sửa chữa là 120.",
    ),
    (
        # 20 of 24 in 2022, then 30 of 24: 50 of 48; 2024 and 2025 build up again.
        "V67",
        houses(COMPLETED, 2023, "20", "10") | houses(COMPLETED, 2024, "8", "8"),
        Key(COMPLETED, 2023),
        "error",
        "50",
        "48",
        "“Nhà tạm đã hoàn thành” là 50, tính lũy kế, lớn hơn số nhà đã khởi công là 48.",
    ),
    (
        # 24 started a year are 96; the list of 2024 holds for 2025, whose cells are blank.
        "V67",
        houses(LISTED, 2024, "50", "45")
        | dict.fromkeys(houses(LISTED, 2025, "1", "1"), NOT_SUBMITTED),
        Key(STARTED, 2025),
        "error",
        "96",
        "95",
        "“Nhà tạm đã khởi công” là 96, tính lũy kế, lớn hơn số nhà cần xóa theo danh sách là 95.",
    ),
    (
        # 30 of 24 in the first year: 6 may have been started before it.
        "V67",
        houses(COMPLETED, 2022, "20", "10") | houses(COMPLETED, 2023, "10", "8"),
        Key(COMPLETED, 2022),
        "warning",
        "30",
        "24",
        "tính lũy kế, lớn hơn số nhà đã khởi công là 24.",
    ),
    (
        # 24 of the first list of 60 were started: the second is the same list, corrected.
        "V67",
        houses(LISTED, 2022, "30", "30") | houses(LISTED, 2023, "20", "20"),
        Key(STARTED, 2023),
        "error",
        "48",
        "40",
        "theo danh sách là 40.",
    ),
    (
        "V68",
        {
            Key("great_unity_houses_new", 2024): number("3"),
            Key("great_unity_houses_repaired", 2024): number("2"),
        },
        Key("great_unity_houses_new", 2024),
        "warning",
        "5",
        "5",
        "Năm 2024: 5 nhà Đại đoàn kết bằng đúng số nhà Dự án 5 (5); cần kiểm tra để một nhà không "
        "bị tính hai lần.",
    ),
    (
        "V68",
        {Key("programme_houses_new", 2022): number("18")},
        Key(COMPLETED, 2022),
        "warning",
        "20",
        "20",
        "20 nhà tạm đã hoàn thành bằng đúng số nhà Dự án 5 (20)",
    ),
    (
        "V68",
        FEW_HOUSEHOLDS,
        Key("great_unity_houses_new", 2023),
        "warning",
        "35",
        "30",
        "35 nhà Dự án 5, nhà tạm, nhà Đại đoàn kết cộng lại nhiều hơn số hộ nghèo, hộ cận nghèo "
        "(30)",
    ),
    (
        "V69",
        {Key("poverty_training_courses", 2022): number("0")},
        Key("poverty_staff_trained", 2022),
        "warning",
        "30",
        "0",
        "ghi 30, với 0 lớp tập huấn thì nhiều nhất là 0 (mỗi lớp từ 10 đến 150 người).",
    ),
    (
        "V69",
        {Key("poverty_staff_trained", 2023): number("0")},
        Key("poverty_staff_trained", 2023),
        "warning",
        "0",
        "10",
        "với 1 lớp tập huấn thì ít nhất",
    ),
    (
        "V69",
        {Key("poverty_staff_trained", 2024): number("151")},
        Key("poverty_staff_trained", 2024),
        "warning",
        "151",
        "150",
        "nhiều nhất là 150",
    ),
    (
        "V70",
        {Key("policy_credit_loans", 2022): number("0")},
        Key("policy_credit_disbursed", 2022),
        "warning",
        "500",
        "0",
        "ghi 500 triệu đồng, với 0 lượt hộ vay thì nhiều nhất là 0 triệu đồng",
    ),
    (
        "V70",
        {Key("policy_credit_disbursed", 2023): number("0")},
        Key("policy_credit_disbursed", 2023),
        "warning",
        "0",
        "10",
        "thì ít nhất là 10 triệu đồng",
    ),
    (
        "V70",
        {
            Key("policy_credit_loans", 2024): number("1000"),
            Key("policy_credit_disbursed", 2024): number("200000.5"),
        },
        Key("policy_credit_disbursed", 2024),
        "warning",
        "200.000,5",
        "200.000",
        "với 1.000 lượt hộ vay thì nhiều nhất là 200.000 triệu đồng (mỗi lượt vay từ 1 đến 200",
    ),
    (
        # 3,600 poor persons at the end of 2022.
        "V71",
        {Key("health_insurance_cards_poor", 2023): number("3781")},
        Key("health_insurance_cards_poor", 2023),
        "warning",
        "3.781",
        "3.780",
        "“Thẻ BHYT người nghèo” ghi 3.781, lớn hơn 105 % số nhân khẩu hộ nghèo năm trước (3.780).",
    ),
    (
        "V71",
        {
            Key("health_insurance_cards_near_poor", 2024): number("2101"),
            rural("near_poor_persons", 2023): NOT_SUBMITTED,
        },
        Key("health_insurance_cards_near_poor", 2024),
        "warning",
        "2.101",
        "2.100",
        "lớn hơn 105 % số nhân khẩu hộ cận nghèo cùng năm (2.100).",
    ),
    (
        "V72",
        {Key("fund_for_poor_mobilised", 2023): number("20.5")},
        Key("fund_for_poor_mobilised", 2023),
        "error",
        "20,5",
        "20",
        "“Vận động Quỹ Vì người nghèo” ghi 20,5 triệu đồng, các cấp quỹ cộng lại là 20 triệu đồng.",
    ),
    (
        "V72",
        {member(SPENT, 2024, "commune"): number("21")},
        member(SPENT, 2024, "commune"),
        "warning",
        "21",
        "20",
        "Năm 2024, quỹ cấp xã: “Chi từ Quỹ Vì người nghèo” ghi 21 triệu đồng, lớn hơn số dư chuyển "
        "sang cộng số vận động trong năm là 20 triệu đồng.",
    ),
    (
        # 10 of 10 in 2022, then 12 of 10; two more proposed in 2024.
        "V73",
        {
            member("commended_individuals", 2023, "province"): number("12"),
            member("proposed_individuals", 2024, "province"): number("12"),
        },
        member("commended_individuals", 2023, "province"),
        "warning",
        "22",
        "20",
        "Năm 2023, bằng khen của Chủ tịch UBND tỉnh: “Cá nhân được khen thưởng” lũy kế là 22, lớn "
        "hơn số được đề nghị (20).",
    ),
]

# rule, changes after which it must stay silent, why.
NO_FAULTS = [
    (
        "V50",
        {
            member("temporary_houses_funding", 2024, "social"): NOT_SUBMITTED,
            Key("temporary_houses_funding", 2024): number("99"),
        },
        "a part is missing",
    ),
    ("V50", {NEED_LINE: number("90000000")}, "one year has no neighbours"),
    (
        "V50",
        {
            NEED_LINE: NOT_SUBMITTED,
            Key(NEED, 2030, project_code="2"): number("7"),
            Key(NEED, 2030): number("7"),
        },
        "a need is missing",
    ),
    ("V54", {line("capital_carried_in", 2024): number("5.5")}, "rounding"),
    (
        "V54",
        {
            line("capital_plan", 2023): NOT_SUBMITTED,
            line("capital_carried_in", 2024): number("60"),
            line("capital_cancelled", 2024): number("75"),
        },
        "last year unknown",
    ),
    ("V60", {member(WORKS.indicator_code, 2023, "transport"): number("5")}, "as many as approved"),
    (
        "V60",
        {
            member(WORKS.indicator_code, 2022, "power"): NOT_SUBMITTED,
            member(WORKS.indicator_code, 2023, "transport"): number("60"),
        },
        "a part is missing",
    ),
    (
        "V60",
        {
            Key("infrastructure_works_planned", 2022): NOT_SUBMITTED,
            member(WORKS.indicator_code, 2023, "transport"): number("60"),
        },
        "approved unknown",
    ),
    ("V62", {Key("households_helped_by_sponsors", 2025): number("1220")}, "all of them"),
    ("V62", {Key("electricity_supported_households", 2025): number("5000")}, "times may exceed"),
    (
        "V62",
        {
            Key("households_helped_by_sponsors", 2025): number("5000"),
            Key("poor_to_near_poor", 2025): NOT_SUBMITTED,
        },
        "the escaped unknown",
    ),
    (
        "V63",
        {
            member("livelihood_households", 2024, "poor"): NOT_SUBMITTED,
            Key("livelihood_households_escaped", 2024): number("99"),
            Key("livelihood_households", 2024): number("99"),
        },
        "a class is missing",
    ),
    ("V63", {Key("livelihood_households_escaped", 2024): number("40")}, "all escaped"),
    (
        "V63",
        {
            Key("livelihood_households_escaped", 2022): number("0"),
            Key("livelihood_households_escaped", 2023): number("80"),
        },
        "escaped a year later",
    ),
    (
        "V63",
        {
            Key("livelihood_households_escaped", 2023): number("90"),
            member("livelihood_households", 2022, "poor"): NOT_SUBMITTED,
            Key("livelihood_households", 2022): number("30"),
        },
        "who took part is unknown",
    ),
    (
        "V64",
        {
            Key("workers_employed_after_training", 2022): number("0"),
            Key("workers_employed_after_training", 2023): number("70"),
        },
        "work a year later",
    ),
    (
        "V64",
        {
            member("workers_vocational_trained", 2024, "poor"): NOT_SUBMITTED,
            Key("workers_vocational_trained_female", 2024): number("99"),
            Key("workers_employed_after_training", 2024): number("99"),
            Key("workers_vocational_trained", 2024): number("99"),
        },
        "a class is missing",
    ),
    (
        "V65",
        {
            Key("overseas_workers_supported", 2022): number("20"),
            Key("overseas_workers_departed", 2023): number("20"),
        },
        "supported the year before",
    ),
    (
        "V65",
        {
            Key("overseas_workers_supported", 2022): NOT_SUBMITTED,
            Key("overseas_workers_departed", 2023): number("90"),
        },
        "supported unknown",
    ),
    ("V66", {Key("job_counselled_workers", 2023): NOT_SUBMITTED}, "counselled unknown"),
    ("V67", houses(COMPLETED, 2023, "14", "14"), "started the year before"),
    (
        "V67",
        {member(STARTED, 2022, "new"): NOT_SUBMITTED, Key(STARTED, 2022): number("77")},
        "a part is missing",
    ),
    (
        "V67",
        {
            key: NOT_APPLICABLE
            for code in (STARTED, COMPLETED, LISTED)
            for key in houses(code, 2022, "0", "0")
        },
        "no list yet",
    ),
    # 24 of the first list, none for two years, then 100 of a second one.
    (
        "V67",
        houses(LISTED, 2022, "12", "12")
        | houses(STARTED, 2023, "0", "0")
        | houses(LISTED, 2023, "0", "0")
        | houses(COMPLETED, 2023, "2", "2")
        | houses(STARTED, 2024, "0", "0")
        | houses(LISTED, 2024, "0", "0")
        | houses(COMPLETED, 2024, "0", "0")
        | houses(LISTED, 2025, "50", "50")
        | houses(STARTED, 2025, "50", "50"),
        "a second list",
    ),
    (
        "V67",
        {
            key: NOT_SUBMITTED
            for year in (2022, 2023, 2024, 2025)
            for key in houses(LISTED, year, "0", "0")
        },
        "no list at all",
    ),
    (
        "V68",
        {
            Key("programme_houses_new", 2024): number("0"),
            Key("programme_houses_repaired", 2024): number("0"),
            Key("great_unity_houses_new", 2024): number("0"),
            Key("great_unity_houses_repaired", 2024): number("0"),
        },
        "0 is no house",
    ),
    (
        "V68",
        {
            Key("great_unity_houses_new", 2024): number("5"),
            Key("great_unity_houses_repaired", 2024): NOT_SUBMITTED,
        },
        "a part is missing",
    ),
    (
        "V68",
        FEW_HOUSEHOLDS | {rural("poor_households", 2023): NOT_SUBMITTED},
        "the households unknown",
    ),
    (
        "V69",
        {
            Key("poverty_training_courses", 2022): number("0"),
            Key("poverty_staff_trained", 2022): number("0"),
        },
        "no training",
    ),
    ("V69", {Key("poverty_training_courses", 2022): NOT_SUBMITTED}, "courses unknown"),
    ("V69", {Key("poverty_staff_trained", 2022): NOT_SUBMITTED}, "participants unknown"),
    (
        "V70",
        {
            Key("policy_credit_loans", 2022): number("0"),
            Key("policy_credit_disbursed", 2022): number("0"),
        },
        "no credit",
    ),
    ("V70", {Key("policy_credit_loans", 2022): NOT_SUBMITTED}, "loans unknown"),
    ("V71", {Key("health_insurance_cards_poor", 2023): number("3780")}, "105 %"),
    (
        "V71",
        {
            Key("health_insurance_cards_poor", 2023): number("9000"),
            urban("poor_persons", 2022): NOT_SUBMITTED,
            urban("poor_persons", 2023): NOT_SUBMITTED,
        },
        "the persons unknown",
    ),
    (
        "V72",
        {
            member(SPENT, 2024, "commune"): number("99"),
            member("fund_for_poor_opening_balance", 2024, "commune"): NOT_SUBMITTED,
        },
        "the balance unknown",
    ),
    (
        "V72",
        {member(SPENT, 2024, "commune"): NOT_SUBMITTED, Key(SPENT, 2024): number("99")},
        "a level is missing",
    ),
    (
        "V73",
        {
            member("proposed_individuals", 2022, "local"): number("20"),
            member("commended_individuals", 2023, "local"): number("20"),
        },
        "proposed the year before",
    ),
    (
        "V73",
        {
            member("proposed_individuals", 2022, "local"): NOT_SUBMITTED,
            member("commended_individuals", 2023, "local"): number("90"),
        },
        "proposed unknown",
    ),
]


def test_every_rule_of_the_programme_is_there():
    assert {rule.code for rule in rules.RULES} >= CODES
    assert {rule for rule, *_ in FAULTS} | {"V52", "V61"} == CODES


def test_a_sound_workbook_has_no_findings_of_the_programme(findings):
    assert [each.message for each in findings({}) if each.rule in CODES] == []


@pytest.fixture(scope="module")
def found_of_cases(connection, form):
    """Give what the rules find in every case, all loaded together: version → its findings."""
    cases = [changes for _, changes, *_ in FAULTS] + [changes for _, changes, _ in NO_FAULTS]
    found = {version: [] for version in range(1, len(cases) + 1)}
    connection.execute("begin")
    build.load_submissions(
        connection,
        [submission(form, changes, version=version) for version, changes in enumerate(cases, 1)],
    )
    for submission_id, finding in rules.run(connection):
        found[int(submission_id.removeprefix(f"{UNIT}-"))].append(finding)
    connection.execute("rollback")
    return found


@pytest.mark.parametrize(
    ("version", "rule", "at", "severity", "found", "expected", "piece"),
    [(version, rule, *said) for version, (rule, _, *said) in enumerate(FAULTS, 1)],
    ids=[f"{rule}-{found}-{expected}" for rule, _, _, _, found, expected, _ in FAULTS],
)
def test_a_rule_finds_its_fault_at_its_cell(
    version, rule, at, severity, found, expected, piece, found_of_cases, form
):
    [finding] = [each for each in found_of_cases[version] if each.rule == rule]
    _, sheet, cell = form[at]
    assert (finding.file, finding.sheet, finding.cell) == (FILE, sheet, cell)
    assert (finding.severity, finding.found, finding.expected) == (severity, found, expected)
    assert (finding.indicator_code, finding.year) == (at.indicator_code, at.year)
    assert piece in finding.message
    assert finding.message.endswith(".")


@pytest.mark.parametrize(
    ("version", "rule", "why"),
    [(version, rule, why) for version, (rule, _, why) in enumerate(NO_FAULTS, len(FAULTS) + 1)],
    ids=[f"{rule}-{why}" for rule, _, why in NO_FAULTS],
)
def test_a_rule_keeps_silent_where_nothing_is_certain(version, rule, why, found_of_cases):
    assert [each.message for each in found_of_cases[version] if each.rule == rule] == [], why


@pytest.fixture(scope="module")
def plain_form():
    """Give the form of a district that is no poor district."""
    return form_of(PLAIN_DISTRICT)


@pytest.fixture
def found_elsewhere(found_in):
    """Give what a rule finds in the workbook of a unit with some cells changed."""

    def find(rule, form, unit, changes):
        found = found_in([submission(form, changes, unit=unit)])
        return [finding for _, finding in found if finding.rule == rule]

    return find


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (
            Key(
                "capital_plan",
                2023,
                project_code="1.1",
                capital_source="central",
                capital_type="investment",
            ),
            "Năm 2023, tiểu dự án 1.1: “Kế hoạch vốn” ghi 25",
        ),
        (
            Key(
                "capital_disbursed",
                2025,
                project_code="5",
                capital_source="other",
                capital_type="recurrent",
            ),
            "Năm 2025, dự án 5: “Đã giải ngân” ghi 25",
        ),
        (Key("programme_houses_new", 2024), "Năm 2024: “Nhà xây mới (huyện nghèo)” ghi 25"),
        (member("infrastructure_works_completed", 2022, "power"), "Năm 2022, điện: "),
    ],
    ids=lambda part: getattr(part, "indicator_code", ""),
)
def test_a_project_for_poor_districts_is_found_elsewhere(at, said, found_elsewhere, plain_form):
    [finding] = found_elsewhere("V52", plain_form, PLAIN_DISTRICT, {at: number("25")})
    assert (finding.sheet, finding.cell) == plain_form[at][1:]
    assert (finding.severity, finding.found) == ("warning", "25")
    assert finding.expected == "dấu “–” (không áp dụng)"
    assert said in finding.message
    assert finding.message.endswith(
        "nhưng dự án này chỉ thực hiện ở huyện nghèo, cần dấu “–” (không áp dụng)."
    )


def test_a_zero_in_a_project_for_poor_districts_says_nothing(found_elsewhere, plain_form):
    changes = {Key("programme_houses_new", 2024): number("0")}
    assert found_elsewhere("V52", plain_form, PLAIN_DISTRICT, changes) == []


def test_the_poor_district_and_departments_take_part_in_every_project(found_elsewhere, form):
    assert found_elsewhere("V52", form, UNIT, {}) == []
    assert found_elsewhere("V52", form_of("so_khdt"), "so_khdt", {}) == []


def test_an_output_without_capital_is_found_once_a_project_and_year(findings, form):
    [finding] = [each for each in findings(no_capital(form, "2", 2023)) if each.rule == "V61"]
    assert (finding.sheet, finding.cell) == form[Key("livelihood_models", 2023)][1:]
    assert (finding.severity, finding.found) == ("warning", "12")
    assert finding.message.endswith(
        "Năm 2023: “Mô hình, dự án sinh kế” ghi 12, "
        "nhưng dự án 2 không có vốn của nguồn nào trong năm."
    )


def test_an_output_of_a_whole_project_needs_capital_of_one_sub_project(findings, form):
    first = no_capital(form, "1.1", 2024)
    assert [each for each in findings(first) if each.rule == "V61"] == []
    [finding] = [
        each for each in findings(first | no_capital(form, "1.2", 2024)) if each.rule == "V61"
    ]
    assert (finding.indicator_code, finding.year) == ("infrastructure_works_planned", 2024)
    assert "nhưng dự án 1 không có vốn của nguồn nào trong năm." in finding.message


def test_capital_spent_without_output_is_found_at_its_total(findings, form):
    changes = no_outputs(form, "3.2", 2025)
    [finding] = [each for each in findings(changes) if each.rule == "V61"]
    at = Key("capital_disbursed", 2025, project_code="3.2")
    assert (finding.sheet, finding.cell) == form[at][1:]
    assert (finding.severity, finding.found) == ("warning", "480")
    assert finding.message.endswith(
        "Năm 2025, tiểu dự án 3.2: “Đã giải ngân” ghi 480, "
        "nhưng kết quả của tiểu dự án 3.2 trong năm đều ghi 0."
    )


def test_capital_spent_in_two_sub_projects_without_output_is_found_once(findings, form):
    [finding] = [each for each in findings(no_outputs(form, "1", 2022)) if each.rule == "V61"]
    assert finding.cell == form[Key("capital_disbursed", 2022, project_code="1.1")][2]
    assert "kết quả của dự án 1 trong năm đều ghi 0." in finding.message


@pytest.mark.parametrize("side", ["capital", "outputs"])
def test_a_project_with_a_blank_is_not_said_to_have_nothing(side, findings, form):
    if side == "capital":
        changes = no_capital(form, "2", 2023) | {line("capital_plan", 2023): NOT_SUBMITTED}
    else:
        changes = no_outputs(form, "2", 2023) | {Key("livelihood_models", 2023): NOT_SUBMITTED}
    assert [each.message for each in findings(changes) if each.rule == "V61"] == []


@pytest.mark.parametrize("unit", [PLAIN_DISTRICT, "so_ldtbxh", "so_nnptnt", "nhcsxh", "mttq"])
def test_a_sound_workbook_of_another_unit_has_no_findings_of_the_programme(unit, found_in):
    found = found_in([submission(form_of(unit), {}, unit=unit)])
    assert [finding.message for _, finding in found if finding.rule in CODES] == []


def test_the_front_answers_for_the_three_levels_of_the_fund(found_elsewhere):
    form = form_of("mttq")
    total = Key("fund_for_poor_mobilised", 2024)
    [finding] = found_elsewhere("V72", form, "mttq", {total: number("31")})
    assert (finding.sheet, finding.cell) == form[total][1:]
    assert (finding.severity, finding.found, finding.expected) == ("error", "31", "30")
