-- rule: V54
-- severity: warning
-- question: Where is the capital carried in not what the year before left over?
-- params: none
-- message: {place}: vốn năm trước chuyển sang ghi {found} triệu đồng, phần còn lại của năm trước
--   (kế hoạch + chuyển sang − giải ngân − hủy, nộp trả) là {expected} triệu đồng. {note}
-- returns: one row a finding, by submission, year, project; found is the capital carried in,
--   expected the remainder of the year before, note a blank that was read as 0
with lines as (
    select
        submission_id,
        year,
        project_code,
        capital_source,
        capital_type,
        max(value) filter (where indicator_code = 'capital_plan') as planned,
        max(value) filter (where indicator_code = 'capital_carried_in') as carried_in,
        max(value) filter (where indicator_code = 'capital_disbursed') as disbursed,
        max(value) filter (where indicator_code = 'capital_cancelled') as cancelled
    from observations
    where
        indicator_code in (
            'capital_plan', 'capital_carried_in', 'capital_disbursed', 'capital_cancelled'
        )
        and not is_stated_total
    group by submission_id, year, project_code, capital_source, capital_type
),

remainders as (
    select
        submission_id,
        year + 1 as year,
        project_code,
        capital_source,
        capital_type,
        -- Capital is seldom cancelled, and the form is mostly left blank there.
        planned + carried_in - disbursed - coalesce(cancelled, 0) as value,
        if(cancelled is null, 'Vốn hủy, nộp trả để trống được tính là 0.', '') as note
    from lines
)

select
    observations.submission_id,
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(remainders.value as double) as expected,
    remainders.note
from observations
inner join remainders using (submission_id, year, project_code, capital_source, capital_type)
where
    observations.indicator_code = 'capital_carried_in'
    and not observations.is_stated_total
    -- Units round each amount on its own.
    and abs(observations.value - remainders.value) > 0.5
order by all
