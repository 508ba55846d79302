-- question: Which targets are set, what was reached, and what is left?
-- params:
--   $area_code  text  area, null for all
--   $level  text  national, province, district or unit (set by a district itself), null for all
--   $status  text  exceeded, met, not_met or not_assessed, of the whole assignment; null for all
-- returns: one row a target, the province first, then districts in official order, national last,
--   those of one assignment together:
--   target_id, assignment (first target of those that write one assignment), indicator_code,
--   indicator_name, area_code, area_name, level, year, due_date, year_from, basis, comparator, bound, bound_high, unit, indicator_unit, direction, document,
--   document_date, note, measure_unit, measured, reached_share (% of the
--   target, none for a target of zero), value_state, status, assignment_status,
--   reason (why it is not assessed), not_judged_because, is_estimate, is_complete,
--   distance, distance_households, is_open, latest_year, latest_value, latest_measure,
--   latest_households, pace_needed, pace_so_far, baseline_value
with
baselines as (
    select
        indicator_values.area_code,
        indicator_values.indicator_code,
        indicator_values.settlement,
        indicator_values.value
    from indicator_values
    inner join snapshots on indicator_values.year = snapshots.baseline_year
    where
        indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
)

select
    targets.target_id,
    targets.assignment,
    targets.indicator_code,
    indicators.short_name as indicator_name,
    targets.area_code,
    areas.name as area_name,
    targets.level,
    targets.year,
    targets.due_date,
    targets.year_from,
    targets.basis,
    targets.comparator,
    cast(targets.bound as double) as bound,
    cast(targets.bound_high as double) as bound_high,
    targets.unit,
    indicators.unit as indicator_unit,
    indicators.direction,
    targets.document,
    cast(targets.document_date as date) as document_date,
    targets.note,
    target_measures.measure_unit,
    cast(target_measures.measured as double) as measured,
    ratio(target_measures.measured, targets.bound, 100) as reached_share,
    target_measures.value_state,
    target_measures.status,
    target_measures.assignment_status,
    target_measures.reason,
    targets.not_judged_because,
    target_measures.is_estimate,
    target_measures.is_complete,
    cast(target_measures.distance as double) as distance,
    target_measures.distance_households,
    target_measures.is_open,
    target_measures.latest_year,
    cast(target_measures.latest_value as double) as latest_value,
    cast(target_measures.latest_measure as double) as latest_measure,
    target_measures.latest_households,
    cast(target_measures.pace_needed as double) as pace_needed,
    cast(target_measures.pace_so_far as double) as pace_so_far,
    baselines.value as baseline_value
from targets
inner join target_measures using (target_id)
inner join areas using (area_code)
inner join indicators using (indicator_code)
left join baselines
    on
        targets.area_code = baselines.area_code
        and targets.indicator_code = baselines.indicator_code
        and targets.settlement = baselines.settlement
where
    ($area_code is null or targets.area_code = $area_code)
    and ($level is null or targets.level = $level)
    and ($status is null or target_measures.assignment_status = $status)
order by
    list_position(['province', 'district', 'unit', 'national'], targets.level),
    areas.level desc,
    areas.official_order,
    targets.year,
    targets.assignment,
    targets.target_id
