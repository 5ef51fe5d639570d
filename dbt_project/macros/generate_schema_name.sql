{# The prefix of a model names its schema; the folder of a model names its layer. Seeds stand with the dimensions. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set schemas = {
        'stg': 'staging', 'qtn': 'staging', 'dim': 'core', 'fct': 'core', 'bridge': 'core', 'seed': 'core', 'int': 'intermediate',
        'mart': 'marts', 'ctl': 'control', 'report': 'report',
    } -%}
    {{ schemas.get(node.name.split('_')[0], custom_schema_name or target.schema) }}
{%- endmacro %}
