-- question: Where did an area's capital come from, up to a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  last year counted
-- returns: one row a source, official order: capital_source, source_name, available (plan of the years
--   and what was carried into the first, triệu đồng), disbursed, share (% of all disbursed; none
--   where other districts stand behind the source than behind all), disbursement_rate (%),
--   counterpart (% of the central budget's plan, local budgets only), value_state (of the amounts),
--   rate_state (not_applicable where nothing was available), units_reported, units_expected
with
sheets_asked as (
    select sheets.first_year
    from sheets
    inner join indicators using (sheet_code)
    where indicators.indicator_code = 'capital_plan'
),

sums as (
    select capital_sums.*
    from capital_sums
    inner join sheets_asked using (first_year)
    where
        capital_sums.area_code = $area_code
        and capital_sums.last_year = $year
        and capital_sums.project_code = 'all'
        and capital_sums.capital_type = 'all'
),

-- A district that stands behind all sources stands behind each: as many are the same.
wholes as (
    select
        disbursed,
        units_reported
    from sums
    where capital_source = 'all'
),

central as (
    select
        plan,
        units_reported
    from sums
    where capital_source = 'central'
)

select
    capital_sources.capital_source,
    capital_sources.name as source_name,
    cast(sums.available as double) as available,
    cast(sums.disbursed as double) as disbursed,
    case
        when sums.units_reported = wholes.units_reported
            then ratio(sums.disbursed, wholes.disbursed, 100)
    end as share,
    sums.disbursement_rate,
    case
        when
            capital_sources.capital_source in ('province', 'district', 'commune')
            and sums.units_reported = wholes.units_reported
            and central.units_reported = wholes.units_reported
            then ratio(sums.plan, central.plan, 100)
    end as counterpart,
    sums.value_state,
    sums.rate_state,
    sums.units_reported,
    sums.units_expected
from capital_sources
inner join sums using (capital_source)
cross join wholes
cross join central
order by capital_sources.official_order
