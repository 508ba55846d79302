-- question: How far apart are the mountain districts and the others, year by year?
-- params:
--   $settlement  text  total, urban or rural
-- returns: one row a year, oldest first, without numbers while a district is missing: year, mountain_rate, other_rate (%, ratios of sums), gap
--   (points), mountain_share_poor, mountain_share_households (% of the province), units_reported,
--   units_expected, is_estimate
with
district_counts as (
    select
        indicator_values.year,
        areas.area_group = 'mountain' as is_mountain,
        indicator_values.numerator as poor,
        indicator_values.denominator as households
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'district'
        and indicator_values.indicator_code = 'poverty_rate'
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
        and indicator_values.value_state = 'reported'
),

sums as (
    select
        year,
        sum(poor) filter (where is_mountain) as mountain_poor,
        sum(households) filter (where is_mountain) as mountain_households,
        sum(poor) filter (where not is_mountain) as other_poor,
        sum(households) filter (where not is_mountain) as other_households
    from district_counts
    group by year
),

coverage as (
    select
        indicator_values.year,
        indicator_values.units_reported,
        indicator_values.units_expected,
        indicator_values.value_kind = 'estimate' as is_estimate
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'province'
        and indicator_values.indicator_code = 'poverty_rate'
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
),

rates as (
    select
        year,
        ratio(mountain_poor, mountain_households, 100) as mountain_rate,
        ratio(other_poor, other_households, 100) as other_rate,
        ratio(mountain_poor, mountain_poor + other_poor, 100) as mountain_share_poor,
        ratio(mountain_households, mountain_households + other_households, 100)
            as mountain_share_households
    from sums
)

select
    coverage.year,
    rates.mountain_rate,
    rates.other_rate,
    rates.mountain_rate - rates.other_rate as gap,
    rates.mountain_share_poor,
    rates.mountain_share_households,
    coverage.units_reported,
    coverage.units_expected,
    coverage.is_estimate
from coverage
left join rates
    on coverage.year = rates.year and coverage.units_reported = coverage.units_expected
order by coverage.year
