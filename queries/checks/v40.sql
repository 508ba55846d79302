-- rule: V40
-- severity: error
-- question: Which districts that are no poor district give a figure that is asked of these only?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, cần {note}.
-- returns: one row a finding, by submission, indicator, year; found is the number, expected null,
--   note what is needed; outputs of projects are checked by V52
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
    cast(null as double) as expected,
    'dấu “–”, vì chỉ tiêu này chỉ áp dụng cho huyện nghèo' as note
from observations
inner join indicators using (indicator_code)
inner join areas using (area_code)
where
    indicators.eligibility = 'poor_district'
    and indicators.project_code is null
    and areas.level = 'district'
    and not areas.is_poor_district
    and observations.value is not null
order by all
