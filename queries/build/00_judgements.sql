-- grain: No rows: the rules that words and colours follow, as functions.
-- One arithmetic for every rate, status and printed figure; `wording.number` prints by the same.

-- Counts and amounts hold four decimals at most: as whole numbers of the fourth they divide
-- exactly, and the quotient is the number nearest to the true one: 46 of 8.000 is 0,575.
create macro in_fourths(amount) as cast(cast(amount as decimal(38, 4)) * 10000 as hugeint);

create macro ratio(numerator, denominator, factor) as
cast(factor * in_fourths(numerator) as double)
/ nullif(cast(in_fourths(denominator) as double), 0);

-- What is no count over a count (a fall over years, a place between two ends): the last digits of
-- the machine are left out by `rounded`.
create macro quotient(dividend, divisor) as
cast(dividend as double) / nullif(cast(divisor as double), 0);

-- A figure is what its shortest text says; past the twelfth decimal is the machine, not the data.
create macro exact(figure) as round(cast(cast(figure as varchar) as decimal(38, 14)), 12);

-- Halves up, away from zero, on the exact decimal.
create macro rounded(figure, decimals) as round(exact(figure), decimals);

create macro similar_within() as 0.05;

create macro small_number() as 20;

-- A value against the province's: better or worse by the direction of the indicator.
create macro compared(own_value, province_value, direction) as case
    when own_value is null or province_value is null then null
    when direction = 'neutral' then 'neutral'
    when abs(exact(own_value) - exact(province_value)) < similar_within() then 'similar'
    when (own_value < province_value) = (direction = 'lower') then 'better'
    else 'worse'
end;

-- A percentage of so few households jumps with each of them: it is marked and never ranked.
create macro is_small(households) as coalesce(households < small_number(), false);

-- Two cells shown as one: both known, or the graver reason.
create macro joint_state(one_state, other_state) as case
    when one_state = 'reported' and other_state = 'reported' then 'reported'
    when one_state = 'not_submitted' or other_state = 'not_submitted' then 'not_submitted'
    else 'not_applicable'
end;

-- Whether a part and its whole make a rate: both known, of the same parts of the area, or none.
create macro rate_state(part_state, whole_state, is_of_same_parts, whole) as case
    when part_state = 'not_applicable' and whole_state = 'not_applicable' then 'not_applicable'
    when
        part_state <> 'reported'
        or coalesce(whole_state, 'not_submitted') <> 'reported'
        or not is_of_same_parts
        then 'not_submitted'
    when whole = 0 then 'not_applicable'
    else 'reported'
end;

-- Whether a list of kinds and codes of units, as the catalogue has it, names one of them.
create macro names_unit(reported_by, unit) as list_contains(string_split(reported_by, ' '), unit);

-- A figure of a province-level unit is added to the districts' where it is the unit's own, or of a
-- member that they are not asked for.
create macro is_beside_districts(province_role, member_reported_by) as
province_role = 'own' or not names_unit(member_reported_by, 'district');
