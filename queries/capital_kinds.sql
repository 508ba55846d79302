-- question: Which sources and types of capital are there?
-- params: none
-- returns: one row a kind, sources first, official order: kind (source, type), code, name,
--   official_order
select
    'source' as kind,
    capital_source as code,
    name,
    official_order
from capital_sources
union all
select
    'type' as kind,
    capital_type as code,
    name,
    official_order
from capital_types
order by kind, official_order
