-- question: What do the published averages of the country and the region say beside the province?
-- params: none
-- returns: one row a figure, by indicator, year and area: indicator_code, indicator_name, unit, year,
--   area_name, published_value, province_value (of complete years), difference (the province less
--   the average), source_title, source_url
select
    published_figures.indicator_code,
    indicators.short_name as indicator_name,
    indicators.unit,
    published_figures.year,
    published_figures.area_name,
    cast(published_figures.value as double) as published_value,
    indicator_values.value as province_value,
    indicator_values.value - cast(published_figures.value as double) as difference,
    published_figures.source_title,
    published_figures.source_url
from published_figures
inner join indicators using (indicator_code)
left join areas on areas.level = 'province'
left join indicator_values
    on
        areas.area_code = indicator_values.area_code
        and published_figures.indicator_code = indicator_values.indicator_code
        and published_figures.year = indicator_values.year
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
        and indicator_values.units_reported = indicator_values.units_expected
where
    published_figures.area_code in ('VN', 'BTB_DHMT')
    and published_figures.value_kind = 'actual'
    and not published_figures.is_suspect
    and indicators.unit = '%'
    and published_figures.settlement = 'total'
    and published_figures.ethnicity = 'total'
order by
    indicators.profile_order,
    published_figures.indicator_code,
    published_figures.year,
    published_figures.area_code desc,
    published_figures.figure_id
