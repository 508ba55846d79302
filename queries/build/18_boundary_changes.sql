-- grain: One row a change of boundaries that breaks a series of an area.
create table boundary_changes (
    area_code varchar not null,
    year integer not null,
    settlement_only boolean not null,
    note varchar not null,
    source_title varchar not null,
    source_url varchar not null,
    primary key (area_code, year, note)
);

comment on table boundary_changes is 'One row a change of boundaries that breaks a series of an area.';
comment on column boundary_changes.area_code is 'district whose series it breaks, and the province above it';
comment on column boundary_changes.year is 'first year counted within the new boundaries';
comment on column boundary_changes.settlement_only is 'breaks the urban and the rural series, not the total';
comment on column boundary_changes.note is 'what changed, as shown on screen';
comment on column boundary_changes.source_title is 'title of the source';
comment on column boundary_changes.source_url is 'address of the source';

insert into boundary_changes
select
    area_code,
    cast(year as integer) as year,
    cast(settlement_only as boolean) as settlement_only,
    note,
    source_title,
    source_url
from source_boundary_changes
order by area_code, year, note;
