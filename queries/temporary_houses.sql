-- question: How many temporary houses of the list of a year were removed, and with which money?
-- params:
--   $year  integer  year; where nobody has a house on its list, the latest year with one is shown
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, list_year (the year shown), asked_state (of the lists of the year asked for:
--   reported where a district gave one, 0 included), to_remove, started, completed (houses; of the
--   province those of the districts that gave both the list and what was completed),
--   completion_rate (%), new_to_remove, new_completed, repaired_to_remove, repaired_completed
--   (houses), funding, funding_central, funding_local, funding_social (triệu đồng),
--   social_share (% of the funding), house_state, started_state, part_state, funding_state,
--   is_estimate, units_reported, units_expected, funding_units (districts behind the funding)
with
amounts as (
    select indicator_values.*
    from indicator_values
    where
        indicator_values.indicator_code like 'temporary_houses_%'
        and indicator_values.settlement = 'total'
),

lists as (
    select year
    from amounts
    inner join areas using (area_code)
    where
        areas.level = 'district'
        and amounts.indicator_code = 'temporary_houses_to_remove'
        and amounts.member_code = 'all'
        and amounts.value > 0
),

years_shown as (
    select
        case
            when bool_or(lists.year = $year) then $year
            else coalesce(max(lists.year), $year)
        end as year
    from lists
),

first_asked as (
    select first_year as year
    from sheets
    where sheet_code = 'policies'
),

asked_lists as (
    select
        case
            when $year < first_asked.year then 'not_applicable'
            when count(amounts.value) > 0 then 'reported'
            else 'not_submitted'
        end as asked_state
    from first_asked
    left join amounts
        on
            amounts.indicator_code = 'temporary_houses_to_remove'
            and amounts.year = $year
    group by first_asked.year
),

cells as (
    select
        area_code,
        max(value) filter (
            where indicator_code = 'temporary_houses_to_remove' and member_code = 'all'
        ) as to_remove,
        max(value) filter (
            where indicator_code = 'temporary_houses_to_remove' and member_code = 'new'
        ) as new_to_remove,
        max(value) filter (
            where indicator_code = 'temporary_houses_to_remove' and member_code = 'repaired'
        ) as repaired_to_remove,
        max(value) filter (
            where indicator_code = 'temporary_houses_started' and member_code = 'all'
        ) as started,
        max(value) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as completed,
        max(value) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'new'
        ) as new_completed,
        max(value) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'repaired'
        ) as repaired_completed,
        max(value) filter (
            where indicator_code = 'temporary_houses_completion_rate'
        ) as completion_rate,
        max(numerator) filter (
            where indicator_code = 'temporary_houses_completion_rate'
        ) as rate_numerator,
        max(denominator) filter (
            where indicator_code = 'temporary_houses_completion_rate'
        ) as rate_denominator,
        max(value) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'all'
        ) as funding,
        max(value) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'central'
        ) as funding_central,
        max(value) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'local'
        ) as funding_local,
        max(value) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'social'
        ) as funding_social,
        bool_or(value_kind = 'estimate') as is_estimate,
        max(units_reported) filter (
            where indicator_code = 'temporary_houses_completion_rate'
        ) as units_reported,
        max(units_expected) filter (
            where indicator_code = 'temporary_houses_completion_rate'
        ) as units_expected,
        max(units_reported) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'all'
        ) as funding_units
    from amounts
    inner join years_shown using (year)
    group by area_code
),

shown as (
    select
        areas.area_code,
        areas.name as area_name,
        areas.level,
        areas.official_order,
        years_shown.year as list_year,
        asked_lists.asked_state,
        cells.* exclude (area_code),
        case
            when years_shown.year < first_asked.year then 'not_applicable'
            else 'not_submitted'
        end as missing_state
    from areas
    cross join years_shown
    cross join first_asked
    cross join asked_lists
    left join cells using (area_code)
    where areas.level in ('district', 'province')
)

select
    area_code,
    area_name,
    level,
    list_year,
    asked_state,
    case
        when level = 'province' then cast(rate_denominator as double) else to_remove
    end as to_remove,
    started,
    case
        when level = 'province' then cast(rate_numerator as double) else completed
    end as completed,
    completion_rate,
    new_to_remove,
    new_completed,
    repaired_to_remove,
    repaired_completed,
    funding,
    funding_central,
    funding_local,
    funding_social,
    100 * funding_social / nullif(funding, 0) as social_share,
    case
        when to_remove is null or completed is null then missing_state
        when level = 'province' and rate_denominator is null then 'not_applicable'
        else 'reported'
    end as house_state,
    case when started is null then missing_state else 'reported' end as started_state,
    case
        when
            new_to_remove is null or new_completed is null
            or repaired_to_remove is null or repaired_completed is null
            then missing_state
        else 'reported'
    end as part_state,
    case when funding is null then missing_state else 'reported' end as funding_state,
    coalesce(is_estimate, false) as is_estimate,
    coalesce(units_reported, 0) as units_reported,
    coalesce(units_expected, 0) as units_expected,
    coalesce(funding_units, 0) as funding_units
from shown
order by level, official_order
