"""The booklet of profiles: every district in order, texts as data, the mark, nothing invented."""

import re
from datetime import date

import pytest

from dashboard.catalogue.reference import load
from dashboard.exports import profiles_html
from dashboard.making import sample
from dashboard.pictures import common
from dashboard.store import build, database
from dashboard.words import formats, markup
from dashboard.workbook import writing
from dashboard.workbook.writing import Cover
from tests.conftest import MISSING, copied

YEAR = 2024
OFFICIAL = ["540", "550", "549", "548", "545", "543", "544", "547", "551", "546", "542"]
MOST_BYTES = 12_000_000
HOSTILE = "</span><script>alert(1)</script>&amp; ${x} $title <img src=x onerror=alert(1)>"
SHEET = re.compile(r'<section class="sheet".*?</section>', re.DOTALL)


def made(folder, year=YEAR, area_codes=None):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder))
        database.unpin()
        return profiles_html.html(year, area_codes)


@pytest.fixture(scope="module")
def file(complete_data):
    return made(complete_data)


@pytest.fixture(scope="module")
def own_file(tmp_path_factory):
    """Give the booklet of a lone district that sent figures of its own and hostile texts."""
    folder = copied(tmp_path_factory.mktemp("own"), without="5")
    reference = load(folder)
    texts = {code: HOSTILE for code, section in reference.sections.items() if section.is_asked}
    writing.write(
        "540",
        folder / "sample" / "540.xlsx",
        reference=reference,
        values=sample.values_of("540", reference),
        cover=Cover(date(2025, 3, 28), texts=texts),
    )
    build.build(folder)
    return made(folder, area_codes=["540"])


def test_every_district_has_two_sheets_in_official_order_between_cover_and_sources(file):
    sheets = SHEET.findall(file)
    assert len(sheets) == 1 + 2 * len(OFFICIAL) + 1
    assert re.findall(r'id="huyen-(\d+)"', file) == OFFICIAL
    assert re.findall(r'href="#huyen-(\d+)"', sheets[0]) == OFFICIAL
    assert [f"<b>{number}/24</b></footer>" in sheet for number, sheet in enumerate(sheets, 1)] == [
        True
    ] * 24
    assert "Định nghĩa các chỉ tiêu so sánh" in sheets[-1]


def test_a_districts_name_and_its_day_stand_on_both_its_sheets(file, data):
    sheets = SHEET.findall(file)[1:-1]
    for place, code in enumerate(OFFICIAL):
        name = database.ask("district_header", area_code=code)["full_name"].iloc[0]
        for sheet in sheets[2 * place : 2 * place + 2]:
            assert f"<header><b>{name}</b><span>Số liệu tính đến ngày 28/03/2025</span>" in sheet


def test_the_cards_and_the_cover_hold_the_numbers_of_the_queries(file, data):
    sheets = SHEET.findall(file)
    rows = database.ask(
        "indicator_by_district", indicator_code=common.POVERTY_RATE, year=YEAR, settlement="total"
    ).set_index("area_code")
    for place, code in enumerate(OFFICIAL):
        rate = formats.number(rows.loc[code, "value"], 2)
        assert f'<div class="value">{rate} <small>%</small>' in sheets[1 + 2 * place]
        line = re.search(rf'<tr><th scope="row"><a href="#huyen-{code}">.*?</tr>', sheets[0])[0]
        assert f"<td>{rate}</td>" in line


def test_the_file_carries_everything_and_may_fetch_nothing(file):
    assert len(file.encode()) < MOST_BYTES
    assert file.count("plotly.js v") == 1
    assert "default-src 'none'" in file
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", file)


def test_the_mark_is_on_every_sheet_of_illustrative_data(file):
    mark = f'<span class="mark">{formats.ILLUSTRATIVE}</span></header>'
    assert all(mark in sheet for sheet in SHEET.findall(file))


def test_a_districts_own_figures_carry_no_mark(own_file):
    assert formats.ILLUSTRATIVE not in own_file


def test_a_text_is_shown_as_it_was_written_and_makes_no_element(own_file):
    assert own_file.count(markup.escaped(HOSTILE)) == 13
    assert "<script>alert" not in own_file
    assert "<img" not in "".join(SHEET.findall(own_file))


def test_data_in_the_script_cannot_end_it():
    assert "<" not in profiles_html.talk_html.in_script({"a": "</script>"})


def test_a_district_that_sent_nothing_says_so_and_shows_no_zero(data_without_a_district):
    file = made(data_without_a_district, area_codes=[MISSING])
    cover, first, second, sources = SHEET.findall(file)
    assert "<td>…</td><td>…</td><td>chưa nộp</td>" in cover
    for sheet in (first, second):
        assert "<span>… chưa nộp</span>" in sheet
    assert set(re.findall(r'<div class="value">(.*?) <small>', first)) == {"…"}
    assert set(re.findall(r"<dd>(.*?)</dd>", second)) == {"…"}
    assert ">… chưa nộp</td>" in sources


def test_chosen_districts_come_in_official_order_whatever_order_they_are_named_in(complete_data):
    file = made(complete_data, area_codes=["542", "540"])
    assert re.findall(r'id="huyen-(\d+)"', file) == ["540", "542"]
    assert "Hồ sơ 2 huyện, thị xã, thành phố" in file


@pytest.mark.parametrize(
    ("year", "area_codes", "words"),
    [
        (YEAR, ["52"], "Không có huyện mang mã 52"),
        (YEAR, [], "Chưa chọn huyện nào"),
        (2019, None, "Chưa có huyện nào nộp số liệu năm 2019"),
    ],
    ids=["no district", "none", "year without results"],
)
def test_what_cannot_be_made_is_refused(year, area_codes, words, complete_data):
    with pytest.raises(ValueError, match=words):
        made(complete_data, year, area_codes)


def test_before_anything_was_sent_there_is_no_booklet(data_without_workbooks):
    with pytest.raises(ValueError, match="Chưa có huyện nào nộp số liệu năm 2024"):
        made(data_without_workbooks)


def test_a_figure_is_laid_out_without_its_signature_at_most_as_high_as_its_place(data):
    picture = profiles_html.profile.position("542", YEAR)
    own = profiles_html.laid_out(profiles_html.Placed(picture, 800, 9999))["layout"]
    less = profiles_html.laid_out(profiles_html.Placed(picture, 800, 300, right=20))["layout"]
    assert "title" not in own
    assert (own["width"], own["height"]) == (800, 40 * 14 + 60)
    assert (less["height"], less["margin"]["r"]) == (300, 20)
