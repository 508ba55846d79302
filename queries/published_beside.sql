-- question: Which published figures are there on an indicator?
-- params:
--   $indicator_code  text  indicator; null for all
--   $area_code  text  area; null for all
-- returns: one row a figure, in the order of the file: figure_id, indicator_name, area_name, period,
--   breakdown, value, value_text, unit, value_kind, is_approximate, is_suspect, suspect_reason,
--   comparability_note, submitted_value (same key, current workbooks), source_title, source_url
select
    published_figures.figure_id,
    coalesce(indicators.name, published_figures.published_indicator) as indicator_name,
    published_figures.area_name,
    published_figures.period,
    published_figures.breakdown_as_published as breakdown,
    cast(published_figures.value as double) as value,
    published_figures.value_text,
    published_figures.unit,
    published_figures.value_kind,
    published_figures.is_approximate,
    published_figures.is_suspect,
    published_figures.suspect_reason,
    published_figures.comparability_note,
    case
        when published_figures.value_kind = 'actual' and published_figures.unit = indicators.unit
            then indicator_values.value
    end as submitted_value,
    published_figures.source_title,
    published_figures.source_url
from published_figures
left join indicators using (indicator_code)
left join indicator_values
    on
        published_figures.indicator_code = indicator_values.indicator_code
        and published_figures.area_code = indicator_values.area_code
        and published_figures.year = indicator_values.year
        and published_figures.settlement = indicator_values.settlement
        and published_figures.ethnicity = 'total'
        and published_figures.household_class = indicator_values.household_class
        and published_figures.member_code = indicator_values.member_code
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
where
    ($indicator_code is null or published_figures.indicator_code = $indicator_code)
    and ($area_code is null or published_figures.area_code = $area_code)
order by published_figures.figure_id
