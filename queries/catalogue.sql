-- question: Which indicators are in the catalogue?
-- params: none
-- returns: one row an indicator, catalogue order: indicator_code, section, section_name, name, unit,
--   kind, direction, evidence, is_collected (has values), values_held
with
value_counts as (
    select
        indicator_code,
        count(*) as values_held
    from indicator_values
    where value_state = 'reported'
    group by all
)

select
    indicators.indicator_code,
    indicators.section,
    indicators.section_name,
    indicators.name,
    indicators.unit,
    indicators.kind,
    indicators.direction,
    indicators.evidence,
    coalesce(value_counts.values_held, 0) > 0 as is_collected,
    coalesce(value_counts.values_held, 0) as values_held
from indicators
left join value_counts using (indicator_code)
order by indicators.section, indicators.sheet_code nulls last, indicators.sheet_order, indicators.name
