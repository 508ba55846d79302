-- rule: V21
-- severity: warning, error
-- question: Where do the movements of a year not lead to its number of poor households?
-- params: none
-- message: {place}: theo diễn biến, cuối năm còn {found} hộ nghèo; biểu kết quả rà soát
--   ghi {expected}, chênh lệch {difference} hộ. {note}
-- returns: one row a finding, by submission, year; an error above 5 % of the beginning; found is
--   the result of the movements, expected the households at the end, note the blank “khác” cells;
--   the cell is the “khác” where the difference would be entered
with terms as (
    select
        observations.submission_id,
        observations.year,
        observations.indicator_code,
        observations.cell,
        observations.value_state,
        observations.value,
        indicator_terms.factor,
        indicators.short_name,
        indicators.sheet_order,
        -- Blank “khác” cells are read as 0 and named: they are where a difference hides.
        observations.value_state = 'not_submitted'
        and observations.indicator_code in (
            'poor_other_decrease', 'poor_other_increase'
        ) as is_blank_other
    from observations
    inner join indicator_terms
        on
            observations.indicator_code = indicator_terms.term_code
            and indicator_terms.indicator_code = 'poor_households_by_movement'
    inner join indicators on observations.indicator_code = indicators.indicator_code
),

results as (
    select
        submission_id,
        year,
        sum(factor * value) as value,
        max(value) filter (where indicator_code = 'poor_households_beginning') as beginning,
        string_agg(
            format('“{}” (ô {})', short_name, cell), ', '
            order by sheet_order
        ) filter (where is_blank_other) as blank_others
    from terms
    group by submission_id, year
    having
        count(*) filter (where value_state = 'not_submitted' and not is_blank_other) = 0
        and beginning is not null
),

ends as (
    select
        submission_id,
        year,
        sum(value) as value
    from observations
    where
        indicator_code = 'poor_households'
        and settlement in ('urban', 'rural')
        and value_state <> 'not_applicable'
    group by submission_id, year
    having count(*) = count(value)
)

select
    observations.submission_id,
    case
        when abs(results.value - ends.value) > 0.05 * results.beginning then 'error'
        else 'warning'
    end as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(results.value as double) as found,
    cast(ends.value as double) as expected,
    coalesce(
        format('Ô để trống được tính là 0: {}; chênh lệch có thể ở đó.', results.blank_others),
        ''
    ) as note
from observations
inner join results using (submission_id, year)
inner join ends using (submission_id, year)
where
    -- At a cell that the unit enters: the blank “khác”, else the “khác” that would close it.
    observations.indicator_code in ('poor_other_decrease', 'poor_other_increase')
    and results.value <> ends.value
qualify
    row_number() over (
        partition by observations.submission_id, observations.year
        order by
            observations.value_state <> 'not_submitted',
            (observations.indicator_code = 'poor_other_decrease')
            <> (results.value > ends.value)
    ) = 1
order by all
