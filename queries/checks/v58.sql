-- rule: V58
-- severity: warning
-- question: Where may numbers of single years have been entered as sums since the beginning?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, năm trước là {expected}: có thể đã nhập lũy kế từ đầu
--   kỳ thay cho số của từng năm; {note}.
-- returns: one row a finding, by submission, sheet; found is the first number that holds an earlier
--   one, expected that earlier one, note what says so
with entered as (
    select
        observations.*,
        indicators.sheet_order
    from observations
    inner join indicators using (indicator_code)
    where
        indicators.aggregation in ('flow_sum', 'times_sum')
        and not indicators.is_plan
        and not observations.is_stated_total
        and observations.value is not null
),

-- Capital says it by itself: what a year carries in is what the years before left over.
lines as (
    select
        submission_id,
        project_code,
        capital_source,
        capital_type,
        year,
        max(value) filter (where indicator_code = 'capital_plan') as planned,
        max(value) filter (where indicator_code = 'capital_carried_in') as carried_in,
        max(value) filter (where indicator_code = 'capital_disbursed') as disbursed,
        coalesce(max(value) filter (where indicator_code = 'capital_cancelled'), 0) as cancelled
    from observations
    where capital_source <> 'all' and not is_stated_total
    group by submission_id, project_code, capital_source, capital_type, year
),

balances as (
    select
        lines.submission_id,
        lines.planned + lines.carried_in - lines.disbursed - lines.cancelled
        - later.carried_in as as_entered,
        earlier.disbursed as less_disbursed,
        earlier.planned - earlier.cancelled as less_planned
    from lines
    inner join lines as earlier
        on
            lines.submission_id = earlier.submission_id
            and lines.project_code = earlier.project_code
            and lines.capital_source = earlier.capital_source
            and lines.capital_type = earlier.capital_type
            and lines.year = earlier.year + 1
    inner join lines as later
        on
            lines.submission_id = later.submission_id
            and lines.project_code = later.project_code
            and lines.capital_source = later.capital_source
            and lines.capital_type = later.capital_type
            and lines.year = later.year - 1
    where earlier.disbursed > 0 and lines.disbursed >= earlier.disbursed
),

capital_sums as (
    select
        submission_id,
        count(*) filter (where abs(as_entered) <= 0.5) as entered_right,
        count(*) filter (
            where abs(as_entered) > 0.5 and abs(as_entered + less_disbursed) <= 0.5
        ) as disbursed_right,
        count(*) filter (
            where
            abs(as_entered) > 0.5 and abs(as_entered + less_disbursed - less_planned) <= 0.5
        ) as all_right,
        count(*) as balances
    from balances
    group by submission_id
    having
        greatest(disbursed_right, all_right) >= 3
        and greatest(disbursed_right, all_right) > entered_right
        and 2 * greatest(disbursed_right, all_right) >= balances
),

-- Elsewhere only that nothing ever falls, in four years and in nearly every line of a sheet.
series as (
    select
        submission_id,
        sheet,
        indicator_code,
        member_code,
        household_class,
        list(value order by year) as numbers
    from entered
    where capital_source = 'all'
    group by all
    having count(*) >= 4 and count(*) filter (where value > 0) >= 2
),

rising as (
    select
        submission_id,
        sheet,
        count(*) as rows_held,
        count(*) filter (where numbers = list_sort(numbers)) as never_fall,
        count(*) filter (
            where numbers = list_sort(numbers) and len(list_distinct(numbers)) = len(numbers)
        ) as always_rise
    from series
    group by submission_id, sheet
    having
        rows_held >= 6
        and never_fall >= 0.95 * rows_held
        and always_rise >= 0.6 * rows_held
),

steps as (
    select
        entered.*,
        lag(entered.value) over (
            partition by
                entered.submission_id,
                entered.sheet,
                entered.indicator_code,
                entered.household_class,
                entered.project_code,
                entered.capital_source,
                entered.capital_type,
                entered.member_code
            order by entered.year
        ) as earlier_value
    from entered
),

suspects as (
    select
        steps.*,
        format(
            'trừ đi số năm trước thì vốn chuyển sang khớp ở {} dòng, để nguyên thì khớp ở {} dòng',
            greatest(capital_sums.disbursed_right, capital_sums.all_right),
            capital_sums.entered_right
        ) as note
    from steps
    inner join capital_sums using (submission_id)
    where
        steps.capital_source <> 'all'
        and steps.indicator_code = if(
            capital_sums.all_right > capital_sums.disbursed_right,
            'capital_plan',
            'capital_disbursed'
        )
    union all
    select
        steps.*,
        format(
            'trong biểu, {} trên {} dòng không giảm năm nào', rising.never_fall, rising.rows_held
        ) as note
    from steps
    inner join rising using (submission_id, sheet)
    where steps.capital_source = 'all'
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
    note
from suspects
where earlier_value > 0 and value > earlier_value
qualify
    row_number() over (
        partition by submission_id, sheet
        order by sheet_order, year, project_code, capital_source, capital_type, member_code
    ) = 1
order by all
