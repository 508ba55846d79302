-- rule: V22
-- severity: warning
-- question: Which years do not begin with the near-poor households that the year before ended with?
-- params: none
-- message: {place}: số hộ cận nghèo đầu năm ghi {found}, cuối năm trước là {expected}.
-- returns: one row a finding, by submission, year; found is the beginning, expected the end of the
--   year before (for the first year: the baseline)
with ends as (
    select
        submission_id,
        year + 1 as year,
        sum(value) as value
    from observations
    where
        indicator_code = 'near_poor_households'
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, observations.year
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
    cast(ends.value as double) as expected,
    '' as note
from observations
inner join ends using (submission_id, year)
where
    observations.indicator_code = 'near_poor_households_beginning'
    and observations.value <> ends.value
order by all
