"""The storyboard of a talk as data: its scenes in order, read from and written to a file."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from dashboard.catalogue.reference import data_folder

# The project's own, for a data folder that has none.
STORYBOARD = Path(__file__).parents[2] / "data" / "storyboard.json"
MOST_SCENES = 40
SCENE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SETTLEMENTS = ("total", "urban", "rural")


class StoryboardError(ValueError):
    """Raised when a storyboard cannot be used; its text says in Vietnamese what and where."""


@dataclass(frozen=True)
class Scene:
    """One scene: what it asks, what it shows and what is said beside it.

    `message` is the officer's own sentence with `{facts}` in it; empty means the finding of the
    picture. `claims` are what must hold for it, as "fact sign fact-or-number". A `year` of none is
    the latest with results; a `district` of none is the whole province.
    """

    scene_id: str
    part: str
    question: str
    picture: str
    year: int | None = None
    settlement: str = "total"
    district: str | None = None
    message: str = ""
    claims: tuple[str, ...] = ()
    note: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Storyboard:
    """A talk's scenes in order.

    `frozen_after` is the publication whose state the talk keeps to, 0 the one before the first;
    none follows the newest data.
    """

    title: str
    subtitle: str
    scenes: tuple[Scene, ...]
    frozen_after: int | None = None


def file() -> Path:
    """Give the storyboard of the data folder, or the project's own where it has none."""
    own = data_folder() / STORYBOARD.name
    return own if own.exists() else STORYBOARD


def load(path: Path | None = None) -> Storyboard:
    """Read the storyboard in a file, without one that of the data folder.

    Raises:
        StoryboardError: it is no storyboard, or cannot be read.
    """
    path = path or file()
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise StoryboardError(f"Tệp {path.name}: không đọc được ({fault.strerror}).") from fault
    return parsed(content, name=path.name)


def parsed(content: bytes, *, name: str) -> Storyboard:
    """Read a storyboard from a file's content.

    Raises:
        StoryboardError: says where the file is wrong, what was found and what was expected.
    """
    try:
        held = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise StoryboardError(f"Tệp {name}: không phải tệp kịch bản (JSON).") from fault
    if not isinstance(held, dict) or not isinstance(held.get("scenes"), list):
        raise StoryboardError(f"Tệp {name}: không có danh sách cảnh “scenes”.")
    if not 1 <= len(held["scenes"]) <= MOST_SCENES:
        raise StoryboardError(
            f"Tệp {name}: có {len(held['scenes'])} cảnh, cần từ 1 đến {MOST_SCENES} cảnh."
        )
    scenes = tuple(
        scene_of(each, place=f"Tệp {name}, cảnh {number}")
        for number, each in enumerate(held["scenes"], start=1)
    )
    for number, scene in enumerate(scenes, start=1):
        if scene.scene_id in {other.scene_id for other in scenes[: number - 1]}:
            raise StoryboardError(
                f"Tệp {name}, cảnh {number}: mã “{scene.scene_id}” đã dùng cho cảnh trước."
            )
    return Storyboard(
        title=text_of(held, "title", place=f"Tệp {name}"),
        subtitle=text_of(held, "subtitle", place=f"Tệp {name}"),
        scenes=scenes,
        frozen_after=number_of(held, "frozen_after", place=f"Tệp {name}"),
    )


def scene_of(held: object, *, place: str) -> Scene:
    """Read one scene.

    Raises:
        StoryboardError: a field is unknown, missing or of the wrong kind.
    """
    if not isinstance(held, dict):
        raise StoryboardError(f"{place}: không phải một cảnh.")
    known = {field.name for field in fields(Scene)}
    if unknown := sorted(str(name) for name in held if name not in known):
        raise StoryboardError(f"{place}: không có mục “{unknown[0]}”.")
    texts = {
        name: text_of(held, name, place=place)
        for name in ("scene_id", "part", "question", "picture", "message", "note")
    }
    if not SCENE_ID.fullmatch(texts["scene_id"]):
        raise StoryboardError(
            f"{place}: mã cảnh “{texts['scene_id']}” chỉ được gồm chữ thường không dấu, số và "
            "dấu gạch nối."
        )
    for name, words in (("picture", "hình"), ("question", "câu hỏi")):
        if not texts[name]:
            raise StoryboardError(f"{place}: chưa có {words} (mục “{name}”).")
    settlement = text_of(held, "settlement", place=place) or "total"
    if settlement not in SETTLEMENTS:
        raise StoryboardError(
            f"{place}: khu vực “{settlement}” không có; cần một trong {', '.join(SETTLEMENTS)}."
        )
    claims = held.get("claims", [])
    if not isinstance(claims, list) or not all(isinstance(claim, str) for claim in claims):
        raise StoryboardError(f"{place}: mục “claims” phải là danh sách câu chữ.")
    hidden = held.get("hidden", False)
    if not isinstance(hidden, bool):
        raise StoryboardError(f"{place}: mục “hidden” phải là true hoặc false.")
    return Scene(
        **texts,
        year=number_of(held, "year", place=place),
        settlement=settlement,
        claims=tuple(claims),
        hidden=hidden,
        district=text_of(held, "district", place=place) or None,
    )


def text_of(held: Mapping[str, Any], name: str, *, place: str) -> str:
    """Give a field's text, empty when it is absent.

    Raises:
        StoryboardError: it holds something else.
    """
    value = held.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise StoryboardError(f"{place}: mục “{name}” phải là chữ, đang là “{value}”.")
    return value.strip()


def number_of(held: Mapping[str, Any], name: str, *, place: str) -> int | None:
    """Give a field's whole number, none when it is absent.

    Raises:
        StoryboardError: it holds something else.
    """
    value = held.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise StoryboardError(f"{place}: mục “{name}” phải là số nguyên, đang là “{value}”.")


def saved(storyboard: Storyboard) -> bytes:
    """Give the file that `parsed` reads again; what has its default value is left out."""
    plain = Scene(scene_id="", part="", question="", picture="")
    usual = asdict(plain)
    scenes = [
        {name: value for name, value in asdict(scene).items() if value != usual[name]}
        for scene in storyboard.scenes
    ]
    held = {
        "title": storyboard.title,
        "subtitle": storyboard.subtitle,
        "frozen_after": storyboard.frozen_after,
        "scenes": scenes,
    }
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()


def moved(storyboard: Storyboard, place: int, by: int) -> Storyboard:
    """Move the scene at a place, from 0, up (-1) or down (+1); past an end nothing moves."""
    scenes = list(storyboard.scenes)
    target = place + by
    if 0 <= target < len(scenes):
        scenes.insert(target, scenes.pop(place))
    return replace(storyboard, scenes=tuple(scenes))


def with_scene(storyboard: Storyboard, place: int, scene: Scene) -> Storyboard:
    """Put another scene at a place, from 0."""
    scenes = list(storyboard.scenes)
    scenes[place] = scene
    return replace(storyboard, scenes=tuple(scenes))
