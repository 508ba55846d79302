-- question: On which indicators can the districts be compared?
-- params: none
-- returns: one row an indicator, in the order of the catalogue's headline figures first:
--   indicator_code, name, short_name, unit, direction, section_name, has_settlement, first_year,
--   last_year
with
compared as (
    select
        indicator_values.indicator_code,
        min(indicator_values.year) as first_year,
        max(indicator_values.year) as last_year,
        bool_or(indicator_values.settlement <> 'total') as has_settlement
    from indicator_values
    inner join areas using (area_code)
    where
        areas.level = 'district'
        and indicator_values.value_state = 'reported'
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
    group by all
)

select
    indicators.indicator_code,
    indicators.name,
    indicators.short_name,
    indicators.unit,
    indicators.direction,
    indicators.section_name,
    compared.has_settlement,
    compared.first_year,
    compared.last_year
from compared
inner join indicators using (indicator_code)
where not (indicators.kind = 'computed' and ends_with(indicators.indicator_code, '_by_movement'))
order by
    indicators.profile_order nulls last,
    indicators.section,
    indicators.sheet_order nulls last,
    indicators.indicator_code
