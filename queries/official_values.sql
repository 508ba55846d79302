-- question: What do the annex tables print for each area: several indicators of one year?
-- params:
--   $indicator_codes  list of text  indicators
--   $year  integer  year
--   $household_class  text  all, poor, near_poor …
-- returns: one row an area a settlement an indicator a member, the districts in official order, the
--   province last: area_code, full_name, level, settlement, indicator_code, member_code, value,
--   value_state, is_estimate, units_reported, units_expected
select
    areas.area_code,
    areas.full_name,
    areas.level,
    indicator_values.settlement,
    indicator_values.indicator_code,
    indicator_values.member_code,
    indicator_values.value,
    indicator_values.value_state,
    indicator_values.value_kind = 'estimate' as is_estimate,
    indicator_values.units_reported,
    indicator_values.units_expected
from indicator_values
inner join areas using (area_code)
where
    list_contains($indicator_codes, indicator_values.indicator_code)
    and indicator_values.year = $year
    and indicator_values.household_class = $household_class
    and indicator_values.project_code = 'all'
    and indicator_values.capital_source = 'all'
    and indicator_values.capital_type = 'all'
    and areas.level in ('district', 'province')
order by
    areas.level = 'province',
    areas.official_order,
    indicator_values.settlement,
    indicator_values.indicator_code,
    indicator_values.member_code
