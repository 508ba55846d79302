-- rule: V50
-- severity: error, warning
-- question: Which totals of amounts are not the sum of their parts, and which amounts are out of
--   scale?
-- params: none
-- message: {place}: “{indicator}” ghi {found} triệu đồng, {note} {expected} triệu đồng.
-- returns: one row a finding, by submission, severity, indicator, year, project; found is the cell,
--   expected the sum of the parts (error) or the median of the other years (warning), note which of
--   the two it is; the totals of the Fund for the Poor are checked by V72
with lines as (
    select observations.*
    from observations
    inner join indicators using (indicator_code)
    where
        indicators.value_type = 'amount'
        and not observations.is_stated_total
        and observations.value_state <> 'not_applicable'
        -- The subtotal of a project that does not apply is no line, whatever was typed over it.
        and (observations.capital_source <> 'all' or observations.project_code = 'all')
),

parts as (
    select
        submission_id,
        indicator_code,
        year,
        unnest(list_distinct([project_code, 'all'])) as project_code,
        value
    from lines
    where indicator_code not like 'fund_for_poor_%'
),

sums as (
    select
        submission_id,
        indicator_code,
        year,
        project_code,
        sum(value) as value
    from parts
    group by submission_id, indicator_code, year, project_code
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
        observations.is_stated_total
        -- Amounts are printed with 2 decimals.
        and abs(observations.value - sums.value) > 0.005
),

uneven as (
    -- Only where the largest is 500 times the smallest can one be that far from the median.
    select
        submission_id,
        indicator_code,
        project_code,
        capital_source,
        capital_type,
        member_code
    from lines
    where value > 0
    group by all
    having max(value) >= 500 * min(value)
),

uneven_lines as (
    select lines.*
    from lines
    inner join uneven
        using (
            submission_id, indicator_code, project_code, capital_source, capital_type, member_code
        )
    where lines.value > 0
),

medians as (
    select
        uneven_lines.submission_id,
        uneven_lines.sheet,
        uneven_lines.cell,
        median(others.value) as value
    from uneven_lines
    inner join uneven_lines as others
        using (
            submission_id, indicator_code, project_code, capital_source, capital_type, member_code
        )
    where uneven_lines.year <> others.year
    group by uneven_lines.submission_id, uneven_lines.sheet, uneven_lines.cell
),

out_of_scale as (
    select
        uneven_lines.*,
        'warning' as severity,
        medians.value as expected,
        -- Half a unit of scale either way is past any change of a plan.
        case
            when uneven_lines.value >= 500000 * medians.value then 'có thể nhập gấp 1.000.000 lần'
            when uneven_lines.value >= 500 * medians.value then 'có thể nhập gấp 1.000 lần'
            when 500000 * uneven_lines.value <= medians.value then 'có thể nhập thiếu 1.000.000 lần'
            else 'có thể nhập thiếu 1.000 lần'
        end || ' do nhầm đơn vị; mức giữa của các năm khác là' as note
    from uneven_lines
    inner join medians using (submission_id, sheet, cell)
    where
        uneven_lines.value >= 500 * medians.value
        or 500 * uneven_lines.value <= medians.value
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
