"""Name of each mart in both languages, and in Spanish what a row of it is; dbt's comment on the table says that in English."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.releasing.metadata.release_text import Text


class UndescribedMart(LookupError):
    """A mart without a Spanish text cannot be put into the catalogue."""


@dataclass(frozen=True)
class MartText:
    """Title in both languages and description in Spanish."""

    title: Text
    description_es: str


def mart_text(mart: str) -> MartText:
    """The texts of a mart; ``UndescribedMart`` if nobody wrote them."""
    if mart not in _TEXTS:
        raise UndescribedMart(f"{mart} has no title and no Spanish description in {__name__}")
    return _TEXTS[mart]


_TEXTS = {
    "mart_coca_area_series": MartText(
        Text("Superficie con coca al 31 de diciembre", "Coca area at 31 December"),
        "Una fila por territorio o zona y año: la superficie con coca que se puede publicar y su cambio frente al año anterior.",
    ),
    "mart_coca_area_series_vintages": MartText(
        Text("Superficie con coca: todas las ediciones de datos", "Coca area: every vintage"),
        "Una fila por territorio o zona, año, serie y edición de datos: cada superficie publicada, con la elegida marcada.",
    ),
    "mart_eradication_ytd": MartText(
        Text("Superficie erradicada en el año, por fecha de corte", "Area eradicated in the year, by cut-off date"),
        "Una fila por territorio o zona y fecha de corte: hectáreas erradicadas en lo que va del año, frente a la meta y al "
        "reporte anterior.",
    ),
    "mart_eradication_ytd_vintages": MartText(
        Text("Superficie erradicada: todas las ediciones de datos", "Area eradicated: every vintage"),
        "Una fila por territorio o zona, fecha de corte, clase de cifra y edición de datos: cada acumulado publicado, "
        "con el elegido marcado.",
    ),
    "mart_effective_reduction": MartText(
        Text("Reducción efectiva del área con coca", "Effective reduction of the coca area"),
        "Una fila por lectura del «30 % de reducción efectiva» publicado: sus áreas, lo erradicado y lo que resulta de ellos.",
    ),
    "mart_titling_progress": MartText(
        Text("Avance del plan de titulación", "Progress of the titling plan"),
        "Una fila por departamento (y una por el país) y año del plan: títulos previstos y entregados, presupuesto y costo "
        "planificado.",
    ),
    "mart_commitments": MartText(
        Text("Compromisos anunciados en noviembre de 2015", "Commitments announced in November 2015"),
        "Una fila por compromiso anunciado en noviembre de 2015: umbral, resultado disponible y si se cumple.",
    ),
    "mart_budget_by_level": MartText(
        Text("Presupuesto por nivel de gobierno", "Budget by level of government"),
        "Una fila por año, nivel de gobierno y departamento de la meta: quién tiene el presupuesto y quién lo ejecuta. "
        "Sin filas de total.",
    ),
    "mart_dq_indicator_status": MartText(
        Text("¿Se puede publicar hoy? Veredicto por indicador", "May it be published today? Verdict by indicator"),
        "Una fila por indicador, nivel, periodo y corte: el veredicto, desde cuándo rige y su puntaje de calidad.",
    ),
    "mart_dq_issue": MartText(
        Text("Observaciones abiertas", "Open findings"),
        "Una fila por observación abierta: regla, archivo, hoja y fila, o indicador y periodo, con su responsable y su inicio.",
    ),
    "mart_dq_delivery": MartText(
        Text("Entregas y su puntaje", "Deliveries and their score"),
        "Una fila por archivo recibido, con lo que pasó con sus filas y su puntaje de 0 a 4.",
    ),
    "mart_dq_reconciliation": MartText(
        Text("Conciliaciones X01–X13", "Reconciliations X01–X13"),
        "Una fila por conciliación y línea; la conciliación que no tiene fuente lo dice en una fila.",
    ),
    "mart_dq_vintage_change": MartText(
        Text("Lo que cambió de lo ya publicado", "What changed of what was published"),
        "Una fila por cifra que una edición posterior de la misma serie cambió, con el valor anterior y el nuevo.",
    ),
    "mart_published_figures": MartText(
        Text("Cifras publicadas y su estado", "Published figures and their state"),
        "Una fila por cifra impresa: lo que dice, lo que hoy se obtiene y desde cuándo está así.",
    ),
}
