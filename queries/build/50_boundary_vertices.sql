-- grain: One row a vertex of a ring of a district's outline.
create table boundary_vertices (
    area_code varchar not null,
    polygon integer not null,
    ring integer not null,
    position integer not null,
    longitude double not null,
    latitude double not null,
    is_schematic boolean not null,
    primary key (area_code, polygon, ring, position)
);

comment on table boundary_vertices is 'One row a vertex of a ring of a district outline.';
comment on column boundary_vertices.area_code is 'district';
comment on column boundary_vertices.polygon is 'number of the polygon; islands follow the main land';
comment on column boundary_vertices.ring is '0 the outer ring, then the holes';
comment on column boundary_vertices.position is 'place in the ring';
comment on column boundary_vertices.longitude is 'degrees east';
comment on column boundary_vertices.latitude is 'degrees north';
comment on column boundary_vertices.is_schematic is 'drawn from commune points, not an official boundary';

insert into boundary_vertices
select
    area_code,
    polygon,
    ring,
    position,
    longitude,
    latitude,
    is_schematic
from incoming_boundaries
order by area_code, polygon, ring, position;
