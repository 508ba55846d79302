-- question: Which numbers and texts differ between two versions of a unit's workbook?
-- params:
--   $unit_code  text  reporting unit
--   $before  integer  earlier version
--   $after  integer  later version
-- returns: one row a cell that differs, order of the workbook: name, year (null for a text),
--   breakdown (words), unit, sheet, cell (of the later version, else of the earlier), before_value,
--   before_state, after_value, after_state, before_text, after_text
with
versions as (
    select
        submission_id,
        version
    from submissions
    where unit_code = $unit_code and version in ($before, $after)
),

cells as (
    select
        observations.*,
        versions.version
    from observations
    inner join versions using (submission_id)
),

earlier as (
    select * from cells
    where version = $before
),

later as (
    select * from cells
    where version = $after
),

paired_numbers as (
    select
        coalesce(later.indicator_code, earlier.indicator_code) as indicator_code,
        coalesce(later.area_code, earlier.area_code) as area_code,
        coalesce(later.year, earlier.year) as year,
        coalesce(later.settlement, earlier.settlement) as settlement,
        coalesce(later.household_class, earlier.household_class) as household_class,
        coalesce(later.project_code, earlier.project_code) as project_code,
        coalesce(later.capital_source, earlier.capital_source) as capital_source,
        coalesce(later.capital_type, earlier.capital_type) as capital_type,
        coalesce(later.member_code, earlier.member_code) as member_code,
        coalesce(later.sheet, earlier.sheet) as sheet,
        coalesce(later.cell, earlier.cell) as cell,
        cast(earlier.value as double) as before_value,
        coalesce(earlier.value_state, 'not_submitted') as before_state,
        cast(later.value as double) as after_value,
        coalesce(later.value_state, 'not_submitted') as after_state
    from earlier
    full join later
        using (
            area_code, indicator_code, year, settlement, household_class, project_code,
            capital_source, capital_type, member_code, value_kind
        )
    where
        earlier.value is distinct from later.value
        or coalesce(earlier.value_state, 'not_submitted')
        <> coalesce(later.value_state, 'not_submitted')
),

texts as (
    select
        report_texts.*,
        versions.version
    from report_texts
    inner join versions using (submission_id)
),

earlier_texts as (
    select * from texts
    where version = $before
),

later_texts as (
    select * from texts
    where version = $after
),

paired_texts as (
    select
        coalesce(later_texts.section_code, earlier_texts.section_code) as section_code,
        coalesce(later_texts.sheet, earlier_texts.sheet) as sheet,
        coalesce(later_texts.cell, earlier_texts.cell) as cell,
        earlier_texts.content as before_text,
        later_texts.content as after_text
    from earlier_texts
    full join later_texts using (section_code)
    where earlier_texts.content is distinct from later_texts.content
),

named as (
    select
        indicators.name,
        paired_numbers.year,
        concat_ws(
            ' · ',
            case when areas.level = 'commune' then areas.full_name end,
            case when paired_numbers.settlement <> 'total' then settlements.name end,
            case when paired_numbers.household_class <> 'all' then household_classes.name end,
            case
                when paired_numbers.project_code <> 'all'
                    then 'Dự án ' || paired_numbers.project_code
            end,
            capital_sources.name,
            capital_types.name,
            members.short_name
        ) as breakdown,
        indicators.unit,
        paired_numbers.sheet,
        paired_numbers.cell,
        paired_numbers.before_value,
        paired_numbers.before_state,
        paired_numbers.after_value,
        paired_numbers.after_state,
        cast(null as varchar) as before_text,
        cast(null as varchar) as after_text,
        sheets.official_order,
        indicators.sheet_order
    from paired_numbers
    inner join indicators using (indicator_code)
    inner join areas using (area_code)
    inner join settlements on paired_numbers.settlement = settlements.settlement
    left join household_classes
        on paired_numbers.household_class = household_classes.household_class
    left join capital_sources on paired_numbers.capital_source = capital_sources.capital_source
    left join capital_types on paired_numbers.capital_type = capital_types.capital_type
    left join members
        on
            indicators.member_dimension = members.dimension
            and paired_numbers.member_code = members.member_code
    left join sheets on indicators.sheet_code = sheets.sheet_code
    union all by name
    select
        report_sections.name,
        '' as breakdown,
        '' as unit,
        paired_texts.sheet,
        paired_texts.cell,
        paired_texts.before_text,
        paired_texts.after_text,
        1000 as official_order,
        report_sections.official_order as sheet_order
    from paired_texts
    inner join report_sections using (section_code)
)

select * exclude (official_order, sheet_order)
from named
order by official_order, sheet_order, year, breakdown, cell
