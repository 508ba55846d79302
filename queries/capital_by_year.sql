-- question: What capital did an area plan, carry in and disburse in each year?
-- params:
--   $area_code  text  district or province
--   $capital_source  text  source of capital, or all
--   $capital_type  text  type of capital, or all
-- returns: one row a year, oldest first: year, plan, carried_in, available (plan and carried in),
--   allotted, disbursed (triệu đồng), disbursement_rate (% of what was available in the year),
--   value_state, is_estimate, units_reported, units_expected
with
amounts as (
    select *
    from indicator_values
    where
        area_code = $area_code
        and project_code = 'all'
        and capital_source = $capital_source
        and capital_type = $capital_type
        and indicator_code in (
            'capital_plan', 'capital_allotted', 'capital_carried_in', 'capital_disbursed'
        )
),

years as (
    select
        year,
        sum(numerator) filter (where indicator_code = 'capital_plan') as plan,
        sum(numerator) filter (where indicator_code = 'capital_carried_in') as carried_in,
        sum(numerator) filter (where indicator_code = 'capital_allotted') as allotted,
        sum(numerator) filter (where indicator_code = 'capital_disbursed') as disbursed,
        case
            when bool_or(value_state = 'not_submitted') then 'not_submitted'
            when bool_and(value_state = 'not_applicable') then 'not_applicable'
            else 'reported'
        end as value_state,
        bool_or(value_kind = 'estimate') as is_estimate,
        min(units_reported) as units_reported,
        max(units_expected) as units_expected
    from amounts
    group by year
)

select
    year,
    cast(plan as double) as plan,
    cast(carried_in as double) as carried_in,
    cast(plan + coalesce(carried_in, 0) as double) as available,
    cast(allotted as double) as allotted,
    cast(disbursed as double) as disbursed,
    100 * cast(disbursed as double)
    / nullif(cast(plan + coalesce(carried_in, 0) as double), 0) as disbursement_rate,
    value_state,
    is_estimate,
    units_reported,
    units_expected
from years
order by year
