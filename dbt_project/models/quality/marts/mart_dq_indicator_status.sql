with run as (
    select coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
),

-- Several territories may stand under one level, period and cut-off: the worst of them speaks for it.
periods as (
    select
        v.indicator_code,
        v.territory_level,
        v.period,
        v.cutoff_date,
        min(case d.verdict when 'NO PUBLICABLE' then 1 when 'EN REVISIÓN' then 2 when 'PUBLICABLE CON NOTA' then 3 else 4 end) as worst,
        min(case when d.verdict = 'NO PUBLICABLE' then d.step end) as refusing_step,
        min(case when d.verdict = 'PUBLICABLE CON NOTA' then d.step end) as noting_step,
        sum(case when d.verdict = 'PUBLICABLE' then 1 else 0 end) as n_publishable,
        sum(case when d.verdict = 'PUBLICABLE CON NOTA' then 1 else 0 end) as n_with_note,
        sum(case when d.verdict = 'NO PUBLICABLE' then 1 else 0 end) as n_not_publishable,
        sum(case when d.verdict = 'EN REVISIÓN' then 1 else 0 end) as n_under_review,
        sum(case when s.signoff_state = 'firmado' then 1 else 0 end) as n_signed,
        count(*) as n_values
    from {{ ref('int_indicator__values') }} as v
    inner join {{ ref('int_verdict__given') }} as d on v.value_sk = d.value_sk
    inner join {{ ref('int_signoff__standing') }} as s on v.value_sk = s.value_sk
    group by v.indicator_code, v.territory_level, v.period, v.cutoff_date
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
        {{ state_key('o') }} as state_key
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
    {{ since('t', 'k.verdict', 'r.run_date') }} as since_on,
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
