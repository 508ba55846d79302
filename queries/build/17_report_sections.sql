-- grain: One row a section of the final report.
create table report_sections (
    section_code varchar not null,
    parent_code varchar,
    official_order integer not null,
    name varchar not null,
    evidence varchar not null,
    is_asked boolean not null,
    primary key (section_code)
);

comment on table report_sections is 'One row a section of the final report.';
comment on column report_sections.section_code is 'code';
comment on column report_sections.parent_code is 'section it belongs to';
comment on column report_sections.official_order is 'order';
comment on column report_sections.name is 'heading';
comment on column report_sections.evidence is 'F seen, I inferred, B background';
comment on column report_sections.is_asked is 'the workbook asks for its text';

insert into report_sections
select
    section_code,
    parent_code,
    cast(official_order as integer) as official_order,
    name,
    evidence,
    cast(is_asked as boolean) as is_asked
from source_report_sections;
