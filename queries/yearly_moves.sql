-- question: Which districts fell or rose from every year to the next?
-- params:
--   $indicator_code  text  indicator without further breakdown
--   $settlement  text  total, urban or rural
--   $year  integer  last year looked at
-- returns: one row a district, official order: area_code, area_name, is_asked (the indicator applies
--   to it in some year), steps (from one year to the next with both values known), steps_expected,
--   falls, rises, movement (fell_always, rose_always, mixed; null unless every step is known)
with
district_values as (
    select
        areas.area_code,
        areas.name as area_name,
        areas.official_order,
        indicator_values.year,
        indicator_values.value,
        indicator_values.value_state
    from areas
    left join indicator_values
        on
            areas.area_code = indicator_values.area_code
            and indicator_values.indicator_code = $indicator_code
            and indicator_values.settlement = $settlement
            and indicator_values.household_class = 'all'
            and indicator_values.project_code = 'all'
            and indicator_values.capital_source = 'all'
            and indicator_values.capital_type = 'all'
            and indicator_values.member_code = 'all'
            and indicator_values.year <= $year
    where areas.level = 'district'
),

steps_known as (
    select
        later.area_code,
        later.value - earlier.value as step
    from district_values as later
    inner join district_values as earlier
        on
            later.area_code = earlier.area_code
            and later.year = earlier.year + 1
    where later.value is not null and earlier.value is not null
),

years_asked as (
    select count(distinct year) - 1 as steps_expected
    from district_values
),

counted as (
    select
        steps_known.area_code,
        count(*) as steps,
        count(*) filter (where steps_known.step < 0) as falls,
        count(*) filter (where steps_known.step > 0) as rises
    from steps_known
    group by steps_known.area_code
),

districts as (
    select
        area_code,
        area_name,
        official_order,
        bool_or(coalesce(value_state, 'not_submitted') <> 'not_applicable') as is_asked
    from district_values
    group by all
)

select
    districts.area_code,
    districts.area_name,
    districts.is_asked,
    coalesce(counted.steps, 0) as steps,
    greatest(years_asked.steps_expected, 0) as steps_expected,
    coalesce(counted.falls, 0) as falls,
    coalesce(counted.rises, 0) as rises,
    case
        when counted.steps is null or counted.steps < years_asked.steps_expected then null
        when counted.falls = counted.steps then 'fell_always'
        when counted.rises = counted.steps then 'rose_always'
        else 'mixed'
    end as movement
from districts
cross join years_asked
left join counted using (area_code)
order by districts.official_order
