-- adds: the submissions of workbooks that were read.
insert into submissions
select
    submission_id,
    unit_code,
    version,
    file_name,
    sha256,
    received_at,
    as_of_date,
    report_submitted_on,
    conference_held_on,
    prepared_by,
    template_version,
    is_illustrative,
    is_current,
    publication
from incoming_submissions
order by unit_code, version;
