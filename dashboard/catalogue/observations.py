"""One observation: the key that says which number it is, and the three states a value can have."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

State = Literal["reported", "not_submitted", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Key:
    """Which number of a workbook this is; `all` and `total` mean "not broken down".

    The area ("" = the reporting unit's own area) and the year's plan/actual/estimate mark
    come from the workbook's cover.
    """

    indicator_code: str
    year: int
    settlement: str = "total"
    household_class: str = "all"
    project_code: str = "all"
    capital_source: str = "all"
    capital_type: str = "all"
    member_code: str = "all"
    area_code: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or the reason why there is none."""

    number: Decimal | None
    state: State = "reported"


NOT_SUBMITTED = Value(None, "not_submitted")
NOT_APPLICABLE = Value(None, "not_applicable")
