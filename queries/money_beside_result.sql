-- question: How do the money a district disbursed and the fall of its poverty stand side by side?
-- params:
--   $year  integer  year
-- returns: one row a district in official order, none for one that lacks either figure: area_code,
--   area_name, disbursed (up to the year, triệu đồng), households_start (poor and near-poor at the
--   baseline), money (triệu đồng a household), fall (points of the multidimensional poverty rate
--   since the baseline), is_estimate
with
spent as (
    select
        area_code,
        cast(sum(numerator) as double) as disbursed,
        bool_or(value_kind = 'estimate') as is_estimate
    from indicator_values
    where
        indicator_code = 'capital_disbursed'
        and year <= $year
        and project_code = 'all'
        and capital_source = 'all'
        and capital_type = 'all'
    group by area_code
    having bool_and(value_state = 'reported')
),

rates as (
    select
        area_code,
        year,
        value,
        cast(numerator as double) as households
    from indicator_values
    where
        indicator_code = 'multidimensional_poverty_rate'
        and settlement = 'total'
        and household_class = 'all'
        and value_state = 'reported'
)

select
    areas.area_code,
    areas.name as area_name,
    spent.disbursed,
    start.households as households_start,
    ratio(spent.disbursed, start.households, 1) as money,
    start.value - now.value as fall,
    spent.is_estimate
from areas
inner join spent using (area_code)
cross join snapshots
inner join rates as start
    on areas.area_code = start.area_code and snapshots.baseline_year = start.year
inner join rates as now on areas.area_code = now.area_code and now.year = $year
where areas.level = 'district' and $year > snapshots.baseline_year
order by areas.official_order
