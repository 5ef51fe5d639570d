-- Where an edition gives zones and the country for one cut-off, zones and «Sin zona asignada» add up to the country. Zones above the
-- country are a fault of the bulletin, which rule R22.8 keeps back: the fault of one file stops no release.
with country as (
    select vintage_id, cutoff_date, is_final, ytd_ha
    from {{ ref('int_eradication__candidates') }}
    where territory_level = 'pais'
),

zones as (
    select vintage_id, cutoff_date, is_final, sum(ytd_ha) as ytd_ha
    from {{ ref('int_eradication__candidates') }}
    where territory_level = 'zona'
    group by vintage_id, cutoff_date, is_final
)

select
    c.vintage_id,
    c.cutoff_date,
    c.ytd_ha as country_ha,
    z.ytd_ha as zones_ha
from country as c
inner join zones as z on c.vintage_id = z.vintage_id and c.cutoff_date = z.cutoff_date and c.is_final = z.is_final
where c.ytd_ha > z.ytd_ha
