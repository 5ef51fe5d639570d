"""The payload's own words and the message that says each to a reader.

Belongs here: the tables word -> message key, by family, counted words and units.
Does not belong here: the messages themselves (``locale/``), looking them up (``catalogue.py``) and shapes (``view.py``).
The payload's own words are never printed as they come, except those of an open family that are not listed.
"""

from __future__ import annotations

from collections.abc import Mapping

# Words of the payload -> message key, by family. The payload's own words are never printed as they come.
WORDS: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "PUBLICABLE": "verdict.publishable",
        "PUBLICABLE CON NOTA": "verdict.with_note",
        "NO PUBLICABLE": "verdict.not_publishable",
        "EN REVISIÓN": "verdict.under_review",
    },
    "severity": {
        "invariante": "severity.invariant",
        "bloqueante": "severity.blocking",
        "mayor": "severity.major",
        "menor": "severity.minor",
        "evidencia": "severity.evidence",
        "cuarentena": "severity.quarantine",
        "firma": "severity.signature",
        "decision": "severity.decision",
        "excepcion": "severity.waiver",
    },
    "evidence": {
        "cited": "evidence.cited",
        "derived": "evidence.derived",
        "unverified": "evidence.unverified",
        "synthetic": "evidence.synthetic",
    },
    "level": {
        "pais": "level.country",
        "departamento": "level.department",
        "provincia": "level.province",
        "distrito": "level.district",
        "zona": "level.zone",
        "eje": "level.axis",
        "ambito": "level.area",
    },
    "delivery": {
        "loaded": "delivery.loaded",
        "refused": "delivery.refused",
        "superseded": "delivery.superseded",
        "withdrawn": "delivery.withdrawn",
    },
    "figure": {
        "reproducido": "figure.reproduced",
        "reproducido_con_redondeo": "figure.reproduced_rounding",
        "ambigüedad_de_definición": "figure.ambiguous",
        "errata": "figure.misprint",
        "sin_fuente_todavía": "figure.no_source",
        "no_reproducido": "figure.not_reproduced",
    },
    "publisher": {
        "unodc": "publisher.unodc",
        "corah": "publisher.corah",
        "pirdais": "publisher.pirdais",
        "registry": "publisher.registry",
    },
    "timeliness": {
        "a tiempo": "timeliness.on_time",
        "tarde": "timeliness.late",
        "muy tarde": "timeliness.very_late",
    },
    "quality": {
        "pasa todo": "quality.all",
        "pasa lo básico": "quality.basic",
        "no pasa lo básico": "quality.none",
    },
    "dimension": {
        "validez": "dimension.validity",
        "integridad": "dimension.integrity",
        "precision": "dimension.precision",
        "precisión": "dimension.precision",
        "fiabilidad": "dimension.reliability",
        "oportunidad": "dimension.timeliness",
    },
    "reconciliation": {
        "concilia": "reconciliation.agrees",
        "no concilia": "reconciliation.differs",
        "sin fuente": "reconciliation.no_source",
    },
    "signoff": {
        "firmado": "signoff.signed",
        "pendiente": "signoff.pending",
        "vencido": "signoff.expired",
        "no publicar": "signoff.do_not_publish",
    },
    "item": {"abierto": "item.open", "nuevo": "item.new"},
    "status": {"passed": "status.passed", "failed": "status.failed", "errored": "status.errored"},
    "origin": {
        "archivo": "origin.file",
        "staging": "origin.staging",
        "expectativa": "origin.expectation",
        "dbt": "origin.table",
        "puntualidad": "origin.punctuality",
    },
    "pillar": {"dais": "pillar.dais"},
    "results_level": {
        "intervencion": "results.intervention",
        "resultado": "results.outcome",
        "resultado_final": "results.final",
    },
    "measure_type": {
        "stock": "measure.stock",
        "ratio": "measure.ratio",
        "flow_ytd": "measure.to_date",
        "flow_increment": "measure.increment",
        "distinct_count": "measure.distinct",
    },
    "direction": {"up": "direction.up", "down": "direction.down", "none": "direction.none"},
    "subsystem": {"monitoreo": "subsystem.monitoring", "evaluacion": "subsystem.evaluation"},
    "sheet_status": {"vigente": "sheet_status.in_force"},
}
# Words of the payload -> message key of the counted word, «34 publicables con nota».
VERDICT_COUNTS: Mapping[str, str] = {
    "PUBLICABLE": "count.publishable",
    "PUBLICABLE CON NOTA": "count.with_note",
    "NO PUBLICABLE": "count.not_publishable",
    "EN REVISIÓN": "count.under_review",
}
# Families whose values are an open set: an unknown value is printed as it comes.
OPEN_FAMILIES = frozenset(
    {"publisher", "dimension", "origin", "pillar", "results_level", "measure_type", "direction", "subsystem", "sheet_status"}
)
# Units of the payload -> counted message with a {value} slot. Other units (ha) follow the number as they come.
UNITS: Mapping[str, str] = {
    "%": "unit.percent",
    "pct": "unit.percent",
    "pp": "unit.points",
    "area_ha": "unit.hectares",
    "hectareas": "unit.hectares",
    "hectáreas": "unit.hectares",
    "km": "unit.kilometres",
    "ha/año": "unit.ha_per_year",
    "titulos": "unit.titles",
    "títulos": "unit.titles",
    "familias": "unit.families",
    "asociaciones": "unit.associations",
    "PEN": "unit.soles",
    "S/": "unit.soles",
    "S/ por título": "unit.soles_per_title",
    "filas": "unit.rows",
    "rows": "unit.rows",
    "territorios": "unit.territories",
    "archivos": "unit.files",
    "días": "unit.days",
    "horas": "unit.hours",
    "años": "unit.years",
    "valores": "unit.values",
    "elementos": "unit.elements",
    "programas": "unit.programmes",
    "pruebas": "unit.checks",
    "puntos porcentuales": "unit.points",
}
