-- rule: V57
-- severity: warning
-- question: Which capital of a department may hold that of the districts or of another department,
--   so that the province would count it twice?
-- params: none
-- message: {place}: “{indicator}” ghi {found} triệu đồng, {note} ({expected} triệu đồng); đơn vị cấp
--   tỉnh chỉ ghi vốn do chính mình thực hiện, nếu không toàn tỉnh bị tính hai lần.
-- returns: one row a finding, by submission, indicator, year, project; found is the department's
--   sum, expected the sum it is like, note whose sum that is; the officer of the province judges it
with lines as (
    select
        observations.submission_id,
        observations.indicator_code,
        observations.year,
        observations.project_code,
        observations.value,
        reporting_units.kind,
        reporting_units.short_name,
        submissions.is_illustrative
    from observations
    inner join submissions using (submission_id)
    inner join reporting_units on submissions.unit_code = reporting_units.unit_code
    where
        submissions.is_current
        and observations.indicator_code in (
            'capital_plan', 'capital_allotted', 'capital_disbursed'
        )
        and not observations.is_stated_total
        and observations.value is not null
),

of_units as (
    -- Each project, and all of them (“all”).
    select
        submission_id,
        indicator_code,
        year,
        project_code,
        any_value(kind) as kind,
        any_value(short_name) as short_name,
        bool_or(is_illustrative) as is_illustrative,
        sum(value) as value
    from (
        select * from lines
        union all
        select * replace ('all' as project_code) from lines
    ) as lines_and_all
    group by submission_id, indicator_code, year, project_code
),

district_counts as (
    select count(*) as districts
    from reporting_units
    where kind = 'district'
),

of_districts as (
    -- Only when every district has sent its workbook: a part is no sum to compare with.
    select
        of_units.indicator_code,
        of_units.year,
        of_units.project_code,
        bool_or(of_units.is_illustrative) as is_illustrative,
        sum(of_units.value) as value
    from of_units
    cross join district_counts
    where
        of_units.kind = 'district'
        and district_counts.districts = (
            select count(*)
            from submissions
            inner join reporting_units using (unit_code)
            where submissions.is_current and reporting_units.kind = 'district'
        )
    group by of_units.indicator_code, of_units.year, of_units.project_code
    having sum(of_units.value) > 0
),

departments as (
    select *
    from of_units
    where kind <> 'district' and value > 0
),

others as (
    select
        departments.submission_id,
        departments.indicator_code,
        departments.year,
        departments.project_code,
        sum(other_departments.value) as value
    from departments
    inner join departments as other_departments using (indicator_code, year, project_code)
    where departments.submission_id <> other_departments.submission_id
    group by
        departments.submission_id,
        departments.indicator_code,
        departments.year,
        departments.project_code
),

candidates as (
    select
        departments.*,
        of_districts.value as expected,
        1 as place,
        'xấp xỉ tổng của các huyện, thị xã, thành phố' as note
    from departments
    inner join of_districts using (indicator_code, year, project_code)
    where abs(departments.value - of_districts.value) <= 0.01 * of_districts.value
    union all
    select
        departments.*,
        of_districts.value + others.value as expected,
        2 as place,
        'xấp xỉ tổng của các huyện, thị xã, thành phố và các sở, ngành khác' as note
    from departments
    inner join of_districts using (indicator_code, year, project_code)
    inner join others using (submission_id, indicator_code, year, project_code)
    where
        abs(departments.value - of_districts.value - others.value)
        <= 0.01 * (of_districts.value + others.value)
    union all
    select
        departments.*,
        of_districts.value as expected,
        3 as place,
        'quá nửa tổng của các huyện, thị xã, thành phố' as note
    from departments
    inner join of_districts using (indicator_code, year, project_code)
    where
        departments.project_code = 'all'
        -- What is like an invented sum by its size alone says nothing.
        and not of_districts.is_illustrative
        and departments.value > 0.5 * of_districts.value
    union all
    select
        departments.*,
        other_departments.value as expected,
        4 as place,
        'đúng bằng số của ' || other_departments.short_name as note
    from departments
    inner join departments as other_departments using (indicator_code, year, project_code)
    where
        departments.submission_id <> other_departments.submission_id
        and departments.value = other_departments.value
),

likest as (
    select *
    from candidates
    qualify
        row_number() over (
            partition by submission_id, indicator_code, year, project_code
            order by place, expected, note
        ) = 1
),

gravest as (
    -- Where the whole is like a sum, its projects need no finding of their own.
    select *
    from likest
    qualify
        project_code = 'all'
        or not bool_or(project_code = 'all') over (
            partition by submission_id, indicator_code, year
        )
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
    cast(gravest.value as double) as found,
    cast(gravest.expected as double) as expected,
    gravest.note
from observations
inner join gravest using (submission_id, indicator_code, year, project_code)
-- Its total in the sheet; a project of one line has no other cell.
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
