-- question: Which units have no current version, or several?
-- params: none
-- returns: one row a unit: unit_code, current_versions
select
    unit_code,
    count(*) filter (where is_current) as current_versions
from submissions
group by unit_code
having count(*) filter (where is_current) <> 1
order by all
