-- question: How did the deprivations of an area's poor households change since they were first asked?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
--   $household_class  text  poor or near_poor
-- returns: one row a deprivation in the Decree's order, none before the second year: member_code,
--   member_name, first_year, first_rate, rate (%), change (points), is_estimate
with
rates as (
    select *
    from indicator_values
    where
        area_code = $area_code
        and indicator_code = 'deprivation_rate'
        and household_class = $household_class
        and settlement = 'total'
        and member_code <> 'all'
        and value_state = 'reported'
        and units_reported = units_expected
),

firsts as (
    select min(year) as first_year
    from rates
)

select
    members.member_code,
    members.short_name as member_name,
    firsts.first_year,
    start.value as first_rate,
    now.value as rate,
    now.value - start.value as change,
    now.value_kind = 'estimate' as is_estimate
from members
cross join firsts
inner join rates as start
    on members.member_code = start.member_code and firsts.first_year = start.year
inner join rates as now on members.member_code = now.member_code and now.year = $year
where members.dimension = 'deprivation' and $year > firsts.first_year
order by members.official_order
