-- question: What do the poor households of each district name as the cause?
-- params:
--   $year  integer  year
-- returns: one row a cause a district, causes in the order of the form, districts in official order:
--   member_code, short_name, area_code, area_name, households, share (% of the district's poor
--   households), value_state, share_state, is_most_named (in its district; ties are all named),
--   is_small (fewer poor households than the small number)
with
asked as (
    select value_state as missing_state
    from asked_states
    where indicator_code = 'households_by_poverty_cause' and year = $year
),

answers as (
    select
        indicator_values.area_code,
        indicator_values.member_code,
        indicator_values.numerator as households,
        indicator_values.value_state,
        shares.share,
        shares.share_state,
        shares.whole
    from indicator_values
    inner join shares
        on
            indicator_values.area_code = shares.area_code
            and indicator_values.indicator_code = shares.indicator_code
            and indicator_values.year = shares.year
            and indicator_values.household_class = shares.household_class
            and indicator_values.member_code = shares.member_code
    where
        indicator_values.year = $year
        and indicator_values.indicator_code = 'households_by_poverty_cause'
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'poor'
        and indicator_values.member_code <> 'all'
)

select
    members.member_code,
    members.short_name,
    areas.area_code,
    areas.name as area_name,
    cast(answers.households as double) as households,
    answers.share,
    coalesce(answers.value_state, asked.missing_state) as value_state,
    coalesce(answers.share_state, asked.missing_state) as share_state,
    coalesce(
        answers.households > 0
        and answers.households = max(answers.households) over (partition by areas.area_code),
        false
    ) as is_most_named,
    is_small(answers.whole) as is_small
from members
cross join asked
cross join areas
left join answers
    on members.member_code = answers.member_code and areas.area_code = answers.area_code
where members.dimension = 'cause' and areas.level = 'district'
order by members.official_order, areas.official_order
