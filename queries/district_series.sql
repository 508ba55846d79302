-- question: How did an indicator move in every district, as it stands and against the baseline?
-- params:
--   $indicator_code  text  indicator without further breakdown
--   $settlement  text  total, urban or rural
-- returns: one row an area a year, the districts in official order, the province last, oldest
--   first: area_code, area_name, level, year, is_estimate, units_reported, units_expected, value,
--   value_state, change (value minus baseline; null unless both stand on all their units),
--   change_state, index_value (100 in the baseline year; only where the baseline is above 0),
--   index_state, province_value, province_change, province_index (null unless complete),
--   target_bound, target_comparator
with
areas_shown as (
    select *
    from areas
    where level in ('province', 'district')
),

values_at as (
    select *
    from indicator_values
    where
        indicator_code = $indicator_code
        and settlement = $settlement
        and household_class = 'all'
        and project_code = 'all'
        and capital_source = 'all'
        and capital_type = 'all'
        and member_code = 'all'
),

years_shown as (
    select distinct year
    from values_at
),

series as (
    select
        areas_shown.area_code,
        areas_shown.name as area_name,
        areas_shown.level,
        areas_shown.official_order,
        years_shown.year,
        values_at.value,
        coalesce(values_at.value_state, 'not_submitted') as value_state,
        coalesce(values_at.value_kind = 'estimate', false) as is_estimate,
        coalesce(values_at.units_reported, 0) as units_reported,
        coalesce(values_at.units_expected, 0) as units_expected
    from areas_shown
    cross join years_shown
    left join values_at
        on
            areas_shown.area_code = values_at.area_code
            and years_shown.year = values_at.year
),

baselines as (
    select
        series.area_code,
        series.value,
        series.value_state,
        series.units_reported,
        series.units_expected
    from series
    inner join snapshots on series.year = snapshots.baseline_year
),

-- Without a form that asks for the baseline there is nothing to compare with.
states as (
    select
        series.*,
        baselines.value as baseline_value,
        case
            when series.value_state <> 'reported' then series.value_state
            when baselines.value_state is null then 'not_applicable'
            when baselines.value_state <> 'reported' then baselines.value_state
            when
                series.units_reported < series.units_expected
                or baselines.units_reported < baselines.units_expected
                then 'not_submitted'
            else 'reported'
        end as change_state
    from series
    left join baselines using (area_code)
),

measures as (
    select
        states.*,
        case
            when states.change_state = 'reported' then states.value - states.baseline_value
        end as change,
        case
            when states.change_state = 'reported' and states.baseline_value > 0
                then 100 * quotient(states.value, states.baseline_value)
        end as index_value,
        case
            when states.change_state = 'reported' and states.baseline_value <= 0
                then 'not_applicable'
            else states.change_state
        end as index_state
    from states
),

provinces as (
    select
        measures.year,
        measures.change as province_change,
        measures.index_value as province_index,
        case when measures.units_reported = measures.units_expected then measures.value end
            as province_value
    from measures
    where measures.level = 'province'
),

targets_set as (
    select
        targets.area_code,
        targets.year,
        cast(targets.bound as double) as target_bound,
        targets.comparator as target_comparator
    from targets
    inner join target_results using (target_id)
    where
        targets.indicator_code = $indicator_code
        and targets.settlement = $settlement
        and targets.bound is not null
    qualify
        row_number() over (partition by targets.area_code, targets.year order by targets.target_id)
        = 1
)

select
    measures.area_code,
    measures.area_name,
    measures.level,
    measures.year,
    measures.is_estimate,
    measures.units_reported,
    measures.units_expected,
    measures.value,
    measures.value_state,
    measures.change,
    measures.change_state,
    measures.index_value,
    measures.index_state,
    provinces.province_value,
    provinces.province_change,
    provinces.province_index,
    targets_set.target_bound,
    targets_set.target_comparator
from measures
left join provinces using (year)
left join targets_set using (area_code, year)
order by measures.level, measures.official_order, measures.year
