-- rule: V52
-- severity: warning
-- question: Which districts that are no poor district give capital or outputs of the projects for
--   poor districts?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, nhưng dự án này chỉ thực hiện ở huyện nghèo, cần
--   {note}.
-- returns: one row a finding, by submission, indicator, year, project; found is the number,
--   expected null, note what is needed
with for_poor_districts as (
    select project_code
    from projects
    where eligibility = 'poor_district'
)

select
    observations.submission_id,
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(null as double) as expected,
    'dấu “–” (không áp dụng)' as note
from observations
inner join indicators using (indicator_code)
inner join areas using (area_code)
where
    -- Capital names the project in its key, an output in the catalogue.
    (
        observations.project_code in (select project_code from for_poor_districts)
        or indicators.project_code in (select project_code from for_poor_districts)
    )
    and not observations.is_stated_total
    and observations.value > 0
    and areas.level = 'district'
    and not areas.is_poor_district
order by all
