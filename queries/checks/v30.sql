-- rule: V30
-- severity: error
-- question: Where are more households deprived of a service than there are in the class?
-- params: none
-- message: {place}: {found} hộ thiếu hụt, lớn hơn số hộ của loại hộ này ({expected}).
-- returns: one row a finding, by submission, year, class, member; found is the deprived households,
--   expected the households of the class
with classes as (
    -- The households that a deprivation rate of the class is of: all are poor plus near-poor.
    select
        observations.submission_id,
        observations.year,
        indicator_terms.household_class,
        sum(observations.value) as value
    from observations
    inner join indicator_terms on observations.indicator_code = indicator_terms.term_code
    where
        indicator_terms.indicator_code = 'deprivation_rate'
        and indicator_terms.role = 'denominator'
        and observations.settlement in ('urban', 'rural')
        and observations.value_state <> 'not_applicable'
    group by observations.submission_id, observations.year, indicator_terms.household_class
    having count(*) = count(observations.value)
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
    cast(classes.value as double) as expected,
    '' as note
from observations
inner join classes using (submission_id, year, household_class)
where
    observations.indicator_code = 'deprived_households'
    and observations.value > classes.value
order by all
