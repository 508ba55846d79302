-- question: Which workbooks were received, in which versions?
-- params: none
-- returns: one row a unit a version, districts first, official order, newest first: unit_code,
--   unit_name, version, is_current, file_name, as_of_date, received_at, prepared_by, sha256,
--   is_illustrative, cells, errors, warnings, publication, published_by, note
with
cell_counts as (
    select
        submission_id,
        count(*) filter (where value_state = 'reported') as cells
    from observations
    group by all
),

finding_counts as (
    select
        submission_id,
        count(*) filter (where severity = 'error') as errors,
        count(*) filter (where severity = 'warning') as warnings
    from findings
    group by all
)

select
    reporting_units.unit_code,
    reporting_units.name as unit_name,
    submissions.version,
    submissions.is_current,
    submissions.file_name,
    submissions.as_of_date,
    submissions.received_at,
    submissions.prepared_by,
    submissions.sha256,
    submissions.is_illustrative,
    coalesce(cell_counts.cells, 0) as cells,
    coalesce(finding_counts.errors, 0) as errors,
    coalesce(finding_counts.warnings, 0) as warnings,
    submissions.publication,
    publications.published_by,
    publications.note
from reporting_units
left join submissions using (unit_code)
left join publications using (publication)
left join cell_counts using (submission_id)
left join finding_counts using (submission_id)
where submissions.submission_id is not null or reporting_units.kind = 'district'
order by
    reporting_units.official_order,
    submissions.version desc
