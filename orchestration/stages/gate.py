"""The gate: may this warehouse be released at all?

A dbt error, a failing invariant, a rule that could not be evaluated or a released table with a personal column stops the
release. A failing blocking rule does not: it withholds the indicators that rest on it, which is SQL in
``dbt_project/models/verdict``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from expectations.records import RuleResult
from orchestration.building.dbt_build import DbtNode, DbtResult
from orchestration.building.descriptions import UNDESCRIBED, TableText
from orchestration.loading.warehouse import open_warehouse
from orchestration.outcome import Refusal
from orchestration.settings import DATABASE, RELEASED_SCHEMAS, Settings
from sources.contract import OWN_PUBLISHER, personal_names


def refusals_of_build(build: DbtResult) -> list[Refusal]:
    """Reasons that dbt gives; empty when it built and tested everything."""
    if build.error:
        return [Refusal("dbt", f"La construcción no pudo empezar: {build.error}", f"The build could not start: {build.error}")]
    return [_refusal_of_node(node) for node in build.failures]


def _refusal_of_node(node: DbtNode) -> Refusal:
    said_es = said_en = _one_line(node.message)
    if node.status != "fail" and personal_names():
        # An engine quotes the value that it could not work with, and the report of a refused run is read by many.
        said_es = "el motor dice por qué en el registro de dbt, que no se publica"
        said_en = "the engine says why in dbt's log, which is not published"
    return Refusal(
        node.unique_id,
        f"La construcción falló en «{_short(node.unique_id)}»: {said_es}",
        f"The build failed at '{_short(node.unique_id)}': {said_en}",
    )


def refusals_of_columns(connection: duckdb.DuckDBPyConnection, texts: Mapping[str, TableText]) -> list[Refusal]:
    """Released tables with a column that a contract declares personal: a person's row is of the build database only.

    The Spanish views name a column by its label, so a label is judged like a name.
    """
    columns = connection.execute(
        """select table_schema || '.' || table_name, table_name, column_name from information_schema.columns
           where table_catalog = current_database() and list_contains(?, table_schema) order by all""",
        [list(RELEASED_SCHEMAS)],
    ).fetchall()
    personal = {name.lower() for name in personal_names()}
    return [
        Refusal(
            f"{table}.{column}",
            f"La tabla «{table}» se publica y tiene la columna «{column}», que un contrato declara dato personal. "
            "Retírela del modelo.",
            f"Table '{table}' is released and has the column '{column}', which a contract declares personal. "
            "Take it out of the model.",
        )
        for table, name, column in columns
        if personal & {column.lower(), texts.get(name, UNDESCRIBED).label(column).lower()}
    ]


def refusals_of_losses(connection: duckdb.DuckDBPyConnection, settings: Settings) -> list[Refusal]:
    """Deliveries that the current release rests on and this run has never heard of: a figure is lost by name or not at all.

    A file that is refused now is told as refused, and one that a person took back is told as taken back.
    """
    database = settings.current / DATABASE
    if not database.exists():
        return []
    with open_warehouse(database.resolve(), read_only=True) as released:
        query = "select delivery_id, file_name from control.ctl_delivery where status = 'loaded' and publisher <> ? order by all"
        rests_on = released.execute(query, [OWN_PUBLISHER]).fetchall()
    told = "select delivery_id from raw.delivery union select delivery_id from control.ctl_withdrawal"
    known = {row[0] for row in connection.execute(told).fetchall()}
    return [
        Refusal(
            delivery_id,
            f"La publicación vigente descansa en «{file}», y ese archivo no está en la carpeta de entrega ni en el archivo de "
            f"entregas. Devuélvalo a la carpeta, o retírelo: csad withdraw {delivery_id} --as NOMBRE --reason MOTIVO",
            f"The current release rests on '{file}', and that file is neither in the landing folder nor in the archive. Put it "
            f"back into the folder, or take it back: csad withdraw {delivery_id} --as NAME --reason WHY",
        )
        for delivery_id, file in rests_on
        if delivery_id not in known
    ]


def refusals_of_checks(connection: duckdb.DuckDBPyConnection, run_id: str, results: Sequence[RuleResult]) -> list[Refusal]:
    """Reasons that the rules give: errored ones first, then failing invariants with their first sentence."""
    refusals = [
        Refusal(
            result.rule_id,
            f"La regla {result.rule_id} no se pudo evaluar: {_one_line(result.error)}",
            f"Rule {result.rule_id} could not be evaluated: {_one_line(result.error)}",
        )
        for result in results
        if result.status == "errored"
    ]
    for result in results:
        if result.status == "failed" and result.severity == "invariante":
            refusals.append(_first_issue(connection, run_id, result.rule_id))
    return refusals


def _first_issue(connection: duckdb.DuckDBPyConnection, run_id: str, rule_id: str) -> Refusal:
    row = connection.execute(
        "select text_es, text_en from control.ctl_issue where run_id = ? and rule_id = ? order by all limit 1", [run_id, rule_id]
    ).fetchone()
    return Refusal(rule_id, *(row or ("", "")))


def _short(unique_id: str) -> str:
    return unique_id.split(".")[2] if unique_id.count(".") >= 2 else unique_id


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
