-- rule: V01
-- severity: error
-- question: Which entered counts are negative or not whole, which flags neither 0 nor 1, which
--   amounts negative?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, cần {note}.
-- returns: one row a finding, by submission, indicator, year; found is the number, expected null,
--   note the kind of number that is needed
with entered as (
    select
        observations.*,
        -- An assigned target is a number of the kind of the indicator that it is set on.
        coalesce(assigned.value_type, indicators.value_type) as value_type
    from observations
    inner join indicators using (indicator_code)
    left join indicators as assigned
        on
            indicators.member_dimension = 'assigned_target'
            and observations.member_code = assigned.indicator_code
    where not observations.is_stated_total and observations.value is not null
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
    cast(null as double) as expected,
    case value_type
        when 'count' then 'số nguyên không âm'
        when 'flag' then '1 (có) hoặc 0 (không)'
        else 'số không âm'
    end as note
from entered
where
    value < 0
    or (value_type = 'count' and value <> trunc(value))
    or (value_type = 'flag' and value not in (0, 1))
order by all
