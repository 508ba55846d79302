-- question: Of which basic services are the poor deprived, district by district?
-- params:
--   $year  integer  year
--   $household_class  text  poor or near_poor
-- returns: one row an area a deprivation, the districts in official order, the province last, the
--   Decree's order: area_code, area_name, level, member_code, member_name, member_group, households,
--   rate (%), value_state, is_estimate, units_reported,
--   units_expected, place (1 = most common deprivation of the area; ties share)
with
rates as (
    select *
    from indicator_values
    where
        indicator_code = 'deprivation_rate'
        and year = $year
        and household_class = $household_class
        and settlement = 'total'
        and member_code <> 'all'
)

select
    areas.area_code,
    areas.name as area_name,
    areas.level,
    members.member_code,
    members.short_name as member_name,
    members.member_group,
    cast(rates.numerator as double) as households,
    rates.value as rate,
    coalesce(
        rates.value_state,
        asked_states.value_state,
        'not_submitted'
    ) as value_state,
    coalesce(rates.value_kind = 'estimate', false) as is_estimate,
    coalesce(rates.units_reported, 0) as units_reported,
    coalesce(rates.units_expected, 0) as units_expected,
    case
        when rates.value is not null
            then rank() over (partition by areas.area_code order by rates.value desc nulls last)
    end as place
from areas
cross join members
left join rates on areas.area_code = rates.area_code and members.member_code = rates.member_code
left join asked_states
    on asked_states.indicator_code = 'deprivation_rate' and asked_states.year = $year
where members.dimension = 'deprivation' and areas.level in ('district', 'province')
order by areas.level, areas.official_order, members.official_order
