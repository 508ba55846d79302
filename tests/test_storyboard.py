"""A storyboard is data: what is read is written back, and a wrong file is refused in words."""

import json
from dataclasses import replace

import pytest

from dashboard.talk import storyboard
from dashboard.talk.storyboard import Scene, Storyboard, StoryboardError

PLAIN = {"scene_id": "mot", "part": "Kết quả", "question": "Đã đạt gì?", "picture": "luoc-do"}
PLAN = [
    "Kết quả so với mục tiêu",
    "Kết quả theo huyện",
    "Các chiều thiếu hụt",
    "Khoảng cách",
    "Nguồn vốn",
    "Chính sách và Quỹ Vì người nghèo",
    "Thi đua, khen thưởng",
    "Đề xuất 2026–2030",
]


def content(*scenes, **more):
    return json.dumps({"title": "T", "subtitle": "S", "scenes": scenes, **more}).encode()


def refusal(held):
    with pytest.raises(StoryboardError) as refused:
        storyboard.parsed(held, name="a.json")
    return str(refused.value)


def test_the_project_has_12_to_15_scenes_in_the_order_of_the_plan():
    scenes = storyboard.load().scenes
    assert 12 <= len(scenes) <= 15
    assert list(dict.fromkeys(scene.part for scene in scenes)) == PLAN
    assert all(scene.question.endswith("?") and scene.note for scene in scenes)


def test_the_projects_own_file_is_what_the_program_writes():
    assert storyboard.saved(storyboard.load()) == storyboard.STORYBOARD.read_bytes()


def test_the_storyboard_is_that_of_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    assert storyboard.load() == storyboard.load(storyboard.STORYBOARD)
    own = replace(storyboard.load(), title="Của thư mục này")
    (tmp_path / "storyboard.json").write_bytes(storyboard.saved(own))
    assert storyboard.load() == own


@pytest.mark.parametrize("spoil", [lambda path: path.mkdir(), lambda path: path.write_text("{")])
def test_a_storyboard_that_cannot_be_read_is_said_in_words(spoil, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    spoil(tmp_path / "storyboard.json")
    with pytest.raises(StoryboardError, match=r"Tệp storyboard\.json: không"):
        storyboard.load()


def test_everything_of_a_scene_comes_back_from_the_file():
    scene = Scene(
        "hai",
        "P",
        "Q?",
        "luoc-do",
        2023,
        "rural",
        "542",
        "Còn {ho_ngheo}",
        ("giam_ngheo > 0",),
        "dòng 1\ndòng 2",
        True,
    )
    board = Storyboard("T", "S", (scene,), frozen_after=3)
    assert storyboard.parsed(storyboard.saved(board), name="a.json") == board


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (b"\xff\xfe", "Tệp a.json: không phải tệp kịch bản (JSON)."),
        (b"[" * 100_000, "Tệp a.json: không phải tệp kịch bản (JSON)."),
        (b"{", "Tệp a.json: không phải tệp kịch bản (JSON)."),
        (b"[]", "Tệp a.json: không có danh sách cảnh “scenes”."),
        (content(), "Tệp a.json: có 0 cảnh, cần từ 1 đến 40 cảnh."),
        (content("x"), "Tệp a.json, cảnh 1: không phải một cảnh."),
        (content(PLAIN, PLAIN), "Tệp a.json, cảnh 2: mã “mot” đã dùng cho cảnh trước."),
        (content(PLAIN | {"mau": 1}), "Tệp a.json, cảnh 1: không có mục “mau”."),
        (
            content(PLAIN | {"scene_id": "../x"}),
            "Tệp a.json, cảnh 1: mã cảnh “../x” chỉ được gồm chữ thường không dấu, số và dấu gạch "
            "nối.",
        ),
        (content(PLAIN | {"picture": ""}), "Tệp a.json, cảnh 1: chưa có hình (mục “picture”)."),
        (
            content(PLAIN | {"year": "2024"}),
            "Tệp a.json, cảnh 1: mục “year” phải là số nguyên, đang là “2024”.",
        ),
        (
            content(PLAIN | {"year": True}),
            "Tệp a.json, cảnh 1: mục “year” phải là số nguyên, đang là “True”.",
        ),
        (
            content(PLAIN | {"settlement": "sea"}),
            "Tệp a.json, cảnh 1: khu vực “sea” không có; cần một trong total, urban, rural.",
        ),
        (
            content(PLAIN | {"claims": "a > b"}),
            "Tệp a.json, cảnh 1: mục “claims” phải là danh sách câu chữ.",
        ),
        (
            content(PLAIN | {"hidden": "yes"}),
            "Tệp a.json, cảnh 1: mục “hidden” phải là true hoặc false.",
        ),
        (content(PLAIN | {"note": 5}), "Tệp a.json, cảnh 1: mục “note” phải là chữ, đang là “5”."),
        (
            content(PLAIN, frozen_after=-1),
            "Tệp a.json: mục “frozen_after” phải là số nguyên, đang là “-1”.",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_what_was_found(held, words):
    assert refusal(held) == words


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (1, 1, "acb")],
)
def test_a_scene_moves_one_place_and_never_past_an_end(place, by, order):
    board = Storyboard("T", "S", tuple(Scene(each, "", "?", "luoc-do") for each in "abc"))
    assert "".join(each.scene_id for each in storyboard.moved(board, place, by).scenes) == order


def test_a_changed_scene_takes_the_place_of_the_old_one():
    board = Storyboard("T", "S", tuple(Scene(each, "", "?", "luoc-do") for each in "abc"))
    changed = storyboard.with_scene(board, 1, replace(board.scenes[1], hidden=True))
    assert [scene.hidden for scene in changed.scenes] == [False, True, False]
