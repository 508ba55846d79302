-- rule: V10
-- severity: warning
-- question: Where do the communes not add up to their district, or the districts not to the figure
--   that a province-level unit gives for the whole province?
-- params: none
-- message: {place}: “{indicator}” là {found}, {note} {expected}.
-- returns: one row a finding, by submission, severity, indicator, year, class, member; found is the
--   number of the whole, expected the sum of its parts, note how many parts there are
with commune_counts as (
    select
        parent_code as area_code,
        count(*) as communes
    from areas
    where level = 'commune'
    group by parent_code
),

commune_sums as (
    -- Only when every commune is reported.
    select
        observations.submission_id,
        areas.parent_code as area_code,
        observations.indicator_code,
        observations.year,
        any_value(commune_counts.communes) as parts,
        sum(observations.value) as value
    from observations
    inner join areas using (area_code)
    inner join commune_counts on areas.parent_code = commune_counts.area_code
    where areas.level = 'commune'
    group by
        observations.submission_id,
        areas.parent_code,
        observations.indicator_code,
        observations.year
    having count(observations.value) = any_value(commune_counts.communes)
),

compared_indicators as (
    select indicator_code
    from indicators
    where province_role = 'whole' or commune_order is not null
),

-- What each unit gives for its own area: urban and rural together.
own_sums as (
    select
        observations.submission_id,
        observations.area_code,
        observations.indicator_code,
        observations.year,
        observations.household_class,
        observations.member_code,
        areas.level,
        submissions.is_current and not submissions.is_illustrative as is_in_force,
        sum(observations.value) as value,
        bool_or(observations.value_state = 'not_submitted') as has_missing
    from observations
    inner join submissions using (submission_id)
    inner join areas using (area_code)
    inner join compared_indicators using (indicator_code)
    where
        not observations.is_stated_total
        and areas.level in ('province', 'district')
    group by all
),

district_counts as (
    select count(*) as districts
    from areas
    where level = 'district'
),

district_sums as (
    -- Only when every district is reported, those left out to which the indicator does not apply;
    -- samples are invented and compared with nothing.
    select
        own_sums.indicator_code,
        own_sums.year,
        own_sums.household_class,
        own_sums.member_code,
        count(own_sums.value) as parts,
        sum(own_sums.value) as value
    from own_sums
    cross join district_counts
    where own_sums.level = 'district' and own_sums.is_in_force
    group by
        own_sums.indicator_code,
        own_sums.year,
        own_sums.household_class,
        own_sums.member_code,
        district_counts.districts
    having
        count(*) = district_counts.districts
        and count(own_sums.value) > 0
        and not bool_or(own_sums.has_missing)
),

differing as (
    select
        own_sums.*,
        commune_sums.value as expected,
        format('{} xã, phường, thị trấn cộng lại là', commune_sums.parts) as note
    from own_sums
    inner join commune_sums using (submission_id, area_code, indicator_code, year)
    union all
    select
        own_sums.*,
        district_sums.value as expected,
        format('{} huyện, thị xã, thành phố cộng lại là', district_sums.parts) as note
    from own_sums
    inner join district_sums using (indicator_code, year, household_class, member_code)
    inner join indicators using (indicator_code)
    where
        own_sums.level = 'province'
        and own_sums.is_in_force
        and indicators.province_role = 'whole'
)

select
    observations.submission_id,
    -- Whose number is right the province's officer finds out: never a reason to refuse a workbook.
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(differing.value as double) as found,
    cast(differing.expected as double) as expected,
    differing.note
from differing
inner join observations
    using (submission_id, area_code, indicator_code, year, household_class, member_code)
where
    observations.settlement = 'total'
    and not differing.has_missing
    -- Amounts are printed with 2 decimals.
    and abs(differing.value - differing.expected) > 0.005
order by all
