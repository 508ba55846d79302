"""Frames in, tables of Vietnamese text out."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from dashboard.catalogue.findings import Finding, needed
from dashboard.words import formats, submission_sentences
from dashboard.words.frames import records

SEVERITIES = {"error": "✖ Lỗi", "warning": "▲ Cảnh báo", "info": "○ Thông tin"}
PUBLISHED_KINDS = {
    "actual": "kết quả",
    "estimate": "ước",
    "forecast": "dự kiến",
    "target": "chỉ tiêu",
    "standard": "tiêu chuẩn",
    "context": "tham khảo",
}
ROLES = {"numerator": "tử số, số hạng", "denominator": "mẫu số"}


def local(moments: pd.Series) -> pd.Series:
    """Give UTC moments in the time of Việt Nam."""
    return moments.dt.tz_localize("UTC").dt.tz_convert("Asia/Ho_Chi_Minh")


def values(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the numbers of an indicator as printed."""
    return pd.DataFrame(
        {
            "Đơn vị": rows["area_name"],
            "Năm": rows["year"]
            .astype(str)
            .where(rows["value_kind"].ne("estimate"), rows["year"].astype(str) + " (ước)"),
            "Phân tổ": rows["breakdown"].replace("", "chung"),
            "Giá trị": [
                formats.in_state(row.value, row.unit, row.value_state) for row in records(rows)
            ],
            "Đơn vị tính": rows["unit"],
            "Trạng thái": [
                formats.STATE_REASONS.get(row.value_state)
                or (
                    "đủ"
                    if row.units_reported == row.units_expected
                    else f"{row.units_reported}/{row.units_expected} huyện"
                )
                for row in records(rows)
            ],
            "Ghi chú": rows["is_illustrative"].map({True: formats.ILLUSTRATIVE, False: ""}),
        }
    )


def cells(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the cells behind a number."""
    return pd.DataFrame(
        {
            "Đơn vị": rows["area_name"],
            "Chỉ tiêu": rows["indicator_name"],
            "Vai trò": rows["role"].map(ROLES).where(rows["factor"].ge(0), "trừ đi"),
            "Năm": rows["year"].astype(str),
            "Phân tổ": rows["breakdown"].replace("", "chung"),
            "Giá trị": [
                formats.STATES.get(row.value_state)
                or formats.number(row.value, printed_decimals(row.value))
                for row in records(rows)
            ],
            "Tệp": rows["file_name"],
            "Bản": rows["version"].astype(str),
            "Biểu": rows["sheet"],
            "Ô": rows["cell"],
            "Nội dung ô": rows["raw_text"].fillna(""),
            "Nhận lúc": [formats.moment(moment) for moment in local(rows["received_at"])],
            "Số liệu đến ngày": [formats.day(day) for day in rows["as_of_date"]],
            "Ghi chú": rows["is_illustrative"].map({True: formats.ILLUSTRATIVE, False: ""}),
            "Mã băm (SHA-256)": rows["sha256"].str[:12],
        }
    )


def version_differences(rows: pd.DataFrame) -> pd.DataFrame:
    """Give what changed between two versions of a workbook."""
    return pd.DataFrame(
        {
            "Chỉ tiêu": rows["name"],
            "Năm": rows["year"].astype("Int64").astype("string").fillna(""),
            "Phân tổ": rows["breakdown"].replace("", "chung"),
            "Bản trước": [
                side(row.before_text, row.before_value, row.unit, row.before_state)
                for row in records(rows)
            ],
            "Bản sau": [
                side(row.after_text, row.after_value, row.unit, row.after_state)
                for row in records(rows)
            ],
            "Đơn vị tính": rows["unit"],
            "Biểu": rows["sheet"],
            "Ô": rows["cell"],
        }
    )


def side(text: object, value: float | None, unit: str, state: object) -> str:
    """Print one side of a difference: a text, or a number in its state."""
    if isinstance(text, str):
        return text
    if not isinstance(state, str):
        return formats.STATES["not_submitted"]
    return formats.in_state(value, unit, state)


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Give published figures with their sources, beside what the workbooks say."""
    notes = rows["suspect_reason"].fillna(rows["comparability_note"]).fillna("")
    return pd.DataFrame(
        {
            "Đơn vị": rows["area_name"],
            "Chỉ tiêu": rows["indicator_name"],
            "Thời kỳ": rows["period"].fillna(""),
            "Phân tổ (như đã công bố)": rows["breakdown"].fillna(""),
            "Giá trị": [
                ("khoảng " if row.is_approximate else "")
                + (
                    row.value_text
                    if isinstance(row.value_text, str)
                    else formats.number(row.value, printed_decimals(row.value))
                )
                for row in records(rows)
            ],
            "Đơn vị tính": rows["unit"],
            "Loại": rows["value_kind"].map(PUBLISHED_KINDS),
            "Theo biểu đã nộp": [
                ""
                if pd.isna(row.submitted_value)
                else formats.number(row.submitted_value, formats.decimals_of(row.unit))
                for row in records(rows)
            ],
            "Nghi lỗi in, lưu ý": [
                ("⚠ " if suspect else "") + note
                for suspect, note in zip(rows["is_suspect"], notes, strict=True)
            ],
            "Nguồn": rows["source_title"],
            "Địa chỉ": rows["source_url"],
        }
    )


def printed_decimals(value: float) -> int:
    """Give the decimals that print a figure as it was sent or published, two at the most."""
    exact = Decimal(str(value))
    return next((places for places in (0, 1) if formats.rounded(value, places) == exact), 2)


def findings(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the findings of the rules."""
    return pd.DataFrame(
        {
            "Đơn vị": rows["unit_name"],
            "Mức độ": rows["severity"].map(SEVERITIES),
            "Quy tắc": rows["rule"],
            "Biểu": rows["sheet"],
            "Ô": rows["cell"],
            "Nội dung": [
                without_place(row.message, row.file_name, row.sheet, row.cell)
                for row in records(rows)
            ],
            "Giải trình": rows["explanation"].fillna(""),
            "Tệp": rows["file_name"],
        }
    )


def check_results(findings: Sequence[Finding], file_name: str) -> pd.DataFrame:
    """Give what a check found in one file."""
    return pd.DataFrame(
        [
            {
                "Mức độ": SEVERITIES[each.severity],
                "Biểu": each.sheet,
                "Ô": each.cell,
                "Nội dung": without_place(each.message, file_name, each.sheet, each.cell),
                "Đang ghi": each.found,
                "Cần là": needed(each),
                "Quy tắc": each.rule,
            }
            for each in findings
        ],
        columns=["Mức độ", "Biểu", "Ô", "Nội dung", "Đang ghi", "Cần là", "Quy tắc"],
    )


def without_place(message: str, file_name: str, sheet: str, cell: str) -> str:
    """Give a finding's sentence without the file, the sheet and the cell that stand beside it."""
    place = f"{file_name}, biểu “{sheet}”, ô {cell}: " if cell else f"{file_name}, biểu “{sheet}”: "
    return formats.capitalised(message.removeprefix(place).removeprefix(f"{file_name}: "))


def plan(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the tasks of the plan."""
    return pd.DataFrame(
        {
            "Nhiệm vụ": rows["task_order"].astype(str) + ". " + rows["name"],
            "Đơn vị thực hiện": rows["responsible"],
            "Thời hạn trong kế hoạch": rows["deadline_text"],
            "Trạng thái": rows["state_text"],
            "Căn cứ": rows["done_source"].fillna(""),
        }
    )


def progress(units: pd.DataFrame, sheets: pd.DataFrame) -> pd.DataFrame:
    """Give the matrix of units and sheets: a row a unit, a column a sheet.

    Args:
        units: rows of `unit_progress`.
        sheets: rows of `sheet_progress`.
    """
    cells = sheets.assign(
        shown=[
            submission_sentences.sheet_state(
                asked=row.is_asked,
                # An optional sheet that was left out is not a sheet half done.
                received=row.is_received and (row.cells_reported or not row.is_optional),
                filled=row.cells_filled,
                cells=row.cells_asked,
                errors=row.errors,
                warnings=row.warnings,
            )
            for row in records(sheets)
        ]
    )
    heads = list(dict.fromkeys(cells["short_name"]))
    matrix = cells.pivot_table(
        index="unit_code", columns="short_name", values="shown", aggfunc="first"
    )[heads]
    known = units.set_index("unit_code")
    own = pd.DataFrame(
        {
            "Đơn vị": known["short_name"],
            "Thời hạn": [
                submission_sentences.unit_state(
                    row.state, row.days_late, None if pd.isna(row.sent_on) else row.sent_on
                )
                for row in records(known)
            ],
            "Số liệu đến": [
                formats.NOT_SUBMITTED if pd.isna(held) else formats.day(held)
                for held in known["as_of_date"]
            ],
            "Bản": ["…" if pd.isna(version) else f"{version:.0f}" for version in known["version"]],
        },
        index=known.index,
    )
    return own.join(matrix)


def submissions(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the versions that were received; a district that sent nothing keeps its row."""
    missing = rows["file_name"].isna()
    counts = {"Số ô có số liệu": "cells", "Lỗi": "errors", "Cảnh báo": "warnings"}
    return pd.DataFrame(
        {
            "Đơn vị": rows["unit_name"],
            "Bản": ["…" if pd.isna(version) else f"{version:.0f}" for version in rows["version"]],
            "Đang dùng": [
                "chưa nộp" if is_missing else ("✔" if current else "đã thay")
                for is_missing, current in zip(missing, rows["is_current"], strict=True)
            ],
            "Số liệu đến ngày": [
                formats.day(day) if not pd.isna(day) else "…" for day in rows["as_of_date"]
            ],
            "Nhận lúc": [
                formats.moment(moment) if not pd.isna(moment) else "…"
                for moment in local(rows["received_at"])
            ],
            **{
                head: [
                    formats.number(None if is_missing else count)
                    for count, is_missing in zip(rows[column], missing, strict=True)
                ]
                for head, column in counts.items()
            },
            "Người lập": rows["prepared_by"].fillna(""),
            "Lần công bố": [
                "" if pd.isna(number) else f"{number:.0f}" for number in rows["publication"]
            ],
            "Người công bố": rows["published_by"].fillna(""),
            "Giải trình": rows["note"].fillna(""),
            "Tệp": rows["file_name"].fillna(""),
            "Ghi chú": rows["is_illustrative"].map({True: formats.ILLUSTRATIVE}).fillna(""),
            "Mã băm (SHA-256)": rows["sha256"].fillna("").str[:12],
        }
    )


def catalogue(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the catalogue of indicators."""
    kinds = {"submitted": "đơn vị nộp", "computed": "tính từ số đã nộp"}
    marks = {"F": "đã thấy", "I": "suy đoán", "B": "kiến thức chung"}
    return pd.DataFrame(
        {
            "Chỉ tiêu": rows["name"],
            "Nhóm": rows["section_name"],
            "Đơn vị tính": rows["unit"],
            "Cách có số": rows["kind"].map(kinds),
            "Xác thực": rows["evidence"].map(marks),
            "Số giá trị đang có": [formats.number(count) for count in rows["values_held"]],
            "Mã": rows["indicator_code"],
        }
    )
