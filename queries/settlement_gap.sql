-- question: How far apart are urban and rural areas, district by district?
-- params:
--   $year  integer  year
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, first_value (rural poverty rate, %), first_state, second_value (urban),
--   second_state, gap (rural less urban, points), is_estimate, is_complete
with
rates as (
    select *
    from indicator_values
    where
        indicator_code = 'poverty_rate'
        and year = $year
        and ethnicity = 'total'
        and household_class = 'all'
        and settlement in ('rural', 'urban')
)

select
    areas.area_code,
    areas.name as area_name,
    areas.level,
    rural.value as first_value,
    coalesce(rural.value_state, 'not_submitted') as first_state,
    urban.value as second_value,
    coalesce(urban.value_state, 'not_submitted') as second_state,
    rural.value - urban.value as gap,
    coalesce(rural.value_kind = 'estimate', false) as is_estimate,
    coalesce(rural.units_reported = rural.units_expected, false)
    and coalesce(urban.units_reported = urban.units_expected, false) as is_complete
from areas
left join rates as rural on areas.area_code = rural.area_code and rural.settlement = 'rural'
left join rates as urban on areas.area_code = urban.area_code and urban.settlement = 'urban'
where areas.level in ('district', 'province')
order by areas.level, areas.official_order
