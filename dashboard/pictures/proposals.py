"""What units propose for 2026–2030, the capital they ask for, and a scenario."""

import pandas as pd

from dashboard.charts.bars import ranked_bars
from dashboard.charts.scenario import scenario_band
from dashboard.pictures.common import Picture, made
from dashboard.pictures.native import LINE, NativeChart, bars
from dashboard.store.database import ask, remembered
from dashboard.words import formats, programme_sentences

EVERY = "Tất cả"
CHANGE_YEAR = 2027
LAST_YEAR = 2030


@remembered
def sections() -> dict[str, str | None]:
    """Give the sections of the reports by name, all first."""
    rows = ask("proposal_sections")
    return {EVERY: None} | dict(zip(rows["section_name"], rows["section_code"], strict=True))


@remembered
def listed(section_code: str | None, area_code: str | None) -> pd.DataFrame:
    """Give what the units wrote, with the cell each text came from."""
    rows = ask("proposals", section_code=section_code, area_code=area_code)
    return pd.DataFrame(
        {
            "Đơn vị": rows["unit_name"],
            "Mục": rows["section_name"],
            "Nội dung": rows["content"],
            "Nguồn": rows["file_name"] + ", biểu " + rows["sheet"] + ", ô " + rows["cell"],
        }
    )


@remembered
def finding() -> str:
    """Say how many units proposed something and in which section most did."""
    rows = ask("proposal_sections")
    rows = rows[rows["part"].ne("P1")]
    most = int(rows["units"].max()) if len(rows) else 0
    texts = ask("proposals", section_code=None, area_code=None)
    proposing = texts[texts["section_code"].str[:2].ne("P1")]["unit_name"].nunique()
    return programme_sentences.proposals(
        int(proposing), list(rows.loc[rows["units"].eq(most), "section_name"]), most
    )


@remembered
def needs(highlight: str | None) -> Picture:
    """Give the capital that units propose."""
    values = ask("capital_needs")
    rows = values.assign(
        area_name=values["unit_name"],
        value=values["need"],
        area_code=values["area_code"].fillna(""),
        value_text=[formats.number(need) for need in values["need"]],
        value_state="reported",
        is_estimate=False,
        target_bound=float("nan"),
        target_text="",
        target_status=None,
    )
    missing = int(values["other_units"].iloc[0]) if len(values) else 0
    table = pd.DataFrame(
        {"Đơn vị": values["unit_name"], "Nhu cầu vốn (triệu đồng)": rows["value_text"]}
    )
    if len(values):
        total = f"Tổng của {len(values)} đơn vị đã đề xuất"
        table.loc[len(table)] = [total, formats.number(values["need"].sum())]
    line = "Nhu cầu vốn 2026–2030 do đơn vị đề xuất (triệu đồng)"
    if missing:
        line += f" · {missing} đơn vị đã nộp biểu nhưng để trống phần này (không bắt buộc)"
    figure = ranked_bars(
        rows,
        unit="triệu đồng",
        province_value=None,
        province_text="",
        highlight=highlight,
        height=90 + 50 * max(3, len(rows)),
    )
    said = programme_sentences.capital_needs(
        len(values), values["need"].sum() if len(values) else None
    )
    native = bars(values, {"Nhu cầu": "need"}, unit="triệu đồng", names="unit_name")
    return made("nhu-cau-von", said, line, figure, table, values, native=native)


@remembered
def assumptions() -> pd.Series | None:
    """Give what data and publications say about the assumptions, None while they say nothing."""
    rows = ask("scenario_assumptions")
    return None if rows.empty else rows.iloc[0]


@remembered
def assumption_table() -> pd.DataFrame:
    """Give each assumption of the scenario with where it comes from."""
    held = assumptions()
    if held is None:
        return pd.DataFrame(columns=["Giả định", "Mặc định", "Căn cứ"])
    start = f"{held['start_year']:.0f}{' (ước)' if held['start_is_estimate'] else ''}"
    rose = "; số âm: tỷ lệ tăng" if held["fall_low"] < 0 else ""
    falls = f"{formats.number(held['fall_low'], 2)} – {formats.number(held['fall_high'], 2)} %"
    return pd.DataFrame(
        [
            (
                "Mức bắt đầu",
                f"{formats.number(held['start_rate'], 2)} % (năm {start})",
                "Tỷ lệ nghèo đa chiều toàn tỉnh theo biểu đã nộp",
            ),
            (
                "Năm 2026",
                "giữ chuẩn nghèo 2022–2025",
                "Nghị định 351/2025/NĐ-CP (Huế Ngày nay, VietnamPlus 31/12/2025)",
            ),
            (
                "Chuẩn thu nhập từ 2027",
                f"nông thôn {formats.number(held['rural_line'])} (trước: "
                f"{formats.number(held['rural_line_before'])}), thành thị "
                f"{formats.number(held['urban_line'])} (trước: "
                f"{formats.number(held['urban_line_before'])}) đồng/người/tháng",
                "Nghị định 351/2025/NĐ-CP; Nghị định 07/2021/NĐ-CP",
            ),
            (
                "Mức giảm mỗi năm",
                falls,
                "Năm giảm ít nhất và năm giảm nhiều nhất của tỉnh, tính theo % so với năm trước"
                + rose,
            ),
            (
                "Hệ số khi đổi chuẩn",
                f"1,00 – {formats.number(held['line_ratio'], 2)}",
                "Không có số công bố: thấp là giữ nguyên, cao là bằng mức tăng của chuẩn thu nhập; "
                "người xem tự đặt",
            ),
            (
                "Số hộ",
                f"{formats.number(held['households'])} hộ, giữ nguyên",
                "Số hộ của năm bắt đầu theo biểu đã nộp",
            ),
        ],
        columns=["Giả định", "Mặc định", "Căn cứ"],
    )


@remembered
def scenario(fall_low: float, fall_high: float, jump_low: float, jump_high: float) -> Picture:
    """Give the range of the poverty rate up to 2030 under the assumptions; never a forecast."""
    held = assumptions()
    if held is None:
        values = pd.DataFrame(
            columns=["year", "low_rate", "high_rate", "low_households", "high_households"]
        )
    else:
        values = ask(
            "scenario",
            fall_low=fall_low,
            fall_high=fall_high,
            jump_low=jump_low,
            jump_high=jump_high,
            change_year=CHANGE_YEAR,
            start_year=int(held["start_year"]),
            start_rate=float(held["start_rate"]),
            households=float(held["households"]),
        )
    rows = values.assign(
        year_text=[str(int(year)) for year in values["year"]],
        low_text=[formats.number(rate, 2) for rate in values["low_rate"]],
        high_text=[formats.number(rate, 2) for rate in values["high_rate"]],
    )
    last = rows.iloc[-1] if len(rows) else None
    said = programme_sentences.scenario_range(
        LAST_YEAR, *(None, None) if last is None else (last["low_rate"], last["high_rate"])
    )
    table = pd.DataFrame(
        {
            "Năm": rows["year_text"],
            "Kịch bản thấp (%)": rows["low_text"],
            "Kịch bản cao (%)": rows["high_text"],
            "Số hộ, thấp": [formats.number(count) for count in rows["low_households"]],
            "Số hộ, cao": [formats.number(count) for count in rows["high_households"]],
        }
    )
    line = (
        "Kịch bản để thảo luận, không phải dự báo hay chỉ tiêu · tỷ lệ nghèo đa chiều toàn tỉnh (%)"
    )
    figure = scenario_band(rows, unit="%", change_text=str(CHANGE_YEAR))
    return made(
        "kich-ban",
        said,
        line,
        figure,
        table,
        values,
        formula="mức bắt đầu × (1 − mức giảm)^số năm × hệ số đổi chuẩn (từ 2027)",
        native=NativeChart(
            LINE,
            rows,
            "year_text",
            {"Kịch bản thấp (%)": "low_rate", "Kịch bản cao (%)": "high_rate"},
            "%",
        ),
    )


def preset(value: float) -> float:
    """Give what the control of an assumption starts with: two decimals, as it is printed."""
    return float(formats.rounded(value, 2))


def clamped(low: float, high: float) -> tuple[float, float]:
    """Put the two ends of an assumption in order."""
    return (low, high) if low <= high else (high, low)
