-- question: How is an indicator defined?
-- params:
--   $indicator_code  text  indicator
-- returns: one row: name, unit, formula_text (in the names of the indicators; null when submitted),
--   direction, aggregation, source_form, rules, evidence
with
terms as (
    select
        indicator_terms.role,
        string_agg(
            case when indicator_terms.factor < 0 then '− ' else '+ ' end
            || lower(term.name[1]) || term.name[2:],
            ' '
            order by term.section, term.sheet_order, term.indicator_code
        ) as names
    from (
        select distinct
            role,
            term_code,
            factor
        from indicator_terms
        where indicator_code = $indicator_code
    ) as indicator_terms
    inner join indicators as term on indicator_terms.term_code = term.indicator_code
    group by all
),

formulas as (
    select
        max(ltrim(names, '+ ')) filter (where role = 'numerator') as numerator,
        max(ltrim(names, '+ ')) filter (where role = 'denominator') as denominator
    from terms
)

select
    indicators.name,
    indicators.unit,
    case
        when formulas.denominator is not null
            then
                case when indicators.unit = '%' then '100 × ' else '' end
                || '(' || formulas.numerator || ') : (' || formulas.denominator || ')'
        else formulas.numerator
    end as formula_text,
    indicators.direction,
    indicators.aggregation,
    indicators.source_form,
    indicators.rules,
    indicators.evidence
from indicators
cross join formulas
where indicators.indicator_code = $indicator_code
