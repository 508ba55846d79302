-- rule: V11
-- severity: error
-- question: Where are more communes counted than the unit has?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, lớn hơn số đơn vị cấp xã ({expected}).
-- returns: one row a finding, by submission, indicator, year; found is the number of communes (or
--   of stations, one a commune), expected all communes of the unit
select
    observations.submission_id,
    'error' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(wholes.value as double) as expected,
    '' as note
from observations
inner join observations as wholes using (submission_id, area_code, year)
where
    observations.indicator_code in (
        'communes_without_poor_households',
        'difficult_communes_exit',
        'commune_radio_stations_upgraded'
    )
    and wholes.indicator_code = 'communes_total'
    and observations.value > wholes.value
order by all
