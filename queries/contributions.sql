-- question: What does each district hold of the province's poor, and what did it add to the fall?
-- params:
--   $year  integer  year
--   $settlement  text  total, urban or rural
-- returns: one row a district in official order, none while one is missing in the year; what needs
--   the province's baseline is empty while one is missing there:
--   area_code, area_name, is_mountain, poor, households, share_poor, share_households (%),
--   poor_start, fall_households, fall_share (% of the province's fall in households; none where it
--   did not fall), fall_points (points of the province's rate; they add up to its fall),
--   province_poor_start, province_poor, province_fall_households, province_fall_points, is_estimate
with
rates as (
    select
        indicator_values.area_code,
        indicator_values.year,
        indicator_values.numerator as poor,
        indicator_values.denominator as households,
        indicator_values.value_kind = 'estimate' as is_estimate
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'district'
        and indicator_values.indicator_code = 'poverty_rate'
        and indicator_values.settlement = $settlement
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
        case when count(start.poor) over () = count(*) over () then sum(start.poor) over () end
            as province_poor_start,
        case
            when count(start.poor) over () = count(*) over () then sum(start.households) over ()
        end as province_households_start,
        count(*) over () as districts
    from rates as now
    inner join snapshots on now.year = $year
    left join rates as start
        on now.area_code = start.area_code and snapshots.baseline_year = start.year
),

-- A district without such areas is no part of the province's rate and is not missing.
expected as (
    select max(indicator_values.units_expected) as districts
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'province'
        and indicator_values.year = $year
        and indicator_values.indicator_code = 'poverty_rate'
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = 'all'
)

select
    pairs.area_code,
    areas.name as area_name,
    areas.area_group = 'mountain' as is_mountain,
    cast(pairs.poor as double) as poor,
    cast(pairs.households as double) as households,
    ratio(pairs.poor, pairs.province_poor, 100) as share_poor,
    ratio(pairs.households, pairs.province_households, 100) as share_households,
    cast(pairs.poor_start as double) as poor_start,
    cast(pairs.poor_start - pairs.poor as double) as fall_households,
    ratio(
        pairs.poor_start - pairs.poor,
        greatest(pairs.province_poor_start - pairs.province_poor, 0),
        100
    ) as fall_share,
    ratio(pairs.poor_start, pairs.province_households_start, 100)
    - ratio(pairs.poor, pairs.province_households, 100) as fall_points,
    cast(pairs.province_poor_start as double) as province_poor_start,
    cast(pairs.province_poor as double) as province_poor,
    cast(pairs.province_poor_start - pairs.province_poor as double) as province_fall_households,
    ratio(pairs.province_poor_start, pairs.province_households_start, 100)
    - ratio(pairs.province_poor, pairs.province_households, 100) as province_fall_points,
    pairs.is_estimate
from pairs
inner join areas using (area_code)
inner join expected on pairs.districts = expected.districts
order by areas.official_order
