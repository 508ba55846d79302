-- question: Which targets set for districts are due in a year, and where does each district stand?
-- params:
--   $year  integer  year they are due
-- returns: one row a kind of target and district, kinds by first target, districts in official
--   order: indicator_code, indicator_name, basis, area_code, area_name, measure_unit, target_id
--   (null where none is set, as what follows), not_judged_because, assignment,
--   assignment_status, comparator, bound, bound_high, measured, value_state, status, is_estimate,
--   is_complete, area_judged (assignments of the district that are judged, each once however many
--   measures it has), area_reached (those with every measure met or exceeded)
with
-- What a district set for itself where the same is assigned to it: the assigned one is shown.
set_twice as (
    select distinct own.assignment
    from targets as own
    inner join targets as assigned
        on
            own.area_code = assigned.area_code
            and own.year = assigned.year
            and own.indicator_code = assigned.indicator_code
            and own.basis = assigned.basis
    where own.level = 'unit' and assigned.level = 'district'
),

due as (
    select
        targets.*,
        target_measures.measure_unit,
        target_measures.measured,
        target_measures.value_state,
        target_measures.status,
        target_measures.assignment_status,
        target_measures.is_estimate,
        target_measures.is_complete,
        indicators.short_name as indicator_name
    from targets
    inner join target_measures using (target_id)
    inner join indicators using (indicator_code)
    anti join set_twice on targets.assignment = set_twice.assignment
    where targets.year = $year and targets.level in ('district', 'unit')
    qualify
        row_number() over (
            partition by targets.area_code, targets.indicator_code, targets.basis
            order by targets.level, targets.target_id
        ) = 1
),

kinds as (
    select
        indicator_code,
        basis,
        any_value(indicator_name) as indicator_name,
        any_value(measure_unit) as measure_unit,
        min(target_id) as first_target
    from due
    group by indicator_code, basis
),

scores as (
    select
        area_code,
        count(distinct assignment) filter (
            where assignment_status in ('met', 'exceeded', 'not_met')
        ) as judged,
        count(distinct assignment) filter (
            where assignment_status in ('met', 'exceeded')
        ) as reached
    from due
    group by area_code
),

districts as (
    select
        area_code,
        name as area_name,
        official_order
    from areas
    where level = 'district'
)

select
    kinds.indicator_code,
    kinds.indicator_name,
    kinds.basis,
    districts.area_code,
    districts.area_name,
    kinds.measure_unit,
    due.target_id,
    due.not_judged_because,
    due.assignment,
    due.assignment_status,
    due.comparator,
    cast(due.bound as double) as bound,
    cast(due.bound_high as double) as bound_high,
    cast(due.measured as double) as measured,
    due.value_state,
    due.status,
    coalesce(due.is_estimate, false) as is_estimate,
    coalesce(due.is_complete, false) as is_complete,
    coalesce(scores.judged, 0) as area_judged,
    coalesce(scores.reached, 0) as area_reached
from kinds
cross join districts
left join due
    on
        kinds.indicator_code = due.indicator_code
        and kinds.basis = due.basis
        and districts.area_code = due.area_code
left join scores on districts.area_code = scores.area_code
order by kinds.first_target, districts.official_order
