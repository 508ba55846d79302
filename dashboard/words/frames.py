"""What pages and charts do with frames besides handing them on."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a frame one by one, their columns as attributes."""
    return frame.itertuples(index=False)
