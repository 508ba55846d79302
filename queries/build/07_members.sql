-- grain: One row a member of a further dimension (deprivation, cause, level of a fund).
create table members (
    dimension varchar not null,
    member_code varchar not null,
    official_order integer not null,
    name varchar not null,
    short_name varchar not null,
    member_group varchar,
    adds_up boolean not null,
    reported_by varchar,
    primary key (dimension, member_code)
);

comment on table members is 'One row a member of a further dimension (deprivation, cause, level of a fund).';
comment on column members.dimension is 'dimension that an indicator declares';
comment on column members.member_code is 'code within the dimension';
comment on column members.official_order is 'official order';
comment on column members.name is 'name';
comment on column members.short_name is 'name on a chart';
comment on column members.member_group is 'basic service that a deprivation belongs to';
comment on column members.adds_up is 'the members of the dimension are the parts of a total; otherwise they overlap';
comment on column members.reported_by is 'kinds and codes of units that submit it; null for every unit that submits the indicator';

insert into members
select
    'deprivation' as dimension,
    deprivation_code as member_code,
    cast(deprivation_code as integer) as official_order,
    name,
    short_name,
    dimension as member_group,
    false as adds_up,
    null as reported_by
from deprivations
union all
select
    'cause' as dimension,
    cause_code as member_code,
    cast(cause_code as integer) as official_order,
    name,
    short_name,
    null as member_group,
    false as adds_up,
    null as reported_by
from causes
union all
select
    dimension,
    member_code,
    cast(official_order as integer) as official_order,
    name,
    short_name,
    null as member_group,
    cast(adds_up as boolean) as adds_up,
    reported_by
from source_breakdowns
order by dimension, official_order;
