-- rule: V42
-- severity: info
-- question: From which units did the final report come, or which province-level ones held their
--   conference, after the deadline?
-- params: none
-- message: {place}: “{indicator}” là {note}.
-- returns: one row a finding, by submission, indicator; found is the days after the deadline,
--   expected null, note the date, the deadline of the plan and the days
with dates as (
    -- What counts is the day on which the unit's first workbook came in, not the one it typed. A
    -- check or a sample is no receipt.
    select
        submissions.submission_id,
        'final_report_submitted_on' as indicator_code,
        min(cast(submissions.received_at + interval 7 hours as date)) over units as reached_on,
        reporting_units.task_order
    from submissions
    inner join reporting_units using (unit_code)
    where submissions.publication is not null
    window units as (partition by submissions.unit_code)
    union all
    -- The plan's deadline is that of the province's conference, no district's.
    select
        submissions.submission_id,
        'final_conference_held_on' as indicator_code,
        submissions.conference_held_on as reached_on,
        7 as task_order
    from submissions
    inner join reporting_units using (unit_code)
    where reporting_units.kind <> 'district'
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
