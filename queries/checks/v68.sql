-- rule: V68
-- severity: warning
-- question: Where may one house be counted under Project 5, as a temporary house removed and as a
--   Great-Unity house?
-- params: none
-- message: {place}: {found} nhà {note} ({expected}); cần kiểm tra để một nhà không bị tính hai lần.
-- returns: one row a finding, by submission, indicator, year; found is the houses of one programme
--   or of all, expected the same number of houses of another programme or the poor and near-poor
--   households, note how the two compare
with kinds (indicator_code, kind, name, cell_code) as (
    values
    ('programme_houses_new', 1, 'Dự án 5', 'programme_houses_new'),
    ('programme_houses_repaired', 1, 'Dự án 5', 'programme_houses_new'),
    ('temporary_houses_completed', 2, 'tạm đã hoàn thành', 'temporary_houses_completed'),
    ('great_unity_houses_new', 3, 'Đại đoàn kết', 'great_unity_houses_new'),
    ('great_unity_houses_repaired', 3, 'Đại đoàn kết', 'great_unity_houses_new')
),

houses as (
    select
        observations.submission_id,
        observations.year,
        kinds.kind,
        kinds.name,
        kinds.cell_code,
        case when count(*) = count(observations.value) then sum(observations.value) end as value
    from observations
    inner join kinds using (indicator_code)
    where not observations.is_stated_total and observations.value_state <> 'not_applicable'
    group by
        observations.submission_id,
        observations.year,
        kinds.kind,
        kinds.name,
        kinds.cell_code
),

all_houses as (
    select
        submission_id,
        year,
        max_by(cell_code, kind) as cell_code,
        sum(value) as value
    from houses
    group by submission_id, year
    having count(*) = count(value)
),

households as (
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where
        indicator_code in ('poor_households', 'near_poor_households')
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, year
    having count(*) = count(value) and count(distinct indicator_code) = 2
),

doubts as (
    select
        houses.submission_id,
        houses.year,
        houses.cell_code as indicator_code,
        houses.value as found,
        others.value as expected,
        format('{} bằng đúng số nhà {}', houses.name, others.name) as note
    from houses
    inner join houses as others using (submission_id, year, value)
    where houses.kind > others.kind and houses.value > 0
    union all
    select
        all_houses.submission_id,
        all_houses.year,
        all_houses.cell_code as indicator_code,
        all_houses.value as found,
        households.value as expected,
        'Dự án 5, nhà tạm, nhà Đại đoàn kết cộng lại nhiều hơn số hộ nghèo, hộ cận nghèo' as note
    from all_houses
    inner join households using (submission_id, year)
    where all_houses.value > households.value
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
    cast(doubts.found as double) as found,
    cast(doubts.expected as double) as expected,
    doubts.note
from observations
inner join doubts using (submission_id, indicator_code, year)
where observations.member_code = 'all'
order by all
