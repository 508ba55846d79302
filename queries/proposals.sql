-- question: What do the units say in a section of their reports?
-- params:
--   $section_code  text  section, null for all
--   $area_code  text  district of the unit, null for all units
-- returns: one row a text, report order, then units in official order: section_code, section_name,
--   unit_name, content, file_name, sheet, cell
select
    report_sections.section_code,
    report_sections.name as section_name,
    reporting_units.name as unit_name,
    report_texts.content,
    submissions.file_name,
    report_texts.sheet,
    report_texts.cell
from report_texts
inner join submissions using (submission_id)
inner join reporting_units on submissions.unit_code = reporting_units.unit_code
inner join report_sections using (section_code)
where
    submissions.is_current
    and report_texts.content is not null
    and ($section_code is null or report_texts.section_code = $section_code)
    and ($area_code is null or reporting_units.area_code = $area_code)
order by report_sections.official_order, reporting_units.task_order, reporting_units.unit_code
