{# Written by `make staging` from the contracts and the models. Do not edit by hand. #}
{% macro all_datasets() %}
    {{ return([
        ["corah", "eradication_bulletin"],
        ["pirdais", "achievements"],
        ["pirdais", "budget_execution"],
        ["pirdais", "budget_figures"],
        ["pirdais", "titling_plan"],
        ["registry", "coca_zones"],
        ["registry", "indicators"],
        ["registry", "model_elements"],
        ["registry", "published_figures"],
        ["registry", "targets"],
        ["registry", "territories"],
        ["registry", "zone_districts"],
        ["unodc", "coca_area_by_department"],
        ["unodc", "coca_area_by_district"],
        ["unodc", "coca_area_by_zone"],
        ["unodc", "coca_area_national"],
    ]) }}
{% endmacro %}
{% macro calendar() %}
    {{ return({
        "first": "1983-01-01",
        "last": "2035-12-31",
    }) }}
{% endmacro %}
{% macro subjects() %}
    {{ return({
        "budget": ["values", "files", "refused"],
        "coca_area": ["values", "sources", "refused", "editions"],
        "commitment": ["values", "sources", "due", "toward_target"],
        "eradication": ["values", "sources", "refused", "due", "editions", "reconciled", "toward_target"],
        "reduction": ["values", "sources"],
        "titling": ["values", "sources", "refused", "toward_target"],
    }) }}
{% endmacro %}
{% macro facts() %}
    {{ return({
        "fct_achievement": {"measure": "value", "unit_column": "unit", "from": ["stg_pirdais__achievements"]},
        "fct_coca_area_snapshot": {"measure": "area_ha", "unit": "ha", "kinds": ["value", "not_monitored"], "from": ["stg_unodc__coca_area_national", "stg_unodc__coca_area_by_department", "stg_unodc__coca_area_by_district", "stg_unodc__coca_area_by_zone"]},
        "fct_eradication": {"measure": "eradicated_ha", "unit": "ha", "from": ["stg_corah__eradication_bulletin"]},
        "fct_target": {"measure": "target_value", "unit_column": "unit", "from": ["stg_registry__targets"]},
        "fct_titling_plan": {"measure": "titles_target", "unit": "titulos", "from": ["stg_pirdais__titling_plan"]},
    }) }}
{% endmacro %}
