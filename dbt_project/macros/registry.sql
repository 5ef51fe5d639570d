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
{% macro code_columns() %}
    {{ return([
        ["pirdais", "budget_execution", "actividad_accion_obra", 7, "Actividad, acción u obra", "Activity, action or works"],
        ["pirdais", "budget_execution", "departamento_ejecutora", 2, "Departamento de la ejecutora", "Department of the executing unit"],
        ["pirdais", "budget_execution", "departamento_meta", 2, "Departamento de la meta", "Department of the budget target (meta)"],
        ["pirdais", "budget_execution", "distrito_ejecutora", 2, "Distrito de la ejecutora", "District of the executing unit"],
        ["pirdais", "budget_execution", "division_funcional", 3, "División funcional", "Functional division"],
        ["pirdais", "budget_execution", "ejecutora", 3, "Unidad ejecutora", "Executing unit"],
        ["pirdais", "budget_execution", "finalidad", 7, "Finalidad", "Purpose"],
        ["pirdais", "budget_execution", "funcion", 2, "Función", "Function"],
        ["pirdais", "budget_execution", "grupo_funcional", 4, "Grupo funcional", "Functional group"],
        ["pirdais", "budget_execution", "meta", 5, "Meta", "Budget target (meta)"],
        ["pirdais", "budget_execution", "pliego", 3, "Pliego", "Budget entity (pliego)"],
        ["pirdais", "budget_execution", "producto_proyecto", 7, "Producto o proyecto", "Product or project"],
        ["pirdais", "budget_execution", "programa_ppto", 4, "Programa presupuestal", "Budget programme"],
        ["pirdais", "budget_execution", "provincia_ejecutora", 2, "Provincia de la ejecutora", "Province of the executing unit"],
        ["pirdais", "budget_execution", "rubro", 2, "Rubro", "Funding heading"],
        ["pirdais", "budget_execution", "sector", 2, "Sector", "Sector"],
        ["registry", "territories", "reniec_code", 6, "Código del RENIEC", "RENIEC code"],
        ["unodc", "coca_area_by_district", "ubigeo", 6, "UBIGEO", "UBIGEO"],
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
{% macro fact_models() %}
    {{ return([
        "fct_achievement",
        "fct_budget_month",
        "fct_coca_area_snapshot",
        "fct_eradication",
        "fct_target",
        "fct_titling_plan",
    ]) }}
{% endmacro %}
