-- grain: One row a publication: the workbooks that were put in force together.
create table publications (
    publication integer not null,
    published_at timestamp not null,
    published_by varchar not null,
    note varchar,
    primary key (publication)
);

comment on table publications is 'One row a publication: the workbooks that were put in force together.';
comment on column publications.publication is 'number, from 1';
comment on column publications.published_at is 'when, UTC';
comment on column publications.published_by is 'by whom';
comment on column publications.note is 'what the officer explained';

insert into publications
select
    publication,
    published_at,
    published_by,
    note
from incoming_publications
order by publication;
