-- question: How far are ethnic-minority households from all households, district by district?
-- params:
--   $year  integer  year
--   $settlement  text  total, urban or rural
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, first_value (poverty rate of ethnic-minority households, %), first_state,
--   second_value (of all households), second_state, gap (points), is_estimate, is_complete, is_small
--   (fewer poor ethnic-minority households than the small number)
with
rates as (
    select *
    from indicator_values
    where
        year = $year
        and settlement = $settlement
        and ethnicity = 'total'
        and household_class = 'all'
        and indicator_code in ('poverty_rate', 'poverty_rate_ethnic_minority')
)

select
    areas.area_code,
    areas.name as area_name,
    areas.level,
    minority.value as first_value,
    coalesce(minority.value_state, 'not_submitted') as first_state,
    whole.value as second_value,
    coalesce(whole.value_state, 'not_submitted') as second_state,
    minority.value - whole.value as gap,
    coalesce(whole.value_kind = 'estimate', false) as is_estimate,
    coalesce(minority.units_reported = minority.units_expected, false)
    and coalesce(whole.units_reported = whole.units_expected, false) as is_complete,
    is_small(minority.numerator) as is_small
from areas
left join rates as minority
    on
        areas.area_code = minority.area_code
        and minority.indicator_code = 'poverty_rate_ethnic_minority'
left join rates as whole
    on areas.area_code = whole.area_code and whole.indicator_code = 'poverty_rate'
where areas.level in ('district', 'province')
order by areas.level, areas.official_order
