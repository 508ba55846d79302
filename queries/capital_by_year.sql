-- question: What capital did an area plan, carry in and disburse in each year?
-- params:
--   $area_code  text  district or province
--   $capital_source  text  source of capital, or all
--   $capital_type  text  type of capital, or all
-- returns: one row a year, oldest first: year, plan, carried_in, available (plan and carried in),
--   allotted, disbursed (triệu đồng; of the province those of the districts that stand in plan,
--   carried in and disbursed), disbursement_rate (% of what was available in the year),
--   value_state (of the amounts), rate_state (not_applicable where nothing was available),
--   is_estimate, units_reported, units_expected
select
    last_year as year,
    cast(plan as double) as plan,
    cast(carried_in as double) as carried_in,
    cast(available as double) as available,
    cast(allotted as double) as allotted,
    cast(disbursed as double) as disbursed,
    disbursement_rate,
    value_state,
    rate_state,
    is_estimate,
    units_reported,
    units_expected
from capital_sums
where
    area_code = $area_code
    and first_year = last_year
    and project_code = 'all'
    and capital_source = $capital_source
    and capital_type = $capital_type
order by year
