"""The profiles of the districts as one HTML file to read, print or keep: two A4 sheets each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard.charts import comparison
from dashboard.charts.figures import plotly_script
from dashboard.exports import printing, talk_html
from dashboard.pictures import common, districts, profile
from dashboard.pictures.common import Picture
from dashboard.pictures.profile import NOT_SENT
from dashboard.store import database
from dashboard.store.database import ask
from dashboard.words import formats, markup
from dashboard.words.frames import records

# Figures are laid out for labels of 18 px and printed smaller, at 8 points; sizes before that.
SCALE = 0.6
FULL, WIDE, NARROW = 1170, 624, 508
MAP_WIDTH, MAP_HEIGHT = 860, 720
SHEETS_PER_DISTRICT = 2
COMMUNE_COLUMNS = 3
CUT_NOTE = "Dấu […]: phần còn lại đọc ở trang Hồ sơ huyện."
TEMPLATES = "exports/templates/booklet"
TITLE = "Hồ sơ các huyện"
COMMUNE_HEADS = {
    "Xã": "Cấp xã",
    "Hộ nghèo": "Hộ nghèo",
    "Tỷ lệ hộ nghèo (%)": "Tỷ lệ (%)",
    "So với đầu kỳ (điểm %)": "So đầu kỳ",
}
DEFINITION_HEADS = {
    "Tên chỉ tiêu": "Chỉ tiêu",
    "Đơn vị tính": "Đơn vị",
    "Công thức": "Công thức",
    "Chiều đánh giá": "Chiều đánh giá",
}
SIGNS = (
    ("0", "huyện có báo cáo, kết quả bằng không."),
    (formats.NOT_SUBMITTED, "chưa nộp: huyện chưa gửi số liệu, không tính là 0."),
    (formats.NOT_APPLICABLE, "không áp dụng: chỉ tiêu không đặt ra với huyện hoặc năm đó."),
    ("(ước)", "số ước thực hiện, chưa phải kết quả rà soát cuối năm."),
    ("Đầu kỳ", "kết quả rà soát cuối năm 2021 theo chuẩn nghèo đa chiều giai đoạn 2022–2025."),
    ("điểm %", "hiệu của hai tỷ lệ phần trăm."),
)


@dataclass(frozen=True)
class Placed:
    """A picture and the pixels it is laid out in: its width, its greatest height, right margin."""

    picture: Picture
    width: int
    most: int
    right: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One A4 page: its running head, its content and the figures in it, in order."""

    head: str
    as_of: str
    body: Markup
    placed: tuple[Placed, ...] = ()
    anchor: str = ""


def chosen_districts(area_codes: Sequence[str] | None) -> list[str]:
    """Give the codes of the districts of the booklet in official order.

    Raises:
        ValueError: names the codes that are no district's, or says that none was chosen.
    """
    known = list(common.district_codes().values())
    wanted = known if area_codes is None else area_codes
    if unknown := [code for code in wanted if code not in known]:
        raise ValueError(f"Không có huyện mang mã {', '.join(unknown)}")
    if not wanted:
        raise ValueError("Chưa chọn huyện nào để in hồ sơ")
    return [code for code in known if code in wanted]


def laid_out(placed: Placed) -> dict[str, Any]:
    """Give a figure as plain JSON values for its place, without its signature."""
    held = talk_html.staged(placed.picture.figure)
    layout, own = held["layout"], placed.picture.figure.layout
    signature = own.margin.b - layout["margin"]["b"]
    layout |= {"width": placed.width, "height": min(own.height - signature, placed.most)}
    if placed.right is not None:
        layout["margin"]["r"] = placed.right
    return held


def figure_block(placed: Placed) -> Markup:
    """Give a picture with its words above; the script draws the figure into its place."""
    return markup.filled(
        f"{TEMPLATES}/figure.html",
        picture=placed.picture,
        width=placed.width * SCALE,
        height=laid_out(placed)["layout"]["height"] * SCALE,
    )


def report_texts(area_code: str) -> Markup:
    """Give what a district says in its assessment and proposals.

    The file holds it whole; the script shows as much of it as the sheet has room for.
    """
    return markup.filled(
        f"{TEMPLATES}/report_texts.html",
        texts=profile.report_texts(area_code),
        cut_note=CUT_NOTE,
        not_sent=NOT_SENT,
    )


def communes(area_code: str, year: int) -> Markup:
    """Give the communes of a district in parallel tables, or say that it sent none."""
    picture = districts.communes(area_code, year)
    if picture is None:
        return markup.filled(f"{TEMPLATES}/communes.html", finding="")
    table = picture.table[list(COMMUNE_HEADS)]
    length = -(-len(table) // COMMUNE_COLUMNS)
    return markup.filled(
        f"{TEMPLATES}/communes.html",
        finding=picture.finding,
        when=common.when(year),
        tables=[
            markup.html_table(
                table.iloc[start : start + length].to_numpy().tolist(),
                list(COMMUNE_HEADS.values()),
                look="list",
            )
            for start in range(0, len(table), length)
        ],
    )


def as_of(about: pd.Series) -> str:
    """Say what day a district's figures are of, or that it sent none."""
    if pd.isna(about["file_name"]):
        return NOT_SENT
    return f"Số liệu tính đến ngày {formats.day(about['as_of_date'])}"


def district_sheets(area_code: str, year: int) -> tuple[Sheet, Sheet]:
    """Give the two sheets of a district."""
    about = ask("district_header", area_code=area_code).iloc[0]
    opening = profile.profile(area_code, year)
    trend = districts.movement_over_years(common.POVERTY_RATE, area_code, "total")
    poor = profile.movements(area_code, year, *profile.MOVEMENTS["Hộ nghèo"])
    first = (
        Placed(profile.position(area_code, year), FULL, 580),
        Placed(trend, WIDE, 340, right=175),
        Placed(poor, NARROW, 420),
    )
    second = (
        Placed(profile.deprivation_profile(area_code, year), NARROW, 530),
        Placed(profile.capital(area_code, year), WIDE, 494, right=56),
    )
    name, day = about["full_name"], as_of(about)
    position, beside_year, movements = (figure_block(placed) for placed in first)
    deprivations, spent = (figure_block(placed) for placed in second)
    return (
        Sheet(
            name,
            day,
            markup.filled(
                f"{TEMPLATES}/first_sheet.html",
                opening=opening,
                position=position,
                trend=beside_year,
                movements=movements,
                communes=communes(area_code, year),
            ),
            first,
            f"huyen-{area_code}",
        ),
        Sheet(
            name,
            day,
            markup.filled(
                f"{TEMPLATES}/second_sheet.html",
                deprivations=deprivations,
                capital=spent,
                projects=profile.project_cards(area_code, year),
                report_texts=report_texts(area_code),
            ),
            second,
        ),
    )


def days_of(held: pd.Series) -> str:
    """Say as of when the figures of all workbooks are, from the first day to the last."""
    return formats.capitalised(formats.as_of_days(held["earliest_as_of_date"], held["as_of_date"]))


def cover(year: int, codes: Sequence[str]) -> Sheet:
    """Give the cover: what it is, of when, and the districts with their pages."""
    values = ask(
        "indicator_by_district", indicator_code=common.POVERTY_RATE, year=year, settlement="total"
    )
    rates = {row.area_code: row for row in records(values)}
    lines = []
    for place, code in enumerate(codes):
        about, rate = ask("district_header", area_code=code).iloc[0], rates[code]
        page = 2 + SHEETS_PER_DISTRICT * place
        cells = (
            formats.in_state(rate.value, "%", rate.value_state),
            formats.bare_change(rate.baseline_change, "%"),
            "chưa nộp" if pd.isna(about["file_name"]) else formats.day(about["as_of_date"]),
            f"{page}–{page + SHEETS_PER_DISTRICT - 1}",
        )
        lines.append((code, about["full_name"], cells))
    heads = ("Đơn vị", "Tỷ lệ hộ nghèo (%)", "So với đầu kỳ (điểm %)", "Số liệu tính đến", "Trang")
    held = common.snapshot()
    lay = Placed(
        districts.map_of_districts(common.POVERTY_RATE, year, "total", None), MAP_WIDTH, MAP_HEIGHT
    )
    body = markup.filled(
        f"{TEMPLATES}/cover.html",
        product=formats.PRODUCT,
        when=formats.capitalised(common.when(year)),
        standard=held["standard"],
        heads=heads,
        lines=lines,
        map=figure_block(lay),
    )
    return Sheet(TITLE, days_of(held), body, (lay,))


def closing(year: int, codes: Sequence[str]) -> Sheet:
    """Give the last page: sources, signs and the definitions of the compared indicators."""
    held = common.snapshot()
    files = [
        (
            about["full_name"],
            NOT_SENT if pd.isna(about["file_name"]) else about["file_name"],
            "" if pd.isna(about["file_name"]) else f"bản {about['version']}",
        )
        for about in (ask("district_header", area_code=code).iloc[0] for code in codes)
    ]
    compared = profile.position(codes[0], year).data["indicator_code"].unique()
    definitions = [
        [lines.get(label, "như tên chỉ tiêu") for label in DEFINITION_HEADS]
        for lines in (dict(common.indicator_card(code)) for code in compared)
    ]
    body = markup.filled(
        f"{TEMPLATES}/closing.html",
        source=common.source(),
        snapshot=database.pinned().stem,
        files=markup.html_table(files, ("Đơn vị", "Tệp", "Bản"), look="list"),
        signs=SIGNS,
        rule=formats.capitalised(comparison.COMPARISON_RULE),
        definitions=markup.html_table(definitions, list(DEFINITION_HEADS.values()), look="list"),
    )
    return Sheet(TITLE, days_of(held), body)


def html(year: int, area_codes: Sequence[str] | None = None) -> str:
    """Give the file: a cover, two sheets a district in official order, sources and definitions.

    Args:
        year: year of the results.
        area_codes: districts, in any order; all of them when None.

    Raises:
        ValueError: no district has figures of the year, a code is no district's, none was chosen.
    """
    common.check_year(year)
    codes = chosen_districts(area_codes)
    sheets = [
        cover(year, codes),
        *(sheet for code in codes for sheet in district_sheets(code, year)),
        closing(year, codes),
    ]
    figures = [laid_out(placed) for sheet in sheets for placed in sheet.placed]
    first = profile.position(codes[0], year).figure
    drawn = {
        "scale": SCALE,
        "figures": figures,
        "template": json.loads(first.to_json())["layout"]["template"],
    }
    return markup.filled(
        f"{TEMPLATES}/page.html",
        title=f"Hồ sơ các huyện, năm {year} · {formats.PRODUCT}",
        font=talk_html.font(),
        plotly=plotly_script(),
        sheets=sheets,
        mark=formats.ILLUSTRATIVE if int(common.snapshot()["illustrative_units"]) else "",
        source=common.source(),
        drawn=talk_html.in_script(drawn),
    )


def pdf(year: int, area_codes: Sequence[str] | None = None) -> bytes:
    """Print the file.

    Raises:
        ValueError: no district has figures of the year, a code is no district's, none was chosen.
        NoBrowserError: no Chromium is installed.
    """
    return printing.pdf(html(year, area_codes))
