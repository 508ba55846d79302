-- rule: V72
-- severity: error, warning
-- question: Where do the levels of the Fund for the Poor not add up, or is more spent than there
--   is?
-- params: none
-- message: {place}: “{indicator}” ghi {found} triệu đồng, {note} {expected} triệu đồng.
-- returns: one row a finding, by submission, severity, indicator, year, level; found is the cell,
--   expected the sum of the levels (error) or the opening balance plus what was mobilised
--   (warning), note which of the two it is
with levels as (
    select *
    from observations
    where
        indicator_code in (
            'fund_for_poor_opening_balance', 'fund_for_poor_mobilised', 'fund_for_poor_spent'
        )
        and not is_stated_total
        and value_state <> 'not_applicable'
),

sums as (
    select
        submission_id,
        indicator_code,
        year,
        sum(value) as value
    from levels
    group by submission_id, indicator_code, year
    having count(*) = count(value)
),

available as (
    select
        submission_id,
        year,
        member_code,
        sum(value) as value
    from levels
    where indicator_code in ('fund_for_poor_opening_balance', 'fund_for_poor_mobilised')
    group by submission_id, year, member_code
    having count(value) = 2
),

findings as (
    select
        observations.*,
        'error' as severity,
        sums.value as expected,
        'các cấp quỹ cộng lại là' as note
    from observations
    inner join sums using (submission_id, indicator_code, year)
    where
        observations.is_stated_total
        -- Amounts are printed with 2 decimals.
        and abs(observations.value - sums.value) > 0.005
    union all
    select
        levels.*,
        'warning' as severity,
        available.value as expected,
        'lớn hơn số dư chuyển sang cộng số vận động trong năm là' as note
    from levels
    inner join available using (submission_id, year, member_code)
    where
        levels.indicator_code = 'fund_for_poor_spent'
        and levels.value > available.value + 0.005
)

select
    submission_id,
    severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(value as double) as found,
    cast(expected as double) as expected,
    note
from findings
order by all
