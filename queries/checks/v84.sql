-- rule: V84
-- severity: warning
-- question: Which sheets are blank as a whole, or for a whole year, while others are filled?
-- params: none
-- message: {place}: biểu để trống cả năm ({found} ô), {note}.
-- returns: one row a finding, by submission, sheet, the first such year; found is the blank cells,
--   expected null, note how much of the sheet is blank
with years as (
    select
        observations.submission_id,
        observations.sheet,
        observations.year,
        count(*) as cells,
        count(observations.value) as numbers,
        min_by(
            observations.indicator_code, indicators.sheet_order
        ) as indicator_code
    from observations
    inner join indicators using (indicator_code)
    inner join sheets on observations.sheet = sheets.sheet_name
    where
        not sheets.is_optional
        and not observations.is_stated_total
        and observations.value_state <> 'not_applicable'
    group by observations.submission_id, observations.sheet, observations.year
),

blank_sheets as (
    select
        *,
        bool_or(numbers > 0) over (partition by submission_id) as is_begun,
        count(*) filter (where numbers = 0) over sheet_years as blank_years,
        count(*) over sheet_years as all_years
    from years
    window sheet_years as (partition by submission_id, sheet)
),

found as (
    select *
    from blank_sheets
    where is_begun and numbers = 0
    qualify
        row_number() over (
            partition by submission_id, sheet
            order by blank_sheets.year
        ) = 1
)

select
    submission_id,
    'warning' as severity,
    indicator_code,
    year,
    'total' as settlement,
    'all' as household_class,
    'all' as project_code,
    'all' as member_code,
    sheet,
    '' as cell,
    cast(cells as double) as found,
    cast(null as double) as expected,
    if(
        blank_years = all_years,
        'và không năm nào có số; nếu đơn vị không có thì ghi 0',
        format('tất cả {} trong {} năm như vậy; nếu không có thì ghi 0', blank_years, all_years)
    ) as note
from found
order by all
