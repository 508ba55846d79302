-- grain: One row an indicator × year: why there is no figure where none was sent.
create table asked_states (
    indicator_code varchar not null,
    year integer not null,
    value_state varchar not null check (
        value_state in ('not_submitted', 'not_applicable', 'not_computed')
    ),
    primary key (indicator_code, year)
);

comment on table asked_states is 'One row an indicator × year: why there is no figure where none was sent.';
comment on column asked_states.indicator_code is 'indicator';
comment on column asked_states.year is 'year';
comment on column asked_states.value_state is 'not_submitted where a form asks for it, not_applicable where none does, not_computed without a formula';

insert into asked_states
with
years as (
    select
        baseline_year,
        unnest(generate_series(baseline_year, last_year)) as year
    from programmes
),

asked as (
    select
        indicators.indicator_code,
        years.year,
        years.year between sheets.first_year and sheets.last_year as is_asked
    from indicators
    inner join sheets using (sheet_code)
    cross join years
),

-- A computed indicator is asked for where every term of its formula is.
computed as (
    select
        indicator_terms.indicator_code,
        asked.year,
        bool_and(asked.is_asked) as is_asked
    from indicator_terms
    inner join asked on indicator_terms.term_code = asked.indicator_code
    group by all
),

-- Changes between years are computed by their own step; the baseline has none.
changes as (
    select
        names.indicator_code,
        years.year,
        years.year > years.baseline_year as is_asked
    from (
        values
        ('poverty_rate_change_pp'),
        ('poverty_rate_avg_annual_reduction_pp'),
        ('multidimensional_poor_reduction_vs_baseline')
    ) as names (indicator_code)
    cross join years
),

known as (
    select *
    from computed
    union all by name
    select *
    from changes
    union all by name
    select *
    from asked
    anti join computed using (indicator_code)
)

select
    indicators.indicator_code,
    years.year,
    case
        when known.is_asked is null then 'not_computed'
        when known.is_asked then 'not_submitted'
        else 'not_applicable'
    end as value_state
from indicators
cross join years
left join known
    on indicators.indicator_code = known.indicator_code and years.year = known.year
order by all;
