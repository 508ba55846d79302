"""The tracker says who has sent what, in time or late, and what is still to be corrected."""

from datetime import date

import pytest

from dashboard.pictures import listings, plan
from dashboard.store.database import ask
from dashboard.words import formats, tables

DISTRICTS = [
    "540",
    "550",
    "549",
    "548",
    "545",
    "543",
    "544",
    "547",
    "551",
    "546",
    "542",
]
SENT = ["540", "550", "548", "542"]
BEFORE, AFTER = date(2025, 2, 1), date(2025, 4, 10)


def states(today):
    return ask("unit_progress", today=today).set_index("unit_code")


def test_a_unit_is_in_time_by_the_day_of_its_report(sent):
    row = states(AFTER).loc["540"]
    assert (row["state"], row["days_late"], row["sent_on"].date()) == (
        "in_time",
        0,
        date(2025, 3, 28),
    )


@pytest.mark.parametrize(
    ("unit_code", "today", "state", "days"),
    [
        ("so_yt", date(2025, 3, 31), "waiting", 0),
        ("so_yt", AFTER, "overdue", 10),
        # The Front's report was due a month before the others'.
        ("mttq", BEFORE, "waiting", 0),
        ("mttq", date(2025, 3, 1), "overdue", 1),
    ],
)
def test_a_unit_that_sent_nothing_is_late_after_its_own_deadline(
    unit_code, today, state, days, data
):
    row = states(today).loc[unit_code]
    assert (row["state"], row["days_late"]) == (state, days)


def test_a_sample_is_no_submission(data):
    """Every unit of a clean clone has sent nothing: no version, no day, no finding, no sheet."""
    rows = states(AFTER)
    assert set(rows["state"]) == {"overdue"}
    assert rows[["version", "as_of_date", "sent_on"]].isna().all(axis=None)
    assert not rows[["errors", "warnings"]].any(axis=None)
    assert rows.index[rows["has_sample"]].tolist() == DISTRICTS
    assert not ask("sheet_progress")["is_received"].any()
    assert listings.open_findings().empty
    assert listings.rules_found() == []
    assert not ask("plan_progress", today=AFTER)["units_received"].any()


def test_the_page_says_in_one_line_that_samples_are_shown_and_nobody_has_sent(data):
    assert listings.progress(BEFORE).finding == (
        "Chưa đơn vị nào nộp biểu: số liệu trên màn hình lấy từ 11 biểu minh hoạ"
    )


def test_without_samples_nothing_is_said_of_samples(use, data_without_workbooks):
    use(data_without_workbooks)
    assert listings.progress(BEFORE).finding == "Đã nhận biểu của 0/25 đơn vị"


def test_a_district_that_has_only_a_sample_waits_beside_those_that_sent(sent):
    rows = states(AFTER)
    assert rows.index[rows["version"].notna()].tolist() == SENT
    assert (rows.loc["551", "state"], rows.loc["551", "warnings"]) == ("overdue", 0)
    assert matrix().loc["Hoài Nhơn", ["Bản", "Hộ, tỷ lệ"]].tolist() == ["…", "…"]
    assert listings.progress(AFTER).finding == (
        "Đã nhận biểu của 4/25 đơn vị, 7 đơn vị đang hiển thị bằng biểu minh hoạ; "
        "21 đơn vị quá hạn chưa nộp"
    )


def test_the_tasks_of_the_plan_stand_as_documents_and_workbooks_say(sent):
    rows = ask("plan_progress", today=AFTER).set_index("task_order")
    assert rows["state"].to_dict() == {
        1: "done",
        2: "done",
        3: "unknown",
        4: "overdue",
        5: "unknown",
        6: "overdue",
        7: "open",
    }
    assert list(rows.loc[4, ["units_received", "units_expected"]]) == [4, 24]
    assert rows["done_source"].notna().tolist() == [True, True] + [False] * 5


def matrix():
    table = tables.progress(states(AFTER).reset_index(), ask("sheet_progress"))
    return table.set_index("Đơn vị")


def test_the_matrix_says_complete_doubtful_missing_and_not_asked(sent):
    rows = matrix()
    assert rows.shape == (25, 3 + 16)
    assert rows.loc["Quy Nhơn", ["Số liệu đến", "Bản", "Hộ, tỷ lệ"]].tolist() == [
        "28/03/2025",
        "1",
        "100%",
    ]
    assert rows.loc["Tuy Phước", "Chính sách"] == "97% ▲2"
    assert rows.loc["Phù Cát", "Diễn biến nghèo"] == "100% ▲2"
    assert rows.loc["Sở Y tế", ["Hộ, tỷ lệ", "Kết quả khác"]].tolist() == ["–", "…"]
    assert rows.loc["Mặt trận tỉnh", ["Quỹ", "Nguồn vốn"]].tolist() == ["…", "–"]


def test_an_optional_sheet_that_was_left_out_is_not_half_done(sent):
    rows = matrix()
    assert rows.loc["Quy Nhơn", ["Nhu cầu vốn", "Xã"]].tolist() == ["…", "…"]
    assert rows.loc["An Lão", ["Nhu cầu vốn", "Xã"]].tolist() == ["100%", "100%"]


def test_a_missing_district_is_late_in_the_matrix(use, data_without_a_district):
    use(data_without_a_district)
    row = matrix().loc["Tây Sơn"]
    assert row[["Thời hạn", "Số liệu đến", "Bản", "Hộ, tỷ lệ"]].tolist() == [
        "▼ quá hạn 10 ngày",
        "…",
        "…",
        "…",
    ]


@pytest.mark.parametrize("listed", [listings.findings, listings.open_findings])
def test_findings_stand_in_official_order_of_units(listed, sent):
    order = list(ask("unit_progress", today=AFTER)["name"])
    places = [order.index(name) for name in listed()["Đơn vị"]]
    assert places == sorted(places)


def test_the_picture_of_the_plan_carries_the_mark_of_the_workbooks_it_counts(data):
    picture = plan.plan_of_tasks(AFTER)
    assert picture.source.startswith(formats.ILLUSTRATIVE)
    assert formats.ILLUSTRATIVE in picture.figure.layout.title.text.replace("<br>", " ")


def test_findings_are_filtered_by_unit_severity_and_rule(data):
    assert set(listings.findings(unit_code="548")["Quy tắc"]) == {"V20", "V21"}
    assert listings.findings(severity="error").empty
    assert len(listings.findings(rule="V33")) == 1


def test_open_findings_are_those_of_workbooks_that_were_sent(sent):
    assert set(listings.open_findings(unit_code="548")["Quy tắc"]) >= {"V20", "V21"}
    assert set(listings.findings()["Đơn vị"]) > set(listings.open_findings()["Đơn vị"])
    assert listings.open_findings(severity="error").empty
    assert set(listings.rules_found()) == set(listings.open_findings()["Quy tắc"])


def test_only_units_with_something_to_do_are_reminded(sent):
    reminders = listings.reminders(AFTER)
    assert "còn 2 cảnh báo" in reminders["Ủy ban nhân dân huyện Phù Cát"]
    assert "Ủy ban nhân dân thành phố Quy Nhơn" not in reminders


def test_nobody_is_reminded_of_findings_in_a_sample(data):
    reminders = listings.reminders(AFTER)
    assert len(reminders) == 25
    assert all("chưa nhận được biểu số liệu" in text for text in reminders.values())
    assert not any("cảnh báo" in text for text in reminders.values())
