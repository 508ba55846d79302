-- rule: V80
-- severity: warning
-- question: Which numbers changed by more than half, and by more than 50, on the year before?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, năm trước là {expected}, thay đổi quá 50 %.{note}
-- returns: one row a finding, by submission, indicator, year, settlement, class, member; found is
--   the number, expected that of the year before, note a digit 0 too many or too few; flows come
--   and go and are left out, and so is what changed as the unit's poor or near-poor households did,
--   these themselves when their movements lead to their number
with stocks as (
    select
        observations.*,
        -- The class of households whose part it is.
        case
            when
                observations.household_class = 'near_poor'
                or regexp_matches(indicators.indicator_code, '(^|_)near_poor(_|$)')
                then 'near_poor_households'
            when
                observations.household_class = 'poor'
                or regexp_matches(indicators.indicator_code, '(^|_)poor(_|$)')
                then 'poor_households'
        end as class_code
    from observations
    inner join indicators using (indicator_code)
    where
        indicators.aggregation in ('stock_sum', 'count')
        -- The beginning of a year is the end of the year before.
        and indicators.indicator_code not like '%\_beginning' escape '\'
        and indicators.indicator_code not like '%\_opening\_balance' escape '\'
        and not observations.is_stated_total
        and observations.value is not null
),

changes as (
    select
        stocks.*,
        earlier.value as earlier_value
    from stocks
    inner join stocks as earlier
        on
            stocks.submission_id = earlier.submission_id
            and stocks.area_code = earlier.area_code
            and stocks.indicator_code = earlier.indicator_code
            and stocks.settlement = earlier.settlement
            and stocks.household_class = earlier.household_class
            and stocks.member_code = earlier.member_code
            and stocks.year = earlier.year + 1
    where
        earlier.value > 0
        and abs(stocks.value - earlier.value) > 50
        and abs(stocks.value - earlier.value) > 0.5 * earlier.value
),

classes as (
    select
        submission_id,
        year,
        indicator_code as class_code,
        sum(value) as value
    from observations
    where
        indicator_code in ('poor_households', 'near_poor_households')
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, year, indicator_code
    having count(*) = count(value)
),

-- A file saved without results of its formulas states no sum: it is added up here.
added as (
    select
        observations.submission_id,
        observations.year,
        indicator_terms.indicator_code,
        sum(indicator_terms.factor * observations.value) as value
    from observations
    inner join indicator_terms on observations.indicator_code = indicator_terms.term_code
    where
        indicator_terms.indicator_code in (
            'poor_households_by_movement', 'near_poor_households_by_movement'
        )
    group by
        observations.submission_id,
        observations.year,
        indicator_terms.indicator_code
    having count(*) filter (where observations.value_state = 'not_submitted') = 0
),

movements as (
    select
        observations.submission_id,
        observations.year,
        replace(observations.indicator_code, '_by_movement', '') as class_code,
        coalesce(observations.value, added.value) as value
    from observations
    left join added
        on
            observations.submission_id = added.submission_id
            and observations.year = added.year
            and observations.indicator_code = added.indicator_code
    where
        observations.indicator_code in (
            'poor_households_by_movement', 'near_poor_households_by_movement'
        )
),

scaled as (
    select
        changes.*,
        -- What it would be had it changed as its class did.
        case
            when changes.indicator_code <> changes.class_code or classes.value = movements.value
                then quotient(changes.earlier_value * classes.value, earlier.value)
        end as in_step
    from changes
    left join classes
        on
            changes.submission_id = classes.submission_id
            and changes.class_code = classes.class_code
            and changes.year = classes.year
    left join classes as earlier
        on
            changes.submission_id = earlier.submission_id
            and changes.class_code = earlier.class_code
            and changes.year = earlier.year + 1
    left join movements
        on
            changes.submission_id = movements.submission_id
            and changes.class_code = movements.class_code
            and changes.year = movements.year
)

select
    submission_id,
    'warning' as severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(value as double) as found,
    cast(earlier_value as double) as expected,
    case
        when abs(value - 10 * earlier_value) <= 0.1 * earlier_value
            then ' Có thể thừa một chữ số 0.'
        when abs(10 * value - earlier_value) <= 0.01 * earlier_value
            then ' Có thể thiếu một chữ số 0.'
        else ''
    end as note
from scaled
where in_step is null or abs(value - in_step) > greatest(50, 0.5 * in_step)
order by all
