-- rule: V04
-- severity: error
-- question: Which part is larger than the whole it belongs to?
-- params: none
-- message: {place}: “{indicator}” là {found}, lớn hơn “{note}” ({expected}).
-- returns: one row a finding, by submission, indicator, year; found is the part, expected the
--   whole, note the name of the whole
with pairs (part_code, whole_code) as (
    values
    ('ethnic_minority_households', 'households_total'),
    ('poor_households_ethnic_minority', 'poor_households'),
    ('poor_households_ethnic_minority', 'ethnic_minority_households'),
    ('near_poor_households_ethnic_minority', 'near_poor_households'),
    ('near_poor_households_ethnic_minority', 'ethnic_minority_households'),
    ('poor_households_female_headed', 'poor_households'),
    ('poor_households_no_labour_capacity', 'poor_households'),
    ('poor_households_merit', 'poor_households'),
    ('near_poor_households_no_labour_capacity', 'near_poor_households'),
    ('near_poor_households_merit', 'near_poor_households')
),

entered as (
    select *
    from observations
    where not is_stated_total
),

wholes as (
    select
        submission_id,
        indicator_code,
        year,
        settlement,
        value
    from entered
    union all
    select
        submission_id,
        indicator_code,
        year,
        'total' as settlement,
        sum(value) as value
    from entered
    where settlement in ('urban', 'rural') and value_state <> 'not_applicable'
    group by submission_id, indicator_code, year
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
inner join pairs on entered.indicator_code = pairs.part_code
inner join wholes
    on
        entered.submission_id = wholes.submission_id
        and pairs.whole_code = wholes.indicator_code
        and entered.year = wholes.year
        and entered.settlement = wholes.settlement
inner join indicators on pairs.whole_code = indicators.indicator_code
where entered.value > wholes.value
order by all
