"""Each page can be read: whole labels, no English, no barrier, nothing wider than the window."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from dashboard.words import formats
from tests.browser import driver, looks, viewer
from tests.browser.axe import axe_violations
from tests.browser.server import AppServer
from tests.browser.visitors import visitors

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

VIEWS = (
    "/",
    "/?khu-vuc=Thành+thị&nam=Đầu+kỳ",
    "/?huyen=Tây+Sơn&nam=2025+(ước)",
    "/so-sanh-huyen?huyen=An+Lão",
    "/so-sanh-huyen?xem=Thay+đổi+so+với+đầu+kỳ",
    "/so-sanh-huyen?xem=Lược+đồ&nam=2023",
    "/so-sanh-huyen?xem=Lược+đồ&huyen=An+Lão",
    "/so-sanh-huyen?xem=Lược+đồ+các+năm&huyen=Hoài+Ân",
    "/so-sanh-huyen?xem=Hai+huyện&huyen=An+Lão&so-voi=Vân+Canh",
    "/so-sanh-huyen?xem=Bảng+và+định+nghĩa",
    "/xu-huong",
    "/xu-huong?xu-huong=So+với+mức+chung&huyen=An+Lão",
    "/xu-huong?xu-huong=Tốc+độ+giảm",
    "/ho-so-huyen",
    "/ho-so-huyen?huyen=An+Lão",
    "/ho-so-huyen?huyen=Quy+Nhơn&nam=2025+(ước)",
    "/ngheo-da-chieu",
    "/ngheo-da-chieu?thieu-hut=Thay+đổi&huyen=An+Lão",
    "/khoang-cach",
    "/muc-tieu?cap=Tỉnh+giao+toàn+tỉnh",
    "/muc-tieu?chi-tieu-nao=Theo+huyện",
    "/muc-tieu?chi-tieu-nao=Chỉ+tiêu+tỷ+lệ",
    "/nguon-von-va-du-an",
    "/nguon-von-va-du-an?von=Huyện+và+dự+án&huyen=An+Lão",
    "/nguon-von-va-du-an?von=Tiền+và+kết+quả",
    "/chinh-sach-quy-thi-dua",
    "/chinh-sach-quy-thi-dua?chinh-sach=Quỹ+Vì+người+nghèo&huyen=An+Lão",
    "/de-xuat-2026-2030?noi-dung=Giải+pháp",
    "/de-xuat-2026-2030?de-xuat=Kịch+bản+2026–2030",
    "/trinh-chieu",
    "/trinh-chieu?trinh-chieu=Sửa+kịch+bản",
    "/tien-do-tong-ket",
    "/tien-do-tong-ket?tien-do=Nhiệm+vụ+của+kế+hoạch",
    "/tien-do-tong-ket?tien-do=Phát+hiện+còn+mở",
    "/tien-do-tong-ket?tien-do=Nhắc+việc",
    "/kiem-tra-va-nop-so-lieu",
    "/so-lieu-va-nguon",
    "/so-lieu-va-nguon?bang=Số+đã+công+bố",
    "/so-lieu-va-nguon?bang=Kết+quả+kiểm+tra",
    "/so-lieu-va-nguon?bang=Các+bản+nộp",
    "/so-lieu-va-nguon?bang=Danh+mục+chỉ+tiêu",
)


@pytest.fixture(scope="module")
def visitor(
    server: AppServer,
    context_for: "Callable[[AppServer, tuple[int, int]], BrowserContext]",
) -> "Iterator[Page]":
    """Give one watched page for all views."""
    with visitors(context_for) as visit:
        yield visit(server)


@pytest.fixture(scope="module", params=VIEWS)
def view(request: pytest.FixtureRequest, visitor: "Page") -> "Page":
    """Give each view, opened once for all the claims about it."""
    resize(visitor, driver.FULL_HD)
    driver.open_path(visitor, request.param)
    return visitor


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Give the pages that axe has judged."""
    return set()


def resize(page: "Page", size: tuple[int, int]) -> None:
    """Make the window as large as one of the screens."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def test_no_exception_is_in_view(view: "Page"):
    assert driver.visible_exceptions(view) == []


def test_no_english_word_is_left(view: "Page"):
    assert looks.english_words(view) == []


@pytest.mark.parametrize("size", [driver.FULL_HD, driver.LAPTOP], ids=["1920", "1366"])
def test_labels_and_the_mark_are_whole_at_every_size(size: tuple[int, int], view: "Page"):
    resize(view, size)
    driver.settle(view)
    assert looks.label_faults(view) == []
    assert looks.overflows(view) == []
    mark = view.locator("p.state .mark")
    assert mark.is_visible()
    assert mark.inner_text() == formats.ILLUSTRATIVE


def test_axe_finds_no_serious_barrier_on_any_page(view: "Page", looked_at: set[str]):
    # The other views of a page are made of the same parts.
    path = urlsplit(view.url).path
    if path in looked_at:
        return
    looked_at.add(path)
    # Last of the claims about a view: axe judges the contrast of what is in the window.
    resize(view, driver.FULL_HD)
    driver.grow_to_content(view)
    assert axe_violations(view) == []


def test_the_table_under_a_picture_has_no_barrier_and_no_english_word(page: "Page"):
    driver.open_path(page, "/")
    viewer.open_table(page, 0)
    driver.grow_to_content(page)
    assert looks.english_words(page) == []
    assert axe_violations(page) == []


def test_a_search_without_a_hit_is_answered_in_vietnamese(page: "Page"):
    driver.open_path(page, "/so-sanh-huyen")
    viewer.search(page, "Chỉ tiêu", "xyz")
    assert looks.english_words(page) == []
    [answer] = page.locator('[role="listbox"] span').all()
    content = answer.evaluate("span => getComputedStyle(span, '::after').content")
    assert content == '"Không có lựa chọn phù hợp"'
