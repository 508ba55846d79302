"""Writes the eleven illustrative district workbooks: `python -m dashboard.making.sample`.

They agree with every real published figure of the same key (the baseline of 22 rows, An Lão 2022,
the districts' and the province's 2023, the period figures on households that escaped poverty) and
are plausible inventions otherwise; every sheet says "Số liệu minh hoạ". Two workbooks carry
warnings on purpose: Phù Cát (movements that do not close) and Tây Sơn (mirror cells that differ).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from dashboard import forms, template
from dashboard.observations import NOT_SUBMITTED, Key, Value
from dashboard.reference import Reference, data_folder, load
from dashboard.template import Cover

AS_OF = date(2025, 3, 28)
SLUGS = {
    "540": "quy_nhon", "550": "tuy_phuoc", "549": "an_nhon", "548": "phu_cat", "545": "phu_my",
    "543": "hoai_nhon", "544": "hoai_an", "547": "tay_son", "551": "van_canh", "546": "vinh_thanh",
    "542": "an_lao",
}  # fmt: skip
MOUNTAIN = ("551", "546", "542")
PHU_CAT, TAY_SON, TUY_PHUOC, VAN_CANH, HOAI_AN, AN_LAO = "548", "547", "550", "551", "544", "542"
YEARS = (2021, 2022, 2023, 2024, 2025)


@dataclass(frozen=True)
class Stocks:
    """Households of a district at the end of each of `YEARS`."""

    households: tuple[int, ...]
    poor: tuple[int, ...]
    near_poor: tuple[int, ...]
    # Baseline by area: urban households, poor, near-poor; the rest is rural.
    urban: tuple[int, int, int]
    ethnic_minority_households: int


# 2021: published counts, households chosen within what the published rates allow.
STOCKS = {
    "540": Stocks((73616, 74000, 74300, 74700, 75000), (114, 90, 53, 21, 6),
                  (216, 180, 146, 88, 49), (66331, 77, 116), 164),
    "550": Stocks((53510, 53850, 54200, 54350, 54500), (2638, 2100, 1450, 742, 290),
                  (1786, 1400, 900, 842, 690), (8048, 406, 244), 12),
    "549": Stocks((51670, 51710, 51750, 51800, 51850), (1567, 1200, 739, 58, 10),
                  (1864, 1479, 1075, 690, 402), (22445, 728, 762), 0),
    "548": Stocks((55926, 56250, 56600, 56750, 56900), (2016, 1640, 1105, 500, 190),
                  (3981, 3150, 2010, 1600, 1205), (6915, 263, 444), 181),
    "545": Stocks((48198, 48430, 48680, 48800, 48900), (1874, 1510, 1020, 470, 185),
                  (1749, 1360, 880, 760, 590), (5235, 155, 185), 0),
    "543": Stocks((60877, 60860, 60840, 60950, 61050), (1825, 1330, 619, 92, 20),
                  (3004, 2520, 1891, 1310, 830), (43601, 1281, 1986), 41),
    "544": Stocks((27931, 27955, 27970, 28010, 28050), (2928, 2350, 1503, 871, 350),
                  (2443, 1880, 1199, 1164, 890), (2363, 117, 164), 742),
    "547": Stocks((38360, 38600, 38850, 38950, 39050), (2434, 1990, 1340, 620, 235),
                  (3683, 2900, 1858, 1540, 1130), (6049, 543, 520), 538),
    "551": Stocks((8883, 8940, 8990, 9040, 9090), (2740, 2350, 1737, 1000, 520),
                  (2022, 1850, 1648, 820, 512), (1920, 585, 557), 4105),
    "546": Stocks((10086, 10140, 10187, 10240, 10290), (3872, 3060, 2128, 1052, 660),
                  (1877, 1319, 1028, 432, 330), (2052, 564, 137), 3310),
    "542": Stocks((9169, 9493, 9520, 9560, 9600), (3313, 2829, 2140, 1042, 551),
                  (1760, 1298, 691, 544, 402), (1271, 477, 307), 3720),
}  # fmt: skip
# Households that escaped poverty 2022–2024 and near-poverty 2022–2024, all eleven: published.
ESCAPED_POVERTY, ESCAPED_NEAR_POVERTY = 25027, 14519
AN_LAO_ESCAPED = {2022: 757, 2023: 979, 2024: 1254}
# Weights of the deprivations (households deprived of 100) and of the causes, plain then mountain.
DEPRIVATIONS = (
    (57, 48, 16, 29, 40, 7, 27, 17, 13, 31, 27, 25),
    (47, 31, 19, 12, 43, 9, 49, 31, 23, 56, 39, 31),
)
NEAR_POOR_SHARE = 40
CAUSES = ((6, 15, 29, 12, 6, 5, 22, 5), (13, 12, 9, 30, 14, 10, 10, 2))
VAN_CANH_CAUSES_2023 = (219, 282, 324, 1218, 516, 365, 417)
# Shares of the year's recurrent capital (of 100) by sub-project open to all districts.
RECURRENT = {"2": 27, "3.1": 19, "3.2": 5, "4.1": 21, "4.2": 3, "4.3": 7, "6.1": 5, "6.2": 4,
             "7.1": 6, "7.2": 3}  # fmt: skip
CENTRAL_RECURRENT = {2022: 58000, 2023: 99000, 2024: 104000, 2025: 61000}
CAPITAL_WEIGHTS = {"540": 5, "550": 9, "549": 6, "548": 9, "545": 8, "543": 7, "544": 10,
                   "547": 9, "551": 12, "546": 12, "542": 13}  # fmt: skip
DISBURSED = {2022: 46, 2023: 79, 2024: 93, 2025: 98}
SOURCES = {"central": 100, "province": 9, "district": 4, "commune": 0, "credit": 0, "other": 0}
INVESTMENT = {"4.1": 900, "4.3": 300, "6.1": 400}
AN_LAO_CAPITAL = {("1.1", "investment"): 31000, ("1.1", "recurrent"): 3100,
                  ("1.2", "investment"): 24000, ("5", "recurrent"): 7800}  # fmt: skip
OUTPUTS = {
    # Yearly amount for each point of capital weight, in tenths.
    "livelihood_models": 5, "livelihood_households": 90, "agri_production_projects": 6,
    "agri_production_households": 70, "workers_vocational_trained": 160,
    "overseas_workers_departed": 20, "job_connected_workers": 210, "communication_events": 14,
    "poverty_staff_trained": 130, "inspections": 11, "policy_credit_loans": 900,
    "commended_collectives": 4, "commended_individuals": 7, "fund_for_poor_mobilised": 1100,
}  # fmt: skip
# Published for the same district and years.
REPORTED_OUTPUTS = {
    (AN_LAO, "livelihood_models"): (9, 12, 11, 10),
    (AN_LAO, "livelihood_households"): (118, 157, 145, 130),
    (HOAI_AN, "livelihood_models"): (9, 14, 13, 12),
    (HOAI_AN, "livelihood_households"): (150, 240, 225, 210),
    (HOAI_AN, "agri_production_projects"): (12, 18, 18, 15),
    (HOAI_AN, "agri_production_households"): (110, 165, 166, 140),
}
AN_LAO_OUTPUTS = {
    "infrastructure_works_completed": (4, 11, 14, 9), "programme_houses_new": (60, 142, 151, 88),
    "programme_houses_repaired": (25, 61, 70, 40),
}  # fmt: skip
TEMPORARY_HOUSES = {"540": 210, "550": 420, "549": 372, "548": 455, "545": 430, "543": 488,
                    "544": 402, "547": 437, "551": 361, "546": 418, "542": 418}  # fmt: skip
TEXT = "Nội dung minh hoạ: phần này do đơn vị tự viết khi nộp biểu chính thức."


def values_of(unit_code: str, reference: Reference) -> dict[Key, Value]:
    """Give the input cells of a district's workbook."""
    numbers: dict[Key, int] = {}
    numbers |= households(unit_code)
    numbers |= movements(unit_code)
    numbers |= analyses(unit_code)
    numbers |= capital(unit_code, reference)
    numbers |= outputs(unit_code)
    values = {key: Value(Decimal(number)) for key, number in numbers.items()}
    if unit_code == TUY_PHUOC:
        values[Key("policy_credit_outstanding", 2025)] = NOT_SUBMITTED
    return values


def households(unit_code: str) -> dict[Key, int]:
    """Give the stocks by urban and rural area for each year."""
    stocks = STOCKS[unit_code]
    cells = {}
    for at, year in enumerate(YEARS):
        totals = (stocks.households[at], stocks.poor[at], stocks.near_poor[at])
        baseline = (stocks.households[0], stocks.poor[0], stocks.near_poor[0])
        urban = tuple(
            share * total // whole if at else share
            for share, total, whole in zip(stocks.urban, totals, baseline, strict=True)
        )
        minority = minority_households(unit_code, at)
        for settlement, part in (
            ("urban", urban),
            ("rural", tuple(a - b for a, b in zip(totals, urban, strict=True))),
        ):
            is_urban = settlement == "urban"
            own = [min(count * 15 // 100, part[0]) if is_urban else count - count * 15 // 100
                   for count in minority]  # fmt: skip
            figures = {
                "households_total": part[0],
                "poor_households": part[1],
                "near_poor_households": part[2],
                "avg_living_standard_households": part[0] * 11 // 100,
                "ethnic_minority_households": own[0],
                "poor_households_ethnic_minority": min(own[1], part[1]),
                "near_poor_households_ethnic_minority": min(own[2], part[2]),
            }
            cells |= {Key(code, year, settlement): number for code, number in figures.items()}
    return cells


def minority_households(unit_code: str, at: int) -> tuple[int, int, int]:
    """Give ethnic-minority households of a year: all, poor, near-poor."""
    stocks = STOCKS[unit_code]
    whole = stocks.ethnic_minority_households
    share = 72 if unit_code in MOUNTAIN else min(30, 100 * whole // (3 * stocks.poor[0]))
    poor = min(stocks.poor[at] * share // 100, whole * 7 // 10)
    return whole, poor, min(stocks.near_poor[at] * share // 120, (whole - poor) // 2)


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights into whole parts that add up to it (largest remainder)."""
    over = sum(weights)
    parts = [total * weight // over for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % over), at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def escapes() -> dict[tuple[str, int], int]:
    """Give the households that escaped poverty by district and year; 2022–2024 as published."""
    found = {(AN_LAO, year): number for year, number in AN_LAO_ESCAPED.items()}
    others = [(code, at) for code in STOCKS if code != AN_LAO for at in (1, 2, 3)]
    net = [STOCKS[code].poor[at - 1] - STOCKS[code].poor[at] for code, at in others]
    inflow = ESCAPED_POVERTY - sum(found.values()) - sum(net)
    shares = spread(inflow, [STOCKS[code].poor[at - 1] for code, at in others])
    for (code, at), fell, entered in zip(others, net, shares, strict=True):
        found[code, YEARS[at]] = fell + entered
    for code, stocks in STOCKS.items():
        found[code, 2025] = stocks.poor[3] - stocks.poor[4] + stocks.poor[3] // 12
    return found


def poor_flows(unit_code: str, at: int) -> tuple[int, ...]:
    """Give the eight cells of a year's movement of poor households; they close exactly."""
    stocks = STOCKS[unit_code]
    start, end = stocks.poor[at - 1], stocks.poor[at]
    escaped = escapes()[unit_code, YEARS[at]]
    other_out = start // 60
    entered = end - start + escaped + other_out
    to_near = escaped // 5
    from_near, relapsed, new, other_in = spread(entered, (38, 7, 45, 10))
    return (start, to_near, escaped - to_near, other_out, from_near, relapsed, new, other_in)


def near_poor_flows(unit_code: str, at: int) -> tuple[int, ...]:
    """Give the eight cells of a year's movement of near-poor households; they close exactly."""
    stocks = STOCKS[unit_code]
    start, end = stocks.near_poor[at - 1], stocks.near_poor[at]
    poor = poor_flows(unit_code, at)
    from_poor, to_poor = poor[1], poor[4]
    escaped = near_escapes()[unit_code, YEARS[at]]
    entered = end - start + escaped + to_poor - from_poor
    other_out = max(start // 50, 20 - entered)
    relapsed, new, other_in = spread(entered + other_out, (6, 74, 20))
    return (start, escaped, to_poor, other_out, from_poor, relapsed, new, other_in)


def near_escapes() -> dict[tuple[str, int], int]:
    """Give the households that escaped near-poverty by district and year; 2022–2024 as published."""
    every = [(code, at) for code in STOCKS for at in (1, 2, 3)]
    least = []
    for code, at in every:
        stocks, poor = STOCKS[code], poor_flows(code, at)
        fell = stocks.near_poor[at - 1] - stocks.near_poor[at]
        least.append(max(0, fell + poor[1] - poor[4]) if code != AN_LAO else 0)
    published = spread(1223, (38, 42, 20))
    rest = ESCAPED_NEAR_POVERTY - 1223 - sum(least)
    weights = [0 if code == AN_LAO else STOCKS[code].near_poor[at - 1] for code, at in every]
    extra = spread(abs(rest), weights)
    sign = 1 if rest >= 0 else -1
    found = {
        (code, YEARS[at]): low + sign * more
        for (code, at), low, more in zip(every, least, extra, strict=True)
    }
    found |= {(AN_LAO, YEARS[at]): published[at - 1] for at in (1, 2, 3)}
    for code, stocks in STOCKS.items():
        poor = poor_flows(code, 4)
        fell = stocks.near_poor[3] - stocks.near_poor[4]
        found[code, 2025] = max(0, fell + poor[1] - poor[4]) + stocks.near_poor[3] // 15
    return found


POOR_CELLS = (
    "poor_households_beginning", "poor_to_near_poor", "poor_above_near_poor_line",
    "poor_other_decrease", "near_poor_to_poor", "relapsed_poor", "newly_poor",
    "poor_other_increase",
)  # fmt: skip
NEAR_POOR_CELLS = (
    "near_poor_households_beginning", "near_poor_escaped", "near_poor_fell_into_poverty",
    "near_poor_other_decrease", "near_poor_from_poor", "relapsed_near_poor", "newly_near_poor",
    "near_poor_other_increase",
)  # fmt: skip


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
    return cells


def analyses(unit_code: str) -> dict[Key, int]:
    """Give deprivations, causes and groups for 2022–2024."""
    cells = {}
    stocks = STOCKS[unit_code]
    terrain = int(unit_code in MOUNTAIN)
    for at, year in enumerate(YEARS[1:4], 1):
        poor, near_poor = stocks.poor[at], stocks.near_poor[at]
        for member, weight in enumerate(DEPRIVATIONS[terrain], 1):
            eased = weight * (100 - (3 * at if member in (4, 9, 10, 11) else 0)) // 100
            code = "deprived_households"
            cells[Key(code, year, household_class="poor", member_code=str(member))] = (
                -(-poor * eased // 100)
            )
            cells[Key(code, year, household_class="near_poor", member_code=str(member))] = (
                near_poor * eased * NEAR_POOR_SHARE // 10000
            )
        for household_class, parts in causes(unit_code, year, poor, near_poor).items():
            cells |= {
                Key("households_by_poverty_cause", year, household_class=household_class,
                    member_code=str(member)): part
                for member, part in enumerate(parts, 1)
            }  # fmt: skip
        groups = {
            "poor_households_no_labour_capacity": poor * (31 + 4 * at) // 100,
            "near_poor_households_no_labour_capacity": near_poor * 9 // 100,
            "poor_households_merit": poor * max(0, 3 - at) // 400,
            "near_poor_households_merit": near_poor // 150,
            "poor_households_female_headed": poor * 37 // 100,
            "children_in_poor_households": poor * (118 if terrain else 71) // 100,
            "children_in_near_poor_households": near_poor * (131 if terrain else 92) // 100,
        }
        cells |= {Key(code, year): number for code, number in groups.items()}
    return cells


def causes(unit_code: str, year: int, poor: int, near_poor: int) -> dict[str, Iterable[int]]:
    """Give one main cause a household; Vân Canh 2023 as published for both classes together."""
    if (unit_code, year) == (VAN_CANH, 2023):
        both = (*VAN_CANH_CAUSES_2023, poor + near_poor - sum(VAN_CANH_CAUSES_2023))
        of_poor = spread(poor, both)
        return {"poor": of_poor,
                "near_poor": [a - b for a, b in zip(both, of_poor, strict=True)]}  # fmt: skip
    weights = CAUSES[int(unit_code in MOUNTAIN)]
    return {"poor": spread(poor, weights), "near_poor": spread(near_poor, weights)}


def capital(unit_code: str, reference: Reference) -> dict[Key, int]:
    """Give plan, allotment, carry-over and disbursement (triệu đồng) of every line."""
    cells = {}
    poor = reference.units[unit_code].is_poor_district
    for project in reference.projects.values():
        if not project.is_leaf or (project.eligibility != "all" and not poor):
            continue
        for capital_type in project.capital_types:
            for source in reference.capital_sources:
                carried = 0
                for year in YEARS[1:]:
                    plan = planned(unit_code, project.project_code, capital_type, year)
                    plan = plan * SOURCES[source] // 100
                    available = plan + carried
                    disbursed = available * DISBURSED[year] // 100
                    line = {"capital_plan": plan, "capital_allotted": plan * 98 // 100,
                            "capital_carried_in": carried, "capital_disbursed": disbursed}  # fmt: skip
                    cells |= {
                        Key(code, year, project_code=project.project_code,
                            capital_source=source, capital_type=capital_type): number
                        for code, number in line.items()
                    }  # fmt: skip
                    carried = available - disbursed
    return cells


def planned(unit_code: str, project_code: str, capital_type: str, year: int) -> int:
    """Give the central capital planned for a sub-project in a year."""
    pace = CENTRAL_RECURRENT[year]
    if (project_code, capital_type) in AN_LAO_CAPITAL:
        return AN_LAO_CAPITAL[project_code, capital_type] * pace // CENTRAL_RECURRENT[2023]
    weight = CAPITAL_WEIGHTS[unit_code]
    if capital_type == "investment":
        return INVESTMENT[project_code] * weight * pace // (10 * CENTRAL_RECURRENT[2023])
    return pace * weight * RECURRENT[project_code] // 10000


def outputs(unit_code: str) -> dict[Key, int]:
    """Give the outputs of the projects, policies and commendation."""
    cells = {}
    weight = CAPITAL_WEIGHTS[unit_code]
    stocks = STOCKS[unit_code]
    for at, year in enumerate(YEARS[1:], 1):
        wave = (7, 11, 12, 9)[at - 1]
        for code, tenths in OUTPUTS.items():
            known = REPORTED_OUTPUTS.get((unit_code, code))
            cells[Key(code, year)] = known[at - 1] if known else weight * tenths * wave // 100
        if unit_code == AN_LAO:
            cells |= {Key(code, year): parts[at - 1] for code, parts in AN_LAO_OUTPUTS.items()}
        cells[Key("policy_credit_outstanding", year)] = weight * (21000 + 2400 * at)
        cells[Key("health_insurance_cards_poor", year)] = stocks.poor[at] * 33 // 10
        cells[Key("health_insurance_cards_near_poor", year)] = stocks.near_poor[at] * 35 // 10
        houses = TEMPORARY_HOUSES[unit_code] if year == 2025 else 0
        cells[Key("temporary_houses_to_remove", year)] = houses
        cells[Key("temporary_houses_completed", year)] = houses
    return cells


def write_all(folder: Path, reference: Reference) -> list[Path]:
    """Write the eleven workbooks into a folder and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for unit_code, slug in SLUGS.items():
        path = folder / f"{unit_code}_{slug}.xlsx"
        cover = Cover(
            as_of_date=AS_OF, report_submitted_on=AS_OF,
            prepared_by="Cơ quan thường trực Chương trình cấp huyện",
            texts={code: TEXT for code, section in reference.sections.items() if section.is_asked},
        )  # fmt: skip
        values = values_of(unit_code, reference)
        known = {cell.key for sheet in forms.sheets(reference, unit_code)
                 for cell in sheet.cells.values() if cell.kind == "input"}  # fmt: skip
        if values.keys() != known:
            raise ValueError(f"{unit_code}: cells that differ from the form: "
                             f"{sorted(map(str, values.keys() ^ known))[:5]}")  # fmt: skip
        template.write(unit_code, path, reference=reference, values=values, cover=cover,
                       illustrative=True)  # fmt: skip
        written.append(path)
    return written


if __name__ == "__main__":
    for each in write_all(data_folder() / "sample", load(data_folder())):
        print(each)
