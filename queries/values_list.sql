-- question: Which numbers are there on an indicator?
-- params:
--   $indicator_code  text  indicator
--   $area_code  text  area; null for all
--   $year  integer  year; null for all
-- returns: one row an area × year × breakdown, province first, official order, oldest first:
--   area_code, area_name, indicator_code, indicator_name, unit, year, settlement,
--   household_class, project_code, capital_source, capital_type, member_code, breakdown (words),
--   value, value_state, value_kind, units_reported, units_expected, is_illustrative
with
illustrative_areas as (
    select
        reporting_units.area_code,
        bool_or(submissions.is_illustrative) as is_illustrative
    from submissions
    inner join reporting_units using (unit_code)
    where submissions.is_current
    group by all
),

any_illustrative as (
    select coalesce(bool_or(is_illustrative), false) as is_illustrative
    from illustrative_areas
)

select
    indicator_values.area_code,
    areas.full_name as area_name,
    indicator_values.indicator_code,
    indicators.name as indicator_name,
    indicators.unit,
    indicator_values.year,
    indicator_values.settlement,
    indicator_values.household_class,
    indicator_values.project_code,
    indicator_values.capital_source,
    indicator_values.capital_type,
    indicator_values.member_code,
    concat_ws(
        ' · ',
        case when indicator_values.settlement <> 'total' then settlements.name end,
        case when indicator_values.household_class <> 'all' then household_classes.name end,
        case
            when indicator_values.project_code <> 'all'
                then 'Dự án ' || indicator_values.project_code
        end,
        capital_sources.name,
        capital_types.name,
        members.short_name
    ) as breakdown,
    indicator_values.value,
    indicator_values.value_state,
    indicator_values.value_kind,
    indicator_values.units_reported,
    indicator_values.units_expected,
    case
        when areas.level = 'province' then any_illustrative.is_illustrative
        else coalesce(illustrative_areas.is_illustrative, false)
    end as is_illustrative
from indicator_values
inner join areas using (area_code)
inner join indicators using (indicator_code)
inner join settlements on indicator_values.settlement = settlements.settlement
cross join any_illustrative
left join illustrative_areas on indicator_values.area_code = illustrative_areas.area_code
left join household_classes on indicator_values.household_class = household_classes.household_class
left join capital_sources on indicator_values.capital_source = capital_sources.capital_source
left join capital_types on indicator_values.capital_type = capital_types.capital_type
left join members
    on
        indicators.member_dimension = members.dimension
        and indicator_values.member_code = members.member_code
where
    indicator_values.indicator_code = $indicator_code
    and ($area_code is null or indicator_values.area_code = $area_code)
    and ($year is null or indicator_values.year = $year)
order by
    areas.level desc,
    areas.official_order,
    indicator_values.year,
    indicator_values.settlement = 'total' desc,
    indicator_values.settlement desc,
    indicator_values.household_class,
    indicator_values.project_code,
    indicator_values.capital_source,
    indicator_values.capital_type,
    members.official_order nulls first,
    indicator_values.member_code
