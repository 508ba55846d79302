-- question: What does each district hold of the province's poor, and what did it add to the fall?
-- params:
--   $year  integer  year
--   $settlement  text  total, urban or rural
-- returns: one row a district in official order, none while one is missing in either year: area_code,
--   area_name, is_mountain, poor, households, share_poor, share_households (%), poor_start,
--   fall_households, fall_share (% of the province's fall in households), fall_points (points of the
--   province's rate; they add up to its fall), province_fall_households, province_fall_points,
--   is_estimate
with
rates as (
    select
        indicator_values.area_code,
        indicator_values.year,
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

pairs as (
    select
        now.area_code,
        now.poor,
        now.households,
        now.is_estimate,
        start.poor as poor_start,
        sum(now.poor) over () as province_poor,
        sum(now.households) over () as province_households,
        sum(start.poor) over () as province_poor_start,
        sum(start.households) over () as province_households_start,
        count(*) over () as districts
    from rates as now
    inner join snapshots on now.year = $year
    inner join rates as start
        on now.area_code = start.area_code and snapshots.baseline_year = start.year
)

select
    pairs.area_code,
    areas.name as area_name,
    areas.area_group = 'mountain' as is_mountain,
    pairs.poor,
    pairs.households,
    100 * pairs.poor / nullif(pairs.province_poor, 0) as share_poor,
    100 * pairs.households / nullif(pairs.province_households, 0) as share_households,
    pairs.poor_start,
    pairs.poor_start - pairs.poor as fall_households,
    100 * (pairs.poor_start - pairs.poor)
    / nullif(pairs.province_poor_start - pairs.province_poor, 0) as fall_share,
    100 * (
        pairs.poor_start / nullif(pairs.province_households_start, 0)
        - pairs.poor / nullif(pairs.province_households, 0)
    ) as fall_points,
    pairs.province_poor_start - pairs.province_poor as province_fall_households,
    100 * (
        pairs.province_poor_start / nullif(pairs.province_households_start, 0)
        - pairs.province_poor / nullif(pairs.province_households, 0)
    ) as province_fall_points,
    pairs.is_estimate
from pairs
inner join areas using (area_code)
where
    pairs.districts = (
        select count(*)
        from areas as every
        where every.level = 'district'
    )
order by areas.official_order
