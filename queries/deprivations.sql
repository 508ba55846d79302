-- question: Of which basic services are the poor and near-poor households of an area deprived?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a deprivation a class of households, in the Decree's order, poor first:
--   member_code, member_name, member_group, household_class, households, rate, value_state,
--   province_rate, units_reported, units_expected
with
rates as (
    select *
    from indicator_values
    where indicator_code = 'deprivation_rate' and year = $year and household_class <> 'all'
),

provinces as (
    select rates.*
    from rates
    inner join areas using (area_code)
    where areas.level = 'province'
),

classes as (
    select *
    from household_classes
    where household_class in ('poor', 'near_poor')
)

select
    members.member_code,
    members.short_name as member_name,
    members.member_group,
    classes.household_class,
    cast(rates.numerator as double) as households,
    rates.value as rate,
    coalesce(
        rates.value_state,
        asked_states.value_state,
        'not_submitted'
    ) as value_state,
    provinces.value as province_rate,
    coalesce(rates.units_reported, 0) as units_reported,
    coalesce(rates.units_expected, 0) as units_expected
from members
cross join classes
left join rates
    on
        members.member_code = rates.member_code
        and classes.household_class = rates.household_class
        and rates.area_code = $area_code
left join provinces
    on
        members.member_code = provinces.member_code
        and classes.household_class = provinces.household_class
left join asked_states
    on asked_states.indicator_code = 'deprivation_rate' and asked_states.year = $year
where members.dimension = 'deprivation'
order by members.official_order, classes.official_order
