-- question: What does a district say in its assessment and proposals?
-- params:
--   $area_code  text  district
-- returns: one row a section that was asked for, report order: section_code, section_name, content,
--   sheet, cell
select
    report_sections.section_code,
    report_sections.name as section_name,
    report_texts.content,
    report_texts.sheet,
    report_texts.cell
from report_texts
inner join submissions using (submission_id)
inner join reporting_units on submissions.unit_code = reporting_units.unit_code
inner join report_sections using (section_code)
where reporting_units.area_code = $area_code and submissions.is_current
order by report_sections.official_order, report_sections.section_code
