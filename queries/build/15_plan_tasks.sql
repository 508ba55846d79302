-- grain: One row a task of plan 22/KH-UBND.
create table plan_tasks (
    task_order integer not null,
    name varchar not null,
    short_name varchar not null,
    responsible varchar not null,
    deadline_text varchar not null,
    deadline_date date,
    done_date date,
    done_source varchar,
    source varchar not null,
    note varchar,
    primary key (task_order)
);

comment on table plan_tasks is 'One row a task of plan 22/KH-UBND.';
comment on column plan_tasks.task_order is 'place in the annex';
comment on column plan_tasks.name is 'task';
comment on column plan_tasks.short_name is 'task on a chart';
comment on column plan_tasks.responsible is 'who is responsible';
comment on column plan_tasks.deadline_text is 'deadline as printed';
comment on column plan_tasks.deadline_date is 'last day of the deadline';
comment on column plan_tasks.done_date is 'when it was done, where a document says so';
comment on column plan_tasks.done_source is 'that document';
comment on column plan_tasks.source is 'document';
comment on column plan_tasks.note is 'note';

insert into plan_tasks
select
    cast(task_order as integer) as task_order,
    name,
    short_name,
    responsible,
    deadline_text,
    cast(deadline_date as date) as deadline_date,
    cast(done_date as date) as done_date,
    done_source,
    source,
    note
from source_plan_tasks;
