-- question: How do the districts and the province stand on an indicator in a year?
-- params:
--   $indicator_code  text  indicator without further breakdown
--   $year  integer  year
--   $settlement  text  total, urban or rural
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, area_group, value, value_state, is_estimate, units_reported, units_expected,
--   place (1 = highest value; ties share; districts only), province_value, baseline_value,
--   baseline_change, baseline_change_share, target_bound, target_comparator, target_document,
--   target_status, is_small (fewer than the small number are counted by the indicator, or in its
--   numerator, now or at the start; amounts of money are no such count)
with
areas_shown as (
    select *
    from areas
    where level in ('province', 'district')
),

values_at as (
    select
        indicator_values.*,
        snapshots.baseline_year
    from indicator_values
    cross join snapshots
    where
        indicator_values.indicator_code = $indicator_code
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
),

chosen as (
    select *
    from values_at
    where year = $year
),

baselines as (
    select *
    from values_at
    where year = baseline_year and value_state = 'reported'
),

provinces as (
    select chosen.value
    from chosen
    inner join areas using (area_code)
    where areas.level = 'province'
),

-- Whether the indicator, or all that its formula adds up, is counted.
counted as (
    select bool_and(coalesce(terms.value_type, indicators.value_type) = 'count') as is_count
    from indicators
    left join indicator_terms using (indicator_code)
    left join indicators as terms on indicator_terms.term_code = terms.indicator_code
    where indicators.indicator_code = $indicator_code
),

targets_of_year as (
    select
        targets.area_code,
        targets.bound,
        targets.comparator,
        targets.document,
        target_results.status
    from targets
    inner join target_results using (target_id)
    where
        targets.indicator_code = $indicator_code
        and targets.settlement = $settlement
        and targets.year = $year
        and targets.bound is not null
    qualify
        row_number() over (partition by targets.area_code order by targets.target_id) = 1
)

select
    areas_shown.area_code,
    areas_shown.name as area_name,
    areas_shown.level,
    areas_shown.area_group,
    chosen.value,
    coalesce(chosen.value_state, asked_states.value_state, 'not_submitted') as value_state,
    coalesce(chosen.value_kind = 'estimate', false) as is_estimate,
    coalesce(chosen.units_reported, 0) as units_reported,
    coalesce(chosen.units_expected, 0) as units_expected,
    case
        when areas_shown.level = 'district' and chosen.value is not null
            then
                rank() over (
                    partition by areas_shown.level
                    order by chosen.value desc nulls last
                )
    end as place,
    provinces.value as province_value,
    baselines.value as baseline_value,
    case
        when
            chosen.units_reported = chosen.units_expected
            and baselines.units_reported = baselines.units_expected
            then chosen.value - baselines.value
    end as baseline_change,
    case
        when
            chosen.units_reported = chosen.units_expected
            and baselines.units_reported = baselines.units_expected
            then quotient(100 * (chosen.value - baselines.value), baselines.value)
    end as baseline_change_share,
    cast(targets_of_year.bound as double) as target_bound,
    targets_of_year.comparator as target_comparator,
    targets_of_year.document as target_document,
    targets_of_year.status as target_status,
    counted.is_count and is_small(least(chosen.numerator, baselines.numerator)) as is_small
from areas_shown
left join chosen using (area_code)
left join baselines using (area_code)
left join targets_of_year using (area_code)
left join provinces on true
left join asked_states
    on asked_states.indicator_code = $indicator_code and asked_states.year = $year
cross join counted
order by areas_shown.level, areas_shown.official_order
