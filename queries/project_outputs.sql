-- question: What did the projects deliver in an area, up to a year?
-- params:
--   $area_code  text  district or province
--   $year  integer  last year counted
-- returns: one row an output that the area is asked for, by project then place in the form: project_code (1 to 7),
--   project_name, indicator_code, short_name, unit, value (sum over the years), value_state,
--   units_reported (districts behind the year that lacks most), units_expected
with
outputs as (
    select *
    from indicators
    where
        project_code is not null
        and sheet_code is not null
        and (
            names_unit(reported_by, 'district')
            or exists (
                select 1
                from areas
                where areas.area_code = $area_code and areas.level = 'province'
            )
        )
),

sums as (
    select
        indicator_values.indicator_code,
        sum(indicator_values.numerator) as value,
        arg_min(
            indicator_values.units_reported,
            indicator_values.units_reported - indicator_values.units_expected
        ) as units_reported,
        arg_min(
            indicator_values.units_expected,
            indicator_values.units_reported - indicator_values.units_expected
        ) as units_expected,
        case
            when bool_or(indicator_values.value_state = 'not_submitted') then 'not_submitted'
            when bool_and(indicator_values.value_state = 'not_applicable') then 'not_applicable'
            else 'reported'
        end as value_state
    from indicator_values
    where
        indicator_values.area_code = $area_code
        and indicator_values.year <= $year
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
    group by all
)

select
    projects.project_code,
    projects.short_name as project_name,
    outputs.indicator_code,
    outputs.short_name,
    outputs.unit,
    case when sums.value_state = 'reported' then cast(sums.value as double) end as value,
    coalesce(
        sums.value_state,
        case when $year < sheets.first_year then 'not_applicable' else 'not_submitted' end
    ) as value_state,
    coalesce(sums.units_reported, 0) as units_reported,
    coalesce(sums.units_expected, 0) as units_expected
from projects
left join outputs on projects.project_code = split_part(outputs.project_code, '.', 1)
left join sums on outputs.indicator_code = sums.indicator_code
left join sheets on outputs.sheet_code = sheets.sheet_code
where projects.level = 'project'
order by projects.official_order, outputs.sheet_order, outputs.indicator_code
