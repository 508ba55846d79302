-- question: What share of its capital did each district disburse, project by project, up to a year?
-- params:
--   $year  integer  last year counted
--   $capital_source  text  source of capital, or all
--   $capital_type  text  type of capital, or all
-- returns: one row an area a project (the programme as a whole first, project_code all), the
--   districts in official order, the province last: area_code, area_name, level, project_code,
--   project_name, available (plan of the years and what was carried into the first, triệu đồng),
--   disbursed, disbursement_rate (%), value_state, is_estimate, units_reported, units_expected
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

amounts as (
    select
        indicator_values.*,
        min(indicator_values.year) over () as first_year
    from indicator_values
    where
        indicator_values.capital_source = $capital_source
        and indicator_values.capital_type = $capital_type
        and indicator_values.year <= $year
        and indicator_values.indicator_code in (
            'capital_plan', 'capital_carried_in', 'capital_disbursed'
        )
),

sums as (
    select
        area_code,
        project_code,
        sum(numerator) filter (
            where indicator_code = 'capital_plan'
            or (indicator_code = 'capital_carried_in' and year = first_year)
        ) as available,
        sum(numerator) filter (where indicator_code = 'capital_disbursed') as disbursed,
        case
            when bool_or(value_state = 'not_submitted') then 'not_submitted'
            when bool_and(value_state = 'not_applicable') then 'not_applicable'
            else 'reported'
        end as value_state,
        bool_or(value_kind = 'estimate') as is_estimate,
        min(units_reported) as units_reported,
        max(units_expected) as units_expected
    from amounts
    group by area_code, project_code
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
)

select
    areas.area_code,
    areas.name as area_name,
    areas.level,
    projects_shown.project_code,
    projects_shown.short_name as project_name,
    cast(sums.available as double) as available,
    cast(sums.disbursed as double) as disbursed,
    100 * cast(sums.disbursed as double) / nullif(cast(sums.available as double), 0)
        as disbursement_rate,
    coalesce(
        -- Nothing planned is nothing to disburse: no rate, and not a zero.
        case when sums.value_state = 'reported' and sums.available = 0 then 'not_applicable' end,
        sums.value_state,
        case
            when $year < first_asked.year then 'not_applicable'
            when not list_contains(asked.projects, projects_shown.project_code)
                then 'not_applicable'
            else 'not_submitted'
        end
    ) as value_state,
    coalesce(sums.is_estimate, false) as is_estimate,
    coalesce(sums.units_reported, 0) as units_reported,
    coalesce(sums.units_expected, 0) as units_expected
from areas
cross join projects_shown
cross join first_asked
cross join asked
left join sums
    on areas.area_code = sums.area_code and projects_shown.project_code = sums.project_code
where areas.level in ('district', 'province')
order by areas.level, areas.official_order, projects_shown.official_order
