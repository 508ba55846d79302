"""Writes `data/reference/areas.csv`: the province, its 11 districts and their 155 communes.

Run `python -m dashboard.making.areas` with the development dependency `vietnamadminunits`
installed; two runs give the same bytes.
"""

import csv
from collections import Counter
from pathlib import Path

from vietnamadminunits.database import get_data

AREAS_CSV = Path(__file__).resolve().parents[2] / "data" / "reference" / "areas.csv"

COLUMNS = (
    "area_code",
    "parent_code",
    "level",
    "official_order",
    "name",
    "full_name",
    "kind",
    "area_group",
    "is_poor_district",
    "settlement",
)

PROVINCE_CODE = "52"
POOR_DISTRICT_CODE = "542"

# In the order of the province's published tables. The package knows neither this order nor the
# groups, so the districts stand here and are only compared with it.
DISTRICTS = (
    # area_code, name, full_name, kind, area_group
    ("540", "Quy Nhơn", "Thành phố Quy Nhơn", "city", "city"),
    ("550", "Tuy Phước", "Huyện Tuy Phước", "district", "plain"),
    ("549", "An Nhơn", "Thị xã An Nhơn", "town", "town"),
    ("548", "Phù Cát", "Huyện Phù Cát", "district", "plain"),
    ("545", "Phù Mỹ", "Huyện Phù Mỹ", "district", "plain"),
    ("543", "Hoài Nhơn", "Thị xã Hoài Nhơn", "town", "town"),
    ("544", "Hoài Ân", "Huyện Hoài Ân", "district", "midland"),
    ("547", "Tây Sơn", "Huyện Tây Sơn", "district", "midland"),
    ("551", "Vân Canh", "Huyện Vân Canh", "district", "mountain"),
    ("546", "Vĩnh Thạnh", "Huyện Vĩnh Thạnh", "district", "mountain"),
    ("542", "An Lão", "Huyện An Lão", "district", "mountain"),
)

COMMUNE_KINDS = {"Phường": "ward", "Thị trấn": "township", "Xã": "commune"}
# The 155 commune-level units that resolution 1257/NQ-UBTVQH15 (2024) left.
EXPECTED_COMMUNES = {"ward": 28, "township": 12, "commune": 115}


def package_communes() -> list[dict[str, str]]:
    """Return the package's commune records of the province, ordered by district and code.

    The keys are those of its table `admin_units_legacy`. Only codes, names and types are read:
    the coordinates and bounds in that table are a concern of the map alone.
    """
    fields = ["provinceCode", "districtCode", "district", "wardCode", "ward", "wardShort"]
    records = get_data(fields=[*fields, "wardType"], table="admin_units_legacy")
    province_records = (r for r in records if r["provinceCode"] == PROVINCE_CODE)
    return sorted(province_records, key=lambda r: (r["districtCode"], r["wardCode"]))


def area_rows(communes: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return one row per area in official order: province, districts, communes by district.

    `communes` are records as `package_communes` returns them. Raises `ValueError` when they
    differ from the districts or the numbers of communes that the province had in 2025.
    """
    check_districts(communes)
    rows = [province_row(), *(district_row(order) for order in range(1, len(DISTRICTS) + 1))]
    for district_code, *_ in DISTRICTS:
        in_district = [c for c in communes if c["districtCode"] == district_code]
        rows += [commune_row(c, order) for order, c in enumerate(in_district, start=1)]
    check_communes(rows)
    return rows


def province_row() -> dict[str, str]:
    """Return the row of the province itself."""
    values = (PROVINCE_CODE, "", "province", "1", "Bình Định", "Tỉnh Bình Định", "province")
    return dict(zip(COLUMNS, (*values, "", "false", ""), strict=True))


def district_row(order: int) -> dict[str, str]:
    """Return the row of the district that stands at `order` (from 1) in the official order."""
    code, name, full_name, kind, group = DISTRICTS[order - 1]
    is_poor = "true" if code == POOR_DISTRICT_CODE else "false"
    values = (code, PROVINCE_CODE, "district", str(order), name, full_name, kind, group)
    return dict(zip(COLUMNS, (*values, is_poor, ""), strict=True))


def commune_row(commune: dict[str, str], order: int) -> dict[str, str]:
    """Return the row of one commune; wards and townships are urban, communes are rural."""
    kind = COMMUNE_KINDS[commune["wardType"]]
    settlement = "rural" if kind == "commune" else "urban"
    codes = (commune["wardCode"], commune["districtCode"], "commune", str(order))
    names = (commune["wardShort"], commune["ward"], kind)
    return dict(zip(COLUMNS, (*codes, *names, "", "false", settlement), strict=True))


def check_districts(communes: list[dict[str, str]]) -> None:
    """Raise `ValueError` unless the package names the same districts as `DISTRICTS`."""
    ours = {(code, full_name) for code, _, full_name, *_ in DISTRICTS}
    theirs = {(c["districtCode"], c["district"]) for c in communes}
    if ours != theirs:
        raise ValueError(f"districts differ from the package: {sorted(ours ^ theirs)}")


def check_communes(rows: list[dict[str, str]]) -> None:
    """Raise `ValueError` unless `rows` hold 28 wards, 12 townships and 115 communes."""
    found = Counter(row["kind"] for row in rows if row["level"] == "commune")
    if found != Counter(EXPECTED_COMMUNES):
        raise ValueError(f"expected {EXPECTED_COMMUNES}, the package has {dict(found)}")


def write_areas(rows: list[dict[str, str]], path: Path) -> None:
    """Write `rows` to `path` as UTF-8 CSV with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write_areas(area_rows(package_communes()), AREAS_CSV)
