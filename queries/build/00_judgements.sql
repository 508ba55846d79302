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
