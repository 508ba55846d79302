-- rule: V07
-- severity: warning
-- question: Which rates in the sheet are not what the counts give?
-- params: none
-- message: {place}: “{indicator}” ghi {found} %, tính từ số hộ là {expected} %. {note}
-- returns: one row a finding, by submission, indicator, year, settlement; found is the rate in the
--   sheet, expected the rate of the counts, note the count that would be right with two
--   neighbouring digits swapped
with counts as (
    select
        submission_id,
        indicator_code,
        year,
        settlement,
        value
    from observations
    where not is_stated_total
    union all
    select
        submission_id,
        indicator_code,
        year,
        'total' as settlement,
        sum(value) as value
    from observations
    where
        settlement in ('urban', 'rural')
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, indicator_code, year
    having count(*) = count(value)
),

stated_rates as (
    select
        observations.*,
        round(observations.value, 2) as stated
    from observations
    inner join indicators using (indicator_code)
    where
        indicators.value_type = 'rate'
        and indicators.unit = '%'
        and observations.is_stated_total
        and observations.value is not null
),

parts as (
    select
        stated_rates.submission_id,
        stated_rates.indicator_code,
        stated_rates.year,
        stated_rates.settlement,
        indicator_terms.role,
        indicator_terms.term_code,
        indicator_terms.factor,
        counts.value
    from stated_rates
    inner join indicator_terms using (indicator_code)
    left join counts
        on
            stated_rates.submission_id = counts.submission_id
            and indicator_terms.term_code = counts.indicator_code
            and stated_rates.year = counts.year
            and stated_rates.settlement = counts.settlement
),

sums as (
    select
        submission_id,
        indicator_code,
        year,
        settlement,
        sum(factor * value) filter (where role = 'numerator') as numerator,
        sum(factor * value) filter (where role = 'denominator') as denominator
    from parts
    group by submission_id, indicator_code, year, settlement
    having count(*) = count(value)
),

differing as (
    select
        stated_rates.*,
        sums.numerator,
        sums.denominator,
        round(100 * sums.numerator / nullif(sums.denominator, 0), 2) as recomputed
    from stated_rates
    inner join sums using (submission_id, indicator_code, year, settlement)
    -- Both are rounded to 2 decimals: more than 0,01 apart is 0,02 at least.
    where
        abs(
            stated_rates.stated
            - round(100 * sums.numerator / nullif(sums.denominator, 0), 2)
        ) > 0.015
),

places as (
    select cast(pow(10, unnest(range(9))) as bigint) as place
),

swaps as (
    select
        parts.*,
        cast(parts.value as bigint) as digits,
        -- Swapping digits b and a (tens b, ones a, at a place) adds 9·(a − b) at that place.
        cast(parts.value as bigint) + 9 * places.place * (
            cast(parts.value as bigint) // places.place % 10
            - cast(parts.value as bigint) // (10 * places.place) % 10
        ) as swapped
    from parts
    cross join places
    where parts.value >= 10 * places.place
),

repairs as (
    select
        differing.submission_id,
        differing.indicator_code,
        differing.year,
        differing.settlement,
        string_agg(
            format(
                'Nếu “{}” là {:t.} thay vì {:t.} (đổi chỗ hai chữ số liền nhau) thì tỷ lệ khớp.',
                indicators.short_name,
                swaps.swapped,
                swaps.digits
            ),
            ' '
            order by swaps.role desc, swaps.term_code, swaps.swapped
        ) as note
    from differing
    inner join swaps using (submission_id, indicator_code, year, settlement)
    inner join indicators on swaps.term_code = indicators.indicator_code
    where
        swaps.swapped <> swaps.digits
        and differing.stated = round(
            100
            * case
                when swaps.role = 'numerator'
                    then
                        (differing.numerator + swaps.factor * (swaps.swapped - swaps.digits))
                        / nullif(differing.denominator, 0)
                else
                    differing.numerator
                    / nullif(
                        differing.denominator + swaps.factor * (swaps.swapped - swaps.digits), 0
                    )
            end,
            2
        )
    group by all
)

select
    differing.submission_id,
    'warning' as severity,
    differing.indicator_code,
    differing.year,
    differing.settlement,
    differing.household_class,
    differing.project_code,
    differing.member_code,
    differing.sheet,
    differing.cell,
    cast(differing.stated as double) as found,
    cast(differing.recomputed as double) as expected,
    coalesce(repairs.note, '') as note
from differing
left join repairs using (submission_id, indicator_code, year, settlement)
order by all
