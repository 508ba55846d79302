-- rule: P02
-- severity: warning
-- question: Which numbers of the unit's version before are gone, or 10 or 1,000 times as large or
--   small?
-- params: none
-- message: {place}: “{indicator}” ghi {found} ({note}), phiên bản trước ghi {expected}.
-- returns: one row a finding, by submission, cell; found is the number of the current version (null:
--   blank), expected that of the version before, note what happened to it
with versions as (
    select
        submission_id,
        is_current,
        lag(submission_id) over (partition by unit_code order by version) as earlier_id
    from submissions
    -- Samples are invented and compared with nothing.
    where not is_illustrative
),

pairs as (
    select
        observations.*,
        earlier.value as expected,
        case
            when observations.value is null then 'nay để trống'
            when observations.value >= 1000 * earlier.value then 'gấp 1.000 lần trở lên'
            when 1000 * observations.value <= earlier.value then 'giảm còn 1/1.000 trở xuống'
            when abs(observations.value - 10 * earlier.value) <= 0.1 * earlier.value
                then 'gấp 10 lần'
            when abs(10 * observations.value - earlier.value) <= 0.01 * earlier.value
                then 'giảm còn 1/10'
        end as note
    from versions
    inner join observations using (submission_id)
    inner join observations as earlier
        on
            versions.earlier_id = earlier.submission_id
            and observations.area_code = earlier.area_code
            and observations.indicator_code = earlier.indicator_code
            and observations.year = earlier.year
            and observations.settlement = earlier.settlement
            and observations.household_class = earlier.household_class
            and observations.project_code = earlier.project_code
            and observations.capital_source = earlier.capital_source
            and observations.capital_type = earlier.capital_type
            and observations.member_code = earlier.member_code
    where
        versions.is_current
        and not observations.is_stated_total
        and observations.value_state <> 'not_applicable'
        and earlier.value is not null
        -- From 0, or to 0, is no slip of scale.
        and (observations.value is null or (earlier.value > 0 and observations.value > 0))
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
    cast(expected as double) as expected,
    note
from pairs
where note is not null
order by all
