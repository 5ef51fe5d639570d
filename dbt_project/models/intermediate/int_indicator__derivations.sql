-- Which indicators each derived indicator is computed from, as its reference sheet lists them: «COCA-AREA|ERAD-YTD».
with indicators as (
    select indicator_code, derived_from
    from {{ ref('dim_indicator') }}
),

listed as (
    {{ split_rows('indicators', 'derived_from', '|', 'parent_code') }}
)

select
    indicator_code,
    parent_code
from listed
where parent_code <> ''
