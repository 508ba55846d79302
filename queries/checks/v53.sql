-- rule: V53
-- severity: error, warning
-- question: Where was more capital disbursed than there was, in the year or cumulatively?
-- params: none
-- message: {place}: giải ngân {found} triệu đồng, lớn hơn {note} ({expected} triệu đồng).
-- returns: one row a finding, by submission, severity, year, project (a warning where the capital
--   carried in is blank); found is the capital disbursed,
--   expected what could be disbursed in the year, note how that is counted
with lines as (
    select
        submission_id,
        year,
        project_code,
        capital_source,
        capital_type,
        max(value) filter (where indicator_code = 'capital_plan') as planned,
        max(value) filter (where indicator_code = 'capital_carried_in') as carried_in,
        max(value) filter (where indicator_code = 'capital_disbursed') as disbursed
    from observations
    where
        indicator_code in ('capital_plan', 'capital_carried_in', 'capital_disbursed')
        and not is_stated_total
    group by submission_id, year, project_code, capital_source, capital_type
),

cumulative as (
    select
        *,
        planned + coalesce(carried_in, 0) as of_the_year,
        carried_in is not null as is_carried_in_known,
        first_value(carried_in) over so_far + sum(planned) over so_far
        - sum(disbursed) over so_far + disbursed as left_over,
        -- A blank is not 0: with one in the years so far nobody knows what was left.
        count(planned) over so_far = count(*) over so_far
        and count(disbursed) over so_far = count(*) over so_far
        and first_value(carried_in) over so_far is not null as is_known
    from lines
    window
        so_far as (
            partition by submission_id, project_code, capital_source, capital_type
            order by year
        )
),

limits as (
    select
        *,
        case
            when not is_known or left_over >= of_the_year then of_the_year
            else greatest(left_over, 0)
        end as available,
        case
            when not is_known or left_over >= of_the_year
                then
                    if(
                        is_carried_in_known,
                        'kế hoạch cộng vốn năm trước chuyển sang',
                        'kế hoạch, trong khi vốn năm trước chuyển sang để trống'
                    )
            else 'phần còn lại của kế hoạch lũy kế và vốn chuyển sang ban đầu'
        end as note
    from cumulative
)

select
    observations.submission_id,
    if(limits.is_carried_in_known, 'error', 'warning') as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(limits.available as double) as expected,
    limits.note
from observations
inner join limits using (submission_id, year, project_code, capital_source, capital_type)
where
    observations.indicator_code = 'capital_disbursed'
    and not observations.is_stated_total
    -- Amounts are printed with 2 decimals.
    and observations.value > limits.available + 0.005
order by all
