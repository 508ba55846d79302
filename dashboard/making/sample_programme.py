"""Illustrative capital, project outputs and policy figures of the districts."""

from dashboard.making.sample_poverty import AN_LAO, STOCKS, YEARS
from dashboard.observations import Key
from dashboard.reference import Reference

AN_NHON, HOAI_AN, VINH_THANH = "549", "544", "546"
# Central recurrent capital (triệu đồng) of the sub-projects open to every district; with An Lão's
# own 2023 is the published "gần 110 tỷ đồng".
CENTRAL = {2022: 58000, 2023: 99000, 2024: 104500, 2025: 61000}
# Of 100 of it: by district, then by sub-project.
WEIGHTS = {"540": 5, "550": 10, "549": 7, "548": 9, "545": 8, "543": 7, "544": 8, "547": 9,
           "551": 12, "546": 12, "542": 13}  # fmt: skip
PROJECTS = ("2", "3.1", "3.2", "4.1", "4.2", "4.3", "6.1", "6.2", "7.1", "7.2")
SHARES = (37, 15, 5, 17, 3, 9, 4, 4, 4, 2)
# The press tells of Projects 2–4 in 2024 in An Nhơn and Hoài Ân, of training in Vĩnh Thạnh.
OWN_SHARES = {
    AN_NHON: (37, 16, 4, 22, 2, 11, 2, 2, 2, 2),
    HOAI_AN: (38, 12, 5, 16, 3, 7, 5, 5, 6, 3),
    VINH_THANH: (44, 21, 5, 4, 3, 9, 4, 4, 4, 2),
}
# Central capital of 2023 that only one district has.
OWN_CAPITAL = {
    (AN_LAO, "1.1", "investment"): 31000,
    (AN_LAO, "1.1", "recurrent"): 3100,
    (AN_LAO, "1.2", "investment"): 24000,
    (AN_LAO, "5", "recurrent"): 7800,
    (AN_LAO, "6.1", "investment"): 900,
    ("551", "4.1", "investment"): 2600,
    ("551", "6.1", "investment"): 700,
    ("546", "6.1", "investment"): 800,
}
# Of 100 of the central capital.
SOURCES = {"central": 100, "province": 9, "district": 4}
PEOPLE_SHARE = {"2": 8, "3.1": 8, "5": 15}
ALLOTTED = {2022: 94, 2023: 98, 2024: 100, 2025: 92}
# Of 100 available: by year, then more or less by district and by sub-project.
DISBURSED = {2022: 48, 2023: 78, 2024: 89, 2025: 93}
PACE = {"540": 5, "550": -2, "549": 3, "548": -6, "545": 1, "543": 4, "544": 2, "547": -4,
        "551": -8, "546": -5, "542": -1}  # fmt: skip
PROJECT_PACE = {"1.2": 4, "3.1": -5, "4.1": -9, "4.2": -6, "5": 3, "6.1": -4, "6.2": 2, "7.2": 2}
# What one costs (triệu đồng), by the sub-project that pays for it.
COSTS = {
    "livelihood_models": ("2", 246), "livelihood_households": ("2", 14),
    "agri_production_projects": ("3.1", 190), "agri_production_households": ("3.1", 20),
    "workers_vocational_trained": ("4.1", 6), "overseas_workers_departed": ("4.2", 13),
    "job_connected_workers": ("4.3", 7), "communication_events": ("6.2", 22),
    "poverty_staff_trained": ("7.1", 2), "inspections": ("7.2", 18),
}  # fmt: skip
# Published for the same district: 2022–2024 together, An Lão's models also for 2022.
KNOWN_OUTPUTS = {
    (AN_LAO, "livelihood_models"): (9, 12, 11, 10),
    (AN_LAO, "livelihood_households"): (118, 157, 145, 130),
    (HOAI_AN, "livelihood_models"): (9, 14, 13, 12),
    (HOAI_AN, "livelihood_households"): (150, 240, 225, 210),
    (HOAI_AN, "agri_production_projects"): (12, 18, 18, 15),
    (HOAI_AN, "agri_production_households"): (110, 165, 166, 140),
    (VINH_THANH, "workers_vocational_trained"): (95, 185, 210, 120),
}
AN_LAO_OUTPUTS = {
    "infrastructure_works_completed": (4, 11, 14, 9),
    "programme_houses_new": (60, 142, 151, 88),
    "programme_houses_repaired": (25, 61, 70, 40),
}
# The last list, 4.411 in all (published), all of 2025.
TEMPORARY_HOUSES = {"540": 210, "550": 420, "549": 372, "548": 455, "545": 430, "543": 488,
                    "544": 402, "547": 437, "551": 361, "546": 418, "542": 418}  # fmt: skip


def capital(unit_code: str, reference: Reference) -> dict[Key, int]:
    """Give plan, allotment, carry-over and disbursement (triệu đồng) of every line."""
    is_poor_district = reference.units[unit_code].is_poor_district
    cells = {}
    for project in reference.projects.values():
        if not project.is_leaf or (project.eligibility != "all" and not is_poor_district):
            continue
        pace = PACE[unit_code] + PROJECT_PACE.get(project.project_code, 0)
        for capital_type in project.capital_types:
            for source in reference.capital_sources:
                carried = 0
                for year in YEARS[1:]:
                    central = planned(unit_code, project.project_code, capital_type, year)
                    plan = central * source_share(source, project.project_code) // 100
                    disbursed = (plan + carried) * (DISBURSED[year] + pace) // 100
                    figures = {
                        "capital_plan": plan,
                        "capital_allotted": plan * ALLOTTED[year] // 100,
                        "capital_carried_in": carried,
                        "capital_disbursed": disbursed,
                    }
                    cells |= {
                        Key(code, year, project_code=project.project_code,
                            capital_source=source, capital_type=capital_type): number
                        for code, number in figures.items()
                    }  # fmt: skip
                    carried += plan - disbursed
    return cells


def planned(unit_code: str, project_code: str, capital_type: str, year: int) -> int:
    """Give the central capital planned for a sub-project in a year."""
    own = OWN_CAPITAL.get((unit_code, project_code, capital_type))
    if own is not None:
        return own * CENTRAL[year] // CENTRAL[2023]
    if capital_type == "investment":
        return 0
    shares = dict(zip(PROJECTS, OWN_SHARES.get(unit_code, SHARES), strict=True))
    return CENTRAL[year] * WEIGHTS[unit_code] * shares[project_code] // 10000


def source_share(source: str, project_code: str) -> int:
    """Give what a source adds, of 100 of the central capital."""
    return PEOPLE_SHARE.get(project_code, 0) if source == "other" else SOURCES.get(source, 0)


def outputs(unit_code: str, capital_cells: dict[Key, int]) -> dict[Key, int]:
    """Give the outputs of the projects: what the money disbursed in the year paid for."""
    spent: dict[tuple[str, int], int] = {}
    for key, number in capital_cells.items():
        if key.indicator_code == "capital_disbursed" and key.capital_type == "recurrent":
            line = key.project_code, key.year
            spent[line] = spent.get(line, 0) + number
    cells = {
        Key(code, year): spent[project_code, year] // cost
        for code, (project_code, cost) in COSTS.items()
        for year in YEARS[1:]
    }
    known = {code: parts for (unit, code), parts in KNOWN_OUTPUTS.items() if unit == unit_code}
    if unit_code == AN_LAO:
        known |= AN_LAO_OUTPUTS
    for code, parts in known.items():
        cells |= {Key(code, year): part for year, part in zip(YEARS[1:], parts, strict=True)}
    return cells


def policies(unit_code: str) -> dict[Key, int]:
    """Give credit, insurance, housing, the Fund for the Poor and commendation."""
    stocks = STOCKS[unit_code]
    clients = stocks.households[0] + 4 * (stocks.poor[0] + stocks.near_poor[0])
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        wave = (7, 11, 12, 9)[at - 1]
        houses = TEMPORARY_HOUSES[unit_code] if year == 2025 else 0
        figures = {
            "policy_credit_loans": clients * wave // 330,
            "policy_credit_outstanding": clients * (72 + 6 * at) // 10,
            # Cards of a year go to those on the list of the year before.
            "health_insurance_cards_poor": stocks.poor[at - 1] * 33 // 10,
            "health_insurance_cards_near_poor": stocks.near_poor[at - 1] * 35 // 10,
            "temporary_houses_to_remove": houses,
            "temporary_houses_completed": houses,
            "fund_for_poor_mobilised": stocks.households[0] * wave // 400,
            "commended_collectives": (1, 1, 2, 5)[at - 1] + WEIGHTS[unit_code] // 4,
            "commended_individuals": (1, 2, 3, 9)[at - 1] + WEIGHTS[unit_code] // 3,
        }
        cells |= {Key(code, year): number for code, number in figures.items()}
    return cells
