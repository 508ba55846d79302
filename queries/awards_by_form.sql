-- question: How many were proposed for and given an award of each form?
-- params:
--   $area_code  text  district or province
--   $year  integer  year
-- returns: one row a form of award and a kind of receiver, the forms in official order, then
--   collectives, individuals, households: member_code, form_name, receiver (collectives, individuals
--   or households), unit, commended, proposed (of the year), form_commended (of the year, to all
--   three kinds), commended_total, proposed_total (since the first year asked for; none while a year
--   is missing), value_state, is_estimate, units_reported, units_expected
with
receivers as (
    select
        unnest(['collectives', 'individuals', 'households']) as receiver,
        unnest([1, 2, 3]) as place
),

first_asked as (
    select first_year as year
    from sheets
    where sheet_code = 'commendations'
),

amounts as (
    select
        indicator_values.*,
        split_part(indicator_values.indicator_code, '_', 2) as receiver,
        indicator_values.indicator_code like 'commended_%' as is_given
    from indicator_values
    where
        indicator_values.area_code = $area_code
        and indicator_values.year <= $year
        and (
            indicator_values.indicator_code like 'commended_%'
            or indicator_values.indicator_code like 'proposed_%'
        )
),

sums as (
    select
        member_code,
        receiver,
        max(value) filter (where is_given and year = $year) as commended,
        max(value) filter (where not is_given and year = $year) as proposed,
        sum(value) filter (where is_given) as commended_total,
        sum(value) filter (where not is_given) as proposed_total,
        bool_and(value_state = 'reported' and units_reported = units_expected) as is_whole,
        bool_or(value_kind = 'estimate' and year = $year) as is_estimate,
        min(units_reported) filter (where year = $year) as units_reported,
        max(units_expected) filter (where year = $year) as units_expected
    from amounts
    group by member_code, receiver
)

select
    members.member_code,
    members.name as form_name,
    receivers.receiver,
    indicators.unit,
    sums.commended,
    sums.proposed,
    case
        when count(sums.commended) over form_rows = count(*) over form_rows
            then sum(sums.commended) over form_rows
    end as form_commended,
    case when sums.is_whole then sums.commended_total end as commended_total,
    case when sums.is_whole then sums.proposed_total end as proposed_total,
    case
        when $year < first_asked.year then 'not_applicable'
        when sums.commended is null or sums.proposed is null then 'not_submitted'
        else 'reported'
    end as value_state,
    coalesce(sums.is_estimate, false) as is_estimate,
    coalesce(sums.units_reported, 0) as units_reported,
    coalesce(sums.units_expected, 0) as units_expected
from members
cross join receivers
cross join first_asked
inner join indicators on indicators.indicator_code = 'commended_' || receivers.receiver
left join sums
    on members.member_code = sums.member_code and receivers.receiver = sums.receiver
where members.dimension = 'award_form'
window
    form_rows as (partition by members.member_code)
order by members.official_order, receivers.place
