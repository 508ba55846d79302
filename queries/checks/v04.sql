-- rule: V04
-- severity: error
-- question: Which part is larger than the whole it belongs to?
-- params: none
-- message: {place}: “{indicator}” là {found}, lớn hơn “{note}” ({expected}).
-- returns: one row a finding, by submission, indicator, year; found is the part, expected the
--   whole, note the name of the whole
with pairs (part_code, part_class, whole_code, whole_class) as (
    values
    ('ethnic_minority_households', 'all', 'households_total', 'all'),
    ('ethnic_minority_population', 'all', 'population_total', 'all'),
    ('poor_households_ethnic_minority', 'all', 'poor_households', 'all'),
    ('poor_households_ethnic_minority', 'all', 'ethnic_minority_households', 'all'),
    ('near_poor_households_ethnic_minority', 'all', 'near_poor_households', 'all'),
    ('near_poor_households_ethnic_minority', 'all', 'ethnic_minority_households', 'all'),
    ('poor_households_female_headed', 'all', 'poor_households', 'all'),
    ('poor_households_no_labour_capacity', 'all', 'poor_households', 'all'),
    ('poor_households_merit', 'all', 'poor_households', 'all'),
    ('near_poor_households_no_labour_capacity', 'all', 'near_poor_households', 'all'),
    ('near_poor_households_merit', 'all', 'near_poor_households', 'all'),
    ('workers_sustainable_job_households', 'poor', 'poor_households', 'all'),
    ('workers_sustainable_job_households', 'near_poor', 'near_poor_households', 'all'),
    ('children_right_age_enrolled', 'poor', 'children_school_age', 'poor'),
    ('children_right_age_enrolled', 'near_poor', 'children_school_age', 'near_poor'),
    ('children_under16_stunted', 'all', 'children_under16_measured', 'all'),
    ('workers_poor_areas_trained', 'all', 'workers_poor_areas', 'all'),
    ('policy_credit_overdue', 'all', 'policy_credit_outstanding', 'all'),
    -- Those who apply are poor when the year begins.
    ('voluntary_exit_applications', 'all', 'poor_households_beginning', 'all')
),

entered as (
    select observations.*
    from observations
    where
        not is_stated_total
        and (
            indicator_code in (select part_code from pairs)
            or indicator_code in (select whole_code from pairs)
        )
),

wholes as (
    select
        submission_id,
        area_code,
        indicator_code,
        household_class,
        year,
        settlement,
        value
    from entered
    union all
    select
        submission_id,
        area_code,
        indicator_code,
        household_class,
        year,
        'total' as settlement,
        sum(value) as value
    from entered
    where settlement in ('urban', 'rural') and value_state <> 'not_applicable'
    group by submission_id, area_code, indicator_code, household_class, year
    having count(*) = count(value)
)

select
    entered.submission_id,
    'error' as severity,
    entered.indicator_code,
    entered.year,
    entered.settlement,
    entered.household_class,
    entered.project_code,
    entered.member_code,
    entered.sheet,
    entered.cell,
    cast(entered.value as double) as found,
    cast(wholes.value as double) as expected,
    indicators.short_name as note
from entered
inner join pairs
    on
        entered.indicator_code = pairs.part_code
        and entered.household_class = pairs.part_class
inner join wholes
    on
        entered.submission_id = wholes.submission_id
        and entered.area_code = wholes.area_code
        and pairs.whole_code = wholes.indicator_code
        and pairs.whole_class = wholes.household_class
        and entered.year = wholes.year
        and entered.settlement = wholes.settlement
inner join indicators on pairs.whole_code = indicators.indicator_code
where entered.value > wholes.value
order by all
