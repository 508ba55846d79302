-- rule: V24
-- severity: info
-- question: Where do the special groups, which overlap, leave fewer than 0 “khác” households?
-- params: none
-- message: {place}, {note}: trừ các nhóm đặc thù thì còn {found} hộ khác, vì một hộ có thể thuộc
--   nhiều nhóm; không cộng các nhóm này.
-- returns: one row a finding, by submission, class, year; found is total − groups, expected 0, note
--   the class
with groups (total_code, group_code) as (
    values
    ('poor_households', 'poor_households_ethnic_minority'),
    ('poor_households', 'poor_households_no_labour_capacity'),
    ('poor_households', 'poor_households_merit'),
    ('near_poor_households', 'near_poor_households_ethnic_minority'),
    ('near_poor_households', 'near_poor_households_no_labour_capacity'),
    ('near_poor_households', 'near_poor_households_merit')
),

entered as (
    select *
    from observations
    where not is_stated_total and value_state <> 'not_applicable'
),

totals as (
    select
        submission_id,
        indicator_code as total_code,
        year,
        sum(value) as value
    from entered
    where
        indicator_code in (select total_code from groups)
        and settlement in ('urban', 'rural')
    group by submission_id, indicator_code, year
    having count(*) = count(value)
),

group_sums as (
    -- Groups that are reported exceed the total without the others, too.
    select
        entered.submission_id,
        groups.total_code,
        entered.year,
        sum(entered.value) as value
    from entered
    inner join groups on entered.indicator_code = groups.group_code
    group by entered.submission_id, groups.total_code, entered.year
)

select
    observations.submission_id,
    'info' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(totals.value - group_sums.value as double) as found,
    cast(0 as double) as expected,
    lower(indicators.short_name) as note
from observations
inner join groups on observations.indicator_code = groups.group_code
inner join totals
    on
        observations.submission_id = totals.submission_id
        and groups.total_code = totals.total_code
        and observations.year = totals.year
inner join group_sums
    on
        observations.submission_id = group_sums.submission_id
        and groups.total_code = group_sums.total_code
        and observations.year = group_sums.year
inner join indicators on groups.total_code = indicators.indicator_code
where
    -- One finding a class and year, at the group that the form lists first.
    observations.indicator_code like '%_no_labour_capacity'
    and group_sums.value > totals.value
order by all
