-- question: What capital did an area plan, allot and disburse by project, up to a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  last year counted
--   $capital_source  text  source of capital, or all
--   $capital_type  text  type of capital, or all
-- returns: one row a project (then the programme as a whole, project_code all), official order:
--   project_code, project_name, plan, allotted, carried_in, available (plan and carried in),
--   disbursed (triệu đồng, sums from the first year on; carried_in of the first year only; of the
--   province those of the districts that stand in every term), disbursement_rate, value_state (of
--   the amounts), rate_state (not_applicable where nothing was available), units_reported,
--   units_expected
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

sheets_asked as (
    select sheets.first_year
    from sheets
    inner join indicators using (sheet_code)
    where indicators.indicator_code = 'capital_plan'
),

sums as (
    select capital_sums.*
    from capital_sums
    inner join sheets_asked using (first_year)
    where
        capital_sums.area_code = $area_code
        and capital_sums.last_year = $year
        and capital_sums.capital_source = $capital_source
        and capital_sums.capital_type = $capital_type
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

-- Why there is nothing where nothing came.
gaps as (
    select
        projects_shown.project_code,
        case
            when $year < sheets_asked.first_year then 'not_applicable'
            when not list_contains(asked.projects, projects_shown.project_code)
                then 'not_applicable'
            else 'not_submitted'
        end as value_state
    from projects_shown
    cross join sheets_asked
    cross join asked
)

select
    projects_shown.project_code,
    projects_shown.short_name as project_name,
    cast(sums.plan as double) as plan,
    cast(sums.allotted as double) as allotted,
    cast(sums.carried_in as double) as carried_in,
    cast(sums.available as double) as available,
    cast(sums.disbursed as double) as disbursed,
    sums.disbursement_rate,
    coalesce(sums.value_state, gaps.value_state) as value_state,
    coalesce(sums.rate_state, gaps.value_state) as rate_state,
    coalesce(sums.units_reported, 0) as units_reported,
    coalesce(sums.units_expected, 0) as units_expected
from projects_shown
inner join gaps on projects_shown.project_code = gaps.project_code
left join sums on projects_shown.project_code = sums.project_code
order by projects_shown.official_order
