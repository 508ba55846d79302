-- question: How many units wrote something in each section of their reports?
-- params: none
-- returns: one row a section that is asked for, report order: section_code, section_name, part
--   (P1 assessment, P2 proposals, P3 requests), units
select
    report_sections.section_code,
    report_sections.name as section_name,
    left(report_sections.section_code, 2) as part,
    count(distinct submissions.unit_code) filter (where report_texts.content is not null) as units
from report_sections
left join report_texts using (section_code)
left join submissions
    on report_texts.submission_id = submissions.submission_id and submissions.is_current
where report_sections.is_asked and (submissions.is_current or report_texts.submission_id is null)
group by all
order by any_value(report_sections.official_order)
