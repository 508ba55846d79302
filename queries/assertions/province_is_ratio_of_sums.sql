-- question: For which years and settlements is the province's poverty rate missing, or not 100 × the
--   sum of the poor households of the districts whose rate is known over that of their households?
-- params: none
-- returns: one row a year a settlement: year, settlement, province_rate, ratio_of_sums
with
district_counts as (
    select
        indicator_values.year,
        indicator_values.settlement,
        indicator_values.area_code,
        max(indicator_values.value) filter (where indicator_code = 'poor_households') as poor,
        max(indicator_values.value) filter (where indicator_code = 'households_total')
            as households,
        max(indicator_values.value) filter (where indicator_code = 'poverty_rate') as rate
    from indicator_values
    inner join areas using (area_code)
    where areas.level = 'district'
    group by all
),

ratios as (
    select
        year,
        settlement,
        100 * sum(poor) / nullif(sum(households), 0) as ratio_of_sums
    from district_counts
    where rate is not null
    group by all
),

province_rates as (
    select
        indicator_values.year,
        indicator_values.settlement,
        indicator_values.value as province_rate
    from indicator_values
    inner join areas using (area_code)
    where areas.level = 'province' and indicator_values.indicator_code = 'poverty_rate'
)

select
    ratios.year,
    ratios.settlement,
    province_rates.province_rate,
    ratios.ratio_of_sums
from ratios
left join province_rates using (year, settlement)
where
    ratios.ratio_of_sums is not null
    and coalesce(abs(province_rates.province_rate - ratios.ratio_of_sums) > 1e-9, true)
order by all
