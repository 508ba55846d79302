"""Outlines of the districts: the official file where there is one, else the schematic map."""

import json
from pathlib import Path

import pandas as pd
import shapely
from shapely import Polygon
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

OFFICIAL_FILE = "districts.geojson"
SCHEMATIC_FILE = "schematic.geojson"
COMMUNE_FILE = "schematic_communes.geojson"
DISTRICTS = {
    "540": "Thành phố Quy Nhơn",
    "550": "Huyện Tuy Phước",
    "549": "Thị xã An Nhơn",
    "548": "Huyện Phù Cát",
    "545": "Huyện Phù Mỹ",
    "543": "Thị xã Hoài Nhơn",
    "544": "Huyện Hoài Ân",
    "547": "Huyện Tây Sơn",
    "551": "Huyện Vân Canh",
    "546": "Huyện Vĩnh Thạnh",
    "542": "Huyện An Lão",
}
COLUMNS = (
    "area_code",
    "polygon",
    "ring",
    "position",
    "longitude",
    "latitude",
    "is_schematic",
)
COMMUNE_COLUMNS = ("area_code", "polygon", "ring", "position", "longitude", "latitude")
LABEL_TOLERANCE = 0.0005

# West, south, east, north: Việt Nam with its sea, in degrees.
VIETNAM = (102.0, 6.0, 118.0, 24.0)
WGS84_NAMES = ("CRS84", "4326")
MOST_POINTS = 3_000
# Degrees; the first makes a border of the province wander by less than a pixel.
TOLERANCES = tuple(0.0005 * 1.5**step for step in range(14))
SMALLEST_ISLAND = 0.0001
# About 0.1 m: files written by different tools give one border with the last digits differing.
GRID = 0.000001
DECIMALS = 5


def load(folder: Path) -> pd.DataFrame:
    """Return the outlines of the 11 districts, one row a vertex of a ring, in drawing order.

    `districts.geojson` is used when it is there, else `schematic.geojson`. An official file is
    simplified with its topology kept until it has at most `MOST_POINTS` points; an island or a
    hole below `SMALLEST_ISLAND` square degrees (about 1.2 km²) is left out, unless the island is
    all that a district has. Polygons come largest first, outer rings counter-clockwise.

    Args:
        folder: the folder of boundaries.

    Returns:
        Columns `COLUMNS`: polygon, ring (0 the outer one) and position count from 0; longitude
        and latitude in degrees.

    Raises:
        ValueError: the file cannot be used; the sentence, in Vietnamese, names file and fault.
    """
    official = folder / OFFICIAL_FILE
    is_schematic = not official.exists()
    path = folder / SCHEMATIC_FILE if is_schematic else official
    shapes = read_shapes(path)
    if not is_schematic:
        shapes = simplified(shapes)
    rows = [
        (code, part, ring, position, round(x, DECIMALS), round(y, DECIMALS), is_schematic)
        for code in DISTRICTS
        for part, polygon in enumerate(polygons_of(shapes[code]))
        for ring, line in enumerate((polygon.exterior, *polygon.interiors))
        for position, (x, y) in enumerate(line.coords)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def load_communes(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the cells of the schematic commune map and where each cell's label stands.

    Args:
        folder: the folder of boundaries.

    Returns:
        Vertices, columns `COMMUNE_COLUMNS`, one row a vertex in drawing order; anchors, columns
        area_code, longitude, latitude, radius: the widest circle in the cell. Degrees.

    Raises:
        ValueError: the file cannot be used; the sentence, in Vietnamese, names file and fault.
    """
    path = folder / COMMUNE_FILE
    cells = {
        feature["properties"]["code"]: shape(feature["geometry"])
        for feature in read_collection(path)["features"]
    }
    vertices = [
        (code, part, ring, position, round(x, DECIMALS), round(y, DECIMALS))
        for code, cell in cells.items()
        for part, polygon in enumerate(polygons_of(cell))
        for ring, line in enumerate((polygon.exterior, *polygon.interiors))
        for position, (x, y) in enumerate(line.coords)
    ]
    middles = []
    for code, cell in cells.items():
        land = polygons_of(cell)[0]
        middle = polylabel(land, LABEL_TOLERANCE)
        middles.append((code, middle.x, middle.y, land.exterior.distance(middle)))
    return (
        pd.DataFrame(vertices, columns=list(COMMUNE_COLUMNS)),
        pd.DataFrame(middles, columns=["area_code", "longitude", "latitude", "radius"]),
    )


def read_shapes(path: Path) -> dict[str, BaseGeometry]:
    """Return the checked shape of every district by code, from a GeoJSON file.

    Raises:
        ValueError: see `load`.
    """
    content = read_collection(path)
    check_reference_system(path, content)
    shapes: dict[str, BaseGeometry] = {}
    for number, feature in enumerate(content["features"], start=1):
        code = code_of(path, number, feature)
        if code in shapes:
            raise fault(path, f"mã {code} ({DISTRICTS[code]}) có hơn một đối tượng")
        shapes[code] = shape_of(path, code, feature)
    missing = [f"{name} ({code})" for code, name in DISTRICTS.items() if code not in shapes]
    if missing:
        raise fault(path, f"thiếu {', '.join(missing)}")
    return shapes


def read_collection(path: Path) -> dict:
    """Return the feature collection that a file holds.

    Raises:
        ValueError: the file is missing, no JSON in UTF-8, or no feature collection.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise fault(path, "không tìm thấy tệp") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise fault(path, "tệp không phải GeoJSON (không đọc được JSON mã UTF-8)") from error
    is_collection = isinstance(content, dict) and content.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(content.get("features"), list):
        raise fault(path, "tệp không phải GeoJSON loại FeatureCollection")
    return content


def check_reference_system(path: Path, content: dict) -> None:
    """Refuse a file that declares a reference system other than WGS 84.

    Raises:
        ValueError: as said.
    """
    declared = content.get("crs")
    if declared and not any(name in json.dumps(declared) for name in WGS84_NAMES):
        raise fault(path, "hệ tọa độ phải là WGS 84 (EPSG:4326), kinh độ trước, vĩ độ sau")


def code_of(path: Path, number: int, feature: object) -> str:
    """Return the district code of the feature with this number, counted from 1.

    Raises:
        ValueError: there is no property `code`, or no district has that code.
    """
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("code") if isinstance(properties, dict) else None
    if code is None:
        raise fault(path, f"đối tượng thứ {number} không có thuộc tính code")
    if str(code) not in DISTRICTS:
        raise fault(path, f"đối tượng thứ {number} có mã lạ: {code}")
    return str(code)


def shape_of(path: Path, code: str, feature: dict) -> BaseGeometry:
    """Return the valid area of a district's feature.

    Raises:
        ValueError: the geometry is no area, or lies outside Việt Nam.
    """
    try:
        geometry = shape(feature["geometry"])
    except (KeyError, TypeError, AttributeError, ValueError, ShapelyError) as error:
        raise fault(path, f"hình của {DISTRICTS[code]} không đọc được") from error
    if geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
        raise fault(path, f"hình của {DISTRICTS[code]} phải là Polygon hoặc MultiPolygon")
    if not shapely.box(*VIETNAM).contains(shapely.box(*geometry.bounds)):
        raise fault(
            path,
            f"tọa độ của {DISTRICTS[code]} nằm ngoài Việt Nam; "
            "cần kinh độ trước, vĩ độ sau, theo độ (WGS 84)",
        )
    return shapely.force_2d(geometry)


def fault(path: Path, sentence: str) -> ValueError:
    """Return the error that names the file and what is wrong with it."""
    return ValueError(f"Tệp ranh giới {path.name}: {sentence}.")


def simplified(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the shapes with at most `MOST_POINTS` points, their common borders still common.

    Raises:
        ValueError: no tolerance of `TOLERANCES` leaves so few points.
    """
    kept = [shapely.MultiPolygon(worth_drawing(area)) for area in shapes.values()]
    for tolerance in TOLERANCES:
        drawn = shapely.coverage_simplify(kept, tolerance)
        if shapely.get_num_coordinates(drawn).sum() <= MOST_POINTS:
            return dict(zip(shapes, drawn, strict=True))
    raise ValueError(f"Ranh giới có quá nhiều mảnh: không rút gọn được còn {MOST_POINTS} điểm.")


def worth_drawing(area: BaseGeometry) -> list[Polygon]:
    """Return the polygons of an area that can be seen on a map of the province, holes likewise."""
    polygons = flat_polygons(shapely.set_precision(shapely.make_valid(area), GRID))
    large = [polygon for polygon in polygons if polygon.area >= SMALLEST_ISLAND]
    return [without_small_holes(polygon) for polygon in large or polygons]


def flat_polygons(area: BaseGeometry) -> list[Polygon]:
    """Return the polygons inside a geometry, however deep they are nested."""
    if isinstance(area, Polygon):
        return [area]
    return [polygon for part in getattr(area, "geoms", ()) for polygon in flat_polygons(part)]


def without_small_holes(polygon: Polygon) -> Polygon:
    """Return a polygon with only the holes of `SMALLEST_ISLAND` square degrees or more."""
    holes = [ring for ring in polygon.interiors if Polygon(ring).area >= SMALLEST_ISLAND]
    return Polygon(polygon.exterior, holes)


def polygons_of(area: BaseGeometry) -> list[Polygon]:
    """Return the polygons of an area, largest first, outer rings counter-clockwise."""
    oriented = [shapely.orient_polygons(polygon) for polygon in flat_polygons(area)]
    return sorted(oriented, key=lambda polygon: -polygon.area)
