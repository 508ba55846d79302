-- question: How did an indicator move over the years in some areas?
-- params:
--   $indicator_code  text  indicator without further breakdown
--   $area_codes  list of text  areas
--   $settlement  text  total, urban or rural
-- returns: one row an area a year, areas in official order (province first), oldest first:
--   area_code, area_name, level, year, value, value_state, is_estimate, units_reported,
--   units_expected
with
areas_shown as (
    select *
    from areas
    where list_contains($area_codes, area_code)
),

years as (
    select distinct year
    from indicator_values
    where indicator_code = $indicator_code and settlement = $settlement
)

select
    areas_shown.area_code,
    areas_shown.name as area_name,
    areas_shown.level,
    years.year,
    indicator_values.value,
    coalesce(indicator_values.value_state, 'not_submitted') as value_state,
    coalesce(indicator_values.value_kind = 'estimate', false) as is_estimate,
    coalesce(indicator_values.units_reported, 0) as units_reported,
    coalesce(indicator_values.units_expected, 0) as units_expected
from areas_shown
cross join years
left join indicator_values
    on
        areas_shown.area_code = indicator_values.area_code
        and years.year = indicator_values.year
        and indicator_values.indicator_code = $indicator_code
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
order by areas_shown.level desc, areas_shown.official_order, years.year
