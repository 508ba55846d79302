-- question: What is this district, and which workbook stands behind its figures?
-- params:
--   $area_code  text  district
-- returns: one row: area_code, area_name, full_name, area_group, is_poor_district, communes, wards,
--   townships, file_name, version, as_of_date, received_at, is_illustrative, warnings
with
communes as (
    select
        count(*) as communes,
        count(*) filter (where kind = 'ward') as wards,
        count(*) filter (where kind = 'township') as townships
    from areas
    where parent_code = $area_code
),

current_workbook as (
    select submissions.*
    from submissions
    inner join reporting_units using (unit_code)
    where reporting_units.area_code = $area_code and submissions.is_current
),

open_warnings as (
    select count(*) as warnings
    from findings
    inner join current_workbook using (submission_id)
    where findings.severity = 'warning'
)

select
    areas.area_code,
    areas.name as area_name,
    areas.full_name,
    areas.area_group,
    areas.is_poor_district,
    communes.communes,
    communes.wards,
    communes.townships,
    current_workbook.file_name,
    current_workbook.version,
    current_workbook.as_of_date,
    current_workbook.received_at,
    current_workbook.is_illustrative,
    open_warnings.warnings
from areas
cross join communes
cross join open_warnings
left join current_workbook on true
where areas.area_code = $area_code
