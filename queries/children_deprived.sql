-- question: Of what are the children of poor and near-poor households deprived?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a deprivation of children, in the order of the form: member_code, member_name,
--   poor, near_poor (children), poor_children, near_poor_children (children of the class), poor_share,
--   near_poor_share (%), value_state
with
values_at as (
    select *
    from indicator_values
    where
        area_code = $area_code
        and year = $year
        and settlement = 'total'
        and indicator_code in (
            'children_deprived', 'children_in_poor_households', 'children_in_near_poor_households'
        )
),

totals as (
    select
        max(numerator) filter (where indicator_code = 'children_in_poor_households')
            as poor_children,
        max(numerator) filter (where indicator_code = 'children_in_near_poor_households')
            as near_poor_children
    from values_at
    where member_code = 'all'
)

select
    members.member_code,
    members.name as member_name,
    cast(poor.numerator as double) as poor,
    cast(near_poor.numerator as double) as near_poor,
    cast(totals.poor_children as double) as poor_children,
    cast(totals.near_poor_children as double) as near_poor_children,
    100 * cast(poor.numerator as double) / nullif(cast(totals.poor_children as double), 0)
        as poor_share,
    100 * cast(near_poor.numerator as double)
    / nullif(cast(totals.near_poor_children as double), 0) as near_poor_share,
    coalesce(poor.value_state, 'not_applicable') as value_state
from members
cross join totals
left join values_at as poor
    on
        members.member_code = poor.member_code
        and poor.indicator_code = 'children_deprived'
        and poor.household_class = 'poor'
left join values_at as near_poor
    on
        members.member_code = near_poor.member_code
        and near_poor.indicator_code = 'children_deprived'
        and near_poor.household_class = 'near_poor'
where members.dimension = 'child_deprivation'
order by members.official_order
