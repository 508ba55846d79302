-- grain: One row a target: what was reached by its own measure, and the pace still needed.
create table target_measures (
    target_id varchar not null,
    measure_unit varchar not null,
    measured decimal(20, 2),
    value_state varchar not null,
    status varchar not null check (status in ('exceeded', 'met', 'not_met', 'not_assessed')),
    assignment_status varchar not null check (
        assignment_status in ('exceeded', 'met', 'not_met', 'not_assessed')
    ),
    reason varchar check (
        reason in (
            'no_number', 'not_computed', 'not_asked', 'not_applicable', 'not_submitted', 'no_start',
            'estimate', 'incomplete', 'before_due_date'
        )
    ),
    is_estimate boolean not null,
    is_complete boolean not null,
    distance decimal(20, 2),
    distance_households integer,
    is_open boolean not null,
    latest_year integer,
    latest_value decimal(20, 2),
    latest_measure decimal(20, 2),
    latest_households integer,
    pace_needed decimal(20, 2),
    pace_so_far decimal(20, 2),
    primary key (target_id),
    check ((status = 'not_assessed') = (reason is not null))
);

comment on table target_measures is 'One row a target: what was reached by its own measure, and the pace still needed.';
comment on column target_measures.target_id is 'target';
comment on column target_measures.measure_unit is 'unit of the measure';
comment on column target_measures.measured is 'level, reduction a year, reduction, share or count of the due year, as the target measures it';
comment on column target_measures.value_state is 'reported, not_submitted, not_applicable or not_computed (no formula), of the indicator in the year it is due';
comment on column target_measures.status is 'exceeded, met, not_met; not_assessed says why in reason';
comment on column target_measures.assignment_status is 'status of all measures of the assignment together: missed with one, reached with all';
comment on column target_measures.reason is 'why it is not assessed';
comment on column target_measures.is_estimate is 'the measure rests on an estimate';
comment on column target_measures.is_complete is 'every district stands behind it';
comment on column target_measures.distance is 'measure minus target, in its unit';
comment on column target_measures.distance_households is 'households above the target in the due year, for a rate of households that is to fall; 0 when reached';
comment on column target_measures.is_open is 'due after the latest year with results';
comment on column target_measures.latest_year is 'latest year with results, for an open target on a level or a reduction';
comment on column target_measures.latest_value is 'level reached in it';
comment on column target_measures.latest_measure is 'what the target measures, up to that year';
comment on column target_measures.latest_households is 'households above the target in it, for a rate or number of households that is to fall; 0 when reached';
comment on column target_measures.pace_needed is 'change a year, in the direction wanted, from the latest result to the target';
comment on column target_measures.pace_so_far is 'average change a year, in the direction wanted, from the baseline to the latest result';

insert into target_measures
with
latest as (
    select
        baseline_year,
        latest_actual_year
    from snapshots
),

-- Values without further breakdown.
exact_values as (
    select
        indicator_values.area_code,
        indicator_values.indicator_code,
        indicator_values.year,
        indicator_values.settlement,
        indicator_values.numerator,
        indicator_values.denominator,
        indicator_values.value,
        indicator_values.value_kind = 'estimate' as is_estimate,
        indicator_values.units_reported = indicator_values.units_expected as is_complete
    from indicator_values
    inner join indicators using (indicator_code)
    where
        indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
        and indicator_values.value_state = 'reported'
),

-- Rates whose numerator and denominator are households.
household_rates as (
    select indicators.indicator_code
    from indicators
    inner join indicator_terms on indicators.indicator_code = indicator_terms.indicator_code
    inner join indicators as terms on indicator_terms.term_code = terms.indicator_code
    where indicators.unit = '%'
    group by indicators.indicator_code
    having bool_and(terms.unit = 'hộ')
),

started as (
    select
        targets.*,
        indicators.unit as indicator_unit,
        indicators.direction,
        indicators.value_type,
        indicators.aggregation,
        household_rates.indicator_code is not null as is_household_rate,
        coalesce(targets.year_from, latest.baseline_year) as start_year,
        latest.baseline_year,
        latest.latest_actual_year
    from targets
    inner join indicators using (indicator_code)
    left join household_rates using (indicator_code)
    cross join latest
),

-- A figure that no form asks for in the year does not apply; any other gap was not submitted.
asked_years as (
    select distinct
        indicator_code,
        year
    from indicator_values
),

-- A computed indicator without terms has no formula that can be followed; changes are computed by
-- their own step.
uncomputed as (
    select indicators.indicator_code
    from indicators
    anti join indicator_terms on indicators.indicator_code = indicator_terms.indicator_code
    where
        indicators.kind = 'computed'
        and indicators.indicator_code not in (
            'poverty_rate_change_pp',
            'poverty_rate_avg_annual_reduction_pp',
            'multidimensional_poor_reduction_vs_baseline'
        )
),

states as (
    select
        started.target_id,
        due.value_state is null and asked.year is null as is_unasked,
        case
            when
                started.indicator_code in (select uncomputed.indicator_code from uncomputed)
                then 'not_computed'
            when due.value_state is not null then due.value_state
            when
                started.indicator_code in (select asked_years.indicator_code from asked_years)
                and asked.year is null
                then 'not_applicable'
            else 'not_submitted'
        end as value_state
    from started
    left join indicator_values as due
        on
            started.area_code = due.area_code
            and started.indicator_code = due.indicator_code
            and started.settlement = due.settlement
            and started.year = due.year
            and due.household_class = 'all'
            and due.project_code = 'all'
            and due.capital_source = 'all'
            and due.capital_type = 'all'
            and due.member_code = 'all'
    left join asked_years as asked
        on started.indicator_code = asked.indicator_code and started.year = asked.year
),

sums as (
    select
        started.target_id,
        sum(exact_values.value) as total,
        bool_or(exact_values.is_estimate) as is_estimate,
        bool_and(exact_values.is_complete)
        and count(*) = max(started.year) - min(started.start_year) + 1 as is_complete
    from started
    inner join exact_values
        on
            started.area_code = exact_values.area_code
            and started.indicator_code = exact_values.indicator_code
            and started.settlement = exact_values.settlement
            and exact_values.year between started.start_year and started.year
    where started.basis = 'count' and started.year_from is not null
    group by started.target_id
),

measured as (
    select
        started.*,
        states.value_state,
        states.is_unasked,
        case started.basis
            when 'reduction_per_year' then started.unit
            when 'reduction_share' then '%'
            else started.indicator_unit
        end as measure_unit,
        due.numerator as due_numerator,
        due.denominator as due_denominator,
        -- The level that a target comes down to in the year it is due.
        cast(
            case started.basis
                when 'level' then cast(started.bound as double)
                when 'reduction_per_year'
                    then
                        origin.value
                        - cast(started.bound as double) * (started.year - started.start_year)
                when 'reduction_total' then origin.value - cast(started.bound as double)
                when 'reduction_share'
                    then quotient(origin.value * (100 - cast(started.bound as double)), 100)
            end
            as double
        ) as level_wanted,
        origin.value as start_value,
        due.value is not null and (
            started.basis in ('level', 'count')
            or (origin.value is not null and started.start_year < started.year)
        ) as is_measured,
        case started.basis
            when 'level' then due.value
            when 'reduction_per_year'
                then quotient(origin.value - due.value, started.year - started.start_year)
            when 'reduction_total' then origin.value - due.value
            when 'reduction_share'
                then quotient(100 * (origin.value - due.value), origin.value)
            when 'count'
                then
                    case
                        when started.year_from is not null and started.aggregation = 'flow_sum'
                            then sums.total
                        else due.value
                    end
        end as measure,
        coalesce(due.is_estimate or coalesce(sums.is_estimate, false), false) as is_estimate,
        coalesce(
            due.is_complete
            and (
                started.basis in ('level', 'count')
                or coalesce(origin.is_complete, false)
            )
            and coalesce(sums.is_complete, true),
            false
        ) as is_complete
    from started
    inner join states on started.target_id = states.target_id
    left join exact_values as due
        on
            started.area_code = due.area_code
            and started.indicator_code = due.indicator_code
            and started.settlement = due.settlement
            and started.year = due.year
    left join exact_values as origin
        on
            started.area_code = origin.area_code
            and started.indicator_code = origin.indicator_code
            and started.settlement = origin.settlement
            and started.start_year = origin.year
    left join sums on started.target_id = sums.target_id
),

printed as (
    select
        measured.* exclude (measure),
        case
            when measured.is_measured then cast(rounded(measured.measure, 2) as decimal(20, 2))
        end as measure,
        cast(measured.bound as decimal(20, 2)) as printed_bound,
        cast(coalesce(measured.bound_high, measured.bound) as decimal(20, 2)) as upper_bound
    from measured
),

compared as (
    select
        printed.*,
        case
            when printed.bound is null or printed.measure is null then 'not_assessed'
            when printed.is_estimate or not printed.is_complete then 'not_assessed'
            when printed.comparator = 'lt'
                then if(printed.measure < printed.printed_bound, 'met', 'not_met')
            when printed.comparator = 'gt'
                then if(printed.measure > printed.printed_bound, 'met', 'not_met')
            when printed.comparator = 'eq'
                then if(printed.measure = printed.printed_bound, 'met', 'not_met')
            when printed.comparator = 'le' and printed.measure < printed.printed_bound
                then 'exceeded'
            when printed.comparator = 'ge' and printed.measure > printed.upper_bound
                then 'exceeded'
            when printed.comparator = 'le'
                then if(printed.measure = printed.printed_bound, 'met', 'not_met')
            else if(printed.measure >= printed.printed_bound, 'met', 'not_met')
        end as status
    from printed
),

-- Not yet reached at the end of the year is not missed where the document allows some days more.
judged as (
    select
        compared.* exclude (status),
        if(
            compared.status = 'not_met' and compared.due_date > make_date(compared.year, 12, 31),
            'not_assessed',
            compared.status
        ) as status,
        case
            when compared.bound is null then 'no_number'
            when compared.value_state = 'not_computed' then 'not_computed'
            when compared.value_state = 'not_applicable' and compared.is_unasked then 'not_asked'
            when compared.value_state <> 'reported' then compared.value_state
            when compared.measure is null then 'no_start'
            when compared.is_estimate then 'estimate'
            when not compared.is_complete then 'incomplete'
            when
                compared.status = 'not_met'
                and compared.due_date > make_date(compared.year, 12, 31)
                then 'before_due_date'
        end as reason
    from compared
),

-- One assignment stands in several rows: reached when every measure is, missed when one is.
assignments as (
    select
        assignment,
        case
            when bool_or(status = 'not_met') then 'not_met'
            when bool_or(status = 'not_assessed') then 'not_assessed'
            when bool_and(status = 'exceeded') then 'exceeded'
            else 'met'
        end as assignment_status
    from judged
    where bound is not null
    group by assignment
),

-- Open targets: what is left from the latest result.
ahead as (
    select
        judged.target_id,
        cast(rounded(now.value, 2) as decimal(20, 2)) as latest_value,
        cast(
            rounded(
                case judged.basis
                    when 'level' then now.value
                    when 'reduction_per_year'
                        then
                            quotient(
                                judged.start_value - now.value,
                                judged.latest_actual_year - judged.start_year
                            )
                    when 'reduction_total' then judged.start_value - now.value
                    when 'reduction_share'
                        then quotient(100 * (judged.start_value - now.value), judged.start_value)
                end,
                2
            ) as decimal(20, 2)
        ) as latest_measure,
        case
            when judged.direction <> 'lower' then null
            when judged.is_household_rate and now.denominator is not null
                then
                    cast(
                        greatest(
                            0,
                            ceil(
                                rounded(
                                    cast(now.numerator as double)
                                    - quotient(
                                        judged.level_wanted * cast(now.denominator as double), 100
                                    ),
                                    6
                                )
                            )
                        ) as integer
                    )
            when judged.indicator_unit = 'hộ'
                then cast(greatest(0, ceil(rounded(now.value - judged.level_wanted, 6))) as integer)
        end as latest_households,
        cast(
            rounded(
                quotient(
                    if(judged.direction = 'lower', 1, -1) * (now.value - judged.level_wanted),
                    judged.year - judged.latest_actual_year
                ),
                2
            ) as decimal(20, 2)
        ) as pace_needed,
        cast(
            rounded(
                quotient(
                    if(judged.direction = 'lower', 1, -1) * (base.value - now.value),
                    judged.latest_actual_year - judged.baseline_year
                ),
                2
            ) as decimal(20, 2)
        ) as pace_so_far
    from judged
    inner join exact_values as now
        on
            judged.area_code = now.area_code
            and judged.indicator_code = now.indicator_code
            and judged.settlement = now.settlement
            and judged.latest_actual_year = now.year
            and now.is_complete
    left join exact_values as base
        on
            judged.area_code = base.area_code
            and judged.indicator_code = base.indicator_code
            and judged.settlement = base.settlement
            and judged.baseline_year = base.year
            and base.is_complete
    where
        judged.level_wanted is not null
        and judged.direction in ('lower', 'higher')
        and judged.value_type <> 'flag'
        and judged.year > judged.latest_actual_year
)

select
    judged.target_id,
    judged.measure_unit,
    judged.measure as measured,
    judged.value_state,
    judged.status,
    coalesce(assignments.assignment_status, 'not_assessed') as assignment_status,
    judged.reason,
    judged.is_estimate,
    judged.is_complete,
    judged.measure - judged.printed_bound as distance,
    case
        when
            judged.basis = 'level'
            and judged.direction = 'lower'
            and judged.is_household_rate
            and judged.level_wanted is not null
            and judged.due_denominator is not null
            then
                cast(
                    greatest(
                        0,
                        ceil(
                            rounded(
                                cast(judged.due_numerator as double)
                                - quotient(
                                    judged.level_wanted * cast(judged.due_denominator as double),
                                    100
                                ),
                                6
                            )
                        )
                    ) as integer
                )
    end as distance_households,
    coalesce(judged.year > judged.latest_actual_year, false) as is_open,
    case when ahead.target_id is not null then judged.latest_actual_year end as latest_year,
    ahead.latest_value,
    ahead.latest_measure,
    ahead.latest_households,
    ahead.pace_needed,
    ahead.pace_so_far
from judged
left join assignments on judged.assignment = assignments.assignment
left join ahead on judged.target_id = ahead.target_id
order by judged.target_id;
