-- question: Where does a district stand among the others on the indicators of the profile?
-- params:
--   $area_code  text  district
--   $year  integer  year
-- returns: one row an indicator a district, indicators in profile order, districts in official
--   order: indicator_code, short_name, unit, direction, area_code, area_name, is_chosen, value,
--   value_state, is_estimate, lowest, highest, quartile_low, quartile_high, province_value, place,
--   places, relative (0 = lowest, 1 = highest; 0.5 when all are equal), comparison (better, similar,
--   worse than the province; neutral)
with
profile_indicators as (
    select *
    from indicators
    where profile_order is not null
),

values_at as (
    select indicator_values.*
    from indicator_values
    where
        indicator_values.year = $year
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
),

districts as (
    select *
    from areas
    where level = 'district'
),

provinces as (
    select
        values_at.indicator_code,
        values_at.value
    from values_at
    inner join areas using (area_code)
    where areas.level = 'province'
),

district_values as (
    select
        profile_indicators.indicator_code,
        profile_indicators.short_name,
        profile_indicators.unit,
        profile_indicators.direction,
        profile_indicators.profile_order,
        districts.area_code,
        districts.name as area_name,
        districts.official_order,
        values_at.value,
        coalesce(values_at.value_state, asked_states.value_state, 'not_submitted')
            as value_state,
        coalesce(values_at.value_kind = 'estimate', false) as is_estimate
    from profile_indicators
    cross join districts
    left join values_at
        on
            profile_indicators.indicator_code = values_at.indicator_code
            and districts.area_code = values_at.area_code
    left join asked_states
        on
            profile_indicators.indicator_code = asked_states.indicator_code
            and asked_states.year = $year
),

placed as (
    select
        district_values.*,
        min(value) over by_indicator as lowest,
        max(value) over by_indicator as highest,
        quantile_cont(value, 0.25) over by_indicator as quartile_low,
        quantile_cont(value, 0.75) over by_indicator as quartile_high,
        count(value) over by_indicator as places,
        case
            when value is not null
                then rank() over (partition by indicator_code order by value desc nulls last)
        end as place
    from district_values
    window by_indicator as (partition by indicator_code)
)

select
    placed.indicator_code,
    placed.short_name,
    placed.unit,
    placed.direction,
    placed.area_code,
    placed.area_name,
    placed.area_code = $area_code as is_chosen,
    placed.value,
    placed.value_state,
    placed.is_estimate,
    placed.lowest,
    placed.highest,
    placed.quartile_low,
    placed.quartile_high,
    provinces.value as province_value,
    placed.place,
    placed.places,
    case
        when placed.highest = placed.lowest then 0.5
        else quotient(placed.value - placed.lowest, placed.highest - placed.lowest)
    end as relative,
    compared(placed.value, provinces.value, placed.direction) as comparison
from placed
left join provinces using (indicator_code)
order by placed.profile_order, placed.official_order
