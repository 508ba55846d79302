-- question: What did the Fund for the Poor hold, raise and spend, area by area and year by year?
-- params:
--   $member_code  text  level of the Fund, or all
-- returns: one row an area a year, the districts in official order, the province last, oldest year
--   first: area_code, area_name, level, year, opening (triệu đồng, as all amounts), raised, spent,
--   closing (opening and raised less spent; none where different districts gave them), next_opening
--   (as stated the year after), unexplained (next_opening less closing),
--   value_state, is_estimate, units_reported, units_expected, has_province_fund (the Front gave the
--   provincial fund of the year)
with
first_asked as (
    select
        first_year,
        last_year
    from sheets
    where sheet_code = 'fund'
),

years_shown as (
    select unnest(range(snapshots.baseline_year, first_asked.last_year + 1)) as year
    from snapshots
    cross join first_asked
),

amounts as (
    select *
    from indicator_values
    where indicator_code like 'fund_for_poor_%' and settlement = 'total'
),

provincial as (
    select year
    from amounts
    where member_code = 'province' and value_state = 'reported'
    group by year
),

sums as (
    select
        area_code,
        year,
        max(value) filter (where indicator_code = 'fund_for_poor_opening_balance') as opening,
        max(value) filter (where indicator_code = 'fund_for_poor_mobilised') as raised,
        max(value) filter (where indicator_code = 'fund_for_poor_spent') as spent,
        opening + raised - spent as closing,
        bool_or(value_kind = 'estimate') as is_estimate,
        min(units_reported) as units_reported,
        max(units_reported) as most_reported,
        max(units_expected) as units_expected
    from amounts
    where member_code = $member_code
    group by area_code, year
),

balanced as (
    select
        sums.year,
        count(*) as districts
    from sums
    inner join areas using (area_code)
    where areas.level = 'district' and sums.closing is not null
    group by sums.year
),

cells as (
    select
        areas.area_code,
        areas.name as area_name,
        areas.level,
        areas.official_order,
        cast(years_shown.year as integer) as year,
        sums.opening,
        sums.raised,
        sums.spent,
        -- Of the province only where the same districts stand behind all three.
        case
            when
                areas.level = 'district'
                or $member_code = 'province'
                or (
                    sums.units_reported = sums.most_reported
                    and sums.units_reported = coalesce(balanced.districts, 0)
                )
                then sums.closing
        end as closing,
        case
            when years_shown.year < first_asked.first_year then 'not_applicable'
            -- The provincial level of the Fund is the Front's; no district is asked for it.
            when areas.level = 'district' and $member_code = 'province' then 'not_applicable'
            when sums.closing is null then 'not_submitted'
            else 'reported'
        end as value_state,
        coalesce(sums.is_estimate, false) as is_estimate,
        coalesce(sums.units_reported, 0) as units_reported,
        coalesce(sums.units_expected, 0) as units_expected,
        provincial.year is not null as has_province_fund
    from areas
    cross join years_shown
    cross join first_asked
    left join sums on areas.area_code = sums.area_code and years_shown.year = sums.year
    left join balanced on years_shown.year = balanced.year
    left join provincial on years_shown.year = provincial.year
    where areas.level in ('district', 'province')
)

select
    area_code,
    area_name,
    level,
    year,
    opening,
    raised,
    spent,
    closing,
    lead(opening) over area_years as next_opening,
    case
        when
            units_reported = units_expected
            and lead(units_reported) over area_years = lead(units_expected) over area_years
            and has_province_fund = lead(has_province_fund) over area_years
            then lead(opening) over area_years - closing
    end as unexplained,
    value_state,
    is_estimate,
    units_reported,
    units_expected,
    has_province_fund
from cells
window
    area_years as (
        partition by area_code
        order by year
    )
order by level, official_order, year
