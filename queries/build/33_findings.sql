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
comment on column findings.explanation is 'what the officer explained';

insert into findings
select
    submission_id,
    rule,
    severity,
    sheet,
    cell,
    found,
    expected,
    message,
    indicator_code,
    cast(year as integer) as year,
    explanation
from incoming_findings
order by all;
