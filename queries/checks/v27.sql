-- rule: V27
-- severity: warning
-- question: Where did more households fall back into poverty than had escaped it before?
-- params: none
-- message: {place}: {found} hộ tái nghèo, lớn hơn tổng số hộ thoát nghèo các năm trước ({expected}).
-- returns: one row a finding, by submission, year; found is the households that fell back, expected
--   all that escaped in the years before
with years as (
    select
        submission_id,
        area_code,
        year,
        -- Both ways out of poverty, or not known.
        case when count(*) = count(value) then sum(value) end as escaped
    from observations
    where
        indicator_code in ('poor_to_near_poor', 'poor_above_near_poor_line')
        and value_state <> 'not_applicable'
    group by submission_id, area_code, year
),

so_far as (
    select
        submission_id,
        area_code,
        year + 1 as year,
        case
            when count(*) over years_so_far = count(escaped) over years_so_far
                then sum(escaped) over years_so_far
        end as escaped
    from years
    window
        years_so_far as (
            partition by submission_id, area_code
            order by years.year
        )
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
    cast(so_far.escaped as double) as expected,
    '' as note
from observations
inner join so_far using (submission_id, area_code, year)
where
    observations.indicator_code = 'relapsed_poor'
    and observations.value > so_far.escaped
order by all
