"""How the overview opens."""

from dashboard.pictures.common import PROVINCE, Opening, headline_cards, snapshot, when, year_kind
from dashboard.store.database import ask, remembered
from dashboard.words import district_sentences, formats

OVERVIEW_INDICATORS = (
    "multidimensional_poverty_rate",
    "poverty_rate",
    "multidimensional_poor_reduction_vs_baseline",
    "poverty_rate_ethnic_minority",
    "capital_disbursement_rate",
)


@remembered
def overview(year: int, settlement: str) -> Opening:
    """Open the overview."""
    poor = ask(
        "headline_figures",
        area_code=PROVINCE,
        year=year,
        settlement=settlement,
        indicator_codes=("poor_households",),
    ).iloc[0]
    held = snapshot()
    finding = district_sentences.headline(
        value=poor["value"],
        change_since_baseline=poor["baseline_change"],
        year=year,
        baseline_year=int(held["baseline_year"]),
        kind=year_kind(year),
        settlement=settlement,
        units_reported=int(poor["units_reported"]),
        units_expected=int(poor["units_expected"]),
    )
    line = (
        f"Theo {held['standard']} · {formats.SETTLEMENTS[settlement]} · {when(year)} so với đầu kỳ"
    )
    cards = headline_cards(PROVINCE, year, settlement, OVERVIEW_INDICATORS)
    return Opening(finding=finding, subtitle=line, cards=cards)
