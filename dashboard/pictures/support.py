"""Policies in figures: what was published, credit, insurance and other support."""

from typing import Any

import pandas as pd

from dashboard.pictures.common import Picture
from dashboard.pictures.policy_columns import (
    SUMMED,
    by_district,
    by_year,
    counts,
    figures_of,
    in_year,
    least_known,
    named_inside,
    said,
)
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats, programme_sentences
from dashboard.words.frames import records

CREDIT = {
    "policy_credit_loans": "Lượt hộ vay",
    "policy_credit_disbursed": "Doanh số cho vay (triệu đồng)",
    "policy_credit_outstanding": "Dư nợ (triệu đồng)",
    "policy_credit_overdue_rate": "Tỷ lệ nợ quá hạn (%)",
}
SUPPORT = {
    "health_insurance_cards_poor": "Thẻ BHYT hộ nghèo",
    "health_insurance_cards_near_poor": "Thẻ BHYT hộ cận nghèo",
    "health_insurance_spending": "Kinh phí thẻ (triệu đồng)",
    "tuition_supported_students": "Học phí (lượt học sinh)",
    "electricity_supported_households": "Tiền điện (lượt hộ)",
    "legal_aid_cases": "Trợ giúp pháp lý (vụ việc)",
    "job_connected_workers": "Kết nối việc làm (người)",
}
# How a count is said after its number.
CARDS_SAID = {
    "health_insurance_cards_poor": "thẻ BHYT hộ nghèo",
    "health_insurance_cards_near_poor": "thẻ BHYT hộ cận nghèo",
    "tuition_supported_students": "lượt học sinh được hỗ trợ học phí, chi phí học tập",
}
SUPPORT_SAID = {
    "electricity_supported_households": "lượt hộ được hỗ trợ tiền điện",
    "legal_aid_cases": "vụ việc trợ giúp pháp lý",
    "job_connected_workers": "người được kết nối việc làm",
}
NO_COVERAGE = "không tính tỷ lệ có thẻ BHYT: thẻ của năm cấp theo danh sách hộ năm trước"


@remembered
def published() -> pd.DataFrame:
    """Give what was published about policies in the period beside what the districts sent."""
    rows = ask("published_policies")
    return pd.DataFrame(
        {
            "Chỉ tiêu": rows["indicator_name"],
            "Thời điểm": rows["period"],
            "Số đã công bố": [published_text(row) for row in records(rows)],
            "Số các huyện nộp": [
                formats.with_unit(row.submitted_value, row.submitted_unit, row.submitted_state)
                + (
                    district_sentences.coverage(row.units_reported, row.units_expected)
                    if row.submitted_state == "reported"
                    else ""
                )
                for row in records(rows)
            ],
            "Ghi chú": rows["note"].fillna(""),
            "Nguồn": rows["source_title"],
        }
    )


def published_text(row: Any) -> str:  # noqa: ANN401 a row of the answer
    """Print a published figure as it was printed, "khoảng" where its source rounds."""
    if isinstance(row.value_text, str):
        return row.value_text
    decimals = 0 if float(row.value).is_integer() else 2
    about = "khoảng " if row.is_approximate else ""
    return f"{about}{formats.number(row.value, decimals)} {row.unit}"


@remembered
def credit_by_year(year: int, area_code: str | None) -> Picture:
    """Give the policy loans of an area over the years."""
    figures = figures_of(tuple(CREDIT), area_code, year)
    known, expected = least_known(figures)
    loans, lent, outstanding, overdue_rate = figures["value"]
    place = named_inside(area_code)
    finding = programme_sentences.policy_credit(
        in_year(year),
        place,
        loans=loans,
        lent=lent,
        outstanding=outstanding,
        overdue_rate=overdue_rate,
        state=str(figures["value_state"].iloc[0]),
        known=known,
        expected=expected,
    )
    line = f"Tín dụng chính sách · {place} · theo năm; dư nợ là số cuối năm · {SUMMED}"
    return by_year("tin-dung-theo-nam", CREDIT, year, area_code, finding, line)


@remembered
def credit_by_district(year: int, highlight: str | None) -> Picture:
    """Give the policy loans of each district in a year."""
    values = counts(CREDIT)
    rates = values[
        values["year"].eq(year)
        & values["level"].eq("district")
        & values["indicator_code"].eq("policy_credit_overdue_rate")
    ]
    finding = programme_sentences.overdue_by_district(
        in_year(year),
        [
            (row.area_name, row.value_text, row.value)
            for row in records(rates[rates["value"].notna()])
        ],
        state=str(rates["value_state"].iloc[0]),
    )
    line = f"Tín dụng chính sách · {in_year(year)}"
    return by_district("tin-dung-theo-huyen", CREDIT, year, highlight, finding, line)


@remembered
def support_by_district(year: int, highlight: str | None) -> Picture:
    """Give the cards, pupils, households, cases and workers supported in each district."""
    finding = said("thẻ BHYT, học phí", CARDS_SAID, None, year)
    line = f"Số thẻ, lượt, vụ việc · {in_year(year)} · {NO_COVERAGE}"
    return by_district("ho-tro-theo-huyen", SUPPORT, year, highlight, finding, line)


@remembered
def support_by_year(year: int, area_code: str | None) -> Picture:
    """Give the cards, pupils, households, cases and workers supported over the years."""
    finding = said("tiền điện, trợ giúp pháp lý, việc làm", SUPPORT_SAID, area_code, year)
    place = named_inside(area_code)
    line = f"Số thẻ, lượt, vụ việc · {place} · theo năm · {SUMMED} · {NO_COVERAGE}"
    return by_year("ho-tro-theo-nam", SUPPORT, year, area_code, finding, line)
