-- grain: One row: what this snapshot holds and as of when.
create table snapshots (
    built_at timestamp not null,
    source_digest varchar not null,
    programme_code varchar not null,
    baseline_year integer not null,
    latest_actual_year integer,
    as_of_date date,
    units_received integer not null,
    units_expected integer not null,
    illustrative_units integer not null,
    is_schematic_map boolean not null
);

comment on table snapshots is 'One row: what this snapshot holds and as of when.';
comment on column snapshots.built_at is 'when it was built, UTC';
comment on column snapshots.source_digest is 'digest of the files it was built from';
comment on column snapshots.programme_code is 'programme';
comment on column snapshots.baseline_year is 'year that holds the baseline';
comment on column snapshots.latest_actual_year is 'last year with results, not estimates, of more than half of the districts';
comment on column snapshots.as_of_date is 'latest cut-off date of the current workbooks';
comment on column snapshots.units_received is 'districts whose workbook is in';
comment on column snapshots.units_expected is 'districts';
comment on column snapshots.illustrative_units is 'units whose current workbook is a sample';
comment on column snapshots.is_schematic_map is 'the map is not an official boundary';

insert into snapshots
with
current_submissions as (
    select
        max(as_of_date) as as_of_date,
        count(*) filter (where reporting_units.kind = 'district') as units_received,
        count(*) filter (where submissions.is_illustrative) as illustrative_units
    from submissions
    inner join reporting_units using (unit_code)
    where submissions.is_current
),

district_years as (
    select
        indicator_values.year,
        indicator_values.area_code,
        bool_or(indicator_values.value_kind = 'actual') as has_results
    from indicator_values
    inner join areas using (area_code)
    where areas.level = 'district' and indicator_values.value_state = 'reported'
    group by all
),

-- One workbook moves no year: more than half of the districts that sent figures have results of it.
settled_years as (
    select year
    from district_years
    group by year
    having
        2 * count(*) filter (where has_results)
        > (select count(distinct sent.area_code) from district_years as sent)
),

actual_years as (
    select max(year) as latest_actual_year
    from settled_years
),

districts as (
    select count(*) as units_expected
    from areas
    where level = 'district'
),

maps as (
    select coalesce(bool_or(is_schematic), false) as is_schematic_map
    from boundary_vertices
)

select
    incoming_snapshot.built_at,
    incoming_snapshot.source_digest,
    programmes.programme_code,
    programmes.baseline_year,
    actual_years.latest_actual_year,
    current_submissions.as_of_date,
    current_submissions.units_received,
    districts.units_expected,
    current_submissions.illustrative_units,
    maps.is_schematic_map
from incoming_snapshot
cross join programmes
cross join actual_years
cross join current_submissions
cross join districts
cross join maps;
