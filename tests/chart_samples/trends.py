"""Samples of the pictures of trends."""

from functools import partial

import pandas as pd

from dashboard.charts import beside, convergence, multiples, pace

NAN = float("nan")
PANELS = pd.DataFrame(
    [
        ("542", "An Lão", "Đầu kỳ", 36.1, "36,10", "reported", False, 5.8, NAN, ""),
        ("542", "An Lão", "2024", NAN, "…", "not_submitted", False, 1.5, NAN, ""),
        ("542", "An Lão", "2025 (ước)", 5.7, "5,70", "reported", True, 0.7, 6.0, "dưới 6,00 %"),
        ("543", "Hoài Nhơn", "Đầu kỳ", 3.0, "3,00", "reported", False, 5.8, NAN, ""),
        ("543", "Hoài Nhơn", "2024", 0.0, "0,00", "reported", False, 1.5, NAN, ""),
        ("543", "Hoài Nhơn", "2025 (ước)", NAN, "–", "not_applicable", True, 0.7, NAN, ""),
        ("545", "Phù Mỹ", "Đầu kỳ", NAN, "…", "not_submitted", False, 5.8, NAN, ""),
        ("545", "Phù Mỹ", "2024", NAN, "…", "not_submitted", False, 1.5, NAN, ""),
        ("545", "Phù Mỹ", "2025 (ước)", NAN, "…", "not_submitted", True, 0.7, NAN, ""),
    ],
    columns=list(multiples.COLUMNS),
)
LINES = pd.DataFrame(
    [
        ("own", "An Lão", "Đầu kỳ", 36.1, "36,10", "reported", False),
        ("own", "An Lão", "2024", NAN, "…", "not_submitted", False),
        ("own", "An Lão", "2025 (ước)", 0.0, "0,00", "reported", True),
        ("province", "Toàn tỉnh", "Đầu kỳ", 5.8, "5,80", "reported", False),
        ("province", "Toàn tỉnh", "2024", NAN, "–", "not_applicable", False),
        ("province", "Toàn tỉnh", "2025 (ước)", 0.7, "0,70", "reported", True),
        ("published", "Cả nước", "2024", 1.93, "1,93", "reported", False),
    ],
    columns=list(beside.COLUMNS),
)
BREAKS = pd.DataFrame({"year_text": ["2024"], "note_text": ["Địa giới<br>thay đổi"]})
RANKED = pd.DataFrame(
    [
        ("542", "1. An Lão", "2. An Lão", 7.6, 84.1, "7,60", "84,10", 1.0, 2.0, True),
        ("543", "2. Hoài Nhơn", "1. Hoài Nhơn", 0.7, 96.9, "0,70", "96,90", 2.0, 1.0, False),
        ("540", "3. Quy Nhơn", "Quy Nhơn", 0.0, 0.0, "0,00", "0,00 (số nhỏ)", 3.0, NAN, False),
        ("545", "Phù Mỹ", "Phù Mỹ", NAN, NAN, "… chưa nộp", "… chưa nộp", NAN, NAN, False),
        (
            "549",
            "An Nhơn",
            "An Nhơn",
            NAN,
            NAN,
            "– không áp dụng",
            "– không áp dụng",
            NAN,
            NAN,
            False,
        ),
    ],
    columns=list(pace.COLUMNS),
)
DISTANCES = pd.DataFrame(
    [
        ("Theo điểm %", "Cao nhất − thấp nhất", "Đầu kỳ", 38.23, "38,23", False),
        ("Theo điểm %", "Cao nhất − thấp nhất", "2025 (ước)", 6.41, "6,41", True),
        ("Theo điểm %", "Độ lệch chuẩn", "Đầu kỳ", 8.14, "8,14", False),
        ("Theo điểm %", "Độ lệch chuẩn", "2025 (ước)", 0.0, "0,00", True),
        ("Miền núi so với đồng bằng (lần)", "Tỷ số", "Đầu kỳ", 8.52, "8,52", False),
        ("Miền núi so với đồng bằng (lần)", "Tỷ số", "2025 (ước)", NAN, "…", True),
    ],
    columns=list(convergence.COLUMNS),
)
SAMPLES = {
    "small_multiples": (
        partial(
            multiples.small_multiples,
            unit="%",
            shared_axis=True,
            reference_name="Toàn tỉnh",
            highlight="542",
        ),
        PANELS,
        multiples.COLUMNS,
    ),
    "lines_beside": (
        partial(beside.lines_beside, breaks=BREAKS, unit="%"),
        LINES,
        beside.COLUMNS,
    ),
    "pace_bars": (
        partial(
            pace.pace_bars,
            points_title="Theo điểm (điểm %/năm)",
            relative_title="Theo % so với đầu kỳ",
            highlight="542",
        ),
        RANKED,
        pace.COLUMNS,
    ),
    "distance_lines": (convergence.distance_lines, DISTANCES, convergence.COLUMNS),
}
