-- rule: V62
-- severity: warning
-- question: Where do more households take part than are poor, near-poor or newly escaped?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, lớn hơn số hộ nghèo, hộ cận nghèo và hộ thoát nghèo
--   trong năm ({expected}).
-- returns: one row a finding, by submission, indicator, year; found is the households of the
--   output, expected the poor and near-poor at the end of the year and those that escaped poverty
--   in it
with households as (
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where
        (
            (
                indicator_code in ('poor_households', 'near_poor_households')
                and settlement in ('urban', 'rural')
            )
            or indicator_code in ('poor_to_near_poor', 'poor_above_near_poor_line')
        )
        and value_state <> 'not_applicable'
    group by submission_id, year
    having count(*) = count(value) and count(distinct indicator_code) = 4
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
    cast(households.value as double) as expected,
    '' as note
from observations
inner join indicators using (indicator_code)
inner join households using (submission_id, year)
where
    list_contains(string_split(indicators.rules, ' '), 'V62')
    -- Times (“lượt hộ”) may exceed the households.
    and indicators.unit = 'hộ'
    and not observations.is_stated_total
    and observations.value > households.value
order by all
