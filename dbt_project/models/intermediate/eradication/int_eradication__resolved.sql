-- One year-to-date figure per territory and cut-off: the figure of the whole year before one up to 31 December, then the
-- first comparable series, the best evidence, the latest edition.
with ranked as (
    select
        *,
        row_number() over (
            partition by territory_level, territory_code, cutoff_date
            order by
                is_final desc nulls last, series_priority nulls last, evidence_rank nulls last,
                precedence desc nulls last, vintage_id nulls last, source_row_sk nulls last
        ) as preference,
        -- A restatement compares two editions of one series; another series is another vintage, shown beside it.
        ytd_ha - lag(ytd_ha) over (
            partition by territory_level, territory_code, cutoff_date, is_final, series_code
            order by precedence nulls last, vintage_id nulls last, source_row_sk nulls last
        ) as restated_ha
    from {{ ref('int_eradication__candidates') }}
    where is_comparable
)

select
    {{ value_key_of("'ERAD-YTD'", 'r.territory_level', 'r.territory_code', 'cast(r.year as string)', 'r.cutoff_date') }} as value_sk,
    r.territory_level,
    r.territory_code,
    coalesce(z.zone_name, t.name_es, r.scope_name) as territory_name,
    r.territory_sk,
    r.zone_sk,
    r.year,
    r.cutoff_date,
    r.ytd_ha,
    r.replanted_ha,
    r.is_final,
    r.cutoff_date = max(r.cutoff_date) over (partition by r.territory_level, r.territory_code, r.year) as is_latest_cutoff,
    r.restated_ha,
    r.obs_status,
    r.series_code,
    r.evidence,
    r.evidence_rank,
    r.vintage_id,
    r.vintage_sk,
    r.published_on,
    r.source_row_sk
from ranked as r
left join {{ ref('dim_coca_zone') }} as z on r.territory_level = 'zona' and r.zone_sk = z.zone_sk
left join {{ ref('dim_territory') }} as t
    on r.territory_level in ('pais', 'departamento', 'provincia') and r.territory_sk = t.territory_sk and t.territory_sk > 0
where r.preference = 1
