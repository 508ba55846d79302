-- question: Which changes between years are not those of two years of the one poverty standard,
--   from its stated baseline on?
-- params: none
-- returns: one row a change: area_code, indicator_code, year, settlement, value, expected
with
baselines as (
    -- With several standards, or a baseline without its name, no change has an expected value.
    select max(baseline_year) as baseline_year
    from programmes
    having
        count(distinct standard) = 1
        and count(distinct baseline_year) = 1
        and count(*) = count(*) filter (where baseline_label <> '')
),

stocks as (
    select *
    from indicator_values
    where
        indicator_code in ('poverty_rate', 'multidimensional_poor_households')
        and value_state = 'reported'
),

expected_changes as (
    select
        later.area_code,
        later.settlement,
        later.year,
        'poverty_rate_change_pp' as indicator_code,
        later.value - earlier.value as expected
    from stocks as later
    cross join baselines
    inner join stocks as earlier
        using (area_code, indicator_code, settlement)
    where
        indicator_code = 'poverty_rate'
        and earlier.year = later.year - 1
        and earlier.year >= baselines.baseline_year
    union all
    select
        later.area_code,
        later.settlement,
        later.year,
        'poverty_rate_avg_annual_reduction_pp' as indicator_code,
        (earlier.value - later.value) / (later.year - earlier.year) as expected
    from stocks as later
    cross join baselines
    inner join stocks as earlier
        using (area_code, indicator_code, settlement)
    where
        indicator_code = 'poverty_rate'
        and earlier.year = baselines.baseline_year
        and earlier.year < later.year
    union all
    select
        later.area_code,
        later.settlement,
        later.year,
        'multidimensional_poor_reduction_vs_baseline' as indicator_code,
        100 * (earlier.value - later.value) / nullif(earlier.value, 0) as expected
    from stocks as later
    cross join baselines
    inner join stocks as earlier
        using (area_code, indicator_code, settlement)
    where
        indicator_code = 'multidimensional_poor_households'
        and earlier.year = baselines.baseline_year
        and earlier.year < later.year
)

select
    indicator_values.area_code,
    indicator_values.indicator_code,
    indicator_values.year,
    indicator_values.settlement,
    indicator_values.value,
    expected_changes.expected
from indicator_values
left join expected_changes using (area_code, indicator_code, settlement, year)
where
    indicator_values.indicator_code in (
        'poverty_rate_change_pp',
        'poverty_rate_avg_annual_reduction_pp',
        'multidimensional_poor_reduction_vs_baseline'
    )
    and indicator_values.value is not null
    and coalesce(abs(indicator_values.value - expected_changes.expected) > 1e-9, true)
order by all
