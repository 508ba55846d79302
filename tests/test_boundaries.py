"""Outlines come whole and calm from either file, and a bad file is refused in clear words."""

import csv
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import shapely
from shapely.geometry import mapping

from dashboard.store import boundaries
from tests.tools import package

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data" / "boundaries"


def features_of(path):
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def geometries_of(path):
    features = features_of(path)
    return [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]


def rebuilt(frame):
    """The polygons of a loaded frame, by district."""
    shapes = {}
    for code, rows in frame.groupby("area_code"):
        polygons = []
        for _, part in rows.groupby("polygon"):
            rings = [
                list(zip(ring["longitude"], ring["latitude"], strict=True))
                for _, ring in part.groupby("ring")
            ]
            polygons.append(shapely.Polygon(rings[0], rings[1:]))
        shapes[code] = shapely.MultiPolygon(polygons)
    return shapes


@pytest.fixture
def folder(tmp_path):
    """A folder with a small official file, made of the schematic outlines."""
    shutil.copy(FOLDER / "schematic.geojson", tmp_path / "districts.geojson")
    return tmp_path


def official(folder, change):
    """Rewrite the official file of a folder after `change` worked on its content."""
    path = folder / "districts.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def with_places(frame):
    return frame.set_index(["area_code", "polygon", "ring", "position"]).sort_index()


def test_the_schematic_map_is_used_when_no_official_file_is_there():
    frame = boundaries.load(FOLDER)
    assert list(frame.columns) == list(boundaries.COLUMNS)
    assert frame["is_schematic"].all()
    assert not with_places(frame).index.has_duplicates


def test_the_districts_are_those_of_the_reference_data():
    with (ROOT / "data" / "reference" / "areas.csv").open(encoding="utf-8") as file:
        areas = {
            row["area_code"]: row["full_name"]
            for row in csv.DictReader(file)
            if row["level"] == "district"
        }
    assert areas == boundaries.DISTRICTS


@pytest.mark.parametrize("name", ["schematic", "schematic_communes"])
def test_schematic_areas_meet_without_gaps_or_overlaps(name):
    shapes = geometries_of(FOLDER / f"{name}.geojson")
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_the_schematic_map_is_calm_and_whole():
    shapes = dict(
        zip(
            (
                feature["properties"]["code"]
                for feature in features_of(FOLDER / "schematic.geojson")
            ),
            geometries_of(FOLDER / "schematic.geojson"),
            strict=True,
        )
    )
    assert set(shapes) == set(boundaries.DISTRICTS)
    assert sum(shapely.get_num_coordinates(list(shapes.values()))) <= 1_200
    parts = {code: len(shape.geoms) for code, shape in shapes.items()}
    assert parts.pop("540") == 2, "Quy Nhơn has the island Nhơn Châu"
    assert set(parts.values()) == {1}


def test_there_is_one_cell_a_commune_in_its_own_district():
    features = features_of(FOLDER / "schematic_communes.geojson")
    cells = {
        feature["properties"]["code"]: feature["properties"]["district"] for feature in features
    }
    with (ROOT / "data" / "reference" / "areas.csv").open(encoding="utf-8") as file:
        communes = {
            row["area_code"]: row["parent_code"]
            for row in csv.DictReader(file)
            if row["level"] == "commune"
        }
    assert len(features) == 155
    assert cells == communes


def test_making_the_schematic_map_again_gives_the_same_bytes(tmp_path):
    package("vietnamadminunits")
    from dashboard.making import schematic_map

    schematic_map.make(schematic_map.package_database(), tmp_path)
    for name in ("schematic.geojson", "schematic_communes.geojson"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_every_district_has_one_anchor_inside_it():
    anchors = pd.read_csv(FOLDER / "anchors.csv", dtype={"area_code": str})
    shapes = rebuilt(boundaries.load(FOLDER))
    assert sorted(anchors["area_code"]) == sorted(shapes)
    assert set(anchors["align"]) <= {"left", "center", "right"}
    for row in anchors.itertuples():
        assert shapes[row.area_code].contains(shapely.Point(row.longitude, row.latitude))
        label = shapely.Point(row.label_longitude, row.label_latitude)
        assert row.outside == (not shapely.union_all(list(shapes.values())).contains(label))


def test_an_official_file_wins_over_the_schematic_map(folder):
    shutil.copy(FOLDER / "schematic.geojson", folder)
    assert not boundaries.load(folder)["is_schematic"].any()


def test_the_main_land_comes_first_and_outer_rings_run_counter_clockwise(folder):
    for shape in rebuilt(boundaries.load(folder)).values():
        areas = [polygon.area for polygon in shape.geoms]
        assert areas == sorted(areas, reverse=True)
        assert all(polygon.exterior.is_ccw for polygon in shape.geoms)


def test_a_huge_official_file_is_simplified_with_its_borders_still_shared(folder):
    def make_huge(content):
        for feature in content["features"]:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            feature["geometry"] = mapping(shapely.segmentize(shape, 0.0001))

    official(folder, make_huge)
    assert shapely.get_num_coordinates(geometries_of(folder / "districts.geojson")).sum() > 100_000
    frame = boundaries.load(folder)
    assert len(frame) <= boundaries.MOST_POINTS
    assert shapely.coverage_is_valid(list(rebuilt(frame).values()))


def test_a_crinkled_official_file_ends_below_the_limit_of_points(folder):
    def crinkle(content):
        for feature in content["features"]:
            shape = shapely.segmentize(
                shapely.from_geojson(json.dumps(feature["geometry"])), 0.0005
            )
            wobble = shapely.transform(
                shape, lambda xy: xy + 0.002 * ((xy * 1e4).round() % 2 - 0.5)
            )
            feature["geometry"] = mapping(shapely.make_valid(wobble, method="structure"))

    official(folder, crinkle)
    frame = boundaries.load(folder)
    assert len(frame) <= boundaries.MOST_POINTS
    assert set(frame["area_code"]) == set(boundaries.DISTRICTS)


def islet(longitude, latitude, size):
    return [
        mapping(shapely.box(longitude, latitude, longitude + size, latitude + size))["coordinates"][
            0
        ]
    ]


def test_small_islands_go_large_ones_stay(folder):
    def add_islands(content):
        coordinates = content["features"][0]["geometry"]["coordinates"]
        coordinates += [islet(109.5, 13.7, 0.001), islet(109.6, 13.7, 0.05)]

    before = len(rebuilt(boundaries.load(folder))["540"].geoms)
    official(folder, add_islands)
    shape = rebuilt(boundaries.load(folder))["540"]
    assert len(shape.geoms) == before + 1
    assert shape.bounds[2] == pytest.approx(109.65)


def test_a_district_that_is_all_small_islands_keeps_them(folder):
    def only_islands(content):
        content["features"][0]["geometry"] = {
            "type": "MultiPolygon",
            "coordinates": [islet(109.5, 13.7, 0.001), islet(109.6, 13.7, 0.002)],
        }

    official(folder, only_islands)
    assert len(rebuilt(boundaries.load(folder))["540"].geoms) == 2


def remove_code(content):
    del content["features"][2]["properties"]["code"]


def unknown_code(content):
    content["features"][2]["properties"]["code"] = "999"


def drop_last(content):
    content["features"].pop()


def repeat_first(content):
    content["features"].append(content["features"][0])


def in_metres(content):
    content["features"][0]["geometry"] = mapping(
        shapely.box(600_000, 1_500_000, 610_000, 1_510_000)
    )


def axes_swapped(content):
    content["features"][0]["geometry"] = mapping(shapely.box(13.6, 109.1, 13.9, 109.3))


def other_system(content):
    content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9217"}}


def as_point(content):
    content["features"][0]["geometry"] = {"type": "Point", "coordinates": [109.2, 13.8]}


def without_geometry(content):
    content["features"][0]["geometry"] = None


def broken_ring(content):
    content["features"][0]["geometry"]["coordinates"] = [[[[109.2, "a"]]]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (remove_code, "đối tượng thứ 3 không có thuộc tính code"),
        (unknown_code, "đối tượng thứ 3 có mã lạ: 999"),
        (drop_last, r"thiếu Huyện Vân Canh \(551\)"),
        (repeat_first, r"mã 540 \(Thành phố Quy Nhơn\) có hơn một đối tượng"),
        (in_metres, "tọa độ của Thành phố Quy Nhơn nằm ngoài Việt Nam"),
        (axes_swapped, "kinh độ trước, vĩ độ sau"),
        (other_system, "hệ tọa độ phải là WGS 84"),
        (as_point, "phải là Polygon hoặc MultiPolygon"),
        (without_geometry, "hình của Thành phố Quy Nhơn không đọc được"),
        (broken_ring, "hình của Thành phố Quy Nhơn không đọc được"),
    ],
)
def test_a_faulty_official_file_is_refused_by_name(folder, change, sentence):
    official(folder, change)
    with pytest.raises(ValueError, match=f"^Tệp ranh giới districts.geojson: .*{sentence}.*\\.$"):
        boundaries.load(folder)


@pytest.mark.parametrize(
    "text", ["", "không phải JSON", "[]", '{"type": "Polygon"}', '{"type": "FeatureCollection"}']
)
def test_a_file_that_is_no_geojson_is_refused_by_name(tmp_path, text):
    (tmp_path / "districts.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"districts\.geojson: tệp không phải GeoJSON"):
        boundaries.load(tmp_path)


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path):
    (tmp_path / "districts.geojson").write_bytes('{"tên": 1}'.encode("utf-16"))
    with pytest.raises(ValueError, match="không đọc được JSON mã UTF-8"):
        boundaries.load(tmp_path)


def test_an_empty_folder_is_refused_by_name(tmp_path):
    with pytest.raises(ValueError, match=r"schematic\.geojson: không tìm thấy tệp"):
        boundaries.load(tmp_path)


def test_a_declared_wgs84_system_is_accepted(folder):
    def declare(content):
        content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    official(folder, declare)
    assert len(boundaries.load(folder))
