-- rule: P01
-- severity: warning
-- question: Which submitted figures differ from a published figure of the same key?
-- params: none
-- message: {place}: {indicator} ghi {found}, số đã công bố là {expected} ({note}).
-- returns: one row a finding, by submission, cell; found is the submitted, expected the published
--   figure, note its source and the slip that would explain the difference; suspect, approximate
--   and not comparable figures are left out
with differing as (
    select
        observations.*,
        published_figures.value as expected,
        published_figures.source_title
    from observations
    inner join indicators using (indicator_code)
    inner join areas using (area_code)
    inner join published_figures
        on
            observations.indicator_code = published_figures.indicator_code
            and observations.area_code = published_figures.area_code
            and observations.year = published_figures.year
            and observations.settlement = published_figures.settlement
            and published_figures.ethnicity = 'total'
            and observations.household_class = published_figures.household_class
            and observations.member_code = published_figures.member_code
            and published_figures.project_code in (
                observations.project_code, indicators.project_code
            )
            and (indicators.unit = published_figures.unit or indicators.value_type = 'count')
    where
        published_figures.value_kind = 'actual'
        and not published_figures.is_suspect
        and not published_figures.is_approximate
        and observations.value is not null
        and round(observations.value, 2) <> round(published_figures.value, 2)
        -- What a department did itself is a part of the province's figure.
        and (areas.level <> 'province' or indicators.province_role = 'whole')
),

places as (select cast(pow(10, unnest(range(9))) as bigint) as place),

swaps as (
    -- Swapping digits b and a (tens b, ones a, at a place) adds 9·(a − b) at that place.
    select distinct
        differing.submission_id,
        differing.sheet,
        differing.cell,
        differing.expected
    from differing
    cross join places
    where
        differing.value >= 10 * places.place
        and differing.value = trunc(differing.value)
        and differing.expected = differing.value + 9 * places.place * (
            cast(differing.value as bigint) // places.place % 10
            - cast(differing.value as bigint) // (10 * places.place) % 10
        )
)

select
    differing.submission_id,
    'warning' as severity,
    differing.indicator_code,
    differing.year,
    differing.settlement,
    differing.household_class,
    differing.project_code,
    differing.member_code,
    differing.sheet,
    differing.cell,
    cast(differing.value as double) as found,
    cast(differing.expected as double) as expected,
    differing.source_title
    || case
        when swaps.expected is not null
            then format('; có thể đảo chữ số: {:t.}', cast(swaps.expected as bigint))
        when differing.expected = 0 or differing.value = 0 then ''
        when differing.value = 10 * differing.expected then '; có thể thừa một chữ số 0'
        when 10 * differing.value = differing.expected then '; có thể thiếu một chữ số 0'
        when
            differing.value = 1000 * differing.expected
            or 1000 * differing.value = differing.expected
            then '; có thể nhầm đơn vị 1.000 lần'
        when
            differing.value = 1000000 * differing.expected
            or 1000000 * differing.value = differing.expected
            then '; có thể nhầm đơn vị 1.000.000 lần'
        else ''
    end as note
from differing
left join swaps using (submission_id, sheet, cell, expected)
order by all
