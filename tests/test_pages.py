"""Every page in every state it can be in, run by Streamlit's own test runner."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pictures import listings
from dashboard.store.database import ask
from dashboard.web import controls
from dashboard.words import markup

FRAME = "../dashboard/web/frame.py"
PAGES = {
    "overview": "../../pages/overview.py",
    "comparison": "../../pages/comparison.py",
    "trends": "../../pages/trends.py",
    "profile": "../../pages/profile.py",
    "deprivation": "../../pages/deprivation.py",
    "gaps": "../../pages/gaps.py",
    "targets": "../../pages/targets.py",
    "capital": "../../pages/capital.py",
    "presentation": "../../pages/presentation.py",
    "policies": "../../pages/policies.py",
    "proposals": "../../pages/proposals.py",
    "progress": "../../pages/progress.py",
    "intake": "../../pages/intake.py",
    "sources": "../../pages/sources.py",
}
ENGLISH = re.compile(
    r"\b(the|district|year|value|none|nan|download|search|select|loading|error|total)\b", re.I
)


def opened(page, **parameters):
    """Open a page as a viewer with this address."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name.replace("_", "-")] = value
    app.run()
    if page != "overview":
        app.switch_page(PAGES[page]).run()
    return app


def words(app):
    """Give the text that the page shows, without tags."""
    parts = [
        getattr(element.proto, "body", "") or str(getattr(element, "value", ""))
        for kind in ("title", "subheader", "markdown", "caption", "warning", "info", "html")
        for element in app.get(kind)
    ]
    shown = re.sub(r"<style>.*?</style>", " ", " ".join(parts), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", shown))


STATES = {
    "latest": {},
    "baseline": {"nam": "Đầu kỳ"},
    "estimate": {"nam": "2025 (ước)"},
    "urban": {"khu_vuc": "Thành thị"},
    "district": {"huyen": "An Lão"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_stands_in_every_state_with_the_mark_and_in_vietnamese(page, state, data):
    app = opened(page, **STATES[state])
    assert not app.exception
    text = words(app)
    assert len(app.title) == 1
    assert "Số liệu minh hoạ" in text
    assert not ENGLISH.search(text), ENGLISH.search(text)


TABS = {
    ("comparison", "xem"): [
        "Thay đổi so với đầu kỳ",
        "Lược đồ",
        "Lược đồ các năm",
        "Hai huyện",
        "Bảng và định nghĩa",
    ],
    ("trends", "xu_huong"): ["So với mức chung", "Tốc độ giảm", "Khoảng cách giữa các huyện"],
    ("deprivation", "thieu_hut"): ["Theo dịch vụ", "Thay đổi", "Số thiếu hụt mỗi hộ", "Trẻ em"],
    ("targets", "chi_tieu_nao"): ["Theo huyện", "Chỉ tiêu tỷ lệ", "So với cả nước và vùng"],
    ("capital", "von"): [
        "Theo năm",
        "Theo huyện",
        "Huyện và dự án",
        "Theo nguồn",
        "Tiền và kết quả",
    ],
    ("policies", "chinh_sach"): [
        "Tín dụng chính sách",
        "Bảo hiểm y tế và hỗ trợ khác",
        "Quỹ Vì người nghèo",
        "Thi đua, khen thưởng",
    ],
    ("proposals", "de_xuat"): ["Nhu cầu vốn", "Kịch bản 2026–2030"],
    ("presentation", "trinh_chieu"): ["Sửa kịch bản", "Tệp mang đi", "Phím bấm"],
}
EVERY_TAB = [(page, key, tab) for (page, key), tabs in TABS.items() for tab in tabs]


@pytest.mark.parametrize("state", ["latest", "baseline", "estimate", "district"])
@pytest.mark.parametrize(("page", "key", "tab"), EVERY_TAB)
def test_a_tab_stands_in_every_state(page, key, tab, state, data):
    app = opened(page, **{key: tab}, **STATES[state])
    assert not app.exception
    assert not ENGLISH.search(words(app))
    assert not app.warning


@pytest.mark.parametrize(("page", "key", "tab"), EVERY_TAB)
def test_a_tab_stands_without_a_district_and_without_any(
    page, key, tab, use, data_without_a_district, data_without_workbooks
):
    for folder in (data_without_a_district, data_without_workbooks):
        use(folder)
        app = opened(page, **{key: tab})
        assert not app.exception


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("parameters", [{}, {"huyen": "Tây Sơn"}])
def test_a_missing_district_is_said_not_hidden(page, parameters, use, data_without_a_district):
    use(data_without_a_district)
    app = opened(page, **parameters)
    assert not app.exception
    assert "Đã nhận 10/11 huyện" in words(app)


def test_the_overview_does_not_compare_an_incomplete_province(use, data_without_a_district):
    use(data_without_a_district)
    title = opened("overview").title[0].value
    assert "(mới có 10/11 huyện)" in title
    assert "so với" not in title


def test_the_profile_of_a_missing_district_says_that_it_did_not_submit(
    use, data_without_a_district
):
    use(data_without_a_district)
    text = words(opened("profile", huyen="Tây Sơn"))
    assert "chưa nộp biểu số liệu" in text
    assert "…" in text


@pytest.mark.parametrize("page", PAGES)
def test_without_workbooks_a_page_says_why_it_is_empty(page, use, data_without_workbooks):
    use(data_without_workbooks)
    app = opened(page)
    assert not app.exception
    assert "Chưa có" in words(app)


def test_without_a_snapshot_the_page_says_what_to_run(use, tmp_path):
    use(tmp_path)
    app = opened("overview")
    assert not app.exception
    assert app.title[0].value == "Chưa có dữ liệu"
    assert "python -m dashboard build" in words(app)


def test_the_overview_opens_with_the_finding_of_the_latest_results(data):
    assert opened("overview").title[0].value == (
        "Đến cuối năm 2024, toàn tỉnh còn 6.468 hộ nghèo, giảm 18.853 hộ so với đầu kỳ"
    )


def test_the_baseline_is_named_so(data):
    title = opened("overview", nam="Đầu kỳ").title[0].value
    assert title == "Đầu kỳ, toàn tỉnh có 25.321 hộ nghèo"


def test_an_estimate_is_named_so_and_not_judged(data):
    app = opened("overview", nam="2025 (ước)")
    assert app.title[0].value.startswith("Ước đến cuối năm 2025")
    assert "chưa đánh giá" in words(app)


def test_the_profile_without_a_district_asks_for_one(data):
    assert opened("profile").title[0].value == "Chọn một huyện để xem hồ sơ"


def test_an_address_that_names_no_option_is_answered(data):
    app = opened("overview", huyen="Huyện Không Có")
    assert "“Huyện Không Có” nhưng không có lựa chọn này" in app.warning[0].value


def test_text_from_a_workbook_is_never_html(data):
    panel = markup.text_panels([("Mục", "<img src=x onerror=alert(1)>")])
    assert "<img" not in panel


def test_every_indicator_can_be_chosen_by_a_name_of_its_own(data):
    for indicators in (listings.indicators(), ask("comparable_indicators")):
        assert indicators["name"].duplicated().any()
        assert controls.distinct_names(indicators).is_unique


@pytest.mark.parametrize("page", PAGES)
def test_an_earlier_state_is_shown_and_said(page, use, data_with_versions):
    use(data_with_versions)
    app = opened(page, tai_ngay="20/03/2025")
    assert not app.exception
    assert "Đang xem số liệu tại ngày 20/03/2025, không phải mới nhất" in words(app)
    assert "Đang xem số liệu" not in words(opened(page))


@pytest.mark.parametrize(
    ("parameters", "loans"), [({}, "710"), ({"tai_ngay": "20/03/2025"}, "700")]
)
def test_the_numbers_are_those_of_the_day(parameters, loans, use, data_with_versions):
    use(data_with_versions)
    name = "Số lượt hộ vay vốn tín dụng chính sách"
    address = {"so_lieu": name, "nam": "2024", "huyen": "An Lão"}
    app = opened("sources", **address, **parameters)
    assert app.dataframe[0].value["Giá trị"].tolist() == [loans]


def test_an_unknown_day_in_the_address_is_said(use, data_with_versions):
    use(data_with_versions)
    app = opened("overview", tai_ngay="01/01/2020")
    assert "Địa chỉ ghi số liệu tại ngày “01/01/2020”" in words(app)


def test_two_versions_are_compared_cell_by_cell(use, data_with_versions):
    use(data_with_versions)
    app = opened("sources", bang="Các bản nộp")
    text = " ".join(words(app).split())
    assert "Số lượt hộ vay vốn tín dụng chính sách 2024 chung 700 710" in text


@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        ("Đơn vị và biểu", "Quy Nhơn ● đúng hạn (28/03/2025)"),
        ("Nhiệm vụ của kế hoạch", "2/7 nhiệm vụ của Kế hoạch 22/KH-UBND đã xong"),
        ("Phát hiện còn mở", "theo diễn biến, cuối năm còn 1.116 hộ nghèo"),
    ],
)
def test_each_tab_of_the_tracker_stands(tab, shown, sent):
    app = opened("progress", tien_do=tab)
    assert not app.exception
    assert shown in " ".join(words(app).split())


def test_the_tracker_of_a_clean_clone_says_that_samples_are_shown(data):
    app = opened("progress")
    assert app.title[0].value.startswith("Chưa đơn vị nào nộp biểu: số liệu trên màn hình lấy từ")
    assert "đúng hạn" not in words(app)


@pytest.mark.parametrize(
    ("address", "day", "shown"),
    [
        ({}, "28/03/2025", "Quy Nhơn ○ chưa nộp, còn hạn"),
        ({"tai_ngay": "10/04/2025"}, "10/04/2025", "Quy Nhơn ▼ quá hạn 10 ngày"),
    ],
)
def test_before_any_publication_lateness_is_told_for_a_day_that_can_be_set(
    address, day, shown, data
):
    app = opened("progress", **address)
    text = " ".join(words(app).split())
    assert f"tính đến ngày {day}" in text
    assert shown in text


def test_a_day_that_is_none_is_said_and_not_used(data):
    app = opened("progress", tai_ngay="31/02/2025")
    assert not app.exception
    text = " ".join(words(app).split())
    assert "“31/02/2025” không phải là một ngày" in text
    assert "Quy Nhơn ○ chưa nộp, còn hạn" in text


def test_a_reminder_can_be_copied(data):
    app = opened("progress", tien_do="Nhắc việc", nhac="Sở Y tế")
    assert app.code[0].value.startswith("Kính gửi: Sở Y tế")


def test_the_page_of_capital_names_the_units_that_its_sums_still_lack(data):
    assert "chưa có số của 13 đơn vị cấp tỉnh chưa nộp biểu" in words(opened("capital"))
    assert "đơn vị cấp tỉnh chưa nộp biểu" not in words(opened("capital", huyen="Tây Sơn"))
