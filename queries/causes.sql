-- question: What do the poor and near-poor households of an area name as the cause?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a cause a class of households, in the order of the form, poor first: member_code,
--   member_name, household_class, households, class_households, share (% of the class), value_state,
--   adds_up (the causes of the class add up to its households: one cause a household)
with
answers as (
    select *
    from indicator_values
    where
        area_code = $area_code
        and year = $year
        and indicator_code = 'households_by_poverty_cause'
        and household_class in ('poor', 'near_poor')
        and member_code <> 'all'
),

class_sizes as (
    select
        case indicator_code when 'poor_households' then 'poor' else 'near_poor' end
            as household_class,
        numerator as households
    from indicator_values
    where
        area_code = $area_code
        and year = $year
        and indicator_code in ('poor_households', 'near_poor_households')
        and settlement = 'total'
        and value_state = 'reported'
),

sums as (
    select
        household_class,
        sum(numerator) as households
    from answers
    group by household_class
)

select
    members.member_code,
    members.name as member_name,
    classes.household_class,
    cast(answers.numerator as double) as households,
    cast(class_sizes.households as double) as class_households,
    100 * cast(answers.numerator as double) / nullif(cast(class_sizes.households as double), 0)
        as share,
    coalesce(answers.value_state, 'not_submitted') as value_state,
    coalesce(sums.households = class_sizes.households, false) as adds_up
from members
cross join household_classes as classes
left join answers
    on
        members.member_code = answers.member_code
        and classes.household_class = answers.household_class
left join class_sizes on classes.household_class = class_sizes.household_class
left join sums on classes.household_class = sums.household_class
where
    members.dimension = 'cause'
    and classes.household_class in ('poor', 'near_poor')
    and (select count(*) from answers) > 0
order by classes.official_order, members.official_order
