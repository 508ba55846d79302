-- rule: V73
-- severity: warning
-- question: Where are more commended than were proposed so far, by form of award?
-- params: none
-- message: {place}: “{indicator}” lũy kế là {found}, lớn hơn số được đề nghị ({expected}).
-- returns: one row a finding, by submission, indicator, year, form of award; found is those
--   commended in the years so far, expected those proposed
with pairs (commended_code, proposed_code) as (
    values
    ('commended_collectives', 'proposed_collectives'),
    ('commended_individuals', 'proposed_individuals'),
    ('commended_households', 'proposed_households')
),

both_sides as (
    select
        observations.submission_id,
        pairs.commended_code as indicator_code,
        observations.year,
        observations.member_code,
        max(observations.value) filter (
            where observations.indicator_code = pairs.commended_code
        ) as commended,
        max(observations.value) filter (
            where observations.indicator_code = pairs.proposed_code
        ) as proposed,
        count(*) = count(observations.value) as is_known
    from observations
    inner join pairs
        on observations.indicator_code in (pairs.commended_code, pairs.proposed_code)
    where not observations.is_stated_total and observations.value_state <> 'not_applicable'
    group by
        observations.submission_id,
        pairs.commended_code,
        observations.year,
        observations.member_code
),

cumulative as (
    select
        submission_id,
        indicator_code,
        year,
        member_code,
        sum(commended) over so_far as commended,
        sum(proposed) over so_far as proposed,
        bool_and(is_known) over so_far as is_known
    from both_sides
    window
        so_far as (
            partition by submission_id, indicator_code, member_code
            order by year
        )
)

select
    observations.submission_id,
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(cumulative.commended as double) as found,
    cast(cumulative.proposed as double) as expected,
    '' as note
from observations
inner join cumulative using (submission_id, indicator_code, year, member_code)
where
    not observations.is_stated_total
    and cumulative.is_known
    and cumulative.commended > cumulative.proposed
order by all
