-- grain: One row a member of a further dimension (deprivation, cause).
create table members (
    dimension varchar not null,
    member_code varchar not null,
    official_order integer not null,
    name varchar not null,
    short_name varchar not null,
    member_group varchar,
    primary key (dimension, member_code)
);

comment on table members is 'One row a member of a further dimension (deprivation, cause).';
comment on column members.dimension is 'dimension that an indicator declares';
comment on column members.member_code is 'code within the dimension';
comment on column members.official_order is 'official order';
comment on column members.name is 'name';
comment on column members.short_name is 'name on a chart';
comment on column members.member_group is 'basic service that a deprivation belongs to';

insert into members
select
    'deprivation' as dimension,
    deprivation_code as member_code,
    cast(deprivation_code as integer) as official_order,
    name,
    short_name,
    dimension as member_group
from deprivations
union all
select
    'cause' as dimension,
    cause_code as member_code,
    cast(cause_code as integer) as official_order,
    name,
    short_name,
    null as member_group
from causes
order by dimension, official_order;
