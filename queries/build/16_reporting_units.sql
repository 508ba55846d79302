-- grain: One row a unit that submits a workbook.
create table reporting_units (
    unit_code varchar not null,
    kind varchar not null check (kind in ('district', 'department', 'front')),
    area_code varchar not null,
    official_order integer not null,
    name varchar not null,
    short_name varchar not null,
    task_order integer not null,
    evidence varchar not null,
    note varchar,
    primary key (unit_code)
);

comment on table reporting_units is 'One row a unit that submits a workbook.';
comment on column reporting_units.unit_code is 'code';
comment on column reporting_units.kind is 'district, department or the Front';
comment on column reporting_units.area_code is 'area that its figures are of';
comment on column reporting_units.official_order is 'official order';
comment on column reporting_units.name is 'official name';
comment on column reporting_units.short_name is 'short name';
comment on column reporting_units.task_order is 'task of the plan that asks for its report';
comment on column reporting_units.evidence is 'F seen, I inferred, B background';
comment on column reporting_units.note is 'note';

insert into reporting_units
select
    unit_code,
    kind,
    area_code,
    cast(official_order as integer) as official_order,
    name,
    short_name,
    cast(task_order as integer) as task_order,
    evidence,
    note
from source_reporting_units;
