-- Why an indicator is withheld or carries a note: failing rules, evidence, quarantine, absence of data.
with run as (
    select run_id from {{ source('run', 'scope') }}
),

measured as (
    select
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        evidence_rank,
        -- A zone that was not monitored says so; a period without any figure cannot be published.
        count(value) over (partition by indicator_code, territory_level, period, cutoff_date) as n_values
    from {{ ref('int_indicator__values') }}
),

rests as (
    select distinct
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        _delivery_id,
        title,
        evidence
    from {{ ref('int_indicator__sources') }}
),

issues as (
    select i.*
    from {{ source('ledger', 'ctl_issue') }} as i
    inner join run as r on i.run_id = r.run_id
    where i.severity in ('bloqueante', 'mayor')
),

by_delivery as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        i.rule_id,
        i.severity,
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
        m.indicator_code,
        m.territory_level,
        m.territory_code,
        m.period,
        m.cutoff_date,
        i.rule_id,
        i.severity,
        i.text_es,
        i.text_en,
        i.owner_es,
        i.owner_en
    from measured as m
    inner join issues as i
        on m.indicator_code = i.indicator_code
        and (i.territory_level is null or m.territory_level = i.territory_level)
        and (i.territory_code is null or m.territory_code = i.territory_code)
        and (i.period is null or m.period = i.period)
        and (i.cutoff_date is null or m.cutoff_date = i.cutoff_date)
    left join rests as s
        on i.delivery_id = s._delivery_id
        and m.indicator_code = s.indicator_code
        and m.territory_level = s.territory_level
        and m.territory_code = s.territory_code
        and m.period = s.period
        and m.cutoff_date = s.cutoff_date
    -- With a delivery named as well, only the values that rest on it are meant.
    where i.delivery_id is null or s._delivery_id is not null
),

without_value as (
    select
        m.indicator_code,
        m.territory_level,
        m.territory_code,
        m.period,
        m.cutoff_date,
        'SIN-DATO' as rule_id,
        'bloqueante' as severity,
        'No hay todavía un dato con fuente para este periodo.' as text_es,
        'There is no sourced figure for this period yet.' as text_en,
        d.owner_es,
        d.owner_en
    from measured as m
    inner join {{ ref('dim_indicator') }} as d on m.indicator_code = d.indicator_code
    where m.n_values = 0
),

unverified as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        'EVIDENCIA' as rule_id,
        'evidencia' as severity,
        'Se apoya en una cifra que circula sin fuente verificada («' || s.title || '»).' as text_es,
        'It rests on a figure in circulation without a verified source (' || chr(39) || s.title || chr(39) || ').' as text_en,
        d.owner_es,
        d.owner_en
    from rests as s
    inner join {{ ref('dim_indicator') }} as d on s.indicator_code = d.indicator_code
    where s.evidence = 'unverified'
),

synthetic as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        'DEMOSTRACION' as rule_id,
        'evidencia' as severity,
        'Datos de demostración: no describen la realidad.' as text_es,
        'Demonstration data: it does not describe reality.' as text_en,
        d.owner_es,
        d.owner_en
    from rests as s
    inner join {{ ref('dim_indicator') }} as d on s.indicator_code = d.indicator_code
    where s.evidence = 'synthetic'
),

derived as (
    select
        v.indicator_code,
        v.territory_level,
        v.territory_code,
        v.period,
        v.cutoff_date,
        'DERIVADA' as rule_id,
        'evidencia' as severity,
        'Es una cifra derivada de otras publicadas; no figura impresa en la fuente.' as text_es,
        'It is derived from other published figures; the source does not print it.' as text_en,
        d.owner_es,
        d.owner_en
    from measured as v
    inner join {{ ref('dim_indicator') }} as d on v.indicator_code = d.indicator_code
    where v.evidence_rank = 2
),

quarantined as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        'CUARENTENA' as rule_id,
        'cuarentena' as severity,
        '«' || c.title || '» tiene filas en cuarentena que no se cuentan ('
        || cast(c.rows_quarantined as string) || ').' as text_es,
        chr(39) || c.title || chr(39) || ' has rows in quarantine that are not counted ('
        || cast(c.rows_quarantined as string) || ').' as text_en,
        c.owner_es,
        c.owner_en
    from rests as s
    inner join {{ ref('ctl_delivery') }} as c on s._delivery_id = c.delivery_id
    where c.rows_quarantined > 0
),

reasons as (
    select * from by_delivery
    union all
    select * from by_indicator
    union all
    select * from without_value
    union all
    select * from unverified
    union all
    select * from synthetic
    union all
    select * from derived
    union all
    select * from quarantined
)

select
    indicator_code,
    territory_level,
    territory_code,
    period,
    cutoff_date,
    rule_id,
    severity,
    cast(case severity when 'bloqueante' then 1 when 'mayor' then 2 else 3 end as bigint) as severity_rank,
    text_es,
    min(text_en) as text_en,
    min(owner_es) as owner_es,
    min(owner_en) as owner_en
from reasons
group by indicator_code, territory_level, territory_code, period, cutoff_date, rule_id, severity, text_es
