-- question: Which targets lack their document, year, level or comparator, are judged against their
--   direction, or share an assignment with a target of another document?
-- params: none
-- returns: one row a fault: target_id, fault
with
incomplete as (
    select
        target_id,
        'incomplete' as fault
    from targets
    where
        coalesce(document, '') = ''
        or coalesce(level, '') = ''
        or year is null
        or (bound is not null and comparator is null)
),

turned as (
    -- Less is better, and the target asks for more; or the other way round.
    select
        targets.target_id,
        'comparator against the direction' as fault
    from targets
    inner join indicators using (indicator_code)
    where
        targets.basis = 'level'
        and (
            (indicators.direction = 'lower' and targets.comparator in ('gt', 'ge'))
            or (indicators.direction = 'higher' and targets.comparator in ('lt', 'le'))
        )
),

judged as (
    select
        target_results.target_id,
        target_results.status,
        case
            when targets.bound is null or target_results.actual is null then 'not_assessed'
            when target_results.is_estimate or not coalesce(
                indicator_values.units_reported = indicator_values.units_expected, false
            ) then 'not_assessed'
            when target_results.actual = target_results.bound
                then if(targets.comparator in ('le', 'ge', 'eq'), 'met', 'not_met')
            when targets.comparator = 'lt' and target_results.actual < target_results.bound
                then 'met'
            when targets.comparator = 'gt' and target_results.actual > target_results.bound
                then 'met'
            when targets.comparator = 'le' and target_results.actual < target_results.bound
                then 'exceeded'
            when targets.comparator = 'ge' and target_results.actual > target_results.bound
                then 'exceeded'
            else 'not_met'
        end as expected
    from target_results
    inner join targets using (target_id)
    left join indicator_values
        on
            targets.area_code = indicator_values.area_code
            and targets.indicator_code = indicator_values.indicator_code
            and targets.year = indicator_values.year
            and targets.settlement = indicator_values.settlement
            and indicator_values.household_class = 'all'
            and indicator_values.project_code = 'all'
            and indicator_values.capital_source = 'all'
            and indicator_values.capital_type = 'all'
            and indicator_values.member_code = 'all'
),

compared as (
    -- Every target is judged by its own measure: below, within or above what it asks for.
    select
        targets.target_id,
        targets.year,
        targets.due_date,
        coalesce(target_measures.status, 'nothing') as status,
        case
            when
                targets.bound is null
                or target_measures.measured is null
                or target_measures.is_estimate
                or not target_measures.is_complete
                then 'not_assessed'
            when
                target_measures.measured
                between targets.bound and coalesce(targets.bound_high, targets.bound)
                then if(targets.comparator in ('le', 'ge', 'eq'), 'met', 'not_met')
            when target_measures.measured < targets.bound
                then
                    case targets.comparator
                        when 'lt' then 'met'
                        when 'le' then 'exceeded'
                        else 'not_met'
                    end
            when targets.comparator = 'gt' then 'met'
            when targets.comparator = 'ge' then 'exceeded'
            else 'not_met'
        end as expected
    from targets
    left join target_measures using (target_id)
),

measured as (
    -- What may still be reached after the end of the year is not missed with it.
    select
        target_id,
        status,
        if(
            expected = 'not_met' and due_date > make_date(year, 12, 31), 'not_assessed', expected
        ) as expected
    from compared
),

split_assignments as (
    -- The measures of one assignment are of one document, area, setter and year.
    select
        assignment as target_id,
        'measures of different documents' as fault
    from targets
    group by assignment
    having
        count(distinct struct_pack(d := document, a := area_code, l := level, y := year)) > 1
        or not bool_or(target_id = assignment)
),

disagreeing as (
    select
        target_results.target_id,
        target_results.status,
        target_measures.status as expected
    from target_results
    inner join target_measures using (target_id)
)

select
    target_id,
    fault
from incomplete
union all
select
    target_id,
    fault
from turned
union all
select
    target_id,
    fault
from split_assignments
union all
select
    target_id,
    format('{} instead of {}', status, expected) as fault
from judged
where status <> expected
union all
select
    target_id,
    format('measured: {} instead of {}', status, expected) as fault
from measured
where status <> expected
union all
select
    target_id,
    format('level: {}, measured: {}', status, expected) as fault
from disagreeing
where status <> expected
order by all
