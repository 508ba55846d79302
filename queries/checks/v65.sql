-- rule: V65
-- severity: warning
-- question: Where did more workers leave for work abroad than were supported so far?
-- params: none
-- message: {place}: lũy kế {found} lao động đi làm việc ở nước ngoài, lớn hơn số lao động được hỗ
--   trợ ({expected}).
-- returns: one row a finding, by submission, year; found is the workers departed in the years so
--   far, expected those supported
with years as (
    select
        submission_id,
        year,
        max(value) filter (where indicator_code = 'overseas_workers_supported') as supported,
        max(value) filter (where indicator_code = 'overseas_workers_departed') as departed,
        count(*) = count(value) as is_known
    from observations
    where
        indicator_code in ('overseas_workers_supported', 'overseas_workers_departed')
        and value_state <> 'not_applicable'
    group by submission_id, year
),

cumulative as (
    select
        submission_id,
        year,
        sum(supported) over so_far as supported,
        sum(departed) over so_far as departed,
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
    cast(cumulative.departed as double) as found,
    cast(cumulative.supported as double) as expected,
    '' as note
from observations
inner join cumulative using (submission_id, year)
where
    observations.indicator_code = 'overseas_workers_departed'
    and cumulative.is_known
    and cumulative.departed > cumulative.supported
order by all
