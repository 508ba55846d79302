-- rule: V02
-- severity: error
-- question: For which area and year is the number of households missing or 0?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, cần {note}; thiếu số này thì không tính được tỷ lệ.
-- returns: one row a finding, by submission, year, settlement; found is the number (null: blank),
--   expected null, note what is needed
select
    submission_id,
    'error' as severity,
    indicator_code,
    year,
    settlement,
    household_class,
    project_code,
    member_code,
    sheet,
    cell,
    cast(value as double) as found,
    cast(null as double) as expected,
    'số lớn hơn 0' as note
from observations
where
    indicator_code = 'households_total'
    and not is_stated_total
    and (value_state = 'not_submitted' or value = 0)
order by all
