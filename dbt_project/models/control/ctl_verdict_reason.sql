-- What the eight steps of the gate find on each value (docs/adr/0013): 1 blocking rules, 2 freshness, 3 coverage, 4 effect of the
-- quarantine, 5 restatement, 6 major rules and grade of evidence, 7 signature, 8 decision of a person. A minor rule enters no step.
with run as (
    select run_id, coalesce(as_of_date, run_date) as run_date
    from {{ source('run', 'scope') }}
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

-- The last word of a rule's waiver; an expired one is none.
waivers as (
    select w.*
    from (
        select *, row_number() over (partition by rule_id order by waived_at desc, waiver_id desc) as recency
        from {{ source('ledger', 'ctl_waiver') }}
    ) as w
    cross join run as r
    where w.recency = 1 and w.until_date >= r.run_date and {{ lima_day('w.waived_at') }} <= r.run_date
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
        case when w.rule_id is not null and i.severity = 'bloqueante' then 'excepcion' else i.severity end as severity,
        case when w.rule_id is not null and i.severity = 'bloqueante' then 8 when i.severity <> 'menor' then t.step end as step,
        case
            when w.rule_id is not null and i.severity = 'bloqueante'
                then
                    i.text_es || ' Se publica por excepción hasta el ' || {{ day_text('w.until_date') }} || ', autorizada por '
                    || w.waived_by || ': ' || w.reason
            else i.text_es
        end as text_es,
        case
            when w.rule_id is not null and i.severity = 'bloqueante'
                then
                    i.text_en || ' Published by way of exception until ' || {{ day_text('w.until_date') }} || ', authorised by '
                    || w.waived_by || ': ' || w.reason
            else i.text_en
        end as text_en
    from {{ source('ledger', 'ctl_issue') }} as i
    inner join run as r on i.run_id = r.run_id
    left join {{ source('ledger', 'ctl_rule') }} as t on i.rule_id = t.rule_id
    left join waivers as w on i.rule_id = w.rule_id
    where
        i.closed_at is null
        and i.severity in ('bloqueante', 'mayor', 'menor')
        -- Rows in quarantine weigh by what they would change: step 4.
        and coalesce(t.origin, '') <> 'staging'
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
        m.indicator_code,
        m.territory_level,
        m.territory_code,
        m.period,
        m.cutoff_date,
        i.rule_id,
        i.severity,
        i.step,
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
        3 as step,
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
        6 as step,
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
        6 as step,
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
        6 as step,
        'Es una cifra derivada de otras publicadas; no figura impresa en la fuente.' as text_es,
        'It is derived from other published figures; the source does not print it.' as text_en,
        d.owner_es,
        d.owner_en
    from measured as v
    inner join {{ ref('dim_indicator') }} as d on v.indicator_code = d.indicator_code
    where v.evidence_rank = 2
),

-- The threshold of the indicator decides what weighs; what cannot be valued is told. Totals stay out of the sentence: a note of a
-- withheld figure may not print it.
quarantine_files as (
    select
        r.indicator_code,
        r.territory_level,
        r.territory_code,
        r.period,
        r.cutoff_date,
        {{ join_text("'«' || c.title || '»'", [], ', ') }} as titles,
        min(c.owner_es) as owner_es,
        min(c.owner_en) as owner_en
    from (select distinct indicator_code, territory_level, territory_code, period, cutoff_date, _delivery_id from rests) as r
    inner join {{ ref('int_delivery__counted') }} as c on r._delivery_id = c.delivery_id
    where c.rows_quarantined > 0
    group by r.indicator_code, r.territory_level, r.territory_code, r.period, r.cutoff_date
),

quarantined as (
    select
        s.indicator_code,
        s.territory_level,
        s.territory_code,
        s.period,
        s.cutoff_date,
        'CUARENTENA' as rule_id,
        case
            when abs(e.impact_abs) > 0 and abs(coalesce(e.impact_pct, 100)) >= d.materiality_pct then 'bloqueante' else 'cuarentena'
        end as severity,
        4 as step,
        'Filas en cuarentena que no se cuentan: ' || cast(e.rows_quarantined as string) || ' (' || s.titles || ').'
        || case
            when e.impact_abs <> 0
                then
                    ' Con ellas el total cambiaría en ' || {{ number_text('e.impact_abs') }} || ' ' || d.unit
                    || case
                        when abs(e.impact_pct) < 1000000 then ' (' || cast(cast(e.impact_pct as decimal(9, 2)) as string) || ' %).'
                        else '.'
                    end
            else ''
        end
        || case when e.rows_unparseable > 0 then ' De efecto desconocido: ' || cast(e.rows_unparseable as string) || '.' else '' end
            as text_es,
        'Rows in quarantine that are not counted: ' || cast(e.rows_quarantined as string) || ' (' || s.titles || ').'
        || case
            when e.impact_abs <> 0
                then
                    ' With them the total would change by ' || {{ number_text('e.impact_abs') }} || ' ' || d.unit
                    || case
                        when abs(e.impact_pct) < 1000000 then ' (' || cast(cast(e.impact_pct as decimal(9, 2)) as string) || ' %).'
                        else '.'
                    end
            else ''
        end
        || case when e.rows_unparseable > 0 then ' Of unknown effect: ' || cast(e.rows_unparseable as string) || '.' else '' end as text_en,
        s.owner_es,
        s.owner_en
    from quarantine_files as s
    inner join {{ ref('ctl_quarantine_effect') }} as e
        on s.indicator_code = e.indicator_code
        and s.territory_level = e.territory_level
        and s.period = e.period
        and s.cutoff_date = e.cutoff_date
    inner join {{ ref('dim_indicator') }} as d on s.indicator_code = d.indicator_code
    where e.impact_abs <> 0 or e.rows_unparseable > 0
),

-- A file of which no row could be used may have brought the newest figure, if it is as new as that.
newest as (
    select indicator_code, territory_level, max(cutoff_date) as cutoff_date
    from {{ ref('int_indicator__values') }}
    where value is not null
    group by indicator_code, territory_level
),

unused as (
    select
        m.indicator_code,
        m.territory_level,
        m.territory_code,
        m.period,
        m.cutoff_date,
        'CUARENTENA' as rule_id,
        'cuarentena' as severity,
        4 as step,
        'Ninguna fila de «' || c.title || '» se pudo usar: puede faltar la cifra más reciente.' as text_es,
        'No row of ' || chr(39) || c.title || chr(39) || ' could be used: the newest figure may be missing.' as text_en,
        c.owner_es,
        c.owner_en
    from {{ ref('int_delivery__counted') }} as c
    inner join {{ ref('dim_indicator') }} as d on '|' || d.datasets || '|' like '%|' || c.publisher || '/' || c.dataset || '|%'
    inner join newest as n on d.indicator_code = n.indicator_code and c.published_on_date >= n.cutoff_date
    inner join measured as m
        on n.indicator_code = m.indicator_code and n.territory_level = m.territory_level and n.cutoff_date = m.cutoff_date
    where
        c.status = 'loaded' and c.rows_accepted = 0 and c.rows_quarantined > 0
        -- Indicators that a new delivery continues, as in the rule of freshness.
        and d.measure_type in ('stock', 'flow_ytd')
),

decided as (
    select
        b.indicator_code,
        b.territory_level,
        b.territory_code,
        b.period,
        b.cutoff_date,
        b.signoff_state,
        b.signed_by,
        b.reason,
        d.owner_es,
        d.owner_en
    from {{ ref('ctl_signoff_state') }} as b
    inner join {{ ref('dim_indicator') }} as d on b.indicator_code = d.indicator_code
),

unsigned as (
    select
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        'FIRMA' as rule_id,
        'firma' as severity,
        7 as step,
        case signoff_state
            when 'vencido' then 'La firma es de una edición de datos anterior; falta la de ' || owner_es || '.'
            else 'Falta la firma de ' || owner_es || '.'
        end as text_es,
        case signoff_state
            when 'vencido' then 'The signature is for an earlier data edition; that of ' || owner_en || ' is pending.'
            else 'The signature of ' || owner_en || ' is pending.'
        end as text_en,
        owner_es,
        owner_en
    from decided
    where signoff_state in ('pendiente', 'vencido')
),

refused as (
    select
        indicator_code,
        territory_level,
        territory_code,
        period,
        cutoff_date,
        'DECISION' as rule_id,
        'decision' as severity,
        8 as step,
        signed_by || ' decidió no publicar: ' || reason as text_es,
        signed_by || ' decided not to publish: ' || reason as text_en,
        owner_es,
        owner_en
    from decided
    where signoff_state = 'no publicar'
),

-- An indicator that is computed from another is refused with it: what rests on the same row of a file as a refused figure of the
-- country, where the indicator itself is one that the source prints.
parents as (
    select distinct
        c.indicator_code, c.territory_level, c.territory_code, c.period, c.cutoff_date,
        p.indicator_code as parent_code, p.territory_level as parent_level, p.territory_code as parent_territory,
        p.period as parent_period, p.cutoff_date as parent_cutoff
    from {{ ref('int_indicator__sources') }} as c
    inner join {{ ref('int_indicator__sources') }} as p
        on c._delivery_id = p._delivery_id
        and c._row = p._row
        and coalesce(c._sheet, '') = coalesce(p._sheet, '')
        and coalesce(c._column, '') = coalesce(p._column, '')
    where
        p.indicator_code in ('COCA-AREA', 'ERAD-YTD')
        and p.territory_level = 'pais'
        and c.indicator_code in ('RED-EFECTIVA', 'NUEVA-SIEMBRA')
),

refusing as (
    select * from by_indicator
    where severity = 'bloqueante'

    union all

    select * from refused
),

inherited as (
    select
        p.indicator_code,
        p.territory_level,
        p.territory_code,
        p.period,
        p.cutoff_date,
        r.rule_id,
        r.severity,
        r.step,
        r.text_es,
        r.text_en,
        r.owner_es,
        r.owner_en
    from parents as p
    inner join refusing as r
        on p.parent_code = r.indicator_code
        and p.parent_level = r.territory_level
        and p.parent_territory = r.territory_code
        and p.parent_period = r.period
        and p.parent_cutoff = r.cutoff_date
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
    union all
    select * from unsigned
    union all
    select * from refused
    union all
    select * from unused
    union all
    select * from inherited
    union all
    select * from {{ ref('int_reason__small_count') }}
)

select
    indicator_code,
    territory_level,
    territory_code,
    period,
    cutoff_date,
    rule_id,
    severity,
    cast(case severity
        when 'decision' then 1 when 'bloqueante' then 1 when 'mayor' then 2 when 'firma' then 4 when 'menor' then 5 else 3
    end as bigint) as severity_rank,
    cast(min(step) as bigint) as step,
    text_es,
    min(text_en) as text_en,
    min(owner_es) as owner_es,
    min(owner_en) as owner_en
from reasons
group by indicator_code, territory_level, territory_code, period, cutoff_date, rule_id, severity, text_es
