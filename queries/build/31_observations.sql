-- grain: One row a number of a workbook: unit × area × indicator × year × breakdown × plan/actual/estimate × version.
create table observations (
    submission_id varchar not null,
    unit_code varchar not null,
    area_code varchar not null,
    indicator_code varchar not null,
    year integer not null,
    settlement varchar not null check (settlement in ('total', 'urban', 'rural')),
    household_class varchar not null,
    project_code varchar not null,
    capital_source varchar not null,
    capital_type varchar not null,
    member_code varchar not null,
    value_kind varchar not null check (value_kind in ('plan', 'actual', 'estimate')),
    value decimal(20, 4),
    value_state varchar not null check (value_state in ('reported', 'not_submitted', 'not_applicable')),
    is_stated_total boolean not null,
    sheet varchar not null,
    cell varchar not null,
    raw_text varchar,
    primary key (
        submission_id, area_code, indicator_code, year, settlement, household_class,
        project_code, capital_source, capital_type, member_code, value_kind
    ),
    check ((value_state = 'reported') = (value is not null))
);

comment on table observations is 'One row a number of a workbook: unit × area × indicator × year × breakdown × plan/actual/estimate × version.';
comment on column observations.submission_id is 'version of the workbook it came from';
comment on column observations.unit_code is 'reporting unit';
comment on column observations.area_code is 'area it is of';
comment on column observations.indicator_code is 'indicator';
comment on column observations.year is 'year';
comment on column observations.settlement is 'total, urban or rural';
comment on column observations.household_class is 'class of households, all when not broken down';
comment on column observations.project_code is 'project, all when not broken down';
comment on column observations.capital_source is 'source of capital, all when not broken down';
comment on column observations.capital_type is 'type of capital, all when not broken down';
comment on column observations.member_code is 'member of the further dimension, all when not broken down';
comment on column observations.value_kind is 'plan, actual or estimate';
comment on column observations.value is 'the number; null when there is none';
comment on column observations.value_state is 'why there is no number';
comment on column observations.is_stated_total is 'the form computes this cell; recomputed here, kept to compare';
comment on column observations.sheet is 'sheet of the workbook';
comment on column observations.cell is 'cell of the sheet';
comment on column observations.raw_text is 'what the cell held';
