-- question: How far is each task of the plan?
-- params:
--   $today  date  day on which it is asked
-- returns: one row a task, order of the plan: task_order, name, short_name, responsible,
--   deadline_text, deadline_date, done_date, done_source, units_expected (null where no unit reports
--   for it), units_received, state (done, open, overdue, unknown)
with
unit_counts as (
    select
        reporting_units.task_order,
        count(*) as units_expected,
        count(submissions.submission_id) as units_received
    from reporting_units
    left join submissions
        on
            reporting_units.unit_code = submissions.unit_code
            and submissions.is_current
            -- A sample is no submission.
            and submissions.publication is not null
    group by all
)

select
    plan_tasks.task_order,
    plan_tasks.name,
    plan_tasks.short_name,
    plan_tasks.responsible,
    plan_tasks.deadline_text,
    plan_tasks.deadline_date,
    plan_tasks.done_date,
    plan_tasks.done_source,
    unit_counts.units_expected,
    unit_counts.units_received,
    case
        when plan_tasks.done_date is not null then 'done'
        when unit_counts.units_received = unit_counts.units_expected then 'done'
        when cast($today as date) <= plan_tasks.deadline_date then 'open'
        when unit_counts.units_expected is not null then 'overdue'
        else 'unknown'
    end as state
from plan_tasks
left join unit_counts using (task_order)
order by plan_tasks.task_order
