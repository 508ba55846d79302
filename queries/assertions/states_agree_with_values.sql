-- question: Which numbers contradict their state, or rest on more districts than there are?
-- params: none
-- returns: one row a number: source, indicator_code, year, value_state
select
    'observations' as source,
    indicator_code,
    year,
    value_state
from observations
where (value_state = 'reported') <> (value is not null)
union all
select
    'indicator_values' as source,
    indicator_code,
    year,
    value_state
from indicator_values
where (value_state = 'reported') <> (value is not null) or units_reported > units_expected
order by all
