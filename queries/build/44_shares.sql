-- grain: One row an area × counted part × year × class × member: a part of a whole, over the same districts in both.
create table shares (
    area_code varchar not null,
    indicator_code varchar not null,
    year integer not null,
    household_class varchar not null,
    member_code varchar not null,
    whole_code varchar not null,
    part decimal(38, 4),
    whole decimal(38, 4),
    share double,
    share_state varchar not null check (
        share_state in ('reported', 'not_submitted', 'not_applicable')
    ),
    units_reported integer not null,
    units_expected integer not null,
    primary key (area_code, indicator_code, year, household_class, member_code),
    check ((share_state = 'reported') = (share is not null)),
    check (units_reported <= units_expected)
);

comment on table shares is 'One row an area × counted part × year × class × member: a part of a whole, over the same districts in both.';
comment on column shares.area_code is 'district or province';
comment on column shares.indicator_code is 'indicator of the part';
comment on column shares.year is 'year';
comment on column shares.household_class is 'class of households of the part, all when not broken down';
comment on column shares.member_code is 'member of the further dimension, all when not broken down';
comment on column shares.whole_code is 'indicator of the whole';
comment on column shares.part is 'the part; of the province the sum over the districts that know part and whole';
comment on column shares.whole is 'the whole, of the same districts';
comment on column shares.share is 'percent: a ratio of sums';
comment on column shares.share_state is 'why there is no share; a part of nothing is not_applicable';
comment on column shares.units_reported is 'districts that stand in part and whole';
comment on column shares.units_expected is 'districts that it should stand on';

insert into shares
with
-- A part of one member is of the whole of that member, or of the whole of them all.
definitions (part_code, household_class, whole_code, is_by_member) as (
    values
    ('households_by_poverty_cause', 'poor', 'poor_households', false),
    ('households_by_poverty_cause', 'near_poor', 'near_poor_households', false),
    ('children_deprived', 'poor', 'children_in_poor_households', false),
    ('children_deprived', 'near_poor', 'children_in_near_poor_households', false),
    ('poor_households_ethnic_minority', 'all', 'poor_households', false),
    ('poor_households_female_headed', 'all', 'poor_households', false),
    ('poor_households_no_labour_capacity', 'all', 'poor_households', false),
    ('poor_households_merit', 'all', 'poor_households', false),
    ('temporary_houses_started', 'all', 'temporary_houses_to_remove', true),
    ('temporary_houses_completed', 'all', 'temporary_houses_to_remove', true),
    ('temporary_houses_funding', 'all', 'temporary_houses_funding', false)
),

district_values as (
    select *
    from area_values
    where
        level = 'district'
        and settlement = 'total'
        and project_code = 'all'
        and capital_source = 'all'
        and capital_type = 'all'
),

pairs as (
    select
        parts.area_code,
        parts.indicator_code,
        parts.year,
        parts.household_class,
        parts.member_code,
        definitions.whole_code,
        parts.numerator as part,
        wholes.numerator as whole,
        rate_state(
            parts.value_state,
            wholes.value_state,
            parts.parts_left_out = wholes.parts_left_out,
            wholes.numerator
        ) as share_state
    from definitions
    inner join district_values as parts
        on
            definitions.part_code = parts.indicator_code
            and definitions.household_class = parts.household_class
    left join district_values as wholes
        on
            definitions.whole_code = wholes.indicator_code
            and parts.area_code = wholes.area_code
            and parts.year = wholes.year
            and wholes.household_class = 'all'
            and wholes.member_code = if(definitions.is_by_member, parts.member_code, 'all')
),

district_counts as (
    select count(*) as districts
    from areas
    where level = 'district'
),

provinces as (
    select area_code from areas
    where level = 'province'
),

province_sums as (
    select
        provinces.area_code,
        pairs.indicator_code,
        pairs.year,
        pairs.household_class,
        pairs.member_code,
        pairs.whole_code,
        sum(pairs.part) filter (where pairs.share_state = 'reported') as part,
        sum(pairs.whole) filter (where pairs.share_state = 'reported') as whole,
        count(*) filter (where pairs.share_state = 'reported') as units_reported,
        any_value(district_counts.districts)
        - count(*) filter (where pairs.share_state = 'not_applicable') as units_expected,
        case
            when count(*) filter (where pairs.share_state = 'reported') > 0 then 'reported'
            when
                count(*) filter (where pairs.share_state = 'not_applicable')
                = any_value(district_counts.districts)
                then 'not_applicable'
            else 'not_submitted'
        end as share_state
    from pairs
    cross join provinces
    cross join district_counts
    group by all
),

all_pairs as (
    select
        *,
        case when share_state = 'reported' then 1 else 0 end as units_reported,
        1 as units_expected
    from pairs
    union all by name
    select *
    from province_sums
)

select
    area_code,
    indicator_code,
    year,
    household_class,
    member_code,
    whole_code,
    case when share_state = 'reported' then part end as part,
    case when share_state = 'reported' then whole end as whole,
    case when share_state = 'reported' then ratio(part, whole, 100) end as share,
    share_state,
    units_reported,
    units_expected
from all_pairs
order by all;

drop table area_values;
