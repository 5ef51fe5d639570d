-- The readings of «30 % effective reduction»: stocks of the country at 31 December, flow of the same window.
with areas as (
    select * from {{ ref('int_coca_area__resolved') }}
    where territory_level = 'pais' and area_ha is not null
),

flows as (
    select * from {{ ref('int_eradication__resolved') }}
    where territory_level = 'pais' and is_final
),

flow_sums as (
    select
        d.definition_code,
        sum(f.ytd_ha) as gross_erad_ha,
        count(*) as n_flow_years,
        max(f.evidence_rank) as evidence_rank
    from {{ ref('seed_reduction_reading') }} as d
    inner join flows as f on d.flow_from_year <= f.year and d.flow_to_year >= f.year
    group by d.definition_code
),

joined as (
    select
        d.*,
        b.area_ha as area_base_ha,
        e.area_ha as area_end_ha,
        b.area_ha - e.area_ha as net_reduction_ha,
        g.gross_erad_ha as flow_ha,
        d.flow_from_year = d.base_year + 1
        and d.flow_to_year = d.end_year
        and coalesce(g.n_flow_years, 0) = d.flow_to_year - d.flow_from_year + 1 as window_consistent,
        greatest(b.evidence_rank, e.evidence_rank) as stock_evidence_rank,
        greatest(b.evidence_rank, e.evidence_rank, coalesce(g.evidence_rank, 1)) as flow_evidence_rank,
        case when b.vintage_sk = e.vintage_sk then b.vintage_id else b.vintage_id || ' · ' || e.vintage_id end as vintage_id
    from {{ ref('seed_reduction_reading') }} as d
    inner join areas as b on d.base_year = b.year
    inner join areas as e on d.end_year = e.year
    left join flow_sums as g on d.definition_code = g.definition_code
),

divided as (
    select
        *,
        case when formula = 'stock' then area_base_ha when window_consistent then flow_ha end as reading_denominator_ha
    from joined
)

select
    {{ value_key_of("'RED-EFECTIVA'", "'pais'", "'00'", reading_period(), day_of('end_year', 12, 31)) }} as value_sk,
    {{ value_key_of("'NUEVA-SIEMBRA'", "'pais'", "'00'", reading_period(), day_of('end_year', 12, 31)) }} as new_planting_value_sk,
    definition_code,
    label_es,
    label_en,
    is_canonical,
    formula,
    base_year,
    end_year,
    flow_from_year,
    flow_to_year,
    area_base_ha,
    area_end_ha,
    net_reduction_ha,
    window_consistent,
    case when window_consistent then cast(flow_ha as decimal(18, 4)) end as gross_erad_ha,
    case when window_consistent then cast(area_end_ha - area_base_ha + flow_ha as decimal(18, 4)) end as implied_new_planting_ha,
    cast({{ rounded("100 * " ~ ratio('net_reduction_ha', 'reading_denominator_ha'), 4) }} as decimal(18, 4)) as effective_reduction_pct,
    case
        when window_consistent then cast({{ rounded("100 * " ~ ratio('net_reduction_ha', 'flow_ha'), 4) }} as decimal(18, 4))
    end as net_to_gross_pct,
    case when formula = 'stock' then stock_evidence_rank else flow_evidence_rank end as evidence_rank,
    flow_evidence_rank,
    vintage_id
from divided
