-- rule: V63
-- severity: error
-- question: Where do the parts of a count (classes of households, types of works, forms of award)
--   not add up to it, or did more households so far escape poverty than took part?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, {note} {expected}.
-- returns: one row a finding, by submission, indicator, year; found is the cell, expected the sum
--   of the parts or those that took part so far, note which of the two it is
with split_indicators as (
    select
        indicator_code,
        case
            when member_dimension = 'beneficiary' then 'các nhóm hộ cộng lại là'
            else 'các phần cộng lại là'
        end as note
    from indicators
    where
        indicator_code in ('livelihood_households', 'agri_production_households')
        or member_dimension in ('work_type', 'award_form')
),

sums as (
    select
        observations.submission_id,
        observations.indicator_code,
        observations.year,
        split_indicators.note,
        sum(observations.value) as value
    from observations
    inner join split_indicators using (indicator_code)
    where
        not observations.is_stated_total
        and observations.value_state <> 'not_applicable'
    group by all
    having count(*) = count(observations.value)
),

so_far as (
    -- A household may escape in a year after the one in which it took part.
    select
        observations.submission_id,
        observations.year,
        sum(observations.value) filter (
            where observations.indicator_code = 'livelihood_households_escaped'
        ) as escaped,
        sum(observations.value) filter (
            where observations.indicator_code = 'livelihood_households'
        ) as took_part,
        count(*) filter (
            where
            observations.indicator_code = 'livelihood_households'
            and observations.value_state = 'not_submitted'
        ) as unknown
    from observations
    where
        observations.indicator_code in ('livelihood_households_escaped', 'livelihood_households')
        and not observations.is_stated_total
    group by observations.submission_id, observations.year
),

cumulative as (
    select
        submission_id,
        year,
        sum(escaped) over years as escaped,
        sum(took_part) over years as took_part,
        sum(unknown) over years as unknown
    from so_far
    window
        years as (
            partition by submission_id
            order by so_far.year
        )
),

findings as (
    select
        observations.*,
        sums.value as expected,
        sums.note
    from observations
    inner join sums using (submission_id, indicator_code, year)
    where observations.is_stated_total and observations.value <> sums.value
    union all
    select
        observations.*,
        cumulative.took_part as expected,
        format(
            'lũy kế là {:t.}, lớn hơn số lượt hộ tham gia lũy kế là',
            cast(cumulative.escaped as bigint)
        ) as note
    from observations
    inner join cumulative using (submission_id, year)
    where
        observations.indicator_code = 'livelihood_households_escaped'
        and observations.value > 0
        and cumulative.unknown = 0
        and cumulative.escaped > cumulative.took_part
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
