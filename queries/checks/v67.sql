-- rule: V67
-- severity: error, warning
-- question: Where do new and repaired houses not add up, or are more temporary houses completed
--   than started, or more started than the list has?
-- params: none
-- message: {place}: “{indicator}” là {found}, {note} {expected}.
-- returns: one row a finding, by submission, severity, indicator, year; found is the total in the sheet or
--   the houses of the years so far, expected the sum of the parts, the houses started so far or
--   those of the latest list, to which those of a list that was finished before are added, note how
--   the two compare; a warning where as many may have been started before the first year
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

lists as (
    -- The year in which a list begins: there was none the year before, or another one.
    select
        *,
        listed > 0 and listed <> coalesce(lag(listed) over by_year, 0) as is_new,
        sum(started) over by_year as started_so_far,
        lag(nullif(listed, 0) ignore nulls) over by_year as earlier_list
    from years
    window
        by_year as (
            partition by submission_id
            order by years.year
        )
),

cumulative as (
    select
        submission_id,
        year,
        coalesce(
            last_value(nullif(listed, 0) ignore nulls) over so_far,
            last_value(listed ignore nulls) over so_far
        )
        -- A new list follows one whose houses were all started; else it is the same, corrected.
        + coalesce(
            last_value(
                case
                    when is_new and started_so_far - coalesce(started, 0) >= earlier_list
                        then started_so_far - coalesce(started, 0)
                    when is_new then 0
                end ignore nulls
            ) over so_far,
            0
        ) as listed,
        first_value(completed) over so_far - first_value(started) over so_far as begun_before,
        sum(started) over so_far as started,
        sum(completed) over so_far as completed,
        bool_and(is_started_known) over so_far as is_started_known,
        bool_and(is_completed_known) over so_far as is_completed_known
    from lists
    window
        so_far as (
            partition by submission_id
            order by lists.year
        )
),

faults as (
    select
        observations.submission_id,
        'error' as severity,
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
        if(begun_before >= completed - started, 'warning', 'error') as severity,
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
        'error' as severity,
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
    faults.severity,
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
