-- question: Which units submit a workbook?
-- params: none
-- returns: one row a unit, districts first, official order: unit_code, short_name
select
    unit_code,
    short_name
from reporting_units
order by official_order
