"""Make the schematic district and commune maps from the commune points of vietnamadminunits."""

import argparse
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import shapely
from shapely import MultiPoint, Point, affinity
from shapely.geometry.base import BaseGeometry

PROVINCE_CODE = "52"
ELLIPSE_SCALE = 0.95
CLOSING_DEGREES = 0.04
COMMUNE_TOLERANCE = 0.001
DISTRICT_TOLERANCE = 0.004
DECIMALS = 4
# Straight pieces a quarter circle is drawn with: enough to look round once simplified.
QUARTER_SEGMENTS = 8
BOUNDS_SEPARATOR = " – "
COMMUNES_SQL = """
    select
        districtCode,
        wardCode,
        wardLat,
        wardLon,
        wardBounds
    from admin_units_legacy
    where provinceCode = ?
    order by wardCode
"""


@dataclass(frozen=True)
class Commune:
    """A commune's point and the half-sizes of its bounds, all in degrees."""

    code: str
    district: str
    longitude: float
    latitude: float
    half_width: float
    half_height: float


# The table gives thị trấn An Lão the bounds of the whole province, and the three Tam Quan wards
# one and the same point and bounds; these places are rough, as everything on a schematic map.
CORRECTIONS = {
    "21609": (108.885, 14.61, 0.03, 0.03),
    "21655": (109.060, 14.580, 0.015, 0.020),
    "21658": (109.068, 14.545, 0.015, 0.020),
}


def read_communes(database: Path) -> list[Commune]:
    """Return the communes of the province, in the order of their codes, faults corrected."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(COMMUNES_SQL, (PROVINCE_CODE,)).fetchall()
    return [commune_of(*row) for row in rows]


def commune_of(district: str, code: str, latitude: str, longitude: str, bounds: str) -> Commune:
    """Return one commune; `bounds` reads "south,west – north,east" in degrees."""
    if code in CORRECTIONS:
        return Commune(code, district, *CORRECTIONS[code])
    south_west, north_east = bounds.split(BOUNDS_SEPARATOR)
    south, west = map(float, south_west.split(","))
    north, east = map(float, north_east.split(","))
    half_width, half_height = (east - west) / 2, (north - south) / 2
    return Commune(code, district, float(longitude), float(latitude), half_width, half_height)


def ellipse(commune: Commune) -> BaseGeometry:
    """Return the ellipse around a commune's point that its bounds allow, a little smaller."""
    circle = Point(commune.longitude, commune.latitude).buffer(1, QUARTER_SEGMENTS)
    return affinity.scale(
        circle, commune.half_width * ELLIPSE_SCALE, commune.half_height * ELLIPSE_SCALE
    )


def commune_cells(communes: list[Commune]) -> list[BaseGeometry]:
    """Return one cell a commune, in order: its Voronoi cell clipped to the province's outline."""
    ellipses = shapely.union_all([ellipse(commune) for commune in communes])
    outline = ellipses.buffer(CLOSING_DEGREES).buffer(-CLOSING_DEGREES)
    points = MultiPoint([(commune.longitude, commune.latitude) for commune in communes])
    voronoi = shapely.voronoi_polygons(points, extend_to=outline, ordered=True)
    clipped = shapely.intersection(list(voronoi.geoms), outline)
    snapped = shapely.set_precision(clipped, 10**-DECIMALS)
    return rounded(shapely.coverage_simplify(snapped, COMMUNE_TOLERANCE))


def district_shapes(communes: list[Commune], cells: list[BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the calm outline of each district, by code, dissolved from its communes' cells."""
    codes = sorted({commune.district for commune in communes})
    pairs = list(zip(communes, cells, strict=True))
    merged = [
        shapely.union_all([cell for commune, cell in pairs if commune.district == code])
        for code in codes
    ]
    simplified = rounded(shapely.coverage_simplify(merged, DISTRICT_TOLERANCE))
    return dict(zip(codes, simplified, strict=True))


def rounded(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the shapes in normal form with coordinates of `DECIMALS` decimals."""
    return list(shapely.normalize(shapely.set_precision(shapes, 10**-DECIMALS)))


def write_geojson(path: Path, features: list[tuple[dict[str, str], BaseGeometry]]) -> None:
    """Write a feature collection, one feature a line so that a change reads well."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [polygon_coordinates(part) for part in shapely.get_parts(shape)],
                },
            },
            separators=(",", ":"),
        )
        for properties, shape in features
    ]
    body = ",\n".join(lines)
    text = f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


def polygon_coordinates(polygon: BaseGeometry) -> list[list[list[float]]]:
    """Return the rings of one polygon, the outer first, as GeoJSON coordinates."""
    return [
        [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords]
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def package_database() -> Path:
    """Return the database inside vietnamadminunits, found without importing the package.

    Raises ModuleNotFoundError when the package is not installed.
    """
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("missing package. Run: pip install vietnamadminunits")
    return Path(spec.origin).parent / "data" / "dataset.db"


def make(database: Path, folder: Path) -> None:
    """Write schematic.geojson (districts) and schematic_communes.geojson into `folder`."""
    communes = read_communes(database)
    cells = commune_cells(communes)
    districts = district_shapes(communes, cells)
    write_geojson(
        folder / "schematic.geojson",
        [({"code": code}, shape) for code, shape in districts.items()],
    )
    write_geojson(
        folder / "schematic_communes.geojson",
        [
            ({"code": commune.code, "district": commune.district}, cell)
            for commune, cell in zip(communes, cells, strict=True)
        ],
    )


def main() -> None:
    """Write both files into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("data/boundaries"))
    arguments = parser.parse_args()
    make(package_database(), arguments.to)


if __name__ == "__main__":
    main()
