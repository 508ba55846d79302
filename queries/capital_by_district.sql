-- question: What share of its capital did each district disburse, project by project, up to a year?
-- params:
--   $year  integer  last year counted
--   $capital_source  text  source of capital, or all
--   $capital_type  text  type of capital, or all
-- returns: one row an area a project (the programme as a whole first, project_code all), the
--   districts in official order, the province last: area_code, area_name, level, project_code,
--   project_name, available (plan of the years and what was carried into the first, triệu đồng),
--   disbursed (of the province those of the districts that stand in every term of every year),
--   disbursement_rate (%), value_state (of the amounts), rate_state (not_applicable where nothing
--   was available), is_estimate, units_reported, units_expected
with
projects_shown as (
    select
        'all' as project_code,
        'Toàn Chương trình' as short_name,
        0 as official_order
    union all
    select
        project_code,
        short_name,
        official_order
    from projects
    where level = 'project'
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
        capital_sums.last_year = $year
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
    areas.area_code,
    areas.name as area_name,
    areas.level,
    projects_shown.project_code,
    projects_shown.short_name as project_name,
    cast(sums.available as double) as available,
    cast(sums.disbursed as double) as disbursed,
    sums.disbursement_rate,
    coalesce(sums.value_state, gaps.value_state) as value_state,
    -- Nothing planned is nothing to disburse: no rate, and not a zero.
    coalesce(sums.rate_state, gaps.value_state) as rate_state,
    coalesce(sums.is_estimate, false) as is_estimate,
    coalesce(sums.units_reported, 0) as units_reported,
    coalesce(sums.units_expected, 0) as units_expected
from areas
cross join projects_shown
inner join gaps on projects_shown.project_code = gaps.project_code
left join sums
    on areas.area_code = sums.area_code and projects_shown.project_code = sums.project_code
where areas.level in ('district', 'province')
order by areas.level, areas.official_order, projects_shown.official_order
