-- question: Which observations name a submission, unit, area, indicator, project or member that
--   does not exist?
-- params: none
-- returns: one row an observation: submission_id, area_code, indicator_code, project_code,
--   member_code
select
    observations.submission_id,
    observations.area_code,
    observations.indicator_code,
    observations.project_code,
    observations.member_code
from observations
left join submissions on observations.submission_id = submissions.submission_id
left join reporting_units on observations.unit_code = reporting_units.unit_code
left join areas on observations.area_code = areas.area_code
left join indicators on observations.indicator_code = indicators.indicator_code
left join projects on observations.project_code = projects.project_code
left join members
    on
        indicators.member_dimension = members.dimension
        and observations.member_code = members.member_code
where
    submissions.submission_id is null
    or reporting_units.unit_code is null
    or areas.area_code is null
    or indicators.indicator_code is null
    or (observations.project_code <> 'all' and projects.project_code is null)
    or (observations.member_code <> 'all' and members.member_code is null)
order by all
