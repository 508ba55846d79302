-- grain: One row a published figure, real, with its source.
create table published_figures (
    figure_id varchar not null,
    indicator_code varchar,
    published_indicator varchar not null,
    area_code varchar not null,
    area_name varchar not null,
    year integer,
    period varchar not null,
    settlement varchar not null,
    ethnicity varchar not null,
    household_class varchar not null,
    member_code varchar not null,
    project_code varchar not null,
    value decimal(20, 4),
    value_text varchar,
    unit varchar not null,
    value_kind varchar not null,
    is_approximate boolean not null,
    is_suspect boolean not null,
    suspect_reason varchar,
    comparability_note varchar,
    breakdown_as_published varchar,
    source_title varchar not null,
    source_url varchar not null,
    primary key (figure_id),
    check (is_suspect = (suspect_reason is not null))
);

comment on table published_figures is 'One row a published figure, real, with its source.';
comment on column published_figures.figure_id is 'code';
comment on column published_figures.indicator_code is 'indicator of the catalogue; null when it has none';
comment on column published_figures.published_indicator is 'what the figure is';
comment on column published_figures.area_code is 'area; VN the country, BTB_DHMT the region';
comment on column published_figures.area_name is 'name of the area';
comment on column published_figures.year is 'year; null for a period';
comment on column published_figures.period is 'period as published';
comment on column published_figures.settlement is 'total, urban or rural';
comment on column published_figures.ethnicity is 'total or ethnic_minority';
comment on column published_figures.household_class is 'class of households';
comment on column published_figures.member_code is 'member of the further dimension';
comment on column published_figures.project_code is 'project';
comment on column published_figures.value is 'the figure; null when a range was printed';
comment on column published_figures.value_text is 'as printed when not one number';
comment on column published_figures.unit is 'unit';
comment on column published_figures.value_kind is 'actual, estimate, forecast, target, standard or context';
comment on column published_figures.is_approximate is 'printed as about, more than, nearly';
comment on column published_figures.is_suspect is 'looks misprinted: never used in a total';
comment on column published_figures.suspect_reason is 'why it looks misprinted';
comment on column published_figures.comparability_note is 'why it may not be compared';
comment on column published_figures.breakdown_as_published is 'breakdown as published';
comment on column published_figures.source_title is 'title of the source';
comment on column published_figures.source_url is 'address of the source';

insert into published_figures
select
    figure_id,
    indicator_code,
    published_indicator,
    area_code,
    area_name,
    cast(year as integer) as year,
    period,
    settlement,
    ethnicity,
    household_class,
    member_code,
    project_code,
    cast(value as decimal(20, 4)) as value,
    value_text,
    unit,
    value_kind,
    cast(is_approximate as boolean) as is_approximate,
    cast(is_suspect as boolean) as is_suspect,
    suspect_reason,
    comparability_note,
    breakdown_as_published,
    source_title,
    source_url
from source_figures
order by figure_id;
