-- grain: One row an entered cell that counts: a function, so that computing and tracing ask the same.
-- What units entered in the workbooks in force; cells that the form computes are recomputed from
-- these, with all columns of observations. A province-level unit leaves the lines of other
-- departments' projects empty.
create macro entered_observations() as table
    select observations.*  -- noqa: AM04
    from observations
    inner join submissions using (submission_id)
    inner join areas using (area_code)
    inner join indicators using (indicator_code)
    left join members
        on
            indicators.member_dimension = members.dimension
            and observations.member_code = members.member_code
    where
        submissions.is_current
        and not observations.is_stated_total
        and observations.value_kind in ('actual', 'estimate')
        and (
            areas.level <> 'province'
            or (
                observations.value_state = 'reported'
                and is_beside_districts(indicators.province_role, members.reported_by)
            )
        );
