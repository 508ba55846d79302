-- rule: V33
-- severity: warning
-- question: Where have the near-poor households more than 2 deprivations each?
-- params: none
-- message: {place}: các chỉ số thiếu hụt cộng lại là {found}, quá 2 chỉ số mỗi hộ cận nghèo,
--   tức nhiều nhất {expected}.
-- returns: one row a finding, by submission, year; found is the sum of deprivations, expected twice
--   the near-poor households
with near_poor as (
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where
        indicator_code = 'near_poor_households'
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, year
    having count(*) = count(value)
),

sums as (
    -- Those that are reported exceed the bound without the others, too.
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where indicator_code = 'deprived_households' and household_class = 'near_poor'
    group by submission_id, year
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
    cast(sums.value as double) as found,
    cast(2 * near_poor.value as double) as expected,
    '' as note
from observations
inner join sums using (submission_id, year)
inner join near_poor using (submission_id, year)
where
    observations.indicator_code = 'deprivations_total'
    and observations.household_class = 'near_poor'
    -- Decree 07/2021: a near-poor household lacks fewer than 3 services.
    and sums.value > 2 * near_poor.value
order by all
