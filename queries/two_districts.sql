-- question: How do two districts stand beside each other on the indicators of the profile?
-- params:
--   $area_code  text  district
--   $other_code  text  the other district
--   $year  integer  year
-- returns: one row an indicator in profile order: indicator_code, short_name, unit, direction,
--   value, value_state, other_value, other_state, province_value, difference (the first less the
--   other), better (first, other, even; null where neither end is better or one is missing),
--   relative, other_relative (0 = the worst, 1 = the best district; where neither end is better, 1 =
--   the highest; 0.5 when all are equal), is_estimate
with
values_at as (
    select
        indicators.indicator_code,
        indicators.short_name,
        indicators.unit,
        indicators.direction,
        indicators.profile_order,
        areas.area_code,
        areas.level,
        indicator_values.value,
        coalesce(indicator_values.value_state, asked_states.value_state, 'not_submitted')
            as value_state,
        coalesce(indicator_values.value_kind = 'estimate', false) as is_estimate
    from indicators
    cross join areas
    left join indicator_values
        on
            indicators.indicator_code = indicator_values.indicator_code
            and areas.area_code = indicator_values.area_code
            and indicator_values.year = $year
            and indicator_values.settlement = 'total'
            and indicator_values.household_class = 'all'
            and indicator_values.project_code = 'all'
            and indicator_values.capital_source = 'all'
            and indicator_values.capital_type = 'all'
            and indicator_values.member_code = 'all'
    left join asked_states
        on
            indicators.indicator_code = asked_states.indicator_code
            and asked_states.year = $year
    where indicators.profile_order is not null and areas.level in ('district', 'province')
),

spreads as (
    select
        indicator_code,
        min(value) as lowest,
        max(value) as highest
    from values_at
    where level = 'district'
    group by indicator_code
),

placed as (
    select
        values_at.*,
        case
            when spreads.highest = spreads.lowest then 0.5
            when values_at.direction = 'lower'
                then quotient(spreads.highest - values_at.value, spreads.highest - spreads.lowest)
            else quotient(values_at.value - spreads.lowest, spreads.highest - spreads.lowest)
        end as relative
    from values_at
    inner join spreads using (indicator_code)
)

select
    first_district.indicator_code,
    first_district.short_name,
    first_district.unit,
    first_district.direction,
    first_district.value,
    first_district.value_state,
    other_district.value as other_value,
    other_district.value_state as other_state,
    provinces.value as province_value,
    first_district.value - other_district.value as difference,
    case
        when first_district.direction = 'neutral' then null
        when first_district.value is null or other_district.value is null then null
        when rounded(first_district.value, 2) = rounded(other_district.value, 2) then 'even'
        when (first_district.value < other_district.value) = (first_district.direction = 'lower')
            then 'first'
        else 'other'
    end as better,
    first_district.relative,
    other_district.relative as other_relative,
    first_district.is_estimate
from placed as first_district
inner join placed as other_district using (indicator_code)
inner join placed as provinces using (indicator_code)
where
    first_district.area_code = $area_code
    and other_district.area_code = $other_code
    and provinces.level = 'province'
order by first_district.profile_order
