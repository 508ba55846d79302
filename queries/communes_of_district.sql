-- question: How do the communes of a district stand in a year?
-- params:
--   $area_code  text  district
--   $year  integer  year
-- returns: one row a commune in official order, none when the district sent no commune figures for
--   the year: area_code, area_name, households, poor_households, near_poor_households,
--   multidimensional_poverty_rate, value (poverty rate, %), value_state, is_estimate,
--   baseline_value, baseline_change (points), place (1 = highest rate; ties share)
with
communes as (
    select
        area_code,
        name,
        official_order
    from areas
    where level = 'commune' and parent_code = $area_code
),

values_at as (
    select
        indicator_values.area_code,
        indicator_values.indicator_code,
        indicator_values.year,
        indicator_values.value,
        indicator_values.value_kind
    from indicator_values
    inner join communes using (area_code)
    where
        indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
),

chosen as (
    select
        area_code,
        max(value) filter (where indicator_code = 'households_total') as households,
        max(value) filter (where indicator_code = 'poor_households') as poor_households,
        max(value) filter (where indicator_code = 'near_poor_households')
            as near_poor_households,
        max(value) filter (where indicator_code = 'multidimensional_poverty_rate')
            as multidimensional_poverty_rate,
        max(value) filter (where indicator_code = 'poverty_rate') as value,
        bool_or(value_kind = 'estimate') as is_estimate
    from values_at
    where year = $year
    group by area_code
),

baselines as (
    select
        values_at.area_code,
        values_at.value
    from values_at
    inner join snapshots on values_at.year = snapshots.baseline_year
    where values_at.indicator_code = 'poverty_rate'
)

select
    communes.area_code,
    communes.name as area_name,
    chosen.households,
    chosen.poor_households,
    chosen.near_poor_households,
    chosen.multidimensional_poverty_rate,
    chosen.value,
    case when chosen.value is null then 'not_submitted' else 'reported' end as value_state,
    coalesce(chosen.is_estimate, false) as is_estimate,
    baselines.value as baseline_value,
    chosen.value - baselines.value as baseline_change,
    case
        when chosen.value is not null then rank() over (order by chosen.value desc nulls last)
    end as place
from communes
left join chosen using (area_code)
left join baselines using (area_code)
qualify count(chosen.area_code) over () > 0
order by communes.official_order
