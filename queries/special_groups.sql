-- question: How many poor households belong to the groups that need care of their own?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a group, in the order of the forms: indicator_code, group_name, households,
--   poor_households (of the districts that know both), share (% of the poor households),
--   value_state, share_state, is_small (fewer poor households than the small number),
--   units_reported, units_expected (behind the share)
with
missing as (
    select
        indicators.indicator_code,
        indicators.short_name,
        indicators.section,
        indicators.sheet_order,
        asked_states.value_state as missing_state
    from indicators
    inner join asked_states using (indicator_code)
    where
        asked_states.year = $year
        and indicators.indicator_code in (
            'poor_households_ethnic_minority', 'poor_households_female_headed',
            'poor_households_no_labour_capacity', 'poor_households_merit'
        )
)

select
    missing.indicator_code,
    missing.short_name as group_name,
    cast(indicator_values.numerator as double) as households,
    cast(shares.whole as double) as poor_households,
    shares.share,
    coalesce(indicator_values.value_state, missing.missing_state) as value_state,
    coalesce(shares.share_state, missing.missing_state) as share_state,
    is_small(shares.whole) as is_small,
    shares.units_reported,
    shares.units_expected
from missing
left join indicator_values
    on
        missing.indicator_code = indicator_values.indicator_code
        and indicator_values.area_code = $area_code
        and indicator_values.year = $year
        and indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.member_code = 'all'
left join shares
    on
        missing.indicator_code = shares.indicator_code
        and shares.area_code = $area_code
        and shares.year = $year
order by missing.section, missing.sheet_order, missing.indicator_code
