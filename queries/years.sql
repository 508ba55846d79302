-- question: Which years have figures, and are they results or estimates?
-- params: none
-- returns: one row a year, oldest first: year, value_kind (estimate unless more than half of the
--   districts with figures of the year have results of it; without any district what was sent)
with
area_years as (
    select
        indicator_values.year,
        indicator_values.area_code,
        areas.level,
        bool_or(indicator_values.value_kind = 'actual') as has_results
    from indicator_values
    inner join areas using (area_code)
    where indicator_values.value_state = 'reported'
    group by all
),

-- One workbook moves no year, see 60_snapshots.
counts as (
    select
        year,
        count(*) filter (where level = 'district') as districts,
        count(*) filter (where level = 'district' and has_results) as with_results,
        bool_and(has_results) as all_results
    from area_years
    group by year
)

select
    year,
    if(
        case when districts = 0 then all_results else 2 * with_results > districts end,
        'actual',
        'estimate'
    ) as value_kind
from counts
order by year
