-- rule: V63
-- severity: error
-- question: Where do the classes of households not add up to those supported, or did more
--   households escape poverty than took part?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, {note} {expected}.
-- returns: one row a finding, by submission, indicator, year; found is the cell, expected the sum
--   of the classes or those that took part, note which of the two it is
with sums as (
    select
        submission_id,
        indicator_code,
        year,
        sum(value) as value
    from observations
    where
        indicator_code in ('livelihood_households', 'agri_production_households')
        and not is_stated_total
        and value_state <> 'not_applicable'
    group by submission_id, indicator_code, year
    having count(*) = count(value)
),

findings as (
    select
        observations.*,
        sums.value as expected,
        'các nhóm hộ cộng lại là' as note
    from observations
    inner join sums using (submission_id, indicator_code, year)
    where observations.is_stated_total and observations.value <> sums.value
    union all
    select
        observations.*,
        sums.value as expected,
        'lớn hơn số lượt hộ tham gia là' as note
    from observations
    inner join sums using (submission_id, year)
    where
        observations.indicator_code = 'livelihood_households_escaped'
        and sums.indicator_code = 'livelihood_households'
        and observations.value > sums.value
)

select
    submission_id,
    'error' as severity,
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
from findings
order by all
