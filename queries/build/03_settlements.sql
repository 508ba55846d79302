-- grain: One row a kind of settlement.
create table settlements (
    settlement varchar not null,
    official_order integer not null,
    name varchar not null,
    full_name varchar not null,
    primary key (settlement)
);

comment on table settlements is 'One row a kind of settlement.';
comment on column settlements.settlement is 'code';
comment on column settlements.official_order is 'official order';
comment on column settlements.name is 'short name';
comment on column settlements.full_name is 'name in tables';

insert into settlements
select
    settlement,
    cast(official_order as integer) as official_order,
    name,
    full_name
from source_settlements;
