-- question: What was published about policies and the Fund in the period, beside what was sent?
-- params: none
-- returns: one row a figure, in the order of the file: figure_id, indicator_name, period, value,
--   value_text, unit, is_approximate, submitted_value, submitted_unit (same indicator and year, the
--   province), submitted_state, units_reported, units_expected, note (why it is not to be compared
--   as it stands), source_title
select
    published_figures.figure_id,
    indicators.short_name as indicator_name,
    published_figures.period,
    cast(published_figures.value as double) as value,
    published_figures.value_text,
    published_figures.unit,
    published_figures.is_approximate,
    indicator_values.value as submitted_value,
    indicators.unit as submitted_unit,
    coalesce(indicator_values.value_state, 'not_submitted') as submitted_state,
    coalesce(indicator_values.units_reported, 0) as units_reported,
    coalesce(indicator_values.units_expected, 0) as units_expected,
    coalesce(published_figures.suspect_reason, published_figures.comparability_note) as note,
    published_figures.source_title
from published_figures
inner join indicators using (indicator_code)
cross join snapshots
left join indicator_values
    on
        published_figures.indicator_code = indicator_values.indicator_code
        and published_figures.area_code = indicator_values.area_code
        and published_figures.year = indicator_values.year
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
where
    indicators.section in ('J', 'K', 'L')
    and published_figures.year >= snapshots.baseline_year
    and published_figures.value_kind <> 'target'
order by published_figures.figure_id
