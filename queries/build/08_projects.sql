-- grain: One row a project or sub-project of the programme.
create table projects (
    project_code varchar not null,
    parent_code varchar,
    level varchar not null,
    official_order integer not null,
    name varchar not null,
    short_name varchar not null,
    is_leaf boolean not null,
    eligibility varchar not null check (eligibility in ('all', 'poor_district')),
    capital_types varchar not null,
    evidence varchar not null,
    note varchar,
    primary key (project_code)
);

comment on table projects is 'One row a project or sub-project of the programme.';
comment on column projects.project_code is '1 to 7, sub-projects 1.1 and so on';
comment on column projects.parent_code is 'project that a sub-project belongs to';
comment on column projects.level is 'project or sub_project';
comment on column projects.official_order is 'official order';
comment on column projects.name is 'official name';
comment on column projects.short_name is 'name on a chart';
comment on column projects.is_leaf is 'capital is submitted at this level';
comment on column projects.eligibility is 'which units may take part';
comment on column projects.capital_types is 'types of capital it may hold';
comment on column projects.evidence is 'F seen, I inferred, B background';
comment on column projects.note is 'note';

insert into projects
select
    project_code,
    parent_code,
    level,
    cast(official_order as integer) as official_order,
    name,
    short_name,
    cast(is_leaf as boolean) as is_leaf,
    eligibility,
    capital_types,
    evidence,
    note
from source_projects
order by official_order;
