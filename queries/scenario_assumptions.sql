-- question: What does the data say about the assumptions of a scenario for 2026–2030?
-- params: none
-- returns: one row, none while the province is not complete in two years with results: start_year
--   (the last year with complete figures, an estimate included), start_rate (multidimensional
--   poverty rate, %), households (of that year), start_is_estimate, fall_low, fall_high (smallest
--   and largest fall of a year with results, % of the rate before; below 0 where it rose), rural_line, rural_line_before,
--   urban_line, urban_line_before (income lines, đồng a person a month), line_ratio (the larger of
--   the two increases, 1 without published lines)
with
rates as (
    select
        indicator_values.year,
        indicator_values.value,
        cast(indicator_values.denominator as double) as households,
        indicator_values.value_kind = 'estimate' as is_estimate
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'province'
        and indicator_values.indicator_code = 'multidimensional_poverty_rate'
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.value_state = 'reported'
        and indicator_values.units_reported = indicator_values.units_expected
),

falls as (
    select quotient(100 * (start.value - now.value), start.value) as fall
    from rates as now
    inner join rates as start on now.year = start.year + 1
    where not now.is_estimate
),

fall_range as (
    select
        min(fall) as fall_low,
        max(fall) as fall_high
    from falls
),

lines as (
    select
        max(value) filter (where settlement = 'rural' and period = '2027–2030') as rural_line,
        max(value) filter (where settlement = 'rural' and period = '2022–2025')
            as rural_line_before,
        max(value) filter (where settlement = 'urban' and period = '2027–2030') as urban_line,
        max(value) filter (where settlement = 'urban' and period = '2022–2025')
            as urban_line_before
    from published_figures
    where published_indicator = 'chuan_ngheo_thu_nhap'
)

select
    rates.year as start_year,
    rates.value as start_rate,
    rates.households,
    rates.is_estimate as start_is_estimate,
    fall_range.fall_low,
    fall_range.fall_high,
    cast(lines.rural_line as double) as rural_line,
    cast(lines.rural_line_before as double) as rural_line_before,
    cast(lines.urban_line as double) as urban_line,
    cast(lines.urban_line_before as double) as urban_line_before,
    coalesce(
        greatest(
            quotient(lines.rural_line, lines.rural_line_before),
            quotient(lines.urban_line, lines.urban_line_before)
        ),
        1
    ) as line_ratio
from rates
cross join fall_range
cross join lines
where fall_range.fall_low is not null
qualify rates.year = max(rates.year) over ()
order by rates.year
