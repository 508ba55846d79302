"""Illustrative capital, capital needs and project outputs of the districts."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.catalogue.observations import Key
from dashboard.catalogue.reference import Reference
from dashboard.making.sample_poverty import AN_LAO, STOCKS, YEARS, escapes, spread

AN_NHON, HOAI_AN, VINH_THANH = "549", "544", "546"
# The year that stands for 2026–2030.
NEED_YEAR = 2030
# Central recurrent capital (triệu đồng) of the sub-projects open to every district; with An Lão's
# own 2023 is the published "gần 110 tỷ đồng".
CENTRAL = {2022: 58000, 2023: 99000, 2024: 104500, 2025: 61000}
# Of 100 of it: by district, then by sub-project.
WEIGHTS = {
    "540": 5,
    "550": 10,
    "549": 7,
    "548": 9,
    "545": 8,
    "543": 7,
    "544": 8,
    "547": 9,
    "551": 12,
    "546": 12,
    "542": 13,
}
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
PACE = {
    "540": 5,
    "550": -2,
    "549": 3,
    "548": -6,
    "545": 1,
    "543": 4,
    "544": 2,
    "547": -4,
    "551": -8,
    "546": -5,
    "542": -1,
}
PROJECT_PACE = {"1.2": 4, "3.1": -5, "4.1": -9, "4.2": -6, "5": 3, "6.1": -4, "6.2": 2, "7.2": 2}
# Of 100 of the central capital that is left at the end, when the programme closes.
CANCELLED = 40
# What one costs (triệu đồng), by the sub-project that pays for it.
COSTS = {
    "livelihood_models": ("2", 246),
    "livelihood_households": ("2", 14),
    "agri_production_projects": ("3.1", 190),
    "agri_production_households": ("3.1", 20),
    "children_nutrition_supported": ("3.2", 4),
    "mothers_nutrition_supported": ("3.2", 9),
    "workers_vocational_trained": ("4.1", 6),
    "overseas_workers_departed": ("4.2", 13),
    "job_connected_workers": ("4.3", 7),
    "info_staff_trained": ("6.1", 5),
    "public_info_points": ("6.1", 55),
    "commune_radio_stations_upgraded": ("6.1", 160),
    "communication_events": ("6.2", 22),
    "information_products": ("6.2", 9),
    "policy_dialogues": ("6.2", 60),
    "poverty_staff_trained": ("7.1", 2),
    "exchange_visits": ("7.1", 120),
    "inspections": ("7.2", 18),
}
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
# By year, of the poor district alone.
AN_LAO_OUTPUTS = {
    "infrastructure_works_planned": (9, 14, 12, 5),
    "infrastructure_works_completed": (4, 11, 14, 9),
    "infrastructure_works_maintained": (3, 6, 8, 6),
    "infrastructure_beneficiary_households": (1450, 1820, 1610, 1100),
    "programme_houses_new": (60, 142, 151, 88),
    "programme_houses_repaired": (25, 61, 70, 40),
}
# Of 100 works: roads, power, schools, health, culture, irrigation, water, others.
WORK_TYPES = (41, 3, 14, 4, 10, 16, 9, 3)
WORK_TYPE_CODES = (
    "transport",
    "power",
    "school",
    "health",
    "culture",
    "irrigation",
    "water",
    "other",
)
BENEFICIARIES = ("poor", "near_poor", "newly_escaped", "other")
BY_BENEFICIARY = (
    "livelihood_households",
    "agri_production_households",
    "workers_vocational_trained",
)
# Of 100 trained workers, those employed afterwards; the press tells of “hơn 76 %” in Vĩnh Thạnh.
EMPLOYED, EMPLOYED_VINH_THANH = 72, 77
# Other capital (triệu đồng) for each point of the weight of a district; of 100 of it by year.
MOBILISED = {"integrated": 190, "enterprise": 28, "people": 45}
MOBILISED_SHARES = (70, 90, 100, 60)


def capital(unit_code: str, reference: Reference) -> dict[Key, int]:
    """Give plan, allotment, carry-over, disbursement, cancellation (triệu đồng) of every line."""
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
                    left = plan + carried - disbursed
                    closes = year == YEARS[-1] and source == "central"
                    cancelled = left * CANCELLED // 100 if closes else 0
                    figures = {
                        "capital_plan": plan,
                        "capital_allotted": plan * ALLOTTED[year] // 100,
                        "capital_carried_in": carried,
                        "capital_disbursed": disbursed,
                        "capital_cancelled": cancelled,
                    }
                    cells |= {
                        Key(
                            code,
                            year,
                            project_code=project.project_code,
                            capital_source=source,
                            capital_type=capital_type,
                        ): number
                        for code, number in figures.items()
                    }
                    carried = left - cancelled
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


def needs(capital_cells: dict[Key, int]) -> dict[Key, int]:
    """Give the capital asked for 2026–2030 (triệu đồng): half as much again as was planned so far.

    A line without a plan has no need either.
    """
    plans: dict[Key, int] = {}
    for key, number in capital_cells.items():
        if key.indicator_code == "capital_plan":
            need = replace(key, indicator_code="capital_need_2026_2030", year=NEED_YEAR)
            plans[need] = plans.get(need, 0) + number
    # To tens, as one asks for capital.
    return {key: number * 3 // 20 * 10 for key, number in plans.items()}


def outputs(unit_code: str, capital_cells: dict[Key, int]) -> dict[Key, int]:
    """Give the outputs of the projects: what the money disbursed in the year paid for."""
    spent: dict[tuple[str, int], int] = {}
    for key, number in capital_cells.items():
        if key.indicator_code == "capital_disbursed" and key.capital_type == "recurrent":
            line = key.project_code, key.year
            spent[line] = spent.get(line, 0) + number
    bought = {
        code: tuple(spent[project_code, year] // cost for year in YEARS[1:])
        for code, (project_code, cost) in COSTS.items()
    }
    bought |= {code: parts for (unit, code), parts in KNOWN_OUTPUTS.items() if unit == unit_code}
    if unit_code == AN_LAO:
        bought |= AN_LAO_OUTPUTS
    cells = {}
    for at, year in enumerate(YEARS[1:], 1):
        figures = {code: parts[at - 1] for code, parts in bought.items()}
        figures |= following(unit_code, figures)
        for code in BY_BENEFICIARY:
            parts = spread(figures.pop(code), beneficiary_weights(unit_code, at))
            cells |= members(code, year, BENEFICIARIES, parts)
        if unit_code == AN_LAO:
            parts = spread(figures.pop("infrastructure_works_completed"), WORK_TYPES)
            cells |= members("infrastructure_works_completed", year, WORK_TYPE_CODES, parts)
        mobilised = [
            amount * WEIGHTS[unit_code] * MOBILISED_SHARES[at - 1] // 100
            for amount in MOBILISED.values()
        ]
        cells |= members("capital_mobilised_other", year, tuple(MOBILISED), mobilised)
        cells |= {Key(code, year): number for code, number in figures.items()}
    return cells


def following(unit_code: str, figures: dict[str, int]) -> dict[str, int]:
    """Give the outputs of a year that follow from others of the same project."""
    trained = figures["workers_vocational_trained"]
    departed = figures["overseas_workers_departed"]
    connected = figures["job_connected_workers"]
    employed = EMPLOYED_VINH_THANH if unit_code == VINH_THANH else EMPLOYED
    return {
        "livelihood_households_escaped": figures["livelihood_households"] * 15 // 100,
        "agri_training_participants": figures["agri_production_households"] * 2,
        "workers_vocational_trained_female": trained * 46 // 100,
        "workers_employed_after_training": -(-trained * employed // 100),
        "overseas_workers_supported": departed + -(-departed // 4),
        "job_counselled_workers": connected * 3,
        "job_fairs": min(4, -(-connected // 40)),
        "communication_participants": figures["communication_events"] * 45,
        "poverty_training_courses": -(-figures["poverty_staff_trained"] // 60),
        "monitoring_reports_submitted": 2,
        "directive_documents": 9 + WEIGHTS[unit_code] // 2 + figures["policy_dialogues"],
    }


def beneficiary_weights(unit_code: str, at: int) -> tuple[int, ...]:
    """Give the households of each of `BENEFICIARIES` that could take part in a year."""
    poor, near_poor = STOCKS[unit_code].poor[at - 1], STOCKS[unit_code].near_poor[at - 1]
    return poor, near_poor, escapes()[unit_code, at] // 2, (poor + near_poor) // 30


def members(
    code: str, year: int, member_codes: Sequence[str], numbers: Sequence[int]
) -> dict[Key, int]:
    """Give the parts of a number that is entered by the members of a dimension."""
    return {
        Key(code, year, member_code=member): number
        for member, number in zip(member_codes, numbers, strict=True)
    }
