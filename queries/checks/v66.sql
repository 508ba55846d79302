-- rule: V66
-- severity: warning
-- question: Where were more workers connected to a job than were counselled?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, lớn hơn số lao động được tư vấn, giới thiệu việc làm
--   ({expected}).
-- returns: one row a finding, by submission, year; found is the workers connected, expected those
--   counselled
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
    cast(observations.value as double) as found,
    cast(counselled.value as double) as expected,
    '' as note
from observations
inner join observations as counselled using (submission_id, year)
where
    observations.indicator_code = 'job_connected_workers'
    and counselled.indicator_code = 'job_counselled_workers'
    and observations.value > counselled.value
order by all
