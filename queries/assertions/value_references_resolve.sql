-- question: Which numbers name an area, indicator, class, project, source, type or member that does
--   not exist?
-- params: none
-- returns: one row a number: area_code, indicator_code, year, household_class, project_code,
--   capital_source, capital_type, member_code
select
    indicator_values.area_code,
    indicator_values.indicator_code,
    indicator_values.year,
    indicator_values.household_class,
    indicator_values.project_code,
    indicator_values.capital_source,
    indicator_values.capital_type,
    indicator_values.member_code
from indicator_values
left join areas on indicator_values.area_code = areas.area_code
left join indicators on indicator_values.indicator_code = indicators.indicator_code
left join household_classes on indicator_values.household_class = household_classes.household_class
left join projects on indicator_values.project_code = projects.project_code
left join capital_sources on indicator_values.capital_source = capital_sources.capital_source
left join capital_types on indicator_values.capital_type = capital_types.capital_type
left join members
    on
        indicators.member_dimension = members.dimension
        and indicator_values.member_code = members.member_code
where
    areas.area_code is null
    or indicators.indicator_code is null
    or (indicator_values.household_class <> 'all' and household_classes.household_class is null)
    or (indicator_values.project_code <> 'all' and projects.project_code is null)
    or (indicator_values.capital_source <> 'all' and capital_sources.capital_source is null)
    or (indicator_values.capital_type <> 'all' and capital_types.capital_type is null)
    or (indicator_values.member_code <> 'all' and members.member_code is null)
order by all
