-- question: What are the cells of a district's communes on the schematic map?
-- params:
--   $area_code  text  district
-- returns: one row a vertex of a ring, in drawing order: area_code, polygon, ring, position,
--   longitude, latitude, label_longitude, label_latitude, label_radius
select
    commune_vertices.area_code,
    commune_vertices.polygon,
    commune_vertices.ring,
    commune_vertices.position,
    commune_vertices.longitude,
    commune_vertices.latitude,
    commune_anchors.longitude as label_longitude,
    commune_anchors.latitude as label_latitude,
    commune_anchors.radius as label_radius
from commune_vertices
inner join commune_anchors using (area_code)
inner join areas using (area_code)
where areas.parent_code = $area_code
order by
    areas.official_order,
    commune_vertices.polygon,
    commune_vertices.ring,
    commune_vertices.position
