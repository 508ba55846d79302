-- rule: V80
-- severity: warning
-- question: Which numbers changed by more than half, and by more than 50, on the year before?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, năm trước là {expected}, thay đổi quá 50 %.{note}
-- returns: one row a finding, by submission, indicator, year, settlement, class, member; found is
--   the number, expected that of the year before, note a digit 0 too many or too few; flows come
--   and go and are left out, and so is what changed as the poor or near-poor households of the area
--   did, or where these are not known, these themselves when their movements lead to their number,
--   and a list of temporary houses that ends when its houses are built
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
        earlier.value as earlier_value,
        -- The movements that lead to a class are not told apart by settlement.
        if(stocks.indicator_code = stocks.class_code, 'total', stocks.settlement)
            as class_settlement
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

-- Of urban and rural each, and of both.
classes as (
    select
        submission_id,
        year,
        indicator_code as class_code,
        coalesce(settlement, 'total') as settlement,
        sum(value) as value
    from observations
    where
        indicator_code in ('poor_households', 'near_poor_households')
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by
        grouping sets (
            (submission_id, year, indicator_code),
            (submission_id, year, indicator_code, settlement)
        )
    having count(*) = count(value)
),

built_houses as (
    select
        submission_id,
        year,
        member_code,
        sum(value) over (
            partition by submission_id, member_code
            order by year
        ) as value
    from observations
    where indicator_code = 'temporary_houses_completed' and not is_stated_total
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
        classes.value is null or earlier.value is null as is_class_unknown,
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
            and changes.class_settlement = classes.settlement
            and changes.year = classes.year
    left join classes as earlier
        on
            changes.submission_id = earlier.submission_id
            and changes.class_code = earlier.class_code
            and changes.class_settlement = earlier.settlement
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
    cast(scaled.value as double) as found,
    cast(earlier_value as double) as expected,
    case
        when abs(scaled.value - 10 * earlier_value) <= 0.1 * earlier_value
            then ' Có thể thừa một chữ số 0.'
        when abs(10 * scaled.value - earlier_value) <= 0.01 * earlier_value
            then ' Có thể thiếu một chữ số 0.'
        else ''
    end as note
from scaled
left join built_houses using (submission_id, year, member_code)
where
    (in_step is null or abs(scaled.value - in_step) > greatest(50, 0.5 * in_step))
    -- A blank of its class has a finding of its own.
    and (class_code is null or not is_class_unknown)
    and not (
        indicator_code = 'temporary_houses_to_remove'
        and scaled.value = 0
        and coalesce(built_houses.value >= earlier_value, false)
    )
order by all
