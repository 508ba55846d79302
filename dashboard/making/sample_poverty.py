"""Illustrative poverty of the districts: stocks, movements, analyses, children, communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.catalogue.observations import Key

YEARS = (2021, 2022, 2023, 2024, 2025)
MOUNTAIN = ("551", "546", "542")
PHU_CAT, TAY_SON, VAN_CANH, AN_LAO = "548", "547", "551", "542"
SETTLEMENTS = ("urban", "rural")


@dataclass(frozen=True)
class Stocks:
    """Households of a district at the end of each of `YEARS`."""

    households: tuple[int, ...]
    poor: tuple[int, ...]
    near_poor: tuple[int, ...]
    # Baseline by area: urban households, poor, near-poor; the rest is rural.
    urban: tuple[int, int, int]
    ethnic_minority_households: int
    # Of 100 poor households: of an ethnic minority; without labour capacity.
    minority_share: int
    no_labour_share: int


# 2021: published counts, households chosen within what the published rates allow.
STOCKS = {
    "540": Stocks(
        (73616, 74200, 74300, 74700, 75000),
        (114, 90, 53, 21, 6),
        (216, 180, 146, 88, 49),
        (66331, 77, 116),
        164,
        2,
        55,
    ),
    "550": Stocks(
        (53510, 53850, 54200, 54350, 54500),
        (2638, 2100, 1450, 742, 290),
        (1786, 1400, 900, 842, 690),
        (8048, 406, 244),
        12,
        0,
        44,
    ),
    "549": Stocks(
        (51670, 51710, 51750, 51800, 51850),
        (1567, 1200, 739, 58, 10),
        (1864, 1479, 1075, 690, 402),
        (22445, 728, 762),
        0,
        0,
        49,
    ),
    "548": Stocks(
        (55926, 56250, 56600, 56750, 56900),
        (2016, 1640, 1105, 500, 190),
        (3981, 3192, 2010, 1600, 1205),
        (6915, 263, 444),
        181,
        3,
        41,
    ),
    "545": Stocks(
        (48198, 48430, 48680, 48800, 48900),
        (1874, 1510, 1020, 470, 185),
        (1749, 1360, 880, 760, 590),
        (5235, 155, 185),
        0,
        0,
        46,
    ),
    "543": Stocks(
        (60877, 60860, 60840, 60950, 61050),
        (1825, 1330, 619, 92, 20),
        (3004, 2520, 1891, 1310, 830),
        (43601, 1281, 1986),
        41,
        0,
        52,
    ),
    "544": Stocks(
        (27931, 27955, 27970, 28010, 28050),
        (2928, 2350, 1503, 871, 350),
        (2443, 1880, 1199, 1164, 890),
        (2363, 117, 164),
        742,
        12,
        30,
    ),
    "547": Stocks(
        (38360, 38600, 38850, 38950, 39050),
        (2434, 1990, 1339, 620, 235),
        (3683, 2900, 1858, 1540, 1130),
        (6049, 543, 520),
        538,
        7,
        36,
    ),
    "551": Stocks(
        (8883, 8940, 8990, 9040, 9090),
        (2740, 2350, 1737, 1000, 520),
        (2022, 1850, 1648, 820, 512),
        (1920, 585, 557),
        4105,
        66,
        11,
    ),
    "546": Stocks(
        (10086, 10140, 10187, 10240, 10290),
        (3872, 3060, 2128, 1052, 660),
        (1877, 1319, 1028, 432, 330),
        (2052, 564, 137),
        3310,
        52,
        9,
    ),
    "542": Stocks(
        (9169, 9493, 9520, 9560, 9600),
        (3313, 2829, 2141, 1042, 551),
        (1760, 1298, 691, 544, 402),
        (1271, 477, 307),
        3720,
        64,
        8,
    ),
}
# Households that escaped poverty and near-poverty in 2022–2024, published for the province and
# for An Lão; the latter's 2022 and 2023 together are published too (1.736).
ESCAPED_POVERTY, ESCAPED_NEAR_POVERTY = 25027, 14519
AN_LAO_ESCAPED_POVERTY = (757, 979, 1254)
AN_LAO_ESCAPED_NEAR_POVERTY = (465, 513, 245)
# Persons in 10 households: all by district; poor, near-poor and of an ethnic minority everywhere.
PERSONS = {
    "540": 34,
    "550": 34,
    "549": 35,
    "548": 34,
    "545": 34,
    "543": 34,
    "544": 33,
    "547": 33,
    "551": 36,
    "546": 36,
    "542": 36,
}
POOR_PERSONS, NEAR_POOR_PERSONS, MINORITY_PERSONS = 34, 36, 38
# Of 100 poor households of an ethnic minority: Ba Na, Hrê, Chăm, others.
ETHNIC_GROUPS = {
    "540": (10, 5, 5, 80),
    "550": (0, 0, 0, 100),
    "549": (0, 0, 0, 100),
    "548": (88, 3, 1, 8),
    "545": (0, 0, 0, 100),
    "543": (0, 60, 0, 40),
    "544": (45, 52, 0, 3),
    "547": (92, 1, 2, 5),
    "551": (44, 1, 53, 2),
    "546": (95, 2, 1, 2),
    "542": (9, 89, 0, 2),
}
# The two districts that fill in their communes: the town, which is the urban area, then by rural
# commune its weight in all households and in the poor and near-poor ones.
COMMUNES = {
    AN_LAO: (
        "21609",
        {
            "21610": (8, 11),
            "21613": (10, 14),
            "21616": (7, 10),
            "21619": (8, 13),
            "21622": (4, 6),
            "21625": (16, 9),
            "21628": (28, 20),
            "21631": (6, 8),
            "21634": (5, 7),
        },
    ),
    VAN_CANH: (
        "21994",
        {
            "21997": (10, 15),
            "22000": (14, 17),
            "22003": (27, 15),
            "22006": (12, 10),
            "22009": (18, 24),
            "22012": (12, 14),
        },
    ),
}
# Poor households deprived of each of the 12 services, of 100, in 2022.
DEPRIVATIONS = {
    "540": (66, 57, 12, 33, 44, 6, 14, 29, 6, 17, 24, 22),
    "550": (58, 54, 15, 30, 41, 7, 21, 16, 18, 29, 29, 24),
    "549": (62, 51, 14, 34, 38, 7, 23, 19, 11, 26, 26, 21),
    "548": (55, 53, 17, 27, 43, 8, 28, 14, 27, 34, 28, 23),
    "545": (54, 55, 16, 31, 40, 7, 26, 13, 24, 37, 30, 25),
    "543": (60, 52, 15, 29, 37, 6, 22, 18, 15, 27, 25, 20),
    "544": (52, 44, 18, 22, 42, 8, 38, 19, 21, 45, 33, 28),
    "547": (56, 47, 17, 25, 41, 8, 33, 17, 19, 41, 31, 26),
    "551": (45, 34, 21, 13, 45, 10, 52, 29, 26, 61, 37, 30),
    "546": (48, 31, 20, 10, 46, 9, 47, 34, 22, 58, 42, 34),
    "542": (43, 29, 23, 12, 44, 11, 55, 33, 29, 63, 44, 36),
}
# Near-poor households deprived, of 100 that a poor one would be, by service.
NEAR_POOR_SHARES = (52, 46, 38, 61, 44, 30, 25, 27, 40, 38, 33, 29)
# Services on which the programme works; a poor household's lack of them eases every year.
EASING = (4, 7, 9, 10, 11)
# Weights of the eight main causes, coast and plain, then mountain.
CAUSES = ((6, 15, 29, 12, 6, 5, 22, 5), (13, 12, 9, 30, 14, 10, 10, 2))
# Published for poor and near-poor together; knowledge (5) and skills (6) are published as one, 881.
VAN_CANH_CAUSES_2023 = (219, 282, 324, 1218, 516, 365, 417)
POOR_CELLS = (
    "poor_households_beginning",
    "poor_to_near_poor",
    "poor_above_near_poor_line",
    "poor_other_decrease",
    "near_poor_to_poor",
    "relapsed_poor",
    "newly_poor",
    "poor_other_increase",
)
NEAR_POOR_CELLS = (
    "near_poor_households_beginning",
    "near_poor_escaped",
    "near_poor_fell_into_poverty",
    "near_poor_other_decrease",
    "near_poor_from_poor",
    "relapsed_near_poor",
    "newly_near_poor",
    "near_poor_other_increase",
)


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights into whole parts that add up to it (largest remainder)."""
    over = sum(weights)
    parts = [total * weight // over for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % over), at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def households(unit_code: str) -> dict[Key, int]:
    """Give the stocks by urban and rural area for each year."""
    stocks = STOCKS[unit_code]
    baseline = (stocks.households[0], stocks.poor[0], stocks.near_poor[0])
    cells = {}
    for at, year in enumerate(YEARS):
        totals = (stocks.households[at], stocks.poor[at], stocks.near_poor[at])
        urban = tuple(
            share * total // whole
            for share, total, whole in zip(stocks.urban, totals, baseline, strict=True)
        )
        rural = tuple(total - part for total, part in zip(totals, urban, strict=True))
        for settlement, own, minority in (
            ("urban", urban, [count * 15 // 100 for count in minorities(stocks, at)]),
            ("rural", rural, [count - count * 15 // 100 for count in minorities(stocks, at)]),
        ):
            figures = {
                "households_total": own[0],
                "poor_households": own[1],
                "near_poor_households": own[2],
                "avg_living_standard_households": own[0] * 11 // 100,
                "ethnic_minority_households": minority[0],
                "poor_households_ethnic_minority": min(minority[1], own[1]),
                "near_poor_households_ethnic_minority": min(minority[2], own[2]),
                "population_total": own[0] * PERSONS[unit_code] // 10,
                "poor_persons": own[1] * POOR_PERSONS // 10,
                "near_poor_persons": own[2] * NEAR_POOR_PERSONS // 10,
                "ethnic_minority_population": minority[0] * MINORITY_PERSONS // 10,
            }
            cells |= {Key(code, year, settlement): number for code, number in figures.items()}
    return cells


def minorities(stocks: Stocks, at: int) -> tuple[int, int, int]:
    """Give ethnic-minority households of a year: all, poor, near-poor."""
    whole = stocks.ethnic_minority_households * stocks.households[at] // stocks.households[0]
    poor = min(stocks.poor[at] * stocks.minority_share // 100, whole * 7 // 10)
    near_poor = stocks.near_poor[at] * stocks.minority_share // 120
    return whole, poor, min(near_poor, (whole - poor) // 2)


@cache
def escapes() -> dict[tuple[str, int], int]:
    """Give the households that escaped poverty by district and year; 2022–2024 as published."""
    others = [(code, at) for code in STOCKS if code != AN_LAO for at in (1, 2, 3)]
    falls = [STOCKS[code].poor[at - 1] - STOCKS[code].poor[at] for code, at in others]
    entered = ESCAPED_POVERTY - sum(AN_LAO_ESCAPED_POVERTY) - sum(falls)
    # By those still poor: no more can escape than were poor at the beginning.
    shares = spread(entered, [STOCKS[code].poor[at] for code, at in others])
    found = {
        (code, at): fall + share
        for (code, at), fall, share in zip(others, falls, shares, strict=True)
    }
    found |= {(AN_LAO, at): number for at, number in enumerate(AN_LAO_ESCAPED_POVERTY, 1)}
    for code, stocks in STOCKS.items():
        found[code, 4] = stocks.poor[3] - stocks.poor[4] + stocks.poor[3] // 12
    return found


def poor_flows(unit_code: str, at: int) -> tuple[int, ...]:
    """Give `POOR_CELLS` of the year `YEARS[at]`; they close exactly."""
    stocks = STOCKS[unit_code]
    start, end = stocks.poor[at - 1], stocks.poor[at]
    escaped = escapes()[unit_code, at]
    other_out = start // 60
    # Nobody falls back in the first year of the standard: nobody escaped under it before.
    weights = (38, 7 if at > 1 else 0, 45, 10)
    from_near, relapsed, new, other_in = spread(end - start + escaped + other_out, weights)
    to_near = escaped // 5
    return (start, to_near, escaped - to_near, other_out, from_near, relapsed, new, other_in)


@cache
def near_escapes() -> dict[tuple[str, int], int]:
    """Give the households that escaped near-poverty by district and year, 2022–2024 published."""
    others = [(code, at) for code in STOCKS if code != AN_LAO for at in (1, 2, 3)]
    least = [least_near_escapes(code, at) for code, at in others]
    rest = ESCAPED_NEAR_POVERTY - sum(AN_LAO_ESCAPED_NEAR_POVERTY) - sum(least)
    extra = spread(rest, [STOCKS[code].near_poor[at] for code, at in others])
    found = {
        (code, at): low + more for (code, at), low, more in zip(others, least, extra, strict=True)
    }
    found |= {(AN_LAO, at): number for at, number in enumerate(AN_LAO_ESCAPED_NEAR_POVERTY, 1)}
    for code, stocks in STOCKS.items():
        found[code, 4] = max(0, least_near_escapes(code, 4)) + stocks.near_poor[3] // 15
    return found


def least_near_escapes(unit_code: str, at: int) -> int:
    """Give how many must have escaped near-poverty if nobody newly entered it."""
    near_poor, flows = STOCKS[unit_code].near_poor, poor_flows(unit_code, at)
    return near_poor[at - 1] - near_poor[at] + flows[1] - flows[4]


def near_poor_flows(unit_code: str, at: int) -> tuple[int, ...]:
    """Give `NEAR_POOR_CELLS` of the year `YEARS[at]`; they close exactly."""
    start = STOCKS[unit_code].near_poor[at - 1]
    _, from_poor, _, _, to_poor, *_ = poor_flows(unit_code, at)
    escaped = near_escapes()[unit_code, at]
    entered = escaped - least_near_escapes(unit_code, at)
    other_out = max(start // 50, start // 100 - entered)
    weights = (6 if at > 1 else 0, 74, 20)
    relapsed, new, other_in = spread(entered + other_out, weights)
    return (start, escaped, to_poor, other_out, from_poor, relapsed, new, other_in)


def movements(unit_code: str) -> dict[Key, int]:
    """Give both movement tables, with the deliberate warnings of two workbooks."""
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        for codes, flows in (
            (POOR_CELLS, poor_flows(unit_code, at)),
            (NEAR_POOR_CELLS, near_poor_flows(unit_code, at)),
        ):
            cells |= {Key(code, year): flow for code, flow in zip(codes, flows, strict=True)}
    if unit_code == PHU_CAT:
        cells[Key("poor_households_beginning", 2023)] += 11
    if unit_code == TAY_SON:
        cells[Key("near_poor_from_poor", 2024)] += 4
        cells[Key("newly_near_poor", 2024)] -= 4
        cells[Key("near_poor_fell_into_poverty", 2023)] -= 3
        cells[Key("near_poor_other_decrease", 2023)] += 3
    return cells


def analyses(unit_code: str) -> dict[Key, int]:
    """Give deprivations, causes, groups, ethnic groups and children for 2022–2024."""
    cells = {}
    for at in (1, 2, 3):
        cells |= (
            deprivations(unit_code, at)
            | causes(unit_code, at)
            | groups(unit_code, at)
            | ethnic_groups(unit_code, at)
            | children(unit_code, at)
        )
    return cells


def deprivations(unit_code: str, at: int) -> dict[Key, int]:
    """Give the households deprived of each service in the year `YEARS[at]`."""
    stocks = STOCKS[unit_code]
    cells = {}
    for member, (weight, share) in enumerate(
        zip(DEPRIVATIONS[unit_code], NEAR_POOR_SHARES, strict=True), 1
    ):
        eased = weight * (100 - 3 * (at - 1)) if member in EASING else weight * 100
        for household_class, number in (
            ("poor", -(-stocks.poor[at] * eased // 10000)),
            ("near_poor", stocks.near_poor[at] * eased * share // 1000000),
        ):
            cells[
                Key(
                    "deprived_households",
                    YEARS[at],
                    household_class=household_class,
                    member_code=str(member),
                )
            ] = number
    if (unit_code, YEARS[at]) == (TAY_SON, 2022):
        # More than two a near-poor household, which the standard rules out: a warning to show.
        near_poor = stocks.near_poor[at]
        cells[Key("deprived_households", 2022, household_class="near_poor", member_code="1")] = (
            near_poor * 9 // 10
        )
    return cells


def causes(unit_code: str, at: int) -> dict[Key, int]:
    """Give one main cause a household; Vân Canh 2023 as published for both classes together."""
    poor, near_poor = STOCKS[unit_code].poor[at], STOCKS[unit_code].near_poor[at]
    weights = CAUSES[int(unit_code in MOUNTAIN)]
    parts = {"poor": spread(poor, weights), "near_poor": spread(near_poor, weights)}
    if (unit_code, YEARS[at]) == (VAN_CANH, 2023):
        both = (*VAN_CANH_CAUSES_2023, poor + near_poor - sum(VAN_CANH_CAUSES_2023))
        of_poor = spread(poor, both)
        parts = {
            "poor": of_poor,
            "near_poor": [all_ - own for all_, own in zip(both, of_poor, strict=True)],
        }
    return {
        Key(
            "households_by_poverty_cause",
            YEARS[at],
            household_class=household_class,
            member_code=str(member),
        ): number
        for household_class, numbers in parts.items()
        for member, number in enumerate(numbers, 1)
    }


def groups(unit_code: str, at: int) -> dict[Key, int]:
    """Give the special groups and the children in the year `YEARS[at]`."""
    stocks = STOCKS[unit_code]
    poor, near_poor = stocks.poor[at], stocks.near_poor[at]
    is_mountain = unit_code in MOUNTAIN
    figures = {
        "poor_households_no_labour_capacity": poor * (stocks.no_labour_share + 3 * at) // 100,
        "near_poor_households_no_labour_capacity": near_poor * stocks.no_labour_share // 400,
        "poor_households_merit": poor * (3 - at) // 400,
        "near_poor_households_merit": near_poor // 150,
        "poor_households_female_headed": poor * (31 if is_mountain else 43) // 100,
        "children_in_poor_households": poor * (118 if is_mountain else 71) // 100,
        "children_in_near_poor_households": near_poor * (131 if is_mountain else 92) // 100,
    }
    return {Key(code, YEARS[at]): number for code, number in figures.items()}


def ethnic_groups(unit_code: str, at: int) -> dict[Key, int]:
    """Give the poor households by ethnic group; they add up to the poor households."""
    year, poor = YEARS[at], STOCKS[unit_code].poor[at]
    cells = households(unit_code)
    minority = sum(
        cells[Key("poor_households_ethnic_minority", year, settlement)]
        for settlement in SETTLEMENTS
    )
    parts = (poor - minority, *spread(minority, ETHNIC_GROUPS[unit_code]))
    return {
        Key("poor_households_by_ethnic_group", year, member_code=member): number
        for member, number in zip(("kinh", "bana", "hre", "cham", "other"), parts, strict=True)
    }


def children(unit_code: str, at: int) -> dict[Key, int]:
    """Give children, persons with disabilities and sustainable jobs by class of households."""
    stocks, year = STOCKS[unit_code], YEARS[at]
    own_groups = groups(unit_code, at)
    is_mountain = unit_code in MOUNTAIN
    cells = {}
    for household_class, number, nutrition, disabled, employed in (
        ("poor", stocks.poor[at], 24 if is_mountain else 15, 17, 26),
        ("near_poor", stocks.near_poor[at], 17 if is_mountain else 11, 9, 41),
    ):
        all_children = own_groups[Key(f"children_in_{household_class}_households", year)]
        school_age = all_children * 72 // 100
        enrolled = school_age * (92 if is_mountain else 96) // 100
        figures = {
            "children_school_age": school_age,
            "children_right_age_enrolled": enrolled,
            "persons_with_disabilities_poor": number * disabled // 100,
            "workers_sustainable_job_households": number * (employed + 4 * at) // 100,
        }
        deprived = {
            "nutrition": all_children * nutrition // 100,
            "health_insurance": all_children * 4 // 100,
            "school": school_age - enrolled,
        }
        cells |= {
            Key(code, year, household_class=household_class): count
            for code, count in figures.items()
        }
        cells |= {
            Key(
                "children_deprived", year, household_class=household_class, member_code=member
            ): count
            for member, count in deprived.items()
        }
    return cells


def communes(unit_code: str) -> dict[Key, int]:
    """Give the communes of a district of `COMMUNES`; they add up to the district."""
    town, rural = COMMUNES[unit_code]
    of_all, of_poor = zip(*rural.values(), strict=True)
    district = households(unit_code)
    cells = {}
    for code, weights in (
        ("households_total", of_all),
        ("poor_households", of_poor),
        ("near_poor_households", of_poor),
    ):
        for year in YEARS:
            parts = spread(district[Key(code, year, "rural")], weights)
            cells[Key(code, year, area_code=town)] = district[Key(code, year, "urban")]
            cells |= {
                Key(code, year, area_code=commune): number
                for commune, number in zip(rural, parts, strict=True)
            }
    return cells
