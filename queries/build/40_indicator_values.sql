-- grain: One row an area × indicator × year × breakdown: current versions only, communes, districts and province, submitted and computed.
create table indicator_values (
    area_code varchar not null,
    indicator_code varchar not null,
    year integer not null,
    settlement varchar not null,
    household_class varchar not null,
    project_code varchar not null,
    capital_source varchar not null,
    capital_type varchar not null,
    member_code varchar not null,
    value_kind varchar not null check (value_kind in ('actual', 'estimate')),
    numerator decimal(38, 4),
    denominator decimal(38, 4),
    value double,
    value_state varchar not null check (
        value_state in ('reported', 'not_submitted', 'not_applicable')
    ),
    units_reported integer not null,
    units_expected integer not null,
    primary key (
        area_code, indicator_code, year, settlement, household_class,
        project_code, capital_source, capital_type, member_code
    ),
    check ((value_state = 'reported') = (value is not null)),
    check (units_reported <= units_expected)
);

comment on table indicator_values is 'One row an area × indicator × year × breakdown: current versions only, communes, districts and province, submitted and computed.';
comment on column indicator_values.area_code is 'commune, district or province';
comment on column indicator_values.indicator_code is 'indicator';
comment on column indicator_values.year is 'year';
comment on column indicator_values.settlement is 'total, urban or rural';
comment on column indicator_values.household_class is 'class of households, all when not broken down';
comment on column indicator_values.project_code is 'project or sub-project, all when not broken down';
comment on column indicator_values.capital_source is 'source of capital, all when not broken down';
comment on column indicator_values.capital_type is 'type of capital, all when not broken down';
comment on column indicator_values.member_code is 'member of the further dimension, all when not broken down';
comment on column indicator_values.value_kind is 'estimate as soon as one part is an estimate';
comment on column indicator_values.numerator is 'sum of the numerators, or the value itself';
comment on column indicator_values.denominator is 'sum of the denominators; null for a value that is not a ratio';
comment on column indicator_values.value is 'in the unit of the indicator: a ratio of sums, never a mean of ratios';
comment on column indicator_values.value_state is 'why there is no value';
comment on column indicator_values.units_reported is 'districts that stand behind the value in every term of its formula';
comment on column indicator_values.units_expected is 'districts that it should stand on';

-- Values of communes, of districts and of the own part of province-level units; kept while the
-- other sums are made, see 43 and 44.
create temp table area_values as
with entered_cells as (
    select
        observations.*,
        -- Departments are parts of their own: plan of one and disbursement of another make no rate.
        if(areas.level = 'province', observations.unit_code, '') as part_unit,
        case
            when observations.value_state = 'not_applicable'
                then
                    hash(
                        observations.settlement,
                        observations.project_code,
                        observations.capital_source,
                        observations.capital_type
                    )
        end as part_left_out
    from entered_observations() as observations
    inner join areas using (area_code)
),

-- Each entered cell counts for itself and for every total above it.
cells_by_settlement as (
    select
        * exclude (settlement),
        unnest(list_distinct([settlement, 'total'])) as settlement
    from entered_cells
),

cells_by_class as (
    select
        * exclude (household_class),
        unnest(list_distinct([household_class, 'all'])) as household_class
    from cells_by_settlement
),

cells_by_member as (
    select
        * exclude (member_code),
        unnest(list_distinct([member_code, 'all'])) as member_code
    from cells_by_class
),

cells_by_project as (
    select
        cells_by_member.* exclude (project_code),
        unnest(list_distinct([
            cells_by_member.project_code,
            coalesce(projects.parent_code, 'all'),
            'all',
        ])) as project_code
    from cells_by_member
    left join projects on cells_by_member.project_code = projects.project_code
),

cells_by_source as (
    select
        * exclude (capital_source),
        unnest(list_distinct([capital_source, 'all'])) as capital_source
    from cells_by_project
),

cells_by_type as (
    select
        * exclude (capital_type),
        unnest(list_distinct([capital_type, 'all'])) as capital_type
    from cells_by_source
),

-- A total with a part not submitted is not known.
submitted_values as (
    select
        area_code,
        part_unit,
        indicator_code,
        year,
        settlement,
        household_class,
        project_code,
        capital_source,
        capital_type,
        member_code,
        max(value_kind) as value_kind,
        coalesce(sum(distinct part_left_out), 0) as parts_left_out,
        case
            when bool_or(value_state = 'not_submitted') then 'not_submitted'
            when bool_and(value_state = 'not_applicable') then 'not_applicable'
            else 'reported'
        end as value_state,
        case
            when not bool_or(value_state = 'not_submitted') then sum(value)
        end as value
    from cells_by_type
    group by all
),

classes as (select unnest(['all', 'poor', 'near_poor']) as household_class),

-- How many terms a complete sum has, for each class of households of the result.
expected_terms as (
    select
        indicator_terms.indicator_code,
        indicator_terms.role,
        classes.household_class,
        count(*) as terms
    from indicator_terms
    cross join classes
    where
        indicator_terms.household_class is null
        or indicator_terms.household_class = classes.household_class
    group by all
),

term_sums as (
    select
        submitted_values.area_code,
        submitted_values.part_unit,
        indicator_terms.indicator_code,
        indicator_terms.role,
        submitted_values.year,
        submitted_values.settlement,
        coalesce(indicator_terms.household_class, submitted_values.household_class)
            as household_class,
        submitted_values.project_code,
        submitted_values.capital_source,
        submitted_values.capital_type,
        case
            when indicator_terms.member_code is null then submitted_values.member_code
            else 'all'
        end as member_code,
        max(submitted_values.value_kind) as value_kind,
        count(*) as terms,
        max(submitted_values.parts_left_out) as parts_left_out,
        -- Terms of one formula speak of the same parts, or their sum is not known.
        min(submitted_values.parts_left_out) <> max(submitted_values.parts_left_out)
            as has_other_parts,
        bool_or(submitted_values.value_state = 'not_submitted') as has_missing,
        bool_and(submitted_values.value_state = 'not_applicable') as is_not_applicable,
        sum(indicator_terms.factor * submitted_values.value) as value
    from submitted_values
    inner join indicator_terms
        on
            submitted_values.indicator_code = indicator_terms.term_code
            and coalesce(indicator_terms.member_code, submitted_values.member_code)
            = submitted_values.member_code
    inner join indicators on indicator_terms.indicator_code = indicators.indicator_code
    where
        case
            when indicator_terms.role = 'denominator' or indicators.member_dimension is null
                then submitted_values.member_code = 'all' or indicator_terms.member_code is not null
            else submitted_values.member_code <> 'all'
        end
    group by all
),

complete_term_sums as (
    select
        term_sums.*,
        case
            when term_sums.is_not_applicable then 'not_applicable'
            when
                term_sums.has_missing
                or term_sums.has_other_parts
                or term_sums.terms < expected_terms.terms
                then 'not_submitted'
            else 'reported'
        end as value_state
    from term_sums
    inner join expected_terms using (indicator_code, role, household_class)
),

numerators as (
    select *
    from complete_term_sums
    where role = 'numerator'
),

-- A denominator is whole: it serves every member of the further dimension.
denominators as (
    select *
    from complete_term_sums
    where role = 'denominator'
),

ratios as (
    select distinct indicator_code from indicator_terms
    where role = 'denominator'
),

computed_values as (
    select
        numerators.area_code,
        numerators.part_unit,
        numerators.indicator_code,
        numerators.year,
        numerators.settlement,
        numerators.household_class,
        numerators.project_code,
        numerators.capital_source,
        numerators.capital_type,
        numerators.member_code,
        numerators.value_kind,
        ratios.indicator_code is not null as is_ratio,
        case when numerators.value_state = 'reported' then numerators.value end as numerator,
        case when denominators.value_state = 'reported' then denominators.value end as denominator,
        case
            when ratios.indicator_code is null then numerators.value_state
            else
                rate_state(
                    numerators.value_state,
                    denominators.value_state,
                    numerators.parts_left_out = denominators.parts_left_out,
                    denominators.value
                )
        end as value_state
    from numerators
    left join ratios
        on numerators.indicator_code = ratios.indicator_code
    left join denominators
        on
            numerators.indicator_code = denominators.indicator_code
            and numerators.area_code = denominators.area_code
            and numerators.part_unit = denominators.part_unit
            and numerators.year = denominators.year
            and numerators.settlement = denominators.settlement
            and numerators.household_class = denominators.household_class
            and numerators.project_code = denominators.project_code
            and numerators.capital_source = denominators.capital_source
            and numerators.capital_type = denominators.capital_type
),

all_areas as (
    select
        submitted_values.* exclude (value),
        false as is_ratio,
        submitted_values.value as numerator,
        cast(null as decimal(38, 4)) as denominator
    from submitted_values
    union all by name
    select *
    from computed_values
)

select
    all_areas.*,
    areas.level
from all_areas
inner join areas using (area_code);

insert into indicator_values
with
district_counts as (
    select count(*) as districts
    from areas
    where level = 'district'
),

-- The province: sums over the districts that stand in both numerator and denominator, and the own
-- part of province-level units.
province_sums as (
    select
        indicator_code,
        year,
        settlement,
        household_class,
        project_code,
        capital_source,
        capital_type,
        member_code,
        max(value_kind) as value_kind,
        bool_or(is_ratio) as is_ratio,
        sum(numerator) filter (where value_state = 'reported') as numerator,
        sum(denominator) filter (where value_state = 'reported') as denominator,
        count(*) filter (where level = 'district' and value_state = 'reported')
            as districts_reported,
        count(*) filter (where level = 'district' and value_state = 'not_applicable')
            as districts_not_applicable,
        count(*) filter (where level = 'province' and value_state = 'reported')
            as province_reported
    from area_values
    where level in ('district', 'province')
    group by all
),

-- Whom a number of the province stands on: the districts where they are asked for it.
province_bases as (
    select
        province_sums.*,
        names_unit(indicators.reported_by, 'district')
        and coalesce(names_unit(members.reported_by, 'district'), true)
            as is_of_districts
    from province_sums
    inner join indicators using (indicator_code)
    left join members
        on
            indicators.member_dimension = members.dimension
            and province_sums.member_code = members.member_code
    where indicators.aggregation not in ('own_value', 'none', 'weighted_mean')
),

provinces as (
    select area_code from areas
    where level = 'province'
),

province_values as (
    select
        provinces.area_code,
        province_bases.*
        exclude (districts_reported, districts_not_applicable, province_reported, is_of_districts),
        case
            when province_bases.is_of_districts then province_bases.districts_reported
            else least(province_bases.province_reported, 1)
        end as units_reported,
        case
            when province_bases.is_of_districts
                then district_counts.districts - province_bases.districts_not_applicable
            else 1
        end as units_expected,
        case
            when province_bases.is_of_districts and province_bases.districts_reported > 0
                then 'reported'
            when not province_bases.is_of_districts and province_bases.province_reported > 0
                then 'reported'
            when province_bases.districts_not_applicable = district_counts.districts
                then 'not_applicable'
            else 'not_submitted'
        end as value_state
    from province_bases
    cross join district_counts
    cross join provinces
),

all_values as (
    select
        * exclude (level, parts_left_out, part_unit),
        1 as units_expected,
        case when value_state = 'reported' then 1 else 0 end as units_reported
    from area_values
    -- Communes are optional: one without figures is not missing.
    where level = 'district' or (level = 'commune' and value_state = 'reported')
    union all by name
    select *
    from province_values
)

select
    all_values.area_code,
    all_values.indicator_code,
    all_values.year,
    all_values.settlement,
    all_values.household_class,
    all_values.project_code,
    all_values.capital_source,
    all_values.capital_type,
    all_values.member_code,
    all_values.value_kind,
    all_values.numerator,
    all_values.denominator,
    case
        when all_values.value_state <> 'reported' then null
        when not all_values.is_ratio then cast(all_values.numerator as double)
        else
            ratio(
                all_values.numerator,
                all_values.denominator,
                case when indicators.unit = '%' then 100 else 1 end
            )
    end as value,
    all_values.value_state,
    all_values.units_reported,
    all_values.units_expected
from all_values
inner join indicators using (indicator_code)
order by all;
