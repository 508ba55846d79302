-- question: How far apart are the mountain districts and the others, year by year?
-- params:
--   $settlement  text  total, urban or rural
-- returns: one row a year, oldest first: year, mountain_rate, other_rate (%, ratios of sums), gap
--   (points), mountain_poor, province_poor, mountain_share_poor, mountain_share_households (%),
--   is_estimate, is_complete (every district stands behind it)
with
counts as (
    select
        indicator_values.year,
        areas.area_group = 'mountain' as is_mountain,
        cast(indicator_values.numerator as double) as poor,
        cast(indicator_values.denominator as double) as households,
        indicator_values.value_kind = 'estimate' as is_estimate
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'district'
        and indicator_values.indicator_code = 'poverty_rate'
        and indicator_values.settlement = $settlement
        and indicator_values.ethnicity = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.value_state = 'reported'
),

sums as (
    select
        year,
        sum(poor) filter (where is_mountain) as mountain_poor,
        sum(households) filter (where is_mountain) as mountain_households,
        sum(poor) filter (where not is_mountain) as other_poor,
        sum(households) filter (where not is_mountain) as other_households,
        bool_or(is_estimate) as is_estimate,
        count(*) as districts
    from counts
    group by year
),

expected as (
    select count(*) as districts
    from areas
    where level = 'district'
)

select
    sums.year,
    100 * sums.mountain_poor / nullif(sums.mountain_households, 0) as mountain_rate,
    100 * sums.other_poor / nullif(sums.other_households, 0) as other_rate,
    100 * sums.mountain_poor / nullif(sums.mountain_households, 0)
    - 100 * sums.other_poor / nullif(sums.other_households, 0) as gap,
    sums.mountain_poor,
    sums.mountain_poor + sums.other_poor as province_poor,
    100 * sums.mountain_poor / nullif(sums.mountain_poor + sums.other_poor, 0)
        as mountain_share_poor,
    100 * sums.mountain_households / nullif(sums.mountain_households + sums.other_households, 0)
        as mountain_share_households,
    sums.is_estimate,
    sums.districts = expected.districts as is_complete
from sums
cross join expected
order by sums.year
