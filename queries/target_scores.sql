-- question: Which targets set for districts are due in a year, and where does each district stand?
-- params:
--   $year  integer  year they are due
-- returns: one row a kind of target and district, kinds by first target, districts in official
--   order: indicator_code, indicator_name, basis, area_code, area_name, measure_unit, target_id
--   (null where none is set, as what follows), comparator, bound, bound_high, measured,
--   value_state, status, is_estimate, is_complete, area_judged (targets of the district that are
--   judged), area_reached (those met or exceeded)
with
due as (
    -- A target that was assigned goes before one that the district set for itself.
    select
        targets.*,
        target_measures.measure_unit,
        target_measures.measured,
        target_measures.value_state,
        target_measures.status,
        target_measures.is_estimate,
        target_measures.is_complete,
        indicators.short_name as indicator_name
    from targets
    inner join target_measures using (target_id)
    inner join indicators using (indicator_code)
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
    due.comparator,
    cast(due.bound as double) as bound,
    cast(due.bound_high as double) as bound_high,
    cast(due.measured as double) as measured,
    due.value_state,
    due.status,
    coalesce(due.is_estimate, false) as is_estimate,
    coalesce(due.is_complete, false) as is_complete,
    count(*) filter (where due.status in ('met', 'exceeded', 'not_met')) over of_district
        as area_judged,
    count(*) filter (where due.status in ('met', 'exceeded')) over of_district as area_reached
from kinds
cross join districts
left join due
    on
        kinds.indicator_code = due.indicator_code
        and kinds.basis = due.basis
        and districts.area_code = due.area_code
window
    of_district as (partition by districts.area_code)
order by kinds.first_target, districts.official_order
