"""The reference data (placeholder of the lead until the real module lands: overwrite freely)."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Give the data folder: `DASHBOARD_DATA`, or `data/` of the project."""
    return Path(os.environ.get("DASHBOARD_DATA") or Path(__file__).parent.parent / "data")
