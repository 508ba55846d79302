-- question: Where do the labels of the districts stand on the map?
-- params: none
-- returns: one row a district: area_code, longitude, latitude, label_longitude, label_latitude,
--   outside, align
select
    area_code,
    longitude,
    latitude,
    label_longitude,
    label_latitude,
    outside,
    align
from label_anchors
order by area_code
