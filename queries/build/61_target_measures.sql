-- grain: One row a target: what was reached by its own measure, and the pace still needed.
create table target_measures (
    target_id varchar not null,
    measured decimal(20, 2),
    status varchar not null check (status in ('exceeded', 'met', 'not_met', 'not_assessed')),
    is_estimate boolean not null,
    is_complete boolean not null,
    distance decimal(20, 2),
    is_open boolean not null,
    latest_year integer,
    latest_value decimal(20, 2),
    latest_households integer,
    pace_needed decimal(20, 2),
    pace_so_far decimal(20, 2),
    primary key (target_id)
);

comment on table target_measures is 'One row a target: what was reached by its own measure, and the pace still needed.';
comment on column target_measures.target_id is 'target';
comment on column target_measures.measured is 'level, reduction a year, reduction, share or count of the due year, as the target measures it';
comment on column target_measures.status is 'exceeded, met, not_met; not_assessed without a number, with an estimate or with a district missing';
comment on column target_measures.is_estimate is 'the measure rests on an estimate';
comment on column target_measures.is_complete is 'every district stands behind it';
comment on column target_measures.distance is 'measure minus target, in its unit';
comment on column target_measures.is_open is 'due after the latest year with results';
comment on column target_measures.latest_year is 'latest year with results, for an open target on a level';
comment on column target_measures.latest_value is 'level reached in it';
comment on column target_measures.latest_households is 'households still to go from there, for a rate or number of households; 0 when reached';
comment on column target_measures.pace_needed is 'fall a year from the latest result to the target';
comment on column target_measures.pace_so_far is 'average fall a year from the baseline to the latest result';

insert into target_measures
with
latest as (
    select
        baseline_year,
        latest_actual_year
    from snapshots
),

-- Values without further breakdown; two decimals are decided from the exact sums.
exact_values as (
    select
        indicator_values.area_code,
        indicator_values.indicator_code,
        indicator_values.year,
        indicator_values.settlement,
        indicator_values.ethnicity,
        indicator_values.numerator,
        indicator_values.denominator,
        case
            when indicator_values.denominator is null
                then cast(indicator_values.value as double)
            else
                cast(case when indicators.unit = '%' then 100 else 1 end as double)
                * cast(indicator_values.numerator as double)
                / nullif(cast(indicator_values.denominator as double), 0)
        end as value,
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

started as (
    select
        targets.*,
        indicators.unit as indicator_unit,
        indicators.direction,
        indicators.aggregation,
        coalesce(targets.year_from, latest.baseline_year) as start_year,
        latest.baseline_year,
        latest.latest_actual_year
    from targets
    inner join indicators using (indicator_code)
    cross join latest
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
            and started.ethnicity = exact_values.ethnicity
            and exact_values.year between started.start_year and started.year
    where started.basis = 'count' and started.year_from is not null
    group by started.target_id
),

measured as (
    select
        started.*,
        due.value is not null and (
            started.basis in ('level', 'count')
            or (origin.value is not null and started.start_year < started.year)
        ) as is_measured,
        case started.basis
            when 'level' then due.value
            when 'reduction_per_year'
                then (origin.value - due.value) / nullif(started.year - started.start_year, 0)
            when 'reduction_total' then origin.value - due.value
            when 'reduction_share'
                then 100 * (origin.value - due.value) / nullif(origin.value, 0)
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
    left join exact_values as due
        on
            started.area_code = due.area_code
            and started.indicator_code = due.indicator_code
            and started.settlement = due.settlement
            and started.ethnicity = due.ethnicity
            and started.year = due.year
    left join exact_values as origin
        on
            started.area_code = origin.area_code
            and started.indicator_code = origin.indicator_code
            and started.settlement = origin.settlement
            and started.ethnicity = origin.ethnicity
            and started.start_year = origin.year
    left join sums on started.target_id = sums.target_id
),

printed as (
    select
        measured.* exclude (measure),
        case
            when measured.is_measured then cast(round(measured.measure, 2) as decimal(20, 2))
        end as measure,
        cast(measured.bound as decimal(20, 2)) as printed_bound,
        cast(coalesce(measured.bound_high, measured.bound) as decimal(20, 2)) as upper_bound
    from measured
),

judged as (
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

-- Open targets on a level that is to fall: what is left from the latest result.
ahead as (
    select
        judged.target_id,
        cast(round(now.value, 2) as decimal(20, 2)) as latest_value,
        case
            when judged.indicator_unit = '%' and now.denominator is not null
                then
                    cast(
                        greatest(
                            0,
                            ceil(
                                cast(
                                    now.numerator - judged.bound * now.denominator / 100
                                    as double
                                )
                            )
                        ) as integer
                    )
            when judged.indicator_unit = 'hộ'
                then cast(greatest(0, now.value - judged.printed_bound) as integer)
        end as latest_households,
        cast(
            round((now.value - judged.printed_bound) / (judged.year - judged.latest_actual_year), 2)
            as decimal(20, 2)
        ) as pace_needed,
        cast(
            round(
                (base.value - now.value) / (judged.latest_actual_year - judged.baseline_year), 2
            ) as decimal(20, 2)
        ) as pace_so_far
    from judged
    inner join exact_values as now
        on
            judged.area_code = now.area_code
            and judged.indicator_code = now.indicator_code
            and judged.settlement = now.settlement
            and judged.ethnicity = now.ethnicity
            and judged.latest_actual_year = now.year
            and now.is_complete
    left join exact_values as base
        on
            judged.area_code = base.area_code
            and judged.indicator_code = base.indicator_code
            and judged.settlement = base.settlement
            and judged.ethnicity = base.ethnicity
            and judged.baseline_year = base.year
            and base.is_complete
    where
        judged.basis = 'level'
        and judged.direction = 'lower'
        and judged.bound is not null
        and judged.year > judged.latest_actual_year
)

select
    judged.target_id,
    judged.measure as measured,
    judged.status,
    judged.is_estimate,
    judged.is_complete,
    judged.measure - judged.printed_bound as distance,
    coalesce(judged.year > judged.latest_actual_year, false) as is_open,
    case when ahead.target_id is not null then judged.latest_actual_year end as latest_year,
    ahead.latest_value,
    ahead.latest_households,
    ahead.pace_needed,
    ahead.pace_so_far
from judged
left join ahead on judged.target_id = ahead.target_id
order by judged.target_id;
