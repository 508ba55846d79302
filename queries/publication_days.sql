-- question: On which days were workbooks published, and what is the last publication of each day?
-- params: none
-- returns: one row a day of Việt Nam, newest first: day, publication
select
    -- Việt Nam keeps UTC+7 all year.
    cast(published_at + interval 7 hours as date) as day,
    max(publication) as publication
from publications
group by all
order by day desc
