-- rule: V64
-- severity: error
-- question: Where do the classes not add up to the workers trained, or were fewer workers trained
--   than women trained, or so far than workers employed afterwards?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, {note} {expected}.
-- returns: one row a finding, by submission, indicator, year; found is the cell, expected the sum
--   of the classes, which is all workers trained (in the year or so far), note how the two compare
with sums as (
    select
        submission_id,
        indicator_code,
        year,
        sum(value) as value
    from observations
    where
        indicator_code = 'workers_vocational_trained'
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, indicator_code, year
    having count(*) = count(value)
),

employed as (
    -- A worker may find work in a year after the training.
    select
        submission_id,
        year,
        sum(value) filter (where indicator_code = 'workers_employed_after_training') as employed,
        sum(value) filter (where indicator_code = 'workers_vocational_trained') as trained,
        count(*) filter (
            where
            indicator_code = 'workers_vocational_trained' and value_state = 'not_submitted'
        ) as unknown
    from observations
    where
        indicator_code in ('workers_employed_after_training', 'workers_vocational_trained')
        and not is_stated_total
    group by submission_id, year
),

cumulative as (
    select
        submission_id,
        year,
        sum(employed) over years as employed,
        sum(trained) over years as trained,
        sum(unknown) over years as unknown
    from employed
    window
        years as (
            partition by submission_id
            order by employed.year
        )
),

findings as (
    select
        observations.*,
        sums.value as expected,
        'các nhóm đối tượng cộng lại là' as note
    from observations
    inner join sums using (submission_id, indicator_code, year)
    where observations.is_stated_total and observations.value <> sums.value
    union all
    select
        observations.*,
        sums.value as expected,
        'lớn hơn số lao động được đào tạo nghề là' as note
    from observations
    inner join sums using (submission_id, year)
    where
        observations.indicator_code = 'workers_vocational_trained_female'
        and observations.value > sums.value
    union all
    select
        observations.*,
        cumulative.trained as expected,
        format(
            'lũy kế là {:t.}, lớn hơn số lao động được đào tạo nghề lũy kế là',
            cast(cumulative.employed as bigint)
        ) as note
    from observations
    inner join cumulative using (submission_id, year)
    where
        observations.indicator_code = 'workers_employed_after_training'
        and observations.value > 0
        and cumulative.unknown = 0
        and cumulative.employed > cumulative.trained
)

select
    submission_id,
    'error' as severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(value as double) as found,
    cast(expected as double) as expected,
    note
from findings
order by all
