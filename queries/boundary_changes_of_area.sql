-- question: Which changes of boundaries break the series of an area?
-- params:
--   $area_code  text  district, or the province: what breaks a district's series breaks its own
--   $settlement  text  total, urban or rural
-- returns: one row a change, oldest first: year, note, source_title, source_url
select
    boundary_changes.year,
    boundary_changes.note,
    boundary_changes.source_title,
    boundary_changes.source_url
from boundary_changes
inner join areas using (area_code)
where
    (areas.area_code = $area_code or areas.parent_code = $area_code)
    and (not boundary_changes.settlement_only or $settlement <> 'total')
order by boundary_changes.year, boundary_changes.area_code, boundary_changes.note
