-- question: Why did the number of poor or near-poor households of an area change in a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
--   $sheet_code  text  movements_poor or movements_near_poor
--   $end_code  text  indicator that holds the number at the end of the year
-- returns: one row a step, in the order of the form, then the unexplained difference and the end:
--   step (start, decrease, increase, unexplained, end), indicator_code, label, value (signed change;
--   the level for start and end), value_state
with
values_at as (
    select
        indicator_values.indicator_code,
        indicator_values.numerator as value,
        indicator_values.value_state
    from indicator_values
    where
        indicator_values.area_code = $area_code
        and indicator_values.year = $year
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
),

identities as (
    select
        indicator_terms.indicator_code,
        indicator_terms.term_code,
        indicator_terms.factor,
        indicators.short_name,
        indicators.sheet_order
    from indicator_terms
    inner join indicators on indicator_terms.term_code = indicators.indicator_code
    where
        indicators.sheet_code = $sheet_code
        and ends_with(indicator_terms.indicator_code, '_by_movement')
),

steps as (
    select
        identities.sheet_order as place,
        case
            when identities.sheet_order = 1 then 'start'
            when identities.factor < 0 then 'decrease'
            else 'increase'
        end as step,
        identities.term_code as indicator_code,
        identities.short_name as label,
        identities.factor * values_at.value as value,
        coalesce(values_at.value_state, 'not_submitted') as value_state
    from identities
    left join values_at on identities.term_code = values_at.indicator_code
),

sums as (
    select distinct indicator_code
    from identities
),

ends as (
    select
        ends_at.value as end_value,
        by_movement.value as expected_value
    from sums
    left join values_at as by_movement on sums.indicator_code = by_movement.indicator_code
    left join values_at as ends_at on ends_at.indicator_code = $end_code
)

select
    step,
    indicator_code,
    label,
    cast(value as double) as value,
    value_state
from (
    select *
    from steps
    union all
    select
        90 as place,
        'unexplained' as step,
        null as indicator_code,
        'Chênh lệch chưa giải thích' as label,
        end_value - expected_value as value,
        case
            when end_value - expected_value is null then 'not_submitted' else 'reported'
        end as value_state
    from ends
    union all
    select
        91 as place,
        'end' as step,
        $end_code as indicator_code,
        'Cuối năm' as label,
        end_value as value,
        case when end_value is null then 'not_submitted' else 'reported' end as value_state
    from ends
) as all_steps
order by place
