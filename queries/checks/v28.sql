-- rule: V28
-- severity: error
-- question: Where are more children deprived than there are in the class of households?
-- params: none
-- message: {place}: {found} trẻ em thiếu hụt, lớn hơn số trẻ em của loại hộ này ({expected}).
-- returns: one row a finding, by submission, year, class, member; found is the deprived children,
--   expected all children of the class
with children as (
    select
        submission_id,
        area_code,
        year,
        case indicator_code
            when 'children_in_poor_households' then 'poor'
            else 'near_poor'
        end as household_class,
        value
    from observations
    where indicator_code in ('children_in_poor_households', 'children_in_near_poor_households')
)

select
    observations.submission_id,
    'error' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(children.value as double) as expected,
    '' as note
from observations
inner join children using (submission_id, area_code, year, household_class)
where
    observations.indicator_code = 'children_deprived'
    and observations.value > children.value
order by all
