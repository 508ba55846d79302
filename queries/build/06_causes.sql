-- grain: One row a cause of poverty.
create table causes (
    cause_code varchar not null,
    name varchar not null,
    short_name varchar not null,
    evidence varchar not null,
    note varchar,
    primary key (cause_code)
);

comment on table causes is 'One row a cause of poverty.';
comment on column causes.cause_code is '1 to 8';
comment on column causes.name is 'name';
comment on column causes.short_name is 'name on a chart';
comment on column causes.evidence is 'F seen, I inferred, B background';
comment on column causes.note is 'note';

insert into causes
select
    cause_code,
    name,
    short_name,
    evidence,
    note
from source_causes;
