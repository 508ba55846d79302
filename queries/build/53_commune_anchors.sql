-- grain: One row a commune: where its label stands on the schematic map.
create table commune_anchors (
    area_code varchar not null primary key,
    longitude double not null,
    latitude double not null,
    radius double not null
);

comment on table commune_anchors is 'One row a commune: where its label stands on the schematic map.';
comment on column commune_anchors.area_code is 'commune';
comment on column commune_anchors.longitude is 'degrees east';
comment on column commune_anchors.latitude is 'degrees north';
comment on column commune_anchors.radius is 'of the widest circle in the cell, degrees';

insert into commune_anchors
select
    area_code,
    longitude,
    latitude,
    radius
from incoming_commune_anchors
order by area_code;
