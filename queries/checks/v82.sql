-- rule: V82
-- severity: warning
-- question: Which numbers of a whole year are those of another year, as if they had been pasted?
-- params: none
-- message: {place}: {found} số của năm này trong biểu trùng với {note} ({expected} số); có thể đã chép
--   nhầm.
-- returns: one row a finding, by submission, sheet, year; found is how many numbers are the same,
--   expected how many there are, note the other year and what part of the sheet
with entered as (
    select
        observations.*,
        sheets.sheet_code,
        indicators.sheet_order,
        -- The part of a sheet that is pasted in one go: a column, or the lines of a year.
        case
            when sheets.layout in ('capital', 'communes') then observations.indicator_code
            else observations.settlement || ' ' || observations.household_class
        end as part
    from observations
    inner join indicators using (indicator_code)
    inner join sheets on observations.sheet = sheets.sheet_name
    where
        not observations.is_stated_total
        and observations.value is not null
        and observations.indicator_code not in ('target_value', 'communes_total')
),

pairs as (
    select
        entered.submission_id,
        entered.sheet,
        entered.sheet_code,
        entered.part,
        entered.year,
        earlier.year as earlier_year,
        entered.value,
        entered.value = earlier.value as is_same
    from entered
    inner join entered as earlier
        using (
            submission_id,
            area_code,
            indicator_code,
            settlement,
            household_class,
            project_code,
            capital_source,
            capital_type,
            member_code
        )
    where entered.year > earlier.year and (entered.value <> 0 or earlier.value <> 0)
),

alike as (
    select
        submission_id,
        sheet,
        part,
        year,
        earlier_year,
        count(*) as numbers,
        count(*) filter (where is_same) as same_numbers,
        -- The digits that different numbers share; the noughts at their end say little.
        sum(length(rtrim(replace(rtrim(cast(value as varchar), '0'), '.', ''), '0'))) filter (
            where is_same and is_first
        ) as digits
    from (
        select
            *,
            row_number() over (
                partition by submission_id, sheet, part, year, earlier_year, value, is_same
            ) = 1 as is_first
        from pairs
    ) as marked_pairs
    group by submission_id, sheet, part, year, earlier_year
    having count(*) filter (where is_same) >= 0.9 * count(*)
),

copies as (
    select
        alike.*,
        row_number() over (
            partition by alike.submission_id, alike.sheet, alike.part, alike.year
            order by alike.same_numbers desc, alike.earlier_year desc
        ) as place
    from alike
    where alike.digits >= 12
),

first_cells as (
    select *
    from entered
    where value <> 0
    qualify
        row_number() over (
            partition by submission_id, sheet, part, year
            order by sheet_order, project_code, capital_source, capital_type, member_code, cell
        ) = 1
)

select
    first_cells.submission_id,
    'warning' as severity,
    first_cells.indicator_code,
    first_cells.year,
    first_cells.settlement,
    first_cells.household_class,
    'all' as project_code,
    'all' as member_code,
    first_cells.sheet,
    first_cells.cell,
    cast(copies.same_numbers as double) as found,
    cast(copies.numbers as double) as expected,
    if(
        first_cells.sheet_code in ('capital', 'communes'),
        format('“{}” của năm {}', indicators.short_name, copies.earlier_year),
        format('năm {}', copies.earlier_year)
    ) as note
from first_cells
inner join copies using (submission_id, sheet, part, year)
inner join indicators on first_cells.indicator_code = indicators.indicator_code
where copies.place = 1
order by all
