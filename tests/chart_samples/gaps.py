"""Samples of the pictures of gaps."""

from functools import partial

import pandas as pd

from dashboard.charts import gaps

NAN = float("nan")
APART = pd.DataFrame(
    [
        ("542", "An Lão", 17.17, 10.9, "+6,27 điểm %", False),
        ("540", "Quy Nhơn", 0.0, 0.03, "−0,03 điểm % (số nhỏ)", True),
        ("545", "Phù Mỹ", NAN, 0.96, "– không áp dụng", False),
        ("547", "Tây Sơn", NAN, NAN, "… chưa nộp", False),
        ("52", "Toàn tỉnh", 15.53, 1.46, "+14,07 điểm %", False),
    ],
    columns=list(gaps.COLUMNS),
)
LINES = pd.DataFrame(
    [
        ("Đầu kỳ", 35.27, "35,27", 3.75, "3,75", "31,52 điểm %", False),
        ("2022", NAN, "…", NAN, "…", "…", False),
        ("2023", 1.0, "1,00", 1.5, "1,50", "−0,50 điểm %", False),
        ("2025 (ước)", 5.97, "5,97", 0.0, "0,00", "5,97 điểm %", True),
    ],
    columns=list(gaps.LINE_COLUMNS),
)
SHARES = pd.DataFrame(
    [
        ("542", "An Lão", 16.1, "16,10", 2.1, "2,10", False),
        ("540", "Quy Nhơn", 0.0, "0,00", 17.5, "17,50", True),
        ("543", "Hoài Nhơn", -0.2, "−0,20", 13.8, "13,80", False),
        ("547", "Tây Sơn", NAN, "… chưa nộp", NAN, "… chưa nộp", False),
        ("545", "Phù Mỹ", NAN, "– không áp dụng", 11.0, "11,00", False),
    ],
    columns=list(gaps.PAIRED_COLUMNS),
)
SAMPLES = {
    "gap_dumbbells": (
        partial(
            gaps.gap_dumbbells,
            unit="%",
            first="Hộ DTTS",
            second="Tất cả hộ",
            apart="52",
            highlight="542",
        ),
        APART,
        gaps.COLUMNS,
    ),
    "gap_lines": (
        partial(gaps.gap_lines, unit="%", first="Miền núi", second="Các huyện còn lại"),
        LINES,
        gaps.LINE_COLUMNS,
    ),
    "paired_bars": (
        partial(gaps.paired_bars, first="hộ nghèo (%)", second="số hộ (%)", highlight="542"),
        SHARES,
        gaps.PAIRED_COLUMNS,
    ),
}
