-- question: What do the annex tables print for each area: several indicators of one year?
-- params:
--   $indicator_codes  list of text  indicators
--   $year  integer  year
--   $household_class  text  all, poor, near_poor …
-- returns: one row an area a settlement an indicator a member, the districts in official order, the
--   province last: area_code, full_name, level, settlement, indicator_code, member_code (all alone
--   where nothing was sent), value, value_state, is_estimate, units_reported, units_expected
with
known as (
    select
        area_code,
        settlement,
        indicator_code,
        member_code,
        value,
        value_state,
        value_kind = 'estimate' as is_estimate,
        units_reported,
        units_expected
    from indicator_values
    where
        list_contains($indicator_codes, indicator_code)
        and year = $year
        and household_class = $household_class
        and project_code = 'all'
        and capital_source = 'all'
        and capital_type = 'all'
),

-- Nothing sent: the form asks for it and waits, or does not ask.
unsent as (
    select
        areas.area_code,
        settlements.settlement,
        asked_states.indicator_code,
        'all' as member_code,
        asked_states.value_state,
        false as is_estimate,
        0 as units_reported,
        0 as units_expected
    from areas
    cross join asked_states
    cross join settlements
    anti join known
        on
            areas.area_code = known.area_code
            and settlements.settlement = known.settlement
            and asked_states.indicator_code = known.indicator_code
            and known.member_code = 'all'
    where
        list_contains($indicator_codes, asked_states.indicator_code)
        and asked_states.year = $year
),

cells as (
    select *
    from known
    union all by name
    select *
    from unsent
)

select
    areas.area_code,
    areas.full_name,
    areas.level,
    cells.settlement,
    cells.indicator_code,
    cells.member_code,
    cells.value,
    cells.value_state,
    cells.is_estimate,
    cells.units_reported,
    cells.units_expected
from cells
inner join areas using (area_code)
where areas.level in ('district', 'province')
order by
    areas.level = 'province',
    areas.official_order,
    cells.settlement,
    cells.indicator_code,
    cells.member_code
