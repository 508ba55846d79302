-- grain: One row an area: the province, its districts, their communes.
create table areas (
    area_code varchar not null,
    parent_code varchar,
    level varchar not null check (level in ('province', 'district', 'commune')),
    official_order integer not null,
    name varchar not null,
    full_name varchar not null,
    kind varchar not null,
    area_group varchar,
    is_poor_district boolean not null,
    settlement varchar,
    primary key (area_code)
);

comment on table areas is 'One row an area: the province, its districts, their communes.';
comment on column areas.area_code is 'code of the General Statistics Office';
comment on column areas.parent_code is 'area that this one lies in; null for the province';
comment on column areas.level is 'province, district or commune';
comment on column areas.official_order is 'place in the official order within the parent';
comment on column areas.name is 'short name';
comment on column areas.full_name is 'official name with its type';
comment on column areas.kind is 'type of the unit';
comment on column areas.area_group is 'city, town, plain, midland or mountain; districts only';
comment on column areas.is_poor_district is 'on the national list of poor districts';
comment on column areas.settlement is 'urban or rural; communes only';

insert into areas
select
    area_code,
    parent_code,
    level,
    cast(official_order as integer) as official_order,
    name,
    full_name,
    kind,
    area_group,
    cast(is_poor_district as boolean) as is_poor_district,
    settlement
from source_areas
order by level desc, parent_code, official_order;
