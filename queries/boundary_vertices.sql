-- question: What are the outlines of the districts?
-- params: none
-- returns: one row a vertex of a ring, in drawing order: area_code, polygon, ring, position,
--   longitude, latitude, is_schematic
select
    area_code,
    polygon,
    ring,
    position,
    longitude,
    latitude,
    is_schematic
from boundary_vertices
order by area_code, polygon, ring, position
