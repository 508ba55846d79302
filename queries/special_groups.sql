-- question: How many poor households belong to the groups that need care of their own?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a group, in the order of the forms: indicator_code, group_name, households,
--   poor_households, share (% of the poor households), value_state, is_small (fewer poor households
--   than the small number), units_reported, units_expected
with
poor as (
    select
        numerator,
        units_reported
    from indicator_values
    where
        area_code = $area_code
        and year = $year
        and indicator_code = 'poor_households'
        and settlement = 'total'
        and ethnicity = 'total'
        and household_class = 'all'
        and value_state = 'reported'
),

poor_groups as (
    select
        indicators.indicator_code,
        indicators.short_name,
        indicators.section,
        indicators.sheet_order,
        indicator_values.numerator as households,
        coalesce(
            indicator_values.value_state,
            case
                when $year between sheets.first_year and sheets.last_year then 'not_submitted'
                else 'not_applicable'
            end
        ) as value_state,
        indicator_values.units_reported,
        indicator_values.units_expected
    from indicators
    inner join sheets using (sheet_code)
    left join indicator_values
        on
            indicators.indicator_code = indicator_values.indicator_code
            and indicator_values.area_code = $area_code
            and indicator_values.year = $year
            and indicator_values.settlement = 'total'
            and indicator_values.ethnicity = 'total'
            and indicator_values.household_class = 'all'
            and indicator_values.member_code = 'all'
    where indicators.indicator_code in (
        'poor_households_ethnic_minority', 'poor_households_female_headed',
        'poor_households_no_labour_capacity', 'poor_households_merit'
    )
)

select
    poor_groups.indicator_code,
    poor_groups.short_name as group_name,
    cast(poor_groups.households as double) as households,
    cast(poor.numerator as double) as poor_households,
    100 * cast(poor_groups.households as double) / nullif(cast(poor.numerator as double), 0) as share,
    poor_groups.value_state,
    is_small(poor.numerator) as is_small,
    poor_groups.units_reported,
    poor_groups.units_expected
from poor_groups
left join poor on poor_groups.units_reported = poor.units_reported
order by poor_groups.section, poor_groups.sheet_order, poor_groups.indicator_code
