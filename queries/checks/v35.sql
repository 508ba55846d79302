-- rule: V35
-- severity: warning
-- question: In which year may two neighbouring numbers have changed places, by what the other years
--   say?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, {note} {expected}; theo các năm khác, hai ô có thể đã
--   đổi chỗ.
-- returns: one row a finding, by submission, indicator, year; found is the number, expected its
--   neighbour's, note which that is
with in_order as (
    select
        sheet_code,
        indicator_code,
        unit,
        short_name,
        lead(indicator_code) over sheets as next_code,
        lead(unit) over sheets as next_unit,
        lead(short_name) over sheets as next_name
    from indicators
    where kind = 'submitted' and value_type = 'count' and sheet_code is not null
    window
        sheets as (
            partition by sheet_code
            order by sheet_order
        )
),

classes as (
    -- What is of poor households falls as they do: it is compared for each of them. Those at the
    -- beginning of a year are those of the end of the year before.
    select
        submission_id,
        area_code,
        year,
        indicator_code as class_code,
        sum(value) as households
    from observations
    where
        indicator_code in ('poor_households', 'near_poor_households')
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, area_code, year, indicator_code
    having count(*) = count(value) and sum(value) > 0
),

classed as (
    select
        observations.*,
        case
            when indicators.aggregation <> 'stock_sum' then null
            when observations.indicator_code in ('poor_households', 'near_poor_households')
                then null
            when regexp_matches(observations.indicator_code, '(^|_)near_poor(_|$)')
                then 'near_poor_households'
            when regexp_matches(observations.indicator_code, '(^|_)poor(_|$)')
                then 'poor_households'
        end as class_code,
        if(
            suffix(observations.indicator_code, '_beginning'),
            observations.year - 1,
            observations.year
        ) as class_year
    from observations
    inner join indicators on observations.indicator_code = indicators.indicator_code
    where
        not observations.is_stated_total
        and observations.value > 0
        and observations.indicator_code in (
            select indicator_code from in_order
            union all
            select next_code from in_order
        )
),

numbers as (
    select
        classed.*,
        ln(classed.value / coalesce(classes.households, 1)) as level,
        ln(coalesce(classes.households, 1)) as base
    from classed
    left join classes
        on
            classed.submission_id = classes.submission_id
            and classed.area_code = classes.area_code
            and classed.class_year = classes.year
            and classed.class_code = classes.class_code
    -- A share of households that are not known has no place in a series of shares.
    where classed.class_code is null or classes.households is not null
),

pairs as (
    select
        firsts.*,
        seconds.value as other_value,
        seconds.cell as other_cell,
        seconds.level as other_level,
        in_order.next_name,
        -- What each would be in the other's place.
        seconds.level + seconds.base - firsts.base as swapped_level,
        firsts.level + firsts.base - seconds.base as other_swapped_level
    from numbers as firsts
    inner join in_order on firsts.indicator_code = in_order.indicator_code
    inner join numbers as seconds
        on
            firsts.submission_id = seconds.submission_id
            and firsts.area_code = seconds.area_code
            and in_order.next_code = seconds.indicator_code
            and firsts.year = seconds.year
            and firsts.settlement = seconds.settlement
            and firsts.household_class = seconds.household_class
            and firsts.member_code = seconds.member_code
    where in_order.unit = in_order.next_unit
),

compared as (
    select
        pairs.submission_id,
        pairs.sheet,
        pairs.cell,
        count(*) as years,
        -- The nearer a year, the more it says.
        sum(
            (abs(pairs.level - others.level) + abs(pairs.other_level - others.other_level))
            / power(pairs.year - others.year, 2)
        ) / sum(1 / power(pairs.year - others.year, 2)) as as_typed,
        sum(
            (
                abs(pairs.swapped_level - others.level)
                + abs(pairs.other_swapped_level - others.other_level)
            ) / power(pairs.year - others.year, 2)
        ) / sum(1 / power(pairs.year - others.year, 2)) as swapped
    from pairs
    inner join pairs as others
        using (
            submission_id,
            area_code,
            indicator_code,
            settlement,
            household_class,
            member_code
        )
    where pairs.year <> others.year
    group by pairs.submission_id, pairs.sheet, pairs.cell
)

select
    pairs.submission_id,
    'warning' as severity,
    pairs.indicator_code,
    pairs.year,
    pairs.settlement,
    pairs.household_class,
    pairs.project_code,
    pairs.member_code,
    pairs.sheet,
    pairs.cell,
    cast(pairs.value as double) as found,
    cast(pairs.other_value as double) as expected,
    format('“{}” (ô {}) ghi', pairs.next_name, pairs.other_cell) as note
from pairs
inner join compared using (submission_id, sheet, cell)
where
    compared.years >= 2
    -- Both lie much nearer to the other years when they change places.
    and compared.swapped < 0.45 * compared.as_typed
    and compared.as_typed - compared.swapped > 0.4
    and abs(pairs.value - pairs.other_value) >= 5
-- Against a year that is turned every other one looks turned: the one that gains most is.
qualify
    row_number() over (
        partition by
            pairs.submission_id,
            pairs.area_code,
            pairs.indicator_code,
            pairs.settlement,
            pairs.household_class,
            pairs.member_code
        order by compared.as_typed - compared.swapped desc, pairs.year
    ) = 1
order by all
