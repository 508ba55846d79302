-- rule: V42
-- severity: info
-- question: Which units sent their final report, or held their conference, after the deadline?
-- params: none
-- message: {place}: “{indicator}” là {note}.
-- returns: one row a finding, by submission, indicator; found is the days after the deadline,
--   expected null, note the date, the deadline of the plan and the days
with dates as (
    select
        submissions.submission_id,
        'final_report_submitted_on' as indicator_code,
        submissions.report_submitted_on as reached_on,
        reporting_units.task_order
    from submissions
    inner join reporting_units using (unit_code)
    union all
    select
        submission_id,
        'final_conference_held_on' as indicator_code,
        conference_held_on as reached_on,
        7 as task_order
    from submissions
)

select
    dates.submission_id,
    'info' as severity,
    dates.indicator_code,
    cast(year(plan_tasks.deadline_date) as integer) as year,
    'total' as settlement,
    'all' as household_class,
    'all' as project_code,
    'all' as member_code,
    'Bìa' as sheet,
    '' as cell,
    cast(dates.reached_on - plan_tasks.deadline_date as double) as found,
    cast(null as double) as expected,
    format(
        '{}, hạn của kế hoạch là {}, chậm {} ngày',
        strftime(dates.reached_on, '%d/%m/%Y'),
        strftime(plan_tasks.deadline_date, '%d/%m/%Y'),
        dates.reached_on - plan_tasks.deadline_date
    ) as note
from dates
inner join plan_tasks using (task_order)
where dates.reached_on > plan_tasks.deadline_date
order by all
