-- question: Which units have sent their workbook, is it in time, and what is still wrong in it?
-- params:
--   $today  date  day on which it is asked
-- returns: one row a unit, districts first, official order: unit_code, kind, name, short_name,
--   deadline_date, version (null: nothing received; a sample is no submission), as_of_date,
--   sent_on (the day on which its first workbook was received), has_sample (a sample stands in for
--   its workbook), errors, warnings, state (in_time, late, waiting, overdue), days_late
with
finding_counts as (
    select
        submission_id,
        count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings
    from findings
    group by all
),

received as (
    select
        *,
        -- Việt Nam keeps UTC+7 all year.
        cast(min(received_at) over versions + interval 7 hours as date) as sent_on
    from submissions
    where publication is not null
    window versions as (partition by unit_code)
    qualify is_current
),

samples as (
    select distinct unit_code
    from submissions
    where is_current and publication is null
)

select
    reporting_units.unit_code,
    reporting_units.kind,
    reporting_units.name,
    reporting_units.short_name,
    plan_tasks.deadline_date,
    received.version,
    received.as_of_date,
    received.sent_on,
    samples.unit_code is not null as has_sample,
    coalesce(finding_counts.errors, 0) as errors,
    coalesce(finding_counts.warnings, 0) as warnings,
    case
        when received.sent_on <= plan_tasks.deadline_date then 'in_time'
        when received.sent_on is not null then 'late'
        when cast($today as date) <= plan_tasks.deadline_date then 'waiting'
        else 'overdue'
    end as state,
    greatest(
        date_diff(
            'day', plan_tasks.deadline_date, coalesce(received.sent_on, cast($today as date))
        ),
        0
    ) as days_late
from reporting_units
inner join plan_tasks using (task_order)
left join received using (unit_code)
left join samples using (unit_code)
left join finding_counts using (submission_id)
order by reporting_units.official_order
