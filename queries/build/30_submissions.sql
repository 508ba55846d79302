-- grain: One row an accepted version of the workbook of a unit.
create table submissions (
    submission_id varchar not null,
    unit_code varchar not null,
    version integer not null check (version >= 1),
    file_name varchar not null,
    sha256 varchar not null,
    received_at timestamp not null,
    as_of_date date not null,
    report_submitted_on date,
    conference_held_on date,
    prepared_by varchar,
    template_version varchar not null,
    is_illustrative boolean not null,
    is_current boolean not null,
    publication integer,
    primary key (submission_id),
    unique (unit_code, version)
);

comment on table submissions is 'One row an accepted version of the workbook of a unit.';
comment on column submissions.submission_id is 'unit and version';
comment on column submissions.unit_code is 'reporting unit';
comment on column submissions.version is '1 for the unit''s first workbook';
comment on column submissions.file_name is 'name of the file';
comment on column submissions.sha256 is 'digest of the file';
comment on column submissions.received_at is 'when the file came in, UTC';
comment on column submissions.as_of_date is 'cut-off date on the cover';
comment on column submissions.report_submitted_on is 'when the final report was sent, from the cover';
comment on column submissions.conference_held_on is 'when the unit held its review conference, from the cover';
comment on column submissions.prepared_by is 'who prepared it, from the cover';
comment on column submissions.template_version is 'version of the template';
comment on column submissions.is_illustrative is 'a sample, not a real submission';
comment on column submissions.is_current is 'the unit''s newest version';
comment on column submissions.publication is 'publication it came with; null for a sample';
