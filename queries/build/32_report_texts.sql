-- grain: One row a text of a workbook.
create table report_texts (
    submission_id varchar not null,
    unit_code varchar not null,
    section_code varchar not null,
    content varchar,
    sheet varchar not null,
    cell varchar not null,
    primary key (submission_id, section_code)
);

comment on table report_texts is 'One row a text of a workbook.';
comment on column report_texts.submission_id is 'version of the workbook it came from';
comment on column report_texts.unit_code is 'reporting unit';
comment on column report_texts.section_code is 'section of the report';
comment on column report_texts.content is 'the text; null when not submitted';
comment on column report_texts.sheet is 'sheet of the workbook';
comment on column report_texts.cell is 'cell of the sheet';
