-- rule: P01
-- severity: warning
-- question: Which submitted figures differ from a published figure of the same key?
-- params: none
-- message: {place}: {indicator} ghi {found}, số đã công bố là {expected} ({note}).
-- returns: one row a finding, by submission, cell; found is the submitted, expected the published
--   figure, note its source; suspect, approximate and not comparable figures are left out
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
    cast(published_figures.value as double) as expected,
    published_figures.source_title as note
from observations
inner join indicators using (indicator_code)
inner join published_figures
    on
        observations.indicator_code = published_figures.indicator_code
        and observations.area_code = published_figures.area_code
        and observations.year = published_figures.year
        and observations.settlement = published_figures.settlement
        and observations.ethnicity = published_figures.ethnicity
        and observations.household_class = published_figures.household_class
        and observations.member_code = published_figures.member_code
        and published_figures.project_code in (observations.project_code, indicators.project_code)
        and (indicators.unit = published_figures.unit or indicators.value_type = 'count')
where
    published_figures.value_kind = 'actual'
    and not published_figures.is_suspect
    and not published_figures.is_approximate
    and observations.value is not null
    and round(observations.value, 2) <> round(published_figures.value, 2)
order by all
