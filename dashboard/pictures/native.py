"""What a picture becomes in an office file: a native chart, table or map, declared beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.words import formats

BAR, LINE = "bar", "line"


@dataclass(frozen=True)
class NativeChart:
    """A chart whose numbers can be edited.

    `names` is the column of `rows` with the categories; `series` gives the column of each series
    by its name in the legend, all of them in one `unit`.
    """

    kind: Literal["bar", "line"]
    rows: pd.DataFrame
    names: str
    series: Mapping[str, str]
    unit: str

    @property
    def decimals(self) -> int:
        """Give the decimals of the labels."""
        return formats.decimals_of(self.unit)


@dataclass(frozen=True)
class NativeTable:
    """A table of printed texts, for a picture that no native chart can show."""

    table: pd.DataFrame


@dataclass(frozen=True)
class NativeMap:
    """The outlines and labels of the figure itself, as shapes."""


Native = NativeChart | NativeTable | NativeMap


def bars(
    rows: pd.DataFrame, series: Mapping[str, str], *, unit: str, names: str = "area_name"
) -> NativeChart:
    """Declare bars; the legend names the unit of each series."""
    named = {f"{name} ({unit})": column for name, column in series.items()}
    return NativeChart(BAR, rows, names, named, unit)
