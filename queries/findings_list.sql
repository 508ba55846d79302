-- question: What did the rules find in the current workbooks?
-- params:
--   $area_code  text  district; null for all
--   $unit_code  text  reporting unit; null for all
--   $severity  text  error, warning or info; null for all
--   $rule  text  rule; null for all
-- returns: one row a finding, units in official order, errors first: unit_name, severity, rule,
--   file_name, sheet, cell, found, expected, message, explanation, is_sent (in a workbook that its
--   unit sent; a sample is no submission)
select
    reporting_units.name as unit_name,
    findings.severity,
    findings.rule,
    submissions.file_name,
    findings.sheet,
    findings.cell,
    findings.found,
    findings.expected,
    findings.message,
    findings.explanation,
    submissions.publication is not null as is_sent
from findings
inner join submissions using (submission_id)
inner join reporting_units using (unit_code)
where
    submissions.is_current
    and ($area_code is null or reporting_units.area_code = $area_code)
    and ($unit_code is null or reporting_units.unit_code = $unit_code)
    and ($severity is null or findings.severity = $severity)
    and ($rule is null or findings.rule = $rule)
order by
    reporting_units.official_order,
    case findings.severity when 'error' then 1 when 'warning' then 2 else 3 end,
    findings.rule,
    findings.sheet,
    findings.cell,
    findings.message
