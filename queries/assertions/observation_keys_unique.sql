-- question: Which keys of the observations stand more than once?
-- params: none
-- returns: one row a repeated key: submission_id, indicator_code, year, times
select
    submission_id,
    indicator_code,
    year,
    count(*) as times
from observations
group by
    submission_id,
    area_code,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    capital_source,
    capital_type,
    member_code,
    value_kind
having count(*) > 1
order by all
