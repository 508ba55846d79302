"""Samples of the pictures of capital."""

from functools import partial

import pandas as pd

from dashboard.charts import heat, pairs, panels

NAN = float("nan")
CELLS = pd.DataFrame(
    [
        ("Đầu tư hạ tầng", "An<br>Lão", "542", 94.75, "94,75", "reported", False),
        ("Đầu tư hạ tầng", "Quy<br>Nhơn", "540", NAN, "–", "not_applicable", False),
        ("Đa dạng hóa sinh kế", "An<br>Lão", "542", 0.0, "0,00", "reported", True),
        ("Đa dạng hóa sinh kế", "Quy<br>Nhơn", "540", NAN, "…", "not_submitted", False),
    ],
    columns=list(heat.COLUMNS),
)
DOTS = pd.DataFrame(
    [
        ("542", "An Lão", 65.2, "65,20", 38.7, "38,70", False),
        ("540", "Quy Nhơn", 0.0, "0,00", 0.3, "0,30", True),
        ("551", "Vân Canh", NAN, "…", 33.5, "33,50", False),
    ],
    columns=list(panels.COLUMNS),
)
SHARES = pd.DataFrame(
    [
        ("542", "An Lão", 16.1, "16,10", 2.1, "2,10"),
        ("540", "Quy Nhơn", 0.0, "0,00", 17.5, "17,50"),
        ("547", "Tây Sơn", NAN, "…", NAN, "…"),
    ],
    columns=list(pairs.COLUMNS),
)
SAMPLES = {
    "paired_bars": (
        partial(pairs.paired_bars, first="hộ nghèo (%)", second="số hộ (%)"),
        SHARES,
        pairs.COLUMNS,
    ),
    "heat": (partial(heat.heat, limits=(50, 70, 85, 95), unit="%"), CELLS, heat.COLUMNS),
    "two_panels": (
        partial(
            panels.two_panels, left_title="Giải ngân (triệu đồng)", right_title="Giảm (điểm %)"
        ),
        DOTS,
        panels.COLUMNS,
    ),
}
