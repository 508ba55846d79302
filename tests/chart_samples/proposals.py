"""Samples of the pictures of proposals."""

from functools import partial

import pandas as pd

from dashboard.charts import scenario

YEARS = pd.DataFrame(
    [
        ("2025", 2.3, 2.3, "2,30", "2,30"),
        ("2026", 1.2, 1.9, "1,20", "1,90"),
        ("2027", 0.0, 2.4, "0,00", "2,40"),
    ],
    columns=list(scenario.COLUMNS),
)
SAMPLES = {
    "scenario_band": (
        partial(scenario.scenario_band, unit="%", change_text="2027"),
        YEARS,
        scenario.COLUMNS,
    ),
}
