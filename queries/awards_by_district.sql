-- question: How many were proposed for an award, given one or applied to leave the list, by area?
-- params:
--   $year  integer  year
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, collectives_commended, collectives_proposed, individuals_commended,
--   individuals_proposed, households_commended, households_proposed, exit_applications (households),
--   award_state, exit_state, is_estimate, units_reported, units_expected (behind the awards),
--   exit_units (districts behind the applications)
with
first_asked as (
    select first_year as year
    from sheets
    where sheet_code = 'commendations'
),

sums as (
    select
        indicator_values.area_code,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'commended_collectives'
        ) as collectives_commended,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'proposed_collectives'
        ) as collectives_proposed,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'commended_individuals'
        ) as individuals_commended,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'proposed_individuals'
        ) as individuals_proposed,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'commended_households'
        ) as households_commended,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'proposed_households'
        ) as households_proposed,
        max(indicator_values.value) filter (
            where indicator_values.indicator_code = 'voluntary_exit_applications'
        ) as exit_applications,
        -- A total with a part not submitted is not known: six totals make the awards.
        count(indicator_values.value) filter (
            where indicator_values.indicator_code <> 'voluntary_exit_applications'
        ) = 6 as has_awards,
        bool_or(indicator_values.value_kind = 'estimate') as is_estimate,
        min(indicator_values.units_reported) filter (
            where indicator_values.indicator_code <> 'voluntary_exit_applications'
        ) as units_reported,
        max(indicator_values.units_expected) as units_expected,
        max(indicator_values.units_reported) filter (
            where indicator_values.indicator_code = 'voluntary_exit_applications'
        ) as exit_units
    from indicator_values
    inner join indicators using (indicator_code)
    where
        indicators.section = 'L'
        and indicator_values.year = $year
        and indicator_values.member_code = 'all'
        and indicator_values.settlement = 'total'
    group by indicator_values.area_code
)

select
    areas.area_code,
    areas.name as area_name,
    areas.level,
    sums.collectives_commended,
    sums.collectives_proposed,
    sums.individuals_commended,
    sums.individuals_proposed,
    sums.households_commended,
    sums.households_proposed,
    sums.exit_applications,
    case
        when $year < first_asked.year then 'not_applicable'
        when sums.has_awards then 'reported'
        else 'not_submitted'
    end as award_state,
    case
        when $year < first_asked.year then 'not_applicable'
        when sums.exit_applications is not null then 'reported'
        else 'not_submitted'
    end as exit_state,
    coalesce(sums.is_estimate, false) as is_estimate,
    coalesce(sums.units_reported, 0) as units_reported,
    coalesce(sums.units_expected, 0) as units_expected,
    coalesce(sums.exit_units, 0) as exit_units
from areas
cross join first_asked
left join sums using (area_code)
where areas.level in ('district', 'province')
order by areas.level, areas.official_order
