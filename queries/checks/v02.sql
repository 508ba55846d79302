-- rule: V02
-- severity: error
-- question: For which area and year is the number of households missing or 0?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, cần {note}; thiếu số này thì không tính được tỷ lệ.
-- returns: one row a finding, by submission, year, settlement; found is the number (null: blank),
--   expected null, note what is needed
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
    'số lớn hơn 0' as note
from observations
inner join areas using (area_code)
where
    observations.indicator_code = 'households_total'
    and not observations.is_stated_total
    and (
        observations.value = 0
        -- Communes are optional, and the province is the sum of its districts.
        or (areas.level = 'district' and observations.value_state = 'not_submitted')
    )
order by all
