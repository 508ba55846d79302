-- question: Which numbers of the province may an officer's own message be bound to?
-- params:
--   $year  integer  year
-- returns: one row a fact, in a fixed order: fact_code, name, unit, value (null while a district is
--   missing)
with
plain as (
    select
        indicator_values.*,
        snapshots.baseline_year,
        indicator_values.units_reported = indicator_values.units_expected as is_complete,
        areas.level
    from indicator_values
    inner join areas using (area_code)
    cross join snapshots
    where
        indicator_values.settlement = 'total'
        and indicator_values.household_class = 'all'
        and indicator_values.project_code = 'all'
        and indicator_values.capital_source = 'all'
        and indicator_values.capital_type = 'all'
        and indicator_values.member_code = 'all'
        and indicator_values.year in ($year, snapshots.baseline_year)
),

province as (
    select
        indicator_code,
        max(value) filter (where year = $year and is_complete) as now,
        max(value) filter (where year = baseline_year and is_complete) as before
    from plain
    where level = 'province'
    group by indicator_code
),

poor as (
    select
        max(now) filter (where indicator_code = 'multidimensional_poverty_rate') as deprived_rate,
        max(before) filter (
            where indicator_code = 'multidimensional_poverty_rate'
        ) as deprived_rate_before,
        max(now) filter (where indicator_code = 'poverty_rate') as poor_rate,
        max(before) filter (where indicator_code = 'poverty_rate') as poor_rate_before,
        max(now) filter (where indicator_code = 'poor_households') as households,
        max(before) filter (where indicator_code = 'poor_households') as households_before,
        max(now) filter (where indicator_code = 'poverty_rate_ethnic_minority') as minority_rate,
        max(now) filter (where indicator_code = 'capital_disbursement_rate') as disbursed_rate,
        max(now) filter (where indicator_code = 'temporary_houses_completed') as houses_done,
        max(now) filter (where indicator_code = 'temporary_houses_to_remove') as houses_listed
    from province
),

changes as (
    select
        area_code,
        max(value) filter (where year = $year)
        - max(value) filter (where year = baseline_year) as change
    from plain
    where level = 'district' and indicator_code = 'multidimensional_poverty_rate'
    group by area_code
),

districts as (
    select
        (
            select count(*) from areas
            where level = 'district'
        ) as expected,
        count(change) as known,
        count(*) filter (where change < 0) as fell
    from changes
),

due as (
    select
        count(distinct targets.assignment) filter (
            where target_measures.assignment_status in ('met', 'exceeded', 'not_met')
        ) as judged,
        count(distinct targets.assignment) filter (
            where target_measures.assignment_status in ('met', 'exceeded')
        ) as reached
    from targets
    inner join target_measures using (target_id)
    inner join areas using (area_code)
    where targets.year = $year and areas.level = 'province' and targets.level = 'province'
)

select
    facts.fact_code,
    facts.name,
    facts.unit,
    cast(facts.value as double) as value
from poor
cross join districts
cross join due
cross join
    lateral (
        values
        (1, 'ty_le_da_chieu', 'Tỷ lệ nghèo đa chiều', '%', poor.deprived_rate),
        (2, 'ty_le_da_chieu_dau_ky', 'Tỷ lệ nghèo đa chiều đầu kỳ', '%', poor.deprived_rate_before),
        (
            3, 'giam_da_chieu', 'Tỷ lệ nghèo đa chiều đã giảm', 'điểm %',
            poor.deprived_rate_before - poor.deprived_rate
        ),
        (4, 'ty_le_ngheo', 'Tỷ lệ hộ nghèo', '%', poor.poor_rate),
        (5, 'ty_le_ngheo_dau_ky', 'Tỷ lệ hộ nghèo đầu kỳ', '%', poor.poor_rate_before),
        (
            6, 'giam_ngheo', 'Tỷ lệ hộ nghèo đã giảm', 'điểm %',
            poor.poor_rate_before - poor.poor_rate
        ),
        (7, 'ho_ngheo', 'Số hộ nghèo', 'hộ', poor.households),
        (8, 'ho_ngheo_dau_ky', 'Số hộ nghèo đầu kỳ', 'hộ', poor.households_before),
        (
            9, 'giam_ho_ngheo', 'Số hộ nghèo đã giảm', 'hộ',
            poor.households_before - poor.households
        ),
        (10, 'ty_le_ngheo_dtts', 'Tỷ lệ hộ nghèo DTTS', '%', poor.minority_rate),
        (11, 'ty_le_giai_ngan', 'Tỷ lệ giải ngân vốn của năm', '%', poor.disbursed_rate),
        (12, 'nha_tam_hoan_thanh', 'Nhà tạm đã hoàn thành', 'nhà', poor.houses_done),
        (13, 'nha_tam_can_xoa', 'Nhà tạm trong danh sách', 'nhà', poor.houses_listed),
        (14, 'so_huyen', 'Số huyện của tỉnh', 'huyện', districts.expected),
        (15, 'so_huyen_co_so_lieu', 'Số huyện so sánh được với đầu kỳ', 'huyện', districts.known),
        (16, 'so_huyen_giam', 'Số huyện giảm tỷ lệ nghèo đa chiều', 'huyện', districts.fell),
        (17, 'chi_tieu_dat', 'Chỉ tiêu của tỉnh đạt hoặc vượt', 'chỉ tiêu', due.reached),
        (18, 'chi_tieu_danh_gia', 'Chỉ tiêu của tỉnh đã đánh giá', 'chỉ tiêu', due.judged)
    ) as facts (place, fact_code, name, unit, value)
order by facts.place
