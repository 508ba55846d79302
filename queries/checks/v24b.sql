-- rule: V24b
-- severity: error
-- question: Where do the ethnic groups, which are disjoint, not add up to the poor households?
-- params: none
-- message: {place}: các dân tộc cộng lại là {found} hộ, {note} {expected} hộ.
-- returns: one row a finding, by submission, year; found is the sum of the groups, expected the
--   total in the sheet or the poor households, note which of the two
with groups as (
    select
        submission_id,
        area_code,
        year,
        sum(value) as value
    from observations
    where
        indicator_code = 'poor_households_by_ethnic_group'
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, area_code, year
    having count(*) = count(value)
),

totals as (
    select
        submission_id,
        area_code,
        year,
        value,
        'nhưng cột tổng ghi' as note
    from observations
    where indicator_code = 'poor_households_by_ethnic_group' and is_stated_total
    union all
    select
        submission_id,
        area_code,
        year,
        sum(value) as value,
        'nhưng tổng số hộ nghèo là' as note
    from observations
    where
        indicator_code = 'poor_households'
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, area_code, year
    having count(*) = count(value)
)

select
    observations.submission_id,
    'error' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(groups.value as double) as found,
    cast(totals.value as double) as expected,
    totals.note
from observations
inner join groups using (submission_id, area_code, year)
inner join totals using (submission_id, area_code, year)
where
    observations.indicator_code = 'poor_households_by_ethnic_group'
    and observations.is_stated_total
    and groups.value <> totals.value
order by all
