-- grain: One row a term of a computed indicator: 100 (if in %) times the sum of numerators over the sum of denominators.
create table indicator_terms (
    indicator_code varchar not null,
    role varchar not null check (role in ('numerator', 'denominator')),
    term_code varchar not null,
    factor integer not null check (factor in (-1, 1)),
    household_class varchar,
    member_code varchar
);

comment on table indicator_terms is 'One row a term of a computed indicator: 100 (if in %) times the sum of numerators over the sum of denominators.';
comment on column indicator_terms.indicator_code is 'computed indicator';
comment on column indicator_terms.role is 'numerator or denominator';
comment on column indicator_terms.term_code is 'indicator that enters';
comment on column indicator_terms.factor is 'sign it enters with';
comment on column indicator_terms.household_class is 'class of households of the result that the term serves; null: its own class';
comment on column indicator_terms.member_code is 'member of the further dimension that enters; null: each for itself';

insert into indicator_terms
select
    indicator_code,
    role,
    term_code,
    cast(factor as integer) as factor,
    household_class,
    member_code
from source_indicator_terms;
