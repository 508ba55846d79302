-- rule: V08
-- severity: error
-- question: Which rates in the sheet are below 0 or above 100 %?
-- params: none
-- message: {place}: “{indicator}” ghi {found} %, tỷ lệ phải từ 0 đến 100 %.
-- returns: one row a finding, by submission, indicator, year, settlement; found is the rate in the
--   sheet, expected the bound that it passes
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
    cast(case when observations.value < 0 then 0 else 100 end as double) as expected,
    '' as note
from observations
inner join indicators using (indicator_code)
where
    indicators.value_type = 'rate'
    and indicators.unit = '%'
    and (observations.value < 0 or observations.value > 100)
order by all
