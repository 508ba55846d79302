"""The page Trình chiếu: scenes are edited, saved, opened again; nothing of it is written down."""

import json
import shutil

import pytest

from dashboard.talk import storyboard
from tests.test_pages import opened


@pytest.fixture
def app(data):
    made = opened("presentation", trinh_chieu="Sửa kịch bản")
    assert not made.exception
    return made


def button(app, label):
    return next(each for each in app.button if each.label == label)


def scenes(app):
    return app.session_state["storyboard"].scenes


def test_a_scene_is_hidden_and_the_talk_is_one_shorter(app):
    assert "Trình chiếu: 15 cảnh" in app.title[0].value
    button(app, "Ẩn cảnh này").click().run()
    assert "Trình chiếu: 14 cảnh" in app.title[0].value
    button(app, "Hiện cảnh này").click().run()
    assert "Trình chiếu: 15 cảnh" in app.title[0].value


def test_a_scene_moves_and_stays_chosen(app):
    first, second = (each.scene_id for each in scenes(app)[:2])
    button(app, "↓ Ra sau").click().run()
    assert [each.scene_id for each in scenes(app)[:2]] == [second, first]
    assert app.selectbox("scene_edited").value == 1


def test_words_and_note_of_a_scene_are_edited(app):
    app.text_area("ket-qua-chung-cau").set_value("Còn {ho_ngheo}")
    app.text_area("ket-qua-chung-dieu-kien").set_value("ho_ngheo > 0\n\n so_huyen = 11 ")
    app.text_area("ket-qua-chung-ghi-chu").set_value("Nói chậm.")
    button(app, "Áp dụng cho cảnh này").click().run()
    assert not app.exception
    scene = scenes(app)[0]
    assert (scene.message, scene.note) == ("Còn {ho_ngheo}", "Nói chậm.")
    assert scene.claims == ("ho_ngheo > 0", "so_huyen = 11")


def test_a_claim_that_does_not_hold_is_shown_as_to_be_looked_at_again(app):
    app.text_area("ket-qua-chung-dieu-kien").set_value("ho_ngheo = 0")
    button(app, "Áp dụng cho cảnh này").click().run()
    assert "không được trình chiếu" in app.warning[0].value
    assert app.text[0].value == "cần xem lại: điều kiện “ho_ngheo = 0” không còn đúng"


def test_a_saved_storyboard_is_opened_again(app):
    held = json.loads(storyboard.saved(storyboard.load()))
    held["scenes"] = held["scenes"][:3]
    file = json.dumps(held).encode()
    app.file_uploader("tep-kich-ban").upload("b.json", file, "application/json").run()
    assert not app.exception
    assert len(scenes(app)) == 3


@pytest.mark.parametrize("content", [b"{", b'{"scenes": []}', b'{"scenes": [{"mau": "<b>"}]}'])
def test_a_wrong_file_changes_nothing_and_is_said(content, app):
    app.file_uploader("tep-kich-ban").upload("b.json", content, "application/json").run()
    assert "Không mở được kịch bản" in app.error[0].value
    assert len(scenes(app)) == 15


@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b'{"scenes": []}'])
def test_a_damaged_storyboard_of_the_data_folder_is_said_and_stops_nothing(
    content, few_data, use, tmp_path
):
    folder = use(shutil.copytree(few_data, tmp_path / "data"))
    (folder / "storyboard.json").write_bytes(content)
    app = opened("presentation")
    assert not app.exception
    assert "Trình chiếu: " in app.title[0].value
    assert "đang dùng kịch bản có sẵn" in app.error[0].value
    assert app.text[0].value.startswith("Tệp storyboard.json: ")


def test_the_first_storyboard_comes_back(app):
    button(app, "Ẩn cảnh này").click().run()
    button(app, "Trở về kịch bản gốc").click().run()
    assert not any(scene.hidden for scene in scenes(app))
