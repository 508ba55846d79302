-- grain: One row a programme.
create table programmes (
    programme_code varchar not null,
    name varchar not null,
    first_year integer not null,
    last_year integer not null,
    baseline_year integer not null,
    baseline_label varchar not null,
    standard varchar not null,
    primary key (programme_code)
);

comment on table programmes is 'One row a programme.';
comment on column programmes.programme_code is 'code';
comment on column programmes.name is 'official name';
comment on column programmes.first_year is 'first year';
comment on column programmes.last_year is 'last year';
comment on column programmes.baseline_year is 'year that holds the baseline of every series';
comment on column programmes.baseline_label is 'how the baseline is named';
comment on column programmes.standard is 'poverty standard of the series';

insert into programmes
select
    programme_code,
    name,
    cast(first_year as integer) as first_year,
    cast(last_year as integer) as last_year,
    cast(baseline_year as integer) as baseline_year,
    baseline_label,
    standard
from source_programmes;
