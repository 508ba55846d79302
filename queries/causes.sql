-- question: What do the poor and near-poor households of an area name as the cause?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a cause, the one most named by poor households first: member_code, member_name,
--   poor (households that name it), poor_share (% of the class, over the districts that know both),
--   poor_state, poor_share_state, poor_is_small (the class), poor_adds_up (the causes of the class
--   add up to its households: one cause a household), units_reported, units_expected (behind the
--   share of the poor), near_poor, near_poor_share, near_poor_state, near_poor_share_state,
--   near_poor_is_small, near_poor_adds_up, near_poor_units_reported, near_poor_units_expected
with
answers as (
    select
        indicator_values.member_code,
        indicator_values.household_class,
        indicator_values.numerator as households,
        indicator_values.value_state,
        shares.share,
        shares.share_state,
        shares.whole,
        shares.units_reported,
        shares.units_expected,
        sum(shares.part) over by_class = shares.whole
        and min(shares.whole) over by_class = max(shares.whole) over by_class as adds_up
    from indicator_values
    inner join shares
        on
            indicator_values.area_code = shares.area_code
            and indicator_values.indicator_code = shares.indicator_code
            and indicator_values.year = shares.year
            and indicator_values.household_class = shares.household_class
            and indicator_values.member_code = shares.member_code
    where
        indicator_values.area_code = $area_code
        and indicator_values.year = $year
        and indicator_values.indicator_code = 'households_by_poverty_cause'
        and indicator_values.settlement = 'total'
        and indicator_values.member_code <> 'all'
    window by_class as (partition by indicator_values.household_class)
),

missing as (
    select value_state
    from asked_states
    where indicator_code = 'households_by_poverty_cause' and year = $year
)

select
    members.member_code,
    members.name as member_name,
    cast(poor.households as double) as poor,
    poor.share as poor_share,
    coalesce(poor.value_state, missing.value_state) as poor_state,
    coalesce(poor.share_state, missing.value_state) as poor_share_state,
    is_small(poor.whole) as poor_is_small,
    coalesce(poor.adds_up, false) as poor_adds_up,
    poor.units_reported,
    poor.units_expected,
    cast(near_poor.households as double) as near_poor,
    near_poor.share as near_poor_share,
    coalesce(near_poor.value_state, missing.value_state) as near_poor_state,
    coalesce(near_poor.share_state, missing.value_state) as near_poor_share_state,
    is_small(near_poor.whole) as near_poor_is_small,
    coalesce(near_poor.adds_up, false) as near_poor_adds_up,
    near_poor.units_reported as near_poor_units_reported,
    near_poor.units_expected as near_poor_units_expected
from members
cross join missing
left join answers as poor
    on members.member_code = poor.member_code and poor.household_class = 'poor'
left join answers as near_poor
    on members.member_code = near_poor.member_code and near_poor.household_class = 'near_poor'
where members.dimension = 'cause'
order by poor.households desc nulls last, members.official_order
