-- adds: the report texts of workbooks that were read.
insert into report_texts
select
    submission_id,
    unit_code,
    section_code,
    content,
    sheet,
    cell
from incoming_texts
order by submission_id, section_code;
