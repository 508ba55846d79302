-- rule: V67
-- severity: error
-- question: Where do new and repaired houses not add up, or are more temporary houses completed
--   than started, or more started than the list has?
-- params: none
-- message: {place}: “{indicator}” là {found}, {note} {expected}.
-- returns: one row a finding, by submission, indicator, year; found is the total in the sheet or
--   the houses of the years so far, expected the sum of the parts, the houses started so far or
--   those of the latest list, note how the two compare
with entered as (
    select
        submission_id,
        indicator_code,
        year,
        sum(value) as value,
        count(*) = count(value) as is_known
    from observations
    where
        indicator_code in (
            'temporary_houses_to_remove', 'temporary_houses_started', 'temporary_houses_completed'
        )
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, indicator_code, year
),

years as (
    select
        submission_id,
        year,
        max(value) filter (
            where indicator_code = 'temporary_houses_to_remove' and is_known
        ) as listed,
        max(value) filter (where indicator_code = 'temporary_houses_started') as started,
        max(value) filter (where indicator_code = 'temporary_houses_completed') as completed,
        coalesce(
            bool_and(is_known) filter (where indicator_code = 'temporary_houses_started'), true
        ) as is_started_known,
        coalesce(
            bool_and(is_known) filter (where indicator_code = 'temporary_houses_completed'), true
        ) as is_completed_known
    from entered
    group by submission_id, year
),

cumulative as (
    select
        submission_id,
        year,
        last_value(listed ignore nulls) over so_far as listed,
        sum(started) over so_far as started,
        sum(completed) over so_far as completed,
        bool_and(is_started_known) over so_far as is_started_known,
        bool_and(is_completed_known) over so_far as is_completed_known
    from years
    window
        so_far as (
            partition by submission_id
            order by year
        )
),

faults as (
    select
        observations.submission_id,
        observations.indicator_code,
        observations.year,
        observations.value as found,
        entered.value as expected,
        'khác xây mới cộng sửa chữa là' as note
    from observations
    inner join entered using (submission_id, indicator_code, year)
    where
        observations.is_stated_total
        and entered.is_known
        and observations.value <> entered.value
    union all
    select
        submission_id,
        'temporary_houses_completed' as indicator_code,
        year,
        completed as found,
        started as expected,
        'tính lũy kế, lớn hơn số nhà đã khởi công là' as note
    from cumulative
    where is_completed_known and is_started_known and completed > started
    union all
    select
        submission_id,
        'temporary_houses_started' as indicator_code,
        year,
        started as found,
        listed as expected,
        'tính lũy kế, lớn hơn số nhà cần xóa theo danh sách là' as note
    from cumulative
    where is_started_known and started > listed
)

select
    observations.submission_id,
    'error' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(faults.found as double) as found,
    cast(faults.expected as double) as expected,
    faults.note
from observations
inner join faults using (submission_id, indicator_code, year)
where observations.is_stated_total
order by all
