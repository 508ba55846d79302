-- question: Which keys of the indicator values stand more than once?
-- params: none
-- returns: one row a repeated key: area_code, indicator_code, year, times
select
    area_code,
    indicator_code,
    year,
    count(*) as times
from indicator_values
group by
    area_code,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    capital_source,
    capital_type,
    member_code
having count(*) > 1
order by all
