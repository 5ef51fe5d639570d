with run as (
    select coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
),

-- Several territories may stand under one level, period and cut-off: the worst of them speaks for it.
periods as (
    select
        d.indicator_code,
        d.territory_level,
        d.period,
        d.cutoff_date,
        min(case d.verdict when 'NO PUBLICABLE' then 1 when 'EN REVISIÓN' then 2 when 'PUBLICABLE CON NOTA' then 3 else 4 end) as worst,
        min(case when d.verdict = 'NO PUBLICABLE' then d.step end) as refusing_step,
        min(case when d.verdict = 'PUBLICABLE CON NOTA' then d.step end) as noting_step,
        sum(case when d.verdict = 'PUBLICABLE' then 1 else 0 end) as n_publishable,
        sum(case when d.verdict = 'PUBLICABLE CON NOTA' then 1 else 0 end) as n_with_note,
        sum(case when d.verdict = 'NO PUBLICABLE' then 1 else 0 end) as n_not_publishable,
        sum(case when d.verdict = 'EN REVISIÓN' then 1 else 0 end) as n_under_review,
        sum(case when s.signoff_state = 'firmado' then 1 else 0 end) as n_signed,
        count(*) as n_values
    from {{ ref('ctl_indicator_verdict') }} as d
    inner join {{ ref('ctl_signoff_state') }} as s
        on d.indicator_code = s.indicator_code
        and d.territory_level = s.territory_level
        and d.territory_code = s.territory_code
        and d.period = s.period
        and d.cutoff_date = s.cutoff_date
    group by d.indicator_code, d.territory_level, d.period, d.cutoff_date
),

ordered as (
    select
        p.*,
        case p.worst
            when 1 then 'NO PUBLICABLE' when 2 then 'EN REVISIÓN' when 3 then 'PUBLICABLE CON NOTA' else 'PUBLICABLE'
        end as verdict,
        case p.worst when 1 then p.refusing_step when 2 then 7 when 3 then p.noting_step end as step,
        row_number() over (
            partition by p.indicator_code
            order by
                case p.territory_level
                    when 'pais' then 1 when 'ambito' then 2 when 'eje' then 3 when 'zona' then 4 when 'departamento' then 5
                    when 'provincia' then 6 else 7
                end,
                p.cutoff_date desc nulls last,
                case when r.is_canonical then 1 else 2 end,
                p.period desc nulls last
        ) = 1 as is_headline
    from periods as p
    left join {{ ref('seed_reduction_reading') }} as r on p.period like r.definition_code || ' (%'
),

known as (
    select
        o.*,
        o.indicator_code || '|' || o.territory_level || '|' || o.period || '|' || cast(o.cutoff_date as string) as state_key
    from ordered as o
)

select
    k.indicator_code,
    i.name_es,
    i.name_en,
    k.territory_level,
    k.period,
    k.cutoff_date,
    k.is_headline,
    k.verdict,
    cast(k.step as bigint) as step,
    -- What was remembered when the last run ended stands for as long as the verdict is the same.
    case when t.state = k.verdict then {{ lima_day('t.since_at') }} else r.run_date end as since_on,
    case when t.state = k.verdict then t.previous_state else t.state end as previous_verdict,
    s.score,
    s.grade,
    s.n_rules,
    s.score_cap,
    cast(k.n_values as bigint) as n_values,
    cast(k.n_publishable as bigint) as n_publishable,
    cast(k.n_with_note as bigint) as n_with_note,
    cast(k.n_not_publishable as bigint) as n_not_publishable,
    cast(k.n_under_review as bigint) as n_under_review,
    cast(k.n_signed as bigint) as n_signed,
    i.owner_es,
    i.owner_en
from known as k
inner join {{ ref('dim_indicator') }} as i on k.indicator_code = i.indicator_code
cross join run as r
left join {{ ref('ctl_indicator_score') }} as s
    on k.indicator_code = s.indicator_code
    and k.territory_level = s.territory_level
    and k.period = s.period
    and k.cutoff_date = s.cutoff_date
left join {{ source('ledger', 'ctl_state') }} as t on t.kind = 'periodo' and k.state_key = t.key
