-- rule: V13
-- severity: info
-- question: Where is the poverty rate of ethnic-minority households in truth their share of the
--   poor households?
-- params: none
-- message: {place}: “{indicator}” ghi {found} %, đúng bằng tỷ trọng hộ DTTS trong tổng số hộ nghèo;
--   tỷ lệ này phải so với tổng số hộ DTTS, tức {expected} %.
-- returns: one row a finding, by submission, year, settlement; found is the rate in the sheet,
--   expected the rate among ethnic-minority households
with counts as (
    select
        submission_id,
        area_code,
        year,
        coalesce(settlement, 'total') as settlement,
        sum(value) filter (where indicator_code = 'poor_households') as poor,
        sum(value) filter (where indicator_code = 'ethnic_minority_households') as minority,
        sum(value) filter (where indicator_code = 'poor_households_ethnic_minority')
            as minority_poor
    from observations
    where
        indicator_code in (
            'poor_households', 'ethnic_minority_households', 'poor_households_ethnic_minority'
        )
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by
        grouping sets (
            (submission_id, area_code, year, settlement),
            (submission_id, area_code, year)
        )
    having count(*) = count(value)
),

rates as (
    select
        submission_id,
        area_code,
        year,
        settlement,
        rounded(ratio(minority_poor, minority, 100), 2) as rate,
        rounded(ratio(minority_poor, poor, 100), 2) as share
    from counts
)

select
    observations.submission_id,
    'info' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(rounded(observations.value, 2) as double) as found,
    cast(rates.rate as double) as expected,
    '' as note
from observations
inner join rates using (submission_id, area_code, year, settlement)
where
    observations.indicator_code = 'poverty_rate_ethnic_minority'
    and rounded(observations.value, 2) = rates.share
    and rates.rate <> rates.share
order by all
