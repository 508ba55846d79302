-- grain: One row an indicator of the catalogue.
create table indicators (
    indicator_code varchar not null,
    section varchar not null,
    section_name varchar not null,
    name varchar not null,
    short_name varchar not null,
    name_en varchar not null,
    unit varchar not null,
    value_type varchar not null,
    kind varchar not null check (kind in ('submitted', 'computed')),
    formula varchar,
    direction varchar not null check (direction in ('lower', 'higher', 'neutral')),
    aggregation varchar not null,
    has_settlement boolean not null,
    household_class_split boolean not null,
    member_dimension varchar,
    project_code varchar,
    eligibility varchar not null,
    may_not_apply varchar,
    reported_by varchar,
    province_role varchar check (province_role in ('own', 'whole')),
    sheet_code varchar,
    sheet_order integer,
    commune_order integer,
    rules varchar,
    source_form varchar,
    evidence varchar not null check (evidence in ('F', 'I', 'B')),
    is_optional boolean not null,
    is_plan boolean not null,
    profile_order integer,
    class_limits varchar,
    primary key (indicator_code)
);

comment on table indicators is 'One row an indicator of the catalogue.';
comment on column indicators.indicator_code is 'code';
comment on column indicators.section is 'section of the catalogue';
comment on column indicators.section_name is 'name of the section';
comment on column indicators.name is 'official name';
comment on column indicators.short_name is 'name on a chart';
comment on column indicators.name_en is 'name in English';
comment on column indicators.unit is 'unit of measure';
comment on column indicators.value_type is 'count, amount, rate, mean, flag, date or text';
comment on column indicators.kind is 'submitted by units or computed here';
comment on column indicators.formula is 'formula of a computed indicator, in codes';
comment on column indicators.direction is 'which way is better';
comment on column indicators.aggregation is 'how it adds up to the province';
comment on column indicators.has_settlement is 'submitted by urban and rural area';
comment on column indicators.household_class_split is 'broken down by class of households';
comment on column indicators.member_dimension is 'further dimension it is broken down by';
comment on column indicators.project_code is 'project it is an output of';
comment on column indicators.eligibility is 'which units it applies to';
comment on column indicators.may_not_apply is 'conditions under which a unit that it is asked of may write “–”; null: never';
comment on column indicators.reported_by is 'kinds and codes of units that submit it';
comment on column indicators.province_role is 'figures of province-level units: own = what they did themselves, added to the province; whole = the province''s own figure, compared with the sum of districts';
comment on column indicators.sheet_code is 'sheet of the workbook; null when not collected yet';
comment on column indicators.sheet_order is 'place in the sheet';
comment on column indicators.commune_order is 'place in the sheet of communes; null when not asked of them';
comment on column indicators.rules is 'validation rules';
comment on column indicators.source_form is 'real form it comes from';
comment on column indicators.evidence is 'F seen, I inferred, B background';
comment on column indicators.is_optional is 'units may leave it out';
comment on column indicators.is_plan is 'a plan or a proposal, not a result';
comment on column indicators.profile_order is 'place in the district profile; null when not shown there';
comment on column indicators.class_limits is 'limits of the five classes of the map; null: taken from the data';

insert into indicators
select
    indicator_code,
    section,
    section_name,
    name,
    short_name,
    name_en,
    unit,
    value_type,
    kind,
    formula,
    direction,
    aggregation,
    cast(has_settlement as boolean) as has_settlement,
    cast(household_class_split as boolean) as household_class_split,
    member_dimension,
    project_code,
    eligibility,
    may_not_apply,
    reported_by,
    province_role,
    sheet_code,
    cast(sheet_order as integer) as sheet_order,
    cast(commune_order as integer) as commune_order,
    rules,
    source_form,
    evidence,
    cast(is_optional as boolean) as is_optional,
    cast(is_plan as boolean) as is_plan,
    cast(profile_order as integer) as profile_order,
    class_limits
from source_indicators;
