-- question: How many temporary houses of the list of a year were removed, and with which money?
-- params:
--   $year  integer  year; where nobody has a house on its list, the latest year with one is shown
-- returns: one row an area, the districts in official order, the province last: area_code,
--   area_name, level, list_year (the year shown), asked_state (of the lists of the year asked for:
--   reported where a district gave one, 0 included), to_remove, completed, completion_rate (%),
--   started, started_to_remove, new_to_remove, new_completed, repaired_to_remove,
--   repaired_completed (houses; of the province each pair of the districts that gave both), funding,
--   funding_central, funding_local, funding_social (triệu đồng; of the province of the districts
--   that gave the whole funding), social_share (% of the funding), house_state, started_state,
--   new_state, repaired_state, funding_state, funding_central_state, funding_local_state,
--   funding_social_state, is_estimate, units_reported, units_expected (behind the completed houses),
--   started_units, new_units, repaired_units, funding_units (districts behind each)
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

provinces as (
    select area_code
    from areas
    where level = 'province'
),

-- Of a district its cells. Of the province what stands on the same districts in part and whole,
-- and the plain sums where nothing was to do anywhere.
counts as (
    select
        parts.area_code,
        parts.indicator_code,
        parts.member_code,
        shares.share,
        parts.value_kind = 'estimate' as is_estimate,
        provinces.area_code is not null and shares.share_state <> 'not_applicable' as is_paired,
        if(is_paired, shares.units_reported, parts.units_reported) as units_reported,
        if(is_paired, shares.units_expected, parts.units_expected) as units_expected,
        if(is_paired, cast(shares.part as double), parts.value) as done,
        if(is_paired, cast(shares.whole as double), wholes.value) as wanted,
        case
            when is_paired then shares.share_state
            when shares.whole_code = parts.indicator_code then parts.value_state
            else joint_state(parts.value_state, coalesce(wholes.value_state, 'not_submitted'))
        end as value_state
    from amounts as parts
    inner join years_shown using (year)
    inner join shares
        on
            parts.area_code = shares.area_code
            and parts.indicator_code = shares.indicator_code
            and parts.year = shares.year
            and parts.member_code = shares.member_code
    left join amounts as wholes
        on
            parts.area_code = wholes.area_code
            and parts.year = wholes.year
            and shares.whole_code = wholes.indicator_code
            and parts.member_code = wholes.member_code
    left join provinces on parts.area_code = provinces.area_code
),

cells as (
    select
        area_code,
        any_value(wanted) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as to_remove,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as completed,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as house_state,
        any_value(units_reported) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as units_reported,
        any_value(units_expected) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as units_expected,
        any_value(share) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'all'
        ) as completion_rate,
        any_value(wanted) filter (
            where indicator_code = 'temporary_houses_started' and member_code = 'all'
        ) as started_to_remove,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_started' and member_code = 'all'
        ) as started,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_started' and member_code = 'all'
        ) as started_state,
        any_value(units_reported) filter (
            where indicator_code = 'temporary_houses_started' and member_code = 'all'
        ) as started_units,
        any_value(wanted) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'new'
        ) as new_to_remove,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'new'
        ) as new_completed,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'new'
        ) as new_state,
        any_value(units_reported) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'new'
        ) as new_units,
        any_value(wanted) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'repaired'
        ) as repaired_to_remove,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'repaired'
        ) as repaired_completed,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'repaired'
        ) as repaired_state,
        any_value(units_reported) filter (
            where indicator_code = 'temporary_houses_completed' and member_code = 'repaired'
        ) as repaired_units,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'all'
        ) as funding,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'all'
        ) as funding_state,
        any_value(units_reported) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'all'
        ) as funding_units,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'central'
        ) as funding_central,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'central'
        ) as funding_central_state,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'local'
        ) as funding_local,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'local'
        ) as funding_local_state,
        any_value(done) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'social'
        ) as funding_social,
        any_value(value_state) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'social'
        ) as funding_social_state,
        any_value(share) filter (
            where indicator_code = 'temporary_houses_funding' and member_code = 'social'
        ) as social_share,
        bool_or(is_estimate) as is_estimate
    from counts
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
    to_remove,
    completed,
    completion_rate,
    started,
    started_to_remove,
    new_to_remove,
    new_completed,
    repaired_to_remove,
    repaired_completed,
    funding,
    funding_central,
    funding_local,
    funding_social,
    social_share,
    coalesce(house_state, missing_state) as house_state,
    coalesce(started_state, missing_state) as started_state,
    coalesce(new_state, missing_state) as new_state,
    coalesce(repaired_state, missing_state) as repaired_state,
    coalesce(funding_state, missing_state) as funding_state,
    coalesce(funding_central_state, missing_state) as funding_central_state,
    coalesce(funding_local_state, missing_state) as funding_local_state,
    coalesce(funding_social_state, missing_state) as funding_social_state,
    coalesce(is_estimate, false) as is_estimate,
    coalesce(units_reported, 0) as units_reported,
    coalesce(units_expected, 0) as units_expected,
    coalesce(started_units, 0) as started_units,
    coalesce(new_units, 0) as new_units,
    coalesce(repaired_units, 0) as repaired_units,
    coalesce(funding_units, 0) as funding_units
from shown
order by level, official_order
