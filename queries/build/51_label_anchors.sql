-- grain: One row a district: where its label and its click point stand on the map.
create table label_anchors (
    area_code varchar not null,
    longitude double not null,
    latitude double not null,
    label_longitude double not null,
    label_latitude double not null,
    outside boolean not null,
    align varchar not null check (align in ('left', 'center', 'right')),
    primary key (area_code)
);

comment on table label_anchors is 'One row a district: where its label and its click point stand on the map.';
comment on column label_anchors.area_code is 'district';
comment on column label_anchors.longitude is 'inner point, degrees east';
comment on column label_anchors.latitude is 'inner point, degrees north';
comment on column label_anchors.label_longitude is 'label, degrees east';
comment on column label_anchors.label_latitude is 'label, degrees north';
comment on column label_anchors.outside is 'the label stands outside with a leader line';
comment on column label_anchors.align is 'side of the label that the point stands at';

insert into label_anchors
select
    area_code,
    cast(longitude as double) as longitude,
    cast(latitude as double) as latitude,
    cast(label_longitude as double) as label_longitude,
    cast(label_latitude as double) as label_latitude,
    cast(outside as boolean) as outside,
    align
from source_anchors
order by area_code;
