-- rule: V71
-- severity: warning
-- question: Where are more health-insurance cards given than 105 % of the persons of the class?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, lớn hơn 105 % số nhân khẩu {note} ({expected}).
-- returns: one row a finding, by submission, indicator, year; found is the cards, expected 105 % of
--   the persons, note whose persons of which year
with classes (cards_code, persons_code, name) as (
    values
    ('health_insurance_cards_poor', 'poor_persons', 'hộ nghèo'),
    ('health_insurance_cards_near_poor', 'near_poor_persons', 'hộ cận nghèo')
),

persons as (
    select
        submission_id,
        indicator_code,
        year,
        sum(value) as value
    from observations
    where
        indicator_code in (select persons_code from classes)
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, indicator_code, year
    having count(*) = count(value)
),

covered as (
    -- The cards of a year go to those on the list of the year before, where that is known.
    select
        cards.*,
        coalesce(before.value, same.value) as persons,
        classes.name || if(before.value is null, ' cùng năm', ' năm trước') as note
    from observations as cards
    inner join classes on cards.indicator_code = classes.cards_code
    left join persons as before
        on
            cards.submission_id = before.submission_id
            and classes.persons_code = before.indicator_code
            and cards.year = before.year + 1
    left join persons as same
        on
            cards.submission_id = same.submission_id
            and classes.persons_code = same.indicator_code
            and cards.year = same.year
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
    cast(value as double) as found,
    cast(floor(1.05 * persons) as double) as expected,
    note
from covered
where value > 1.05 * persons
order by all
