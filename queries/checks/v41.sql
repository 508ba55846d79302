-- rule: V41
-- severity: error, warning
-- question: Which assigned targets are no possible rate, or not those of the document?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, {note} {expected}.
-- returns: one row a finding, by submission, severity, year, member; found is the target in the
--   sheet, expected the bound that it passes (error) or the target of the document (warning), note
--   which of the two
with entered as (
    select
        observations.*,
        indicators.value_type
    from observations
    inner join indicators on observations.member_code = indicators.indicator_code
    where observations.indicator_code = 'target_value' and observations.value is not null
),

documents as (
    select
        area_code,
        indicator_code as member_code,
        year,
        list(bound) as bounds,
        arg_min(bound, target_id) as bound,
        arg_min(document, target_id) as document
    from targets
    where
        level = 'district'
        and basis = 'level'
        and settlement = 'total'
        and bound is not null
    group by area_code, indicator_code, year
),

found as (
    select
        entered.*,
        'error' as severity,
        100 as expected,
        'tỷ lệ không thể quá' as note
    from entered
    where entered.value_type = 'rate' and entered.value > 100
    union all
    select
        entered.*,
        'warning' as severity,
        documents.bound as expected,
        format('văn bản giao chỉ tiêu ({}) ghi', documents.document) as note
    from entered
    inner join documents using (area_code, member_code, year)
    where not list_contains(documents.bounds, entered.value)
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
