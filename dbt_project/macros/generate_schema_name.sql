{#
  The prefix of a model names its schema; the folder of a model names its layer. Seeds stand with the dimensions and are released,
  unless the configuration of a seed names another schema.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set schemas = {
        'stg': 'staging', 'qtn': 'staging', 'dim': 'core', 'fct': 'core', 'bridge': 'core', 'seed': 'core', 'int': 'intermediate',
        'mart': 'marts', 'ctl': 'control',
    } -%}
    {{ custom_schema_name or schemas.get(node.name.split('_')[0], target.schema) }}
{%- endmacro %}
