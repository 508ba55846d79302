-- rule: V03
-- severity: error
-- question: Which totals in the sheet are not the sum of urban and rural?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, thành thị cộng nông thôn là {expected}.
-- returns: one row a finding, by submission, indicator, year; found is the total in the sheet,
--   expected the sum
with sums as (
    select
        submission_id,
        area_code,
        indicator_code,
        year,
        household_class,
        member_code,
        sum(value) as value
    from observations
    where
        settlement in ('urban', 'rural')
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, area_code, indicator_code, year, household_class, member_code
    having count(*) = count(value)
)

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
    cast(sums.value as double) as expected,
    '' as note
from observations
inner join sums
    using (submission_id, area_code, indicator_code, year, household_class, member_code)
where
    observations.settlement = 'total'
    and observations.is_stated_total
    and observations.value <> sums.value
order by all
