"""The choosers a page may place, and the one way a picture is shown."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from dashboard import exports, pictures, tables, wording
from dashboard.database import ask
from dashboard.frames import records
from dashboard.pictures import Picture

WHOLE_PROVINCE = "Toàn tỉnh"
SETTLEMENT_NAMES = {"Tổng số": "total", "Thành thị": "urban", "Nông thôn": "rural"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHORT_LIST = 40
CLICKED = "clicked_district"
PROFILE_PAGE = Path(__file__).parent.parent / "pages" / "profile.py"


@dataclass(frozen=True)
class View:
    """What the shared controls are set to."""

    area_code: str | None
    area_name: str
    year: int
    settlement: str


def no_snapshot() -> NoReturn:
    """Say that there is nothing to show yet and what to do, then stop."""
    st.title("Chưa có dữ liệu")
    st.write(
        "Chưa có bản tổng hợp số liệu nào. Chạy lệnh `python -m dashboard build` "
        "để tổng hợp, rồi tải lại trang."
    )
    st.stop()


def choose(label: str, options: list[str], *, key: str, index: int | None = 0) -> str | None:
    """Place a chooser that the address bar remembers; say so when the address names no option."""
    asked = st.query_params.get(key)
    if asked and asked not in options:
        st.warning(
            f"Địa chỉ ghi {label.lower()} “{asked}” nhưng không có lựa chọn này; "
            "trang đang hiển thị lựa chọn mặc định."
        )
    return st.selectbox(
        label, options, index=index, key=key, bind="query-params", persist_state="session"
    )


def shared() -> None:
    """Place the controls that every page obeys, the cut-off date and the mark."""
    # A click is taken up here, before the chooser of districts stands: then it may be set.
    if CLICKED in st.session_state:
        st.session_state["huyen"] = st.session_state.pop(CLICKED)
    held = pictures.snapshot()
    years = pictures.year_options()
    if not years:
        nothing("Chưa có số liệu", "Chưa có đơn vị nào nộp biểu. Đặt biểu vào thư mục "
                "data/submissions rồi chạy lệnh: python -m dashboard build")  # fmt: skip
    labels = list(years)
    latest = held["latest_actual_year"]
    default = list(years.values()).index(latest) if latest in years.values() else 0
    district, year, settlement, state = st.columns([2, 2, 2, 5], vertical_alignment="bottom")
    with district:
        choose("Huyện", [WHOLE_PROVINCE, *pictures.district_codes()], key="huyen")
    with year:
        choose("Năm", labels, key="nam", index=default)
    with settlement:
        choose("Khu vực", list(SETTLEMENT_NAMES), key="khu-vuc")
    with state:
        st.html(wording.state_line(
            as_of=held["as_of_date"], received=int(held["units_received"]),
            expected=int(held["units_expected"]), illustrative=int(held["illustrative_units"]),
        ))  # fmt: skip


def view() -> View:
    """Give what the shared controls are set to."""
    name = st.session_state["huyen"]
    return View(
        area_code=pictures.district_codes().get(name),
        area_name=name,
        year=pictures.year_options()[st.session_state["nam"]],
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
    st.title(title, anchor=False)
    st.html(f'<p class="subtitle">{wording.escaped(subtitle)}</p>')


def open_profile(event: Any) -> None:  # noqa: ANN401 Streamlit gives no type for it
    """Go to the profile of the district that was clicked, if any."""
    points = event["selection"]["points"]
    codes = [point["customdata"][0] for point in points if point.get("customdata")]
    names = {code: name for name, code in pictures.district_codes().items()}
    if codes and codes[0] in names:
        st.session_state[CLICKED] = names[codes[0]]
        # An empty address: Streamlit refuses to set or to clear bound parameters by itself, and
        # the choosers write theirs again from what they hold.
        st.switch_page(PROFILE_PAGE, query_params={})


def show(
    picture: Picture, *, key: str, opens_profile: bool = False, headed: bool = True
) -> None:
    """Show a picture under its finding, with its table and files one click away.

    A click on a district goes to its profile when `opens_profile` is set; a picture whose finding
    is the page's title goes without a heading of its own (`headed`).
    """
    if headed:
        st.subheader(picture.finding, anchor=False)
    config = chart_config(picture.name, st.session_state.get(f"{key}-anh", "PNG"))
    if opens_profile:
        event = st.plotly_chart(
            picture.figure, theme=None, key=key, alt=picture.alt, config=config,
            on_select="rerun", selection_mode="points",
        )  # fmt: skip
        open_profile(event)
    else:
        st.plotly_chart(picture.figure, theme=None, key=key, alt=picture.alt, config=config)
    more = st.expander("Bảng số liệu và tải xuống", key=f"{key}-bang", type="compact",
                       on_change="rerun")  # fmt: skip
    if more.open:
        with more:
            take_away(picture, key=key)


def take_away(picture: Picture, *, key: str) -> None:
    """Place a picture's table, its file and the choice of the image's format."""
    st.table(picture.table, hide_index=True)
    data, image, hint = st.columns([2, 2, 6], vertical_alignment="bottom")
    data.download_button(
        "Tải số liệu (CSV)", file_name=f"{picture.name}.csv", mime="text/csv",
        data=partial(exports.csv, picture.table, [picture.subtitle, picture.source]),
        key=f"{key}-csv", on_click="ignore",
    )  # fmt: skip
    image.selectbox("Định dạng ảnh", ["PNG", "SVG"], key=f"{key}-anh")
    hint.caption("Ảnh: đưa chuột lên biểu đồ rồi bấm biểu tượng máy ảnh ở góc trên bên phải.")


def chart_config(name: str, image_format: str) -> dict[str, Any]:
    """Give Plotly's settings: no tool but the image, twice the size for print, in Vietnamese."""
    words = {
        "Download plot": "Tải ảnh", "Download plot as a PNG": "Tải ảnh PNG",
        "Download plot as a png": "Tải ảnh PNG", "Taking snapshot - this may take a few seconds":
        "Đang tạo ảnh…", "Snapshot succeeded": "Đã tạo ảnh",
    }  # fmt: skip
    return {
        "displaylogo": False, "modeBarButtons": [["toImage"]], "scrollZoom": False,
        "doubleClick": False, "responsive": True, "locale": "vi",
        "locales": {"vi": {"dictionary": words}},
        "toImageButtonOptions": {"format": image_format.lower(), "scale": 2, "filename": name},
    }  # fmt: skip


def show_map(indicator_code: str, view: View, *, key: str) -> None:
    """Show the maps of a rate at the start and now, on one scale; a count says why it has none."""
    if not pictures.indicator(indicator_code)["unit"].startswith(("%", "điểm")):
        st.info("Lược đồ chỉ vẽ tỷ lệ, không vẽ số lượng: huyện đông dân sẽ trông như huyện nghèo.")
        return
    first_year = int(pictures.indicator(indicator_code)["first_year"])
    years = dict.fromkeys((first_year, view.year))
    for column, year in zip(st.columns(2, gap="large"), years, strict=False):
        with column:
            picture = pictures.map_of_districts(
                indicator_code, year, view.settlement, view.area_code
            )
            show(picture, key=f"{key}-{year}", opens_profile=True)


def definition(indicator_code: str) -> None:
    """Write the definition of an indicator."""
    lines = pictures.indicator_card(indicator_code)
    st.table(pd.DataFrame(lines, columns=["Mục", "Nội dung"]), hide_index=True)


def nothing(title: str, reason: str) -> NoReturn:
    """Say why a page has nothing to show, then stop."""
    heading(title, reason)
    st.stop()


def ask_for_district(view: View) -> NoReturn:
    """Ask for a district where a page is about one, then stop."""
    heading("Chọn một huyện để xem hồ sơ", "Chọn ở ô “Huyện” phía trên, hoặc bấm vào lược đồ.")
    show(
        pictures.map_of_districts(pictures.POVERTY_RATE, view.year, view.settlement, None),
        key="profile_map", opens_profile=True,
    )  # fmt: skip
    st.stop()


def neighbours(view: View) -> None:
    """Place the steps to the previous and the next district in official order."""
    names = list(pictures.district_codes())
    place = names.index(view.area_name)
    before, after, _ = st.columns([1, 1, 4])
    for column, name, label in (
        (before, names[place - 1], "← {}"), (after, names[(place + 1) % len(names)], "{} →"),
    ):  # fmt: skip
        # Not a link: a link to the page one is on does not move the choosers.
        column.button(
            label.format(name), key=f"neighbour_{label}", type="tertiary",
            on_click=st.session_state.update, args=({CLICKED: name},),
        )  # fmt: skip


def report_texts(area_code: str) -> None:
    """Write what a district says in its assessment and proposals."""
    texts = ask("report_texts_of_area", area_code=area_code)
    if texts.empty:
        st.write("… chưa nộp")
        return
    st.html(
        wording.text_panels(
            (row.section_name, row.content if isinstance(row.content, str) else "… chưa nộp")
            for row in records(texts)
        )
    )


def downloads(table: pd.DataFrame, *, name: str) -> None:
    """Place the three ways to take a table away."""
    lines = [pictures.source()]
    kinds = (
        ("CSV", exports.csv, "csv", "text/csv"),
        ("Excel", exports.xlsx, "xlsx", EXCEL),
        ("Parquet", exports.parquet, "parquet", "application/vnd.apache.parquet"),
    )
    for column, (label, write, ending, mime) in zip(st.columns([1, 1, 1, 6]), kinds, strict=False):
        column.download_button(
            f"Tải {label}", data=partial(write, table, lines), file_name=f"{name}.{ending}",
            mime=mime, key=f"{name}-{ending}", on_click="ignore",
        )  # fmt: skip


def chosen_row(table: pd.DataFrame, *, key: str, alt: str) -> int | None:
    """Show a table and give the place of the row that was chosen, if any."""
    event = st.dataframe(
        table, hide_index=True, key=key, alt=alt, on_select="rerun", selection_mode="single-row",
        column_config=columns_of(table),
    )  # fmt: skip
    rows = event["selection"]["rows"]
    return rows[0] if rows else None


def columns_of(table: pd.DataFrame) -> dict[str, Any]:
    """Give the column configuration of a table: the first stays put, an address is a link."""
    columns: dict[str, Any] = {table.columns[0]: st.column_config.TextColumn(pinned=True)}
    if "Địa chỉ" in table.columns:
        columns["Địa chỉ"] = st.column_config.LinkColumn()
    return columns


def listing(table: pd.DataFrame, *, key: str, name: str) -> None:
    """Show a table with its files: a short one whole, its text wrapped; an empty one says so."""
    if table.empty:
        st.info("Không có dòng nào với lựa chọn này.")
        return
    if len(table) <= SHORT_LIST:
        st.table(table, hide_index=True)
        downloads(table, name=name)
        return
    st.dataframe(
        table, hide_index=True, key=key, alt=f"Bảng {len(table)} dòng", height=620,
        column_config=columns_of(table),
    )  # fmt: skip
    downloads(table, name=name)


def provenance(rows: pd.DataFrame, place: int | None) -> None:
    """Show the cells behind the chosen row of a table of values."""
    st.subheader("Nguồn của con số", anchor=False)
    if place is None or place >= len(rows):
        st.write("Chọn một dòng ở bảng trên để xem con số ấy lấy từ tệp, biểu và ô nào.")
        return
    row = rows.iloc[place]
    keys = (
        "area_code", "indicator_code", "year", "settlement", "household_class", "project_code",
        "capital_source", "capital_type", "member_code",
    )  # fmt: skip
    chosen = {key: int(row[key]) if key == "year" else str(row[key]) for key in keys}
    cells = tables.cells(ask("provenance", **chosen))
    value = wording.with_unit(row["value"], row["unit"], row["value_state"])
    st.write(f"{row['indicator_name']} · {row['area_name']} · {row['year']}: **{value}**")
    if cells.empty:
        st.write("Chưa có ô nào được nộp cho con số này.")
        return
    st.dataframe(cells, hide_index=True, key="provenance_cells", alt="Các ô gốc của con số")


def footer() -> None:
    """Write where the figures come from under every page."""
    held = pictures.snapshot()
    built = held["built_at"].tz_localize("UTC").tz_convert("Asia/Ho_Chi_Minh")
    st.html(
        f'<p class="footer">{wording.escaped(pictures.source())} · '
        f"bản tổng hợp lúc {wording.moment(built)}</p>"
    )
