"""What comes from outside is shown as the text that it is: no link, picture, heading or script."""

import re

import pytest

from dashboard.words import markup
from tests.test_pages import opened

TRAPS = [
    "# Số liệu đã bị rút lại",
    "[đăng nhập lại](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "https://evil.example www.evil.example a@evil.example",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "**đậm** _nghiêng_ ~~bỏ~~ `mã` $x^2$ :red[đỏ] :smile: :material/home:",
    "a\n\n# b\n\n| a |\n|---|\n| b |",
    "[x]: https://evil.example\n\n[x]",
    "<https://evil.example> &lt;b&gt;",
    "1. một",
    "- một",
]
KEYS = {
    "overview": ["huyen", "nam", "khu_vuc"],
    "comparison": ["chi_tieu", "thu_tu", "muc_giam", "xem"],
    "trends": ["chi_tieu", "cach_tinh", "truc", "xu_huong"],
    "deprivation": ["loai_ho", "thieu_hut"],
    "targets": ["cap", "danh_gia", "chi_tieu_nao"],
    "capital": ["nguon", "loai_von", "von"],
    "proposals": ["noi_dung", "de_xuat", "giam_thap"],
    "progress": ["tai_ngay", "tien_do"],
    "sources": ["so_lieu", "bang"],
    "intake": ["don_vi_toi"],
}
# What Markdown makes a link, a picture, a heading or HTML of; escaped it is none of them.
ACTIVE = re.compile(r"(?<!\\)\]\(|(?<!\\)<|^\s*#|https?:|www\.|\w@|(?<!\\)[*_`$~]|:\w+:|:red", re.M)


@pytest.mark.parametrize("trap", TRAPS)
def test_text_from_outside_is_no_markup(trap):
    shown = markup.in_markdown(trap)
    assert not ACTIVE.search(shown), shown
    assert "\n" not in shown
    assert markup.JOINER in shown or "\\" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Đến cuối năm 2024, toàn tỉnh còn 6.468 hộ nghèo, giảm 18.853 hộ (mới có 10/11 huyện)",
        "An Lão: giảm 4,5 điểm % – từ 12,3 % xuống 7,8 %; “đạt”",
        "-5,2",
        "1.234,56",
        "…",
    ],
)
def test_a_plain_sentence_stays_as_it_is(text):
    assert markup.in_markdown(text) == text


def test_a_long_text_of_the_address_is_cut():
    assert len(markup.quoted("a" * 100_000)) < 100


@pytest.mark.parametrize(("page", "key"), [(page, key) for page in KEYS for key in KEYS[page]])
def test_the_address_writes_nothing_on_the_page(page, key, data):
    trap = TRAPS[1] + " " + " ".join(TRAPS[2:6])
    app = opened(page, **{key: trap})
    assert not app.exception
    for each in (*app.warning, *app.error, *app.info, *app.title, *app.subheader, *app.caption):
        assert not ACTIVE.search(str(each.value)), each.value
