-- What people decided, or have not decided yet, on each value. A view: signatures void with what a run brings.
with decided as (
    select
        b.value_sk,
        b.signoff_state,
        b.signed_by,
        b.reason,
        d.owner_es,
        d.owner_en
    from {{ ref('int_signoff__standing') }} as b
    inner join {{ ref('int_indicator__values') }} as v on b.value_sk = v.value_sk
    inner join {{ ref('dim_indicator') }} as d on v.indicator_code = d.indicator_code
),

unsigned as (
    select
        value_sk,
        'FIRMA' as rule_id,
        'firma' as severity,
        7 as step,
        case signoff_state
            when 'vencido' then {{ said('signature_void', 'es', {'owner': 'owner_es'}) }}
            else {{ said('signature_pending', 'es', {'owner': 'owner_es'}) }}
        end as text_es,
        case signoff_state
            when 'vencido' then {{ said('signature_void', 'en', {'owner': 'owner_en'}) }}
            else {{ said('signature_pending', 'en', {'owner': 'owner_en'}) }}
        end as text_en,
        owner_es,
        owner_en
    from decided
    where signoff_state in ('pendiente', 'vencido')
),

refused as (
    select
        value_sk,
        'DECISION' as rule_id,
        'decision' as severity,
        8 as step,
        {{ said('not_to_publish', 'es', {'person': 'signed_by', 'reason': sentence('reason')}) }} as text_es,
        {{ said('not_to_publish', 'en', {'person': 'signed_by', 'reason': sentence('reason')}) }} as text_en,
        owner_es,
        owner_en
    from decided
    where signoff_state = 'no publicar'
)

select * from unsigned
union all
select * from refused
