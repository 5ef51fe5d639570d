-- What each sentence of a rule weighs in this run, and since when the sentence holds.
select
    rule_id,
    text_es,
    min(since) as since,
    sum(abs(magnitude)) as magnitude
from {{ ref('report_finding') }}
group by rule_id, text_es
