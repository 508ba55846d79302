-- question: Where does an area stand on a few indicators, since the baseline and against targets?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
--   $settlement  text  total, urban or rural
--   $indicator_codes  list of text  indicators, in the order wanted
-- returns: one row an indicator, in the order given: indicator_code, short_name, unit, direction,
--   value, value_state, value_kind, units_reported, units_expected, baseline_value, baseline_change,
--   target_year, target_comparator, target_bound, target_document, target_status (of the whole
--   assignment), measure_status (of the level that the card shows)
with
wanted as (
    select
        unnest($indicator_codes) as indicator_code,
        generate_subscripts($indicator_codes, 1) as place
),

values_at as (
    select
        indicator_values.*,
        snapshots.baseline_year
    from indicator_values
    inner join wanted using (indicator_code)
    cross join snapshots
    where
        indicator_values.area_code = $area_code
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
        and indicator_values.settlement = $settlement
),

chosen as (
    select *
    from values_at
    where year = $year
),

baselines as (
    select *
    from values_at
    where year = baseline_year
),

-- The target of the year shown, or else the next one still open.
nearest_targets as (
    select
        targets.*,
        target_measures.status,
        target_measures.assignment_status
    from targets
    inner join target_measures using (target_id)
    where
        targets.area_code = $area_code
        and targets.basis = 'level'
        and targets.settlement = $settlement
        and targets.bound is not null
        and targets.year >= $year
    qualify
        row_number() over (
            partition by targets.indicator_code
            order by targets.year, targets.target_id
        ) = 1
)

select
    wanted.indicator_code,
    indicators.short_name,
    indicators.unit,
    indicators.direction,
    chosen.value,
    coalesce(
        chosen.value_state,
        asked_states.value_state,
        'not_submitted'
    ) as value_state,
    coalesce(chosen.value_kind, 'actual') as value_kind,
    coalesce(chosen.units_reported, 0) as units_reported,
    coalesce(chosen.units_expected, 0) as units_expected,
    baselines.value as baseline_value,
    case
        when
            chosen.units_reported = chosen.units_expected
            and baselines.units_reported = baselines.units_expected
            then chosen.value - baselines.value
    end as baseline_change,
    nearest_targets.year as target_year,
    nearest_targets.comparator as target_comparator,
    cast(nearest_targets.bound as double) as target_bound,
    nearest_targets.document as target_document,
    case when nearest_targets.year = $year then nearest_targets.assignment_status end
        as target_status,
    case when nearest_targets.year = $year then nearest_targets.status end as measure_status
from wanted
inner join indicators using (indicator_code)
left join chosen using (indicator_code)
left join asked_states
    on wanted.indicator_code = asked_states.indicator_code and asked_states.year = $year
left join baselines using (indicator_code)
left join nearest_targets using (indicator_code)
order by wanted.place
