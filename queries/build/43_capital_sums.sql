-- grain: One row an area × span of years × project × source × type: capital and its disbursement, over the same areas in every term.
create table capital_sums (
    area_code varchar not null,
    first_year integer not null,
    last_year integer not null,
    project_code varchar not null,
    capital_source varchar not null,
    capital_type varchar not null,
    plan decimal(38, 4),
    carried_in decimal(38, 4),
    allotted decimal(38, 4),
    available decimal(38, 4),
    disbursed decimal(38, 4),
    disbursement_rate double,
    value_state varchar not null check (
        value_state in ('reported', 'not_submitted', 'not_applicable')
    ),
    rate_state varchar not null check (
        rate_state in ('reported', 'not_submitted', 'not_applicable')
    ),
    is_estimate boolean not null,
    units_reported integer not null,
    units_expected integer not null,
    primary key (
        area_code, first_year, last_year, project_code, capital_source, capital_type
    ),
    check ((value_state = 'reported') = (available is not null)),
    check ((rate_state = 'reported') = (disbursement_rate is not null)),
    check (units_reported <= units_expected)
);

comment on table capital_sums is 'One row an area × span of years × project × source × type: capital and its disbursement, over the same areas in every term.';
comment on column capital_sums.area_code is 'district or province';
comment on column capital_sums.first_year is 'first year of the span: the year itself, or the first of the programme';
comment on column capital_sums.last_year is 'last year of the span';
comment on column capital_sums.project_code is 'project or sub-project, all when not broken down';
comment on column capital_sums.capital_source is 'source of capital, all when not broken down';
comment on column capital_sums.capital_type is 'type of capital, all when not broken down';
comment on column capital_sums.plan is 'sum of the plans, triệu đồng as all amounts';
comment on column capital_sums.carried_in is 'carried into the first year';
comment on column capital_sums.allotted is 'sum of what was allotted; null while an area of the sums has not stated it';
comment on column capital_sums.available is 'plan and carried in';
comment on column capital_sums.disbursed is 'sum of what was disbursed';
comment on column capital_sums.disbursement_rate is 'disbursed in percent of available';
comment on column capital_sums.value_state is 'why there are no amounts';
comment on column capital_sums.rate_state is 'why there is no rate; nothing available is nothing to disburse: not_applicable';
comment on column capital_sums.is_estimate is 'a part is an estimate';
comment on column capital_sums.units_reported is 'districts that stand in plan, carried in and disbursed of every year';
comment on column capital_sums.units_expected is 'districts that it should stand on';

insert into capital_sums
with
terms as (
    select
        area_values.*,
        case area_values.indicator_code
            when 'capital_plan' then 'plan'
            when 'capital_carried_in' then 'carried_in'
            when 'capital_allotted' then 'allotted'
            when 'capital_disbursed' then 'disbursed'
        end as term
    from area_values
    where
        area_values.level in ('district', 'province')
        and area_values.indicator_code in (
            'capital_plan', 'capital_carried_in', 'capital_allotted', 'capital_disbursed'
        )
),

sheets_asked as (
    select
        sheets.first_year,
        sheets.last_year
    from sheets
    inner join indicators using (sheet_code)
    where indicators.indicator_code = 'capital_plan'
),

years_asked as (
    select
        sheets_asked.first_year,
        unnest(range(sheets_asked.first_year, sheets_asked.last_year + 1)) as year
    from sheets_asked
),

spans as (
    select
        year as first_year,
        year as last_year
    from years_asked
    union
    select
        first_year,
        year as last_year
    from years_asked
),

-- A department leaves the lines of others empty: its own part stands where it gave the plan and
-- what was disbursed.
sums_of_areas as (
    select
        terms.area_code,
        terms.part_unit,
        terms.level,
        spans.first_year,
        spans.last_year,
        terms.project_code,
        terms.capital_source,
        terms.capital_type,
        sum(terms.numerator) filter (where terms.term = 'plan') as plan,
        sum(terms.numerator) filter (
            where terms.term = 'carried_in' and terms.year = spans.first_year
        ) as carried_in,
        sum(terms.numerator) filter (where terms.term = 'allotted') as allotted,
        sum(terms.numerator) filter (where terms.term = 'disbursed') as disbursed,
        count(*) filter (where terms.term = 'allotted' and terms.value_state <> 'not_submitted')
        = spans.last_year - spans.first_year + 1 as is_allotted_known,
        bool_or(terms.value_kind = 'estimate') as is_estimate,
        list_sort(list(terms.year) filter (where terms.term = 'plan'))
        = list_sort(list(terms.year) filter (where terms.term = 'disbursed'))
        and count(*) filter (where terms.term = 'carried_in' and terms.year = spans.first_year) = 1
        and count(*) filter (where terms.term = 'plan')
        = spans.last_year - spans.first_year + 1
        and not bool_or(
            terms.value_state = 'not_submitted'
        ) filter (
            where terms.term in ('plan', 'disbursed')
            or (terms.term = 'carried_in' and terms.year = spans.first_year)
        )
        -- Plan, carried in and disbursed of a year speak of the same parts.
        and count(
            distinct hash(terms.year, terms.parts_left_out)
        ) filter (
            where terms.term in ('plan', 'disbursed')
            or (terms.term = 'carried_in' and terms.year = spans.first_year)
        ) = spans.last_year - spans.first_year + 1 as is_whole,
        bool_and(
            terms.value_state = 'not_applicable'
        ) filter (
            where terms.term in ('plan', 'disbursed')
            or (terms.term = 'carried_in' and terms.year = spans.first_year)
        ) as is_not_applicable
    from terms
    inner join spans on terms.year between spans.first_year and spans.last_year
    group by
        terms.area_code,
        terms.part_unit,
        terms.level,
        spans.first_year,
        spans.last_year,
        terms.project_code,
        terms.capital_source,
        terms.capital_type
),

known_sums as (
    select
        *,
        case
            when coalesce(is_not_applicable, false) then 'not_applicable'
            when is_whole then 'reported'
            else 'not_submitted'
        end as value_state,
        coalesce(plan, 0) + coalesce(carried_in, 0) as available
    from sums_of_areas
),

district_counts as (
    select count(*) as districts
    from areas
    where level = 'district'
),

provinces as (
    select area_code from areas
    where level = 'province'
),

-- The province: the districts that stand in every term, and the own part of departments that does.
province_sums as (
    select
        provinces.area_code,
        known_sums.first_year,
        known_sums.last_year,
        known_sums.project_code,
        known_sums.capital_source,
        known_sums.capital_type,
        sum(plan) filter (where value_state = 'reported') as plan,
        sum(carried_in) filter (where value_state = 'reported') as carried_in,
        sum(allotted) filter (where value_state = 'reported') as allotted,
        sum(disbursed) filter (where value_state = 'reported') as disbursed,
        sum(available) filter (where value_state = 'reported') as available,
        coalesce(
            bool_and(is_allotted_known) filter (where value_state = 'reported'), false
        ) as is_allotted_known,
        coalesce(bool_or(is_estimate) filter (where value_state = 'reported'), false)
            as is_estimate,
        count(*) filter (where level = 'district' and value_state = 'reported') as units_reported,
        any_value(district_counts.districts)
        - count(*) filter (where level = 'district' and value_state = 'not_applicable')
            as units_expected,
        case
            when count(*) filter (where level = 'district' and value_state = 'reported') > 0
                then 'reported'
            when
                count(*) filter (where level = 'district' and value_state = 'not_applicable')
                = any_value(district_counts.districts)
                then 'not_applicable'
            else 'not_submitted'
        end as value_state
    from known_sums
    cross join provinces
    cross join district_counts
    group by all
),

all_sums as (
    select
        * exclude (level, part_unit, is_whole, is_not_applicable),
        case when value_state = 'reported' then 1 else 0 end as units_reported,
        1 as units_expected
    from known_sums
    where level = 'district'
    union all by name
    select *
    from province_sums
)

select
    area_code,
    first_year,
    last_year,
    project_code,
    capital_source,
    capital_type,
    case when value_state = 'reported' then coalesce(plan, 0) end as plan,
    case when value_state = 'reported' then coalesce(carried_in, 0) end as carried_in,
    case when value_state = 'reported' and is_allotted_known then coalesce(allotted, 0) end
        as allotted,
    case when value_state = 'reported' then available end as available,
    case when value_state = 'reported' then coalesce(disbursed, 0) end as disbursed,
    case when value_state = 'reported' then ratio(disbursed, available, 100) end
        as disbursement_rate,
    value_state,
    case
        when value_state = 'reported' and available = 0 then 'not_applicable'
        else value_state
    end as rate_state,
    is_estimate,
    units_reported,
    units_expected
from all_sums
order by all;
