-- rule: V70
-- severity: warning
-- question: Where does the credit lent not fit the number of loans?
-- params: none
-- message: {place}: “{indicator}” ghi {found} triệu đồng, {note} {expected} triệu đồng (mỗi lượt
--   vay từ 1 đến 200 triệu đồng).
-- returns: one row a finding, by submission, year; found is the credit lent, expected the bound
--   that it passes, note which bound that is; without loans nothing is lent
with bounds as (
    select
        submission_id,
        year,
        value as least,
        200 * value as most
    from observations
    where indicator_code = 'policy_credit_loans' and value is not null
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
    cast(if(observations.value < bounds.least, bounds.least, bounds.most) as double) as expected,
    format(
        'với {:t.} lượt hộ vay thì {} là',
        cast(bounds.least as bigint),
        if(observations.value < bounds.least, 'ít nhất', 'nhiều nhất')
    ) as note
from observations
inner join bounds using (submission_id, year)
where
    observations.indicator_code = 'policy_credit_disbursed'
    and observations.value not between bounds.least and bounds.most
order by all
