-- grain: One row a sheet of the workbook.
create table sheets (
    sheet_code varchar not null,
    official_order integer not null,
    sheet_name varchar not null,
    short_name varchar not null,
    title varchar not null,
    layout varchar not null,
    row_dimension varchar not null,
    first_year integer not null,
    last_year integer not null,
    is_optional boolean not null,
    form_reference varchar not null,
    evidence varchar not null,
    primary key (sheet_code)
);

comment on table sheets is 'One row a sheet of the workbook.';
comment on column sheets.sheet_code is 'code';
comment on column sheets.official_order is 'place in the workbook';
comment on column sheets.sheet_name is 'tab name';
comment on column sheets.short_name is 'name in a narrow column';
comment on column sheets.title is 'title';
comment on column sheets.layout is 'how rows and columns are laid out';
comment on column sheets.row_dimension is 'what a row is broken down by besides the year';
comment on column sheets.first_year is 'first year asked for';
comment on column sheets.last_year is 'last year asked for';
comment on column sheets.is_optional is 'a unit may leave the whole sheet out';
comment on column sheets.form_reference is 'real form it follows';
comment on column sheets.evidence is 'F seen, I inferred, B background';

insert into sheets
select
    sheet_code,
    cast(official_order as integer) as official_order,
    sheet_name,
    short_name,
    title,
    layout,
    row_dimension,
    cast(first_year as integer) as first_year,
    cast(last_year as integer) as last_year,
    cast(is_optional as boolean) as is_optional,
    form_reference,
    evidence
from source_sheets;
