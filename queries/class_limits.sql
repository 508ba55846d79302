-- question: At which values do the five classes of an indicator's map begin, the same for all years?
-- params:
--   $indicator_code  text  indicator
-- returns: one row a limit, lowest first: class_limit (at most four rows; none when no district has a value)
with
stated_limits as (
    select cast(unnest(string_split(class_limits, ' ')) as double) as class_limit
    from indicators
    where indicator_code = $indicator_code and class_limits is not null
),

district_values as (
    select indicator_values.value
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'district'
        and indicator_values.indicator_code = $indicator_code
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
        and indicator_values.value is not null
),

quantiles as (
    select unnest(quantile_cont(value, [0.2, 0.4, 0.6, 0.8])) as quantile
    from district_values
    having count(*) > 0
)

select class_limit
from stated_limits
union all
select distinct cast(rounded(quantile, 1) as double) as class_limit
from quantiles
where not exists (select 1 from stated_limits)
order by class_limit
