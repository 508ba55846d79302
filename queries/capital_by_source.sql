-- question: Where did an area's capital come from, up to a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  last year counted
-- returns: one row a source, official order: capital_source, source_name, available (plan of the years
--   and what was carried into the first, triệu đồng), disbursed, share (% of all disbursed),
--   disbursement_rate (%), counterpart (% of the central budget's plan, local budgets only),
--   value_state
with
amounts as (
    select
        indicator_values.*,
        min(indicator_values.year) over () as first_year
    from indicator_values
    where
        indicator_values.area_code = $area_code
        and indicator_values.year <= $year
        and indicator_values.project_code = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.capital_source <> 'all'
        and indicator_values.indicator_code in (
            'capital_plan', 'capital_carried_in', 'capital_disbursed'
        )
),

sums as (
    select
        capital_source,
        cast(sum(numerator) filter (where indicator_code = 'capital_plan') as double) as plan,
        cast(
            sum(numerator) filter (
                where indicator_code = 'capital_plan'
                or (indicator_code = 'capital_carried_in' and year = first_year)
            ) as double
        ) as available,
        cast(sum(numerator) filter (where indicator_code = 'capital_disbursed') as double)
            as disbursed,
        case
            when bool_or(value_state = 'not_submitted') then 'not_submitted'
            when bool_and(value_state = 'not_applicable') then 'not_applicable'
            else 'reported'
        end as value_state
    from amounts
    group by capital_source
)

select
    capital_sources.capital_source,
    capital_sources.name as source_name,
    sums.available,
    sums.disbursed,
    100 * sums.disbursed / nullif(sum(sums.disbursed) over (), 0) as share,
    100 * sums.disbursed / nullif(sums.available, 0) as disbursement_rate,
    case
        when capital_sources.capital_source in ('province', 'district', 'commune')
            then
                100 * sums.plan
                / nullif(
                    max(sums.plan) filter (
                        where capital_sources.capital_source = 'central'
                    ) over (),
                    0
                )
    end as counterpart,
    sums.value_state
from capital_sources
inner join sums using (capital_source)
order by capital_sources.official_order
