-- rule: V43
-- severity: warning
-- question: Which texts of the final report are not written?
-- params: none
-- message: {place}: mục “{note}” còn để trống.
-- returns: one row a finding, by submission, section; found and expected null, note the heading
with sheet_years as (
    select max(last_year) as year
    from programmes
)

select
    report_texts.submission_id,
    'warning' as severity,
    case
        when report_sections.section_code like 'P1.%' then 'report_text_sections'
        else 'proposals_2026_2030'
    end as indicator_code,
    sheet_years.year,
    'total' as settlement,
    'all' as household_class,
    'all' as project_code,
    'all' as member_code,
    report_texts.sheet,
    report_texts.cell,
    cast(null as double) as found,
    cast(null as double) as expected,
    report_sections.name as note
from report_texts
inner join submissions using (submission_id)
inner join reporting_units on submissions.unit_code = reporting_units.unit_code
inner join report_sections using (section_code)
cross join sheet_years
where
    submissions.is_current
    and reporting_units.kind in ('district', 'department')
    and report_sections.is_asked
    and report_texts.content is null
order by all
