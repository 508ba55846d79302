"""The profiles of the districts as one HTML file to read, print or keep: two A4 sheets each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

import pandas as pd

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
# Takes what room a sheet has left between its parts, up to its own height.
GAP = '<i class="gap"></i>'
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
    """One A4 page: its running head, its content (HTML) and the figures in it, in order."""

    head: str
    as_of: str
    body: str
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


def figure_block(placed: Placed) -> str:
    """Give a picture with its words above; the script draws the figure into its place."""
    picture, height = placed.picture, laid_out(placed)["layout"]["height"]
    size = f"width:{placed.width * SCALE:.1f}px;height:{height * SCALE:.1f}px"
    return (
        f"<figure><h2>{markup.escaped(picture.finding)}</h2>"
        f'<p class="under">{markup.escaped(picture.subtitle)}</p>'
        f'<div class="place" style="{size}"><div class="chart" role="img" '
        f'aria-label="{markup.escaped(picture.alt)}"></div></div></figure>'
    )


def pair(left: Placed, right: Placed, *, look: str) -> str:
    """Give two pictures side by side."""
    return f'<div class="{look}">{figure_block(left)}{figure_block(right)}</div>'


def report_texts(area_code: str) -> str:
    """Give what a district says in its assessment and proposals.

    The file holds it whole; the script shows as much of it as the sheet has room for.
    """
    said = profile.report_texts(area_code)
    if not said:
        return f'<p class="under">{NOT_SENT}</p>'
    sections = "".join(
        f"<p><b>{markup.escaped(section)}.</b> <span>{markup.escaped(text)}</span></p>"
        for section, text in said
    )
    return f'<p class="under" hidden>{CUT_NOTE}</p><div class="texts">{sections}</div>'


def communes(area_code: str, year: int) -> str:
    """Give the communes of a district in parallel tables, or say that it sent none."""
    picture = districts.communes(area_code, year)
    if picture is None:
        return '<p class="under">Cấp xã: không có số liệu của năm này (biểu không bắt buộc).</p>'
    table = picture.table[list(COMMUNE_HEADS)]
    length = -(-len(table) // COMMUNE_COLUMNS)
    parts = "".join(
        markup.html_table(
            table.iloc[start : start + length].to_numpy().tolist(),
            list(COMMUNE_HEADS.values()),
            look="list",
        )
        for start in range(0, len(table), length)
    )
    return (
        f"<h2>{markup.escaped(picture.finding)}</h2>"
        f'<p class="under">Tỷ lệ hộ nghèo (%) theo xã · {markup.escaped(common.when(year))}; '
        f'so đầu kỳ: điểm %</p><div class="communes">{parts}</div>'
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
    opened = (
        f"<div><h1>{markup.escaped(opening.finding)}</h1>"
        f'<p class="under">{markup.escaped(opening.subtitle)}</p>{opening.cards}</div>'
    )
    return (
        Sheet(
            name,
            day,
            GAP.join(
                (
                    opened,
                    figure_block(first[0]),
                    pair(*first[1:], look="pair wide-first"),
                    f"<div>{communes(area_code, year)}</div>",
                )
            ),
            first,
            f"huyen-{area_code}",
        ),
        Sheet(
            name,
            day,
            GAP.join(
                (
                    pair(*second, look="pair"),
                    "<div><h2>Kết quả bảy dự "
                    f"án</h2>{profile.project_cards(area_code, year)}</div>",
                    f"<div><h2>Đánh giá và đề xuất của huyện</h2>{report_texts(area_code)}</div>",
                )
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
            formats.change(rate.baseline_change, "%").removesuffix(" điểm %"),
            "chưa nộp" if pd.isna(about["file_name"]) else formats.day(about["as_of_date"]),
            f"{page}–{page + SHEETS_PER_DISTRICT - 1}",
        )
        lines.append(
            f'<tr><th scope="row"><a href="#huyen-{code}">{markup.escaped(about["full_name"])}'
            f"</a></th>{''.join(f'<td>{cell}</td>' for cell in map(markup.escaped, cells))}</tr>"
        )
    heads = ("Đơn vị", "Tỷ lệ hộ nghèo (%)", "So với đầu kỳ (điểm %)", "Số liệu tính đến", "Trang")
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    held = common.snapshot()
    lay = Placed(
        districts.map_of_districts(common.POVERTY_RATE, year, "total", None), MAP_WIDTH, MAP_HEIGHT
    )
    body = (
        f'<div class="cover"><p class="product">{markup.escaped(formats.PRODUCT)}</p>'
        f"<h1>Hồ sơ {len(codes)} huyện, thị xã, thành phố</h1>"
        f'<p class="lead">{markup.escaped(formats.capitalised(common.when(year)))} · '
        f"{markup.escaped(held['standard'])}</p>"
        f'<div class="list"><table><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
        f"{figure_block(lay)}</div>"
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
    signs = "".join(
        f"<dt>{markup.escaped(sign)}</dt><dd>{markup.escaped(meaning)}</dd>"
        for sign, meaning in SIGNS
    )
    body = (
        "<div><h1>Nguồn số liệu và định nghĩa</h1>"
        f'<p class="under">{markup.escaped(common.source())} · dữ liệu '
        f"{markup.escaped(database.pinned().stem)}</p>"
        '<div class="pair closing"><div><h2>Biểu của các huyện</h2>'
        f"{markup.html_table(files, ('Đơn vị', 'Tệp', 'Bản'), look='list')}</div>"
        f"<div><h2>Cách đọc</h2><dl>{signs}</dl>"
        f"<p>{markup.escaped(formats.capitalised(comparison.COMPARISON_RULE))}.</p></div></div>"
        "<h2>Định nghĩa các chỉ tiêu so sánh</h2>"
        f"{markup.html_table(definitions, list(DEFINITION_HEADS.values()), look='list')}</div>"
    )
    return Sheet(TITLE, days_of(held), body)


def sheet_html(sheet: Sheet, number: int, count: int, *, illustrative: bool) -> str:
    """Give a page with its running head and foot."""
    mark = f'<span class="mark">{formats.ILLUSTRATIVE}</span>' if illustrative else ""
    anchor = f' id="{sheet.anchor}"' if sheet.anchor else ""
    return (
        f'<section class="sheet"{anchor}><header><b>{markup.escaped(sheet.head)}</b>'
        f"<span>{markup.escaped(sheet.as_of)}</span>{mark}</header>"
        f'<div class="body">{sheet.body}</div>'
        f"<footer><span>{markup.escaped(common.source())}</span><b>{number}/{count}</b></footer>"
        "</section>"
    )


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
    illustrative = int(common.snapshot()["illustrative_units"]) > 0
    pages = [
        sheet_html(sheet, number, len(sheets), illustrative=illustrative)
        for number, sheet in enumerate(sheets, 1)
    ]
    page = Template((talk_html.FOLDER / "booklet.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=markup.escaped(f"Hồ sơ các huyện, năm {year} · {formats.PRODUCT}"),
        font=talk_html.font(),
        plotly=plotly_script(),
        sheets="\n".join(pages),
        drawn=talk_html.in_script(drawn),
    )


def pdf(year: int, area_codes: Sequence[str] | None = None) -> bytes:
    """Print the file.

    Raises:
        ValueError: no district has figures of the year, a code is no district's, none was chosen.
        NoBrowserError: no Chromium is installed.
    """
    return printing.pdf(html(year, area_codes))
