-- grain: One row a source of capital.
create table capital_sources (
    capital_source varchar not null,
    official_order integer not null,
    name varchar not null,
    evidence varchar not null,
    note varchar,
    primary key (capital_source)
);

comment on table capital_sources is 'One row a source of capital.';
comment on column capital_sources.capital_source is 'code';
comment on column capital_sources.official_order is 'official order';
comment on column capital_sources.name is 'name';
comment on column capital_sources.evidence is 'F seen, I inferred, B background';
comment on column capital_sources.note is 'note';

insert into capital_sources
select
    capital_source,
    cast(official_order as integer) as official_order,
    name,
    evidence,
    note
from source_capital_sources;
