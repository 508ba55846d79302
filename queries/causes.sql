-- question: What do the poor and near-poor households of an area name as the cause?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a cause, the one most named by poor households first: member_code, member_name,
--   poor (households that name it), poor_share (% of the class), poor_state, poor_is_small,
--   poor_adds_up (the causes of the class add up to its households: one cause a household),
--   near_poor, near_poor_share, near_poor_state, near_poor_is_small, near_poor_adds_up,
--   units_reported, units_expected
with
asked as (
    select $year between sheets.first_year and sheets.last_year as is_asked
    from indicators
    inner join sheets using (sheet_code)
    where indicators.indicator_code = 'households_by_poverty_cause'
),

class_sizes as (
    select
        case indicator_code when 'poor_households' then 'poor' else 'near_poor' end
            as household_class,
        numerator as households,
        units_reported
    from indicator_values
    where
        area_code = $area_code
        and year = $year
        and indicator_code in ('poor_households', 'near_poor_households')
        and settlement = 'total'
        and ethnicity = 'total'
        and household_class = 'all'
        and value_state = 'reported'
),

answers as (
    select
        indicator_values.member_code,
        indicator_values.household_class,
        indicator_values.numerator as households,
        indicator_values.value_state,
        indicator_values.units_reported,
        indicator_values.units_expected,
        class_sizes.households as class_households,
        sum(indicator_values.numerator) over (partition by indicator_values.household_class)
        = class_sizes.households as adds_up
    from indicator_values
    left join class_sizes
        on
            indicator_values.household_class = class_sizes.household_class
            and indicator_values.units_reported = class_sizes.units_reported
    where
        indicator_values.area_code = $area_code
        and indicator_values.year = $year
        and indicator_values.indicator_code = 'households_by_poverty_cause'
        and indicator_values.household_class in ('poor', 'near_poor')
        and indicator_values.member_code <> 'all'
),

missing as (
    select case when is_asked then 'not_submitted' else 'not_applicable' end as value_state
    from asked
)

select
    members.member_code,
    members.name as member_name,
    cast(poor.households as double) as poor,
    100 * cast(poor.households as double) / nullif(cast(poor.class_households as double), 0)
        as poor_share,
    coalesce(poor.value_state, missing.value_state) as poor_state,
    is_small(poor.class_households) as poor_is_small,
    coalesce(poor.adds_up, false) as poor_adds_up,
    cast(near_poor.households as double) as near_poor,
    100 * cast(near_poor.households as double)
    / nullif(cast(near_poor.class_households as double), 0) as near_poor_share,
    coalesce(near_poor.value_state, missing.value_state) as near_poor_state,
    is_small(near_poor.class_households) as near_poor_is_small,
    coalesce(near_poor.adds_up, false) as near_poor_adds_up,
    poor.units_reported,
    poor.units_expected
from members
cross join missing
left join answers as poor
    on members.member_code = poor.member_code and poor.household_class = 'poor'
left join answers as near_poor
    on members.member_code = near_poor.member_code and near_poor.household_class = 'near_poor'
where members.dimension = 'cause'
order by poor.households desc nulls last, members.official_order
