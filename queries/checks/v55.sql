-- rule: V55
-- severity: warning
-- question: Which money of a whole sheet is so much or so little for the communes, cards, houses or
--   years it is for that its unit is likely wrong?
-- params: none
-- message: {place}: “{indicator}” cộng lại là {found} triệu đồng, {note} {expected} triệu đồng.
-- returns: one row a finding, by submission, indicator, the first such year; found is the sum of
--   the year, expected the bound that it passes, note the unit that was likely used and the bound
with communes as (
    select
        coalesce(parent_code, '') as area_code,
        count(*) as communes
    from areas
    where level = 'commune'
    group by parent_code
    union all
    select
        areas.area_code,
        count(*) as communes
    from areas
    cross join areas as parts
    where areas.level = 'province' and parts.level = 'commune'
    group by areas.area_code
),

-- What a commune is given in a year, in triệu đồng, from the poorest unit's tenth to the richest
-- unit's tenfold; a unit of scale is a thousandfold, and stands outside of both.
bands (indicator_code, least, most) as (
    values
    ('capital_plan', 20, 40000),
    ('capital_allotted', 20, 40000),
    ('capital_disbursed', 10, 40000),
    ('policy_credit_disbursed', 20, 500000),
    ('policy_credit_outstanding', 60, 1000000),
    ('fund_for_poor_mobilised', 0.5, 1500),
    ('fund_for_poor_spent', 0.5, 1500),
    ('social_security_mobilised', 0, 5000)
),

money as (
    select
        observations.submission_id,
        observations.area_code,
        observations.indicator_code,
        observations.year,
        count(*) filter (where observations.value > 0) as amounts,
        sum(observations.value) as value
    from observations
    inner join indicators using (indicator_code)
    where
        indicators.value_type = 'amount'
        and not observations.is_stated_total
        and observations.value is not null
    group by
        observations.submission_id,
        observations.area_code,
        observations.indicator_code,
        observations.year
    having sum(observations.value) > 0
),

counts as (
    select
        submission_id,
        year,
        sum(value) filter (
            where indicator_code in (
                'health_insurance_cards_poor', 'health_insurance_cards_near_poor'
            )
        ) as cards,
        sum(value) filter (where indicator_code = 'temporary_houses_started') as houses
    from observations
    where
        not is_stated_total
        and indicator_code in (
            'health_insurance_cards_poor',
            'health_insurance_cards_near_poor',
            'temporary_houses_started'
        )
    group by submission_id, year
),

plans as (
    select
        submission_id,
        sum(value) as value
    from money
    where indicator_code = 'capital_plan'
    group by submission_id
),

bounds as (
    select
        money.*,
        -- What a province-level unit did itself may be little.
        if(areas.level = 'province', 20, bands.least * communes.communes) as least,
        bands.most * communes.communes as most,
        format('với {} đơn vị cấp xã', communes.communes) as why
    from money
    inner join bands using (indicator_code)
    inner join communes using (area_code)
    inner join areas using (area_code)
    -- A few amounts in a sheet of many may well be small.
    where not (money.indicator_code like 'capital_%' and money.amounts < 3)
    union all
    select
        money.*,
        0.02 * counts.cards as least,
        50 * counts.cards as most,
        format('với {:t.} thẻ', cast(counts.cards as bigint)) as why
    from money
    inner join counts using (submission_id, year)
    where money.indicator_code = 'health_insurance_spending' and counts.cards > 0
    union all
    select
        money.*,
        0.5 * counts.houses as least,
        2000 * counts.houses as most,
        format('với {:t.} nhà khởi công', cast(counts.houses as bigint)) as why
    from money
    inner join counts using (submission_id, year)
    where money.indicator_code = 'temporary_houses_funding' and counts.houses > 0
    union all
    select
        money.*,
        plans.value / 100 as least,
        200 * plans.value as most,
        'so với kế hoạch vốn các năm của đơn vị' as why
    from money
    inner join plans using (submission_id)
    where money.indicator_code = 'capital_need_2026_2030' and plans.value > 0
),

first_years as (
    select *
    from bounds
    where
        value not between least and most
        -- A plan in another unit is nothing to measure a need by.
        and not (
            indicator_code = 'capital_need_2026_2030'
            and submission_id in (
                select plans_out.submission_id
                from bounds as plans_out
                where
                    plans_out.indicator_code = 'capital_plan'
                    and plans_out.value not between plans_out.least and plans_out.most
            )
        )
    qualify
        row_number() over (
            partition by submission_id, indicator_code, value > most
            order by bounds.year
        ) = 1
)

select
    observations.submission_id,
    'warning' as severity,
    observations.indicator_code,
    observations.year,
    observations.settlement,
    observations.household_class,
    observations.project_code,
    observations.member_code,
    observations.sheet,
    observations.cell,
    cast(first_years.value as double) as found,
    cast(if(first_years.value < first_years.least, first_years.least, first_years.most) as double)
        as expected,
    format(
        'có thể nhập bằng {} thay cho triệu đồng; {} thì {} là',
        case
            when first_years.value < first_years.least then 'tỷ đồng'
            when first_years.value > 1000 * first_years.most then 'đồng'
            else 'nghìn đồng'
        end,
        first_years.why,
        if(first_years.value < first_years.least, 'ít nhất phải', 'nhiều nhất')
    ) as note
from observations
inner join first_years using (submission_id, area_code, indicator_code, year)
-- The total in the sheet, or else its first amount.
qualify
    row_number() over (
        partition by observations.submission_id, observations.indicator_code, observations.year
        order by
            observations.project_code = 'all' desc,
            observations.member_code = 'all' desc,
            observations.is_stated_total desc,
            observations.sheet,
            observations.cell
    ) = 1
order by all
