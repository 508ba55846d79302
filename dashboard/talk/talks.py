"""A storyboard made with the data of one snapshot: what is said and shown in each scene."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.catalogue.reference import data_folder
from dashboard.pictures import (
    awards,
    capital,
    common,
    contributions,
    deprivation,
    districts,
    fund,
    gaps,
    houses,
    pace,
    poverty_causes,
    profile,
    proposals,
    targets,
)
from dashboard.pictures.common import PROVINCE, Picture
from dashboard.store import build, database
from dashboard.store.database import ask, remembered
from dashboard.talk.storyboard import Scene, Storyboard, StoryboardError
from dashboard.words import formats
from dashboard.words.frames import records

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DEPRIVED, POOR = "multidimensional_poverty_rate", common.POVERTY_RATE
EVERY = "all"
# What can be read from the back row.
MOST_ITEMS = 12
REVIEW = "cần xem lại"
# Dots only between thousands, a comma before decimals; `5.78` is neither 5,78 nor 578.
VIETNAMESE_NUMBER = re.compile(r"[-−]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
CLAIM = re.compile(r"\s*(\S+)\s*(<=|>=|<|>|=)\s*(\S+)\s*")
SIGNS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Drawing:
    """A picture that a scene may show: its name in lists and how it is drawn.

    `draw` takes year, settlement and district and gives none where the data do not suffice.
    `takes_district` tells that the last one matters, `needs_district` that there is no picture
    without one.
    """

    label: str
    draw: Callable[[int, str, str | None], Picture | None]
    takes_district: bool = True
    needs_district: bool = False


def scenario(_year: int, _settlement: str, _area_code: str | None) -> Picture | None:
    """Draw the scenario with the assumptions it starts from."""
    held = proposals.assumptions()
    if held is None:
        return None
    return proposals.scenario(
        proposals.preset(held["fall_low"]),
        proposals.preset(held["fall_high"]),
        *proposals.clamped(1.0, proposals.preset(held["line_ratio"])),
    )


DRAWINGS = {
    "xu-huong-da-chieu": Drawing(
        "Tỷ lệ nghèo đa chiều qua các năm",
        lambda _, place, area: districts.movement_over_years(DEPRIVED, area or PROVINCE, place),
    ),
    "xu-huong-ho-ngheo": Drawing(
        "Tỷ lệ hộ nghèo qua các năm",
        lambda _, place, area: districts.movement_over_years(POOR, area or PROVINCE, place),
    ),
    "chi-tieu": Drawing(
        "Chỉ tiêu tỷ lệ: kết quả và mức phải đạt",
        lambda _y, _p, area: targets.rate_targets(area, assigned_only=True),
    ),
    "chi-tieu-huyen": Drawing(
        "Chỉ tiêu theo huyện", lambda year, _, area: targets.by_district(year, area)
    ),
    "luoc-do": Drawing(
        "Lược đồ tỷ lệ nghèo đa chiều",
        lambda year, place, area: districts.map_of_districts(DEPRIVED, year, place, area),
    ),
    "xep-hang": Drawing(
        "Tỷ lệ nghèo đa chiều theo huyện",
        lambda year, place, area: districts.ranking(DEPRIVED, year, place, area, False),
    ),
    "thay-doi": Drawing(
        "Đầu kỳ và nay theo huyện",
        lambda year, place, area: districts.change_since_baseline(
            DEPRIVED, year, place, area, False
        ),
    ),
    "toc-do-giam": Drawing(
        "Tốc độ giảm theo huyện", lambda year, place, area: pace.pace(POOR, year, place, area)
    ),
    "vi-tri": Drawing(
        "Vị trí của một huyện trên các chỉ tiêu",
        lambda year, _, area: profile.position(area or poor_district(), year, MOST_ITEMS),
        needs_district=True,
    ),
    "dien-bien": Drawing(
        "Diễn biến hộ nghèo trong năm",
        lambda year, _, area: profile.movements(
            area or PROVINCE, year, *profile.MOVEMENTS["Hộ nghèo"]
        ),
    ),
    "thieu-hut": Drawing(
        "Thiếu hụt của hộ nghèo: trước và nay",
        lambda year, _, area: deprivation.changes(area, year, "poor"),
    ),
    "thieu-hut-moi-ho": Drawing(
        "Số thiếu hụt mỗi hộ theo huyện",
        lambda year, _, area: deprivation.per_household(year, area),
    ),
    "dan-toc-thieu-so": Drawing("Hộ dân tộc thiểu số và tất cả các hộ", gaps.ethnic_minorities),
    "nong-thon-thanh-thi": Drawing(
        "Nông thôn và thành thị", lambda year, _, area: gaps.town_and_country(year, area)
    ),
    "tap-trung": Drawing("Tập trung hộ nghèo theo huyện", contributions.concentration),
    "dong-gop": Drawing("Đóng góp của huyện vào kết quả của tỉnh", contributions.contribution),
    "nguyen-nhan": Drawing(
        "Nguyên nhân nghèo", lambda year, _, area: poverty_causes.causes(area, year)
    ),
    "giai-ngan": Drawing(
        "Giải ngân theo huyện",
        lambda year, _, area: capital.by_district(year, EVERY, EVERY, area),
    ),
    "von-theo-nam": Drawing(
        "Vốn theo năm", lambda _y, _p, area: capital.by_year(area, EVERY, EVERY)
    ),
    "tien-va-ket-qua": Drawing(
        "Tiền và kết quả", lambda year, _, area: capital.beside_result(year, area)
    ),
    "nha-tam": Drawing("Xóa nhà tạm", lambda year, _, area: houses.houses(year, area)),
    "quy": Drawing(
        "Quỹ Vì người nghèo theo huyện",
        lambda year, _, area: fund.fund_by_district(year, "district", area),
    ),
    "khen-thuong": Drawing(
        "Khen thưởng theo huyện", lambda year, _, area: awards.awards_by_district(year, area)
    ),
    "nhu-cau-von": Drawing("Nhu cầu vốn 2026–2030", lambda _y, _p, area: proposals.needs(area)),
    "kich-ban": Drawing("Kịch bản 2026–2030", scenario, takes_district=False),
}


@dataclass(frozen=True)
class View:
    """A scene for one choice of district: the sentence at the top and the picture under it."""

    message: str
    picture: Picture


@dataclass(frozen=True)
class Slide:
    """A scene as it is presented.

    `views` goes by district code; "" is the scene as it opens, always there. `review` says why the
    officer's own message no longer holds; the picture's finding then stands in its place.
    """

    scene_id: str
    number: int
    part: str
    question: str
    note: str
    views: dict[str, View]
    review: str | None

    @property
    def takes_district(self) -> bool:
        """Tell whether another district may be chosen."""
        return len(self.views) > 1


@dataclass(frozen=True)
class Talk:
    """Everything that is presented; `publication` is the one whose state of the data it holds.

    `left_out` holds the scenes that cannot be made: their question and why.
    """

    title: str
    subtitle: str
    slides: tuple[Slide, ...]
    districts: dict[str, str]
    as_of: str
    source: str
    illustrative: bool
    publication: int
    made_at: str
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> str:
        """Name the state of the data."""
        return state_name(self.publication)


@remembered
def talk(storyboard: Storyboard) -> Talk:
    """Make the scenes that are not hidden from the pinned snapshot.

    Raises:
        StoryboardError: no scene is left; says why.
        NoSnapshotError: nothing was built yet.
    """
    held = common.snapshot()
    if pd.isna(held["latest_actual_year"]):
        raise StoryboardError("Chưa có đơn vị nào nộp biểu: chưa có số liệu để trình chiếu.")
    slides, left_out = [], []
    for scene in storyboard.scenes:
        if scene.hidden:
            continue
        try:
            slides.append(slide(scene, len(slides) + 1))
        except StoryboardError as fault:
            left_out.append((scene.question, f"{REVIEW}: {fault}"))
    if not slides:
        raise StoryboardError(
            "\n".join(why for _, why in left_out)
            or "Kịch bản không còn cảnh nào để trình chiếu: mọi cảnh đều bị ẩn."
        )
    return Talk(
        title=storyboard.title,
        subtitle=storyboard.subtitle,
        slides=tuple(slides),
        districts={code: name for name, code in common.district_codes().items()},
        as_of=formats.day(held["as_of_date"]),
        source=common.source(),
        illustrative=bool(held["illustrative_units"]),
        publication=publications(),
        made_at=formats.moment(datetime.now(VIETNAM)),
        left_out=tuple(left_out),
    )


def pin_state_of(storyboard: Storyboard) -> None:
    """Pin the state of the data that a storyboard keeps to, the newest when it keeps to none.

    Raises:
        StoryboardError: that state cannot be built again.
    """
    if storyboard.frozen_after is None:
        database.pin()
        return
    try:
        database.pin(build.state_after(data_folder(), storyboard.frozen_after))
    except build.RefusedError as refused:
        raise StoryboardError(
            f"Không dựng lại được số liệu {state_name(storyboard.frozen_after)}: {refused}"
        ) from refused


def publications() -> int:
    """Count the publications that the pinned snapshot holds."""
    days = ask("publication_days")
    return 0 if days.empty else int(days["publication"].max())


def state_name(publication: int) -> str:
    """Name the state of the data after a publication."""
    return f"sau lần công bố {publication}" if publication else "trước lần công bố đầu tiên"


@remembered
def poor_district() -> str:
    """Give the district that scenes of one district open with: the first poor district."""
    held = ask("districts")
    return str(held.loc[held["is_poor_district"], "area_code"].iloc[0])


def slide(scene: Scene, number: int) -> Slide:
    """Make one scene for every district it can show.

    Raises:
        StoryboardError: its picture, year or district does not exist.
    """
    drawing, year, district = choices(scene)
    names = {code: name for name, code in common.district_codes().items()}
    opened = drawing.draw(year, scene.settlement, district)
    if opened is None:
        raise StoryboardError(f"Cảnh “{scene.scene_id}”: chưa đủ số liệu để vẽ.")
    message, review = bound_message(scene, year)
    if drawing.needs_district and not message:
        message = f"{names[district or poor_district()]}: {opened.finding}"
    views = {"": View(message or opened.finding, opened)}
    for code, name in names.items() if drawing.takes_district else ():
        picture = drawing.draw(year, scene.settlement, code) or opened
        # The officer's sentence is about the scene as it opens; what another district changes in
        # the finding is said instead, with the district's name.
        is_same = picture.finding == opened.finding and not drawing.needs_district
        own = views[""].message if is_same else f"{name}: {picture.finding}"
        views[code] = View(own, picture)
    return Slide(
        scene_id=scene.scene_id,
        number=number,
        part=scene.part,
        question=scene.question,
        note=scene.note,
        views=views,
        review=review,
    )


def choices(scene: Scene) -> tuple[Drawing, int, str | None]:
    """Give the drawing, the year and the district of a scene.

    Raises:
        StoryboardError: one of them does not exist.
    """
    place = f"Cảnh “{scene.scene_id}”"
    if scene.picture not in DRAWINGS:
        raise StoryboardError(f"{place}: không có hình “{scene.picture}”.")
    years = common.year_options().values()
    year = common.latest_year() if scene.year is None else scene.year
    if year not in years:
        raise StoryboardError(f"{place}: không có số liệu năm {year}.")
    if scene.district is not None and scene.district not in common.district_codes().values():
        raise StoryboardError(f"{place}: không có huyện mã “{scene.district}”.")
    return DRAWINGS[scene.picture], year, scene.district


def facts(year: int) -> dict[str, tuple[str, float | None, str]]:
    """Give the numbers a message may name: their text, value and meaning by their code."""
    return {
        row.fact_code: (formats.with_unit(row.value, row.unit), row.value, row.name)
        for row in records(ask("talk_facts", year=year))
    }


def bound_message(scene: Scene, year: int) -> tuple[str, str | None]:
    """Give the officer's message with today's numbers, or nothing and why it no longer holds."""
    if not scene.message:
        return "", None
    known = facts(year)
    values = {code: value for code, (_, value, _) in known.items()}
    fault = next(faults(scene, values), None)
    if fault:
        return "", f"{REVIEW}: {fault}"
    return PLACEHOLDER.sub(lambda found: known[found[1]][0], scene.message), None


def faults(scene: Scene, values: Mapping[str, float | None]) -> Iterator[str]:
    """Say what in a message names no fact, lacks a number or is no longer true."""
    for code in PLACEHOLDER.findall(scene.message):
        if code not in values:
            yield f"không có số liệu tên “{code}”"
        elif formats.is_missing(values[code]):
            yield f"chưa đủ số liệu “{code}”"
    for claim in scene.claims:
        parts = CLAIM.fullmatch(claim)
        if parts is None:
            yield f"không hiểu điều kiện “{claim}”"
            continue
        left, sign, right = parts.groups()
        # A name that is not known is told below: its number may not be there this year.
        unread = [
            side
            for side in (left, right)
            if not (side in values or is_number(side) or side.isidentifier())
        ]
        if unread:
            yield (
                f"điều kiện “{claim}” ghi “{unread[0]}”, không phải tên số liệu và không phải số "
                "viết theo tiếng Việt (ví dụ 5,78 hoặc 13.834)"
            )
            continue
        first, second = (side_of(side, values) for side in (left, right))
        if first is None or second is None:
            yield f"chưa đủ số liệu để xét “{claim}”"
        elif not SIGNS[sign](first, second):
            yield f"điều kiện “{claim}” không còn đúng"


def side_of(side: str, values: Mapping[str, float | None]) -> float | None:
    """Give one side of a claim: a fact's value or a number as written in Vietnamese."""
    if side in values:
        value = values[side]
        return None if formats.is_missing(value) else value
    if not is_number(side):
        return None
    return float(side.replace(".", "").replace(",", ".").replace("−", "-"))


def is_number(text: str) -> bool:
    """Tell whether a text is a number as written in Vietnamese; `0.123` is a foreign decimal."""
    return bool(VIETNAMESE_NUMBER.fullmatch(text)) and not re.match(r"[-−]?0\d*\.", text)
