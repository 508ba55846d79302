-- question: Which districts are there, in the official order?
-- params: none
-- returns: one row a district, official order: area_code, area_name, full_name, area_group,
--   is_poor_district, communes, official_order
select
    areas.area_code,
    areas.name as area_name,
    areas.full_name,
    areas.area_group,
    areas.is_poor_district,
    count(communes.area_code) as communes,
    areas.official_order
from areas
left join areas as communes on areas.area_code = communes.parent_code
where areas.level = 'district'
group by all
order by areas.official_order
