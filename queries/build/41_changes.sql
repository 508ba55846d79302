-- grain: Adds the indicators that compare years (same poverty standard only) to indicator_values.
insert into indicator_values
with
complete_values as (
    select indicator_values.*
    from indicator_values
    where
        value_state = 'reported'
        and units_reported = units_expected
        and indicator_code in ('poverty_rate', 'multidimensional_poor_households')
),

pairs as (
    select
        later.*,
        earlier.numerator as earlier_numerator,
        earlier.value as earlier_value,
        earlier.year as earlier_year,
        programmes.baseline_year
    from complete_values as later
    inner join complete_values as earlier
        on
            later.area_code = earlier.area_code
            and later.indicator_code = earlier.indicator_code
            and later.settlement = earlier.settlement
            and later.year > earlier.year
    cross join programmes
    where earlier.year >= programmes.baseline_year
),

changes as (
    select
        pairs.* exclude (indicator_code, numerator, denominator, value),
        'poverty_rate_change_pp' as indicator_code,
        cast(null as decimal(38, 4)) as numerator,
        cast(null as decimal(38, 4)) as denominator,
        pairs.value - pairs.earlier_value as value
    from pairs
    where pairs.indicator_code = 'poverty_rate' and pairs.earlier_year = pairs.year - 1
    union all by name
    select
        pairs.* exclude (indicator_code, numerator, denominator, value),
        'poverty_rate_avg_annual_reduction_pp' as indicator_code,
        cast(null as decimal(38, 4)) as numerator,
        cast(null as decimal(38, 4)) as denominator,
        quotient(pairs.earlier_value - pairs.value, pairs.year - pairs.earlier_year) as value
    from pairs
    where pairs.indicator_code = 'poverty_rate' and pairs.earlier_year = pairs.baseline_year
    union all by name
    select
        pairs.* exclude (indicator_code, numerator, denominator, value),
        'multidimensional_poor_reduction_vs_baseline' as indicator_code,
        pairs.earlier_numerator - pairs.numerator as numerator,
        pairs.earlier_numerator as denominator,
        ratio(pairs.earlier_numerator - pairs.numerator, pairs.earlier_numerator, 100) as value
    from pairs
    where
        pairs.indicator_code = 'multidimensional_poor_households'
        and pairs.earlier_year = pairs.baseline_year
        and pairs.earlier_numerator > 0
)

select
    area_code,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    capital_source,
    capital_type,
    member_code,
    value_kind,
    numerator,
    denominator,
    value,
    value_state,
    units_reported,
    units_expected
from changes
order by all;
