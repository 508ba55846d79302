-- question: How complete is each sheet of each unit's workbook, and what was found in it?
-- params: none
-- returns: one row a unit × sheet of the workbook, districts first, official order: unit_code,
--   sheet_code, sheet_name, short_name, is_optional, is_asked (the form of the unit has the sheet),
--   is_received (in a workbook that the unit sent: a sample is no submission), cells_asked,
--   cells_filled (reported or not applicable), cells_reported, errors, warnings
with
communes as (
    select sheet_code from sheets
    where layout = 'communes'
),

texts as (
    select sheet_code from sheets
    where layout = 'text'
),

sheets_of_units as (
    select distinct
        reporting_units.unit_code,
        indicators.sheet_code
    from reporting_units
    inner join indicators
        on
            names_unit(indicators.reported_by, reporting_units.kind)
            or names_unit(indicators.reported_by, reporting_units.unit_code)
    where indicators.sheet_code is not null
    union
    select
        reporting_units.unit_code,
        communes.sheet_code
    from reporting_units
    cross join communes
    where reporting_units.kind = 'district'
),

entries as (
    select
        observations.submission_id,
        observations.unit_code,
        observations.sheet,
        case when areas.level = 'commune' then communes.sheet_code else indicators.sheet_code end
            as sheet_code,
        observations.value_state <> 'not_submitted' as is_filled,
        observations.value_state = 'reported' as is_reported
    from observations
    inner join submissions using (submission_id)
    inner join areas using (area_code)
    inner join indicators using (indicator_code)
    cross join communes
    where
        submissions.is_current
        and submissions.publication is not null
        and not observations.is_stated_total
    union all
    select
        report_texts.submission_id,
        report_texts.unit_code,
        report_texts.sheet,
        texts.sheet_code,
        report_texts.content is not null as is_filled,
        report_texts.content is not null as is_reported
    from report_texts
    inner join submissions using (submission_id)
    cross join texts
    where submissions.is_current and submissions.publication is not null
),

cell_counts as (
    select
        unit_code,
        sheet_code,
        count(*) as cells_asked,
        count(*) filter (where is_filled) as cells_filled,
        count(*) filter (where is_reported) as cells_reported
    from entries
    group by all
),

-- A sender may have renamed a sheet: findings carry the name in the file.
names_in_files as (
    select distinct
        submission_id,
        unit_code,
        sheet,
        sheet_code
    from entries
),

finding_counts as (
    select
        names_in_files.unit_code,
        names_in_files.sheet_code,
        count(*) filter (where findings.severity = 'error') as errors,
        count(*) filter (where findings.severity = 'warning') as warnings
    from findings
    inner join names_in_files using (submission_id, sheet)
    group by all
)

select
    reporting_units.unit_code,
    sheets.sheet_code,
    sheets.sheet_name,
    sheets.short_name,
    sheets.is_optional,
    sheets_of_units.unit_code is not null as is_asked,
    cell_counts.unit_code is not null as is_received,
    coalesce(cell_counts.cells_asked, 0) as cells_asked,
    coalesce(cell_counts.cells_filled, 0) as cells_filled,
    coalesce(cell_counts.cells_reported, 0) as cells_reported,
    coalesce(finding_counts.errors, 0) as errors,
    coalesce(finding_counts.warnings, 0) as warnings
from reporting_units
cross join sheets
left join sheets_of_units using (unit_code, sheet_code)
left join cell_counts using (unit_code, sheet_code)
left join finding_counts using (unit_code, sheet_code)
order by
    reporting_units.official_order,
    sheets.official_order
