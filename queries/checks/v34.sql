-- rule: V34
-- severity: warning
-- question: Where has a cause of poverty more households than the class, or have all causes fewer?
-- params: none
-- message: {place}: “{indicator}” {note} ({found} so với {expected}).
-- returns: one row a finding, by submission, year, class, member; found is the households of one
--   cause, or of all (a household may have several), expected the households of the class, note
--   which of the two
with classes as (
    select
        submission_id,
        area_code,
        year,
        case indicator_code when 'poor_households' then 'poor' else 'near_poor' end
            as household_class,
        sum(value) as value
    from observations
    where
        indicator_code in ('poor_households', 'near_poor_households')
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, area_code, year, indicator_code
    having count(*) = count(value)
),

causes as (
    select *
    from observations
    where indicator_code = 'households_by_poverty_cause'
),

sums as (
    select
        submission_id,
        area_code,
        year,
        household_class,
        sum(value) as value,
        min(member_code) as first_member
    from causes
    where value_state <> 'not_applicable'
    group by submission_id, area_code, year, household_class
    having count(*) = count(value)
),

found as (
    select
        causes.*,
        causes.value as found,
        classes.value as expected,
        'lớn hơn số hộ của loại hộ này' as note
    from causes
    inner join classes using (submission_id, area_code, year, household_class)
    where causes.value > classes.value
    union all
    select
        -- There is no cell for all causes: the first one stands for them.
        causes.* replace ('all' as member_code),
        sums.value as found,
        classes.value as expected,
        'cộng các nguyên nhân lại ít hơn số hộ của loại hộ này; mỗi hộ có ít nhất một nguyên nhân'
            as note
    from causes
    inner join sums using (submission_id, area_code, year, household_class)
    inner join classes using (submission_id, area_code, year, household_class)
    where causes.member_code = sums.first_member and sums.value < classes.value
)

select
    submission_id,
    'warning' as severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(found as double) as found,
    cast(expected as double) as expected,
    note
from found
order by all
