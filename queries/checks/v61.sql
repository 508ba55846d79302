-- rule: V61
-- severity: warning
-- question: Which projects have outputs but no capital in a year, or capital spent but no output?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, nhưng {note}.
-- returns: one row a finding, by submission, indicator, year; found is the project's first output,
--   or the capital disbursed of its first sub-project, expected null, note what is missing
with output_projects as (
    select distinct project_code
    from indicators
    where kind = 'submitted' and project_code is not null
),

leaves as (
    -- An output may be of a whole project, whose capital stands at its sub-projects.
    select
        projects.project_code as leaf_code,
        coalesce(output_projects.project_code, projects.parent_code) as project_code,
        projects.official_order
    from projects
    left join output_projects using (project_code)
    where projects.is_leaf
),

output_cells as (
    select
        observations.*,
        indicators.project_code as output_project,
        row_number() over (
            partition by observations.submission_id, observations.year, indicators.project_code
            order by
                observations.value > 0 desc nulls last,
                indicators.sheet_order,
                observations.is_stated_total desc,
                observations.member_code
        ) as place
    from observations
    inner join indicators using (indicator_code)
    where indicators.project_code is not null and observations.value_state <> 'not_applicable'
),

outputs as (
    select
        submission_id,
        year,
        output_project as project_code,
        sum(value) as value,
        count(*) = count(value) as is_known
    from output_cells
    where not is_stated_total
    group by submission_id, year, output_project
),

lines as (
    select
        observations.submission_id,
        observations.year,
        observations.indicator_code,
        observations.project_code as leaf_code,
        leaves.project_code,
        leaves.official_order,
        observations.value
    from observations
    inner join leaves on observations.project_code = leaves.leaf_code
    where
        observations.indicator_code in (
            'capital_plan', 'capital_allotted', 'capital_carried_in', 'capital_disbursed'
        )
        and not observations.is_stated_total
        and observations.value_state <> 'not_applicable'
),

capital as (
    select
        submission_id,
        year,
        project_code,
        sum(value) as value,
        count(*) = count(value) as is_known
    from lines
    group by submission_id, year, project_code
),

spent as (
    select
        submission_id,
        year,
        project_code,
        leaf_code,
        sum(value) as value
    from lines
    where indicator_code = 'capital_disbursed'
    group by submission_id, year, project_code, leaf_code, official_order
    having sum(value) > 0
    qualify
        row_number() over (
            partition by submission_id, year, project_code
            order by official_order
        ) = 1
),

names as (
    select
        project_code,
        if(level = 'project', 'dự án ', 'tiểu dự án ') || project_code as name
    from projects
),

without_capital as (
    select
        output_cells.* exclude (output_project, place),
        output_cells.value as found,
        names.name || ' không có vốn của nguồn nào trong năm' as note
    from output_cells
    inner join capital
        on
            output_cells.submission_id = capital.submission_id
            and output_cells.year = capital.year
            and output_cells.output_project = capital.project_code
    inner join names on output_cells.output_project = names.project_code
    where
        output_cells.place = 1
        and output_cells.value > 0
        and capital.is_known
        and capital.value = 0
),

without_output as (
    select
        observations.*,
        spent.value as found,
        'kết quả của ' || names.name || ' trong năm đều ghi 0' as note
    from observations
    inner join spent
        on
            observations.submission_id = spent.submission_id
            and observations.year = spent.year
            and observations.project_code = spent.leaf_code
    inner join outputs
        on
            spent.submission_id = outputs.submission_id
            and spent.year = outputs.year
            and spent.project_code = outputs.project_code
    inner join names on spent.project_code = names.project_code
    where
        observations.indicator_code = 'capital_disbursed'
        and observations.is_stated_total
        and outputs.is_known
        and outputs.value = 0
),

findings as (
    select * from without_capital
    union all by name
    select * from without_output
)

select
    submission_id,
    'warning' as severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(found as double) as found,
    cast(null as double) as expected,
    note
from findings
order by all
