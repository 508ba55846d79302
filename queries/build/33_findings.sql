-- grain: One row a finding of a rule on a cell.
create table findings (
    submission_id varchar not null,
    rule varchar not null,
    severity varchar not null check (severity in ('error', 'warning', 'info')),
    sheet varchar not null,
    cell varchar not null,
    found varchar,
    expected varchar,
    message varchar not null,
    indicator_code varchar,
    year integer,
    explanation varchar
);

comment on table findings is 'One row a finding of a rule on a cell.';
comment on column findings.submission_id is 'version of the workbook';
comment on column findings.rule is 'rule';
comment on column findings.severity is 'error, warning or info';
comment on column findings.sheet is 'sheet of the workbook';
comment on column findings.cell is 'cell of the sheet';
comment on column findings.found is 'what was found, as printed';
comment on column findings.expected is 'what was expected, as printed';
comment on column findings.message is 'the sentence in Vietnamese';
comment on column findings.indicator_code is 'indicator';
comment on column findings.year is 'year';
comment on column findings.explanation is 'what the officer explained when publishing the workbook';

insert into findings
select
    incoming_findings.submission_id,
    incoming_findings.rule,
    incoming_findings.severity,
    incoming_findings.sheet,
    incoming_findings.cell,
    incoming_findings.found,
    incoming_findings.expected,
    incoming_findings.message,
    incoming_findings.indicator_code,
    cast(incoming_findings.year as integer) as year,
    publications.note as explanation
from incoming_findings
inner join submissions using (submission_id)
left join publications using (publication)
order by all;
