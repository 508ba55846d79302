-- rule: V05
-- severity: error
-- question: In which area and year do the classes of households exceed all households?
-- params: none
-- message: {place}: hộ nghèo, hộ cận nghèo và hộ có mức sống trung bình cộng lại là {found},
--   lớn hơn tổng số hộ {expected}.
-- returns: one row a finding, by submission, year, settlement; found is the sum of the classes,
--   expected all households
with classes as (
    -- The classes are disjoint: those that are reported are too many without the others, too.
    select
        submission_id,
        area_code,
        year,
        settlement,
        sum(value) as value
    from observations
    where
        indicator_code in (
            'poor_households', 'near_poor_households', 'avg_living_standard_households'
        )
        and not is_stated_total
    group by submission_id, area_code, year, settlement
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
    cast(classes.value as double) as found,
    cast(observations.value as double) as expected,
    '' as note
from observations
inner join classes using (submission_id, area_code, year, settlement)
where
    observations.indicator_code = 'households_total'
    and not observations.is_stated_total
    and classes.value > observations.value
order by all
