-- question: In how many districts is an indicator above where the province started, year by year?
-- params:
--   $indicator_code  text  indicator without further breakdown
--   $settlement  text  total, urban or rural
-- returns: one row a year, oldest first: year, districts_above, districts_known, start_value (the
--   province's in the baseline year; no rows where it is not complete)
with
values_at as (
    select
        indicator_values.year,
        indicator_values.value,
        indicator_values.units_reported = indicator_values.units_expected as is_complete,
        areas.level
    from indicator_values
    inner join areas using (area_code)
    where
        indicator_values.indicator_code = $indicator_code
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
        and indicator_values.value is not null
),

starts as (
    select values_at.value as start_value
    from values_at
    inner join snapshots on values_at.year = snapshots.baseline_year
    where values_at.level = 'province' and values_at.is_complete
)

select
    values_at.year,
    count(*) filter (where values_at.value > starts.start_value) as districts_above,
    count(*) as districts_known,
    starts.start_value
from values_at
cross join starts
where values_at.level = 'district'
group by values_at.year, starts.start_value
order by values_at.year
