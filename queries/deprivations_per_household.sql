-- question: Of how many services is a household deprived on average, district by district?
-- params:
--   $year  integer  year
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, poor, near_poor (deprivations a household), poor_state, near_poor_state,
--   is_estimate, is_complete, units_reported, units_expected (of the poor)
with
means as (
    select *
    from indicator_values
    where
        indicator_code = 'deprivations_per_household'
        and year = $year
        and settlement = 'total'
        and member_code = 'all'
)

select
    areas.area_code,
    areas.name as area_name,
    areas.level,
    poor.value as poor,
    near_poor.value as near_poor,
    coalesce(poor.value_state, asked_states.value_state, 'not_submitted') as poor_state,
    coalesce(near_poor.value_state, asked_states.value_state, 'not_submitted') as near_poor_state,
    coalesce(poor.value_kind = 'estimate', false) as is_estimate,
    coalesce(poor.units_reported = poor.units_expected, false) as is_complete,
    coalesce(poor.units_reported, 0) as units_reported,
    coalesce(poor.units_expected, 0) as units_expected
from areas
left join means as poor
    on areas.area_code = poor.area_code and poor.household_class = 'poor'
left join means as near_poor
    on areas.area_code = near_poor.area_code and near_poor.household_class = 'near_poor'
left join asked_states
    on
        asked_states.indicator_code = 'deprivations_per_household'
        and asked_states.year = $year
where areas.level in ('district', 'province')
order by areas.level, areas.official_order
