-- question: How far apart are rural and urban areas, district by district?
-- params:
--   $year  integer  year
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, first_value (rural poverty rate, %), first_state, second_value (urban),
--   second_state, gap (rural less urban, points; none while a district is missing), comparison (of
--   rural with urban: better, similar, worse), units_reported, units_expected, is_estimate, is_small
--   (fewer poor households than the small number on one of the sides)
with
rates as (
    select *
    from indicator_values
    where
        indicator_code = 'poverty_rate'
        and year = $year
        and household_class = 'all'
        and settlement in ('rural', 'urban')
),

pairs as (
    select
        areas.area_code,
        areas.name as area_name,
        areas.level,
        areas.official_order,
        rural.value as first_value,
        coalesce(rural.value_state, asked.value_state, 'not_submitted') as first_state,
        urban.value as second_value,
        coalesce(urban.value_state, asked.value_state, 'not_submitted') as second_state,
        least(rural.units_reported, urban.units_reported) as units_reported,
        greatest(rural.units_expected, urban.units_expected) as units_expected,
        coalesce(rural.value_kind, urban.value_kind, 'actual') = 'estimate' as is_estimate,
        is_small(rural.numerator) or is_small(urban.numerator) as is_small
    from areas
    left join rates as rural
        on areas.area_code = rural.area_code and rural.settlement = 'rural'
    left join rates as urban
        on areas.area_code = urban.area_code and urban.settlement = 'urban'
    left join asked_states as asked
        on asked.indicator_code = 'poverty_rate' and asked.year = $year
    where areas.level in ('district', 'province')
),

gaps as (
    select
        *,
        case
            when level = 'district' or units_reported = units_expected
                then first_value - second_value
        end as gap
    from pairs
)

select
    area_code,
    area_name,
    level,
    first_value,
    first_state,
    second_value,
    second_state,
    gap,
    case when gap is not null then compared(first_value, second_value, 'lower') end as comparison,
    units_reported,
    units_expected,
    is_estimate,
    is_small
from gaps
order by level, official_order
