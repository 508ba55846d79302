-- rule: V01
-- severity: error
-- question: Which entered counts are negative or not whole, which entered amounts negative?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, cần {note}.
-- returns: one row a finding, by submission, indicator, year; found is the number, expected null,
--   note the kind of number that is needed
select
    observations.submission_id,
    'error' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(null as double) as expected,
    case
        when indicators.value_type = 'count' then 'số nguyên không âm'
        else 'số không âm'
    end as note
from observations
inner join indicators using (indicator_code)
where
    not observations.is_stated_total
    and (
        observations.value < 0
        or (indicators.value_type = 'count' and observations.value <> trunc(observations.value))
    )
order by all
