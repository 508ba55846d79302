-- question: Of what are the children of poor and near-poor households deprived?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a deprivation of children, in the order of the form: member_code, member_name,
--   poor, near_poor (children), poor_children, near_poor_children (children of the class, of the
--   districts that know both), poor_share, near_poor_share (%), value_state, near_poor_state,
--   poor_share_state, near_poor_share_state, poor_is_small, near_poor_is_small (the children of the
--   class), units_reported, units_expected (behind the share of the poor),
--   near_poor_units_reported, near_poor_units_expected
with
asked as (
    select value_state as missing_state
    from asked_states
    where indicator_code = 'children_deprived' and year = $year
),

answers as (
    select
        indicator_values.member_code,
        indicator_values.household_class,
        indicator_values.numerator as children,
        indicator_values.value_state,
        shares.share,
        shares.share_state,
        shares.whole,
        shares.units_reported,
        shares.units_expected
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
        and indicator_values.settlement = 'total'
        and indicator_values.indicator_code = 'children_deprived'
)

select
    members.member_code,
    members.name as member_name,
    cast(poor.children as double) as poor,
    cast(near_poor.children as double) as near_poor,
    cast(poor.whole as double) as poor_children,
    cast(near_poor.whole as double) as near_poor_children,
    poor.share as poor_share,
    near_poor.share as near_poor_share,
    coalesce(poor.value_state, asked.missing_state) as value_state,
    coalesce(near_poor.value_state, asked.missing_state) as near_poor_state,
    coalesce(poor.share_state, asked.missing_state) as poor_share_state,
    coalesce(near_poor.share_state, asked.missing_state) as near_poor_share_state,
    is_small(poor.whole) as poor_is_small,
    is_small(near_poor.whole) as near_poor_is_small,
    poor.units_reported,
    poor.units_expected,
    near_poor.units_reported as near_poor_units_reported,
    near_poor.units_expected as near_poor_units_expected
from members
cross join asked
left join answers as poor
    on members.member_code = poor.member_code and poor.household_class = 'poor'
left join answers as near_poor
    on members.member_code = near_poor.member_code and near_poor.household_class = 'near_poor'
where members.dimension = 'child_deprivation'
order by members.official_order
