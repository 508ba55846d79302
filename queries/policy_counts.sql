-- question: What did policies, the Fund and commendations reach, area by area and year by year?
-- params:
--   $indicator_codes  text[]  indicators, in the order wanted
-- returns: one row an indicator an area a year, the indicators as asked, the districts in official
--   order, the province last, oldest year first: indicator_code, indicator_name, unit, area_code,
--   area_name, level, year, value, total (since the first year asked for; none for what does not
--   add up over the years and while a year is missing), value_state, is_estimate, units_reported,
--   units_expected
with
asked as (
    select
        indicators.*,
        list_position($indicator_codes, indicators.indicator_code) as place
    from indicators
    where list_contains($indicator_codes, indicators.indicator_code)
),

years_shown as (
    select distinct year
    from asked_states
),

whole_values as (
    select *
    from indicator_values
    where
        settlement = 'total'
        and household_class = 'all'
        and project_code = 'all'
        and capital_source = 'all'
        and capital_type = 'all'
        and member_code = 'all'
),

cells as (
    select
        asked.indicator_code,
        asked.short_name,
        asked.unit,
        asked.aggregation,
        asked.place,
        areas.area_code,
        areas.name,
        areas.level,
        areas.official_order,
        cast(years_shown.year as integer) as year,
        whole_values.value,
        coalesce(
            whole_values.value_state,
            asked_states.value_state,
            'not_submitted'
        ) as value_state,
        coalesce(whole_values.value_kind = 'estimate', false) as is_estimate,
        coalesce(whole_values.units_reported, 0) as units_reported,
        coalesce(whole_values.units_expected, 0) as units_expected
    from asked
    cross join areas
    cross join years_shown
    left join asked_states
        on
            asked.indicator_code = asked_states.indicator_code
            and years_shown.year = asked_states.year
    left join whole_values
        on
            asked.indicator_code = whole_values.indicator_code
            and areas.area_code = whole_values.area_code
            and years_shown.year = whole_values.year
    where areas.level in ('district', 'province')
)

select
    indicator_code,
    short_name as indicator_name,
    unit,
    area_code,
    name as area_name,
    level,
    year,
    value,
    case
        when
            aggregation in ('flow_sum', 'times_sum')
            and value_state = 'reported'
            and not bool_or(value_state = 'not_submitted') over years_so_far
            and (
                level = 'district'
                or bool_and(units_reported = units_expected) over years_so_far
            )
            then sum(value) over years_so_far
    end as total,
    value_state,
    is_estimate,
    units_reported,
    units_expected
from cells
window
    years_so_far as (
        partition by indicator_code, area_code
        order by year
        rows between unbounded preceding and current row
    )
order by place, level, official_order, year
