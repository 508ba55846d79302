-- question: How far are ethnic-minority households from all households, district by district?
-- params:
--   $year  integer  year
--   $settlement  text  total, urban or rural
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, first_value (poverty rate of ethnic-minority households, %), first_state,
--   second_value (of all households), second_state, gap (the first less the second, points; none
--   while a district is missing), comparison (of the first with the second: better, similar, worse),
--   units_reported, units_expected, is_estimate, is_small (fewer poor ethnic-minority households
--   than the small number)
with
rates as (
    select *
    from indicator_values
    where
        year = $year
        and settlement = $settlement
        and household_class = 'all'
        and indicator_code in ('poverty_rate', 'poverty_rate_ethnic_minority')
),

pairs as (
    select
        areas.area_code,
        areas.name as area_name,
        areas.level,
        areas.official_order,
        minority.value as first_value,
        coalesce(minority.value_state, asked_minority.value_state, 'not_submitted') as first_state,
        whole.value as second_value,
        coalesce(whole.value_state, asked_whole.value_state, 'not_submitted') as second_state,
        minority.units_reported,
        minority.units_expected,
        whole.units_reported = whole.units_expected as is_whole,
        coalesce(whole.value_kind, 'actual') = 'estimate' as is_estimate,
        is_small(minority.numerator) as is_small
    from areas
    left join rates as minority
        on
            areas.area_code = minority.area_code
            and minority.indicator_code = 'poverty_rate_ethnic_minority'
    left join rates as whole
        on areas.area_code = whole.area_code and whole.indicator_code = 'poverty_rate'
    left join asked_states as asked_minority
        on
            asked_minority.indicator_code = 'poverty_rate_ethnic_minority'
            and asked_minority.year = $year
    left join asked_states as asked_whole
        on asked_whole.indicator_code = 'poverty_rate' and asked_whole.year = $year
    where areas.level in ('district', 'province')
),

gaps as (
    select
        *,
        case
            when level = 'district' or (units_reported = units_expected and is_whole)
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
