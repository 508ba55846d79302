-- question: Which submissions, or versions of a unit, stand more than once?
-- params: none
-- returns: one row a repeated key: unit_code, version, submission_id, times
select
    unit_code,
    min(version) as version,
    submission_id,
    count(*) as times
from submissions
group by unit_code, submission_id
having count(*) > 1
union all
select
    unit_code,
    version,
    min(submission_id) as submission_id,
    count(*) as times
from submissions
group by unit_code, version
having count(*) > 1
order by all
