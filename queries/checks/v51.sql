-- rule: V51
-- severity: error, warning
-- question: Where is more capital allotted than was planned and carried in?
-- params: none
-- message: {place}: phân bổ {found} triệu đồng, lớn hơn {note} ({expected} triệu đồng).
-- returns: one row a finding, by submission, severity, year, project; found is the capital allotted,
--   expected the plan plus what was carried in (error), or the plan alone where that cell is blank
--   (warning), note which of the two
with available as (
    select
        submission_id,
        year,
        project_code,
        capital_source,
        capital_type,
        sum(value) as value,
        count(value) = count(*) as is_carried_in_known
    from observations
    where
        indicator_code in ('capital_plan', 'capital_carried_in')
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, year, project_code, capital_source, capital_type
    -- Without the plan nothing is known.
    having count(*) filter (where indicator_code = 'capital_plan' and value is null) = 0
)

select
    observations.submission_id,
    if(available.is_carried_in_known, 'error', 'warning') as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(coalesce(available.value, 0) as double) as expected,
    if(
        available.is_carried_in_known,
        'kế hoạch cộng vốn năm trước chuyển sang',
        'kế hoạch, trong khi vốn năm trước chuyển sang để trống'
    ) as note
from observations
inner join available using (submission_id, year, project_code, capital_source, capital_type)
where
    observations.indicator_code = 'capital_allotted'
    and not observations.is_stated_total
    -- Amounts are printed with 2 decimals.
    and observations.value > coalesce(available.value, 0) + 0.005
order by all
