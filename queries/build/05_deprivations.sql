-- grain: One row an indicator of deprivation, in the order of Decree 07/2021.
create table deprivations (
    deprivation_code varchar not null,
    dimension varchar not null,
    name varchar not null,
    short_name varchar not null,
    threshold varchar not null,
    evidence varchar not null,
    note varchar,
    primary key (deprivation_code)
);

comment on table deprivations is 'One row an indicator of deprivation, in the order of Decree 07/2021.';
comment on column deprivations.deprivation_code is '1 to 12';
comment on column deprivations.dimension is 'basic service it belongs to';
comment on column deprivations.name is 'name';
comment on column deprivations.short_name is 'name on a chart';
comment on column deprivations.threshold is 'when a household counts as deprived';
comment on column deprivations.evidence is 'F seen, I inferred, B background';
comment on column deprivations.note is 'note';

insert into deprivations
select
    deprivation_code,
    dimension,
    name,
    short_name,
    threshold,
    evidence,
    note
from source_deprivations;
