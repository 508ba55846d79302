-- question: Which targets with a figure are set on an indicator for an area?
-- params:
--   $indicator_code  text  indicator
--   $area_code  text  area
-- returns: one row a target, oldest first: target_id, year, comparator, bound, document, status,
--   actual, distance, distance_households
select
    targets.target_id,
    targets.year,
    targets.comparator,
    cast(targets.bound as double) as bound,
    targets.document,
    target_results.status,
    cast(target_results.actual as double) as actual,
    cast(target_results.distance as double) as distance,
    target_results.distance_households
from targets
inner join target_results using (target_id)
where
    targets.indicator_code = $indicator_code
    and targets.area_code = $area_code
    and targets.bound is not null
    and targets.settlement = 'total'
order by targets.year, targets.target_id
