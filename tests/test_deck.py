"""The deck file: one file, everything inside, texts as data, under 8 MB."""

import json
import re
import shutil
from dataclasses import replace

import pytest

from dashboard import __main__ as command
from dashboard.charts.figures import framed, signed
from dashboard.exports import talk_html
from dashboard.talk import storyboard, talks
from dashboard.talk.storyboard import Scene, Storyboard

MOST_BYTES = 8_000_000
HOSTILE = "</script><script>alert(1)</script>\u2028&amp; ${x} $title"


@pytest.fixture(scope="module")
def talk(complete_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(complete_data))
        yield talks.talk(storyboard.load())


@pytest.fixture(scope="module")
def file(talk):
    return talk_html.html(talk)


def test_the_file_is_smaller_than_8_mb(file):
    assert len(file.encode()) < MOST_BYTES


def test_the_file_may_fetch_nothing_and_names_no_address_to_fetch_from(file):
    assert "default-src 'none'" in file
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", file)


def test_the_file_carries_date_source_and_mark(file, talk):
    held = json.loads(re.search(r'id="talk" type="application/json">(.*?)</script>', file)[1])
    assert held["mark"] == "Số liệu minh hoạ"
    assert held["source"] == talk.source
    assert held["as_of"] in held["source"]
    assert [scene["number"] for scene in held["scenes"]] == list(range(1, len(talk.slides) + 1))
    assert all(scene["note"] for scene in held["scenes"])


def test_without_illustrative_data_there_is_no_mark(talk):
    assert talk_html.talk_data(replace(talk, illustrative=False))["mark"] == ""


def test_a_text_can_neither_end_the_script_nor_fill_a_place_of_the_file(talk):
    slide = replace(talk.slides[0], note=HOSTILE, question=HOSTILE)
    made = talk_html.html(replace(talk, title=HOSTILE, slides=(slide,)))
    assert "<script>alert" not in made
    found = re.search(r'id="talk" type="application/json">(.*?)</script>', made)[1]
    assert json.loads(found)["scenes"][0]["note"] == HOSTILE


@pytest.mark.parametrize(
    ("height", "laid_out"), [(300, (1344, 615)), (615, (1344, 615)), (820, (1792, 820))]
)
def test_a_figure_is_laid_out_for_the_stage_without_its_signature(height, laid_out):
    figure = framed([], height=height, margin={"b": 40})
    staged = talk_html.staged(signed(figure, "một dòng", "nguồn"))["layout"]
    assert (staged["width"], staged["height"]) == laid_out
    assert staged["margin"]["b"] == 40
    assert not {"title", "template"} & set(staged)


def test_the_command_writes_the_file_and_tells_of_a_scene_to_look_at_again(
    use, complete_data, tmp_path, capsys
):
    use(complete_data)
    scene = Scene("mot", "P", "Đã hết nghèo?", "kich-ban", message="Hết", claims=("ho_ngheo = 0",))
    board, file = tmp_path / "a.json", tmp_path / "a.html"
    board.write_bytes(storyboard.saved(Storyboard("T", "S", (scene,))))
    assert command.main(["export", "html", "--to", str(file), "--storyboard", str(board)]) == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    said = capsys.readouterr()
    assert "cần xem lại: điều kiện “ho_ngheo = 0” không còn đúng" in said.err
    assert "Đã xuất 1 cảnh" in said.out


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{}", "không có danh sách cảnh"), (None, "No such file")],
    ids=["damaged", "missing"],
)
def test_the_command_writes_nothing_when_the_storyboard_cannot_be_used(
    content, words, use, complete_data, tmp_path, capsys
):
    use(complete_data)
    board, file = tmp_path / "a.json", tmp_path / "a.html"
    if content is not None:
        board.write_bytes(content)
    assert command.main(["export", "html", "--to", str(file), "--storyboard", str(board)]) == 1
    assert words in capsys.readouterr().err
    assert not file.exists()


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("pptx", b"PK"), ("xlsx", b"PK"), ("docx", b"PK"), ("profiles", b"<!DOCTYPE html>")],
)
def test_the_command_writes_every_kind_of_file(kind, begins, use, few_data, tmp_path, capsys):
    use(few_data)
    file = tmp_path / "mang-di"
    assert command.main(["export", kind, "--to", str(file)]) == 0
    assert file.read_bytes().startswith(begins)
    assert "số liệu trước lần công bố đầu tiên" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["xlsx", "docx", "profiles"])
def test_a_damaged_storyboard_stops_no_file_that_is_not_the_talk(
    kind, use, few_data, tmp_path, capsys
):
    folder = use(shutil.copytree(few_data, tmp_path / "data"))
    (folder / "storyboard.json").write_bytes(b"{")
    file = tmp_path / "mang-di"
    assert command.main(["export", kind, "--to", str(file)]) == 0
    assert file.exists()
    assert "Tệp storyboard.json: không phải tệp kịch bản" in capsys.readouterr().err
    assert command.main(["export", "html", "--to", str(tmp_path / "a.html")]) == 1


@pytest.mark.parametrize("kind", ["html", "pptx", "xlsx", "docx", "profiles"])
def test_before_anything_was_sent_no_kind_of_file_is_written(
    kind, use, data_without_workbooks, tmp_path, capsys
):
    use(data_without_workbooks)
    file = tmp_path / "mang-di"
    assert command.main(["export", kind, "--to", str(file)]) == 1
    assert "Không xuất được: Chưa có đơn vị nào nộp biểu" in capsys.readouterr().err
    assert not file.exists()
