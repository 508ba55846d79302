"""Samples of the pictures of policies."""

import pandas as pd

from dashboard.charts import progress

NAN = float("nan")
DONE = pd.DataFrame(
    [
        (
            "542",
            "An Lão",
            "Hoàn thành",
            "Toàn tỉnh 418/454",
            "nhà",
            418.0,
            418.0,
            "418/418 · 100,00 %",
            True,
        ),
        ("542", "An Lão", "Kinh phí", "", "triệu đồng", 29_700.0, NAN, "29.700", True),
        (
            "540",
            "Quy Nhơn",
            "Hoàn thành",
            "Toàn tỉnh 418/454",
            "nhà",
            0.0,
            36.0,
            "0/36 · 0,00 %",
            False,
        ),
        ("540", "Quy Nhơn", "Kinh phí", "", "triệu đồng", 0.0, NAN, "0", False),
        ("547", "Tây Sơn", "Hoàn thành", "Toàn tỉnh 418/454", "nhà", NAN, NAN, "…", False),
        ("547", "Tây Sơn", "Kinh phí", "", "triệu đồng", NAN, NAN, "–", False),
    ],
    columns=list(progress.COLUMNS),
)
SAMPLES = {"progress_columns": (progress.progress_columns, DONE, progress.COLUMNS)}
