select
    {{ int_key(["'element'", 'element_type', 'code']) }} as element_sk,
    element_type,
    code as element_code,
    position,
    name_es,
    name_en
from {{ ref('stg_registry__model_elements') }}
