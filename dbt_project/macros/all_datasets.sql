{# Every dataset that has a contract, as (publisher, dataset); a test compares this list with the contracts. #}
{% macro all_datasets() %}
    {{ return([
        ('corah', 'eradication_bulletin'),
        ('pirdais', 'achievements'),
        ('pirdais', 'budget_execution'),
        ('pirdais', 'budget_figures'),
        ('pirdais', 'titling_plan'),
        ('registry', 'coca_zones'),
        ('registry', 'indicators'),
        ('registry', 'model_elements'),
        ('registry', 'published_figures'),
        ('registry', 'targets'),
        ('registry', 'territories'),
        ('registry', 'zone_districts'),
        ('unodc', 'coca_area_by_department'),
        ('unodc', 'coca_area_by_district'),
        ('unodc', 'coca_area_by_zone'),
        ('unodc', 'coca_area_national'),
    ]) }}
{% endmacro %}
