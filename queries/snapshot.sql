-- question: What does this snapshot hold, and as of when?
-- params: none
-- returns: one row: built_at, baseline_year, latest_actual_year, as_of_date, earliest_as_of_date,
--   units_received, units_expected, illustrative_units, is_schematic_map, programme_name, standard
select
    snapshots.built_at,
    snapshots.baseline_year,
    snapshots.latest_actual_year,
    snapshots.as_of_date,
    (
        select min(submissions.as_of_date)
        from submissions
        where submissions.is_current
    ) as earliest_as_of_date,
    snapshots.units_received,
    snapshots.units_expected,
    snapshots.illustrative_units,
    snapshots.is_schematic_map,
    programmes.name as programme_name,
    programmes.standard
from snapshots
inner join programmes using (programme_code)
