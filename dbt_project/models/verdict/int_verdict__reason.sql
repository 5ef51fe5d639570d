-- What the eight steps of the gate find on each value (docs/adr/0013): 1 blocking rules, 2 freshness, 3 coverage, 4 effect of the
-- quarantine, 5 restatement, 6 major rules and grade of evidence, 7 signature, 8 decision of a person. A minor rule enters no step.
{{ config(materialized=judged(), tags=['judged']) }}
with own as (
    {% for model in (
        'int_reason__by_rule', 'int_reason__by_figure', 'int_reason__by_quarantine', 'int_reason__small_count', 'int_reason__by_person',
    ) %}
    select
        value_sk,
        rule_id,
        severity,
        step,
        text_es,
        text_en,
        owner_es,
        owner_en
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- An indicator that is computed from another is refused with it.
inherited as (
    select
        p.value_sk,
        o.rule_id,
        o.severity,
        o.step,
        o.text_es,
        o.text_en,
        o.owner_es,
        o.owner_en
    from {{ ref('int_indicator__parents') }} as p
    inner join own as o on p.parent_value_sk = o.value_sk
    -- An effect on the parent's total says nothing of that on a ratio, which has its own.
    where o.severity in ('bloqueante', 'decision') and o.rule_id not in ('CUARENTENA', 'SIN-DATO')
),

-- What is noted on a figure is noted on what is computed from it: once for each rule, however many figures it noted.
rested as (
    select
        p.value_sk,
        o.rule_id,
        o.severity,
        o.step,
        count(distinct p.parent_value_sk) as n,
        min(o.text_es) as text_es,
        min(o.text_en) as text_en,
        min(o.owner_es) as owner_es,
        min(o.owner_en) as owner_en
    from {{ ref('int_indicator__parents') }} as p
    inner join own as o on p.parent_value_sk = o.value_sk
    -- What the figure itself is told by the same rule needs no second telling.
    left join own as s on p.value_sk = s.value_sk and o.rule_id = s.rule_id
    where o.severity = 'mayor' and o.rule_id <> 'CUARENTENA' and s.value_sk is null
    group by p.value_sk, o.rule_id, o.severity, o.step
),

reached as (
    select * from own
    union all
    select * from inherited
    union all
    select
        value_sk,
        rule_id,
        severity,
        step,
        case
            when n = 1 then {{ said('rests_on_one', 'es', {'finding': 'text_es'}) }}
            else {{ said('rests_on_more', 'es', {'n': 'cast(n as string)', 'finding': 'text_es'}) }}
        end as text_es,
        case
            when n = 1 then {{ said('rests_on_one', 'en', {'finding': 'text_en'}) }}
            else {{ said('rests_on_more', 'en', {'n': 'cast(n as string)', 'finding': 'text_en'}) }}
        end as text_en,
        owner_es,
        owner_en
    from rested
),

-- An exception is of a rule and an indicator, so it lets out what an indicator inherits only if it is of that one as well.
reasons as (
    select
        m.value_sk,
        m.rule_id,
        case when w.rule_id is null then m.severity else 'excepcion' end as severity,
        case when w.rule_id is null then m.step else 8 end as step,
        case
            when w.rule_id is null then m.text_es
            else
                {{ said('exception', 'es', {
                    'finding': 'm.text_es', 'day': day_words('cast(w.until_date as string)', 'es'), 'person': 'w.waived_by', 'reason': sentence('w.reason')
                }) }}
        end as text_es,
        case
            when w.rule_id is null then m.text_en
            else
                {{ said('exception', 'en', {
                    'finding': 'm.text_en', 'day': day_words('cast(w.until_date as string)', 'en'), 'person': 'w.waived_by', 'reason': sentence('w.reason')
                }) }}
        end as text_en,
        m.owner_es,
        m.owner_en
    from reached as m
    inner join {{ ref('int_indicator__values') }} as v on m.value_sk = v.value_sk
    left join {{ ref('int_waiver__standing') }} as w
        on m.severity = 'bloqueante' and m.rule_id = w.rule_id and v.indicator_code = w.indicator_code
)

select
    value_sk,
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
group by value_sk, rule_id, severity, text_es
