-- rule: V60
-- severity: warning
-- question: Where are more works completed than were approved so far?
-- params: none
-- message: {place}: lũy kế {found} công trình hoàn thành, lớn hơn số công trình được phê duyệt
--   ({expected}); nếu có công trình phê duyệt từ trước {note} thì giải trình.
-- returns: one row a finding, by submission, year; found is the works completed in the years so
--   far, expected those approved, note the first
--   year of the sheet, before which a work may have been approved
with years as (
    select
        submission_id,
        year,
        sum(value) filter (where indicator_code = 'infrastructure_works_planned') as planned,
        sum(value) filter (where indicator_code = 'infrastructure_works_completed') as completed,
        count(*) = count(value) as is_known
    from observations
    where
        indicator_code in ('infrastructure_works_planned', 'infrastructure_works_completed')
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, year
),

cumulative as (
    select
        submission_id,
        year,
        sum(planned) over so_far as planned,
        sum(completed) over so_far as completed,
        min(year) over so_far as first_year,
        bool_and(is_known) over so_far as is_known
    from years
    window
        so_far as (
            partition by submission_id
            order by year
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
    cast(cumulative.completed as double) as found,
    cast(cumulative.planned as double) as expected,
    cast(cumulative.first_year as varchar) as note
from observations
inner join cumulative using (submission_id, year)
where
    observations.indicator_code = 'infrastructure_works_completed'
    and observations.is_stated_total
    and cumulative.is_known
    and cumulative.completed > cumulative.planned
order by all
