-- grain: One row a type of capital.
create table capital_types (
    capital_type varchar not null,
    official_order integer not null,
    name varchar not null,
    evidence varchar not null,
    note varchar,
    primary key (capital_type)
);

comment on table capital_types is 'One row a type of capital.';
comment on column capital_types.capital_type is 'code';
comment on column capital_types.official_order is 'official order';
comment on column capital_types.name is 'name';
comment on column capital_types.evidence is 'F seen, I inferred, B background';
comment on column capital_types.note is 'note';

insert into capital_types
select
    capital_type,
    cast(official_order as integer) as official_order,
    name,
    evidence,
    note
from source_capital_types;
