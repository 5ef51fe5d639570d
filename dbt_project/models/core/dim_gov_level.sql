select
    cast(level.gov_level_sk as bigint) as gov_level_sk,
    level.gov_level_code,
    level.source_code,
    level.name_es,
    level.name_en
from (
    select 1 as gov_level_sk, 'GGNN' as gov_level_code, 'E' as source_code, 'Gobierno nacional' as name_es, 'National government' as name_en
    union all
    select
        2 as gov_level_sk, 'GGRR' as gov_level_code, 'R' as source_code,
        'Gobiernos regionales' as name_es, 'Regional governments' as name_en
    union all
    select 3 as gov_level_sk, 'GGLL' as gov_level_code, 'M' as source_code, 'Gobiernos locales' as name_es, 'Local governments' as name_en
    union all
    select -1 as gov_level_sk, '-1' as gov_level_code, '-1' as source_code, 'desconocido' as name_es, 'unknown' as name_en
    union all
    select -2 as gov_level_sk, '-2' as gov_level_code, '-2' as source_code, 'no aplica' as name_es, 'not applicable' as name_en
    union all
    select -3 as gov_level_sk, '-3' as gov_level_code, '-3' as source_code, 'aún no reportado' as name_es, 'not yet reported' as name_en
) as level
