-- rule: V69
-- severity: warning
-- question: Where do the participants of training not fit the number of courses?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, {note} {expected} (mỗi lớp từ 10 đến 150 người).
-- returns: one row a finding, by submission, year; found is the participants, expected the bound
--   that they pass, note which bound that is; without courses there are no participants
with bounds as (
    select
        submission_id,
        year,
        value as courses,
        10 * value as least,
        150 * value as most
    from observations
    where indicator_code = 'poverty_training_courses' and value is not null
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
        'với {:t.} lớp tập huấn thì {} là',
        cast(bounds.courses as bigint),
        if(observations.value < bounds.least, 'ít nhất', 'nhiều nhất')
    ) as note
from observations
inner join bounds using (submission_id, year)
where
    observations.indicator_code = 'poverty_staff_trained'
    and observations.value not between bounds.least and bounds.most
order by all
