-- question: Which published figures that are not marked suspect are contradicted by other published
--   figures, while one slip of a digit would bring them to agree?
-- params: none
-- returns: one row a figure a repair: figure_id, printed, repaired
with
figures as (
    select
        *,
        cast(value as bigint) as number
    from published_figures
    where
        value_kind = 'actual'
        and value is not null
        and not is_approximate
),

identities (whole_name, part_name, other_name) as (
    -- Sums that hold between the figures of one area and period.
    values
    ('so_ho_ngheo_va_can_ngheo', 'so_ho_ngheo', 'so_ho_can_ngheo'),
    ('nha_tam_da_hoan_thanh', 'nha_tam_xay_moi', 'nha_tam_sua_chua')
),

sums as (
    select
        wholes.figure_id as whole_id,
        parts.figure_id as part_id,
        others.figure_id as other_id,
        wholes.number as whole,
        parts.number as part,
        others.number as other
    from identities
    inner join figures as wholes on identities.whole_name = wholes.published_indicator
    inner join figures as parts
        on
            identities.part_name = parts.published_indicator
            and wholes.area_code = parts.area_code
            and wholes.period = parts.period
            and wholes.settlement = parts.settlement
            and wholes.ethnicity = parts.ethnicity
    inner join figures as others
        on
            identities.other_name = others.published_indicator
            and wholes.area_code = others.area_code
            and wholes.period = others.period
            and wholes.settlement = others.settlement
            and wholes.ethnicity = others.ethnicity
),

class_totals as (
    -- The poor and near-poor households at the end of a year, of the whole area.
    select
        poor.area_code,
        poor.year,
        poor.number + near_poor.number as number
    from figures as poor
    inner join figures as near_poor using (area_code, year, settlement, ethnicity)
    where
        poor.indicator_code = 'poor_households'
        and near_poor.indicator_code = 'near_poor_households'
        and poor.settlement = 'total'
        and poor.ethnicity = 'total'
),

expectations as (
    select
        part_id as figure_id,
        part as printed,
        whole - other as expected
    from sums
    union all
    select
        other_id as figure_id,
        other as printed,
        whole - part as expected
    from sums
    union all
    select
        whole_id as figure_id,
        whole as printed,
        part + other as expected
    from sums
    union all
    -- What stood a year earlier: what is left and what was taken off during the year.
    select
        earlier.figure_id,
        earlier.number as printed,
        class_totals.number + decreases.number as expected
    from figures as earlier
    inner join class_totals
        on
            earlier.area_code = class_totals.area_code
            and earlier.year + 1 = class_totals.year
    inner join figures as decreases
        on
            class_totals.area_code = decreases.area_code
            and class_totals.year = decreases.year
    where
        earlier.indicator_code = 'multidimensional_poor_households'
        and earlier.settlement = 'total'
        and decreases.published_indicator = 'so_ho_thoat_ngheo_can_ngheo'
),

contradicted as (
    -- A figure that holds in one sum is not the one at fault in another.
    select distinct
        figure_id,
        printed,
        expected
    from expectations
    qualify not bool_or(printed = expected) over (partition by figure_id)
),

rate_codes (count_code, rate_code) as (
    values
    ('poor_households', 'poverty_rate'),
    ('near_poor_households', 'near_poverty_rate'),
    ('multidimensional_poor_households', 'multidimensional_poverty_rate')
),

rated as (
    -- A rate is rounded to 2 decimals: between which two numbers of households it lies.
    select
        counts.figure_id,
        counts.indicator_code,
        counts.area_code,
        counts.year,
        counts.settlement,
        counts.number,
        rates.value - 0.005 as lowest_rate,
        rates.value + 0.005 as highest_rate
    from figures as counts
    inner join rate_codes on counts.indicator_code = rate_codes.count_code
    inner join figures as rates
        on
            rate_codes.rate_code = rates.indicator_code
            and counts.area_code = rates.area_code
            and counts.year = rates.year
            and counts.settlement = rates.settlement
            and counts.ethnicity = rates.ethnicity
    where counts.ethnicity = 'total' and rates.value > 0.005
),

ranges as (
    -- Between which two numbers a count lies, going by its own rate and another class.
    select distinct
        rated.figure_id,
        rated.number as printed,
        others.number * rated.lowest_rate / others.highest_rate as lowest,
        others.number * rated.highest_rate / others.lowest_rate as highest
    from rated
    inner join rated as others using (area_code, year, settlement)
    where rated.indicator_code <> others.indicator_code
),

places as (select cast(pow(10, unnest(range(9))) as bigint) as place),

swaps as (
    -- Swapping digits b and a (tens b, ones a, at a place) adds 9·(a − b) at that place.
    select
        figures.figure_id,
        figures.number as printed,
        figures.number + 9 * places.place * (
            figures.number // places.place % 10 - figures.number // (10 * places.place) % 10
        ) as repaired
    from figures
    cross join places
    where figures.number >= 10 * places.place
),

misprints as (
    select
        swaps.figure_id,
        swaps.printed,
        swaps.repaired
    from swaps
    inner join ranges using (figure_id)
    where
        swaps.printed not between ranges.lowest and ranges.highest
        and swaps.repaired between ranges.lowest and ranges.highest
    union
    select
        contradicted.figure_id,
        contradicted.printed,
        contradicted.expected as repaired
    from contradicted
    inner join swaps using (figure_id)
    where contradicted.expected = swaps.repaired
    union
    select
        contradicted.figure_id,
        contradicted.printed,
        contradicted.expected as repaired
    from contradicted
    cross join places
    where
        -- One digit is another: the difference is that of the digit at its place.
        contradicted.printed >= places.place
        and (contradicted.expected - contradicted.printed) % places.place = 0
        and contradicted.printed // places.place % 10
        + (contradicted.expected - contradicted.printed) // places.place between 0 and 9
)

select
    misprints.figure_id,
    misprints.printed,
    misprints.repaired
from misprints
inner join published_figures using (figure_id)
where not published_figures.is_suspect
order by all
