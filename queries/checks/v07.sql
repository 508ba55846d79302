-- rule: V07
-- severity: warning
-- question: Which rates in the sheet are not what the counts give?
-- params: none
-- message: {place}: “{indicator}” ghi {found} %, tính lại từ số liệu là {expected} %. {note}
-- returns: one row a finding, by submission, indicator, year, settlement; found is the rate in the
--   sheet, expected the rate of the counts, note the count that would be right with two
--   neighbouring digits swapped, or 10, 1.000 or 1.000.000 times as large or small
with stated_rates as (
    select
        observations.*,
        rounded(observations.value, 2) as stated
    from observations
    inner join indicators using (indicator_code)
    where
        indicators.value_type = 'rate'
        and indicators.unit = '%'
        and observations.is_stated_total
        and observations.value is not null
),

entered as (
    select *
    from observations
    where
        not is_stated_total
        and indicator_code in (
            select indicator_terms.term_code
            from indicator_terms
            inner join indicators using (indicator_code)
            where indicators.value_type = 'rate' and indicators.sheet_code is not null
        )
),

counts as (
    select
        submission_id,
        area_code,
        indicator_code,
        year,
        settlement,
        household_class,
        member_code,
        value
    from entered
    union all
    select
        submission_id,
        area_code,
        indicator_code,
        year,
        'total' as settlement,
        household_class,
        member_code,
        sum(value) as value
    from entered
    where settlement in ('urban', 'rural') and value_state <> 'not_applicable'
    group by submission_id, area_code, indicator_code, year, household_class, member_code
    having count(*) = count(value)
),

parts as (
    select
        stated_rates.submission_id,
        stated_rates.cell,
        stated_rates.sheet,
        indicator_terms.role,
        indicator_terms.term_code,
        indicator_terms.factor,
        counts.value
    from stated_rates
    inner join indicator_terms
        on
            stated_rates.indicator_code = indicator_terms.indicator_code
            and stated_rates.household_class
            = coalesce(indicator_terms.household_class, stated_rates.household_class)
    inner join indicators on indicator_terms.term_code = indicators.indicator_code
    left join counts
        on
            stated_rates.submission_id = counts.submission_id
            and stated_rates.area_code = counts.area_code
            and indicator_terms.term_code = counts.indicator_code
            and stated_rates.year = counts.year
            and stated_rates.settlement = counts.settlement
            and counts.household_class
            = if(indicators.household_class_split, stated_rates.household_class, 'all')
            and coalesce(indicator_terms.member_code, stated_rates.member_code)
            = counts.member_code
),

sums as (
    select
        submission_id,
        sheet,
        cell,
        sum(factor * value) filter (where role = 'numerator') as numerator,
        sum(factor * value) filter (where role = 'denominator') as denominator
    from parts
    group by submission_id, sheet, cell
    having count(*) = count(value)
),

differing as (
    select
        stated_rates.*,
        sums.numerator,
        sums.denominator,
        rounded(ratio(sums.numerator, sums.denominator, 100), 2) as recomputed
    from stated_rates
    inner join sums using (submission_id, sheet, cell)
    -- Both are rounded to 2 decimals: more than 0,01 apart is 0,02 at least.
    where
        abs(
            stated_rates.stated
            - rounded(ratio(sums.numerator, sums.denominator, 100), 2)
        ) > 0.015
),

suspects as (
    select
        differing.submission_id,
        differing.sheet,
        differing.cell,
        differing.stated,
        differing.numerator,
        differing.denominator,
        parts.role,
        parts.term_code,
        parts.factor,
        cast(parts.value as bigint) as typed
    from differing
    inner join parts using (submission_id, sheet, cell)
    where parts.value > 0
),

places as (select cast(pow(10, unnest(range(9))) as bigint) as place),

scales (scale, slip) as (
    values
    (10, 'thừa hoặc thiếu một chữ số 0'),
    (1000, 'nhầm đơn vị 1.000 lần'),
    (1000000, 'nhầm đơn vị 1.000.000 lần')
),

candidates as (
    select
        suspects.*,
        -- Swapping digits b and a (tens b, ones a, at a place) adds 9·(a − b) at that place.
        suspects.typed + 9 * places.place * (
            suspects.typed // places.place % 10 - suspects.typed // (10 * places.place) % 10
        ) as repaired,
        'đổi chỗ hai chữ số liền nhau' as slip
    from suspects
    cross join places
    where suspects.typed >= 10 * places.place
    union all
    select
        suspects.*,
        suspects.typed * scales.scale as repaired,
        scales.slip
    from suspects
    cross join scales
    union all
    select
        suspects.*,
        suspects.typed // scales.scale as repaired,
        scales.slip
    from suspects
    cross join scales
    where suspects.typed % scales.scale = 0
),

repairs as (
    select
        candidates.submission_id,
        candidates.sheet,
        candidates.cell,
        string_agg(
            format(
                'Nếu “{}” là {:t.} thay vì {:t.} ({}) thì tỷ lệ khớp.',
                indicators.short_name,
                candidates.repaired,
                candidates.typed,
                candidates.slip
            ),
            ' '
            order by candidates.role desc, candidates.term_code, candidates.repaired
        ) as note
    from candidates
    inner join indicators on candidates.term_code = indicators.indicator_code
    where
        candidates.repaired <> candidates.typed
        and candidates.stated = rounded(
            case
                when candidates.role = 'numerator'
                    then
                        ratio(
                            candidates.numerator
                            + candidates.factor * (candidates.repaired - candidates.typed),
                            candidates.denominator,
                            100
                        )
                else
                    ratio(
                        candidates.numerator,
                        candidates.denominator
                        + candidates.factor * (candidates.repaired - candidates.typed),
                        100
                    )
            end,
            2
        )
    group by candidates.submission_id, candidates.sheet, candidates.cell
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
left join repairs using (submission_id, sheet, cell)
order by all
