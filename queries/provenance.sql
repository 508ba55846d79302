-- question: From which cells of which workbooks does a number come?
-- params:
--   $area_code  text  district or province
--   $indicator_code  text  indicator, submitted or computed
--   $year  integer  year
--   $settlement  text  total, urban or rural
--   $household_class  text  class of households
--   $project_code  text  project
--   $capital_source  text  source of capital
--   $capital_type  text  type of capital
--   $member_code  text  member of the further dimension
-- returns: one row a cell of a current workbook that enters the number (of the province, only of
--   districts that stand in every term of its formula), official order:
--   area_name, indicator_name, role (numerator, denominator), factor, year, breakdown, value,
--   value_state, file_name, version, sheet, cell, raw_text, received_at, as_of_date, sha256,
--   is_illustrative
with
-- Indicators that compare years stand on the same cells as the indicator they compare.
compared as (
    select
        'poverty_rate_change_pp' as indicator_code,
        'poverty_rate' as compared_code
    union all
    select
        'poverty_rate_avg_annual_reduction_pp' as indicator_code,
        'poverty_rate' as compared_code
    union all
    select
        'multidimensional_poor_reduction_vs_baseline' as indicator_code,
        'multidimensional_poor_households' as compared_code
),

asked as (
    select coalesce(max(compared_code), $indicator_code) as indicator_code
    from compared
    where indicator_code = $indicator_code
),

terms as (
    select
        indicator_terms.term_code,
        indicator_terms.role,
        indicator_terms.factor,
        indicator_terms.household_class,
        indicator_terms.member_code
    from indicator_terms
    inner join asked using (indicator_code)
    where
        indicator_terms.household_class is null
        or indicator_terms.household_class = $household_class
    union all
    select
        asked.indicator_code as term_code,
        'numerator' as role,
        1 as factor,
        null as household_class,
        null as member_code
    from asked
    inner join indicators using (indicator_code)
    where indicators.kind = 'submitted'
),

-- Districts whose own number of the year is known.
standing as (
    select indicator_values.area_code
    from indicator_values
    inner join asked using (indicator_code)
    where
        indicator_values.year = $year
        and indicator_values.settlement = $settlement
        and indicator_values.household_class = $household_class
        and indicator_values.project_code = $project_code
        and indicator_values.capital_source = $capital_source
        and indicator_values.capital_type = $capital_type
        and indicator_values.member_code = $member_code
        and indicator_values.value_state = 'reported'
),

years_compared as (
    select cast($year as integer) as year
    union
    select
        case
            when $indicator_code = 'poverty_rate_change_pp' then $year - 1
            when $indicator_code in (select compared.indicator_code from compared)
                then snapshots.baseline_year
            else $year
        end as year
    from snapshots
),

listed as (
    select
        areas.full_name as area_name,
        indicators.name as indicator_name,
        terms.role,
        terms.factor,
        observations.year,
        concat_ws(
            ' · ',
            case when observations.settlement <> 'total' then settlements.name end,
            household_classes.name,
            case when observations.project_code <> 'all' then 'Dự án ' || observations.project_code end,
            capital_sources.name,
            capital_types.name,
            members.short_name
        ) as breakdown,
        cast(observations.value as double) as value,
        observations.value_state,
        submissions.file_name,
        submissions.version,
        observations.sheet,
        observations.cell,
        observations.raw_text,
        submissions.received_at,
        submissions.as_of_date,
        submissions.sha256,
        submissions.is_illustrative,
        observations.unit_code,
        areas.level,
        areas.official_order,
        terms.term_code,
        indicators.sheet_order,
        indicators.indicator_code,
        observations.settlement,
        observations.household_class,
        observations.project_code,
        observations.capital_source,
        observations.capital_type,
        members.official_order as member_order,
        observations.member_code
    from entered_observations() as observations
    inner join submissions using (submission_id)
    inner join terms on observations.indicator_code = terms.term_code
    inner join indicators on observations.indicator_code = indicators.indicator_code
    inner join areas on observations.area_code = areas.area_code
    inner join settlements on observations.settlement = settlements.settlement
    inner join years_compared on observations.year = years_compared.year
    left join projects on observations.project_code = projects.project_code
    left join household_classes
        on
            observations.household_class = household_classes.household_class
            and observations.household_class <> 'all'
    left join capital_sources on observations.capital_source = capital_sources.capital_source
    left join capital_types on observations.capital_type = capital_types.capital_type
    left join members
        on
            indicators.member_dimension = members.dimension
            and observations.member_code = members.member_code
    where
        -- Of the province only districts that stand in every term.
        (
            observations.area_code = $area_code
            or areas.level <> 'district'
            or observations.area_code in (select standing.area_code from standing)
        )
        and (
            observations.area_code = $area_code
            or exists (
                select 1 from areas as asked_area
                where
                    asked_area.area_code = $area_code
                    and asked_area.level = 'province'
                    and areas.level = 'district'
            )
        )
        and ($settlement = 'total' or observations.settlement = $settlement)
        and (
            $household_class = 'all'
            or terms.household_class is not null
            or observations.household_class = $household_class
        )
        and (
            $project_code = 'all'
            or observations.project_code = $project_code
            or projects.parent_code = $project_code
        )
        and ($capital_source = 'all' or observations.capital_source = $capital_source)
        and ($capital_type = 'all' or observations.capital_type = $capital_type)
        and (
            coalesce(nullif(terms.member_code, 'all'), nullif($member_code, 'all')) is null
            or indicators.member_dimension is null
            or observations.member_code
            = coalesce(nullif(terms.member_code, 'all'), nullif($member_code, 'all'))
        )
),

-- A province-level unit stands in a number with every term of its formula, as in
-- 40_indicator_values; what it gave of one term alone did not enter.
complete_parts as (
    select unit_code
    from listed
    where level = 'province'
    group by unit_code
    having
        count(distinct role || term_code)
        = (select count(distinct terms.role || terms.term_code) from terms)
        and coalesce(sum(factor * value) filter (where role = 'denominator'), 1) <> 0
)

select
    area_name,
    indicator_name,
    role,
    factor,
    year,
    breakdown,
    value,
    value_state,
    file_name,
    version,
    sheet,
    cell,
    raw_text,
    received_at,
    as_of_date,
    sha256,
    is_illustrative
from listed
where
    level <> 'province'
    or unit_code in (select complete_parts.unit_code from complete_parts)
order by
    official_order,
    year,
    role desc,
    sheet_order,
    indicator_code,
    settlement desc,
    household_class,
    project_code,
    capital_source,
    capital_type,
    member_order nulls first,
    member_code
