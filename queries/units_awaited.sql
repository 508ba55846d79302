-- question: Which units of the province, whose own figures are added to the districts', have not
--   sent their workbook (a sample is none)?
-- params:
--   $sheet_code  text  sheet of the workbook
-- returns: one row a unit in official order: unit_code, short_name
with
own_figures as (
    select
        indicators.reported_by as asked_of,
        members.reported_by as member_asked_of
    from indicators
    left join members on indicators.member_dimension = members.dimension
    where
        indicators.sheet_code = $sheet_code
        and is_beside_districts(indicators.province_role, members.reported_by)
)

select
    reporting_units.unit_code,
    reporting_units.short_name
from reporting_units
where
    reporting_units.kind <> 'district'
    and exists (
        select 1
        from own_figures
        where
            list_has_any(
                string_split(own_figures.asked_of, ' '),
                [reporting_units.kind, reporting_units.unit_code]
            )
            and (
                own_figures.member_asked_of is null
                or list_has_any(
                    string_split(own_figures.member_asked_of, ' '),
                    [reporting_units.kind, reporting_units.unit_code]
                )
            )
    )
    and not exists (
        select 1
        from submissions
        where
            submissions.unit_code = reporting_units.unit_code
            and submissions.is_current
            and not submissions.is_illustrative
    )
order by reporting_units.official_order
