-- rule: V25
-- severity: warning
-- question: Where do the two movement sheets differ on the poor households that became near-poor?
-- params: none
-- message: {place}: số hộ nghèo trở thành hộ cận nghèo ghi {found}, nhưng {note} ghi {expected}.
-- returns: one row a finding, by submission, year; found is the number among the near-poor
--   movements, expected the same number among the poor movements, note where that stands
select
    observations.submission_id,
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(observations.value as double) as found,
    cast(mirrors.value as double) as expected,
    format('biểu “{}”, ô {}', mirrors.sheet, mirrors.cell) as note
from observations
inner join observations as mirrors using (submission_id, year)
where
    observations.indicator_code = 'near_poor_from_poor'
    and mirrors.indicator_code = 'poor_to_near_poor'
    and observations.value <> mirrors.value
order by all
