-- question: How many poor households belong to the groups that need care of their own?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a group, in the order of the forms: indicator_code, group_name, households,
--   poor_households, share (% of the poor households), value_state, is_small
with
poor as (
    select numerator
    from indicator_values
    where
        area_code = $area_code
        and year = $year
        and indicator_code = 'poor_households'
        and settlement = 'total'
        and value_state = 'reported'
)

select
    indicators.indicator_code,
    indicators.short_name as group_name,
    cast(indicator_values.numerator as double) as households,
    cast(poor.numerator as double) as poor_households,
    100 * cast(indicator_values.numerator as double) / nullif(cast(poor.numerator as double), 0)
        as share,
    coalesce(indicator_values.value_state, 'not_submitted') as value_state,
    is_small(poor.numerator) as is_small
from indicators
left join indicator_values
    on
        indicators.indicator_code = indicator_values.indicator_code
        and indicator_values.area_code = $area_code
        and indicator_values.year = $year
        and indicator_values.settlement = 'total'
        and indicator_values.ethnicity = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
left join poor on true
where
    indicators.indicator_code in (
        'poor_households_ethnic_minority',
        'poor_households_female_headed',
        'poor_households_no_labour_capacity',
        'poor_households_merit'
    )
order by indicators.section, indicators.sheet_order, indicators.indicator_code
