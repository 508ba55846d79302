-- question: Which results of a rate were published for the country or the region?
-- params:
--   $area_code  text  area of the published figures, such as VN
--   $indicator_code  text  indicator; answered for rates only: counts of a larger population share
--     no scale with a district
--   $settlement  text  total, urban or rural
-- returns: one row a year, oldest first: area_name, year, value, source_title, source_url
select
    published_figures.area_name,
    published_figures.year,
    cast(published_figures.value as double) as value,
    published_figures.source_title,
    published_figures.source_url
from published_figures
inner join indicators using (indicator_code)
where
    published_figures.area_code = $area_code
    and published_figures.indicator_code = $indicator_code
    and published_figures.settlement = $settlement
    and indicators.aggregation = 'ratio'
    and published_figures.unit = indicators.unit
    and published_figures.ethnicity = 'total'
    and published_figures.household_class = 'all'
    and published_figures.member_code = 'all'
    and published_figures.project_code = 'all'
    and published_figures.value_kind = 'actual'
    and published_figures.value is not null
    and not published_figures.is_suspect
qualify
    row_number() over (
        partition by published_figures.year
        order by published_figures.figure_id
    ) = 1
order by published_figures.year
