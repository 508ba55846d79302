-- rule: V06
-- severity: error
-- question: Where is the number of poor and near-poor households not the sum of the two?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, hộ nghèo cộng hộ cận nghèo là {expected}.
-- returns: one row a finding, by submission, year, settlement; found is the number in the sheet,
--   expected the sum
with entered as (
    select *
    from observations
    where
        indicator_code in ('poor_households', 'near_poor_households')
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
),

sums as (
    select
        submission_id,
        year,
        coalesce(settlement, 'total') as settlement,
        sum(value) as value
    from entered
    group by grouping sets ((submission_id, year, settlement), (submission_id, year))
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
inner join sums using (submission_id, year, settlement)
where
    observations.indicator_code = 'multidimensional_poor_households'
    and observations.value <> sums.value
order by all
