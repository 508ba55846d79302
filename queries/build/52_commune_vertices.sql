-- grain: One row a vertex of a ring of a commune's cell on the schematic map.
create table commune_vertices (
    area_code varchar not null,
    polygon integer not null,
    ring integer not null,
    position integer not null,
    longitude double not null,
    latitude double not null,
    primary key (area_code, polygon, ring, position)
);

comment on table commune_vertices is 'One row a vertex of a ring of a commune cell on the schematic map.';
comment on column commune_vertices.area_code is 'commune';
comment on column commune_vertices.polygon is 'number of the polygon';
comment on column commune_vertices.ring is '0 the outer ring, then the holes';
comment on column commune_vertices.position is 'place in the ring';
comment on column commune_vertices.longitude is 'degrees east';
comment on column commune_vertices.latitude is 'degrees north';

insert into commune_vertices
select
    area_code,
    polygon,
    ring,
    position,
    longitude,
    latitude
from incoming_commune_cells
order by area_code, polygon, ring, position;
