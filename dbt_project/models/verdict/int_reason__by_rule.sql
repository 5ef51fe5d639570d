-- What failing rules say of each value. A view: the rules are judged after the tables are built.
with run as (
    select run_id from {{ source('run', 'scope') }}
),

rests as (
    select distinct value_sk, _delivery_id
    from {{ ref('int_indicator__sources') }}
),

issues as (
    select
        i.rule_id,
        i.indicator_code,
        i.territory_level,
        i.territory_code,
        i.period,
        i.cutoff_date,
        i.delivery_id,
        i.owner_es,
        i.owner_en,
        i.severity,
        case when i.severity <> 'menor' then t.step end as step,
        i.text_es,
        i.text_en
    from {{ source('ledger', 'ctl_issue') }} as i
    inner join run as r on i.run_id = r.run_id
    left join {{ source('ledger', 'ctl_rule') }} as t on i.rule_id = t.rule_id
    where
        i.closed_at is null
        and i.severity in ('bloqueante', 'mayor', 'menor')
        -- Rows in quarantine weigh by what they would change: step 4.
        and coalesce(t.origin, '') <> 'staging'
),

by_delivery as (
    select
        s.value_sk,
        i.rule_id,
        i.severity,
        i.step,
        i.text_es,
        i.text_en,
        i.owner_es,
        i.owner_en
    from rests as s
    -- An issue that names its indicator speaks of that one only (see by_indicator).
    inner join issues as i on s._delivery_id = i.delivery_id and i.indicator_code is null
),

by_indicator as (
    select
        m.value_sk,
        i.rule_id,
        i.severity,
        i.step,
        i.text_es,
        i.text_en,
        i.owner_es,
        i.owner_en
    from {{ ref('int_indicator__values') }} as m
    inner join issues as i
        on m.indicator_code = i.indicator_code
        and (i.territory_level is null or m.territory_level = i.territory_level)
        and (i.territory_code is null or m.territory_code = i.territory_code)
        and (i.period is null or m.period = i.period)
        and (i.cutoff_date is null or m.cutoff_date = i.cutoff_date)
    left join rests as s on m.value_sk = s.value_sk and i.delivery_id = s._delivery_id
    -- With a delivery named as well, only the values that rest on it are meant.
    where i.delivery_id is null or s._delivery_id is not null
),

-- No value rests on a file that was refused. Most likely it would have brought the newest figure and corrected those of the edition
-- before: the note goes to the newest values of every indicator that is made of its dataset, and to those of its last edition. What
-- the sender must mend is no note beside a figure.
last_editions as (
    select vintage_id, publisher, dataset
    from (
        select
            *,
            max(published_on_date) over (partition by publisher, dataset) as last_published_on_date
        from {{ ref('dim_vintage') }}
    ) as dated
    where published_on_date = last_published_on_date
),

newest as (
    select
        m.*,
        max(case when m.value is not null then m.cutoff_date end) over (
            partition by m.indicator_code, m.territory_level
        ) as newest_cutoff_date
    from {{ ref('int_indicator__values') }} as m
),

by_refusal as (
    select distinct
        n.value_sk,
        i.rule_id,
        i.severity,
        i.step,
        {{ said('file_refused', 'es') }} as text_es,
        {{ said('file_refused', 'en') }} as text_en,
        i.owner_es,
        i.owner_en
    from issues as i
    inner join {{ source('run', 'delivery') }} as f on i.delivery_id = f.delivery_id and f.status = 'refused'
    inner join {{ ref('int_indicator__datasets') }} as d on f.publisher = d.publisher and f.dataset = d.dataset
    inner join newest as n on d.indicator_code = n.indicator_code
    left join last_editions as e on n.vintage_id = e.vintage_id and f.publisher = e.publisher and f.dataset = e.dataset
    where n.cutoff_date = n.newest_cutoff_date or e.vintage_id is not null
)

select * from by_delivery
union all
select * from by_indicator
union all
select * from by_refusal
