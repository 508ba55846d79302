-- rule: V50
-- severity: error, warning
-- question: Which capital totals are not the sum of their lines, and which lines are out of scale?
-- params: none
-- message: {place}: “{indicator}” ghi {found} triệu đồng, {note} {expected} triệu đồng.
-- returns: one row a finding, by submission, severity, indicator, year, project; found is the cell,
--   expected the sum of the lines (error) or the median of the line's other years (warning), note
--   which of the two it is
with lines as (
    select *
    from observations
    where
        capital_source <> 'all'
        and not is_stated_total
        and value_state <> 'not_applicable'
),

sums as (
    select
        submission_id,
        indicator_code,
        year,
        coalesce(project_code, 'all') as project_code,
        sum(value) as value
    from lines
    group by
        grouping sets (
            (submission_id, indicator_code, year, project_code),
            (submission_id, indicator_code, year)
        )
    having count(*) = count(value)
),

wrong_totals as (
    select
        observations.*,
        'error' as severity,
        sums.value as expected,
        'các dòng chi tiết cộng lại là' as note
    from observations
    inner join sums using (submission_id, indicator_code, year, project_code)
    where
        observations.capital_source = 'all'
        and observations.is_stated_total
        -- Amounts are printed with 2 decimals.
        and abs(observations.value - sums.value) > 0.005
),

medians as (
    select
        lines.submission_id,
        lines.indicator_code,
        lines.project_code,
        lines.capital_source,
        lines.capital_type,
        lines.year,
        median(others.value) as value
    from lines
    inner join lines as others
        using (submission_id, indicator_code, project_code, capital_source, capital_type)
    where lines.year <> others.year and lines.value > 0 and others.value > 0
    group by all
),

out_of_scale as (
    select
        lines.*,
        'warning' as severity,
        medians.value as expected,
        -- Half a unit of scale either way is past any change of a plan.
        case
            when lines.value >= 500000 * medians.value then 'có thể nhập gấp 1.000.000 lần'
            when lines.value >= 500 * medians.value then 'có thể nhập gấp 1.000 lần'
            when 500000 * lines.value <= medians.value then 'có thể nhập thiếu 1.000.000 lần'
            else 'có thể nhập thiếu 1.000 lần'
        end || ' do nhầm đơn vị; mức giữa của các năm khác là' as note
    from lines
    inner join medians
        using (submission_id, indicator_code, project_code, capital_source, capital_type, year)
    where lines.value >= 500 * medians.value or 500 * lines.value <= medians.value
),

found as (
    select * from wrong_totals
    union all
    select * from out_of_scale
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
from found
order by all
