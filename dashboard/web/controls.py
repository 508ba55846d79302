"""The choosers a page may place, and the one way a picture is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.catalogue.reference import data_folder
from dashboard.exports import table_files
from dashboard.pictures import common, districts, listings, profile, proposals
from dashboard.pictures.common import Picture
from dashboard.store import build, database
from dashboard.store.database import ask
from dashboard.web import intake
from dashboard.words import formats, markup, tables
from dashboard.workbook import marking

LATEST = "Mới nhất"
EVERY = "Tất cả"
MOST_SHOWN = 200
FILTER_WIDTH = 320
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WHOLE_PROVINCE = "Toàn tỉnh"
SETTLEMENT_NAMES = {"Tổng số": "total", "Thành thị": "urban", "Nông thôn": "rural"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHORT_LIST = 40
CLICKED = "clicked_district"
VERDICTS = "verdicts"
PRINT_LAYOUT = Path(__file__).parent / "print_layout.css"
PROFILE_PAGE = Path(__file__).parents[2] / "pages" / "profile.py"
# Outside https a browser gives a page no clipboard: then the older way copies.
PAGE_END = """
const measure = () => {
    const root = document.documentElement;
    const page = document.querySelector('[data-testid="stMainBlockContainer"]');
    const { paddingLeft, paddingRight } = getComputedStyle(page);
    const wide = page.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    root.style.setProperty("--wide", wide);
    root.style.setProperty("--letters", getComputedStyle(root).fontSize);
    root.classList.toggle("narrow", innerWidth <= 1100);
};
export default ({ parentElement }) => {
    globalThis.onbeforeprint = measure;
    const button = parentElement.querySelector("button");
    button.onclick = async () => {
        try {
            await navigator.clipboard.writeText(location.href);
        } catch {
            const field = document.createElement("textarea");
            field.value = location.href;
            document.body.append(field);
            field.select();
            document.execCommand("copy");
            field.remove();
        }
        button.textContent = "Đã sao chép liên kết";
    };
};
"""
page_end = st.components.v2.component(
    "page_end",
    html='<button type="button">Sao chép liên kết trang này</button>',
    js=PAGE_END,
    css="""button {
        font: inherit; color: #123F7A; background: none; border: 0; padding: 0.2rem 0;
        text-decoration: underline; cursor: pointer;
    }""",
)


@dataclass(frozen=True)
class View:
    """What the shared controls are set to."""

    area_code: str | None
    area_name: str
    year: int
    settlement: str


def last_snapshot() -> None:
    """Show the last state that was in force and say so; where there is none, stop."""
    try:
        database.pin_last()
    except database.NoSnapshotError:
        no_snapshot()
    st.warning(
        "Bản tổng hợp đang dùng bị mất hoặc hỏng; trang đang hiển thị bản tốt gần nhất. Hãy báo "
        "cán bộ phụ trách phần mềm chạy lệnh `python -m dashboard build`."
    )


def no_snapshot() -> NoReturn:
    """Say that there is nothing to show yet and what to do, then stop."""
    st.title("Chưa có dữ liệu")
    st.write(
        "Chưa có bản tổng hợp số liệu nào. Chạy lệnh `python -m dashboard build` "
        "để tổng hợp, rồi tải lại trang."
    )
    st.stop()


def choose(label: str, options: list[str], *, key: str, index: int = 0) -> str:
    """Place a chooser that the address bar remembers; say so when the address names no option."""
    asked = st.query_params.get(key)
    if asked and asked not in options:
        st.warning(
            f"Địa chỉ ghi {label.lower()} {markup.quoted(asked)} nhưng không có lựa chọn này; "
            "trang đang hiển thị lựa chọn mặc định."
        )
    chosen = st.selectbox(
        label, options, index=index, key=key, bind="query-params", persist_state="session"
    )
    return chosen or options[index]


def shared(*, on_profile: bool) -> None:
    """Place the controls that every page obeys, the cut-off date and the mark."""
    # A click is taken up here, before the chooser of districts stands: then it may be set.
    if CLICKED in st.session_state:
        st.session_state["huyen"] = st.session_state.pop(CLICKED)
    days = listings.publication_days()
    district, year, settlement, *state_day, state = st.columns(
        [2, 2, 2, 2, 4] if days else [2, 2, 2, 5], vertical_alignment="bottom"
    )
    day = LATEST
    if days:
        with state_day[0]:
            day = choose("Số liệu tại ngày", [LATEST, *days], key="tai-ngay")
    if day != LATEST:
        hold_state(day, days[day])
    held = common.snapshot()
    years = common.year_options()
    if not years:
        nothing(
            "Chưa có số liệu",
            "Chưa có đơn vị nào nộp biểu. Công bố biểu bằng lệnh: python -m dashboard publish",
        )
    labels = list(years)
    latest = held["latest_actual_year"]
    default = list(years.values()).index(latest) if latest in years.values() else 0
    with district:
        choose("Huyện", [WHOLE_PROVINCE, *common.district_codes()], key="huyen")
    with year:
        choose("Năm", labels, key="nam", index=default)
    with settlement:
        choose("Khu vực", list(SETTLEMENT_NAMES), key="khu-vuc")
    with state:
        st.html(
            markup.state_line(
                as_of=held["as_of_date"],
                earliest=held["earliest_as_of_date"],
                received=int(held["units_received"]),
                expected=int(held["units_expected"]),
                illustrative=int(held["illustrative_units"]),
                state_day=None if day == LATEST else day,
            )
        )
    chosen_district(on_profile=on_profile)


def hold_state(day: str, publication: int) -> None:
    """Show the rest of the page from the data as they stood after a publication."""
    try:
        with st.spinner(f"Đang dựng lại số liệu tại ngày {day}…"):
            database.pin(build.state_after(data_folder(), publication))
    except build.RefusedError as refused:
        st.error(f"Không dựng lại được số liệu tại ngày {day}; trang đang hiển thị số mới nhất.")
        st.text(str(refused))


def view() -> View:
    """Give what the shared controls are set to."""
    name = st.session_state["huyen"]
    return View(
        area_code=common.district_codes().get(name),
        area_name=name,
        year=common.year_options()[st.session_state["nam"]],
        settlement=SETTLEMENT_NAMES[st.session_state["khu-vuc"]],
    )


def distinct_names(indicators: pd.DataFrame) -> pd.Series:
    """Give each indicator a name of its own: two of one name take their section along."""
    shared = indicators["name"].duplicated(keep=False)
    full = indicators["name"] + " (" + indicators["section_name"] + ")"
    return indicators["name"].where(~shared, full)


def choose_indicator(indicators: pd.DataFrame, *, key: str) -> str:
    """Place the chooser of indicators and give the code of the chosen one."""
    codes = dict(zip(distinct_names(indicators), indicators["indicator_code"], strict=True))
    return codes[choose("Chỉ tiêu", list(codes), key=key)]


def heading(title: str, subtitle: str) -> None:
    """Write a page's finding and the line under it."""
    st.title(markup.in_markdown(title), anchor=False)
    st.html(markup.filled("web/templates/subtitle.html", text=subtitle))


def take_up_click(key: str) -> None:
    """Choose the district that was clicked in a picture, if any."""
    points = st.session_state[key]["selection"]["points"]
    codes = [point["customdata"][0] for point in points if point.get("customdata")]
    names = {code: name for name, code in common.district_codes().items()}
    if codes and codes[0] in names:
        st.session_state[CLICKED] = names[codes[0]]


def chosen_district(*, on_profile: bool) -> None:
    """Say which district is highlighted, with the ways to its profile and back to all of them."""
    name = st.session_state["huyen"]
    if name == WHOLE_PROVINCE:
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="chosen"):
        if not on_profile and st.button(
            f"Mở hồ sơ {markup.in_markdown(name)} →", key="open_profile", type="tertiary"
        ):
            # An empty address: Streamlit refuses to set or to clear bound parameters by itself,
            # and the choosers write theirs again from what they hold.
            st.switch_page(PROFILE_PAGE, query_params={})
        st.button(
            "✕ Bỏ chọn huyện",
            key="drop_district",
            type="tertiary",
            on_click=st.session_state.update,
            args=({CLICKED: WHOLE_PROVINCE},),
        )


def show(
    picture: Picture, *, key: str, selects_district: bool = False, headed: bool = True
) -> None:
    """Show a picture under its finding, with its table and files one click away.

    A click on a district chooses it, for every picture, when `selects_district` is set; a picture
    whose finding is the page's title goes without a heading of its own (`headed`).
    """
    if headed:
        st.subheader(markup.in_markdown(picture.finding), anchor=False)
    config = chart_config(picture.name, st.session_state.get(f"{key}-anh", "PNG"))
    if selects_district:
        st.plotly_chart(
            picture.figure,
            theme=None,
            key=key,
            alt=picture.alt,
            config=config,
            on_select=partial(take_up_click, key),
            selection_mode="points",
        )
    else:
        st.plotly_chart(picture.figure, theme=None, key=key, alt=picture.alt, config=config)
    more = st.expander(
        "Bảng số liệu và tải xuống", key=f"{key}-bang", type="compact", on_change="rerun"
    )
    if more.open:
        with more:
            take_away(picture, key=key)


def story(pictures: dict[str, Callable[[], Picture]], *, key: str) -> None:
    """Show one picture a tab; the open one's finding is the page's title.

    Args:
        pictures: makes each picture by the name of its tab; only the open one is made.
        key: what the address bar calls the tab; begins the keys of the pictures.
    """
    heading_place = st.container()
    for place, (tab, make) in enumerate(
        zip(
            st.tabs(list(pictures), key=key, on_change="rerun", bind="query-params"),
            pictures.values(),
            strict=True,
        )
    ):
        if tab.open:
            picture = make()
            with heading_place:
                heading(picture.finding, picture.subtitle)
            with tab:
                show(picture, key=f"{key}_{place}", selects_district=True, headed=False)


def open_with(place: DeltaGenerator, *pictures: Picture) -> None:
    """Show pictures under each other; the first one's finding is the page's title, at `place`."""
    first, *others = pictures
    with place:
        heading(first.finding, first.subtitle)
    show(first, key=first.name, selects_district=True, headed=False)
    for picture in others:
        show(picture, key=picture.name, selects_district=True)


def awaited(sheet_code: str) -> None:
    """Name the units of the province that are not yet in its sums, in one line."""
    if line := common.awaited(sheet_code):
        st.caption(markup.in_markdown(line))


def take_away(picture: Picture, *, key: str) -> None:
    """Place a picture's table, its files and the choice of the image's format."""
    short_table(picture.table)
    lines = [picture.subtitle, picture.source]
    text, book, image, hint = st.columns([2, 2, 2, 6], vertical_alignment="bottom")
    text.download_button(
        "Tải số liệu (CSV)",
        file_name=f"{picture.name}.csv",
        mime="text/csv",
        data=partial(table_files.csv, picture.table, lines),
        key=f"{key}-csv",
        on_click="ignore",
    )
    book.download_button(
        "Tải số liệu (Excel)",
        file_name=f"{picture.name}.xlsx",
        mime=EXCEL,
        data=partial(table_files.xlsx, picture.table, lines),
        key=f"{key}-xlsx",
        on_click="ignore",
    )
    image.selectbox("Định dạng ảnh", ["PNG", "SVG"], key=f"{key}-anh")
    hint.caption("Ảnh: đưa chuột lên biểu đồ rồi bấm biểu tượng máy ảnh ở góc trên bên phải.")


def chart_config(name: str, image_format: str) -> dict[str, Any]:
    """Give Plotly's settings: no tool but the image, twice the size for print, in Vietnamese."""
    words = {
        "Download plot": "Tải ảnh",
        "Download plot as a PNG": "Tải ảnh PNG",
        "Download plot as a png": "Tải ảnh PNG",
        "Taking snapshot - this may take a few seconds": "Đang tạo ảnh…",
        "Snapshot succeeded": "Đã tạo ảnh",
    }
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
        "locale": "vi",
        "locales": {"vi": {"dictionary": words}},
        "toImageButtonOptions": {"format": image_format.lower(), "scale": 2, "filename": name},
    }


def has_map(indicator_code: str) -> bool:
    """Tell whether an indicator is a rate; say why a count has no map."""
    if common.indicator(indicator_code)["unit"].startswith(("%", "điểm")):
        return True
    st.info("Lược đồ chỉ vẽ tỷ lệ, không vẽ số lượng: huyện đông dân sẽ trông như huyện nghèo.")
    return False


def show_maps(indicator_code: str, view: View, *, key: str) -> None:
    """Show the maps of a rate at the start and now, on one scale."""
    if not has_map(indicator_code):
        return
    first_year = int(common.indicator(indicator_code)["first_year"])
    years = dict.fromkeys((first_year, view.year))
    for column, year in zip(st.columns(2, gap="large"), years, strict=False):
        with column:
            picture = districts.map_of_districts(
                indicator_code, year, view.settlement, view.area_code
            )
            show(picture, key=f"{key}-{year}", selects_district=True)


def show_map_over_years(indicator_code: str, view: View, *, key: str) -> None:
    """Show the map of a rate that plays through the years."""
    if has_map(indicator_code):
        picture = districts.map_over_years(
            indicator_code, view.year, view.settlement, view.area_code
        )
        chart, table = st.columns([11, 10], gap="large")
        with chart:
            show(picture, key=key, selects_district=True)
        with table:
            texts(picture.table, look="list")


def show_communes(view: View, *, key: str) -> None:
    """Show the communes of the chosen district on a map and as a table, where it sent them."""
    if view.area_code is None:
        return
    picture = districts.communes(view.area_code, view.year)
    if picture is None:
        st.text(f"{view.area_name} không có số liệu cấp xã của năm này (biểu không bắt buộc).")
        return
    chart, table = st.columns([11, 10], gap="large")
    with chart:
        show(picture, key=key)
    with table:
        texts(picture.table, look="list")


def show_pair(view: View, *, key: str) -> None:
    """Place the chooser of a second district and show it beside the first."""
    if view.area_code is None:
        st.write("Chọn huyện thứ nhất ở ô “Huyện” phía trên hoặc bấm vào biểu đồ.")
        return
    others = [name for name in common.district_codes() if name != view.area_name]
    other = choose("So với huyện", others, key="so-voi")
    show(districts.side_by_side(view.area_code, common.district_codes()[other], view.year), key=key)


def scenario_inputs() -> None:
    """Place the assumptions of the scenario as inputs, its range and where they come from."""
    held = proposals.assumptions()
    if held is None:
        heading(
            "Chưa đủ số liệu các huyện để lập kịch bản",
            "Cần ít nhất hai năm có kết quả của đủ các huyện.",
        )
        return
    place = st.container()
    asked = {
        "giam-thap": ("Giảm mỗi năm, thấp (%)", held["fall_low"], 0.0, 100.0),
        "giam-cao": ("Giảm mỗi năm, cao (%)", held["fall_high"], 0.0, 100.0),
        "he-so-thap": ("Hệ số đổi chuẩn, thấp", 1.0, 0.1, 10.0),
        "he-so-cao": ("Hệ số đổi chuẩn, cao", held["line_ratio"], 0.1, 10.0),
    }
    given = {}
    for column, (key, (label, value, least, most)) in zip(
        st.columns(4), asked.items(), strict=True
    ):
        start = proposals.preset(value)
        given[key] = column.number_input(
            label,
            # A rate that rose is a fall below zero; the control takes what the data say.
            min_value=min(least, start),
            max_value=max(most, start),
            value=start,
            step=0.1,
            format="%.2f",
            key=key,
            bind="query-params",
        )
    picture = proposals.scenario(
        *proposals.clamped(given["giam-thap"], given["giam-cao"]),
        *proposals.clamped(given["he-so-thap"], given["he-so-cao"]),
    )
    with place:
        heading(picture.finding, picture.subtitle)
    show(picture, key="proposals_scenario", headed=False)
    st.subheader("Giả định và căn cứ", anchor=False)
    texts(proposals.assumption_table(), look="list")


def definition(indicator_code: str) -> None:
    """Write the definition of an indicator."""
    lines = common.indicator_card(indicator_code)
    short_table(pd.DataFrame(lines, columns=["Mục", "Nội dung"]))


def nothing(title: str, reason: str) -> NoReturn:
    """Say why a page has nothing to show, then stop."""
    heading(title, reason)
    st.stop()


def ask_for_district(view: View) -> NoReturn:
    """Ask for a district where a page is about one, then stop."""
    heading("Chọn một huyện để xem hồ sơ", "Chọn ở ô “Huyện” phía trên, hoặc bấm vào lược đồ.")
    show(
        districts.map_of_districts(common.POVERTY_RATE, view.year, view.settlement, None),
        key="profile_map",
        selects_district=True,
    )
    st.stop()


def neighbours(view: View) -> None:
    """Place the steps to the previous and the next district in official order."""
    names = list(common.district_codes())
    place = names.index(view.area_name)
    before, after, _, printed = st.columns([1, 1, 3, 1], vertical_alignment="center")
    with printed:
        if st.toggle("Bản in A4", key="ban-in", bind="query-params"):
            st.html(PRINT_LAYOUT)
    for column, name, label in (
        (before, names[place - 1], "← {}"),
        (after, names[(place + 1) % len(names)], "{} →"),
    ):
        # Not a link: a link to the page one is on does not move the choosers.
        column.button(
            label.format(markup.in_markdown(name)),
            key=f"neighbour_{label}",
            type="tertiary",
            on_click=st.session_state.update,
            args=({CLICKED: name},),
        )


def report_texts(area_code: str) -> None:
    """Write what a district says in its assessment and proposals."""
    said = profile.report_texts(area_code)
    if said:
        st.html(markup.text_panels(said))
    else:
        st.write(profile.NOT_SENT)


def downloads(
    table: pd.DataFrame, *, name: str, source: str | None = None, key: str | None = None
) -> None:
    """Place the three ways to take a table away.

    Its source is the snapshot's unless named; two tables of one name on a page need a `key`.
    """
    lines = [common.source() if source is None else source]
    kinds = (
        ("CSV", table_files.csv, "csv", "text/csv"),
        ("Excel", table_files.xlsx, "xlsx", EXCEL),
        ("Parquet", table_files.parquet, "parquet", "application/vnd.apache.parquet"),
    )
    for column, (label, write, ending, mime) in zip(st.columns([1, 1, 1, 6]), kinds, strict=False):
        column.download_button(
            f"Tải {label}",
            data=partial(write, table, lines),
            file_name=f"{name}.{ending}",
            mime=mime,
            key=f"{key or name}-{ending}",
            on_click="ignore",
        )


def chosen_row(table: pd.DataFrame, *, key: str, alt: str) -> int | None:
    """Show a table and give the place of the row that was chosen, if any."""
    event = st.dataframe(
        table,
        hide_index=True,
        key=key,
        alt=alt,
        on_select="rerun",
        selection_mode="single-row",
        column_config=columns_of(table),
    )
    rows = event["selection"]["rows"]
    return rows[0] if rows else None


def columns_of(table: pd.DataFrame) -> dict[str, Any]:
    """Give the column configuration of a table: the first stays put, an address is a link."""
    columns: dict[str, Any] = {table.columns[0]: st.column_config.TextColumn(pinned=True)}
    if "Địa chỉ" in table.columns:
        columns["Địa chỉ"] = st.column_config.LinkColumn()
    return columns


def short_table(table: pd.DataFrame) -> None:
    """Show a picture's table; Streamlit reads its cells and heads as Markdown."""
    plain = table.astype("string").fillna("").map(markup.in_markdown)
    st.table(plain.rename(columns=markup.in_markdown), hide_index=True)


def texts(table: pd.DataFrame, *, look: str) -> None:
    """Show a table of texts whole; `st.table` would take text of a workbook for Markdown."""
    rows = table.astype("string").fillna("").to_numpy().tolist()
    st.html(markup.html_table(rows, list(table.columns), look=look))


def listing(table: pd.DataFrame, *, key: str, name: str) -> None:
    """Show a table with its files: a short one whole, its text wrapped; an empty one says so."""
    if table.empty:
        st.info("Không có dòng nào với lựa chọn này.")
        return
    if len(table) <= SHORT_LIST:
        texts(table, look="list")
        downloads(table, name=name)
        return
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        alt=f"Bảng {len(table)} dòng",
        height=620,
        column_config=columns_of(table),
    )
    downloads(table, name=name)


def provenance(rows: pd.DataFrame, place: int | None) -> None:
    """Show the cells behind the chosen row of a table of values."""
    st.subheader("Nguồn của con số", anchor=False)
    if place is None or place >= len(rows):
        st.write("Chọn một dòng ở bảng trên để xem con số ấy lấy từ tệp, biểu và ô nào.")
        return
    row = rows.iloc[place]
    keys = (
        "area_code",
        "indicator_code",
        "year",
        "settlement",
        "household_class",
        "project_code",
        "capital_source",
        "capital_type",
        "member_code",
    )
    chosen = {key: int(row[key]) if key == "year" else str(row[key]) for key in keys}
    cells = tables.cells(ask("provenance", **chosen))
    value = formats.with_unit(row["value"], row["unit"], row["value_state"])
    named = markup.in_markdown(f"{row['indicator_name']} · {row['area_name']} · {row['year']}: ")
    st.write(f"{named}**{markup.in_markdown(value)}**")
    if cells.empty:
        st.write("Chưa có ô nào được nộp cho con số này.")
        return
    st.dataframe(cells, hide_index=True, key="provenance_cells", alt="Các ô gốc của con số")


def version_differences() -> None:
    """Place the choosers of two versions of a unit's workbook and what changed between them."""
    st.subheader("So sánh hai bản của một đơn vị", anchor=False)
    units = listings.units_with_versions()
    if not units:
        st.write("Chưa đơn vị nào nộp bản thứ hai.")
        return
    unit, before, after, _ = st.columns([3, 2, 2, 5])
    with unit:
        name = choose("Đơn vị", list(units), key="don-vi")
    unit_code, versions = units[name]
    numbers = [str(number) for number in range(1, versions + 1)]
    with before:
        first = choose("Từ bản", numbers[:-1], key="tu-ban", index=versions - 2)
    with after:
        last = choose(
            "Đến bản", numbers[int(first) :], key="den-ban", index=versions - int(first) - 1
        )
    table = listings.version_differences(unit_code, int(first), int(last))
    listing(table, key="sources_differences", name="thay-doi-giua-hai-ban")


def today() -> date:
    """Give the day that lateness is told for: today, or the earlier day whose state is shown."""
    shown = st.session_state.get("tai-ngay", LATEST)
    if shown == LATEST:
        return datetime.now(VIETNAM).date()
    return datetime.strptime(shown, "%d/%m/%Y").replace(tzinfo=VIETNAM).date()


def lateness_day() -> date:
    """Give the day that lateness is told for; before any publication, place a box to set it.

    Nobody is late with a sample: without another day it is told for the samples' cut-off date.
    """
    if listings.publication_days():
        return today()
    usual = common.snapshot()["as_of_date"].date()
    column, _ = st.columns([2, 10])
    with column:
        typed = st.text_input(
            "Tính đến ngày",
            formats.day(usual),
            key="tai-ngay",
            bind="query-params",
            placeholder="ngày/tháng/năm",
        )
    try:
        return datetime.strptime(str(typed).strip(), "%d/%m/%Y").replace(tzinfo=VIETNAM).date()
    except ValueError:
        st.warning(
            f"{markup.quoted(str(typed))} không phải là một ngày (ví dụ: 31/03/2025); "
            f"trang đang tính đến ngày {formats.day(usual)}."
        )
        return usual


def open_findings() -> None:
    """Place the filters of findings and what they leave."""
    unit, severity, rule, _ = st.columns([3, 2, 2, 5])
    units = listings.unit_names()
    severities = {words: code for code, words in tables.SEVERITIES.items()}
    with unit:
        chosen_unit = choose("Đơn vị nộp", [EVERY, *units], key="don-vi-nop")
    with severity:
        chosen_severity = choose("Mức", [EVERY, *severities], key="muc")
    with rule:
        chosen_rule = choose("Quy tắc", [EVERY, *listings.rules_found()], key="quy-tac")
    table = listings.open_findings(
        units.get(chosen_unit),
        severities.get(chosen_severity),
        None if chosen_rule == EVERY else chosen_rule,
    )
    listing(table, key="progress_findings", name="phat-hien-con-mo")


def reminder(reminders: dict[str, str]) -> None:
    """Place the chooser of a unit that is late or must correct, and the text to copy."""
    if not reminders:
        st.info("Không có đơn vị nào cần nhắc.")
        return
    name = choose("Gửi đơn vị", list(reminders), key="nhac")
    # A block of code has a button that copies it whole.
    st.code(reminders[name], language=None, wrap_lines=True)


def form_download(units: dict[str, str]) -> None:
    """Place the chooser of a reporting unit and the download of its empty workbook."""
    name = choose("Đơn vị của tôi", list(units), key="don-vi-toi")
    # Made before the button: one that makes its file when clicked could not say why it does not.
    form, reason = intake.form_or_reason(units[name])
    if form is None:
        st.error(markup.in_markdown(reason))
        return
    st.download_button(
        "Tải biểu mẫu",
        data=form,
        file_name=f"bieu-{units[name]}.xlsx",
        mime=EXCEL,
        on_click="ignore",
    )


def sent_files() -> list[Any]:
    """Place the chooser of files to check and give those that were chosen."""
    chosen = st.file_uploader(
        f"Chọn hoặc thả tệp biểu (.xlsx, .xls, .csv; tối đa {intake.MOST_MEGABYTES} MB)",
        accept_multiple_files=True,
        key="bieu-kiem-tra",
    )
    st.caption("Tệp chỉ được đọc trong bộ nhớ để kiểm tra, không lưu lại.")
    # What was said of a file goes with the file.
    known = st.session_state.get(VERDICTS, {})
    st.session_state[VERDICTS] = {
        file.file_id: known[file.file_id] for file in chosen if file.file_id in known
    }
    return chosen


def narrowed(table: pd.DataFrame, column: str, *, key: str) -> pd.DataFrame:
    """Place a chooser of one text of a column and keep its rows; none where all are alike."""
    options = [text for text in dict.fromkeys(table[column]) if text]
    if len(options) < 2:
        return table
    chosen = st.selectbox(column, [EVERY, *options], key=key, width=FILTER_WIDTH)
    return table if chosen == EVERY else table[table[column].eq(chosen)]


def checked(file: Any) -> None:  # noqa: ANN401 Streamlit's uploaded file
    """Check one file and show the verdict, the findings and what can be taken away."""
    known = st.session_state[VERDICTS]
    if file.file_id not in known:
        with st.status("Đang kiểm tra biểu…") as status:
            known[file.file_id] = intake.verdict(
                file.name, file.getvalue(), step=lambda words: status.update(label=words)
            )
            status.update(label="Đã kiểm tra xong", state="complete")
    found = known[file.file_id]
    st.subheader(
        ("● " if found.is_accepted else "✖ ") + markup.in_markdown(found.sentence), anchor=False
    )
    # As plain text: a file's name is data.
    st.text(f"Tệp: {file.name}")
    if found.table.empty:
        st.write("Không có phát hiện nào.")
        return
    if (marked := found.marked) is not None:
        st.download_button(
            "Tải biểu đã đánh dấu",
            data=lambda: marked(file.getvalue()),
            mime=EXCEL,
            file_name=f"da-danh-dau-{marking.name_of(file.name)}",
            on_click="ignore",
            type="primary",
            key=f"marked-{file.file_id}",
        )
    if (filled := found.filled) is not None:
        # As plain text: names of sheets are the sender's.
        st.text(found.filling)
        st.download_button(
            "Điền 0 vào ô trống",
            data=lambda: filled(file.getvalue()),
            mime=EXCEL,
            file_name=f"da-dien-0-{marking.name_of(file.name)}",
            on_click="ignore",
            key=f"filled-{file.file_id}",
        )
    with st.container(horizontal=True):
        table = narrowed(found.table, "Mức độ", key=f"severity-{file.file_id}")
        table = narrowed(table, "Biểu", key=f"sheet-{file.file_id}")
    texts(table.head(MOST_SHOWN), look="list")
    if len(table) > MOST_SHOWN:
        st.write(f"Còn {len(table) - MOST_SHOWN} phát hiện nữa trong tệp tải xuống.")
    downloads(
        table,
        name=f"ket-qua-kiem-tra-{Path(file.name).stem}",
        source=f"Tệp: {file.name}",
        key=f"findings-{file.file_id}",
    )


def footer() -> None:
    """End every page: where the figures come from, the link to it, what printing needs."""
    held = common.snapshot()
    built = held["built_at"].tz_localize("UTC").tz_convert(VIETNAM)
    st.html(
        markup.filled(
            "web/templates/footer.html", source=common.source(), built=formats.moment(built)
        )
    )
    page_end(key="page_end")
