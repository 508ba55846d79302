"""What is said in a talk follows the data; a sentence that no longer holds is not presented."""

from dataclasses import replace

import pytest

from dashboard.pictures import common
from dashboard.store.database import ask
from dashboard.talk import storyboard, talks
from dashboard.talk.storyboard import Scene, Storyboard, StoryboardError

DISTRICTS = 11


def board_of(**more):
    return Storyboard("T", "S", (Scene("mot", "P", "Q?", "thay-doi", **more),))


def only(board):
    return talks.talk(board).slides[0]


def test_every_scene_of_the_project_is_made_and_holds_its_claims(data):
    board = storyboard.load()
    made = talks.talk(board)
    assert [each.scene_id for each in made.slides] == [each.scene_id for each in board.scenes]
    assert [each.review for each in made.slides] == [None] * len(board.scenes)
    for each in made.slides:
        assert each.views[""].message
        assert len(each.views) in (1, 1 + DISTRICTS)
    assert made.illustrative
    assert common.source() == made.source


@pytest.mark.parametrize("code", talks.DRAWINGS)
def test_every_picture_on_offer_can_be_a_scene(code, data):
    each = only(Storyboard("T", "S", (Scene("mot", "P", "Q?", code),)))
    assert each.takes_district == talks.DRAWINGS[code].takes_district
    assert each.views[""].picture.figure.data


def test_a_message_says_the_numbers_of_the_data(data):
    row = ask("talk_facts", year=2024).set_index("fact_code")["value"]
    text = f"{row['ty_le_da_chieu']:.2f}".replace(".", ",")
    said = only(board_of(message="Còn {ty_le_da_chieu}", claims=("so_huyen_giam = so_huyen",)))
    assert said.views[""].message == f"Còn {text} %"
    assert said.review is None


def test_facts_are_ratios_of_sums_and_differences_of_the_same_rates(data):
    row = ask("talk_facts", year=2024).set_index("fact_code")["value"]
    trend = ask(
        "indicator_trend",
        indicator_code="multidimensional_poverty_rate",
        area_codes=("52",),
        settlement="total",
    ).set_index("year")["value"]
    assert row["ty_le_da_chieu"] == pytest.approx(trend[2024])
    assert row["giam_da_chieu"] == pytest.approx(trend[2021] - trend[2024])
    assert row["ho_ngheo_dau_ky"] - row["ho_ngheo"] == row["giam_ho_ngheo"]
    assert (row["so_huyen"], row["so_huyen_giam"]) == (DISTRICTS, DISTRICTS)


@pytest.mark.parametrize(
    ("message", "claim", "why"),
    [
        ("Giảm", "ty_le_ngheo < 1", "điều kiện “ty_le_ngheo < 1” không còn đúng"),
        ("Giảm", "so_huyen_giam > so_huyen", "điều kiện “so_huyen_giam > so_huyen” không còn đúng"),
        ("Giảm", "ty_le_ngheo ~ 1", "không hiểu điều kiện “ty_le_ngheo ~ 1”"),
        ("Giảm", "khong_co > 1", "chưa đủ số liệu để xét “khong_co > 1”"),
        ("Còn {khong_co}", "so_huyen > 1", "không có số liệu tên “khong_co”"),
    ],
)
def test_a_message_that_does_not_hold_is_not_presented(message, claim, why, data):
    said = only(board_of(message=message, claims=(claim,)))
    assert said.review == f"cần xem lại: {why}"
    assert said.views[""].message == said.views[""].picture.finding


def test_a_claim_reads_numbers_as_they_are_written_in_vietnamese(data):
    claims = ("ho_ngheo < 6.469", "ty_le_ngheo >= 1,4")
    assert only(board_of(message="Ít", claims=claims)).review is None


def test_a_message_waits_for_the_missing_district(use, data_without_a_district):
    use(data_without_a_district)
    said = only(board_of(message="Cả {so_huyen} giảm {giam_da_chieu}"))
    assert said.review == "cần xem lại: chưa đủ số liệu “giam_da_chieu”"


def test_a_district_is_named_where_its_finding_is_its_own(data):
    each = only(Storyboard("T", "S", (Scene("mot", "P", "Q?", "vi-tri"),)))
    assert each.views["546"].message.startswith("Vĩnh Thạnh: ")
    assert each.views[""].message.startswith("An Lão: ")


def test_a_hidden_scene_is_not_presented(data):
    scenes = tuple(Scene(each, "P", "Q?", "kich-ban") for each in ("mot", "hai"))
    board = storyboard.with_scene(Storyboard("T", "S", scenes), 0, replace(scenes[0], hidden=True))
    assert [each.scene_id for each in talks.talk(board).slides] == ["hai"]


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        (Scene("mot", "P", "Q?", "khong-co"), "Cảnh “mot”: không có hình “khong-co”."),
        (Scene("mot", "P", "Q?", "luoc-do", year=1999), "Cảnh “mot”: không có số liệu năm 1999."),
        (Scene("mot", "P", "Q?", "luoc-do", district="1"), "Cảnh “mot”: không có huyện mã “1”."),
        (
            Scene("mot", "P", "Q?", "luoc-do", hidden=True),
            "Kịch bản không còn cảnh nào để trình chiếu: mọi cảnh đều bị ẩn.",
        ),
    ],
)
def test_a_scene_that_cannot_be_made_is_named(scene, words, data):
    with pytest.raises(StoryboardError, match=words):
        talks.talk(Storyboard("T", "S", (scene,)))


def test_a_scene_that_cannot_be_made_is_left_out_and_said(use, data_without_a_district):
    use(data_without_a_district)
    scenes = Scene("mot", "P", "Năm 2030?", "kich-ban"), Scene("hai", "P", "Nay?", "luoc-do")
    made = talks.talk(Storyboard("T", "S", scenes))
    assert dict(made.left_out) == {"Năm 2030?": "cần xem lại: Cảnh “mot”: chưa đủ số liệu để vẽ."}
    assert [(each.number, each.scene_id) for each in made.slides] == [(1, "hai")]


def test_without_any_workbook_there_is_no_talk(use, data_without_workbooks):
    use(data_without_workbooks)
    with pytest.raises(StoryboardError, match="Chưa có đơn vị nào nộp biểu"):
        talks.talk(storyboard.load())


def test_a_talk_keeps_to_the_state_it_was_frozen_to(use, data_with_versions):
    use(data_with_versions)
    board = board_of()
    for number, name in ((1, "sau lần công bố 1"), (0, "trước lần công bố đầu tiên")):
        talks.pin_state_of(replace(board, frozen_after=number))
        assert talks.talk(board).version == name
    talks.pin_state_of(board)
    assert talks.talk(board).version == "sau lần công bố 2"


@pytest.mark.parametrize(
    "written", ["5.78", "1.4", "13.83", "13834.", "0.123", "1.2345", "12,5,1", "1,5.2", "5,"]
)
def test_a_number_that_is_not_written_in_vietnamese_is_refused(written, data):
    review = only(board_of(message="Ít", claims=(f"ty_le_ngheo <= {written}",))).review
    assert f"ghi “{written}”" in review


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5,78", 5.78),
        ("13.834", 13834),
        ("1.234.567,5", 1234567.5),
        ("-0,5", -0.5),
        ("13834", 13834),
    ],
)
def test_a_vietnamese_number_is_read_exactly(written, read):
    assert talks.is_number(written)
    assert talks.side_of(written, {}) == read
