-- question: Which units sent more than one version of their workbook?
-- params: none
-- returns: one row a unit, official order: unit_code, unit_name, versions (how many)
select
    reporting_units.unit_code,
    reporting_units.short_name as unit_name,
    max(submissions.version) as versions
from submissions
inner join reporting_units using (unit_code)
group by
    reporting_units.unit_code,
    reporting_units.short_name,
    reporting_units.official_order
having max(submissions.version) > 1
order by reporting_units.official_order
