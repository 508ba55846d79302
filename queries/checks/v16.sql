-- rule: V16
-- severity: error
-- question: Which numbers cannot be in this province, whatever they count?
-- params: none
-- message: {place}: “{indicator}” ghi {found}, không thể có trong tỉnh (nhiều nhất {expected}).
--   {note}
-- returns: one row a finding, by submission, indicator, year; found is the largest number,
--   expected what the province can have at most, note the likely unit and how many more there are
with bounds as (
    select
        indicator_code,
        -- Bình Định: 1,5 million people, some 20.000 tỷ đồng of budget in a year.
        case
            when indicator_code = 'income_per_capita' then 1000
            when value_type = 'amount' then 10000000
            when unit = 'hộ' then 1000000
            when value_type = 'count' then 5000000
        end as most,
        value_type
    from indicators
    where indicator_code <> 'target_value'
)

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
    cast(bounds.most as double) as expected,
    if(
        bounds.value_type = 'amount', 'Có thể nhập bằng đồng hoặc nghìn đồng thay cho triệu đồng.', ''
    )
    || if(
        count(*) over places = 1,
        '',
        format(' Còn {} ô như vậy trong năm.', count(*) over places - 1)
    ) as note
from observations
inner join bounds using (indicator_code)
where
    observations.value > bounds.most
    and not observations.is_stated_total
window
    places as (
        partition by
            observations.submission_id,
            observations.area_code,
            observations.indicator_code,
            observations.year
    )
qualify
    row_number() over (
        partition by
            observations.submission_id,
            observations.area_code,
            observations.indicator_code,
            observations.year
        order by observations.value desc, observations.cell
    ) = 1
order by all
