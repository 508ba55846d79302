-- rule: V09
-- severity: warning
-- question: Where is the multidimensional rate in the sheet not the sum of the two rates beside it?
-- params: none
-- message: {place}: “{indicator}” ghi {found} %, tỷ lệ hộ nghèo cộng tỷ lệ hộ cận nghèo
--   là {expected} %.
-- returns: one row a finding, by submission, year, settlement; found is the multidimensional rate,
--   expected the sum of the two
with sums as (
    select
        submission_id,
        year,
        settlement,
        sum(rounded(value, 2)) as value
    from observations
    where indicator_code in ('poverty_rate', 'near_poverty_rate')
    group by submission_id, year, settlement
    having count(value) = 2
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
    cast(rounded(observations.value, 2) as double) as found,
    cast(sums.value as double) as expected,
    '' as note
from observations
inner join sums using (submission_id, year, settlement)
where
    observations.indicator_code = 'multidimensional_poverty_rate'
    -- Three roundings can part them by 0,01; the tolerance is 0,02.
    and abs(rounded(observations.value, 2) - sums.value) > 0.02
order by all
