-- rule: V12
-- severity: error, warning
-- question: Where are there fewer persons than households, more than 8 a household, or more
--   children or other members of households than persons?
-- params: none
-- message: {place}: “{indicator}” là {found}, {note} ({expected}).
-- returns: one row a finding, by submission, severity, indicator, year, settlement, class; found is
--   the number of persons or children, expected the bound that it passes, note which bound that is
with households (person_code, household_code) as (
    values
    ('population_total', 'households_total'),
    ('ethnic_minority_population', 'ethnic_minority_households'),
    ('poor_persons', 'poor_households'),
    ('near_poor_persons', 'near_poor_households')
),

members (member_indicator, household_class, person_code) as (
    values
    ('children_in_poor_households', 'all', 'poor_persons'),
    ('children_in_near_poor_households', 'all', 'near_poor_persons'),
    ('children_school_age', 'poor', 'poor_persons'),
    ('children_school_age', 'near_poor', 'near_poor_persons'),
    ('persons_with_disabilities_poor', 'poor', 'poor_persons'),
    ('persons_with_disabilities_poor', 'near_poor', 'near_poor_persons')
),

entered as (
    select *
    from observations
    where settlement in ('urban', 'rural') and not is_stated_total
),

person_sums as (
    select
        submission_id,
        area_code,
        indicator_code,
        year,
        sum(value) as value
    from entered
    where
        indicator_code in ('poor_persons', 'near_poor_persons')
        and value_state <> 'not_applicable'
    group by submission_id, area_code, indicator_code, year
    having count(*) = count(value)
),

sizes as (
    select
        entered.*,
        counts.value as counted,
        indicators.short_name
    from entered
    inner join households on entered.indicator_code = households.person_code
    inner join entered as counts
        on
            entered.submission_id = counts.submission_id
            and entered.area_code = counts.area_code
            and households.household_code = counts.indicator_code
            and entered.year = counts.year
            and entered.settlement = counts.settlement
    inner join indicators on counts.indicator_code = indicators.indicator_code
),

found as (
    select
        sizes.* exclude (counted, short_name),
        'error' as severity,
        sizes.counted as expected,
        format('ít hơn “{}”', sizes.short_name) as note
    from sizes
    where sizes.value < sizes.counted
    union all
    select
        sizes.* exclude (counted, short_name),
        'warning' as severity,
        8 * sizes.counted as expected,
        format('quá 8 người mỗi hộ, tính theo “{}”', sizes.short_name) as note
    from sizes
    where sizes.value > 8 * sizes.counted
    union all
    select
        observations.*,
        'error' as severity,
        person_sums.value as expected,
        format('lớn hơn “{}”', indicators.short_name) as note
    from observations
    inner join members
        on
            observations.indicator_code = members.member_indicator
            and observations.household_class = members.household_class
    inner join person_sums
        on
            observations.submission_id = person_sums.submission_id
            and observations.area_code = person_sums.area_code
            and members.person_code = person_sums.indicator_code
            and observations.year = person_sums.year
    inner join indicators on members.person_code = indicators.indicator_code
    where observations.value > person_sums.value
)

select
    submission_id,
    severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(value as double) as found,
    cast(expected as double) as expected,
    note
from found
order by all
