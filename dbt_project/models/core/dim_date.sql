with days as (
    {{ date_spine(calendar().first, calendar().last) }}
),

calendar as (
    select
        {{ date_key('calendar_date') }} as date_sk,
        calendar_date,
        cast(extract(year from calendar_date) as bigint) as year,
        cast(extract(month from calendar_date) as bigint) as month,
        cast(extract(day from calendar_date) as bigint) as day_of_month
    from days
),

special as (
    select -1 as date_sk, 'desconocido' as name_es, 'unknown' as name_en
    union all
    select -2 as date_sk, 'no aplica' as name_es, 'not applicable' as name_en
    union all
    select -3 as date_sk, 'aún no reportado' as name_es, 'not yet reported' as name_en
)

select
    c.date_sk,
    c.calendar_date,
    c.year,
    c.month,
    c.day_of_month,
    cast({{ days_between(day_of('c.year', 1, 1), 'c.calendar_date') }} + 1 as bigint) as day_of_year,
    cast({{ days_between(day_of('c.year', 1, 1), day_of('c.year + 1', 1, 1)) }} as bigint) as days_in_year,
    case c.month
        when 1 then 'enero' when 2 then 'febrero' when 3 then 'marzo' when 4 then 'abril' when 5 then 'mayo'
        when 6 then 'junio' when 7 then 'julio' when 8 then 'agosto' when 9 then 'septiembre' when 10 then 'octubre'
        when 11 then 'noviembre' else 'diciembre'
    end as month_name_es,
    case c.month
        when 1 then 'January' when 2 then 'February' when 3 then 'March' when 4 then 'April' when 5 then 'May'
        when 6 then 'June' when 7 then 'July' when 8 then 'August' when 9 then 'September' when 10 then 'October'
        when 11 then 'November' else 'December'
    end as month_name_en
from calendar as c

union all

select
    cast(date_sk as bigint) as date_sk,
    cast(null as date) as calendar_date,
    cast(null as bigint) as year,
    cast(null as bigint) as month,
    cast(null as bigint) as day_of_month,
    cast(null as bigint) as day_of_year,
    cast(null as bigint) as days_in_year,
    name_es as month_name_es,
    name_en as month_name_en
from special
