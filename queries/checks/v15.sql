-- rule: V15
-- severity: warning
-- question: Where do the households or persons change faster than people move, or not at all?
-- params: none
-- message: {place}: “{indicator}” cộng lại là {found}, {note} {expected}.
-- returns: one row a finding, by submission, indicator, year, settlement; found is the number of
--   the year, expected that of the year before or between its neighbours, note how the two compare;
--   the cell is that of urban or rural where the change is, the total itself is computed
with parts as (
    select
        *,
        -- How far it is from its neighbours in time, which are one at the ends.
        value - (
            coalesce(lag(value) over years, lead(value) over years, value)
            + coalesce(lead(value) over years, lag(value) over years, value)
        ) / 2 as from_neighbours,
        value - coalesce(lag(value) over years, value) as from_before
    from observations
    where
        indicator_code in (
            'households_total',
            'population_total',
            'poor_households',
            'near_poor_households',
            'poor_persons',
            'near_poor_persons'
        )
        and settlement in ('urban', 'rural')
        and not is_stated_total
        and value_state <> 'not_applicable'
    window years as (partition by submission_id, area_code, indicator_code, settlement order by year)
),

sums as (
    select
        submission_id,
        area_code,
        indicator_code,
        year,
        sum(value) as value
    from parts
    group by submission_id, area_code, indicator_code, year
    having count(*) = count(value) and sum(value) > 0
),

series as (
    select
        sums.*,
        before.value as before,
        after.value as after
    from sums
    left join sums as before
        on
            sums.submission_id = before.submission_id
            and sums.area_code = before.area_code
            and sums.indicator_code = before.indicator_code
            and sums.year = before.year + 1
    left join sums as after
        on
            sums.submission_id = after.submission_id
            and sums.area_code = after.area_code
            and sums.indicator_code = after.indicator_code
            and sums.year = after.year - 1
),

denominators as (
    select *
    from series
    where indicator_code in ('households_total', 'population_total')
),

found as (
    -- Out and back again: the year is wrong, not the one after it.
    select
        denominators.* exclude (before, after),
        (before + after) / 2 as expected,
        1 as place,
        case
            when value < before then 'thấp hơn cả năm trước và năm sau; có thể thiếu một xã, phường;'
            else 'cao hơn cả năm trước và năm sau; có thể tính thừa một xã, phường;'
        end || ' mức giữa hai năm là' as note
    from denominators
    where
        abs(value - (before + after) / 2) > 0.03 * (before + after) / 2
        and (value > before) = (value > after)
        and abs(after - before) <= 0.03 * before
    union all
    select
        denominators.* exclude (before, after),
        before as expected,
        2 as place,
        if(
            value < before,
            'giảm quá 5 % so với năm trước; có thể thiếu một xã, phường; năm trước là',
            'tăng quá 5 % so với năm trước; năm trước là'
        ) as note
    from denominators
    where abs(value - before) > 0.05 * before
    union all
    -- A number that was rounded to thousands may stay, one that was counted does not.
    select
        series.* exclude (before, after),
        before as expected,
        3 as place,
        'không đổi so với năm trước; có thể chép lại; năm trước là' as note
    from series
    where value = before and value >= 1000 and value % 1000 <> 0
),

likeliest as (
    select *
    from found
    qualify
        row_number() over (
            partition by submission_id, area_code, indicator_code, year
            order by place
        ) = 1
),

returns as (
    -- The step back after a year that is out needs no finding of its own.
    select
        submission_id,
        area_code,
        indicator_code,
        year + 1 as year
    from likeliest
    where place = 1
)

select
    parts.submission_id,
    'warning' as severity,
    parts.indicator_code,
    parts.year,
    'total' as settlement,
    parts.household_class,
    parts.project_code,
    parts.member_code,
    parts.sheet,
    parts.cell,
    cast(likeliest.value as double) as found,
    cast(likeliest.expected as double) as expected,
    likeliest.note
from parts
inner join likeliest using (submission_id, area_code, indicator_code, year)
left join returns
    on
        likeliest.submission_id = returns.submission_id
        and likeliest.area_code = returns.area_code
        and likeliest.indicator_code = returns.indicator_code
        and likeliest.year = returns.year
where not (likeliest.place = 2 and returns.year is not null)
qualify
    row_number() over (
        partition by parts.submission_id, parts.area_code, parts.indicator_code, parts.year
        order by
            case likeliest.place
                when 1 then abs(parts.from_neighbours)
                when 2 then abs(parts.from_before)
                else parts.value
            end desc,
            parts.settlement,
            parts.cell
    ) = 1
order by all
