-- rule: V56
-- severity: warning
-- question: In which project is the capital out of scale with the unit's other projects, or the
--   plan with what was allotted of it?
-- params: none
-- message: {place}: “{indicator}” cộng lại là {found} triệu đồng, {note} {expected} triệu đồng.
-- returns: one row a finding, by submission, indicator, the first such year, project; found is the
--   sum of the project, expected that of the other projects or what was allotted, note the unit
--   that was likely used and which of the two it is
with sums as (
    select
        submission_id,
        indicator_code,
        year,
        project_code,
        sum(value) as value
    from observations
    where
        indicator_code in (
            'capital_plan', 'capital_allotted', 'capital_disbursed', 'capital_need_2026_2030'
        )
        and not is_stated_total
        and value > 0
    group by submission_id, indicator_code, year, project_code
),

beside as (
    select
        *,
        sum(value) over projects - value as others,
        count(*) over projects as projects
    from sums
    window projects as (partition by submission_id, indicator_code, year)
),

allotted as (
    select
        plans.*,
        sums.value as expected
    from sums as plans
    inner join sums using (submission_id, year, project_code)
    where plans.indicator_code = 'capital_plan' and sums.indicator_code = 'capital_allotted'
),

found as (
    select
        beside.submission_id,
        beside.indicator_code,
        beside.year,
        beside.project_code,
        beside.value,
        beside.others as expected,
        1 as place,
        if(
            beside.value > beside.others,
            'có thể nhập bằng nghìn đồng hoặc đồng; các dự án khác cộng lại chỉ có',
            'có thể nhập bằng tỷ đồng; các dự án khác cộng lại có'
        ) as note
    from beside
    inner join projects using (project_code)
    where
        beside.projects >= 3
        and (
            -- The works of a poor district are most of its capital, no other project is.
            beside.value > if(projects.eligibility = 'poor_district', 100, 5) * beside.others
            or (beside.value < 10 and 500 * beside.value < beside.others)
            or (
                projects.eligibility = 'poor_district'
                and beside.value < 100
                and 200 * beside.value < beside.others
            )
        )
    union all
    select
        submission_id,
        indicator_code,
        year,
        project_code,
        value,
        expected,
        2 as place,
        'gấp trên 500 lần số đã phân bổ, có thể nhập bằng nghìn đồng hoặc đồng; đã phân bổ' as note
    from allotted
    where value > 500 * expected
),

first_years as (
    select *
    from found
    qualify
        row_number() over (
            partition by submission_id, indicator_code, project_code
            order by found.year, found.place
        ) = 1
)

select
    observations.submission_id,
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(first_years.value as double) as found,
    cast(first_years.expected as double) as expected,
    first_years.note
from observations
inner join first_years using (submission_id, indicator_code, year, project_code)
qualify
    row_number() over (
        partition by
            observations.submission_id,
            observations.indicator_code,
            observations.year,
            observations.project_code
        order by observations.is_stated_total desc, observations.sheet, observations.cell
    ) = 1
order by all
