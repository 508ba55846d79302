-- rule: V44
-- severity: error, warning
-- question: Which dates and words of the cover cannot be: a date in the future or out of the
--   period, or a year marked as done that had not ended?
-- params: none
-- message: {place}: trang “Bìa”, {note}.
-- returns: one row a finding, by submission, year; found and expected null, note what the cover
--   says and what it should say
with covers as (
    select
        submissions.*,
        cast(received_at + interval 7 hours as date) as received_on,
        make_date(programmes.first_year, 1, 1) as first_day,
        make_date(programmes.last_year + 1, 12, 31) as last_day,
        programmes.baseline_year,
        strftime(received_at + interval 7 hours, '%d/%m/%Y') as received_text
    from submissions
    cross join programmes
),

-- A year's figures are those of the review at its end.
done as (
    select
        observations.submission_id,
        observations.year
    from observations
    inner join covers using (submission_id)
    where
        observations.value_kind = 'actual'
        and observations.value is not null
        and observations.year > covers.baseline_year
        and covers.as_of_date < make_date(observations.year, 12, 31)
    group by observations.submission_id, observations.year
),

found as (
    select
        submission_id,
        'error' as severity,
        year(as_of_date) as year,
        'C7' as cell,
        format(
            '“Số liệu tính đến ngày” ghi {}, sau ngày nhận tệp ({})',
            strftime(as_of_date, '%d/%m/%Y'),
            received_text
        ) as note
    from covers
    where as_of_date > received_on
    union all
    select
        submission_id,
        'error' as severity,
        year(as_of_date) as year,
        'C7' as cell,
        format(
            '“Số liệu tính đến ngày” ghi {}, trước khi Chương trình bắt đầu ({})',
            strftime(as_of_date, '%d/%m/%Y'),
            strftime(first_day, '%d/%m/%Y')
        ) as note
    from covers
    where as_of_date < first_day
    union all
    select
        submission_id,
        'error' as severity,
        year(report_submitted_on) as year,
        'C8' as cell,
        format(
            '“Ngày gửi báo cáo tổng kết” ghi {}, ngoài khoảng từ {} đến ngày nhận tệp ({})',
            strftime(report_submitted_on, '%d/%m/%Y'),
            strftime(first_day, '%d/%m/%Y'),
            received_text
        ) as note
    from covers
    where report_submitted_on not between first_day and received_on
    union all
    select
        submission_id,
        'error' as severity,
        year(conference_held_on) as year,
        'C9' as cell,
        format(
            '“Ngày tổ chức hội nghị tổng kết” ghi {}, ngoài thời gian tổng kết Chương trình (từ {} đến {})',
            strftime(conference_held_on, '%d/%m/%Y'),
            strftime(make_date(year(last_day) - 1, 1, 1), '%d/%m/%Y'),
            strftime(last_day, '%d/%m/%Y')
        ) as note
    from covers
    where conference_held_on not between make_date(year(last_day) - 1, 1, 1) and last_day
    union all
    select
        done.submission_id,
        'error' as severity,
        done.year,
        format('C{}', 13 + done.year - covers.baseline_year) as cell,
        format(
            '“Số liệu năm {}” ghi “Thực hiện”, nhưng số liệu tính đến ngày {}, khi năm chưa kết thúc; cần “Ước thực hiện”',
            done.year,
            strftime(covers.as_of_date, '%d/%m/%Y')
        ) as note
    from done
    inner join covers using (submission_id)
)

select
    submission_id,
    severity,
    'final_report_submitted_on' as indicator_code,
    cast(year as integer) as year,
    'total' as settlement,
    'all' as household_class,
    'all' as project_code,
    'all' as member_code,
    'Bìa' as sheet,
    cell,
    cast(null as double) as found,
    cast(null as double) as expected,
    note
from found
order by all
