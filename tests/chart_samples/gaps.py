"""Samples of the pictures of gaps."""

from functools import partial

import pandas as pd

from dashboard.charts import gaps

NAN = float("nan")
APART = pd.DataFrame(
    [
        ("542", "An Lão", 17.17, 10.9, "6,27 điểm %", False),
        ("540", "Quy Nhơn", 0.0, 0.03, "−0,03 điểm %", True),
        ("545", "Phù Mỹ", NAN, 0.96, "–", False),
        ("547", "Tây Sơn", NAN, NAN, "–", False),
    ],
    columns=list(gaps.COLUMNS),
)
SHARES = pd.DataFrame(
    [
        ("542", "An Lão", 16.1, "16,10", 2.1, "2,10"),
        ("540", "Quy Nhơn", 0.0, "0,00", 17.5, "17,50"),
        ("547", "Tây Sơn", NAN, "…", NAN, "…"),
    ],
    columns=list(gaps.PAIRED_COLUMNS),
)
SAMPLES = {
    "gap_dumbbells": (
        partial(gaps.gap_dumbbells, unit="%", first="Hộ DTTS", second="Tất cả hộ"),
        APART, gaps.COLUMNS,
    ),
    "paired_bars": (
        partial(gaps.paired_bars, first="hộ nghèo (%)", second="số hộ (%)"),
        SHARES, gaps.PAIRED_COLUMNS,
    ),
}  # fmt: skip
