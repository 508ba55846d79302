-- question: Why did the number of poor or near-poor households of an area change in a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
--   $sheet_code  text  movements_poor or movements_near_poor
--   $end_code  text  indicator that holds the number at the end of the year
-- returns: one row a step, in the order of the form, then the unexplained difference and the end:
--   step (start, decrease, increase, unexplained, end), indicator_code, label, value (signed change;
--   the level for start and end), value_state, units_reported, units_expected
with
values_at as (
    select
        indicator_values.indicator_code,
        indicator_values.numerator as value,
        indicator_values.value_state,
        indicator_values.units_reported,
        indicator_values.units_expected
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
        values_at.units_reported,
        values_at.units_expected,
        coalesce(values_at.value_state, asked_states.value_state, 'not_submitted')
            as value_state
    from identities
    left join values_at on identities.term_code = values_at.indicator_code
    left join asked_states
        on identities.term_code = asked_states.indicator_code and asked_states.year = $year
),

sums as (
    select distinct indicator_code
    from identities
),

ends as (
    select
        ends_at.value as end_value,
        ends_at.units_reported,
        ends_at.units_expected,
        coalesce(ends_at.value_state, asked_end.value_state, 'not_submitted') as end_state,
        by_movement.value as expected_value,
        coalesce(by_movement.value_state, asked_sum.value_state, 'not_submitted')
            as expected_state
    from sums
    left join values_at as by_movement on sums.indicator_code = by_movement.indicator_code
    left join values_at as ends_at on ends_at.indicator_code = $end_code
    left join asked_states as asked_sum
        on sums.indicator_code = asked_sum.indicator_code and asked_sum.year = $year
    left join asked_states as asked_end
        on asked_end.indicator_code = $end_code and asked_end.year = $year
)

select
    step,
    indicator_code,
    label,
    cast(value as double) as value,
    value_state,
    coalesce(units_reported, 0) as units_reported,
    coalesce(units_expected, 0) as units_expected
from (
    select *
    from steps
    union all by name
    select
        90 as place,
        'unexplained' as step,
        null as indicator_code,
        'Chênh lệch chưa giải thích' as label,
        end_value - expected_value as value,
        units_reported,
        units_expected,
        case
            when end_value - expected_value is not null then 'reported'
            -- A form that does not ask for the movement has no difference to explain.
            when 'not_applicable' in (end_state, expected_state) then 'not_applicable'
            else 'not_submitted'
        end as value_state
    from ends
    union all by name
    select
        91 as place,
        'end' as step,
        $end_code as indicator_code,
        'Cuối năm' as label,
        end_value as value,
        units_reported,
        units_expected,
        end_state as value_state
    from ends
) as all_steps
order by place
