-- rule: V83
-- severity: warning
-- question: In which year are some communes of a district reported and others not?
-- params: none
-- message: {place}: biểu có số của {found} trong {expected} xã, phường, thị trấn; còn thiếu {note}.
-- returns: one row a finding, by submission, year; found is the communes with all their numbers,
--   expected the communes of the district, note those that lack one
with communes as (
    select
        observations.submission_id,
        observations.year,
        observations.area_code,
        any_value(areas.name) as name,
        any_value(areas.official_order) as official_order,
        count(*) = count(observations.value) as is_complete,
        count(observations.value) > 0 as is_begun,
        min_by(
            observations.cell, indicators.commune_order
        ) filter (where observations.value is null) as cell,
        min_by(
            observations.indicator_code, indicators.commune_order
        ) filter (where observations.value is null) as indicator_code
    from observations
    inner join areas using (area_code)
    inner join indicators using (indicator_code)
    where areas.level = 'commune' and not observations.is_stated_total
    group by observations.submission_id, observations.year, observations.area_code
),

districts as (
    select
        submission_id,
        year,
        count(*) filter (where is_complete) as complete,
        count(*) as communes,
        bool_or(is_begun) as is_begun,
        min_by(area_code, official_order) filter (where not is_complete) as area_code,
        array_to_string(
            list(name order by official_order) filter (where not is_complete), ', '
        ) as missing
    from communes
    group by submission_id, year
)

select
    districts.submission_id,
    'warning' as severity,
    communes.indicator_code,
    districts.year,
    'total' as settlement,
    'all' as household_class,
    'all' as project_code,
    'all' as member_code,
    observations.sheet,
    communes.cell,
    cast(districts.complete as double) as found,
    cast(districts.communes as double) as expected,
    districts.missing as note
from districts
inner join communes using (submission_id, year, area_code)
inner join observations using (submission_id, year, area_code, indicator_code, cell)
where districts.is_begun and districts.complete < districts.communes
order by all
