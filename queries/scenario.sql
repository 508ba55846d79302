-- question: Where would the poverty rate be by 2030 under stated assumptions?
-- params:
--   $fall_low  double  smallest fall a year, % of the rate before
--   $fall_high  double  largest fall a year, % of the rate before
--   $jump_low  double  smallest factor on the rate when the standard changes
--   $jump_high  double  largest factor on the rate when the standard changes
--   $change_year  integer  first year of the new standard
--   $start_year  integer  year the scenario starts from
--   $start_rate  double  rate of that year, %
--   $households  double  households, held as they are
-- returns: one row a year up to 2030: year, low_rate, high_rate (%), low_households, high_households
with
years as (
    select unnest(generate_series($start_year, 2030)) as year
),

paths as (
    select
        year,
        $start_rate * power(quotient(100 - $fall_high, 100), year - $start_year)
        * case when year >= $change_year then $jump_low else 1 end as low_rate,
        $start_rate * power(quotient(100 - $fall_low, 100), year - $start_year)
        * case when year >= $change_year then $jump_high else 1 end as high_rate
    from years
)

select
    year,
    low_rate,
    high_rate,
    cast(rounded(quotient($households * low_rate, 100), 0) as double) as low_households,
    cast(rounded(quotient($households * high_rate, 100), 0) as double) as high_households
from paths
order by year
