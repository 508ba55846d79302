-- question: What capital did an area plan, allot and disburse by project, up to a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  last year counted
--   $capital_source  text  source of capital, or all
--   $capital_type  text  type of capital, or all
-- returns: one row a project (then the programme as a whole, project_code all), official order:
--   project_code, project_name, plan, allotted, carried_in, disbursed (triệu đồng, sums from the
--   first year on; carried_in of the first year only), disbursement_rate, value_state
with
projects_shown as (
    select
        project_code,
        short_name,
        official_order
    from projects
    where level = 'project'
    union all
    select
        'all' as project_code,
        'Toàn Chương trình' as short_name,
        100000 as official_order
),

values_at as (
    select
        indicator_values.*,
        min(indicator_values.year) over () as first_year
    from indicator_values
    where
        indicator_values.area_code = $area_code
        and indicator_values.indicator_code in (
            'capital_plan', 'capital_allotted', 'capital_carried_in', 'capital_disbursed'
        )
        and indicator_values.year <= $year
        and indicator_values.capital_source = $capital_source
        and indicator_values.capital_type = $capital_type
),

-- A project that no form asks for in this kind of capital has none; it is not late.
asked as (
    select list(distinct project_code) as projects
    from indicator_values
    where
        indicator_code = 'capital_plan'
        and capital_source = $capital_source
        and capital_type = $capital_type
),

first_asked as (
    select min(first_year) as year
    from sheets
    where layout = 'capital'
),

sums as (
    select
        project_code,
        sum(numerator) filter (where indicator_code = 'capital_plan') as plan,
        sum(numerator) filter (where indicator_code = 'capital_allotted') as allotted,
        sum(numerator) filter (where indicator_code = 'capital_carried_in' and year = first_year)
            as carried_in,
        sum(numerator) filter (where indicator_code = 'capital_disbursed') as disbursed,
        case
            when bool_or(value_state = 'not_submitted') then 'not_submitted'
            when bool_and(value_state = 'not_applicable') then 'not_applicable'
            else 'reported'
        end as value_state
    from values_at
    group by all
)

select
    projects_shown.project_code,
    projects_shown.short_name as project_name,
    cast(sums.plan as double) as plan,
    cast(sums.allotted as double) as allotted,
    cast(sums.carried_in as double) as carried_in,
    cast(sums.disbursed as double) as disbursed,
    100 * cast(sums.disbursed as double)
    / nullif(cast(sums.plan + coalesce(sums.carried_in, 0) as double), 0) as disbursement_rate,
    coalesce(
        sums.value_state,
        case
            when $year < first_asked.year then 'not_applicable'
            when not list_contains(asked.projects, projects_shown.project_code)
                then 'not_applicable'
            else 'not_submitted'
        end
    ) as value_state
from projects_shown
left join sums using (project_code)
cross join first_asked
cross join asked
order by projects_shown.official_order
