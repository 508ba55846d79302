-- adds: the observations of workbooks that were read.
insert into observations
select
    submission_id,
    unit_code,
    area_code,
    indicator_code,
    cast(year as integer) as year,
    settlement,
    household_class,
    project_code,
    capital_source,
    capital_type,
    member_code,
    value_kind,
    cast(value as decimal(20, 4)) as value,
    value_state,
    is_stated_total,
    sheet,
    cell,
    raw_text
from incoming_observations
order by submission_id;
