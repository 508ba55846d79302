-- question: Which years have figures, and are they results or estimates?
-- params: none
-- returns: one row a year, oldest first: year, value_kind
select
    indicator_values.year,
    max(indicator_values.value_kind) as value_kind
from indicator_values
where indicator_values.value_state = 'reported'
group by all
order by indicator_values.year
