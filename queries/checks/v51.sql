-- rule: V51
-- severity: error
-- question: Where is more capital allotted than was planned and carried in?
-- params: none
-- message: {place}: phân bổ {found} triệu đồng, lớn hơn kế hoạch cộng vốn năm trước chuyển sang
--   ({expected} triệu đồng).
-- returns: one row a finding, by submission, year, project; found is the capital allotted, expected
--   the plan plus what was carried in
with available as (
    select
        submission_id,
        year,
        project_code,
        capital_source,
        capital_type,
        sum(value) as value
    from observations
    where
        indicator_code in ('capital_plan', 'capital_carried_in')
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, year, project_code, capital_source, capital_type
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
    cast(observations.value as double) as found,
    cast(available.value as double) as expected,
    '' as note
from observations
inner join available using (submission_id, year, project_code, capital_source, capital_type)
where
    observations.indicator_code = 'capital_allotted'
    and not observations.is_stated_total
    -- Amounts are printed with 2 decimals.
    and observations.value > available.value + 0.005
order by all
