-- question: What capital do the units propose for 2026–2030?
-- params: none
-- returns: one row a unit that filled the sheet, official order: unit_code, unit_name, area_code,
--   need (triệu đồng, sum of what was entered), cells, other_units (units that left it empty)
with
cells as (
    select
        submissions.unit_code,
        observations.value
    from observations
    inner join submissions using (submission_id)
    where
        submissions.is_current
        and observations.indicator_code = 'capital_need_2026_2030'
        and observations.value_state = 'reported'
        and not observations.is_stated_total
),

received as (
    select count(distinct unit_code) as units
    from submissions
    where is_current
)

select
    reporting_units.unit_code,
    reporting_units.short_name as unit_name,
    reporting_units.area_code,
    cast(sum(cells.value) as double) as need,
    count(*) as cells,
    max(received.units) - count(*) over () as other_units
from cells
inner join reporting_units using (unit_code)
cross join received
group by all
order by any_value(reporting_units.task_order), reporting_units.unit_code
