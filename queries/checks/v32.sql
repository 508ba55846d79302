-- rule: V32
-- severity: error
-- question: Where have the poor households fewer than 3 or more than 12 deprivations each?
-- params: none
-- message: {place}: các chỉ số thiếu hụt cộng lại là {found}, {note} {expected}.
-- returns: one row a finding, by submission, year; found is the sum of deprivations, expected the
--   bound that it passes, note which bound that is
with poor as (
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where
        indicator_code = 'poor_households'
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, year
    having count(*) = count(value)
),

sums as (
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where
        indicator_code = 'deprived_households'
        and household_class = 'poor'
        and value_state <> 'not_applicable'
    group by submission_id, year
    having count(*) = count(value)
),

bounds as (
    -- Decree 07/2021: a poor household lacks at least 3 of the 12 services.
    select
        sums.submission_id,
        sums.year,
        sums.value as found,
        case when sums.value < 3 * poor.value then 3 else 12 end * poor.value as expected,
        case
            when sums.value < 3 * poor.value then 'chưa đủ 3 chỉ số mỗi hộ nghèo, tức ít nhất'
            else 'quá 12 chỉ số mỗi hộ nghèo, tức nhiều nhất'
        end as note
    from sums
    inner join poor using (submission_id, year)
    where sums.value not between 3 * poor.value and 12 * poor.value
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
    cast(bounds.found as double) as found,
    cast(bounds.expected as double) as expected,
    bounds.note
from observations
inner join bounds using (submission_id, year)
where
    observations.indicator_code = 'deprivations_total'
    and observations.household_class = 'poor'
order by all
