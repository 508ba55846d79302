"""Illustrative other outcomes, targets, policies, Fund for the Poor and commendation."""

from decimal import ROUND_HALF_UP, Decimal

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.making.sample_poverty import AN_LAO, STOCKS, YEARS, escapes, spread
from dashboard.making.sample_programme import WEIGHTS, members

# Before four wards were merged into others at the end of 2024 (Resolution 1257/NQ-UBTVQH15).
FORMER_COMMUNES = {("540", 2022): 21, ("540", 2023): 21}
# By year; 2023 published for Quy Nhơn and Hoài Nhơn.
COMMUNES_WITHOUT_POOR = {
    "540": (8, 12, 14, 15),
    "550": (0, 0, 1, 3),
    "549": (0, 1, 6, 11),
    "548": (0, 0, 1, 4),
    "545": (0, 0, 1, 4),
    "543": (1, 3, 10, 14),
    "544": (0, 0, 0, 1),
    "547": (0, 0, 1, 3),
    "551": (0, 0, 0, 0),
    "546": (0, 0, 0, 0),
    "542": (0, 0, 0, 0),
}
DIFFICULT_COMMUNES_EXIT = {"551": (0, 0, 1, 2), "546": (0, 0, 1, 2), "542": (0, 1, 3, 5)}
AN_LAO_OUTCOMES = {
    "poor_district_exit": (0, 0, 0, 1),
    "income_per_capita": (28, 32, 36, 41),
    "children_under16_measured": (7840, 7910, 7965, 8010),
    "children_under16_stunted": (2195, 2057, 1912, 1762),
}
# Poor and near-poor households that make the published targets: Hoài Ân's and Phù Cát's counts, An
# Nhơn's 1,86 % for both classes together, 6 % poor in the mountain districts; the rest is invented.
# Where nothing is published, of 100 households of the year before.
KNOWN_TARGETS = {
    ("544", 2024): (819, 1152),
    ("548", 2024): (267, 2222),
    ("549", 2024): (250, 713),
    ("551", 2025): (542, 640),
    ("546", 2025): (614, 350),
    ("542", 2025): (574, 430),
}
# Poor and multidimensional rates of the document where the invented households do not make them.
KNOWN_RATES = {("548", 2024): (Decimal("0.48"), Decimal("4.44"))}
TARGET_SHARES = (78, 80)
# The last list, 4.411 in all, of them 2.531 new (published), all of 2025.
TEMPORARY_HOUSES = {
    "540": 36,
    "550": 470,
    "549": 372,
    "548": 505,
    "545": 470,
    "543": 488,
    "544": 402,
    "547": 471,
    "551": 361,
    "546": 418,
    "542": 418,
}
NEW_TEMPORARY_HOUSES = 2531
# Triệu đồng a house from budgets, which makes the published 208 tỷ; of 100 of it central. With
# donations it makes “hơn 307 tỷ”.
NEW_HOUSE, REPAIRED_HOUSE, CENTRAL_SHARE, DONATED = 60, 30, 62, 99140
# By year, 2022–2025: more or less activity; a mean loan (triệu đồng); a card (nghìn đồng a year).
WAVES = (7, 11, 12, 9)
MEAN_LOANS = (46, 50, 54, 57)
CARD_PRICES = (805, 889, 1118, 1264)
FUND_LEVELS = ("district", "commune")
AWARD_FORMS = ("labour_order", "prime_minister", "province", "local")
# Of 100 awards, in the years before and in the last one.
AWARDS, LAST_AWARDS = (0, 0, 24, 76), (1, 4, 27, 68)


def outcomes(unit_code: str, reference: Reference) -> dict[Key, int]:
    """Give communes, the poor district's own outcomes and, with `targets`, the eighth sheet."""
    unit = reference.units[unit_code]
    communes = len(reference.communes[unit.area_code])
    figures = {
        "communes_without_poor_households": COMMUNES_WITHOUT_POOR[unit_code],
        "difficult_communes_exit": DIFFICULT_COMMUNES_EXIT.get(unit_code, (0, 0, 0, 0)),
        "communes_total": tuple(
            FORMER_COMMUNES.get((unit_code, year), communes) for year in YEARS[1:]
        ),
    }
    if unit_code == AN_LAO:
        figures |= AN_LAO_OUTCOMES
    return {
        Key(code, year): number
        for code, numbers in figures.items()
        for year, number in zip(YEARS[1:], numbers, strict=True)
    }


def targets(unit_code: str) -> dict[Key, Decimal]:
    """Give the assigned targets: households, and rates over the households of the year before."""
    stocks = STOCKS[unit_code]
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        usual = (
            stocks.poor[at - 1] * TARGET_SHARES[0] // 100,
            stocks.near_poor[at - 1] * TARGET_SHARES[1] // 100,
        )
        poor, near_poor = KNOWN_TARGETS.get((unit_code, year), usual)
        households = stocks.households[at - 1]
        computed = (rate(poor, households), rate(poor + near_poor, households))
        poor_rate, deprived_rate = KNOWN_RATES.get((unit_code, year), computed)
        figures = {
            "poor_households": Decimal(poor),
            "near_poor_households": Decimal(near_poor),
            "poverty_rate": poor_rate,
            "multidimensional_poverty_rate": deprived_rate,
        }
        cells |= {
            Key("target_value", year, member_code=member): number
            for member, number in figures.items()
        }
    return cells


def rate(part: int, whole: int) -> Decimal:
    """Give a rate in per cent with two decimals."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def policies(unit_code: str) -> dict[Key, int]:
    """Give credit, insurance, schooling, electricity, legal aid and temporary houses."""
    stocks = STOCKS[unit_code]
    clients = stocks.households[0] + 4 * (stocks.poor[0] + stocks.near_poor[0])
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        poor, near_poor = stocks.poor[at - 1], stocks.near_poor[at - 1]
        loans = clients * WAVES[at - 1] // 330
        outstanding = clients * (72 + 6 * at) // 10
        # Cards of a year go to those on the list of the year before.
        poor_cards, near_poor_cards = poor * 33 // 10, near_poor * 35 // 10
        figures = {
            "policy_credit_loans": loans,
            "policy_credit_disbursed": loans * MEAN_LOANS[at - 1],
            "policy_credit_outstanding": outstanding,
            "policy_credit_overdue": outstanding * (9 - at) // 10000,
            "health_insurance_cards_poor": poor_cards,
            "health_insurance_cards_near_poor": near_poor_cards,
            "health_insurance_spending": (poor_cards + near_poor_cards)
            * CARD_PRICES[at - 1]
            // 1000,
            "tuition_supported_students": (poor + near_poor) * 9 // 10,
            # Once a quarter.
            "electricity_supported_households": 4 * poor,
            "legal_aid_cases": 4 + (poor + near_poor) // 90,
        }
        cells |= {Key(code, year): number for code, number in figures.items()}
        cells |= temporary_houses(unit_code, year)
    return cells


def temporary_houses(unit_code: str, year: int) -> dict[Key, int]:
    """Give the temporary houses of a year and what they cost (triệu đồng)."""
    units = tuple(TEMPORARY_HOUSES)
    houses, new, budget, donated = 0, 0, 0, 0
    if year == YEARS[-1]:
        houses = TEMPORARY_HOUSES[unit_code]
        at = units.index(unit_code)
        new = spread(NEW_TEMPORARY_HOUSES, tuple(TEMPORARY_HOUSES.values()))[at]
        budget = NEW_HOUSE * new + REPAIRED_HOUSE * (houses - new)
        donated = spread(DONATED, tuple(TEMPORARY_HOUSES.values()))[at]
    central, local = spread(budget, (CENTRAL_SHARE, 100 - CENTRAL_SHARE))
    cells = members(
        "temporary_houses_funding", year, ("central", "local", "social"), (central, local, donated)
    )
    for stage in ("to_remove", "started", "completed"):
        parts = (new, houses - new)
        cells |= members(f"temporary_houses_{stage}", year, ("new", "repaired"), parts)
    return cells


def fund(unit_code: str) -> dict[Key, int]:
    """Give the Fund for the Poor by level (triệu đồng) and what was done with donations."""
    stocks = STOCKS[unit_code]
    opening = spread(stocks.households[0] // 150, (4, 6))
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        total = stocks.households[0] * WAVES[at - 1] // 400
        mobilised = spread(total, (4, 6))
        spent = [amount * 96 // 100 for amount in mobilised]
        figures = {
            "great_unity_houses_new": total // 170,
            "great_unity_houses_repaired": total // 260,
            "social_security_mobilised": total * 8 // 5,
            "households_helped_by_sponsors": (stocks.poor[at] + stocks.near_poor[at]) // 9,
        }
        cells |= members("fund_for_poor_opening_balance", year, FUND_LEVELS, opening)
        cells |= members("fund_for_poor_mobilised", year, FUND_LEVELS, mobilised)
        cells |= members("fund_for_poor_spent", year, FUND_LEVELS, spent)
        cells |= {Key(code, year): number for code, number in figures.items()}
        opening = [
            before + more - less
            for before, more, less in zip(opening, mobilised, spent, strict=True)
        ]
    return cells


def commendations(unit_code: str) -> dict[Key, int]:
    """Give proposed and awarded commendations by form, and applications to leave the list."""
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        shares = LAST_AWARDS if year == YEARS[-1] else AWARDS
        awarded = {
            "collectives": (1, 1, 2, 5)[at - 1] + WEIGHTS[unit_code] // 4,
            "individuals": (1, 2, 3, 9)[at - 1] + WEIGHTS[unit_code] // 3,
            "households": (2, 3, 4, 11)[at - 1] + WEIGHTS[unit_code] // 2,
        }
        for kind, total in awarded.items():
            commended = spread(total, shares)
            proposed = [number + -(-number // 4) for number in commended]
            cells |= members(f"commended_{kind}", year, AWARD_FORMS, commended)
            cells |= members(f"proposed_{kind}", year, AWARD_FORMS, proposed)
        cells[Key("voluntary_exit_applications", year)] = escapes()[unit_code, at] * 7 // 100
    return cells
