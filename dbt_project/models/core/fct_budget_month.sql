-- A restated year replaces itself: only years that another delivery says now are written, the others stay as they stand.
{{ config(post_hook="{{ only_values('year', ref('int_budget__chosen'), 'year') }}", **replaced_by('year')) }}
select
    {{ int_key(['b._delivery_id', 'b._sheet', 'b._row', 'b._column']) }} as source_row_sk,
    b.ano_eje as year,
    b.mes_eje as month,
    case when b.mes_eje = 0 then cast(-2 as bigint) else {{ date_key(day_of('b.ano_eje', 'b.mes_eje', 1)) }} end as month_date_sk,
    coalesce(g.gov_level_sk, -1) as gov_level_sk,
    coalesce(t.territory_sk, -1) as territory_sk,
    b.departamento_meta as department_code,
    b.departamento_meta_nombre as department_name,
    b.sector as sector_code,
    b.pliego as pliego_code,
    b.sec_ejec as executing_unit_code,
    b.ejecutora_nombre as executing_unit_name,
    b.sec_func as functional_sequence,
    b.programa_ppto as programme_code,
    b.programa_ppto_nombre as programme_name,
    b.producto_proyecto as product_code,
    b.producto_proyecto_nombre as product_name,
    b.actividad_accion_obra as activity_code,
    b.actividad_accion_obra_nombre as activity_name,
    b.fuente_financiamiento as funding_source_code,
    b.rubro as funding_heading_code,
    b.categoria_gasto as expenditure_category_code,
    b.tipo_transaccion || '.' || b.generica as generic_code,
    b.generica_nombre as generic_name,
    b.tipo_transaccion = '2' and b.generica = '4' as is_intergov_transfer,
    cast(b.monto_pia as decimal(18, 2)) as pia_pen,
    cast(b.monto_pim as decimal(18, 2)) as pim_pen,
    cast(b.monto_certificado as decimal(18, 2)) as certified_pen,
    cast(b.monto_comprometido_anual as decimal(18, 2)) as annual_commitment_pen,
    cast(b.monto_comprometido as decimal(18, 2)) as commitment_pen,
    cast(b.monto_devengado as decimal(18, 2)) as accrued_pen,
    cast(b.monto_girado as decimal(18, 2)) as paid_pen,
    v.source_sk,
    v.vintage_sk,
    v.evidence,
    b._delivery_id,
    b._file,
    b._sheet,
    b._row,
    b._column
from {{ ref('stg_pirdais__budget_execution') }} as b
inner join {{ ref('int_budget__chosen') }} as c on b.ano_eje = c.year and b._delivery_id = c._delivery_id
inner join {{ ref('dim_vintage') }} as v on b._delivery_id = v.delivery_id
left join {{ ref('dim_gov_level') }} as g on upper(b.nivel_gobierno) = g.source_code
left join {{ ref('dim_territory') }} as t
    on b.departamento_meta = t.ubigeo and t.territory_level = 'departamento' and t.is_current
{% if is_incremental() %}
where
    not exists (
        select 1 from {{ this }} as f
        where c.year = f.year and c._delivery_id = f._delivery_id
    )
{% endif %}
