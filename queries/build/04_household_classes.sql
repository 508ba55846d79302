-- grain: One row a class of households.
create table household_classes (
    household_class varchar not null,
    official_order integer not null,
    name varchar not null,
    primary key (household_class)
);

comment on table household_classes is 'One row a class of households.';
comment on column household_classes.household_class is 'code';
comment on column household_classes.official_order is 'official order';
comment on column household_classes.name is 'name';

insert into household_classes
select
    household_class,
    cast(official_order as integer) as official_order,
    name
from source_household_classes;
