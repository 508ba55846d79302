-- question: What do the poor households of each district name as the cause?
-- params:
--   $year  integer  year
-- returns: one row a cause a district, causes in the order of the form, districts in official order:
--   member_code, short_name, area_code, area_name, households, share (% of the district's poor
--   households), value_state, is_most_named (in its district; ties are all named), is_small (fewer
--   poor households than the small number)
with
asked as (
    select $year between sheets.first_year and sheets.last_year as is_asked
    from indicators
    inner join sheets using (sheet_code)
    where indicators.indicator_code = 'households_by_poverty_cause'
),

poor as (
    select
        area_code,
        numerator as households
    from indicator_values
    where
        year = $year
        and indicator_code = 'poor_households'
        and settlement = 'total'
        and ethnicity = 'total'
        and household_class = 'all'
        and value_state = 'reported'
),

answers as (
    select
        area_code,
        member_code,
        numerator as households,
        value_state
    from indicator_values
    where
        year = $year
        and indicator_code = 'households_by_poverty_cause'
        and household_class = 'poor'
        and member_code <> 'all'
)

select
    members.member_code,
    members.short_name,
    areas.area_code,
    areas.name as area_name,
    cast(answers.households as double) as households,
    100 * cast(answers.households as double) / nullif(cast(poor.households as double), 0) as share,
    case
        when not asked.is_asked then 'not_applicable'
        when poor.households = 0 then 'not_applicable'
        else coalesce(answers.value_state, 'not_submitted')
    end as value_state,
    coalesce(
        answers.households > 0
        and answers.households = max(answers.households) over (partition by areas.area_code),
        false
    ) as is_most_named,
    is_small(poor.households) as is_small
from members
cross join asked
cross join areas
left join answers
    on members.member_code = answers.member_code and areas.area_code = answers.area_code
left join poor on areas.area_code = poor.area_code
where members.dimension = 'cause' and areas.level = 'district'
order by members.official_order, areas.official_order
