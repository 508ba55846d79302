-- question: Which observations name a submission, unit, area, indicator, class, project, source, type
--   or member that does not exist?
-- params: none
-- returns: one row an observation: submission_id, area_code, indicator_code, household_class,
--   project_code, capital_source, capital_type, member_code
select
    observations.submission_id,
    observations.area_code,
    observations.indicator_code,
    observations.household_class,
    observations.project_code,
    observations.capital_source,
    observations.capital_type,
    observations.member_code
from observations
left join submissions
    on
        observations.submission_id = submissions.submission_id
        and observations.unit_code = submissions.unit_code
left join reporting_units on observations.unit_code = reporting_units.unit_code
left join areas on observations.area_code = areas.area_code
left join indicators on observations.indicator_code = indicators.indicator_code
left join household_classes on observations.household_class = household_classes.household_class
left join projects on observations.project_code = projects.project_code
left join capital_sources on observations.capital_source = capital_sources.capital_source
left join capital_types on observations.capital_type = capital_types.capital_type
left join members
    on
        indicators.member_dimension = members.dimension
        and observations.member_code = members.member_code
where
    submissions.submission_id is null
    or reporting_units.unit_code is null
    or areas.area_code is null
    or indicators.indicator_code is null
    or (observations.household_class <> 'all' and household_classes.household_class is null)
    or (observations.project_code <> 'all' and projects.project_code is null)
    or (observations.capital_source <> 'all' and capital_sources.capital_source is null)
    or (observations.capital_type <> 'all' and capital_types.capital_type is null)
    or (observations.member_code <> 'all' and members.member_code is null)
order by all
