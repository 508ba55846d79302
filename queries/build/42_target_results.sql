-- grain: One row a target that sets a level of an indicator for one area and year.
create table target_results (
    target_id varchar not null,
    area_code varchar not null,
    indicator_code varchar not null,
    year integer not null,
    actual decimal(20, 2),
    bound decimal(20, 2),
    status varchar not null check (status in ('exceeded', 'met', 'not_met', 'not_assessed')),
    is_estimate boolean not null,
    distance decimal(20, 2),
    distance_households integer,
    primary key (target_id)
);

comment on table target_results is 'One row a target that sets a level of an indicator for one area and year.';
comment on column target_results.target_id is 'target';
comment on column target_results.area_code is 'area it is set for';
comment on column target_results.indicator_code is 'indicator';
comment on column target_results.year is 'year it is due';
comment on column target_results.actual is 'value reached, as printed: two decimals, halves up';
comment on column target_results.bound is 'the target';
comment on column target_results.status is 'exceeded, met, not_met; not_assessed without a number, with an estimate or with a district missing';
comment on column target_results.is_estimate is 'the value is an estimate';
comment on column target_results.distance is 'value minus target, in the unit (points for a rate)';
comment on column target_results.distance_households is 'households still to go for a share of households; 0 when reached';

insert into target_results
with
level_targets as (
    select targets.*
    from targets
    where targets.basis = 'level' and targets.year is not null
),

compared as (
    select
        level_targets.target_id,
        level_targets.area_code,
        level_targets.indicator_code,
        level_targets.year,
        level_targets.comparator,
        cast(level_targets.bound as decimal(20, 2)) as bound,
        cast(rounded(indicator_values.value, 2) as decimal(20, 2)) as actual,
        indicator_values.numerator,
        indicator_values.denominator,
        coalesce(indicator_values.value_kind = 'estimate', false) as is_estimate,
        coalesce(indicator_values.units_reported = indicator_values.units_expected, false)
            as is_complete,
        indicators.unit
    from level_targets
    inner join indicators on level_targets.indicator_code = indicators.indicator_code
    left join indicator_values
        on
            level_targets.area_code = indicator_values.area_code
            and level_targets.indicator_code = indicator_values.indicator_code
            and level_targets.year = indicator_values.year
            and level_targets.settlement = indicator_values.settlement
            and indicator_values.household_class = 'all'
            and indicator_values.project_code = 'all'
            and indicator_values.capital_source = 'all'
            and indicator_values.capital_type = 'all'
            and indicator_values.member_code = 'all'
            and indicator_values.value_state = 'reported'
)

select
    target_id,
    area_code,
    indicator_code,
    year,
    actual,
    bound,
    case
        when bound is null or actual is null or is_estimate or not is_complete
            then 'not_assessed'
        when comparator = 'lt' then if(actual < bound, 'met', 'not_met')
        when comparator = 'gt' then if(actual > bound, 'met', 'not_met')
        when actual = bound then 'met'
        when comparator = 'le' then if(actual < bound, 'exceeded', 'not_met')
        when comparator = 'ge' then if(actual > bound, 'exceeded', 'not_met')
        else 'not_met'
    end as status,
    is_estimate,
    actual - bound as distance,
    case
        when unit = '%' and denominator is not null and comparator in ('lt', 'le')
            then
                cast(
                    greatest(0, ceil(exact(numerator - 0.01 * bound * denominator)))
                    as integer
                )
        when unit = 'hộ' and comparator in ('lt', 'le')
            then cast(greatest(0, actual - bound) as integer)
    end as distance_households
from compared
order by target_id;
