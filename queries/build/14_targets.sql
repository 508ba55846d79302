-- grain: One row a target of a document.
create table targets (
    target_id varchar not null,
    assignment varchar not null,
    indicator_code varchar not null,
    area_code varchar not null,
    level varchar not null,
    year integer,
    due_date date,
    year_from integer,
    basis varchar not null,
    comparator varchar,
    bound decimal(20, 4),
    bound_high decimal(20, 4),
    unit varchar,
    settlement varchar not null,
    document varchar not null,
    document_date varchar,
    issued_by varchar,
    source_title varchar,
    source_url varchar,
    is_background boolean not null,
    not_judged_because varchar,
    note varchar,
    primary key (target_id)
);

comment on table targets is 'One row a target of a document.';
comment on column targets.target_id is 'code';
comment on column targets.assignment is 'first target of those that write one assignment as count, rate or share; counted once';
comment on column targets.indicator_code is 'indicator it is set on';
comment on column targets.area_code is 'area it is set for';
comment on column targets.level is 'who set it';
comment on column targets.year is 'year it is due';
comment on column targets.due_date is 'last day on which it may be reached, where the document names one after the end of the year';
comment on column targets.year_from is 'first year of a period';
comment on column targets.basis is 'level of the indicator, or a reduction';
comment on column targets.comparator is 'lt, le, eq, ge or gt';
comment on column targets.bound is 'the figure; null when the document is known but its figure was not seen';
comment on column targets.bound_high is 'upper end of a range';
comment on column targets.unit is 'unit';
comment on column targets.settlement is 'settlement';
comment on column targets.document is 'document';
comment on column targets.document_date is 'date of the document';
comment on column targets.issued_by is 'issuer';
comment on column targets.source_title is 'where the figure was read';
comment on column targets.source_url is 'address of that source';
comment on column targets.is_background is 'general knowledge, in no source';
comment on column targets.not_judged_because is 'why a target without a bound cannot be judged here, in Vietnamese';
comment on column targets.note is 'note';

insert into targets
select
    target_id,
    assignment,
    indicator_code,
    area_code,
    level,
    cast(year as integer) as year,
    cast(due_date as date) as due_date,
    cast(year_from as integer) as year_from,
    basis,
    comparator,
    cast(bound as decimal(20, 4)) as bound,
    cast(bound_high as decimal(20, 4)) as bound_high,
    unit,
    settlement,
    document,
    document_date,
    issued_by,
    source_title,
    source_url,
    cast(is_background as boolean) as is_background,
    not_judged_because,
    note
from source_targets;
