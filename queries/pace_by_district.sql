-- question: How fast did a rate fall in each district since the baseline?
-- params:
--   $indicator_code  text  rate
--   $year  integer  year, after the baseline
--   $settlement  text  total, urban or rural
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, value_state, is_estimate, baseline_value, value, baseline_count, count (of
--   the numerator), years_between, yearly_reduction (points a year), relative_reduction (percent of
--   the baseline), is_small (so few counted at either end that percent says little), place_points,
--   place_relative (1 = fastest, compared as printed; ties share; districts only, small ones are
--   never ranked by percent)
with
values_at as (
    select
        indicator_values.area_code,
        indicator_values.year,
        indicator_values.value,
        indicator_values.value_state,
        indicator_values.value_kind,
        indicator_values.numerator,
        snapshots.baseline_year,
        indicator_values.units_reported = indicator_values.units_expected as is_complete
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

-- Nothing is faster or slower at the baseline itself.
states as (
    select
        case
            when $year <= snapshots.baseline_year then 'not_applicable'
            else coalesce(later.value_state, 'not_submitted')
        end as later_state,
        coalesce(earlier.value_state, 'not_submitted') as earlier_state
    from snapshots
    left join asked_states as later
        on later.indicator_code = $indicator_code and later.year = $year
    left join asked_states as earlier
        on
            earlier.indicator_code = $indicator_code
            and snapshots.baseline_year = earlier.year
),

pairs as (
    select
        areas.area_code,
        areas.name as area_name,
        areas.level,
        areas.official_order,
        coalesce(later.value_kind = 'estimate', false) as is_estimate,
        earlier.value as baseline_value,
        later.value,
        cast(earlier.numerator as double) as baseline_count,
        cast(later.numerator as double) as count,
        later.year - earlier.year as years_between,
        case
            when coalesce(later.value_state, states.later_state) <> 'reported'
                then coalesce(later.value_state, states.later_state)
            when coalesce(earlier.value_state, states.earlier_state) <> 'reported'
                then coalesce(earlier.value_state, states.earlier_state)
            when not (later.is_complete and earlier.is_complete) then 'not_submitted'
            else 'reported'
        end as value_state
    from areas
    cross join states
    left join values_at as later
        on
            areas.area_code = later.area_code
            and later.year = $year
            and later.year > later.baseline_year
    left join values_at as earlier
        on
            areas.area_code = earlier.area_code
            and earlier.year = earlier.baseline_year
    where areas.level in ('province', 'district')
),

reductions as (
    select
        pairs.*,
        case
            when pairs.value_state = 'reported'
                then quotient(pairs.baseline_value - pairs.value, pairs.years_between)
        end as yearly_reduction,
        case
            when pairs.value_state = 'reported'
                then quotient(100 * (pairs.baseline_value - pairs.value), pairs.baseline_value)
        end as relative_reduction,
        pairs.value_state = 'reported'
        and is_small(least(pairs.baseline_count, pairs.count)) as is_small
    from pairs
)

select
    reductions.area_code,
    reductions.area_name,
    reductions.level,
    reductions.value_state,
    reductions.is_estimate,
    reductions.baseline_value,
    reductions.value,
    reductions.baseline_count,
    reductions.count,
    reductions.years_between,
    reductions.yearly_reduction,
    reductions.relative_reduction,
    reductions.is_small,
    case
        when reductions.level = 'district' and reductions.yearly_reduction is not null
            then
                rank() over (
                    partition by reductions.level
                    order by rounded(reductions.yearly_reduction, 2) desc nulls last
                )
    end as place_points,
    case
        when
            reductions.level = 'district'
            and reductions.relative_reduction is not null
            and not reductions.is_small
            then
                rank() over (
                    partition by reductions.level, reductions.is_small
                    order by rounded(reductions.relative_reduction, 2) desc nulls last
                )
    end as place_relative
from reductions
order by reductions.level, reductions.official_order
