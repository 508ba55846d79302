-- question: Did the districts' rates draw closer to each other?
-- params:
--   $indicator_code  text  rate
--   $settlement  text  total, urban or rural
-- returns: one row a year in which every district that the rate applies to has it, oldest first:
--   year, is_estimate, districts, highest, lowest, value_range (highest minus lowest, points),
--   weighted_deviation (standard deviation around the rate of them all, weighted by the
--   denominators, points), mountain_value, plain_value (ratios of sums), group_ratio (mountain over
--   plain, times)
with
district_values as (
    select
        indicator_values.year,
        indicator_values.value_kind,
        indicator_values.value_state,
        indicator_values.value,
        areas.area_group,
        cast(indicator_values.numerator as double) as numerator,
        cast(indicator_values.denominator as double) as denominator
    from areas
    inner join indicator_values using (area_code)
    where
        areas.level = 'district'
        and indicator_values.value_state <> 'not_applicable'
        and indicator_values.indicator_code = $indicator_code
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
),

expected as (
    select
        provinces.year,
        provinces.units_expected
    from indicator_values as provinces
    inner join areas using (area_code)
    where
        areas.level = 'province'
        and provinces.units_reported = provinces.units_expected
        and provinces.indicator_code = $indicator_code
        and provinces.settlement = $settlement
        and provinces.household_class = 'all'
        and provinces.project_code = 'all'
        and provinces.capital_source = 'all'
        and provinces.capital_type = 'all'
        and provinces.member_code = 'all'
),

centres as (
    select
        district_values.*,
        ratio(
            sum(district_values.numerator) over (partition by district_values.year),
            sum(district_values.denominator) over (partition by district_values.year),
            100
        ) as centre
    from district_values
    inner join expected using (year)
),

spreads as (
    select
        year,
        max(value_kind) = 'estimate' as is_estimate,
        count(*) as districts,
        max(value) as highest,
        min(value) as lowest,
        max(value) - min(value) as value_range,
        sqrt(quotient(sum(denominator * pow(value - centre, 2)), sum(denominator)))
            as weighted_deviation,
        ratio(
            sum(numerator) filter (where area_group = 'mountain'),
            sum(denominator) filter (where area_group = 'mountain'),
            100
        ) as mountain_value,
        ratio(
            sum(numerator) filter (where area_group = 'plain'),
            sum(denominator) filter (where area_group = 'plain'),
            100
        ) as plain_value
    from centres
    group by year
    having count(*) > 1
)

select
    spreads.year,
    spreads.is_estimate,
    spreads.districts,
    spreads.highest,
    spreads.lowest,
    spreads.value_range,
    spreads.weighted_deviation,
    spreads.mountain_value,
    spreads.plain_value,
    quotient(spreads.mountain_value, spreads.plain_value) as group_ratio
from spreads
order by spreads.year
