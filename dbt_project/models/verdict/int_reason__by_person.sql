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
        value_sk,
        'DECISION' as rule_id,
        'decision' as severity,
        8 as step,
        signed_by || ' decidió no publicar: ' || {{ sentence('reason') }} as text_es,
        signed_by || ' decided not to publish: ' || {{ sentence('reason') }} as text_en,
        owner_es,
        owner_en
    from decided
    where signoff_state = 'no publicar'
)

select * from unsigned
union all
select * from refused
