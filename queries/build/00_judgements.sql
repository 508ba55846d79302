-- grain: No rows: the rules that words and colours follow, as functions.
create macro similar_within() as 0.05;

create macro small_number() as 20;

-- A value against the province's: better or worse by the direction of the indicator.
create macro compared(own_value, province_value, direction) as case
    when own_value is null or province_value is null then null
    when direction = 'neutral' then 'neutral'
    when abs(own_value - province_value) < similar_within() then 'similar'
    when (own_value < province_value) = (direction = 'lower') then 'better'
    else 'worse'
end;

-- A percentage of so few households jumps with each of them: it is marked and never ranked.
create macro is_small(households) as coalesce(households < small_number(), false);
