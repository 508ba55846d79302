-- rule: V31
-- severity: warning
-- question: Where is the total of deprivations in the sheet not the sum of the single ones?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, các chỉ số cộng lại là {expected}.
-- returns: one row a finding, by submission, year, class; found is the total in the sheet, expected
--   the sum
with sums as (
    select
        submission_id,
        year,
        household_class,
        sum(value) as value
    from observations
    where indicator_code = 'deprived_households' and value_state <> 'not_applicable'
    group by submission_id, year, household_class
    having count(*) = count(value)
)

select
    observations.submission_id,
    'warning' as severity,
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
inner join sums using (submission_id, year, household_class)
where
    observations.indicator_code = 'deprivations_total'
    and observations.value <> sums.value
order by all
